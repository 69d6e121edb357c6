"""Build the sample pages, Word files and PDFs of ``corpus/`` from the plain texts in ``scripts/samples/``.

Run from anywhere: ``python scripts/make_samples.py [FOLDER]`` (default: ``corpus`` beside this folder). Nothing depends on
the clock, so a second run writes the same bytes.

* DOCX: the numbers 第一章, 第一条, 一、, （一） and 1. are Word numbering definitions, not typed text (python-docx).
* PDF: a page after GB/T 9704-2012 (red head, 22 lines of 28 characters), with running head and page numbers (reportlab;
  the CID font STSong-Light needs no font file and reads back exactly).
* HTML: the two common layouts of government sites, with menus, a table of metadata, share buttons and attachments.
"""

from __future__ import annotations

import html
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from string import Template

ROOT = Path(__file__).resolve().parent.parent
FIXED = datetime(2024, 1, 1)  # every file property that wants a time

DOCX = (
    "elderly_care/deqing_care_subsidy.docx",
    "service_purchase/guangzhou_social_work_stations.docx",
    "business_environment/shandong_business_plan.docx",
)
PDF = ("elderly_care/chongqing_institutions.pdf", "business_environment/guangzhou_market_entities.pdf")

# How a line of a source looks; the first pattern that matches decides.
LOOKS = (
    ("redhead", re.compile(r"^[\u4e00-\u9fff]+人民政府(?:文件|令)$")),
    ("number", re.compile(r"^(?:[\u4e00-\u9fff]+〔\d{4}〕\d+号|第\d+号)$")),
    ("chapter", re.compile(r"^第[一二三四五六七八九十]+章[\s　]")),
    ("right", re.compile(r"^(?:\d{4}年\d{1,2}月\d{1,2}日|市长　\S+)$")),
    ("salutation", re.compile(r"^(?:各.*|[\u4e00-\u9fff、]+人民政府)：$")),
    ("title", re.compile(r"^[\u4e00-\u9fff《》“”]{8,}(?:办法|方案|意见|通知|批复)$")),
)
ISSUER = re.compile(r"^[\u4e00-\u9fff]{4,20}(?:政府|办公室|办公厅|局)$")  # a signature when a date follows or nothing

# A typed number, the Word list and level that stands for it.
NUMBERS = (
    (re.compile(r"^第[一二三四五六七八九十百]+章[ 　]"), "chapters", 0),
    (re.compile(r"^第[一二三四五六七八九十百]+条[ 　]"), "articles", 0),
    (re.compile(r"^[一二三四五六七八九十]+、"), "headings", 0),
    (re.compile(r"^（[一二三四五六七八九十]+）"), None, 1),  # None: the list in use above it
    (re.compile(r"^\d+\."), None, 2),
)
# list: (number format, text, what follows the number) per level
LISTS = {
    "chapters": (("chineseCountingThousand", "第%1章", "space"),),
    "articles": (
        ("chineseCountingThousand", "第%1条", "space"),
        ("chineseCountingThousand", "（%2）", "nothing"),
        ("decimal", "%3.", "nothing"),
    ),
    "headings": (
        ("chineseCounting", "%1、", "nothing"),
        ("chineseCounting", "（%2）", "nothing"),
        ("decimal", "%3.", "nothing"),
    ),
}


@dataclass(frozen=True)
class Line:
    text: str
    look: str  # redhead number chapter right salutation title body


def lines(source: Path) -> list[Line]:
    """The lines of a source text with their look."""
    texts = source.read_text("utf-8").splitlines()
    out = []
    for i, text in enumerate(texts):
        look = next((name for name, pattern in LOOKS if pattern.match(text)), "body" if i else "title")
        following = texts[i + 1] if i + 1 < len(texts) else ""
        if ISSUER.match(text) and i and (not following or re.match(r"^\d{4}年", following)):
            look = "right"
        out.append(Line(text, look))
    return out


# --- DOCX -----------------------------------------------------------------------------------------------------------


def _numbering(document) -> dict[str, int]:
    """Write the list definitions into the document's numbering part; return the ``numId`` of each list."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    part = document.part.numbering_part.element
    for child in list(part):
        part.remove(child)
    ids = {}
    for i, (name, levels) in enumerate(LISTS.items(), 1):
        body = "".join(
            f'<w:lvl w:ilvl="{k}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="{suffix}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
            for k, (form, text, suffix) in enumerate(levels)
        )
        xml = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{i}"><w:multiLevelType w:val="multilevel"/>{body}</w:abstractNum>'
        part.append(parse_xml(xml))
        ids[name] = i
    for i in ids.values():  # after all definitions, as the schema wants it
        part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{i}"><w:abstractNumId w:val="{i}"/></w:num>'))
    return ids


def _page_number(paragraph) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    paragraph.add_run("— ")
    paragraph._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    paragraph.add_run(" —")


def make_docx(source: Path) -> bytes:
    """A Word file whose numbers are automatic."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = Document()
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "zhengce", "", ""
    properties.created = properties.modified = FIXED
    ids = _numbering(document)
    aligned = {"title": "CENTER", "number": "CENTER", "chapter": "CENTER", "redhead": "CENTER", "right": "RIGHT"}
    current = None
    for line in lines(source):
        text, place = line.text, None
        for pattern, name, level in NUMBERS:
            if match := pattern.match(text):
                current = name or current
                text, place = text[match.end() :], (name or current, level)
                break
        paragraph = document.add_paragraph()
        run = paragraph.add_run(text)
        run.font.size = Pt(22 if line.look == "title" else 16)
        run.bold = line.look in ("title", "chapter")
        if line.look in aligned:
            paragraph.alignment = WD_ALIGN_PARAGRAPH[aligned[line.look]]
        elif line.look == "body":
            paragraph.paragraph_format.first_line_indent = Pt(32)
        if place:
            numbered = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            for tag, value in (("w:ilvl", place[1]), ("w:numId", ids[place[0]])):
                element = OxmlElement(tag)
                element.set(qn("w:val"), str(value))
                numbered.append(element)
    _page_number(document.sections[0].footer.paragraphs[0])
    buffer = io.BytesIO()
    document.save(buffer)
    return _same_times(buffer.getvalue())


def _same_times(package: bytes) -> bytes:
    """The same ZIP with one fixed time for every member."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, FIXED.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return out.getvalue()


# --- PDF ------------------------------------------------------------------------------------------------------------

WIDTH, HEIGHT = 595.28, 841.89
LEFT, RIGHT, TOP, BOTTOM = 74.0, 521.28, 735.0, 110.0  # 447 points: 28 characters of 16 points, rounded down
SIZE, LEADING = 15.9, 28.5
NEVER_FIRST = "，。；：、？！）》”〕％%"
PIECES = re.compile(r"[0-9A-Za-z.%]+|.", re.S)


def wrap(text: str, width: float, first: float, measure) -> Iterator[str]:
    """Cut ``text`` into lines of ``width`` points, the first one ``first`` points; closing marks hang over the edge."""
    line, room = "", first
    for piece in PIECES.findall(text):
        if line and measure(line + piece) > room and piece not in NEVER_FIRST:
            yield line
            line, room = "", width
        line += piece
    if line:
        yield line


class Sheet:
    """The page being written: puts lines below each other, turns the page with its running head and number."""

    FONT = "STSong-Light"
    CENTRED = frozenset({"redhead", "title", "number", "chapter"})

    def __init__(self, head: str) -> None:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont
        from reportlab.pdfgen.canvas import Canvas

        pdfmetrics.registerFont(UnicodeCIDFont(self.FONT))
        self.width = pdfmetrics.stringWidth
        self.buffer = io.BytesIO()
        # invariant: no time stamp; uncompressed: the bytes do not depend on the zlib in use
        self.canvas = Canvas(self.buffer, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=0)
        self.canvas.setTitle(head)
        self.head, self.page, self.y = head, 1, TOP

    def finish_page(self) -> None:
        """Running head from the second page on; the number outside, as GB/T 9704-2012 7.5 wants it."""
        canvas = self.canvas
        canvas.setFont(self.FONT, 10.5)
        if self.page > 1:
            canvas.drawCentredString(WIDTH / 2, 785, self.head)
            canvas.line(LEFT, 779, RIGHT, 779)
        canvas.drawCentredString(RIGHT - 40 if self.page % 2 else LEFT + 40, 70, f"— {self.page} —")

    def put(self, text: str, look: str, size: float = SIZE, indent: float = 0) -> None:
        """One paragraph in as many lines as it needs."""
        canvas = self.canvas
        for k, piece in enumerate(wrap(text, RIGHT - LEFT, RIGHT - LEFT - indent, lambda s: self.width(s, self.FONT, size))):
            if self.y < BOTTOM:
                self.finish_page()
                canvas.showPage()
                self.page, self.y = self.page + 1, TOP
            canvas.setFont(self.FONT, size)
            if look in self.CENTRED:
                canvas.drawCentredString(WIDTH / 2, self.y, piece)
            elif look == "right":
                canvas.drawRightString(RIGHT - 2 * size, self.y, piece)
            else:
                canvas.drawString(LEFT + (0 if k else indent), self.y, piece)
            self.y -= LEADING if size < 20 else size * 1.6

    def red_head(self, text: str) -> None:
        self.canvas.setFillColorRGB(0.85, 0, 0)
        self.put(text, "redhead", 30)
        self.canvas.setFillGray(0)

    def red_rule(self) -> None:
        self.canvas.setStrokeColorRGB(0.85, 0, 0)
        self.canvas.line(LEFT, self.y + LEADING / 2, RIGHT, self.y + LEADING / 2)
        self.canvas.setStrokeGray(0)
        self.y -= LEADING / 2


def make_pdf(source: Path) -> bytes:
    """A PDF in the layout of official documents; the running head is the last title, that of the carried text."""
    content = lines(source)
    sheet = Sheet([line.text for line in content if line.look == "title"][-1])
    previous = ""
    for line in content:
        if line.look in ("title", "chapter", "right") and previous != line.look:
            sheet.y -= LEADING / 2
        if line.look == "redhead":
            sheet.red_head(line.text)
        elif line.look == "title":
            sheet.put(line.text, line.look, 21)
        else:
            sheet.put(line.text, line.look, indent=2 * SIZE if line.look == "body" else 0)
        if line.look == "number":
            sheet.red_rule()
        previous = line.look
    sheet.finish_page()
    sheet.canvas.save()
    return sheet.buffer.getvalue()


# --- HTML -----------------------------------------------------------------------------------------------------------

STYLES = {
    "title": "text-align: center; font-size: 18pt; font-weight: bold;",
    "number": "text-align: center;",
    "chapter": "text-align: center; font-weight: bold;",
    "right": "text-align: right;",
    "salutation": "text-align: justify;",
    "body": "text-indent: 2em; text-align: justify;",
}


def make_html(source: Path, page: dict) -> bytes:
    """A page of a government site; ``page`` holds the metadata that the site shows and the template's name."""
    body = "\n".join(f'<p style="{STYLES[line.look]}"><span>{html.escape(line.text)}</span></p>' for line in lines(source))
    attached = "".join(f'<li><a href="files/{i}">{html.escape(name)}</a></li>' for i, name in enumerate(page["attachments"], 1))
    template = Template((source.parent / page["template"]).read_text("utf-8"))
    shown = {key: html.escape(value) for key, value in page.items() if isinstance(value, str)}
    attachments = f'<div class="files"><b>附件下载：</b><ul>{attached}</ul></div>' if attached else ""
    return template.substitute(shown, body=body, attachments=attachments).encode("utf-8")


def build(sources: Path) -> dict[str, bytes]:
    """Every sample by its path below ``corpus/``."""
    made = {}
    for names, make in ((DOCX, make_docx), (PDF, make_pdf)):
        for name in names:
            made[name] = make(sources / f"{Path(name).stem}.txt")
    for name, page in json.loads((sources / "pages.json").read_text("utf-8")).items():
        made[name] = make_html(sources / f"{Path(name).stem}.txt", page)
    return made


def main(arguments: list[str]) -> None:
    target = Path(arguments[0]) if arguments else ROOT / "corpus"
    for name, content in build(ROOT / "scripts" / "samples").items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        print(f"{len(content):>8}  {name}")


if __name__ == "__main__":
    main(sys.argv[1:])
