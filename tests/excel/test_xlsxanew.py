from io import BytesIO

import pytest
from python_calamine import load_workbook

from itaxl.excel.xlsxanew import written_anew

MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
DATA = b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row></sheetData>'
MERGES = b'<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
PREFIXED = (DATA + MERGES).replace(b"</", b"</x:").replace(b"<", b"<x:").replace(b"<x:/x:", b"</x:")


@pytest.mark.parametrize(
    ("inside", "merged"),
    [
        (DATA, []),
        (DATA + MERGES, [((0, 0), (0, 1))]),
        (MERGES + DATA, [((0, 0), (0, 1))]),  # no program's order
        (DATA + b"<mergeCells/>", []),
        (DATA + MERGES.replace(b"mergeCells>", b"mergeCells >"), [((0, 0), (0, 1))]),
        (DATA + MERGES.replace(b"<merge", b"<y:merge").replace(b"</merge", b"</y:merge"), [((0, 0), (0, 1))]),
        (DATA + b"<mergeCells/>" + MERGES.replace(b"<merge", b"<y:merge").replace(b"</merge", b"</y:merge"), []),
        (b"<sheetData/>" + MERGES, [((0, 0), (0, 1))]),
    ],
)  # fmt: skip
def test_merged_cells_are_found_wherever_they_stand(inside, merged):
    book = load_workbook(BytesIO(anew(b"<worksheet " + MAIN + b">" + inside + b"</worksheet>")))
    sheet = book.get_sheet_by_name("ก")
    assert (sheet.merged_cell_ranges or []) == merged
    assert sheet.to_python() == ([[1.0], [2.0]] if b"<row" in inside else [])


def test_merged_cells_are_found_where_every_tag_has_a_prefix():
    sheet = b"<x:worksheet " + MAIN.replace(b"xmlns", b"xmlns:x") + b">" + PREFIXED + b"</x:worksheet>"
    assert load_workbook(BytesIO(anew(sheet))).get_sheet_by_name("ก").merged_cell_ranges == [((0, 0), (0, 1))]


def test_a_million_beginnings_without_an_end_are_not_each_looked_after():
    """To the end of the sheet, that would take hours."""
    anew(b"<worksheet " + MAIN + b">" + DATA + b"<mergeCells>" * 1_000_000 + b"</worksheet>")


def anew(sheet):
    return written_anew([("ก", sheet)], None, None, from_1904=False)
