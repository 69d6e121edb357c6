"""Everything a reader may have to say about a source: code → sentence and what to try, as one table.

Sentences are Chinese with English behind, because those who read them read either. Names in braces are filled by the reader.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import ReadError
from pipeline.model import Issue, Severity


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence, where there is something to try a hint, and how grave it is where reading went on."""

    sentence: str
    hint: str | None = None
    severity: Severity = Severity.WARNING  # of an issue


AGAIN = "请从来源重新获取。Get it again from its source."
RECOGNISE = "pip install 'zhengce[ocr]'（文字识别，离线 offline text recognition），再读一次。Then read it again."
SAVE_DOCX = "请另存为 .docx。Save it as .docx."

MESSAGES = {
    # what cannot be read at all
    "not-found": Message("文件不存在：{path}。The file does not exist.", "请检查路径。Check the path."),
    "not-a-file": Message("不是普通文件：{path}。This is no regular file.", "请检查路径。Check the path."),
    "unreadable": Message("文件打不开：{path}（{reason}）。The file cannot be opened.", "请检查权限。Check its permissions."),
    "empty": Message("文件是空的。The file is empty.", AGAIN),
    "no-text": Message("文件里没有文字。The file holds no text.", "请打开看看它显示什么。Open it and see what it shows."),
    "too-large": Message("文件有 {size} MB，上限是 {limit} MB。The file is larger than the limit.", "请拆成几份。Split it."),
    "binary": Message("文件是二进制数据，不是文本。The file holds binary data, not text."),
    "unknown-encoding": Message("认不出文字编码。The text is in no known encoding.", "请另存为 UTF-8。Save it as UTF-8."),
    "unsupported-type": Message("不读这种文件：{what}。This type of file is not read: {english}.", "{todo}"),
    "error-page": Message(
        "这是服务器的出错页面（{title}），不是文件本身。This is a server's error page, not the document.", AGAIN
    ),
    "encrypted": Message(
        "文件有密码保护。The file is protected by a password.", "请去掉密码后再存。Save it without the password."
    ),
    "docx-truncated": Message("Word 文件不完整或已损坏（{reason}）。The Word file breaks off or is damaged.", AGAIN),
    "ofd-truncated": Message("OFD 文件不完整或已损坏（{reason}）。The OFD file breaks off or is damaged.", AGAIN),
    "table-truncated": Message("Excel 工作簿不完整或已损坏（{reason}）。The workbook breaks off or is damaged.", AGAIN),
    "zip-truncated": Message("压缩文件不完整或已损坏（{reason}）。The archive breaks off or is damaged.", AGAIN),
    "zip-bomb": Message(
        "{part} 解压后超过 {limit} MB，疑似压缩炸弹。A part unpacks beyond all measure.",
        "不要打开它。Do not open this file.",
    ),
    "xml-entities": Message(
        "部件 {part} 定义了 XML 实体，文字处理软件不会这样写。A part defines XML entities.", "不要打开它。Do not open this file."
    ),
    "collection": Message(
        "这份文件是{what}，里面是许多篇文本。This file is a collection of texts: {english}.",
        "zhengce ingest policies.db {path}（每篇各成一份来源 each text becomes a source）",
    ),
    "no-text-column": Message(
        "表中没有存放正文的列（列名：{columns}）。The table has no column of texts.",
        "请把正文列命名为 text 或 正文。Name the column of the texts text or 正文 ({known}).",
    ),
    "row-without-text": Message("这一行没有正文（列 {column}）。The row has no text."),
    "table-damaged": Message("表格或 JSON 数据有误（{reason}）。The table or the JSON data is malformed.", AGAIN),
    "path-escape": Message(
        "压缩包里的文件名指向包外：{name}。A name leads out of the archive.", "不要解压它。Do not unpack this archive."
    ),
    "nested-archive": Message(
        "压缩包嵌套超过 {depth} 层。Archives lie too deep in each other.", "请解压后读文件夹。Unpack it and read the folder."
    ),
    "too-many-members": Message(
        "压缩包有 {count} 个文件，上限是 {limit} 个。The archive holds too many files.", "请拆成几份。Split it."
    ),
    "doc-needs-converter": Message(
        "读 .doc 需要 LibreOffice 或 antiword，本机都没有。An old Word document needs LibreOffice or antiword.",
        "sudo apt install libreoffice-writer（或 or antiword）；" + SAVE_DOCX,
    ),
    "doc-unreadable": Message("转换程序读不了这份 .doc（{reason}）。The converter cannot read this document.", SAVE_DOCX),
    "doc-timeout": Message("转换程序 {seconds} 秒没有完成。The converter did not finish in time.", SAVE_DOCX),
    "pdf-encrypted": Message(
        "PDF 有密码保护。The PDF is protected by a password.", "请去掉密码后再存。Save it without the password."
    ),
    "too-slow": Message(
        "文件的一部分 {seconds} 秒没有读完。A part of the file takes too long.", "可能已损坏。It may be damaged. " + AGAIN
    ),
    "manifest": Message(
        "清单 {path} 读不了：{reason}。The manifest cannot be read.",
        "需要有 file 一栏的表。It must be a table with a column file.",
    ),
    # an error for all pages, an issue for some
    "pdf-truncated": Message(
        "PDF 不完整或已损坏{reason}，可能缺页。The PDF breaks off or is damaged; pages may be missing.", AGAIN, Severity.ERROR
    ),
    "pdf-needs-ocr": Message("第 {pages} 页是图像，没有文字。Pages that are images without text.", RECOGNISE, Severity.ERROR),
    "text-in-pictures": Message(
        "正文看来在 {count} 幅图片里，没有读。The text seems to stand in pictures, which were not read.",
        RECOGNISE + " 网页的图片请另存后再读。Save the pictures of a web page and read them.",
        Severity.ERROR,
    ),
    "image-damaged": Message("图像打不开（{reason}）。The picture cannot be opened.", AGAIN),
    "image-needs-ocr": Message("第 {pages} 页是图像，没有文字。Pages that are images without text.", RECOGNISE, Severity.ERROR),
    "pdf-broken-text-layer": Message(
        "第 {pages} 页的文字层与所见不符（字体没有字符对照）。The text behind pages is not what they show.",
        RECOGNISE,
        Severity.ERROR,
    ),
    "pdf-page-unreadable": Message("第 {pages} 页读不了。Pages that cannot be read.", AGAIN, Severity.ERROR),
    # what a person should know of a source that was read
    "encoding-damaged": Message("{count} 处不是有效的 {encoding}，已用 � 代替。Bytes that are no characters were replaced."),
    "encoding-guessed": Message("文字编码像是 {encoding}，没有把握，请核对。The encoding is a guess: look at the text."),
    "lost-characters": Message("文中有 {count} 个丢失的字符（�）。Characters were lost before or while decoding."),
    "invisible-characters": Message(
        "去掉了 {count} 个控制字符或零宽字符。Control or zero-width characters were removed.", None, Severity.INFO
    ),
    "private-use-characters": Message(
        "{count} 个私用区字符（首个 {point}）含义不明。Private-use characters have no known meaning."
    ),
    "long-block": Message("第 {line} 行有 {count} 个字，换行可能丢失。Line feeds seem to be lost."),
    "ocr": Message(
        "{count} 页的文字由识别得来，平均置信度 {confidence}。Recognised pages; their mean confidence.", None, Severity.INFO
    ),
    "ocr-uncertain": Message("第 {pages} 页识别没有把握，请核对。Recognition of these pages is unsure: compare them."),
    "summary-only": Message(
        "这里只有摘要，没有全文（{url}）。Only a summary is here, not the text.",
    ),
    "attachments": Message("有 {count} 个附件没有读：{names}。Attached files are linked and not read.", None, Severity.INFO),
    "pictures": Message("有 {count} 个图片或嵌入对象没有读。Pictures or embedded objects are not read.", None, Severity.INFO),
    "macros": Message("文件带有宏，没有运行。The file carries macros, which were not run.", None, Severity.INFO),
    "tracked-changes": Message(
        "有修订：采用 {insertions} 处插入，略去 {deletions} 处删除。Tracked changes are read as accepted.", None, Severity.INFO
    ),
}


def sentence(code: str, **details: object) -> str:
    """The sentence of ``code`` with its details.

    >>> sentence("pictures", count=2)
    '有 2 个图片或嵌入对象没有读。Pictures or embedded objects are not read.'
    """
    return MESSAGES[code].sentence.format(**details)


def refused(code: str, **details: object) -> ReadError:
    """The error of ``code``, to be raised."""
    hint = MESSAGES[code].hint
    return ReadError(code, sentence(code, **details), hint.format(**details) if hint else None)


def issue(code: str, start: int | None = None, end: int | None = None, **details: object) -> Issue:
    """The issue of ``code``, with its place in the text where it has one."""
    return Issue(code, sentence(code, **details), MESSAGES[code].severity, start, end)
