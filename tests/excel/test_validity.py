"""Every workbook that we write opens in every program without a word of complaint."""

import datetime as dt
import functools
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from openpyxl.utils import range_boundaries

from tests.everyworkbook import NAMES, write_all
from tests.office import all_saved_by_libreoffice, needs_libreoffice

SCHEMAS = Path(__file__).parents[1] / "schemas"
OF_NAMESPACE = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "sml",
    "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing": "dml-spreadsheetDrawing",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "dml-chart",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "dml-main",
    "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": "shared-documentPropertiesExtended",
    "http://schemas.openxmlformats.org/package/2006/content-types": "opc-contentTypes",
    "http://schemas.openxmlformats.org/package/2006/relationships": "opc-relationships",
}
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
FORMULAS = [
    f"{MAIN}{name}" for name in ("f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula")
]

# What Excel 2010 to 2016 and LibreOffice know, and we use. No function of a newer Excel may come in here: the writer does
# not mark them, so that Excel would not know them either.
KNOWN = {
    "ABS", "AND", "COUNTA", "COUNTIF", "COUNTIFS", "DATE", "DAY", "IF", "INDEX", "ISNUMBER", "ISTEXT", "LEN", "MAX", "MIN", "MONTH", "OR",
    "ROUND", "SUM", "SUMPRODUCT", "TODAY", "TRIM", "YEAR",
}  # fmt: skip


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The folder, and the day as of which live formulas were counted."""
    folder, today = tmp_path_factory.mktemp("every"), dt.datetime.now(dt.UTC).date()
    write_all(folder, today)
    return folder, today


def xml_parts(path):
    """By name: the root of every XML part."""
    with zipfile.ZipFile(path) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


@functools.cache
def schema(name):
    return etree.XMLSchema(etree.parse(SCHEMAS / f"{name}.xsd"))


def formulas(path):
    """Every formula in the workbook: of cells, conditions, drop-downs, names; texts in it left out."""
    for root in xml_parts(path).values():
        for element in root.iter(*FORMULAS):
            if element.text:
                yield re.sub(r'"(?:[^"]|"")*"', '""', element.text)


@pytest.mark.parametrize("name", NAMES)
def test_every_part_is_valid(written, name):
    parts = xml_parts(written[0] / name)
    assert len(parts) > 8
    for part, root in parts.items():
        if part != "docProps/core.xml":
            for element in root.iter():
                element.attrib.pop(SPACE, None)  # Excel writes it too; the schemas leave what is XML's own to XML
            valid = schema(OF_NAMESPACE[etree.QName(root).namespace])
            assert valid.validate(root), f"{part}: {valid.error_log.last_error}"


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_an_extension_that_other_programs_drop(written, name):
    for part, root in xml_parts(written[0] / name).items():
        assert not [each.tag for each in root.iter(f"{MAIN}extLst")], part


def called(path):
    """The functions that the workbook's formulas call."""
    return {
        found
        for formula in formulas(path)
        for found in re.findall(r"([A-Za-z_][\w.]*)\(", re.sub(r"'(?:[^']|'')*'", "", formula))
    }


@pytest.mark.parametrize("name", NAMES)
def test_formulas_call_only_what_excel_2010_and_libreoffice_know(written, name):
    assert called(written[0] / name) <= KNOWN
    assert not any("_xl" in formula for formula in formulas(written[0] / name))


def test_what_is_known_is_what_is_called(written):
    assert set().union(*(called(written[0] / name) for name in NAMES)) == KNOWN


def references(text):
    """(sheet, cells) of every reference to another sheet."""
    cells = r"\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?|\$\d+:\$\d+|\$[A-Z]+:\$[A-Z]+"
    found = re.findall(rf"(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!({cells})", text)
    return [(quoted.replace("''", "'") or plain, cells) for quoted, plain, cells in found]


@pytest.mark.parametrize("name", NAMES)
def test_every_name_and_formula_refers_to_what_exists(written, name):
    book = openpyxl.load_workbook(written[0] / name)
    sizes = {sheet.title: (sheet.max_column, sheet.max_row) for sheet in book}
    names = xml_parts(written[0] / name)["xl/workbook.xml"].iter(f"{MAIN}definedName")
    known = set()
    for each in names:
        assert references(each.text), each.text
        known.add(each.get("name"))
    for formula in formulas(written[0] / name):
        assert "#REF!" not in formula
        bare = re.sub(r"'(?:[^']|'')*'!", "", formula)
        used = set(re.findall(r"(?<![\w.$!])([A-Za-z_][\w.]*)(?![\w.(!])", bare)) - {"TRUE", "FALSE"}
        assert {each for each in used if not re.fullmatch(r"[A-Z]{1,3}\d*", each)} <= known, formula
        for sheet, cells in references(formula):
            columns, rows = sizes[sheet]
            left, top, *_ = range_boundaries(cells.replace("$", ""))
            assert (left or 1) <= columns and (top or 1) <= rows, formula


@pytest.mark.parametrize("name", NAMES)
def test_charts_show_cells_that_hold_something(written, name):
    book = openpyxl.load_workbook(written[0] / name, data_only=True)
    charts = [root for part, root in xml_parts(written[0] / name).items() if part.startswith("xl/charts/")]
    assert bool(charts) == (name in ("summary.xlsx", "empty.xlsx", "many.xlsx", "split.xlsx"))
    for chart in charts:
        found = [each.text for each in chart.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}f")]
        assert found
        for sheet, cells in (reference for text in found for reference in references(text)):
            area = book[sheet][cells.replace("$", "")]
            assert all(
                cell.value is not None for row in (area if isinstance(area, tuple) else ((area,),)) for cell in row
            )


@pytest.mark.parametrize("name", NAMES)
def test_a_tables_columns_are_its_header_cells_and_all_different(written, name):
    for sheet in openpyxl.load_workbook(written[0] / name):
        for table in sheet.tables.values():
            left, top, right, bottom = range_boundaries(table.ref)
            header = [sheet.cell(top, column).value for column in range(left, right + 1)]
            assert [column.name for column in table.tableColumns] == header
            assert len({each.lower() for each in header}) == len(header)
            assert bottom == sheet.max_row
            assert sheet.auto_filter.ref is None


@pytest.fixture(scope="module")
def recalculated(written):
    folder, today = written
    found = all_saved_by_libreoffice([folder / name for name in NAMES], folder / "office")
    if dt.datetime.now(dt.UTC).date() != today:
        pytest.skip("midnight has passed: live formulas count as of another day")
    return dict(zip(NAMES, found, strict=True))


@needs_libreoffice
@pytest.mark.parametrize("name", NAMES)
def test_every_formula_carries_what_libreoffice_makes_of_it(written, recalculated, name):
    carried = openpyxl.load_workbook(written[0] / name, data_only=True)
    again = openpyxl.load_workbook(recalculated[name], data_only=True)
    count = 0
    for sheet in openpyxl.load_workbook(written[0] / name):
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            value = again[sheet.title][cell.coordinate].value
            assert not (isinstance(value, str) and value.startswith("#")), cell
            assert (carried[sheet.title][cell.coordinate].value or "") == (value or ""), (cell, cell.value)
            count += 1
    assert count or name in ("plan.xlsx", "blank.xlsx", "feedback.xlsx", "template.xlsx")
