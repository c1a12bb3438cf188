import pytest

from itaxl.core.asides import Asides, Remark
from itaxl.core.ownsheets import issued_texts, text_rows, told_of
from itaxl.core.table import Grid

OURS = ("วิธีกรอก 5 ขั้นตอน", "ขั้นที่ 1", "กองคลัง")


def told(*rows, texts=OURS, asides=None):
    grid = Grid("a.xlsx", "คำชี้แจง", rows, top=1, left=1, asides=asides)
    return [
        (problem.code, problem.cell, problem.found) for problem in told_of(grid, issued_texts(text_rows(texts)), 2565)
    ]


WRITTEN = [
    # rows from B2 on, what is told
    ([["วิธีกรอก 5 ขั้นตอน", ""], ["ขั้นที่ 1", 12]], []),
    ([["วิธีกรอก  5\nขั้นตอน", " "]], []),  # a program's own blanks
    ([["", "10 พ.ค. 65"], ["", "10/5/2565"]], []),  # the totals ask for a date
    ([["ขั้นที่ 1", "ขอเลื่อนส่ง"]], [("cells-outside", "C2", "ขอเลื่อนส่ง")]),
    ([["ขั้นที่ 1 และโทร 081-234-5678", "กองคลัง"]], [("cells-outside", "B2", "ขั้นที่ 1 และโทร 081-234-5678")]),
]


@pytest.mark.parametrize(("rows", "expected"), WRITTEN)
def test_what_was_not_issued_on_our_sheets_is_told(rows, expected):
    assert told(*rows) == expected


def test_a_workbook_that_does_not_say_what_was_issued_is_told_nothing_of():
    assert told_of(Grid("a.xlsx", "สรุป", [["ขอเลื่อนส่ง"]]), issued_texts([["itaxl", "tracking"]]), 2565) == []


def test_a_comment_is_told():
    asides = Asides({(1, 2): (Remark("สมศรี", "ดูด้วย"),)})
    assert told(["ขั้นที่ 1"], asides=asides) == [("cell-comment", "C2", "ดูด้วย")]
