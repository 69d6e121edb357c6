"""Rows of any reading command as table, CSV, TSV, JSON, JSON Lines or XLSX.

Reads an iterable of dictionaries and a list of columns; a column's key is stable (JSON, TSV), its Chinese label stands
before the key where people look (table, CSV, XLSX). CSV carries a byte order mark so that Excel shows Chinese, and no
cell can start a formula.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

from pipeline.errors import ZhengceError

FORMATS = ("table", "json", "jsonl", "csv", "tsv")
"""Text formats, each an option of every reading command; a workbook is a file of its own (``write_xlsx``)."""

LABELS = {
    "action": "行为", "actor": "主体", "amended": "修正", "approx": "约数", "articles": "条", "change": "变化",
    "characters": "字数", "citations": "引用次数", "cited": "所引文件", "clause": "条款", "clause_id": "条款编号",
    "clauses": "条款数", "code": "代码", "condition": "条件", "confidence": "置信度", "count": "数量", "cue": "提示词",
    "date": "日期", "deadline": "期限", "dimension": "量纲", "direction": "方向", "doc_number": "发文字号",
    "document": "文件", "document_id": "文件编号", "documents": "文件数", "effective": "施行日期", "eid": "定位",
    "end": "止", "evidence": "依据", "exception": "例外", "failed": "失败", "function": "功能", "genre": "文种",
    "group": "人群", "high": "上限", "high_inclusive": "含上限", "id": "编号", "issuers": "发文机关", "issues": "问题",
    "kind": "类型", "label": "条款", "later": "后版条款", "later_text": "后版原文", "level": "层级", "low": "下限",
    "low_inclusive": "含下限", "matches": "候选", "message": "说明", "modality": "模态", "mutual": "确定",
    "norm": "规范形式", "of": "对象", "other": "对照文件", "outcome": "结果", "part": "所引定位", "parts": "所引条款",
    "body": "主体", "held": "具有", "lacking": "所缺", "numbers": "数字", "provision": "规定", "provisions": "规定数", "row": "行",
    "gist": "要点", "alone": "仅此一家", "reference": "基准", "reference_clause": "基准条款", "what": "所指",
    "indicator": "指标", "period": "时期", "coverage": "沿用比例", "from_region": "来源地区", "from_document": "来源文件", "from_clause": "来源条款", "from_date": "来源日期",
    "copies": "同文数", "stated": "载明", "found_in": "见于", "not_stated": "未载明", "from_text": "来源原文", "copied": "沿用条款", "share": "沿用字数比例", "national": "取自国家法", "elsewhere": "取自他处",
    "boilerplate": "套语", "most_from": "主要来源", "reference_text": "基准", "reference_trigger": "基准触发条件",
    "path": "章节", "pivot_text": "本文原文", "per": "每", "pivot": "本文条款", "place": "位置", "probability": "概率", "promulgated": "公布日期", "cited_provision": "所引条款",
    "quantities": "数量数", "region": "地区", "region_code": "地区代码", "relation": "关系", "role": "角色",
    "rule": "规则", "score": "分值", "severity": "程度", "since": "起", "snippet": "摘录", "source": "来源",
    "start": "起", "status": "状态", "text": "原文", "theme": "主题", "title": "标题", "unit": "单位", "value": "值",
    "version": "版本", "written": "成文日期", "younger": "晚于引用者",
    "amount": "数额", "breach": "违法行为", "responsible": "责任单位", "trigger": "触发条件", "duty": "所违条款", "duty_id": "所违条款编号", "lead": "引导语",
    "measure": "措施", "sanction": "法律后果", "sanction_id": "罚则编号", "signal": "信号", "step": "阶次", "norms": "规范数",
    "align": "对齐", "line": "行号", "page": "页", "style": "样式", "items": "列项", "duty_share": "应当占比", "prohibition_share": "不得占比", "permission_share": "可以占比",
    "encouragement_share": "鼓励占比", "directive_share": "任务占比", "sanction_share": "处罚占比", "bound_share": "强制占比",
    "codebook": "编码表", "sub": "二级主题", "second": "次要主题", "codes": "编码数", "name": "名称", "names": "类目", "definition": "定义", "parent": "上级", "include": "包含",
    "exclude": "排除", "examples": "示例", "field": "范围", "by": "方式", "rate": "占比", "category": "分组", "rank": "位次", "word": "词",
    "cluster": "类", "texts": "文本数", "words": "词", "suggestion": "建议编码", "doubt": "疑问", "coder": "编码员", "coders": "编码员",
    "agreement": "一致率", "kappa": "κ", "alpha": "α", "labels": "标注数", "precision": "精确率", "recall": "召回率",
    "state": "状态", "verdict": "判断", "fact": "抽取结果", "corrected": "改正", "note": "备注", "clause_text": "条款原文", "now": "现抽取", "at": "复核时间",
    "cited_id": "所引文件编号", "cited_document": "所引库中文件", "cited_eid": "所引条款定位", "cited_clause": "所引库中条款", "cited_clause_id": "所引条款编号",
    "from_id": "来源条款编号", "expires": "失效日期", "function_probability": "功能概率", "number": "序号", "heading": "标题", "anchor": "起算点", "target": "所指",
    "told": "载明处数", "f1": "F1 值", "url": "网址", "media_type": "格式", "encoding": "字符编码", "size": "大小", "stored_at": "入库时间",
    "alike": "另有", "term": "词语", "query": "查询", "filters": "筛选", "run": "上次运行", "seen": "已看", "new": "新条款", "facet": "方面",
}  # fmt: skip
"""Chinese labels of column keys; a key without one stands alone."""


_OF_A_CLAUSE = frozenset({"snippet", "eid", "line"})


def chinese(key: str, columns: Collection[str]) -> str | None:
    """The Chinese label of ``key`` in a table of ``columns``: ``label`` is that of a clause beside what shows or places one,
    else the kind of an entity."""
    return "类别" if key == "label" and _OF_A_CLAUSE.isdisjoint(columns) else LABELS.get(key)


def label(key: str, columns: Collection[str] = ()) -> str:
    """A column's heading, Chinese first: ``条款 clause``."""
    return f"{named} {key}" if (named := chinese(key, columns)) else key


def write(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], form: str, out: TextIO) -> int:
    """Write ``rows`` to ``out`` in the text format ``form`` (one of ``FORMATS``); the number of rows written."""
    counted = _Counted(rows)
    if form == "jsonl":
        for row in counted:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    elif form == "json":
        json.dump(list(counted), out, ensure_ascii=False, indent=1)
        out.write("\n")
    elif form == "csv":
        out.write("\ufeff")
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(label(c, columns) for c in columns)
        writer.writerows([safe(cell(row.get(c))) for c in columns] for row in counted)
    elif form == "tsv":
        writer = csv.writer(out, delimiter="\t", lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([cell(row.get(c)) for c in columns] for row in counted)
    else:
        _table(list(counted), columns, out)
    return counted.n


def write_xlsx(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], path: str, sheet: str = "zhengce") -> int:
    """Write ``rows`` as one sheet with a frozen, filtered heading line; the number of rows written."""
    import xlsxwriter

    counted = _Counted(rows)
    if not os.access(os.path.dirname(path) or ".", os.W_OK):
        raise ZhengceError(
            f"不能写入 cannot write {path}", hint="选一个存在而可写的文件夹 choose a folder that exists and that you may write to"
        )
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}) as book:
        page = book.add_worksheet(sheet)
        bold = book.add_format({"bold": True, "bg_color": "#eeeeee"})
        page.freeze_panes(1, 0)
        for k, column in enumerate(columns):
            page.set_column(k, k, 50 if column in ("text", "action", "snippet", "condition", "breach", "sanction") else 16)
            page.write_string(0, k, label(column, columns), bold)
        for n, row in enumerate(counted, 1):
            for k, column in enumerate(columns):
                value = row.get(column)
                if isinstance(value, (int, float)) and not isinstance(value, bool):
                    page.write_number(n, k, value)
                elif value not in (None, ""):
                    page.write_string(n, k, cell(value)[:32767])
        page.autofilter(0, 0, max(counted.n, 1), len(columns) - 1)
    return counted.n


def cell(value: Any) -> str:
    """One value as the text of one cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, (list, tuple)):
        return "；".join(map(cell, value))
    return str(value)


def safe(text: str) -> str:
    """The text with a mark before it where a spreadsheet would take it for a formula (OWASP: CSV injection)."""
    return "'" + text if text[:1] in ("=", "+", "@", "\t", "\r") or (text[:1] == "-" and not _number(text)) else text


def _number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], out: TextIO) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(label(column, columns), overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell(row.get(c)).replace("\n", " ")) for c in columns))
    buffer = io.StringIO()
    width = None if out.isatty() else 140
    console = Console(file=out if out.isatty() else buffer, width=width, legacy_windows=False)
    console.print(table)
    if not out.isatty():
        out.write("\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n")


class _Counted:
    """Counts what passes through, so that long results need not be held."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self.rows, self.n = rows, 0

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        for row in self.rows:
            self.n += 1
            yield row
