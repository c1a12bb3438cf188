import pytest

from itaxl.core.matching import MOST_TOLD
from itaxl.core.records import Outcome, Tally
from itaxl.core.returns import Return, understand
from itaxl.core.sentences import message
from itaxl.core.unitsheets import find_table
from tests.tables import action, grid, issued

O1, O2 = action("O1", "โครงสร้าง"), action("O2", "ข้อมูลผู้บริหาร")
ISSUE = issued(O1, O2, action("O5", "ข้อมูลการติดต่อ", unit="กองช่าง"))
HEAD = """
| รหัสอ้างอิง | ข้อ | หัวข้อ | วิธีการดำเนินการ | สถานะ | ปัญหา/อุปสรรค | เกินกำหนด (วัน) | วันที่แล้วเสร็จ | หลักฐาน |
| ref | item | title | method | status | remarks | days_overdue |
"""
ROW1 = "| 2565-กองคลัง-O1-1 | O1 | โครงสร้าง | เผยแพร่บนเว็บไซต์ | เสร็จแล้ว | | |\n"
ROW2 = "| 2565-กองคลัง-O2-1 | O2 | ข้อมูลผู้บริหาร | เผยแพร่บนเว็บไซต์ | | | #10 |\n"


def read(*grids, **more):
    return understand(Return("กองคลัง.xlsx", grids=grids, **more), ISSUE)


def codes(reading):
    return [problem.code for problem in reading.problems]


def test_every_row_is_an_action_a_rejection_or_blank():
    text = (
        HEAD
        + ROW1
        + "| | | | | | | |\n"
        + ROW2
        + "| | | | | | | |\n"
        + "| | | รวม | | #2 | | |\n"
        + "| | | | | | | #5 |\n"
    )
    reading = read(grid(text))
    assert reading.tally == Tally(rows=5, actions=2, rejected=1, blank=2)
    assert reading.outcome is Outcome.READ  # a total is no loss
    assert codes(reading) == ["row-note"]


def test_our_own_formula_is_no_typed_value():
    assert read(grid(HEAD + ROW1 + "| | | | | | | #5 |\n" * 4)).tally.rows == 1


def test_answers_without_a_title_are_an_error_and_the_file_is_partly_read():
    reading = read(grid(HEAD + ROW1 + "| | | | | เสร็จแล้ว | | |\n"))
    assert reading.outcome is Outcome.PARTLY
    assert codes(reading) == ["row-without-title"]
    assert reading.tally == Tally(2, 1, 1, 0)


def test_a_new_action_is_added_and_told():
    reading = read(grid(HEAD + ROW1 + "| | | ทำเว็บใหม่ | จ้างทำ | กำลังทำ | | |\n"))
    assert codes(reading) == ["action-added"]
    added = reading.rows[1]
    assert (added.added, added.action.title, added.action.unit) == (True, "ทำเว็บใหม่", "กองคลัง")


def test_a_hidden_ref_left_behind_is_told():
    swapped = ROW1.replace("O1-1", "O2-1") + ROW2.replace("O2-1", "O1-1")
    reading = read(grid(HEAD + swapped))
    assert [row.action.item for row in reading.rows] == ["O1", "O2"]
    assert codes(reading) == ["ref-mismatch", "ref-mismatch"]


def test_columns_are_found_by_the_keys_whatever_the_headers_say():
    text = HEAD.replace("| สถานะ |", "| สถานะของงาน |").replace("ปัญหา/อุปสรรค", "สถานะ")
    table = find_table(grid(text + ROW1))
    assert (table.columns["status"], table.columns["remarks"]) == (4, 5)


def test_columns_are_found_by_headers_when_the_keys_are_gone():
    text = "| หัวข้อการประเมิน | ข้อที่ | สถานะการดำเนินการ |\n| โครงสร้าง | ๐๑ | เรียบร้อย |"
    reading = read(grid(text))
    assert [(row.action.ref, row.changed) for row in reading.rows] == [(O1.ref, {"status"})]


def test_the_header_and_our_keys_among_the_actions_are_rejected_and_told():
    header, keys = (f"{line}\n" for line in HEAD.strip().splitlines())
    reading = read(grid(header + ROW1 + header + ROW2 + keys))
    assert [(problem.code, problem.cell) for problem in reading.problems] == [
        ("row-header", "C3"),
        ("row-header", "C5"),
    ]
    assert reading.tally == Tally(4, 2, 2, 0)


UNITS = [
    ("กองคลัง", "", "กองคลัง"),
    ("Sheet1", "| หน่วยงาน: กองคลัง |\n", "กองคลัง"),
    ("Sheet1", "| กองคลัง |\n", "กองคลัง"),
    ("Sheet1", "", "กองคลัง"),  # by the refs of its rows
]


@pytest.mark.parametrize(("sheet", "above", "unit"), UNITS)
def test_the_unit_of_a_sheet(sheet, above, unit):
    reading = read(grid(above + HEAD + ROW1, sheet=sheet))
    assert [row.action.unit for row in reading.rows] == [unit]


def test_a_sheet_of_nobody_is_left_unread_and_named():
    nobody = grid("| หัวข้อ | สถานะ |\n| ก | เสร็จ |", sheet="กองคลังง")
    reading = read(grid(HEAD + ROW1), nobody, grid("| บันทึกของฉัน |", sheet="โน้ต"), grid("| |", sheet="ว่าง"))
    assert reading.outcome is Outcome.PARTLY
    assert codes(reading) == ["sheet-unit-unknown", "sheet-unread"]
    assert dict(reading.problems[0].facts) == {"hint": "กองคลัง", "count": "1"}
    assert (dict(reading.unread), reading.tally) == ({"กองคลังง": Tally(1, 0, 1, 0)}, Tally(2, 1, 1, 0))


LOST = "| หัวข้อ | สถานะ |\n| ก | เสร็จ |\n| | |\n| ข | |\n"


@pytest.mark.parametrize(
    ("text", "sheet", "sums"),
    [
        (LOST, "Sheet1", Tally(3, 0, 2, 1)),  # nobody's
        ("| ก | เสร็จ |\n| | |\n| ข | |", "กองคลัง", Tally(3, 0, 2, 1)),  # a unit's, by its name, without a header
        ("| ก | เสร็จ |", "โน้ต", Tally()),  # no unit's sheet
    ],
)
def test_the_rows_of_a_sheet_that_is_not_read_are_rejected(text, sheet, sums):
    reading = read(grid(text, sheet=sheet, file="a.xlsx"))
    assert (reading.outcome, reading.tally) == (Outcome.REFUSED, sums)


SHARED = action("O3", "ใช้ร่วมกัน")
BY_ROWS = [
    # titles on a sheet that nothing names, whose it is
    (("โครงสร้าง", "ข้อมูลผู้บริหาร"), "กองคลัง"),
    (("โครงสร้าง", "ข้อมูลผู้บริหาร", "ใช้ร่วมกัน", "งานของเราเอง"), "กองคลัง"),
    (("โครงสร้าง", "โครงสร้าง"), None),  # one title is not several
    (("โครงสร้าง", "ใช้ร่วมกัน"), None),
    (("โครงสร้าง", "ข้อมูลผู้บริหาร", "ข้อมูลการติดต่อ"), None),  # a row of another unit's, too
]


@pytest.mark.parametrize(("titles", "unit"), BY_ROWS)
def test_a_sheet_that_nothing_names_is_the_units_whose_actions_alone_it_holds(titles, unit):
    share = SHARED._replace(unit="กองช่าง", ref="2565-กองช่าง-O3-1")
    shared = issued(*ISSUE.actions, SHARED, share)
    text = "| หัวข้อ | สถานะ |\n" + "".join(f"| {title} | เสร็จ |\n" for title in titles)
    reading = understand(Return("a.xlsx", grids=(grid(text, sheet="Sheet1", file="a.xlsx"),)), shared)
    assert {row.action.unit for row in reading.rows} == ({unit} if unit else set())
    [placed] = [each for each in reading.problems if each.code in ("sheet-unit-by-rows", "sheet-unit-unknown")]
    assert placed.code == ("sheet-unit-by-rows" if unit else "sheet-unit-unknown")
    assert not unit or dict(placed.facts) == {"unit": unit, "count": "2"}


HINTS = [
    ("กองคลงั", "", "a.xlsx", "กองคลัง"),
    ("Sheet1", "| หน่วยงาน: กองคลงั |\n", "a.xlsx", "กองคลัง"),
    ("Sheet1", "", "ส่ง/กองคลงั.xlsx", "กองคลัง"),
    ("Sheet1", "| แบบติดตาม |\n", "a.xlsx", ""),
]


@pytest.mark.parametrize(("sheet", "above", "file", "hint"), HINTS)
def test_the_nearest_unit_is_named_by_sheet_or_text_above_or_file(sheet, above, file, hint):
    reading = read(grid(above + "| หัวข้อ | สถานะ |\n| ก | เสร็จ |", sheet=sheet, file=file))
    assert (reading.reason.code, dict(reading.reason.facts)["hint"]) == ("sheet-unit-unknown", hint)


def test_a_file_without_any_unit_sheet_is_refused():
    reading = read(grid("| บันทึกของฉัน |", sheet="โน้ต"))
    assert (reading.outcome, reading.reason.code) == (Outcome.REFUSED, "file-no-unit-sheet")


def test_a_prefilled_answer_that_comes_back_blank_stays_and_is_told():

    own = ISSUE._replace(actions=(O1._replace(answers={"remarks": "รอข้อมูล"}), O2))
    reading = read(grid(HEAD + ROW1), issue=own)
    assert codes(reading) == ["answer-cleared"]
    assert reading.rows[0].issued == {"remarks": "รอข้อมูล"}
    assert reading.rows[0].cleared == ["remarks"]


def test_who_only_cleared_an_answer_has_returned_the_workbook():
    own = ISSUE._replace(actions=(O1._replace(answers={"remarks": "รอข้อมูล"}), O2))
    reading = read(grid(HEAD + ROW1.replace("เสร็จแล้ว", "")), issue=own)
    assert (reading.rows[0].cleared, reading.rows[0].changed, reading.is_filled_in) == (["remarks"], set(), True)


def test_an_action_that_the_plan_has_dropped_is_told():

    gone = action("O9", "Social Network")
    own = ISSUE._replace(actions=(O1, gone))
    row = f"| {gone.ref} | O9 | Social Network | {gone.method} | เสร็จแล้ว | | |"
    reading = read(grid(HEAD + ROW1 + row), issue=own)
    assert codes(reading) == ["action-withdrawn"]
    assert reading.tally == Tally(2, 1, 1, 0)


def test_an_action_that_the_plan_has_reworded_is_still_known_by_its_old_words():

    old = O1._replace(title="ผังองค์กร")
    row = ROW1.replace("โครงสร้าง", "ผังองค์กร")
    reading = read(grid(HEAD + row), issue=ISSUE._replace(actions=(old, O2)))
    assert [row.action.title for row in reading.rows] == ["โครงสร้าง"]
    assert codes(reading) == []


# --- what people found by trying to break it ---------------------------------------------------------------


def test_a_copied_row_with_a_new_title_is_a_new_action():
    """DESIGN: a second row with the same ref and another title is a new action, also where the file says what was issued."""
    copy = ROW1.replace("โครงสร้าง", "งานที่เพิ่ม")
    for own in (None, ISSUE):
        reading = read(grid(HEAD + ROW1 + copy), issue=own)
        assert [row.added for row in reading.rows] == [False, True]
        assert codes(reading) == ["action-added"]


def test_a_row_with_its_own_ref_and_another_title_is_told():
    reading = read(grid(HEAD + ROW1.replace("โครงสร้าง", "หัวข้อใหม่ทั้งหมด")))
    assert codes(reading) == ["ref-mismatch"]
    assert dict(reading.problems[0].facts)["title"] == "หัวข้อใหม่ทั้งหมด"
    assert message(reading.problems[0]).count(O1.ref) == 1  # it is not matched to another ref than its own


def test_a_row_of_another_unit_pasted_below_answers_that_unit_s_action():
    pasted = "| 2565-กองช่าง-O5-1 | O5 | ข้อมูลการติดต่อ | เผยแพร่บนเว็บไซต์ | เสร็จแล้ว | | |\n"
    for own in (None, ISSUE):
        reading = read(grid(HEAD + ROW1 + ROW2 + pasted), issue=own)
        assert [(row.action.ref, row.added) for row in reading.rows][2] == ("2565-กองช่าง-O5-1", False)
        assert codes(reading) == ["row-of-other-unit"]


def test_a_row_of_another_unit_s_share_of_one_measure_is_that_unit_s():
    """Both units were issued the same item, title and method: the ref alone tells the two rows apart."""
    share = action("O1", "โครงสร้าง", unit="กองช่าง")
    shared = issued(O1, O2, share)
    pasted = ROW1.replace("กองคลัง", "กองช่าง")
    reading = understand(Return("กองคลัง.xlsx", grids=(grid(HEAD + ROW1 + ROW2 + pasted),), issue=shared), shared)
    assert [row.action for row in reading.rows] == [O1, O2, share]
    assert codes(reading) == ["row-of-other-unit"]


def test_a_copy_without_its_ref_is_a_copy_and_no_new_action():
    reading = read(grid(HEAD + ROW1 + ROW2 + ROW1.replace("2565-กองคลัง-O1-1", "").replace("เสร็จแล้ว", "กำลังทำ")))
    assert [row.action.ref for row in reading.rows] == [O1.ref, O2.ref, O1.ref]
    assert codes(reading) == ["row-copied"]


def test_a_row_of_which_only_the_ref_is_left_answers_its_action():
    reading = read(grid(HEAD + ROW1 + "| 2565-กองคลัง-O2-1 | | | | เสร็จแล้ว | | |\n"))
    assert [row.action.ref for row in reading.rows] == [O1.ref, O2.ref]
    assert "title-cleared" in codes(reading) and "ref-mismatch" not in codes(reading)


def test_refs_that_count_go_before_a_wrong_name_of_the_sheet():
    reading = read(grid(HEAD + ROW1 + ROW2, sheet="กองช่าง"))
    assert {row.action.unit for row in reading.rows} == {"กองคลัง"}


def test_a_deleted_column_is_an_error_and_the_others_are_read():
    without_status = "\n".join(
        line.replace("| สถานะ ", "").replace("| status ", "") for line in HEAD.strip().splitlines()
    )
    reading = read(grid(without_status + "\n| 2565-กองคลัง-O1-1 | O1 | โครงสร้าง | เผยแพร่บนเว็บไซต์ | รอข้อมูล | |"))
    assert [(problem.code, problem.column) for problem in reading.problems] == [("column-missing", "status")]
    assert reading.rows[0].answers["remarks"].value == "รอข้อมูล"


def test_an_answer_that_cannot_be_read_is_an_answer():
    reading = read(grid(HEAD + ROW1.replace("เสร็จแล้ว", "เกือบเสร็จ")))
    assert reading.is_filled_in


def test_actions_that_a_unit_adds_by_the_hundred_are_all_kept_and_the_first_told_one_by_one():
    more = "".join(f"| | | งานเพิ่ม {n} | ทำ | | | |\n" for n in range(MOST_TOLD + 5))
    reading = read(grid(HEAD + ROW1 + ROW2 + more))
    assert codes(reading) == ["action-added"] * MOST_TOLD + ["actions-added"]
    assert (reading.problems[-1].cell, dict(reading.problems[-1].facts)) == (f"C{MOST_TOLD + 5}", {"count": "5"})
    assert sum(row.added for row in reading.rows) == MOST_TOLD + 5


ROWS = [
    ("| | รวม | | | #2 | | |", "row-note", 0),
    ("| | | รวมทั้งสิ้น | | | | |", "row-note", 0),
    ("| | | | | เสร็จแล้ว | | |", "row-without-title", 0),
    ("| | ก้อนหิน | | | เสร็จแล้ว | | |", "row-without-title", 0),
    ("| | | รวมพลังต้านโกง | จัดงาน | | | |", "action-added", 1),
    ("| | | รวมพลังต้านโกง | | เสร็จแล้ว | | |", "action-added", 1),
    ("| | O9 | | | | | |", "row-note", 0),  # an item alone names no action
    ("| | | รวม | 6 มาตรการ | แล้วเสร็จ 6 รายการ | ครบ | | |", "row-note", 0),
    ("| | | รวม | | เสร็จแล้ว | | |", "action-added", 1),
    ("| | | หมายเหตุ: | ข้อมูล ณ สิ้นเดือน | | | |", "row-note", 0),
    ("| | | หมายเหตุของแผน | แก้ | | | |", "action-added", 1),
    ("| | | | | | ลงชื่อ ........ ผู้รายงาน | | |", "row-note", 0),
    ("| | | (ลงชื่อ) ........ | | | ผู้อำนวยการ | | |", "row-note", 0),
    ("| | | (ส่วนที่สอง) | | | รอข้อมูล | | |", "action-added", 1),  # nobody signs above it
    ("| | | | | เสร็จแล้ว | ลงชื่อ ก | | |", "row-without-title", 0),
    ("| | | | | | ลงชื่อ ก | | @2022-04-20 | |", "row-without-title", 0),
    ("| | | | | | ลงชื่อ ก | | | https://a.example/x |", "row-without-title", 0),
]


@pytest.mark.parametrize(("row", "code", "added"), ROWS)
def test_what_is_an_action_and_what_is_a_note(row, code, added):
    reading = read(grid(HEAD + ROW1 + ROW2 + row))
    assert codes(reading) == [code]
    assert sum(each.added for each in reading.rows) == added


def test_what_stands_below_a_line_to_sign_on_is_a_note_until_it_answers():
    below = ["(นายก ข)", "ผู้อำนวยการกองคลัง", "วันที่ 5 พ.ค. 65"]
    lines = "".join(f"| | | | | | {text} | | |\n" for text in ["ลงชื่อ ........", *below])
    named = "| | | (นายก ข) | | | | | |\n"
    reading = read(grid(HEAD + ROW1 + ROW2 + lines + named + "| | | งานใหม่ | | เสร็จแล้ว | | |\n| | | | | เสร็จแล้ว | | |"))
    assert sorted(codes(reading)) == sorted(["row-note"] * 5 + ["action-added", "row-without-title"])
    told = [problem.found for problem in reading.problems if problem.code == "row-note"]
    assert told == ["ลงชื่อ ........", *below, "(นายก ข)"]


def test_a_note_is_quoted_with_the_cell_it_stands_in():
    [problem] = read(grid(HEAD + ROW1 + ROW2 + "| | | | ตรวจแล้ว โดยปลัด | | | |")).problems
    assert (problem.cell, problem.found) == ("D5", "ตรวจแล้ว โดยปลัด")


def test_error_cells_are_told_wherever_they_stand_but_in_our_formula():
    reading = read(grid(HEAD + "| 2565-กองคลัง-O1-1 | O1 | !#REF! | เผยแพร่บนเว็บไซต์ | !#N/A | | !#VALUE! |"))
    assert [(problem.code, problem.cell) for problem in reading.problems if problem.code == "cell-error"] == [
        ("cell-error", "C3"), ("cell-error", "E3")
    ]  # fmt: skip
    assert reading.rows[0].action.ref == O1.ref


def test_the_dates_of_an_added_action_say_how_they_were_read():
    header = "| ข้อ | หัวข้อ | เริ่มดำเนินการ | กำหนดแล้วเสร็จ | สถานะ | วันที่แล้วเสร็จ | หลักฐาน |\n"
    reading = read(grid(header + "| | ใหม่ | มะรืน | 30 เม.ย. | |\n| O1 | โครงสร้าง | | | เสร็จ |"))
    assert codes(reading)[:2] == ["date-unreadable", "date-year-assumed"]


def test_a_file_named_after_a_unit_is_that_units_when_nothing_else_says_so():
    text = "| หัวข้อ | สถานะ |\n| โครงสร้าง | เสร็จ |"
    reading = read(grid(text, sheet="Sheet1", file="ใน/กองคลัง.xlsx"))
    assert reading.rows[0].action.unit == "กองคลัง"
