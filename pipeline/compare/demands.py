"""What a clause demands, norm by norm, and which demands of two clauses are the same."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.compare.similar import best_pairs, dice, inside
from pipeline.compare.texts import Passage
from pipeline.model import Modality, Norm

ALIKE = 0.34
"""How alike the acts of two norms must be to be the same demand."""

STRENGTHS = {
    Modality.DUTY: "obligation", Modality.SANCTION: "obligation", Modality.PROHIBITION: "prohibition", Modality.PERMISSION: "permission",
    Modality.ENCOURAGEMENT: "encouragement", Modality.DIRECTIVE: "obligation",
}  # fmt: skip
"""How a modality binds; a task (directive) and a duty bind alike."""


@dataclass(frozen=True, slots=True)
class Demand:
    """A norm in the words that are compared."""

    modality: str
    strength: str
    cue: str
    actor: str
    action: str
    condition: str

    @property
    def words(self) -> str:
        """The demand in the order in which Chinese says it: 鼓励商业保险机构开发…, 民政部门应当备案, 民政部门给予警告."""
        if self.modality == "encouragement" or not self.actor:
            return f"{self.cue}{self.actor}{self.action.removeprefix(self.cue)}"
        return f"{self.actor}{self.cue}{self.action.removeprefix(self.cue)}"

    @property
    def about(self) -> str:
        """The act in few words."""
        return self.action if len(self.action) <= 24 else self.action[:23] + "…"


def demands(passage: Passage) -> list[Demand]:
    """The norms of a clause in order, those without an act left out. 可以处 makes a sanction one that may be imposed."""
    return [d for d in (_demand(n, passage.clause.text) for n in passage.facts.norms) if d.action]


def paired(mine: list[Demand], theirs: list[Demand]) -> list[tuple[int, int]]:
    """Places of the same demand on either side, one to one."""
    return best_pairs(mine, theirs, alike, ALIKE)


def alike(a: Demand, b: Demand) -> float:
    """How alike two demands are, 0..1: the act above all, a little who acts; sanctions by their kind and the breach."""
    if (a.modality == "sanction") != (b.modality == "sanction"):
        return 0.0
    if a.modality == "sanction":  # 责令 and 罚款 are no alternatives to each other
        return 0.5 * _same_kind(a, b) + 0.5 * dice(a.condition, b.condition) if _same_kind(a, b) else 0.0
    act = max(dice(a.action, b.action), 0.8 * inside(a.action, b.action))
    return 0.9 * act + 0.1 * dice(a.actor, b.actor)


def _same_kind(a: Demand, b: Demand) -> float:
    return float(penalty(a) == penalty(b)) if penalty(a) else dice(a.action, b.action)


PENALTIES = (
    "罚款",
    "停业",
    "吊销",
    "没收",
    "警告",
    "通报",
    "拘留",
    "处分",
    "追究刑事责任",
    "退回",
    "退赔",
    "改正",
    "关闭",
    "撤销",
    "收回",
    "信用",
)


def penalty(demand: Demand) -> str:
    """The kind of a sanction by its word; empty for another."""
    return next((word for word in PENALTIES if word in demand.action), "")


def _demand(norm: Norm, text: str) -> Demand:
    strength = STRENGTHS[norm.modality]
    if norm.modality is Modality.SANCTION and text[max(0, norm.start - 2) : norm.start].endswith(("可以", "可")):
        strength = "permission"
    joined = {role: "".join("".join(s.text.split()) for s in getattr(norm, role)) for role in ("actor", "action", "condition")}
    cue = norm.text
    if strength == "permission" and norm.modality is Modality.SANCTION:
        cue = f"可以{norm.text}"
    return Demand(norm.modality.value, strength, cue, joined["actor"], joined["action"], joined["condition"])
