"""A plan column that a unit changed is told as issued and as found; what was issued counts."""

import datetime as dt

import pytest

from itaxl.core.returns import Return, understand
from itaxl.core.sentences import message
from tests.tables import action, grid, issued

O1 = action(follow_up="รายงานที่ประชุม")
ISSUE = issued(O1)
KEYS = ("survey", "indicator", "item", "title", "method", "start_on", "due_on", "follow_up")
HEAD = "| รหัสอ้างอิง | แบบสำรวจ | ตัวชี้วัดที่ | ข้อ | หัวข้อ | วิธีการดำเนินการ | เริ่มดำเนินการ | กำหนดแล้วเสร็จ | การติดตามผล | สถานะ | วันที่แล้วเสร็จ | หลักฐาน |\n"
AS_ISSUED = {
    "survey": "OIT", "indicator": "#9", "item": "O1", "title": O1.title, "method": O1.method,
    "start_on": "@2022-03-01", "due_on": "@2022-04-30", "follow_up": "รายงานที่ประชุม",
}  # fmt: skip


def read(own=ISSUE, ref=O1.ref, **typed):
    cells = " | ".join({**AS_ISSUED, **typed}[key] for key in KEYS)
    sheet = grid(f"{HEAD}| {ref} | {cells} | เสร็จ |")
    return understand(Return("กองคลัง.xlsx", grids=(sheet,), issue=own), own)


CHANGED = [
    ("due_on", "@2022-05-31", "H2", "ออกให้ 30 เม.ย. 2565 พบ 31 พ.ค. 2565"),
    ("due_on", "31 พ.ค. 65", "H2", "ออกให้ 30 เม.ย. 2565 พบ 31 พ.ค. 2565"),
    ("due_on", "เลื่อนไปก่อน", "H2", "ออกให้ 30 เม.ย. 2565 พบ เลื่อนไปก่อน"),
    ("start_on", "@2022-04-01", "G2", "ออกให้ 1 มี.ค. 2565 พบ 1 เม.ย. 2565"),
    ("survey", "IIT", "B2", "ออกให้ OIT พบ IIT"),
    ("indicator", "#10", "C2", "ออกให้ 9 พบ 10"),
    ("method", "ทำอย่างอื่น", "F2", "ออกให้ เผยแพร่บนเว็บไซต์ พบ ทำอย่างอื่น"),
    ("follow_up", "ไม่ต้องติดตาม", "I2", "ออกให้ รายงานที่ประชุม พบ ไม่ต้องติดตาม"),
]


@pytest.mark.parametrize(("key", "typed", "cell", "said"), CHANGED)
def test_a_changed_plan_cell_is_told_as_issued_and_as_found(key, typed, cell, said):
    reading = read(**{key: typed})
    [problem] = reading.problems
    assert (problem.code, problem.file, problem.sheet, problem.cell, problem.column) == (
        "issued-changed", "กองคลัง.xlsx", "กองคลัง", cell, key
    )  # fmt: skip
    assert said in message(problem)
    assert reading.rows[0].action == O1  # the issued one counts


SAME = [
    {},
    {"due_on": "30 เมษายน พ.ศ. 2565", "start_on": "๑ มี.ค. ๖๕"},
    {"due_on": "@2565-04-30"},
    {"survey": "oit", "indicator": "๙", "item": "๐๑", "method": "เผยแพร่ บนเว็บไซต์"},
]


@pytest.mark.parametrize("typed", SAME)
def test_the_same_written_otherwise_is_no_change(typed):
    assert read(**typed).problems == ()


CLEARED = [
    ("due_on", "H2", "30 เม.ย. 2565"),
    ("method", "F2", "เผยแพร่บนเว็บไซต์"),
    ("follow_up", "I2", "รายงานที่ประชุม"),
    ("survey", "B2", "OIT"),
    ("indicator", "C2", "9"),
    ("item", "D2", "O1"),
]


@pytest.mark.parametrize(("key", "cell", "said"), CLEARED)
def test_a_cleared_plan_cell_beside_its_ref_is_told_and_what_was_issued_counts(key, cell, said):
    reading = read(**{key: ""})
    [problem] = reading.problems
    assert (problem.code, problem.cell, problem.column) == ("issued-cleared", cell, key)
    assert said in message(problem)
    assert reading.rows[0].action == O1


def test_blank_plan_cells_say_nothing_in_a_table_without_refs_or_under_a_merged_one():
    assert read(ref="", due_on="", method="", follow_up="", survey="").problems == ()
    cells = " | ".join({**AS_ISSUED, "method": ""}[key] for key in KEYS)
    sheet = grid(f"{HEAD}| {O1.ref} | {cells} | เสร็จ |", merged=[((0, 5), (1, 5))])
    assert understand(Return("กองคลัง.xlsx", grids=(sheet,), issue=ISSUE), ISSUE).problems == ()


def test_an_item_and_a_method_changed_beside_a_ref_are_both_told():
    assert [problem.code for problem in read(item="", method="อย่างอื่น").problems] == ["issued-changed", "issued-cleared"]


def test_a_retyped_title_is_told_once():
    assert [problem.code for problem in read(title="ผังองค์กร").problems] == ["ref-mismatch"]
    assert [(problem.code, problem.cell) for problem in read(ref="", title="ผังองค์กร").problems] == [
        ("issued-changed", "E2")
    ]


NO_DEADLINE = [(None, "", "พบ 31 พ.ค. 2565"), (None, "ต้องยืนยัน", "ออกให้ ต้องยืนยัน พบ 31 พ.ค. 2565")]


@pytest.mark.parametrize(("due_on", "due_text", "said"), NO_DEADLINE)
def test_a_deadline_typed_where_none_was_issued_is_told(due_on, due_text, said):
    own = issued(O1._replace(due_on=due_on, due_text=due_text))
    [problem] = read(own, due_on="@2022-05-31").problems
    assert said in message(problem)
    assert read(own, due_on=due_text).problems == ()


def test_what_was_issued_in_the_file_decides_not_what_the_plan_has_become():
    """The plan moved the deadline after it was issued: the unit changed nothing."""
    plan = issued(O1._replace(due_on=dt.date(2022, 6, 30)))
    cells = " | ".join(AS_ISSUED[key] for key in KEYS)
    sheet = grid(f"{HEAD}| {O1.ref} | {cells} | เสร็จ |")
    assert understand(Return("กองคลัง.xlsx", grids=(sheet,), issue=ISSUE), plan).problems == ()
