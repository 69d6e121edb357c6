"""(to be written)"""

from __future__ import annotations

from pipeline.extract.found import Found
from pipeline.model import Clause


def extract(clause: Clause, found: Found) -> list:
    return []


def extract_docnos(clause: Clause, found: Found) -> list:
    return []
