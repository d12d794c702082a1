"""Documents to linked data, every triple pinned to the sentence that says it."""

__version__ = "0.1.0"
