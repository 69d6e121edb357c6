"""One file a page: a function from an ``Ask`` to an ``Answer``, run in a thread on a read-only connection."""
