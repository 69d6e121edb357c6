"""Agreement of coders over a labels file: κ for each pair, α over all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from pipeline.classify.agreement import alpha, kappa
from pipeline.classify.codebook import CodebookError
from pipeline.topics.labels import Label, by_coder

COLUMNS = ("coders", "texts", "agreement", "kappa", "alpha")


def agreement(labels: Sequence[Label]) -> list[dict]:
    """A row for each pair of coders and one for all of them. Raises ``CodebookError`` when there is nothing to compare."""
    coders = list(by_coder(labels))
    if len(coders) < 2:
        raise CodebookError(
            "只有一位编码员 only one coder", hint="the column coder must name at least two people who coded the same texts"
        )
    out = []
    for (one, first), (two, second) in combinations(coders, 2):
        shared = [id for id in first if id in second]
        if shared:
            units = [[first[id], second[id]] for id in shared]
            out.append(_row(f"{one} / {two}", units) | {"kappa": rounded(kappa(*zip(*units, strict=True)))})
    if not out:
        raise CodebookError(
            "没有两人都编码的文本 no text was coded by two people", hint="the same clause_id (or text) for each coder"
        )
    ids = dict.fromkeys(id for _, codes in coders for id in codes)
    units = [[codes[id] for _, codes in coders if id in codes] for id in ids]
    out.append(_row("全部 all", [unit for unit in units if len(unit) > 1]))
    return out


def _row(coders: str, units: list[list[str]]) -> dict:
    same = sum(len(set(unit)) == 1 for unit in units) / len(units)
    return {
        "coders": coders,
        "texts": len(units),
        "agreement": round(same, 3),
        "kappa": None,  # of two coders only
        "alpha": rounded(alpha(units)),
    }


def rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
