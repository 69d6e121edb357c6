"""Other tools for Chinese numbers on the same lines of law as ours: speed, and fine ranges (五百元以上二千元以下) read with both ends.

JioNLP (money, time), Microsoft Recognizers-Text (currency, percentage) and cn2an (numerals turned into digits), each as its
documentation calls it; ``pip install 'zhengce[bench]'`` brings all three.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterable

RANGES = 200
CHARACTERS = 12_000  # the slowest does some thousand a second
_RANGE = re.compile(
    r"处[^，。；]{0,8}?(?P<low>[一二三四五六七八九十百千万零两0-9.]+)元以上(?P<high>[一二三四五六七八九十百千万零两0-9.]+)元以下"
)

Tool = tuple[str, Callable[[str], object], Callable[[str], Iterable[tuple[float, float]]] | None]


def tools() -> list[Tool]:
    """Name, what it does with a line, and the ranges it finds in one (None when it knows none); those installed only."""
    logging.disable()  # a peer logs every expression that it cannot parse
    found = [_ours()]
    for make in (_jionlp, _recognizers, _cn2an):
        try:
            found.append(make())
        except ImportError:
            continue
    return found


def compare(lines: Iterable[str], sentences: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Rows of the page: characters a second on ``lines``, and of the ranges in ``sentences`` those with both ends."""
    from pipeline.chinese.numerals import value

    text = list(_some(lines))
    size = sum(map(len, text))
    ranges = [(s, (value(m["low"]), value(m["high"]))) for s in sentences if (m := _RANGE.search(s))][:RANGES]
    for name, work, read in tools():
        work(text[0])  # loads what it needs
        best = min(_seconds(work, text) for _ in range(2))
        yield f"{name}: characters/s", f"{size / best:,.0f}"
        if read is not None:
            right = sum(wanted in set(read(sentence)) for sentence, wanted in ranges)
            yield f"{name}: fine ranges with both ends", f"{right} of {len(ranges)}"


def _some(lines: Iterable[str]) -> Iterable[str]:
    size = 0
    for line in lines:
        if size >= CHARACTERS:
            return
        size += len(line)
        yield line


def _seconds(work: Callable[[str], object], lines: list[str]) -> float:
    began = time.process_time()
    for line in lines:
        work(line)
    return time.process_time() - began


def _ours() -> Tool:
    from pipeline.extract import Found, bare, citations, dates, quantities

    def amounts(line: str) -> list:
        clause, found = bare(line), Found()
        found.citations = citations.extract(clause, found)
        found.dates = dates.extract(clause, found)
        return quantities.extract(clause, found)

    return "zhengce, quantities + dates", amounts, lambda line: ((q.low, q.high) for q in amounts(line))


def _jionlp() -> Tool:
    import jionlp

    def both(line: str) -> Iterable[tuple[float, float]]:
        for found in jionlp.ner.extract_money(line, with_parsing=True):
            number = found["detail"]["num"]
            if isinstance(number, list):
                yield float(number[0]), float(number[1])

    return (
        f"JioNLP {jionlp.__version__}, money + time",
        lambda line: (jionlp.ner.extract_money(line), jionlp.ner.extract_time(line)),
        both,
    )


def _recognizers() -> Tool:
    from importlib.metadata import version

    from recognizers_number import recognize_percentage
    from recognizers_number_with_unit import recognize_currency

    def both(line: str) -> Iterable[tuple[float, float]]:
        for found in recognize_currency(line, "zh-cn"):
            ends = found.resolution.get("value", "").strip("[]()").split(",")
            if len(ends) == 2:
                yield float(ends[0]), float(ends[1])

    return (
        f"Recognizers-Text {version('recognizers-text')}, currency + percentage",
        lambda line: (recognize_currency(line, "zh-cn"), recognize_percentage(line, "zh-cn")),
        both,
    )


def _cn2an() -> Tool:
    from importlib.metadata import version

    import cn2an

    return f"cn2an {version('cn2an')}, numerals to digits", lambda line: cn2an.transform(line, "cn2an"), None


if __name__ == "__main__":
    import gold
    from numerals import texts

    gold.need()
    clauses = list(texts(40))
    for row in compare(clauses, clauses):
        print(*row, sep="\t")
