"""The types every room shares. Imports nothing of ours.

Offsets are Python code points, half-open, everywhere:

* ``document.text[node.start:node.end]`` is a node, children included;
* ``document.text[clause.start:clause.end] == clause.text``;
* ``clause.text[span.start:span.end] == span.text`` for every span extracted from a clause.

All types are frozen: a stage reads one and makes the next, nothing is changed in place.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field


class Status(str, enum.Enum):
    """How far a source or a document came."""

    OK = "ok"
    PARTIAL = "partial"
    FAILED = "failed"


class Severity(str, enum.Enum):
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Kind(str, enum.Enum):
    """Kinds of node: the tree of a Chinese policy text (编章节条款项目, 一、（一）1., and what stands around them)."""

    PART = "part"  # 编
    CHAPTER = "chapter"  # 章
    SECTION = "section"  # 节
    ARTICLE = "article"  # 条
    PARAGRAPH = "paragraph"  # 款
    ITEM = "item"  # 项
    SUBITEM = "subitem"  # 目
    HEADING1 = "heading1"  # 一、
    HEADING2 = "heading2"  # （一）
    HEADING3 = "heading3"  # 1.
    HEADING4 = "heading4"  # （1）
    HEADING5 = "heading5"  # ①
    STAGE = "stage"  # 第一阶段
    POINT = "point"  # 一是…二是…
    BODY = "body"  # 正文
    TITLE = "title"
    META = "meta"  # 题注, 文号
    TOC = "toc"
    SIGNATURE = "signature"  # 落款
    ATTACHMENT = "attachment"
    TABLE = "table"
    SALUTATION = "salutation"  # 主送机关
    NOTE = "note"  # explanations of terms at the end
    NOISE = "noise"  # page furniture


class Modality(str, enum.Enum):
    DUTY = "duty"  # 应当
    PROHIBITION = "prohibition"  # 不得
    PERMISSION = "permission"  # 可以
    ENCOURAGEMENT = "encouragement"  # 鼓励
    SANCTION = "sanction"  # 处…罚款
    DIRECTIVE = "directive"  # 加快推进…


MODALITY_NAMES = {
    "duty": "应当", "prohibition": "不得", "permission": "可以", "encouragement": "鼓励", "sanction": "处罚", "directive": "任务",
}  # fmt: skip
"""Modalities as people read them."""


class Function(str, enum.Enum):
    """What a clause does."""

    PURPOSE = "purpose"
    SCOPE = "scope"
    DEFINITION = "definition"
    PRINCIPLE = "principle"
    DUTY_ALLOCATION = "duty_allocation"
    TARGET = "target"
    MEASURE = "measure"
    PROCEDURE = "procedure"
    STANDARD = "standard"
    FUNDING = "funding"
    RIGHTS = "rights"
    SUPERVISION = "supervision"
    LIABILITY = "liability"
    FINAL = "final"
    BACKGROUND = "background"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a person should know about a source or a document.

    ``code`` is stable and short (``pdf-truncated``); ``message`` is one sentence a researcher understands, naming the
    next step where there is one; ``start``/``end`` are offsets in the document's text where the issue has a place.
    """

    code: str
    message: str
    severity: Severity = Severity.WARNING
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes a text was read from."""

    path: str
    sha256: str
    media_type: str
    encoding: str | None = None  # of text formats
    size: int = 0  # bytes
    url: str | None = None

    @classmethod
    def unread(cls, path: str) -> Source:
        """A source of which no more than its path is known, because it could not be read."""
        return cls(path=path, sha256="", media_type="application/octet-stream")


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a reading: a natural paragraph, a table, a heading line. ``reading.text[start:end]`` is its text.

    Blocks are separated by exactly one line feed in the canonical text. ``line`` is the 1-based line of a text source,
    otherwise the ordinal of the block. ``hint`` is what the format said, never what we guess from the wording.
    """

    start: int
    end: int
    line: int
    hint: str = "paragraph"  # paragraph | heading | table | list | toc | title
    level: int | None = None  # of a heading: 1..6
    page: int | None = None
    align: str | None = None  # left | center | right
    cells: tuple[tuple[str, ...], ...] = ()  # of a table
    label: str | None = None  # a list number restored from the format's numbering; already part of the text


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader saw: the canonical text, its blocks, what the format itself says about the document."""

    source: Source
    text: str
    blocks: tuple[Block, ...]
    metadata: Mapping[str, str] = field(
        default_factory=dict
    )  # keys: title, doc_number, issuers, written, promulgated, effective, theme, url …
    issues: tuple[Issue, ...] = ()
    dropped: tuple[tuple[str, str], ...] = ()  # (reason, text) of what was left out

    @property
    def status(self) -> Status:
        if any(i.severity is Severity.ERROR for i in self.issues):
            return Status.PARTIAL if self.text else Status.FAILED
        return Status.OK


@dataclass(frozen=True, slots=True)
class Date:
    """A date with its own precision: ``2018``, ``2018-12`` or ``2018-12-13``; and the words that said so."""

    value: str
    evidence: str = ""
    start: int | None = None  # offsets of the evidence in the document's text, if it stands there
    end: int | None = None

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Act:
    """A dated step in the making of a text, as its header lines tell: 通过, 批准, 公布, 修正, 修订, 施行.

    ``date.evidence`` are the words from the date to the act.
    """

    kind: str
    date: Date


@dataclass(frozen=True, slots=True)
class Region:
    """An administrative area of GB/T 2260. ``level``: 国家 省 市 县 乡; a national text has the area 全国, ``000000``."""

    code: str
    name: str
    level: str


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of the tree.

    ``start``/``end`` cover the marker and all children; ``own_end`` ends the node's own text, so that ``[start, own_end)``
    over all nodes covers every character of the document except the line feeds between blocks, each exactly once.
    """

    eid: str  # chp_2__art_9__para_1__item_5
    kind: Kind
    start: int
    end: int
    own_end: int
    line: int  # of the source block it begins in
    label: str | None = None  # exactly as written
    number: int | None = None
    suffix: int | None = None  # 第十七条之一 → 1
    heading: str | None = None
    parent: str | None = None  # eid
    page: int | None = None
    part: int = 0  # 0 the document itself, 1.. the texts it carries (a notice that carries measures)


@dataclass(frozen=True, slots=True)
class Clause:
    """The citable unit that search returns and facts belong to."""

    eid: str
    label: str  # 第十条, 一、（二）, or a running name ¶12
    kind: Kind
    path: tuple[str, ...]  # headings above, outermost first
    start: int
    end: int
    text: str
    number: int | None = None
    page: int | None = None
    part: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A document with what is known about it. An unknown is ``None`` or empty, never a guess."""

    id: str  # first 16 hex digits of the sha256 of ``text``
    text: str
    title: str
    source_start: int = 0  # where it stands in the reading's text
    source_end: int = 0
    first_line: int = 1
    last_line: int = 1
    title_is_ours: bool = False  # a descriptive title because the text has none
    genre: str | None = None  # 通知, 意见, 条例, 办法, 法律 …
    carries: str | None = None  # title of the text it issues or forwards
    doc_number: str | None = None
    issuers: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    region: Region | None = None
    regions: tuple[str, ...] = ()  # names of the regions it is about
    level: str | None = None  # 国家 省 市 县 乡
    written: Date | None = None
    promulgated: Date | None = None
    effective: Date | None = None
    expires: Date | None = None
    acts: tuple[Act, ...] = ()  # oldest first; those of amendments tell which version this is
    status: str | None = None  # 现行 已修改 失效 废止 尚未生效; None = unknown
    status_evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a clause's text, the rule that made it and how sure the rule is (0..1)."""

    start: int
    end: int
    text: str
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Quantity(Span):
    """An amount with its bounds. ``None`` is an open side, whose inclusive flag is then false."""

    low: float | None = None
    high: float | None = None
    low_inclusive: bool = False
    high_inclusive: bool = False
    unit: str = ""
    approx: bool = False
    per: tuple[str, ...] = ()
    dimension: str = "other"  # money percent ratio duration count area length weight age other
    of: str | None = None  # what is counted: 罚款, 城镇登记失业率
    role: str | None = None  # fine subsidy deadline quota target result threshold term price rate age
    anchor: str | None = None  # of a time limit: what it runs from (自【收到申请】之日起)
    period: str | None = None  # for which it is told: 2026, 2026-01/2026-06, 2021/2025
    kind: str | None = None  # with a period: target or result


@dataclass(frozen=True, slots=True)
class Entity(Span):
    """``label``: org region law docno date group; ``norm``: the normal form (GB/T 2260 code, ISO date, title#eid …)."""

    label: str = ""
    norm: str | None = None


@dataclass(frozen=True, slots=True)
class Citation(Entity):
    """A cited law (``label`` is ``law``, ``norm`` is ``title#target``). ``title`` None: the document itself."""

    title: str | None = None
    target: str | None = None  # art_90__para_2


ROLES = ("actor", "action", "condition", "deadline", "exception")
"""The parts of a norm, as its fields are called."""


@dataclass(frozen=True, slots=True)
class Norm(Span):
    """Who must, may or must not do what. ``start``/``end``/``text`` are the cue's; every part is a span of the clause."""

    modality: Modality = Modality.DUTY
    actor: tuple[Span, ...] = ()
    action: tuple[Span, ...] = ()
    condition: tuple[Span, ...] = ()
    deadline: tuple[Span, ...] = ()
    exception: tuple[Span, ...] = ()
    items: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """A class given to a document or clause, its probability and the words that decided it."""

    label: str
    probability: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was extracted from one clause."""

    quantities: tuple[Quantity, ...] = ()
    entities: tuple[Entity, ...] = ()
    norms: tuple[Norm, ...] = ()
    function: Topic | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One processed document. ``facts`` runs parallel to ``clauses``."""

    source: Source
    document: Document
    nodes: tuple[Node, ...]
    clauses: tuple[Clause, ...]
    facts: tuple[Facts, ...]
    themes: tuple[Topic, ...] = ()  # best first
    issues: tuple[Issue, ...] = ()
    status: Status = Status.OK
