"""The site: pages from the graph and the templates of `site_templates/`, as `site.toml` there says."""

from pincite.site.inputs import (
    Change,
    CoveredSentence,
    Download,
    Figure,
    Inputs,
    Match,
    Question,
    Rule,
    Shape,
    SourceText,
    Term,
)
from pincite.site.render import Manifest, render

__all__ = [
    "Change",
    "CoveredSentence",
    "Download",
    "Figure",
    "Inputs",
    "Manifest",
    "Match",
    "Question",
    "Rule",
    "Shape",
    "SourceText",
    "Term",
    "render",
]
