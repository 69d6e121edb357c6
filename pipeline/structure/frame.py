"""What stands around the text: title, 题注, 主送机关, contents, attachments, 署名 and date, and the texts a document carries.

Reads the lines of one document, settles those of the frame and numbers the parts: 0 the document itself, 1.. the texts that it
carries or that are attached. Returns the open lines of each part, whose tree is built by ``articles`` or ``outline``.
Layout after GB/T 9704-2012: 标题, 发文字号, 主送机关, 正文, 附件说明, 署名, 成文日期, 附注, 附件.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Kind
from pipeline.reference.genres import bare_title, genre_word
from pipeline.structure import shapes
from pipeline.structure.toc import contents
from pipeline.structure.types import Line

LONGEST_TITLE = 90
LONGEST_SIGNATURE = 14  # lines: a joint issue of many bodies
LAST_LINES = 8
"""How near the end 来源：…, （此件公开发布） are 附注 even where no signature stands."""
_AFTER_SIGNATURE = re.compile(
    r"抄[\s\u3000]*[送报][\s\u3000]*[：:]|主题词|[（(]?联系(?:人|电话|单位)|印发(?:机关|日期)|印[\s\u3000]*发$"
)
_DECREE = re.compile(r"令(?:[（(]?第.{1,8}号[）)]?)?$")
_ANNOUNCES = re.compile(r"现予(?:以)?(?:公布|发布)|(?:予以|现)公布|公布施行|自.{1,20}起施行")
_CARRIES = re.compile(r"印发|转发|颁发|颁布|发布|公布|现将|现予|附后|附件")
_OF_A_TITLE = re.compile(r"的(?:通知|意见|批复|函|决定|公告|通告|通报|报告|请示|说明|解读)$")
_SHEET = re.compile(r"[\u4e00-\u9fff]{2}(?:表|(?:起草|编制|修订|修改)说明|名单|目录|清单)$")
LONGEST_SHEET = 12  # 意见反馈表 on a line below the title of what is commented
_QUOTED = re.compile(r"[《<〈]([^《》]{2,80})[》>〉]")
_BLANK = re.compile(r"[\s\u3000]+")


def frame(lines: Sequence[Line]) -> list[list[Line]]:
    """Settle the frame of one document; the open lines of each part, in order."""
    bodies: list[list[Line]] = [[]]
    announced: list[str] = []  # titles of texts that the document says it carries
    signed = False
    i = _head(lines, 0, bodies)
    while i < len(lines):
        line = lines[i]
        line.part = len(bodies) - 1
        if line.kind is not None:
            i += 1
            continue
        text = line.text
        if text[0] == "附":
            step = _attachments(lines, i, signed, bodies)
            if step > i:
                i = step
                continue
        if text[0] == "目" and shapes.TOC_WORD.fullmatch(text):
            stop = contents(lines, i)
            for x in lines[i:stop]:
                x.part = len(bodies) - 1
            i = max(stop, i + 1)
            continue
        if line.marker or (text[-1] in "。；;：" and not signed):  # by far the most lines: nothing of the frame looks so
            if len(announced) < 9 and len(text) < 400 and "《" in text and _CARRIES.search(text):
                announced += [bare_title(t) for t in _QUOTED.findall(text)]
            bodies[-1].append(line)
            i += 1
            continue
        if _opens_signature(lines, i):
            stop = _signature(lines, i)
            if stop > i:
                for x in lines[i:stop]:
                    if x.kind is None:
                        x.settle(Kind.SIGNATURE)
                    x.part = len(bodies) - 1
                signed, i = True, stop
                continue
        near_end = len(lines) - i <= LAST_LINES and len(text) < 80
        if (signed or near_end) and len(text) < 200 and (_is_meta(text) or _AFTER_SIGNATURE.match(text)):
            line.settle(Kind.META)
            i += 1
            continue
        if _carried(lines, i, signed, bodies, announced):
            bodies.append([])
            signed = False
            i = _head(lines, i, bodies)
            continue
        bodies[-1].append(line)
        i += 1
    return bodies


def _broken_meta(lines: Sequence[Line], i: int) -> int:
    """Behind a line of the 题注 that was broken: 1958年4月19日 交通部⏎水产部发布; 0 when line ``i`` begins none."""
    if not shapes.DATED.match(lines[i].text) or lines[i].text[-1] in shapes.CLOSING:
        return 0
    joined = lines[i].text
    for k in range(i + 1, min(i + 3, len(lines))):
        if lines[k].kind is not None or lines[k].marker or _is_meta(lines[k].text) and shapes.DATED.match(lines[k].text):
            return 0
        joined += lines[k].text
        if _is_meta(joined):
            return k + 1
    return 0


def _listed_on_page(lines: Sequence[Line], i: int) -> int:
    """Behind 附件： with names of files that a web page shows above the document's head; 0 when it is no such list."""
    k = i + 1
    while k < len(lines) and lines[k].kind is Kind.NOISE:
        k += 1
    return k if k > i + 1 and _leads_to_head(lines, k) else 0


def _is_meta(text: str) -> bool:
    if shapes.EMPTY_KEY.match(text):
        return True
    if len(text) > 800 or text[-1] in "：:" and "号" not in text[-3:]:
        return False
    return bool(shapes.META.match(text) or shapes.DOC_NUMBER_LINE.fullmatch(text) or shapes.DATE_LINE.fullmatch(text))


def _head(lines: Sequence[Line], i: int, bodies: list[list[Line]]) -> int:
    """Settle title, 题注, number, contents and salutation from line ``i`` on; the index of the first line of the text."""
    titled = decree = False
    title = ""
    first = i
    while i < len(lines):
        line = lines[i]
        line.part = len(bodies) - 1
        text = line.text
        if line.kind is Kind.NOISE or (line.kind is Kind.TABLE and not titled and not decree and line.hint != "table"):
            i += 1
            continue
        if line.kind is not None:
            break
        label_only = shapes.attachment(text)
        if label_only and not label_only["title"] and not titled:
            if i == first == 0:  # a text that begins with 附件 was cut out of another document
                bodies.append([])
                line.part = len(bodies) - 1
            _attachment(line, label_only)
            i += 1
            continue
        if label_only and not label_only["title"] and (stop := _listed_on_page(lines, i)):
            _attachment(line, label_only)
            i = stop
            continue
        if _is_meta(text):
            line.settle(Kind.META)
            i += 1
            continue
        if titled and (stop := _broken_meta(lines, i)):
            for k, x in enumerate(lines[i:stop]):
                x.settle(Kind.META)
                x.continues, x.part = k > 0, len(bodies) - 1
            i = stop
            continue
        if titled and shapes.BOOK.fullmatch(text) and i + 1 < len(lines) and _is_meta(lines[i + 1].text):
            bodies[-1].append(line)  # 继承编 of a code stands above the lines of its adoption
            i += 1
            continue
        stop = contents(lines, i)
        if stop > i:
            for x in lines[i:stop]:
                x.part = len(bodies) - 1
            i = stop
            continue
        if shapes.salutation(text) and (titled or i - first < 4):
            line.settle(Kind.SALUTATION)
            i += 1
            break
        if (line.marker and line.hint != "title") or label_only:
            break
        if decree and _ANNOUNCES.search(text) and len(text) < 400:
            line.settle(Kind.META)
            i += 1
            continue
        if not shapes.phrase(text, LONGEST_TITLE) or shapes.preamble(text):
            break
        if titled and decree and (shapes.organisation(text) or shapes.BYLINE.match(text)):
            line.settle(Kind.SIGNATURE)
            i += 1
            continue
        if titled:
            again = _title_again(lines, i, title) or _official_again(lines, i)
            if again:
                for k, x in enumerate(lines[i : i + again]):
                    x.settle(Kind.TITLE)
                    x.continues, x.part = k > 0, len(bodies) - 1
                i += again
                continue
            if shapes.title_suffix(text):
                line.settle(Kind.TITLE)
                line.continues = True
            elif shapes.BYLINE.match(text) or (shapes.organisation(text) and _leads_to_head(lines, i + 1)):
                line.settle(Kind.META)
            else:
                break
            i += 1
            continue
        if text.endswith("文件") and shapes.organisation(text[:-2]) and _leads_to_head(lines, i + 1):
            line.settle(Kind.META)  # 发文机关标志, the red head
            i += 1
            continue
        span = _title_span(lines, i)
        joined = "".join(x.text for x in lines[i : i + span])
        is_decree = bool(_DECREE.search(_BLANK.sub("", joined))) and _carries_below(lines, i + span)
        for k, x in enumerate(lines[i : i + span]):
            x.settle(Kind.META if is_decree else Kind.TITLE)
            x.continues = k > 0
            x.part = len(bodies) - 1
        decree, titled, title = decree or is_decree, not is_decree, joined
        if is_decree:
            i = _decree(lines, i + span)
        else:
            i += span
    return i


def _decree(lines: Sequence[Line], i: int) -> int:
    """A decree page: its number, the sentence that promulgates, the signature; then the title of the text itself."""
    while i < len(lines):
        line = lines[i]
        text = line.text
        if line.kind is not None or _is_meta(text) and not shapes.DATE_LINE.fullmatch(text):
            if line.kind is None:
                line.settle(Kind.META)
        elif shapes.DATE_LINE.fullmatch(text) or shapes.BYLINE.match(text) or shapes.organisation(text):
            line.settle(Kind.SIGNATURE)
        elif _ANNOUNCES.search(text) or "通过" in text:
            line.settle(Kind.META)
        else:
            break
        i += 1
    return i


def _carries_below(lines: Sequence[Line], i: int) -> bool:
    return any(x.marker and x.marker.shape in ("article", "chapter", "part") for x in lines[i : i + 14])


def _leads_to_head(lines: Sequence[Line], i: int) -> bool:
    """Whether a head element follows, so that a body's name above it is a byline."""
    return i < len(lines) and (lines[i].kind is None and (_is_meta(lines[i].text) or shapes.salutation(lines[i].text)))


def _title_span(lines: Sequence[Line], i: int) -> int:
    """How many lines from ``i`` on make up the title: as many as it takes to reach the name of a kind of document."""
    joined = ""
    for k in range(5):
        if i + k >= len(lines):
            break
        line = lines[i + k]
        if (
            line.kind is not None
            or not shapes.phrase(line.text, LONGEST_TITLE)
            or (k and line.marker)
            or (k and _is_meta(line.text) and not shapes.title_suffix(line.text))
        ):
            break
        joined += line.text
        if len(joined) > 160:
            break
        if genre_word(joined):
            nxt = lines[i + k + 1] if i + k + 1 < len(lines) else None
            return k + 2 if nxt is not None and nxt.kind is None and _completes(joined, nxt) else k + 1
    return 1


def _completes(title: str, line: Line) -> bool:
    """Whether a line ends the title above it, which names a kind already: （试行）, 的通知, 》的说明, 意见反馈表."""
    text = line.text
    if shapes.title_suffix(text):
        return not _is_meta(text)
    if title.count("《") > title.count("》") and "》" in text and len(text) <= 30:
        return True
    if line.marker or len(text) > 30 or not shapes.phrase(text):
        return False
    return bool(_OF_A_TITLE.search(text) or len(text) <= LONGEST_SHEET and _SHEET.search(text))


def _title_again(lines: Sequence[Line], i: int, title: str) -> int:
    """How many lines from ``i`` on say the title once more; 0 when they do not."""
    wanted, joined = _BLANK.sub("", title), ""
    for k in range(5):
        if i + k >= len(lines) or lines[i + k].kind is not None:
            return 0
        joined += _BLANK.sub("", lines[i + k].text)
        if joined == wanted or (joined.endswith(wanted) and len(joined) < len(wanted) + 30 and "。" not in joined):
            return k + 1
    return 0


def _official_again(lines: Sequence[Line], i: int) -> int:
    """How many lines from ``i`` on are the document's own title below the title of a web page; its number or addressees follow."""
    span = _title_span(lines, i)
    joined = "".join(x.text for x in lines[i : i + span])
    return span if genre_word(joined) and _leads_to_head(lines, i + span) else 0


def _attachment(line: Line, match: re.Match[str]) -> None:
    from pipeline.chinese.numerals import integer

    line.settle(Kind.ATTACHMENT)
    line.label = match["label"].rstrip()
    line.number = integer(match["n"]) if match["n"] else None
    line.heading = match["title"].strip() or None


def _attachments(lines: Sequence[Line], i: int, signed: bool, bodies: list[list[Line]]) -> int:
    """Settle a list of attachments (附件说明) or the head of an attachment; the index behind it, ``i`` when there is none."""
    match = shapes.attachment(lines[i].text)
    if not match:
        return i
    stop = _list_end(lines, i)
    alone = not match["title"] and stop == i + 1 and not (stop < len(lines) and lines[stop].kind is Kind.NOISE)
    if not alone and match["sep"].strip() in ("：", ":") and not match["title"] and stop == i + 1:
        alone = True
    listed = stop > i + 1 or (
        match["title"] and not signed and (stop >= len(lines) or _opens_signature(lines, stop) or _is_head_again(lines, stop))
    )
    if not alone and not listed and not signed and match["word"] is None:
        listed = True
    if listed:
        _settle_list(lines[i:stop], len(bodies) - 1)
        return stop
    bodies.append([])
    lines[i].part = len(bodies) - 1
    _attachment(lines[i], match)
    return _head(lines, i + 1, bodies) if not match["title"] else _contents_only(lines, i + 1, bodies)


def _contents_only(lines: Sequence[Line], i: int, bodies: list[list[Line]]) -> int:
    """Behind 附件1：标题 the title may stand again on a line of its own."""
    if (
        i < len(lines)
        and lines[i].kind is None
        and not lines[i].marker
        and shapes.phrase(lines[i].text)
        and genre_word(lines[i].text)
    ):
        return _head(lines, i, bodies)
    return i


def _list_end(lines: Sequence[Line], i: int) -> int:
    """Behind the last entry of a list of attachments that begins at ``i``."""
    number = shapes.attachment(lines[i].text)["n"] or ""
    expected = 2
    k = i + 1
    if not number and not shapes.attachment(lines[i].text)["title"]:
        expected = 1
    inline = re.match(r"[1１一][.．、]", shapes.attachment(lines[i].text)["title"] or "")
    while k < len(lines):
        line = lines[k]
        other = shapes.attachment(line.text) if line.text[:1] == "附" else None
        if other and other["title"]:
            k += 1
            expected += 1
            continue
        mark = line.marker
        if (
            mark
            and mark.shape in ("ar_dot", "cn_dun")
            and mark.number == expected
            and len(line.text) <= 100
            and line.text[-1] not in "。"
            and (expected == 1 or number or inline or k > i + 1)
        ):
            k += 1
            expected += 1
            continue
        break
    return k


def _is_head_again(lines: Sequence[Line], i: int) -> bool:
    match = shapes.attachment(lines[i].text) if i < len(lines) and lines[i].text else None
    return bool(match) or (i < len(lines) and lines[i].kind is not None)


def _settle_list(lines: Sequence[Line], part: int) -> None:
    for line in lines:
        line.part = part
        match = shapes.attachment(line.text) if line.text[:1] == "附" else None
        if match:
            _attachment(line, match)
        else:
            line.number_as(Kind.ATTACHMENT)
            line.heading = line.rest.strip() or None


def _opens_signature(lines: Sequence[Line], i: int) -> bool:
    """Whether the text above is complete, so that a signature may follow, and line ``i`` looks like one."""
    line = lines[i] if i < len(lines) else None
    if line is None or line.kind is not None or line.marker or len(line.text) > 100:
        return False
    if line.text[-1] in shapes.CLOSING and not shapes.DATE_LINE.fullmatch(line.text):
        return False
    above = next((lines[k] for k in range(i - 1, -1, -1) if lines[k].kind is not Kind.NOISE), None)
    if above is None:
        return False
    if above.kind in (Kind.ATTACHMENT, Kind.TABLE, Kind.NOTE, Kind.SIGNATURE) or above.text[-1] in "。；！？”）).":
        return True
    return shapes.attachment(above.text) is not None  # the list of attachments stands above the signature


def _signature(lines: Sequence[Line], i: int) -> int:
    """The index behind 署名 and 成文日期 that begin at ``i``; ``i`` when they do not."""
    if shapes.SIGNATURE_WITH_DATE.fullmatch(lines[i].text):
        return i + 1
    k = i
    while k < len(lines) and k - i < LONGEST_SIGNATURE:
        line = lines[k]
        text = line.text
        if line.kind is not None or line.marker:
            break
        if shapes.DATE_LINE.fullmatch(text):
            closes = k + 1 >= len(lines) or lines[k + 1].kind is not None or lines[k + 1].text[-1] not in "。；"
            return k + 1 if k > i or closes else i
        if len(text) > 60 or text[-1] in shapes.CLOSING or "。" in text:
            break
        k += 1
    # without a date: bodies' names as the very last lines
    if k > i and k == len(lines) and all(shapes.organisation(x.text) for x in lines[i:k]):
        return k
    return i


def _carried(lines: Sequence[Line], i: int, signed: bool, bodies: list[list[Line]], announced: list[str]) -> bool:
    """Whether the title of a carried or attached text begins at ``i``."""
    line = lines[i]
    if (
        line.marker
        or line.kind is not None
        or not shapes.phrase(line.text, LONGEST_TITLE)
        or _is_meta(line.text)
        or shapes.preamble(line.text)
    ):
        return False
    if not bodies[-1] and len(bodies) == 1 and not signed:
        return False
    if i + 1 >= len(lines):
        return False
    joined = bare_title("".join(x.text for x in lines[i : i + _title_span(lines, i)]))
    if any(joined and (joined == a or joined.endswith(a) or a.endswith(joined)) for a in announced if len(joined) >= 4):
        return True
    if not signed and len(bodies) == 1:
        return False
    if signed:
        return not shapes.organisation(line.text) or bool(genre_word(joined))
    # inside an attached text: a further text names the same subject in a title of its own
    own = bare_title("".join(x.text for x in lines[:i] if x.kind is Kind.TITLE and x.part == len(bodies) - 1))
    return bool(genre_word(joined)) and len(joined) >= 8 and any(joined[k : k + 6] in own for k in range(0, 3))
