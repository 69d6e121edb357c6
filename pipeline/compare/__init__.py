"""Provisions side by side: reads clauses, writes matches."""

from pipeline.compare.align import Candidate, Match, align

__all__ = ["Candidate", "Match", "align"]
