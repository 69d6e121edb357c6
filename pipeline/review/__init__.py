"""What readers think of extracted facts: kept in a file of its own beside the database, matched again after every run.

Reads facts as ``search.lookup.describe`` shows them; writes ``DB.reviews.db`` next to the database ``DB``. Extraction never sees it.
"""

from pipeline.review.fact import FIELDS, fact_at, facts_of
from pipeline.review.match import COLUMNS, STATES, Standing, standing
from pipeline.review.store import VERDICTS, Review, Reviews, beside

__all__ = [
    "COLUMNS",
    "FIELDS",
    "STATES",
    "VERDICTS",
    "Review",
    "Reviews",
    "Standing",
    "beside",
    "fact_at",
    "facts_of",
    "standing",
]
