"""Query files: SPARQL with a `#+` header, run on the embedded store or on any endpoint."""
