"""The one root of the errors that a person may see. Imports nothing of ours."""

from __future__ import annotations


class ZhengceError(Exception):
    """A problem with a plain sentence for a person; ``hint`` names the next command to try."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class ReadError(ZhengceError):
    """A source that cannot be read. ``code`` becomes the issue's code."""

    def __init__(self, code: str, message: str, hint: str | None = None) -> None:
        super().__init__(message, hint)
        self.code = code

    def __reduce__(self) -> tuple:
        return type(self), (self.code, str(self), self.hint)  # an error that a worker of a batch is told of


class QueryError(ZhengceError):
    """A search that cannot be understood."""


class StoreError(ZhengceError):
    """A database that cannot be opened or is not ours."""
