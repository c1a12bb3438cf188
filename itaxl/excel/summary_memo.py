"""บันทึกข้อความ: the memo to the head of the office, on A4 as it is signed, and its annexed table."""

from __future__ import annotations

from collections.abc import Sequence

from itaxl.core import memo as form
from itaxl.core.memo import Memo
from itaxl.core.records import Signer
from itaxl.excel.book import LINE_HEIGHT, Book, Sheet, lines_of, print_areas
from itaxl.excel.styles import A4

SHEET = "บันทึกข้อความ"

# Inches: 3 cm left, 2 cm right and below, 2.5 cm above (คำอธิบายการพิมพ์หนังสือราชการภาษาไทยด้วยโปรแกรมการพิมพ์ใน
# เครื่องคอมพิวเตอร์, สำนักนายกรัฐมนตรี 2553).
_MARGINS = {"left": 1.18, "right": 0.79, "top": 0.98, "bottom": 0.79}
_INDENT = " " * 18  # 2.5 cm, where a paragraph begins
_WIDTHS = (48, 52, 104, 54, 108, 78, 70, 90)  # pixels: together the 16 cm between the margins
_LAST = len(_WIDTHS) - 1
_PAGE = sum(_WIDTHS) / 8  # characters across the page
_CELL_LINE = 24  # pixels of one line of the annex, in smaller letters
_LETTER = 6.2  # pixels of one of its letters
_EDGE = 3.5  # characters: what `lines_of` allows for a cell's edges is too much in columns as narrow as these


def write_memo(book: Book, memo: Memo) -> None:
    """The memo and, from a new page, its annex."""
    sheet = book.sheet(SHEET)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column_pixels(column, column, width)
    row = _head(book, sheet, memo)
    row = _paragraphs(book, sheet, memo, row)
    row = _signatures(book, sheet, memo.signers, row)
    last = _annex(book, sheet, memo, row + 1)
    sheet.set_paper(A4)
    sheet.set_margins(**_MARGINS)
    sheet.fit_to_pages(1, 0)  # where the face is missing, columns are wider
    print_areas(sheet, [(0, row), (row + 1, last)], _LAST)


def _wide(book: Book, sheet: Sheet, row: int, text: str, style: str, left: int = 0, right: int = _LAST) -> None:
    sheet.merge_range(row, left, row, right, None, book.style(style))
    sheet.write_string(row, left, text, book.style(style))


def _head(book: Book, sheet: Sheet, memo: Memo) -> int:
    """The form's head; gives the row after it."""
    _wide(book, sheet, 0, form.HEADING, "memo_heading")
    sheet.set_row_pixels(0, 50)
    _labelled(book, sheet, 1, form.DEPARTMENT, memo.department)
    _labelled(book, sheet, 2, form.NUMBER, "", right=2)
    _labelled(book, sheet, 2, form.DATE, memo.date, left=3)
    _labelled(book, sheet, 3, form.SUBJECT, memo.subject)
    sheet.set_row_pixels(4, 6)
    sheet.write_string(5, 0, form.TO, book.style("lead"))
    _wide(book, sheet, 5, memo.to, "memo_plain", left=1)
    sheet.set_row_pixels(5, LINE_HEIGHT)
    return 6


def _labelled(book: Book, sheet: Sheet, row: int, label: str, text: str, left: int = 0, right: int = _LAST) -> None:
    """A label in bold, then its text over a dotted line."""
    first = left + (2 if label == form.DEPARTMENT else 1)
    lines = lines_of(text, sum(_WIDTHS[first : right + 1]) / 8)
    above = "" if lines == 1 else "_above"
    if first - left > 1:
        _wide(book, sheet, row, label, f"memo_label{above}", left, first - 1)
    else:
        sheet.write_string(row, left, label, book.style(f"memo_label{above}"))
    _wide(book, sheet, row, text, f"memo_line{above}", first, right)
    sheet.set_row_pixels(row, 10 + lines * LINE_HEIGHT)


def _paragraphs(book: Book, sheet: Sheet, memo: Memo, row: int) -> int:
    for text in memo.paragraphs:
        _wide(book, sheet, row, _INDENT + text, "memo_paragraph")
        sheet.set_row_pixels(row, 10 + lines_of(_INDENT + text, _PAGE) * LINE_HEIGHT)
        row += 1
    return row


_TO_SIGN = 48  # pixels above a name
_PAIRS_FROM = 3  # so many signers and more stand in two columns
_HALVES = ((0, 3), (4, _LAST))


def _signatures(book: Book, sheet: Sheet, signers: Sequence[Signer], row: int) -> int:
    """Room to sign, the name and the position of each, the last to sign below; gives the row after them."""
    halves = _HALVES if len(signers) >= _PAIRS_FROM else _HALVES[1:]
    for start in range(0, len(signers), len(halves)):
        beside = signers[start : start + len(halves)]
        sheet.set_row_pixels(row, _TO_SIGN)
        for (left, right), signer in zip(halves, beside, strict=False):
            _wide(book, sheet, row + 1, f"({signer.name})", "memo_centre", left, right)
            _wide(book, sheet, row + 2, signer.position, "memo_centre_wrapped", left, right)
        width = sum(_WIDTHS[4:]) / 8
        sheet.set_row_pixels(row + 2, LINE_HEIGHT * max(lines_of(signer.position, width) for signer in beside))
        row += 3
    return row


def _annex(book: Book, sheet: Sheet, memo: Memo, row: int) -> int:
    """The annexed table; gives its last row."""
    for text, style in ((memo.annex_title, "memo_title"), (memo.annex_office, "memo_title")):
        _wide(book, sheet, row, text, style)
        sheet.set_row_pixels(row, LINE_HEIGHT * lines_of(text, _PAGE))
        row += 1
    for column, header in enumerate(form.COLUMNS):
        sheet.write_string(row, column, header, book.style("memo_header"))
    sheet.set_row_pixels(row, 4 * _CELL_LINE)
    sheet.repeat_rows(row)
    sheet.line_height = _CELL_LINE
    widths = [width / _LETTER + _EDGE for width in _WIDTHS]
    for measure in memo.rows:
        row += 1
        for column, text in enumerate(measure.texts):
            sheet.write_string(row, column, text, book.style("memo_cell_centre" if column < 2 else "memo_cell"))
        sheet.grow(row, zip(measure.texts, widths, strict=True))
    if memo.left_out:
        row += 1
        _wide(book, sheet, row, memo.left_out, "memo_cell")
    return row
