"""One difference between two clauses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

KINDS = {"number": "数字", "modality": "模态", "body": "主体", "scope": "范围", "consequence": "后果"}
CHANGES = {
    "equal": "相同", "stricter": "更严", "looser": "更宽", "different": "不同", "trigger": "金额相同、情形不同",
    "absent_in_a": "基准无此", "absent_in_b": "对方无此",
}  # fmt: skip
"""Kinds and changes as people read them; the second clause is compared with the first, the reference."""


@dataclass(frozen=True, slots=True)
class Difference:
    """``kind`` one of ``KINDS``, ``change`` one of ``CHANGES``; ``what`` the difference is about; ``a`` and ``b`` the words of each side
    (``None``: nothing there); values and triggers where the kind has them."""

    kind: str
    what: str
    a: str | None
    b: str | None
    change: str
    a_value: Any = None
    b_value: Any = None
    a_trigger: str = ""
    b_trigger: str = ""
