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


OVER_TWO_ROWS = [
    # the two rows, the columns that are found
    ("| ข้อ | หัวข้อ | แผน | | ผล | \n | | | กำหนดแล้วเสร็จ | วิธีการ | สถานะ |", {"item": 0, "title": 1, "due_on": 2, "method": 3, "status": 4}),
    ("| ข้อ | หัวข้อ | สถานะ | ผล | \n | | | | ลิงก์ | หมายเหตุ |", {"item": 0, "title": 1, "status": 2, "evidence": 3, "remarks": 4}),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "columns"), OVER_TWO_ROWS)
def test_a_header_may_stand_in_two_rows(rows, columns):
    table = find_header(grid(rows), HEADERS, is_header)
    assert (table.columns, table.first) == (columns, 2)


def test_a_row_that_happens_to_hold_a_header_s_word_is_no_header():
    table = find_header(grid("| หัวข้อ | สถานะ | x |\n| โครงสร้าง | เสร็จแล้ว | หมายเหตุ |"), HEADERS, is_header)
    assert (table.columns, table.first) == ({"title": 0, "status": 1}, 1)


AS_OFFICES_WRITE = [
    ("completed_on", "ว/ด/ป\nที่แล้วเสร็จ"), ("completed_on", "วัน เดือน ปี ที่แล้วเสร็จ"), ("completed_on", "ว.ด.ป. ที่แล้วเสร็จ"),
    ("progress", "คืบหน้า (ร้อยละ)"), ("remarks", "ปัญหา"), ("evidence", "ลิ้งค์"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "header"), AS_OFFICES_WRITE)
def test_headers_are_known_as_offices_write_them(key, header):
    table = find_header(grid(f"| ข้อ | เรื่อง | สถานะ | {header.replace(chr(10), '¶')} |"), HEADERS, is_header)
    assert table.columns == {"item": 0, "title": 1, "status": 2, key: 3}
