import pytest

from itaxl.core.layout import HEADERS, is_header
from itaxl.core.table import find_header, header_key
from tests.tables import grid


@pytest.mark.parametrize("written", ["หลักฐาน (URL)", "หลักฐาน", " หลัก\nฐาน : ", "หลักฐาน*"])
def test_headers_compare_without_brackets_breaks_and_marks(written):
    assert header_key(written) == "หลักฐาน"


def test_a_table_is_found_wherever_it_starts_and_in_any_order():
    sheet = grid(
        """
        | แบบติดตาม |         |          |
        |           |         |          |
        |           | สถานะการดำเนินการ | หัวข้อ |
        |           | เสร็จแล้ว | โครงสร้าง |
        """,
        top=4,
        left=2,
    )
    table = find_header(sheet, HEADERS, is_header)
    assert (table.header, table.first) == (6, 7)
    assert table.columns == {"status": 3, "title": 4}
    [(row, values)] = table.rows()
    assert table.cell(row, "title") == "E8"
    assert table.value(values, "title") == "โครงสร้าง"
    assert table.value(values, "method") is None


def test_a_problem_carries_its_place():
    table = find_header(grid("| หัวข้อ | สถานะ |"), HEADERS, is_header)
    problem = table.problem("status-unreadable", 4, "status", 5.0, hint="x")
    assert (problem.file, problem.sheet, problem.cell, problem.found) == ("กองคลัง.xlsx", "กองคลัง", "B5", "5")


def test_no_header_no_table():
    assert find_header(grid("| ก | ข |"), HEADERS, is_header) is None
