"""Search that is exact in Chinese: query language → syntax tree → one read-only SELECT; ranking, snippets, facets."""

from pipeline.search.absence import absence
from pipeline.search.conditions import Filters
from pipeline.search.engine import facets, search
from pipeline.search.results import Hit, Results
from pipeline.search.similar import similar
from pipeline.search.suggestions import suggest

__all__ = ["Filters", "Hit", "Results", "absence", "facets", "search", "similar", "suggest"]
