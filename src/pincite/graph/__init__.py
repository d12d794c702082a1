"""The graph: terms, the embedded store, and how statements become triples."""
