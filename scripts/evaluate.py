"""Score the program on the gold sets and write docs/evaluation.md; a score below its floor fails, a higher one raises it.

    python scripts/evaluate.py            all sections
    python scripts/evaluate.py facts      one section; nothing is written

The gold lies outside the project (see scripts/gold.py); without it there is nothing to score and nothing is written.
"""

from __future__ import annotations

import functools
import inspect
import json
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import baselines
import extraction
import gold

PAGE = gold.ROOT / "docs" / "evaluation.md"
FLOORS = gold.ROOT / "scripts" / "floors.json"
NO_MERIT = (
    "temperature",
    "unsure",
    "calibration_error",
    "errors",
    "trained",
    "(share)",
    "(told)",
)  # told, but more of it is not better: no floor
READ = ("norms.read", "norms.unseen", "norms.sheet")  # persons' counts: a new reading may find less
NOISE = 0.0005  # rounding; the program is deterministic


@dataclass(frozen=True)
class Row:
    """One measure: its value, the naive baseline's (if there is one) and on how many gold items it stands."""

    measure: str
    value: float
    baseline: float | None = None
    n: int | None = None


def facts() -> Iterable[Row]:
    """Development facts: 321 clauses, exact spans, values, norms and their roles.

    The rules were written with these clauses in view: expect a few points less on new texts.
    """
    from pipeline.export.jsonable import annotation
    from pipeline.run import annotate

    path = gold.GOLD / "facts" / "dev.jsonl"
    wanted = {r["id"]: r for r in gold.lines(path)}
    ours = {i: annotation(*annotate(r["text"])) for i, r in wanted.items()}
    naive = {i: baselines.annotate(r["text"]) for i, r in wanted.items()}
    score = gold.scorer()
    a, b = score.facts(wanted, ours), score.facts(wanted, naive)
    for name, row in a.items():
        if isinstance(row, dict) and "f1" in row:
            yield Row(name, row["f1"], b.get(name, {}).get("f1", 0.0), row["gold"])


def functions() -> Iterable[Row]:
    """Function of a clause: cross-validated by document, because the labels are training data too."""
    from train_functions import cross_validate

    yield from _figures("function", cross_validate())


def themes() -> Iterable[Row]:
    """Theme of a document: cross-validated."""
    from train_themes import cross_validate

    yield from _figures("theme", cross_validate())


def structure() -> Iterable[Row]:
    """Block structure of eight documents, thirty traps, and the compilation's boundaries."""
    from pipeline.read import read
    from pipeline.run import segment

    folder = gold.GOLD / "structure"
    with tempfile.TemporaryDirectory() as out:
        for path in sorted((folder / "docs").glob("*.txt")):
            Path(out, path.stem + ".json").write_text(json.dumps(segment(read(path))), "utf-8")
        for name, row in gold.scorer().blocks(folder / "gold", out).items():
            if not name.startswith("block.kind."):
                yield Row(name, row["f1"], None, row["gold"])
    traps = list(gold.lines(folder / "traps.jsonl"))
    yield Row("traps", sum(map(_sprung, traps)) / len(traps), None, len(traps))
    wanted = json.loads((folder / "compilation.json").read_text("utf-8"))
    found = segment(read(gold.SHARED / "corpus" / "compilation.txt"))
    bounds = {(d["first_line"], d["last_line"]) for d in wanted["documents"]}
    ours = {(d["first_line"], d["last_line"]) for d in found["documents"]}
    yield Row("compilation.documents", len(bounds & ours) / len(bounds | ours), None, len(bounds))
    kinds = {b["line"]: b["kind"] for b in found["blocks"]}
    right = sum(kinds.get(b["line"]) == b["kind"] for b in wanted["blocks"])
    yield Row("compilation.kind", right / len(wanted["blocks"]), None, len(wanted["blocks"]))


def _sprung(trap: dict) -> bool:
    """Whether the program reads the snippet as the gold does: kind and label of every line.

    Not the number: that of a 款 whose article stands above the snippet cannot be known from it.
    """
    from pipeline.read import read_text
    from pipeline.run import segment

    found = {b["line"]: b for b in segment(read_text("\n".join(trap["lines"])))["blocks"]}
    return all(
        found.get(b["line"], {}).get("kind") == b["kind"] and found[b["line"]]["label"] == b["label"] for b in trap["blocks"]
    )


def alignment() -> Iterable[Row]:
    """Clause alignment of regulations on three subjects, judged by a model that has not seen the subject: the best clause (related; same
    among those called the same), all pairs of the same provision, rightly none (none), 确定 (sure), penalties alone. Naive: the cosine of
    bigrams, its thresholds chosen on these very pairs."""
    from compare_accuracy import alignment as figures

    for figure in figures():
        yield Row(*figure)


def differences() -> Iterable[Row]:
    """Differences of 25 pairs of clauses: numbers with their change (a number of the wrong breach is wrong), changes of modality.
    Naive: numbers in the order of the text, the first modal word."""
    from compare_accuracy import told

    for figure in told():
        yield Row(*figure)


def laws() -> Iterable[Row]:
    """The law corpus with its marks taken away: shares of documents whose divisions and articles are those of the marks, whose dates
    are those of file name, header lines and last sentence, whose province is that of the folder; and of 本法第X条 that lead to an
    article. `python scripts/laws.py` lists every disagreement."""
    from laws import figures

    for measure, share, of in figures():
        yield Row(measure, round(share, 4), None, of)


def pages() -> Iterable[Row]:
    """Title, number, issuers and date of the State Council's pages against what each page shows; with the page's labels, and from
    the text alone."""
    from pages import figures

    for measure, share, of in figures():
        yield Row(measure, share, None, of)


def references() -> Iterable[Row]:
    """References to other texts in the law corpus, and findings of `zhengce audit`, read by eye: counts in
    `scripts/data/references_read.json` (who read how and when, seed, classes of error), samples by `scripts/references.py`."""
    from references import figures

    for measure, share, of in figures():
        yield Row(measure, round(share, 4), None, of)


def search() -> Iterable[Row]:
    """Search on runs/laws.db, made of the law corpus when missing: hits against a look through every clause; clauses and
    articles sought by keywords, paraphrases and lay questions. Naive: any word that jieba cuts, BM25 of the text."""
    from search_accuracy import figures

    for figure in figures():
        yield Row(*figure)


def norms() -> Iterable[Row]:
    """Norms as persons judged them (the whole record right: cue, modality, bearer, action, condition), on clauses that no rule
    was written for, in the two sheets for elderly care of five regulations; and a model trained on words beside the rules."""
    from norms_accuracy import figures

    for figure in figures():
        yield Row(*figure)


def _rows(section: Callable[[], Iterable[tuple]]) -> Callable[[], Iterable[Row]]:
    """A section of another file, whose figures become rows."""

    @functools.wraps(section)
    def rows() -> Iterable[Row]:
        return (Row(*figure) for figure in section())

    return rows


def _figures(prefix: str, figures: dict) -> Iterable[Row]:
    """The figures of a trained model, beside its best baseline; the ends of 95 % intervals; every baseline; F1 by class."""
    baselines, n = figures["baselines"], figures.get("clauses") or figures.get("documents")
    for name, value in figures.items():
        if isinstance(value, float):
            base = max((b[name] for b in baselines.values() if name in b), default=None)
            yield Row(f"{prefix}.{name}", round(value, 4), base, n)
        elif name.endswith("_interval"):
            for end, bound in zip(("lower", "upper"), value, strict=True):
                yield Row(f"{prefix}.{name.removesuffix('_interval')}, {end} end (told)", bound, None, n)
    for name, baseline in baselines.items():
        for measure, value in baseline.items():
            yield Row(f"{prefix}.{measure} of {name} (told)", value, None, n)
    for name, row in figures["classes"].items():
        yield Row(f"{prefix}.F1 of {name} (told)", row["f1"], None, row["rows"])


SECTIONS = {
    "facts": facts,
    "labels": _rows(extraction.labels),
    "peers": _rows(extraction.peers),
    "numerals": _rows(extraction.numerals),
    "eye": _rows(extraction.eye),
    "trained": _rows(extraction.trained),
    "functions": functions,
    "themes": themes,
    "structure": structure,
    "alignment": alignment,
    "differences": differences,
    "laws": laws,
    "pages": pages,
    "references": references,
    "search": search,
    "norms": norms,
}


def main(chosen: list[str]) -> int:
    gold.need()
    from rich.progress import track

    results: dict[str, list[Row]] = {}
    started = time.perf_counter()
    for name in track(chosen or list(SECTIONS), description="评测 evaluating", transient=True):
        results[name] = list(SECTIONS[name]())
    failures, floors = hold(results)
    print(page(results, time.perf_counter() - started))
    for line in failures:
        print(line, file=sys.stderr)
    if not chosen and not failures:
        PAGE.write_text(page(results, time.perf_counter() - started), "utf-8")
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", "utf-8")
    return 1 if failures else 0


def hold(results: dict[str, list[Row]]) -> tuple[list[str], dict[str, float]]:
    """Scores that fell below their floor, as sentences, and the floors raised to what was reached."""
    floors = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    failures = []
    for row in (r for rows in results.values() for r in rows):
        if row.measure.endswith(NO_MERIT) or row.measure.startswith(READ):
            continue
        floor = floors.get(row.measure, 0.0)
        if row.value < floor - NOISE:
            failures.append(f"✗ {row.measure} {row.value:.4f} 低于下限 is below its floor {floor:.4f}")
        floors[row.measure] = round(max(floor, row.value), 4)
    return failures, floors


def page(results: dict[str, list[Row]], seconds: float) -> str:
    """The page docs/evaluation.md: dated, with versions, gold fingerprint, values and baselines."""
    import pipeline

    files = [p for p in gold.GOLD.rglob("*") if p.is_file()]
    out = [
        "# 评测 Evaluation",
        "",
        f"Generated by `make eval` on {time.strftime('%Y-%m-%d')}: zhengce {pipeline.__version__}, Python {platform.python_version()}, "
        f"gold {gold.fingerprint(*files)}, {seconds:.0f} s. No number on this page is typed by hand.",
        "",
        "F1 unless the name says otherwise; *naive* is the baseline of `scripts/baselines.py` or of the section. "
        "Figures of `functions` and `themes` are cross-validated.",
    ]
    for name, rows in results.items():
        out += ["", f"## {name}", "", inspect.cleandoc(SECTIONS[name].__doc__), ""]
        out += ["| measure | value | naive | gold items |", "|---|---:|---:|---:|"]
        for r in rows:
            base = "" if r.baseline is None else f"{r.baseline:.3f}"
            out.append(f"| {r.measure} | {r.value:.3f} | {base} | {r.n or ''} |")
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
