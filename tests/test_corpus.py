"""The sample corpus, read and processed, against what a person expects of each text (tests/expected/corpus.json).

The expected results were written by hand from the texts. ``first`` (of the compilation) is how a document begins;
``counts`` are nodes by kind; a fact with ``in`` stands in the clause of that label, one with ``absent``
must not be found (past work is no task). A field that is not given is not checked.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from pipeline import process, read

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
EXPECTED = json.loads((Path(__file__).parent / "expected" / "corpus.json").read_text("utf-8"))
DOCUMENTS = [(file, k, wanted) for file, documents in EXPECTED.items() for k, wanted in enumerate(documents)]
FACTS = [(file, k, fact) for file, k, wanted in DOCUMENTS for fact in wanted["facts"]]
FIELDS = {"title", "genre", "carries", "doc_number", "title_is_ours"}
DATES = {"written", "promulgated", "effective", "expires"}
PARTS = {"actor", "deadline", "condition", "exception"}

sys.path.insert(0, str(ROOT / "scripts"))
import make_samples  # noqa: E402


@cache
def records(file: str) -> list:
    return process(read(CORPUS / file))


def record(file: str, k: int):
    """The ``k``-th document; in a compilation the one that begins as expected."""
    first = EXPECTED[file][k].get("first")
    if first is None:
        return records(file)[k]
    found = [r for r in records(file) if r.document.text.startswith(first)]
    assert found, f"no document begins with {first}: {[r.document.text[:20] for r in records(file)]}"
    return found[0]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def name(file: str, k: int, fact: dict | None = None) -> str:
    stem = f"{Path(file).stem}{k or ''}"
    return f"{stem}-{fact.get('in', '')}{fact['text']}" if fact else stem


@pytest.mark.parametrize("file", EXPECTED)
def test_number_of_documents(file):
    """The compilation's preface belongs to no document; it may stand as one of its own."""
    starts = [r.document.text[:12] for r in records(file) if not r.document.text.startswith("导语")]
    assert len(starts) == len(EXPECTED[file]), starts


@pytest.mark.parametrize(("file", "k", "wanted"), DOCUMENTS, ids=[name(f, k) for f, k, _ in DOCUMENTS])
def test_metadata(file, k, wanted):
    found = record(file, k)
    document = found.document
    for field in FIELDS & wanted.keys():
        value = getattr(document, field)
        if isinstance(value, str) and squeezed(value) == squeezed(wanted[field] or ""):
            continue
        assert value == wanted[field], field
    for field in DATES & wanted.keys():
        value = getattr(document, field)
        assert value is not None and value.value == wanted[field], field
    if "dated" in wanted:  # the day a report was given
        assert wanted["dated"] in [date.value for date in (document.written, document.promulgated) if date]
    if "issuers" in wanted:
        assert list(document.issuers) == wanted["issuers"]
    if "region" in wanted:
        code, region = wanted["region"]
        assert document.region is not None and document.region.code == code
        assert document.region.name.endswith(region)
    if "theme" in wanted:
        assert found.themes and found.themes[0].label == wanted["theme"]


@pytest.mark.parametrize(("file", "k", "wanted"), DOCUMENTS, ids=[name(f, k) for f, k, _ in DOCUMENTS])
def test_structure(file, k, wanted):
    found = record(file, k)
    counts = Counter(node.kind.value for node in found.nodes)
    assert {kind: counts[kind] for kind in wanted["counts"]} == wanted["counts"]
    text = found.document.text
    for clause in found.clauses:
        assert text[clause.start : clause.end] == clause.text


@pytest.mark.parametrize(("file", "k", "fact"), FACTS, ids=[name(*row) for row in FACTS])
def test_fact(file, k, fact):
    found = record(file, k)
    where = fact.get("in")
    rows = [facts for clause, facts in zip(found.clauses, found.facts, strict=True) if where in (None, clause.label)]
    assert rows, f"no clause is labelled {where}"
    kinds = {"quantity": "quantities", "norm": "norms", "entity": "entities"}
    spans = [span for facts in rows for span in getattr(facts, kinds[fact["kind"]])]
    same = [span for span in spans if span.text == fact["text"]]
    if fact.get("absent"):
        assert not same, same
        return
    assert same, f"found only {[span.text for span in spans if where or span.text[:1] == fact['text'][:1]]}"
    assert any(agrees(span, fact) for span in same), same


def agrees(span, fact: dict) -> bool:
    """Every field that ``fact`` names has its value in ``span``."""
    for field, value in fact.items():
        if field in ("in", "kind", "text"):
            continue
        got = getattr(span, field)
        if field in PARTS:
            if value not in [part.text for part in got]:
                return False
        elif field == "per":
            if list(got) != value:
                return False
        elif isinstance(value, float):
            if got is None or abs(got - value) > 1e-9:
                return False
        elif getattr(got, "value", got) != value:
            return False
    return True


# --- what stands in the folder ---------------------------------------------------------------------------------------


def manifest() -> list[dict[str, str]]:
    return list(csv.DictReader((CORPUS / "manifest.csv").read_text("utf-8").splitlines()))


def test_manifest_lists_every_sample():
    files = {str(path.relative_to(CORPUS).as_posix()) for path in CORPUS.glob("*/*")}
    assert {row["file"] for row in manifest()} == files == set(EXPECTED)


@pytest.mark.parametrize("row", manifest(), ids=lambda row: Path(row["file"]).stem)
def test_manifest_agrees_with_expectations(row):
    wanted = EXPECTED[row["file"]][0]
    if len(EXPECTED[row["file"]]) == 1:
        assert squeezed(row["title"]) == squeezed(wanted["title"])
        assert row["genre"] == (wanted["genre"] or "")
        assert row["region"].endswith(wanted["region"][1])
        assert row["theme"] == wanted.get("theme", row["theme"])
    assert row["source"] == "written for this project"


def test_encodings_are_recognised():
    assert read(CORPUS / "service_purchase/jinan_elderly_purchase.txt").source.encoding == "gb18030"
    marked = CORPUS / "business_environment/zhejiang_provisions.txt"
    assert marked.read_bytes().startswith(b"\xef\xbb\xbf")
    assert read(marked).text.startswith("浙江省")


# --- files made from plain texts --------------------------------------------------------------------------------------

SAMPLES = ROOT / "scripts" / "samples"
FURNITURE = ("网站地图", "分享到", "打印", "无障碍浏览", "政务公开", "信息公开", "主办单位", "版权所有")


def source(file: str) -> str:
    return (SAMPLES / f"{Path(file).stem}.txt").read_text("utf-8")


def test_samples_are_made_the_same_twice():
    assert make_samples.build(SAMPLES) == make_samples.build(SAMPLES)


def test_samples_are_up_to_date():
    """The pages are compared by bytes; Word files and PDFs below by what is read back, as packers differ."""
    made = make_samples.build(SAMPLES)
    for file in made:
        assert (CORPUS / file).is_file()
        if file.endswith(".html"):
            assert (CORPUS / file).read_bytes() == made[file]


@pytest.mark.parametrize("file", [*make_samples.DOCX, *make_samples.PDF])
def test_reads_back_as_written(file):
    """Automatic numbers restored, running heads and page numbers gone, lines joined: the source's paragraphs, blanks apart."""
    wanted = [squeezed(line) for line in source(file).splitlines()]
    reading = read(CORPUS / file)
    assert squeezed(reading.text) == "".join(wanted)
    assert [squeezed(reading.text[b.start : b.end]) for b in reading.blocks] == wanted


@pytest.mark.parametrize("file", [file for file in EXPECTED if file.endswith(".html")])
def test_page_gives_its_text_without_furniture(file):
    reading = read(CORPUS / file)
    place = 0
    for line in source(file).splitlines():
        place = reading.text.find(line, place)
        assert place >= 0, line
    assert not [word for word in FURNITURE if word in reading.text]
    page = json.loads((SAMPLES / "pages.json").read_text("utf-8"))[file]
    assert (reading.metadata["doc_number"], reading.metadata["issuers"]) == (page["number"], page["issuer"])
