"""Blocks → documents, trees and citable clauses. Reads a ``Reading``, writes ``Structured`` documents.

The order of the rooms: ``lines`` (marks, tables, furniture) → ``compilations`` (several documents in one text) → ``frame`` (title,
salutation, signature, attachments, carried texts) → ``tree`` (``articles`` or ``outline``) → ``nodes`` and ``eids`` →
``clauses``; ``metadata`` reads what the frame found. Post-conditions, whatever the input: every character of a document but the
line feeds between blocks is in exactly one node's own text; eids are unique; parents precede and contain their children; the same
reading gives the same result.
"""

from __future__ import annotations

from pipeline.model import Reading
from pipeline.structure.build import structure
from pipeline.structure.types import Structured

__all__ = ["Reading", "Structured", "structure"]
