import re

import pytest

from itaxl.core.codes import NOBODY
from itaxl.core.memo import COLUMNS
from itaxl.core.statuses import Status
from itaxl.core.templatenames import CELLS, GUIDE, NAMES, PREFIX, TABLES
from tests.tables import AS_OF, report_of, tracked

REPORT = report_of(
    tracked("O1"), tracked("O2", Status.IN_PROGRESS), tracked("O3", Status.NOT_STARTED, unit="ต้องยืนยัน", reported=False),
    silent=("ต้องยืนยัน",), last_score=75.4,
)  # fmt: skip
VALUES = {cell.name: cell.value(REPORT) for cell in CELLS}
ROWS = {table.name: [dict(zip(table.headers, row, strict=True)) for row in table.rows(REPORT)] for table in TABLES}


def test_every_name_is_one_that_excel_takes_and_stands_once():
    assert len(set(NAMES)) == len(NAMES) == len(CELLS) + len(TABLES) + 1
    assert all(re.fullmatch(rf"{PREFIX}[a-z_]+", name) for name in NAMES)
    assert GUIDE in NAMES


def test_the_values_are_those_of_the_report():
    assert (VALUES["itaxl_agency"], VALUES["itaxl_fiscal_year"], VALUES["itaxl_as_of"]) == ("อบต.ทดสอบ", 2565, AS_OF)
    assert (VALUES["itaxl_actions"], VALUES["itaxl_completed"], VALUES["itaxl_overdue"]) == (3, 1, 2)
    assert VALUES["itaxl_score_today"] == VALUES["itaxl_score_last"] == 75.4
    assert VALUES["itaxl_memo_text"].count("\n\n") == 3


def test_a_year_or_a_plan_without_a_score_leaves_its_cells_blank():
    report = report_of(tracked())
    assert {cell.value(report) for cell in CELLS if cell.name in ("itaxl_score_last", "itaxl_score_today")} == {None}


def test_the_tables_have_the_reports_rows():
    assert {name: len(rows) for name, rows in ROWS.items()} == {
        "itaxl_table_overdue": 2, "itaxl_table_actions": 3, "itaxl_table_units": 2, "itaxl_table_items": 3, "itaxl_table_memo": 3,
    }  # fmt: skip
    assert [row["หน่วยงาน"] for row in ROWS["itaxl_table_units"]] == ["กองคลัง", NOBODY]
    assert list(ROWS["itaxl_table_memo"][0]) == list(COLUMNS)
    assert {row["เกินกำหนด"] for row in ROWS["itaxl_table_overdue"]} == {10}


@pytest.mark.parametrize("header", ["ยังไม่ได้ดำเนินการ", "ยังไม่ได้\nดำเนินการ", " ยังไม่ได้ ดำเนินการ (แห่ง)"])
def test_a_column_is_found_however_its_header_is_spaced(header):
    [units] = [table for table in TABLES if table.name == "itaxl_table_units"]
    assert units.headers[units.column(header)] == "ยังไม่ได้ดำเนินการ"
    assert units.column("อื่น ๆ") is None
