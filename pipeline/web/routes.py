"""Addresses → pages. What stands here comes before Datasette's own routes; all else but its tables under ``/data`` is nowhere."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.web.ask import Answer, Ask
from pipeline.web.pages import api, clause, compare, corpus, document, facts, plain, review, search
from pipeline.web.pages.api import EID, ID

TABLE = "(?P<table>[a-z_]{1,40})"

ROUTES: list[tuple[str, Callable[[Ask], Answer]]] = [
    ("^/$", search.home),
    ("^/search$", search.results),
    (r"^/search\.(?P<form>csv|xlsx|jsonl)$", search.as_file),
    (r"^/search\.json$", search.as_json),
    (r"^/suggest\.json$", search.suggest),
    ("^/documents$", document.documents),
    (f"^/document/{ID}$", document.document),
    (f"^/document/{ID}/original$", document.original),
    (rf"^/document/{ID}/{EID}\.(?P<form>bib|ris)$", clause.reference),
    (f"^/document/{ID}/{EID}$", clause.clause),
    ("^/facts$", facts.first),
    (f"^/facts/{TABLE}$", facts.table),
    (rf"^/facts/{TABLE}\.(?P<form>csv|xlsx|json|jsonl)$", facts.as_file),
    (rf"^/facts/{TABLE}\.svg$", facts.picture),
    ("^/compare$", compare.matrix),
    (r"^/compare\.(?P<form>csv|xlsx|json|jsonl)$", compare.as_file),
    ("^/compare/pair$", compare.pair),
    ("^/compare/changes$", compare.changes),
    ("^/corpus$", corpus.corpus),
    ("^/corpus/audit$", corpus.audited),
    (r"^/corpus/(?P<picture>region_theme|timeline|by_level|by_genre|strength)\.svg$", corpus.picture),
    ("^/review$", review.overview),
    (r"^/review\.(?P<form>csv|xlsx|json|jsonl)$", review.labels),
    ("^/help$", plain.about),
    *((f"^{endpoint.pattern}$", endpoint.handler) for endpoint in api.ENDPOINTS),
    (r"^/api/openapi\.json$", api.description),
    ("^/api$", api.about),
    ("^/api/", api.unknown),
    ("^/static/[0-9a-f]{12}/(?P<name>[a-z.]{1,40})$", plain.static),
    (r"^/(?!data(?:[/.]|$)|-/static/)", plain.nowhere),
]
