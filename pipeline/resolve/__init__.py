"""Citations → what they point to: a node of the same document, a document or clause of the store, or "cited, not held".

Reads a store, computes rows, hands them to the store, which alone writes. The order: ``works`` (titles that mean the same text)
→ ``trees`` (a part named in a citation → the node) → ``relations`` (why a text is cited) → ``references`` (the pass over all).
"""

from pipeline.resolve.references import resolve

__all__ = ["resolve"]
