"""Topics: the theme of a document and the function of a clause, by small linear models that ship as arrays."""

from pipeline.classify.functions import function, functions
from pipeline.classify.themes import theme

__all__ = ["function", "functions", "theme"]
