"""Files of every format made in memory, for the tests of the readers. All texts are invented."""

from __future__ import annotations

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
NAMESPACES = (
    f'{W} {R} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def relations(*pairs: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="r{n}" Type="{RELATION}{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(pairs)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def docx(body: str, **parts: str) -> bytes:
    """A Word file with ``body`` inside ``w:body``; ``parts`` are the inner XML of numbering, styles, footnotes, header …"""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("_rels/.rels", relations(("officeDocument", "word/document.xml")))
        package.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        package.writestr("word/_rels/document.xml.rels", relations(*((kind, f"{kind}.xml") for kind in parts)))
        for kind, inner in parts.items():
            package.writestr(f"word/{kind}.xml", f"<w:{kind} {NAMESPACES}>{inner}</w:{kind}>")
    return out.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def numbered(text: str, number: int, level: int = 0) -> str:
    """A paragraph on level ``level`` of list ``number``."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def levels(*forms: tuple[str, str], extra: str = "") -> str:
    """Levels of an abstract list: (number format, text)."""
    return "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{extra}</w:lvl>'
        for n, (form, text) in enumerate(forms)
    )


def numbering(abstracts: dict[int, str], lists: dict[int, tuple[int, str]]) -> str:
    """Inner XML of the numbering part: abstract id → levels, list id → (abstract id, overrides)."""
    defined = "".join(f'<w:abstractNum w:abstractNumId="{i}">{inner}</w:abstractNum>' for i, inner in abstracts.items())
    used = "".join(f'<w:num w:numId="{i}"><w:abstractNumId w:val="{a}"/>{o}</w:num>' for i, (a, o) in lists.items())
    return defined + used


def pdf(draw, *, encrypt: str | None = None) -> bytes:
    """A PDF of A4 pages; ``draw(canvas)`` puts text in the CID font STSong-Light, which needs no font file."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    protection = StandardEncryption(encrypt, ownerPassword="owner") if encrypt else None
    canvas = Canvas(out, pagesize=A4, invariant=1, encrypt=protection)
    canvas.setFont("STSong-Light", 16)
    draw(canvas)
    canvas.save()
    return out.getvalue()


class Sheet:
    """Puts lines on the pages of a canvas as a word processor does: 448 points wide, an indent of two characters."""

    LEFT, TOP, STEP, WIDTH, SIZE, PER_PAGE = 74, 740, 28, 448, 16, 20

    def __init__(self, canvas, head: str = "") -> None:
        self.canvas, self.head, self.row, self.page = canvas, head, 0, 1

    def paragraph(self, text: str) -> None:
        indent, piece = 2 * self.SIZE, ""
        for character in text:
            if self.canvas.stringWidth(piece + character, "STSong-Light", self.SIZE) > self.WIDTH - indent:
                self.line(piece, self.LEFT + indent)
                indent, piece = 0, ""
            piece += character
        self.line(piece, self.LEFT + indent)

    def line(self, text: str, x: float) -> None:
        if self.row == self.PER_PAGE:
            self.turn()
        self.canvas.setFont("STSong-Light", 16)
        self.canvas.drawString(x, self.TOP - self.row * self.STEP, text)
        self.row += 1

    def turn(self) -> None:
        self.finish()
        self.canvas.showPage()
        self.row, self.page = 0, self.page + 1

    def finish(self) -> None:
        self.canvas.setFont("STSong-Light", 10)
        if self.head:
            self.canvas.drawCentredString(297, 795, self.head)
        self.canvas.drawCentredString(297, 60, f"— {self.page} —")


OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd(
    *pages: str, info: str = "<ofd:Title>助餐办法</ofd:Title>", template: str = "", resources: str = "", **parts: str | bytes
) -> bytes:
    """An OFD document of A4 pages; each page is the inner XML of its layer, ``template`` that of a layer behind all of them."""
    behind = '<ofd:Template TemplateID="9"/>' if template else ""
    files = {
        "OFD.xml": f"<ofd:OFD {OFD}><ofd:DocBody><ofd:DocInfo>{info}</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
        f'</ofd:PageArea>{resources}<ofd:TemplatePage ID="9" BaseLoc="Tpls/0.xml"/></ofd:CommonData><ofd:Pages>'
        + "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        + "</ofd:Pages></ofd:Document>",
        "Doc_0/Tpls/0.xml": f"<ofd:Page {OFD}><ofd:Content><ofd:Layer>{template}</ofd:Layer></ofd:Content></ofd:Page>",
        **{
            f"Doc_0/Pages/Page_{n}/Content.xml": f"<ofd:Page {OFD}>{behind}<ofd:Content><ofd:Layer>{page}</ofd:Layer></ofd:Content></ofd:Page>"
            for n, page in enumerate(pages)
        },
        **parts,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            package.writestr(name, text)
    return out.getvalue()


def ofd_line(text: str, x: float, y: float, size: float = 5, **attributes: str) -> str:
    """A line of text whose characters stand ``size`` millimetres apart, at ``x``, ``y`` from the top left."""
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return (
        f'<ofd:TextObject Boundary="{x} {y} 160 {size}" Size="{size}"{more}>'
        f'<ofd:TextCode X="0" Y="{size * 0.88}" DeltaX="g {max(1, len(text) - 1)} {size}">{text}</ofd:TextCode></ofd:TextObject>'
    )
