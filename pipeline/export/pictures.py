"""Pictures of comparisons, as SVG or PNG: heat map region × provision, strength profile, timeline of adoption, bars of indicators.

Needs matplotlib (extra ``zhengce[pictures]``). An SVG keeps its words as words, so that they can be searched and any reader's Chinese
font shows them; a PNG needs a Chinese font on this machine.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.compare.indicators import Panel
from pipeline.compare.matrix import Matrix
from pipeline.errors import ZhengceError
from pipeline.model import MODALITY_NAMES

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FONTS = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei",
    "SimHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Heiti SC", "STHeiti", "Noto Sans CJK JP", "Arial Unicode MS",
)  # fmt: skip
"""Families with Chinese characters, best first."""

FORMS = (".svg", ".png")
COLOURS = {
    "duty": "#2f5d8a", "prohibition": "#a33b3b", "permission": "#8fb28f", "encouragement": "#d9b44a", "sanction": "#6b3f6b", "directive": "#7fa7c9",
}  # fmt: skip
"""Of the modalities; told apart in grey and by people who do not see red and green apart."""


def heat_map(matrix: Matrix) -> Figure:
    """Provisions as rows, sides as columns: dark where both sides choose each other, light where one does, white where none was found."""
    plt = _plt()
    rows, sides = matrix.rows, matrix.columns
    shade = [[0.0 if c is None else 1.0 if c.sure else 0.5 for c in r.cells] for r in rows]
    figure, axes = plt.subplots(figsize=(3.6 + 1.1 * len(sides), 1.2 + 0.27 * len(rows)))
    axes.imshow(shade, aspect="auto", cmap="Blues", vmin=0, vmax=1.25)
    axes.set_yticks(range(len(rows)), [f"{r.id} {r.name}" for r in rows], fontsize=8)
    axes.set_xticks(range(len(sides)), [c.name for c in sides], fontsize=9)
    axes.xaxis.tick_top()
    for y, row in enumerate(rows):
        for x, c in enumerate(row.cells):
            if c:
                colour = "white" if c.sure else "black"
                axes.text(x, y, c.passages[0].clause.label, ha="center", va="center", fontsize=7, color=colour)
    axes.set_xticks([x - 0.5 for x in range(1, len(sides))], minor=True)
    axes.set_yticks([y - 0.5 for y in range(1, len(rows))], minor=True)
    axes.grid(which="minor", color="white", linewidth=1)
    axes.tick_params(which="both", length=0)
    figure.tight_layout()
    return figure


def strength_profile(matrix: Matrix) -> Figure:
    """How binding each side's text is: the shares of its norms by modality."""
    plt = _plt()
    names = [c.name for c in matrix.columns]
    counts = [
        [sum(n.modality.value == m for p in c.passages for n in p.facts.norms) for m in MODALITY_NAMES] for c in matrix.columns
    ]
    figure, axes = plt.subplots(figsize=(8, 1.4 + 0.45 * len(names)))
    left = [0.0] * len(names)
    for k, (modality, label) in enumerate(MODALITY_NAMES.items()):
        share = [100 * row[k] / max(1, sum(row)) for row in counts]
        axes.barh(names, share, left=left, color=COLOURS[modality], label=f"{label} {modality}")
        left = [a + b for a, b in zip(left, share, strict=True)]
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    axes.set_xlabel("占全部规范的百分比 per cent of norms")
    axes.legend(ncols=3, fontsize=8, loc="lower center", bbox_to_anchor=(0.5, 1.0), frameon=False)
    figure.tight_layout()
    return figure


def timeline(matrix: Matrix) -> Figure:
    """When each side's documents were adopted; documents without a date are told below."""
    plt = _plt()
    documents = sorted({t for c in matrix.columns for t in c.documents}, key=lambda t: (t.date or "", t.title))
    dated = [t for t in documents if t.date]
    if not dated:
        raise ZhengceError("没有一份文件有日期 none of the documents has a date", hint="a manifest.csv with a column date")
    figure, axes = plt.subplots(figsize=(9, 1.2 + 0.4 * len(dated)))
    years = [_year(t.date) for t in dated]
    axes.hlines(range(len(dated)), min(years) - 0.3, years, color="#cccccc", linewidth=1)
    axes.plot(years, range(len(dated)), "o", color=COLOURS["duty"])
    for y, (document, year) in enumerate(zip(dated, years, strict=True)):
        axes.annotate(
            f"{document.title}　{document.date}", (year, y), xytext=(6, 0), textcoords="offset points", va="center", fontsize=8
        )
    axes.set_yticks(range(len(dated)), [t.region or "全国" for t in dated], fontsize=9)
    axes.set_xlim(min(years) - 0.4, max(years) + 0.55 * (max(years) - min(years) + 2))
    axes.xaxis.get_major_locator().set_params(integer=True)
    undated = [t.title for t in documents if not t.date]
    axes.set_xlabel("公布或成文年份 year" + (f"　无日期 without date: {'、'.join(undated)}" if undated else ""))
    axes.invert_yaxis()
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    figure.tight_layout()
    return figure


def indicator_bars(panel: Panel, most: int = 12) -> Figure:
    """The first indicators of a panel, a chart each: the latest value of every region that tells one."""
    plt = _plt()
    shown = panel.indicators[:most]
    wide = min(3, len(shown))
    deep = -(-len(shown) // wide)
    figure, grid = plt.subplots(deep, wide, figsize=(3.8 * wide, 0.9 + 2.2 * deep), squeeze=False)
    for k, axes in enumerate(grid.ravel()):
        if k >= len(shown):
            axes.set_axis_off()
            continue
        indicator = shown[k]
        latest = [(r, some[-1]) for r, some in zip(panel.regions, indicator.values, strict=True) if some]
        values = [v.low if v.low is not None else v.high for _, v in latest]
        axes.barh([f"{r} {v.period}" for r, v in latest], values, color=COLOURS["directive"])
        for y, (_, v) in enumerate(latest):
            axes.text(0, y, f" {v.text}", va="center", fontsize=8)
        axes.set_title(f"{indicator.name}（{indicator.unit}）", fontsize=9)
        axes.tick_params(labelsize=8)
    figure.tight_layout()
    return figure


def save(figure: Figure, path: str | os.PathLike) -> None:
    """Write a picture; the same data gives the same bytes. Raises ``ZhengceError`` for an unknown ending and, for PNG, when this machine
    has no Chinese font."""
    plt = _plt()
    form = Path(path).suffix.lower()
    if form not in FORMS:
        raise ZhengceError(f"不支持的图片格式 unknown form of picture {form!r}", hint="FILE.svg or FILE.png")
    if form == ".png" and not _held():
        raise ZhengceError("本机没有中文字体 no Chinese font on this machine", hint="FILE.svg, or install Noto Sans CJK")
    figure.savefig(path, dpi=160, metadata={"Date": None} if form == ".svg" else {"Software": None}, bbox_inches="tight")
    plt.close(figure)


def _year(date: str) -> float:
    year, _, rest = date.partition("-")
    return int(year) + (int(rest[:2]) - 1) / 12 if rest[:2].isdigit() else float(year)


def _held() -> list[str]:
    from matplotlib import font_manager

    known = {f.name for f in font_manager.fontManager.ttflist}
    return [name for name in FONTS if name in known]


def _plt():
    """matplotlib without a window, with a Chinese font where there is one."""
    try:
        import matplotlib
    except ImportError as error:
        raise ZhengceError("画图需要 matplotlib pictures need matplotlib", hint="pip install 'zhengce[pictures]'") from error
    matplotlib.use("Agg")
    from matplotlib import pyplot

    pyplot.rcParams.update(
        {
            "font.family": [*(_held() or FONTS[:1]), "sans-serif"],
            "svg.fonttype": "none",
            "svg.hashsalt": "zhengce",
            "axes.unicode_minus": False,
        }
    )
    return pyplot
