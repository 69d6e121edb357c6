"""A matrix of provisions as one HTML page that stands alone: no script, no network, opens anywhere, prints well."""

from __future__ import annotations

from html import escape

from pipeline.compare.cells import Cell
from pipeline.compare.matrix import Matrix
from pipeline.export import comparison
from pipeline.model import MODALITY_NAMES

_STYLE = """
body{font:15px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;margin:2em;color:#222}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{border:1px solid #ccc;padding:.4em .6em;vertical-align:top;text-align:left;overflow-wrap:anywhere}
thead th{background:#f2f2f2;position:sticky;top:0} th.row{width:11em} td.none{background:#fafafa;color:#999;text-align:center}
.label{font-weight:600} .number{color:#8a3b00} .meta{color:#666;font-size:.85em} .unsure{color:#999}
details summary{cursor:pointer;color:#555;font-size:.85em} pre{white-space:pre-wrap;font:inherit;margin:.3em 0}
"""


def page(matrix: Matrix, title: str = "") -> str:
    """The whole page. Every text of a document is escaped."""
    names = [c.name for c in matrix.columns]
    heading = escape(title or " · ".join(names))
    out = [
        f'<!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{heading}</title>',
        f"<style>{_STYLE}</style><h1>{heading}</h1>",
        "<ul>"
        + "".join(f"<li>{escape(c.name)}：{'、'.join(escape(t.title) for t in c.documents)}</li>" for c in matrix.columns)
        + "</ul>",
        f"<p>{len(matrix.rows)} 项规定至少见于两方 provisions that at least two sides have. {comparison.NOTHING} 未见 none found; ? 非互选 chosen by one side only.</p>",
        '<table><thead><tr><th class="row">规定 provision</th>'
        + "".join(f"<th>{escape(n)}</th>" for n in names)
        + "</tr></thead><tbody>",
    ]
    for row in matrix.rows:
        out.append(
            f'<tr id="{row.id}"><th class="row">{escape(row.name)}<div class="meta">{row.id} · {escape(comparison.function_label(row.function))} · '
            f"{row.held}/{len(names)}</div></th>" + "".join(map(_cell, row.cells)) + "</tr>"
        )
    out.append("</tbody></table><h2>仅此一家 clauses without counterpart</h2>")
    for name, cells in zip(names, matrix.alone, strict=True):
        items = "".join(f'<li><span class="label">{escape(x.labels)}</span> {escape(x.gist)}</li>' for x in cells)
        out.append(f"<details><summary>{escape(name)}：{len(cells)}</summary><ul>{items}</ul></details>")
    return "\n".join(out) + "\n"


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return f'<td class="none">{comparison.NOTHING}</td>'
    unsure = "" if cell.sure else '<span class="unsure" title="非互选 chosen by one side only">?</span>'
    parts = [f'<span class="label">{escape(cell.labels)}</span>{unsure} {escape(cell.gist)}']
    if cell.amounts:
        parts.append(f'<div class="number">{escape(comparison.numbers(cell))}</div>')
    if cell.modality:
        about = f"{MODALITY_NAMES[cell.modality]}" + (f"：{'、'.join(cell.bodies)}" if cell.bodies else "")
        parts.append(f'<div class="meta">{escape(about)}</div>')
    texts = "".join(f"<pre>{escape(p.clause.text)}</pre>" for p in cell.passages)
    parts.append(f"<details><summary>原文 text</summary>{texts}</details>")
    return f"<td>{''.join(parts)}</td>"
