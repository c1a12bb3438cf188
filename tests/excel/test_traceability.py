"""Every number on the summary's page is a filter of รายการทั้งหมด: its formula is worked out here over what a reader sees."""

import datetime as dt
import re
import tempfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils import range_boundaries

from itaxl.core.reportdata import report_data
from itaxl.core.statuses import Status
from itaxl.excel import tables
from itaxl.excel.summary_writer import write_summary
from tests.everyworkbook import many
from tests.office import needs_libreoffice, saved_by_libreoffice
from tests.tables import report_of, tracked

EPOCH = dt.datetime(1899, 12, 30)
OPEN, CLOSED = dt.date(2022, 4, 20), dt.date(2022, 5, 10)


def split_at(text, sign):
    """The parts of a formula between signs that stand outside of texts and brackets."""
    parts, depth, quote = [""], 0, ""
    for letter in text:
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        depth += 0 if quote else (letter == "(") - (letter == ")")
        if letter == sign and not quote and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


class Page:
    """Works out the formulas of a page from the other cells alone."""

    def __init__(self, path):
        self.book = openpyxl.load_workbook(path, data_only=True)
        self.formulas = {
            cell.coordinate: cell.value
            for row in openpyxl.load_workbook(path)["สรุป"].iter_rows()
            for cell in row
            if cell.data_type == "f"
        }

    def value(self, formula):
        parts = split_at(formula.removeprefix("="), "&")
        if len(parts) > 1:
            return "".join(str(self.value(part)) for part in parts)
        if formula.startswith('"'):
            return formula[1:-1].replace('""', '"')
        return sum(self.difference(term) for term in split_at(formula.removeprefix("="), "+"))

    def difference(self, text):
        first, *others = (self.term(part) for part in split_at(text, "-"))
        return first - sum(others)

    def term(self, text):
        if text.startswith("("):
            return self.value(text[1:-1])
        if found := re.fullmatch(r"COUNTIFS?\((.*)\)", text):
            return self.counted(split_at(found[1], ","))
        if found := re.fullmatch(r"SUM\((.*)\)", text):
            return sum(value for value in self.cells("สรุป", found[1]))
        return int(text) if text.isdecimal() else self.cell(text)

    def cell(self, coordinate):
        """Of the page's own cells, formulas are worked out too, and never believed."""
        if coordinate in self.formulas:
            return self.value(self.formulas[coordinate])
        value = self.book["สรุป"][coordinate].value
        return (value - EPOCH).days if isinstance(value, dt.datetime) else value

    def cells(self, sheet, area):
        left, top, right, bottom = range_boundaries(area.replace("$", ""))
        cells = [cell for row in self.book[sheet].iter_rows(top, bottom, left, right) for cell in row]
        return [self.cell(cell.coordinate) for cell in cells] if sheet == "สรุป" else [cell.value for cell in cells]

    def counted(self, arguments):
        met = []
        for area, criterion in zip(arguments[::2], arguments[1::2], strict=True):
            sheet, _, cells = area.rpartition("!")
            wanted = str(self.value(criterion))
            met.append([meets(value, wanted) for value in self.cells(sheet[1:-1], cells)])
        return sum(map(all, zip(*met, strict=True)))


def meets(value, wanted):
    """Whether Excel counts a cell for a criterion of the kinds that we write."""
    if wanted == "*":
        return isinstance(value, str)
    if wanted.startswith("<="):
        return isinstance(value, dt.datetime) and (value - EPOCH).days <= int(wanted[2:])
    if wanted.startswith("<>"):
        return value != wanted[2:]
    return value == re.sub(r"~([~*?])", r"\1", wanted.removeprefix("="))


NAMES = [
    "สำนักปลัด",
    "กอง*คลัง",
    "<>กองช่าง",
    "กอง~ศึกษา?",
    '=กอง"ส่งเสริม"',
    "กองที่ 1",
    "กองที่ 10",
    "กองที่ 2",
    "กองที่ 3",
    "กองที่ 4",
]
shares = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.integers(1, 43),
        st.sampled_from(list(Status)),
        st.integers(-30, 30),
        st.booleans(),
        st.booleans(),
    ),
    min_size=1,
    max_size=60,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=shares, as_of=st.sampled_from([OPEN, CLOSED]), room=st.sampled_from([50, 1_000_000]))
def test_each_number_on_the_page_is_a_filter_of_all_actions(monkeypatch, found, as_of, room):
    monkeypatch.setattr(tables, "MAX_ROWS", tables.HEADER + 1 + room)
    actions = [
        tracked(
            f"O{item}", status, as_of=as_of, unit=unit, ref=f"r{place}", reported=reported, due_on=as_of + dt.timedelta(late),
            answers={"evidence": ("https://x.example",), "completed_on": OPEN} if evidence else {},
        )
        for place, (unit, item, status, late, evidence, reported) in enumerate(found)
    ]  # fmt: skip
    result = report_of(*actions, as_of=as_of, last_score=75.4)
    with tempfile.TemporaryDirectory() as folder:
        write_summary(result, Path(folder) / "s.xlsx")
        page = Page(Path(folder) / "s.xlsx")
    assert len(page.formulas) > 20
    for coordinate, formula in page.formulas.items():
        assert page.value(formula) == page.book["สรุป"][coordinate].value, (coordinate, formula)
    _agrees_with_the_json(page.book["สรุป"], report_data(result))


def _agrees_with_the_json(sheet, data):
    values = list(sheet.iter_rows(values_only=True))
    assert values[7][0] == pytest.approx(data["score"]["today"], abs=0.0051)
    assert [values[7][place] for place in (1, 2, 4, 6)] == [
        data["totals"][key] for key in ("actions", "completed", "overdue", "due_soon")
    ]
    by_item = {item["item"]: item["points"] for item in data["items"]}
    late = [row for row in values[11:16] if isinstance(row[8], int) and row[1] in by_item]
    for row in late:
        assert row[9] is None or row[9] == pytest.approx(by_item[row[1]], abs=0.0051)
        assert row[8] in {each["days_overdue"] for each in data["actions"] if each["item"] == row[1]}


# --- readable by others --------------------------------------------------------------------------------------


def seen(value):
    """A value as every reader gives it."""
    if value is None or value is pd.NaT or value == "" or value != value:
        return None
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return value if isinstance(value, str) else round(float(value), 9)  # LibreOffice saves 15 digits


def table(rows):
    """The rows without blank ends."""
    found = [[seen(value) for value in row] for row in rows]
    for row in found:
        while row and row[-1] is None:
            row.pop()
    while found and not found[-1]:
        found.pop()
    return found


@needs_libreoffice
def test_openpyxl_libreoffice_and_pandas_see_the_same(tmp_path):
    write_summary(many(), tmp_path / "s.xlsx")
    ours = openpyxl.load_workbook(tmp_path / "s.xlsx", data_only=True)
    office = openpyxl.load_workbook(saved_by_libreoffice(tmp_path / "s.xlsx", tmp_path / "office"), data_only=True)
    for engine in ("openpyxl", "calamine"):
        frames = pd.read_excel(tmp_path / "s.xlsx", None, header=None, keep_default_na=False, engine=engine)
        assert list(frames) == ours.sheetnames == office.sheetnames
        for name, frame in frames.items():
            expected = table(ours[name].iter_rows(values_only=True))
            assert table(frame.astype(object).itertuples(index=False)) == expected, (engine, name)
            assert table(office[name].iter_rows(values_only=True)) == expected, name
