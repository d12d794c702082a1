"""The documents: catalogue, text, sentences, and the passages that quotations pin."""

from pincite.seeds.catalog import Document, PublishedBounds, read_catalog
from pincite.seeds.passages import Quotation, locate
from pincite.seeds.sentences import Sentence, segment

__all__ = ["Document", "PublishedBounds", "Quotation", "Sentence", "locate", "read_catalog", "segment"]
