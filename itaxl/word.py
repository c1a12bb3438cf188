"""The memo as a Word file, in which it is numbered and signed: the parts of `core.memo`, laid out as the form wants.

Measures follow คำอธิบายการพิมพ์หนังสือราชการภาษาไทยด้วยโปรแกรมการพิมพ์ในเครื่องคอมพิวเตอร์ (สำนักนายกรัฐมนตรี 2553): TH Sarabun, 29
points for the form's name, 20 for its labels, 16 for the rest; 3 cm at the left, 2 cm at the right; paragraphs begin at
2.5 cm, with 6 points above them; what is left blank after a label is dotted.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from itaxl.core import memo as form
from itaxl.core.memo import Memo
from itaxl.core.records import Signer

FONT = "TH Sarabun New"
BODY, SMALL, LABEL, HEADING = 16, 14, 20, 29  # points

_A4 = Cm(21), Cm(29.7)
_LEFT, _RIGHT, _TOP, _BOTTOM = Cm(3), Cm(2), Cm(2.5), Cm(2)
_TEXT = Cm(16)  # between the margins
_INDENT = Cm(2.5)
_HALF = Cm(8)  # where a single column of signatures begins; the label of the date as well
_ANNEX_EDGE = Cm(1.5)
# Centimetres of the annex's columns: together an A4 page on its side.
_WIDTHS = (1.5, 1.7, 4.4, 2.4, 4.8, 3.6, 3.4, 4.9)
_PAIRS_FROM = 3  # so many signers and more stand in two columns

# What XML cannot hold, and Word calls a damaged file: control characters, lone surrogates, U+FFFE and U+FFFF.
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_memo(memo: Memo, path: Path, author: str, as_of: dt.date) -> None:
    """Writes the memo to `path`: the letter and, on pages on their side, the annexed table. `as_of` is the date that
    the file gives as its own.

    Raises OSError when it cannot be written.
    """
    doc = Document()
    _set_up(doc, memo, author, as_of)
    _head(doc, memo)
    for text in memo.paragraphs:
        paragraph = _paragraph(doc, text)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.THAI_JUSTIFY
        paragraph.paragraph_format.first_line_indent = _INDENT
        paragraph.paragraph_format.space_before = Pt(6)
    _signatures(doc, memo.signers)
    _annex(doc, memo)
    doc.save(str(path))


_LONGEST_PROPERTY = 255  # letters of what a document says of itself


def _set_up(doc: Doc, memo: Memo, author: str, as_of: dt.date) -> None:
    """Paper, margins, the face of everything, and what the file says of itself."""
    section = doc.sections[0]
    section.page_width, section.page_height = _A4
    section.left_margin, section.right_margin = _LEFT, _RIGHT
    section.top_margin, section.bottom_margin = _TOP, _BOTTOM
    style = doc.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(BODY)
    _in_thai(style.element.get_or_add_rPr(), BODY)
    style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    about, day = doc.core_properties, dt.datetime.combine(as_of, dt.time())
    about.author = about.last_modified_by = _fit(author)[:_LONGEST_PROPERTY]
    about.title, about.comments = _fit(memo.subject)[:_LONGEST_PROPERTY], ""
    about.created = about.modified = day


def _in_thai(properties: object, points: int, *, bold: bool = False) -> None:
    """The face and size of complex scripts: Word takes Thai letters' from these, not from the ones for Latin."""
    found = properties.get_or_add_rFonts()  # type: ignore[attr-defined]
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        found.set(qn(script), FONT)
    for name, value in (("w:szCs", str(points * 2)), *([("w:bCs", "1")] if bold else [])):
        element = OxmlElement(name)
        element.set(qn("w:val"), value)
        properties.append(element)  # type: ignore[attr-defined]


def _run(paragraph: Paragraph, text: str, points: int = BODY, *, bold: bool = False) -> Run:
    run = paragraph.add_run(_fit(text))
    run.font.size, run.font.bold = Pt(points), bold or None
    _in_thai(run._r.get_or_add_rPr(), points, bold=bold)
    return run


def _fit(text: str) -> str:
    return _UNFIT.sub("", text)


def _paragraph(doc: Doc | _Cell, text: str = "", points: int = BODY, *, bold: bool = False) -> Paragraph:
    paragraph = doc.add_paragraph()
    if text:
        _run(paragraph, text, points, bold=bold)
    return paragraph


# --- the letter --------------------------------------------------------------------------------------------


def _head(doc: Doc, memo: Memo) -> None:
    heading = _paragraph(doc, form.HEADING, HEADING, bold=True)
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _labelled(doc, [(form.DEPARTMENT, memo.department)])
    _labelled(doc, [(form.NUMBER, ""), (form.DATE, memo.date)])
    _labelled(doc, [(form.SUBJECT, memo.subject)])
    to = _paragraph(doc, f"{form.TO}\t{memo.to}")
    to.paragraph_format.space_before = Pt(6)
    _hang(to)


def _labelled(doc: Doc, parts: Sequence[tuple[str, str]]) -> None:
    """Labels in bold, each with its text; the rest of the line is dotted."""
    paragraph = _paragraph(doc)
    stops = paragraph.paragraph_format.tab_stops
    for place, (label, text) in enumerate(parts, 1):
        _run(paragraph, label, LABEL, bold=True)
        _run(paragraph, f"  {text}\t")
        end, last = Length(_TEXT * place // len(parts)), place == len(parts)
        stops.add_tab_stop(end, WD_TAB_ALIGNMENT.RIGHT if last else WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.DOTS)


def _hang(paragraph: Paragraph) -> None:
    """A label, and its text beside it however many lines it has."""
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(1.4), Cm(-1.4)


def _signatures(doc: Doc, signers: Sequence[Signer]) -> None:
    """Room to sign, the name and the position of each; a block is never torn apart."""
    columns = 2 if len(signers) >= _PAIRS_FROM else 1
    rows = -(-len(signers) // columns)
    table = doc.add_table(rows, 2)
    table.autofit = False
    for place, signer in enumerate(signers):
        row, column = divmod(place, columns)
        cell = table.rows[row].cells[column if columns > 1 else 1]
        cell.paragraphs[0].paragraph_format.space_before = Pt(30)
        name = f"({signer.name})"
        for paragraph, text in ((cell.paragraphs[0], name), (cell.add_paragraph(), signer.position)):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _run(paragraph, text)
    for row_of_table in table.rows:
        _unbroken(row_of_table)


# --- the annexed table -------------------------------------------------------------------------------------


def _annex(doc: Doc, memo: Memo) -> None:
    section = doc.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _A4[1], _A4[0]
    section.left_margin = section.right_margin = section.bottom_margin = _ANNEX_EDGE
    section.top_margin = Cm(2)
    for text in (memo.annex_title, memo.annex_office):
        _paragraph(doc, text, bold=True).alignment = WD_ALIGN_PARAGRAPH.CENTER
    table = doc.add_table(1 + len(memo.rows), len(form.COLUMNS), "Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    rows = iter(table.rows)
    header = next(rows)
    _fill(header, form.COLUMNS, bold=True)
    _unbroken(header, repeated=True)
    for row, measure in zip(rows, memo.rows, strict=True):
        _fill(row, measure.texts)
        _unbroken(row)
    _widths(table)
    if memo.left_out:
        _paragraph(doc, memo.left_out)


def _fill(row: _Row, texts: Sequence[str], *, bold: bool = False) -> None:
    for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        cell.width = Cm(_WIDTHS[place])
        paragraph = cell.paragraphs[0]
        if bold or place < 2:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(paragraph, text, SMALL, bold=bold)


def _widths(table: Table) -> None:
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Cm(width)


def _unbroken(row: _Row, *, repeated: bool = False) -> None:
    """A row that no page break divides; `repeated` at the top of every page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if repeated:
        properties.append(OxmlElement("w:tblHeader"))
