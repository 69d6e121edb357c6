"""Would a trained model find cues or bearers of norms better than the rules? Cross-validated on the development facts.

    python scripts/norms_trained.py

Logistic regression over the words around a candidate. Cue: every stretch of text that is a cue somewhere in the training folds.
Bearer: the organizations and groups of the clause, widened to the segment they begin, or none. Clauses of one source stay in
one fold. The rules were written with all of these clauses in view, which flatters them; see the section ``norms`` of
docs/evaluation.md for clauses that they had not seen.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import gold

FOLDS = 5
_STOPS = "，,。；;：:\n"
_NONE = (-1, -1)


def figures() -> dict[str, float]:
    """F1 of the trained model and of the rules: ``cue`` and ``bearer``."""
    from sklearn.model_selection import GroupKFold

    records = list(gold.lines(gold.GOLD / "facts" / "dev.jsonl"))
    found = [_read(r["text"]) for r in records]
    cues, bearers = _Score(), _Score()
    for train, test in GroupKFold(FOLDS).split(records, groups=[r["source"] for r in records]):
        _cues([records[i] for i in train], [records[i] for i in test], cues)
        _bearers([(records[i], found[i]) for i in train], [(records[i], found[i]) for i in test], bearers)
    ruled_cues, ruled_bearers = _Score(), _Score()
    for record, facts in zip(records, found, strict=True):
        _score_rules(record, facts.norms, ruled_cues, ruled_bearers)
    return {
        "cue trained": cues.f1,
        "cue rules": ruled_cues.f1,
        "bearer trained": bearers.f1,
        "bearer rules": ruled_bearers.f1,
    }


class _Score:
    """Right, given and wanted, in spans or characters."""

    def __init__(self) -> None:
        self.right = self.given = self.wanted = 0

    def add(self, given: set, wanted: set) -> None:
        self.right += len(given & wanted)
        self.given += len(given)
        self.wanted += len(wanted)

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.given + self.wanted)


def _read(text: str):
    from pipeline.extract import bare, extract

    return extract(bare(text))


def _classifier():
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    return make_pipeline(DictVectorizer(), LogisticRegression(max_iter=2000, C=4.0))


def _cues(train: list[dict], test: list[dict], score: _Score) -> None:
    from pipeline.extract.norms.lexicon import Lexicon

    lexicon = Lexicon(frozenset(n["cue"]["text"] for r in train for n in r["norms"]))
    features, labels = [], []
    for record in train:
        wanted = _wanted(record)
        for span in _candidates(record["text"], lexicon):
            features.append(_around(record["text"], *span))
            labels.append(span in wanted)
    model = _classifier().fit(features, labels)
    for record in test:
        spans = list(_candidates(record["text"], lexicon))
        chosen = model.predict([_around(record["text"], *span) for span in spans]) if spans else []
        score.add({span for span, yes in zip(spans, chosen, strict=True) if yes}, _wanted(record))


def _wanted(record: dict) -> set[tuple[int, int]]:
    return {(n["cue"]["start"], n["cue"]["end"]) for n in record["norms"]}


def _candidates(text: str, lexicon) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(text):
        end = lexicon.at(text, at)
        if end > 0:
            yield at, end
        at = end if end > 0 else at + 1


def _around(text: str, start: int, end: int) -> dict[str, object]:
    """The words and characters around a candidate, and where it stands in its segment and sentence."""
    from pipeline.chinese.tokens import cut

    left, right = _segment(text, start)
    before, after = cut(text[left:start]), cut(text[end:right])
    return {
        "cue": text[start:end],
        **{f"-{k}": word for k, word in enumerate(reversed(before[-3:]), 1)},
        **{f"+{k}": word for k, word in enumerate(after[:3], 1)},
        "char before": text[start - 1 : start],
        "char after": text[end : end + 1],
        "first": start == left,
        "depth": min(len(before), 8),
        "stop before": text[left - 1 : left],
        "stop after": text[right : right + 1],
        "last word": after[-1] if after else "",
        "article": text.startswith("第"),
        "cue, stop": text[start:end] + text[right : right + 1],
    }


def _segment(text: str, at: int) -> tuple[int, int]:
    left = max(text.rfind(stop, 0, at) for stop in _STOPS) + 1
    right = min((i for stop in _STOPS if (i := text.find(stop, at)) >= 0), default=len(text))
    return left, right


def _bearers(train: list[tuple], test: list[tuple], score: _Score) -> None:
    features, labels = [], []
    for record, facts in train:
        for norm in _bearing(record):
            wanted = _characters(norm["actor"])
            for span in _bodies(record["text"], facts, norm["cue"]["start"]):
                features.append(_relation(record["text"], span, norm))
                labels.append(span == _NONE if not wanted else len(wanted & set(range(*span))) * 2 > len(wanted))
    model = _classifier().fit(features, labels)
    for record, facts in test:
        for norm in _bearing(record):
            spans = _bodies(record["text"], facts, norm["cue"]["start"])
            sure = model.predict_proba([_relation(record["text"], span, norm) for span in spans])[:, 1]
            best = spans[int(sure.argmax())]
            score.add(set(range(*best)), _characters(norm["actor"]))


def _bearing(record: dict) -> list[dict]:
    return [n for n in record["norms"] if n["modality"] != "encouragement"]


def _characters(spans: list[dict]) -> set[int]:
    return {i for s in spans for i in range(s["start"], s["end"])}


def _bodies(text: str, facts, cue: int) -> list[tuple[int, int]]:
    """The bodies and groups in the cue's paragraph, and none."""
    line = text.rfind("\n", 0, cue) + 1
    spans = {_NONE}
    for entity in (*facts.organizations, *facts.groups):
        left, right = _segment(text, entity.start)
        if entity.start >= line and left <= cue + 30:
            spans.add((entity.start, entity.end))
            if entity.end <= cue <= right and left < entity.start:
                spans.add((left, entity.end))
    return sorted(spans)


def _relation(text: str, span: tuple[int, int], norm: dict) -> dict[str, object]:
    cue = norm["cue"]
    if span == _NONE:
        left, _ = _segment(text, cue["start"])
        return {"none": True, "modality": norm["modality"], "cue": cue["text"], "none, at head": left == cue["start"]}
    start, end = span
    between = text[min(end, cue["end"]) : max(start, cue["start"])]
    same = not any(stop in between for stop in "。；\n")
    return {
        "modality": norm["modality"],
        "adjacent": end == cue["start"],
        "behind": start >= cue["end"],
        "same segment": not any(stop in between for stop in _STOPS),
        "same sentence": same,
        "commas": between.count("，"),
        "before": text[start - 1 : start],
        "after": text[end : end + 1],
        "head": start == _segment(text, start)[0],
        "length": min(end - start, 30) / 30,
        "distance": min(len(between), 80) / 80,
        "same, before": f"{same}{text[start - 1 : start]}",
    }


def _score_rules(record: dict, norms: list, cues: _Score, bearers: _Score) -> None:
    cues.add({(n.start, n.end) for n in norms}, _wanted(record))
    ours = {(n.start, n.end): {i for s in n.actor for i in range(s.start, s.end)} for n in norms}
    for norm in _bearing(record):
        found = ours.get((norm["cue"]["start"], norm["cue"]["end"]))
        if found is not None:
            bearers.add(found, _characters(norm["actor"]))


if __name__ == "__main__":
    gold.need()
    for name, value in figures().items():
        print(f"{name}\t{value:.3f}")
