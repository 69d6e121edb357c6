"""Pictures as SVG: drawn with attributes alone (the pages' policy forbids styles inside), readable in black and white.

Every function takes plain rows and gives markup; all text in it is escaped. Sizes are in SVG units, one unit a CSS pixel at full width.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

INK, GREY, PALE, MAIN = "#22252a", "#5b6068", "#d9d4c8", "#1f4e79"
FONT = "'PingFang SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif"
WIDE = 760
ROW = 24
LABEL = 150
"""Room for the names at the left."""
EDGE = 36
"""Room at the right for names that reach over."""
SHADES = ("#1b2a3a", "#3f5f7f", "#6d8aa6", "#9bb0c4", "#c4d0dc", "#e3e9ef")
"""Dark to pale, apart in grey as in colour."""


def bars(rows: Sequence[tuple[str, float]], title: str, links: Mapping[str, str] | None = None) -> Markup:
    """A bar and its number for each name."""
    most = max((n for _, n in rows), default=1) or 1
    out = []
    for k, (name, n) in enumerate(rows):
        y, width = k * ROW, (WIDE - LABEL - 90) * n / most
        out.append(_name(name, y, (links or {}).get(name)))
        out.append(f'<rect x="{LABEL}" y="{y + 4}" width="{max(width, 1):.1f}" height="{ROW - 9}" rx="2" fill="{MAIN}"/>')
        out.append(_text(f"{n:,.0f}", LABEL + width + 8, y + ROW / 2 + 4, fill=GREY))
    return _svg(title, len(rows) * ROW, out)


def columns(rows: Sequence[tuple[str, int]], title: str) -> Markup:
    """A column for each step of an ordered axis, such as years; every fifth is named."""
    height, most = 180, max((n for _, n in rows), default=1) or 1
    step = (WIDE - EDGE) / max(len(rows), 1)
    out = [f'<line x1="0" y1="{height}" x2="{WIDE}" y2="{height}" stroke="{PALE}"/>']
    for k, (name, n) in enumerate(rows):
        tall = (height - 20) * n / most
        out.append(
            f'<rect x="{k * step + step * 0.12:.1f}" y="{height - tall:.1f}" width="{step * 0.76:.1f}" height="{tall:.1f}" fill="{MAIN}">'
            f"<title>{escape(name)}: {n}</title></rect>"
        )
        if n == most:
            out.append(_text(str(n), k * step + step / 2, height - tall - 5, anchor="middle", fill=GREY))
        if len(rows) <= 16 or (name.isdigit() and int(name) % 5 == 0):
            out.append(_text(name, k * step + step / 2, height + 16, anchor="middle", fill=GREY, size=11))
    return _svg(title, height + 24, out)


def ranges(rows: Sequence[tuple[str, Sequence[float]]], title: str, unit: str) -> Markup:
    """For each name the spread of its values on a logarithmic axis: lowest to highest, the middle half, the median, how many."""
    values = [v for _, some in rows for v in some if v > 0]
    if not values:
        return Markup("")
    low, high = (
        math.floor(math.log10(min(values))),
        max(math.ceil(math.log10(max(values))), math.floor(math.log10(min(values))) + 1),
    )
    left, wide = LABEL, WIDE - LABEL - 60

    def x(value: float) -> float:
        return left + wide * (math.log10(value) - low) / (high - low)

    out = []
    for power in range(low, high + 1):
        at = x(10.0**power)
        out.append(f'<line x1="{at:.1f}" y1="18" x2="{at:.1f}" y2="{18 + len(rows) * ROW}" stroke="{PALE}"/>')
        out.append(_text(magnitude(10.0**power, unit), at, 11, anchor="middle", fill=GREY, size=11))
    for k, (name, some) in enumerate(rows):
        y, ordered = 18 + k * ROW, sorted(v for v in some if v > 0)
        out.append(_name(name, y))
        if not ordered:
            continue
        middle, half = y + ROW / 2, (x(quantile(ordered, 0.25)), x(quantile(ordered, 0.75)))
        out.append(f'<line x1="{x(ordered[0]):.1f}" y1="{middle}" x2="{x(ordered[-1]):.1f}" y2="{middle}" stroke="{GREY}"/>')
        out.append(
            f'<rect x="{half[0]:.1f}" y="{middle - 5}" width="{max(half[1] - half[0], 2):.1f}" height="10" fill="{SHADES[3]}"/>'
        )
        tick = x(quantile(ordered, 0.5))
        out.append(f'<line x1="{tick:.1f}" y1="{middle - 8}" x2="{tick:.1f}" y2="{middle + 8}" stroke="{INK}" stroke-width="2"/>')
        out.append(_text(f"{len(some):,}", WIDE, y + ROW / 2 + 4, anchor="end", fill=GREY, size=11))
    return _svg(title, 22 + len(rows) * ROW, out)


def heat(
    names: Sequence[str],
    across: Sequence[str],
    numbers: Mapping[tuple[str, str], int],
    title: str,
    links: Mapping[tuple[str, str], str] | None = None,
) -> Markup:
    """A matrix of numbers, darker for more; every cell that is not empty bears its number."""
    left, head = 110, 150
    wide, most = (WIDE - left - EDGE) / max(len(across), 1), max(numbers.values(), default=1) or 1
    out = []
    for k, name in enumerate(across):
        x = left + k * wide + wide / 2
        short = name.split("、")[0]
        out.append(
            f'<text transform="translate({x + 4:.1f},{head - 6}) rotate(-60)" font-size="11" fill="{INK}">{escape(short)}'
            f"<title>{escape(name)}</title></text>"
        )
    for row, name in enumerate(names):
        y = head + row * ROW
        out.append(_text(name, left - 8, y + ROW / 2 + 4, anchor="end", size=12))
        for k, other in enumerate(across):
            n, x = numbers.get((name, other), 0), left + k * wide
            shade = SHADES[-1 - min(int(math.sqrt(n / most) * len(SHADES)), len(SHADES) - 1)] if n else "#ffffff"
            cell = f'<rect x="{x + 0.5:.1f}" y="{y + 0.5}" width="{wide - 1:.1f}" height="{ROW - 1}" fill="{shade}" stroke="{PALE}" stroke-width="0.5"/>'
            if n:
                light = shade in SHADES[:2]
                number = _text(str(n), x + wide / 2, y + ROW / 2 + 4, anchor="middle", fill="#ffffff" if light else INK, size=10)
                cell = f"<g><title>{escape(name)} · {escape(other)}: {n}</title>{cell}{number}</g>"
            href = (links or {}).get((name, other))
            out.append(f'<a href="{escape(href)}">{cell}</a>' if href and n else cell)
    return _svg(title, head + len(names) * ROW + 2, out)


def shares(rows: Sequence[tuple[str, Mapping[str, int]]], kinds: Sequence[tuple[str, str]], title: str) -> Markup:
    """For each name the shares of ``kinds`` (key, label) in a bar of full width, with the per cent where there is room."""
    out, wide = [], WIDE - LABEL
    for k, (_, label) in enumerate(kinds):
        x = LABEL + k * wide / len(kinds)
        out.append(
            f'<rect x="{x:.1f}" y="2" width="12" height="12" fill="{SHADES[k % len(SHADES)]}" stroke="{GREY}" stroke-width="0.5"/>'
        )
        out.append(_text(label, x + 17, 13, size=12))
    for row, (name, numbers) in enumerate(rows):
        y, at, total = 24 + row * ROW, float(LABEL), sum(numbers.values()) or 1
        out.append(_name(name, y))
        for k, (key, label) in enumerate(kinds):
            width = wide * numbers.get(key, 0) / total
            if not width:
                continue
            out.append(
                f'<rect x="{at:.1f}" y="{y + 3}" width="{width:.1f}" height="{ROW - 6}" fill="{SHADES[k % len(SHADES)]}" stroke="#ffffff" '
                f'stroke-width="0.5"><title>{escape(name)} · {escape(label)}: {numbers[key]}</title></rect>'
            )
            if width > 34:
                pale = k % len(SHADES) > 2
                percent = f"{100 * numbers[key] / total:.0f}%"
                out.append(
                    _text(percent, at + width / 2, y + ROW / 2 + 4, anchor="middle", fill=INK if pale else "#ffffff", size=11)
                )
            at += width
    return _svg(title, 26 + len(rows) * ROW, out)


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which ``share`` of the ordered values lie, between neighbours in proportion.

    >>> quantile([1, 2, 3, 4], 0.5)
    2.5
    """
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def magnitude(value: float, unit: str) -> str:
    """A round number as people write it: 万 and 亿 for large ones.

    >>> magnitude(100000, "元"), magnitude(0.1, "%")
    ('10万元', '0.1%')
    """
    for size, name in ((1e8, "亿"), (1e4, "万")):
        if value >= size:
            return f"{value / size:g}{name}{unit}"
    return f"{value:g}{unit}"


def _name(name: str, y: float, href: str | None = None) -> str:
    short = name if len(name) <= 12 else name[:11] + "…"
    text = f'<text x="{LABEL - 10}" y="{y + ROW / 2 + 4}" text-anchor="end" font-size="13" fill="{INK}">{escape(short)}<title>{escape(name)}</title></text>'
    return f'<a href="{escape(href)}">{text}</a>' if href else text


def _text(text: str, x: float, y: float, anchor: str = "start", fill: str = INK, size: int = 12) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" fill="{fill}">{escape(text)}</text>'


def _svg(title: str, height: float, pieces: Sequence[str]) -> Markup:
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {height:.0f}" width="{WIDE}" height="{height:.0f}" role="img" '
        f'font-family="{escape(FONT)}"><title>{escape(title)}</title>{"".join(pieces)}</svg>'
    )
