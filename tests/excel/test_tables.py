"""What people do to the table and to the sheets of a workbook in Excel, each done to a file and read back."""

import datetime as dt

import openpyxl
import pytest

from itaxl.core.layout import COLUMNS, GUIDE_SHEET, TOTALS_SHEET
from itaxl.core.records import Outcome
from itaxl.core.statuses import Status
from itaxl.excel.hands import Hands
from tests.rounds import SAVED_AT, SITE, make, report

AS_OF = dt.date(2022, 4, 10)
UNIT = "กองคลัง"
DONE = {"status": "ดำเนินการแล้วเสร็จ", "completed_on": dt.date(2022, 3, 20), "evidence": f"{SITE}/o2", "remarks": "ครบ"}
BEGUN = {"status": "อยู่ระหว่างดำเนินการ", "progress": 40}
HEADER, KEYS, FIRST = 5, 6, 7  # rows of the sheet as issued


class Book:
    """The tracking workbook in somebody's hands, O2 and O15 of กองคลัง answered."""

    def __init__(self, tracking):
        self.hands = Hands(tracking)
        self.hands.answer(UNIT, "O2", **DONE)
        self.hands.answer(UNIT, "O15", **BEGUN)
        self.book = self.hands.sheet(UNIT).parent
        self.sheet = self.book[UNIT]

    def column(self, key):
        return self.hands.column(UNIT, key)

    def values(self, *, keys=True):
        """The values of the table: headers, keys and rows."""
        rows = [[cell.value for cell in row] for row in self.sheet.iter_rows(HEADER, FIRST + 2)]
        return rows if keys else [rows[0], *rows[2:]]

    def only(self, *names):
        """Leaves these sheets alone, as somebody does who copies them into a file of their own."""
        for name in [name for name in self.book.sheetnames if name not in names]:
            del self.book[name]


def unmerge(sheet):
    """openpyxl does not move merged cells along with rows and columns, as programs do."""
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))


# --- the table ---------------------------------------------------------------------------------------------


def nothing(book):
    pass


def title_rows_above(book):
    unmerge(book.sheet)
    book.sheet.insert_rows(1, 4)
    book.sheet["B1"], book.sheet["B2"] = "รายงานผลการดำเนินงาน", "สถานะ ณ วันที่ 31 มี.ค. 65"


def title_rows_between(book):
    unmerge(book.sheet)
    book.sheet.insert_rows(HEADER, 2)
    book.sheet.cell(HEADER, 2).value = "ตารางที่ 1"


def everything_above_deleted(book):
    unmerge(book.sheet)
    book.sheet.delete_rows(1, HEADER - 1)


def columns_moved(book):
    book.hands.swap_columns(UNIT, "status", "remarks")
    book.hands.swap_columns(UNIT, "title", "evidence")


def columns_hidden(book):
    for letter in "BCDEGJKLM":
        book.sheet.column_dimensions[letter].hidden = True


def plan_columns_deleted(book):
    unmerge(book.sheet)
    for key in ("follow_up", "survey", "no"):
        book.sheet.delete_cols(book.column(key))


def status_deleted(book):
    unmerge(book.sheet)
    book.sheet.delete_cols(book.column("status"))


def title_deleted(book):
    unmerge(book.sheet)
    book.sheet.delete_cols(book.column("title"))


def columns_added(book):
    unmerge(book.sheet)
    for place, header in ((8, "งบประมาณ"), (1, "ลำดับงาน"), (14, "ผู้ตรวจ")):
        book.sheet.insert_cols(place)
        book.sheet.cell(HEADER, place).value = header
        book.sheet.cell(FIRST, place).value = "ของเราเอง"


REWORDED = {
    "status": "สถานะการดำเนินการ", "completed_on": "วันแล้วเสร็จ", "evidence": "ลิงก์", "progress": "ร้อยละ\nความก้าวหน้า",
    "title": "หัวข้อ\nการประเมิน", "remarks": "ปัญหา /\n อุปสรรค *", "method": "วิธี\u200bการ ดำเนินการ", "item": "ข้อที่ :",
}  # fmt: skip


def headers_reworded(book):
    columns = {key: book.column(key) for key in REWORDED}
    for key, text in REWORDED.items():
        book.sheet.cell(HEADER, columns[key]).value = text


def headers_reworded_and_keys_deleted(book):
    headers_reworded(book)
    book.sheet.delete_rows(KEYS)


def headers_unknown(book):
    """Whatever they are called, the keys below tell."""
    columns = {key: book.column(key) for key in ("status", "evidence", "title")}
    for key, column in columns.items():
        book.sheet.cell(HEADER, column).value = f"ช่อง {key[:1]}"


def keys_deleted(book):
    book.sheet.delete_rows(KEYS)


def keys_overwritten(book):
    for column in range(1, len(COLUMNS) + 1):
        book.sheet.cell(KEYS, column).value = f"({column})"


def keys_cleared(book):
    for column in range(1, len(COLUMNS) + 1):
        book.sheet.cell(KEYS, column).value = None


def refs_deleted(book):
    unmerge(book.sheet)
    book.sheet.delete_cols(1)


def refs_overwritten(book):
    for row in range(FIRST, FIRST + 3):
        book.sheet.cell(row, 1).value = row - FIRST + 1


def refs_cleared(book):
    for row in range(FIRST, FIRST + 3):
        book.sheet.cell(row, 1).value = None


def two_header_rows(book):
    """One over the other: a wide one, and the one that names the columns."""
    unmerge(book.sheet)
    book.sheet.insert_rows(HEADER)
    for key, text in (("status", "ผลการดำเนินงาน"), ("title", "แผน")):
        book.sheet.cell(HEADER, [each.key for each in COLUMNS].index(key) + 1).value = text


def header_over_two_rows(book):
    """The plan's headers merged down over both rows, those of the answers below a heading of their own."""
    book.sheet.delete_rows(KEYS)
    unmerge(book.sheet)
    book.sheet.insert_rows(HEADER)
    for number, column in enumerate(COLUMNS, 1):
        if column.key not in DONE and column.key not in BEGUN:
            book.sheet.cell(HEADER, number).value = column.header
            book.sheet.cell(HEADER + 1, number).value = None
            book.sheet.merge_cells(start_row=HEADER, end_row=HEADER + 1, start_column=number, end_column=number)
    book.sheet.cell(HEADER, 11).value = "ผลการดำเนินงาน"


def header_again(book):
    """The header pasted once more between two rows, keys and all."""
    headers, keys = book.values()[:2]
    book.sheet.insert_rows(FIRST + 1, 2)
    for offset, values in enumerate((headers, keys), 1):
        for column, value in enumerate(values, 1):
            book.sheet.cell(FIRST + offset, column).value = value


def pasted_into_a_fresh_workbook(book):
    rows = book.values(keys=False)
    fresh = openpyxl.Workbook()
    sheet = fresh.active
    sheet.title = "Sheet1"
    sheet["A1"] = "หน่วยงาน: กองคลัง"
    for row in rows:
        sheet.append(row[1:-1])  # what is seen
    book.hands._book = fresh


def pasted_without_a_title(book):
    pasted_into_a_fresh_workbook(book)
    del book.hands._book["Sheet1"]["A1"]
    book.hands._book["Sheet1"].title = UNIT


USUAL = {"O2": Status.COMPLETED, "O15": Status.IN_PROGRESS, None: Status.NOT_STARTED}

DONE_TO_TABLES = [
    # what is done, the statuses that count, the codes of the problems
    (nothing, USUAL, []),
    (title_rows_above, USUAL, ["cells-outside"]),
    (title_rows_between, USUAL, ["cells-outside"]),
    (everything_above_deleted, USUAL, []),
    (columns_moved, USUAL, []),
    (columns_hidden, USUAL, []),
    (plan_columns_deleted, USUAL, []),
    (status_deleted, dict.fromkeys(USUAL, Status.NOT_STARTED), ["column-missing"]),
    (title_deleted, USUAL, ["column-missing"]),
    (columns_added, USUAL, ["column-unread"] * 3),
    (headers_reworded, USUAL, []),
    (headers_reworded_and_keys_deleted, USUAL, []),
    (headers_unknown, USUAL, []),
    (keys_deleted, USUAL, []),
    (keys_overwritten, USUAL, ["row-note"]),
    (keys_cleared, USUAL, []),
    (refs_deleted, USUAL, []),
    (refs_overwritten, USUAL, ["ref-mismatch"] * 3),
    (refs_cleared, USUAL, []),
    (two_header_rows, USUAL, []),
    (header_over_two_rows, USUAL, []),
    (header_again, USUAL, ["row-header"] * 2),
    (pasted_into_a_fresh_workbook, USUAL, []),
    (pasted_without_a_title, USUAL, []),
]


@pytest.mark.parametrize(("do", "statuses", "codes"), DONE_TO_TABLES, ids=lambda each: getattr(each, "__name__", ""))
def test_what_people_do_to_the_table_is_understood_or_named(tmp_path, do, statuses, codes):
    plan, _, tracking = make(tmp_path)
    book = Book(tracking)
    do(book)
    book.hands.save(tmp_path / "back.xlsx", SAVED_AT, "คลัง")
    result = report(AS_OF, tmp_path / "back.xlsx", plan=plan)
    own = [tracked for tracked in result.actions if tracked.action.unit == UNIT]
    assert {tracked.action.item: tracked.status for tracked in own} == statuses
    assert not any(tracked.added for tracked in own)
    about = [problem for problem in result.problems if problem.code != "unit-not-returned"]
    assert sorted(problem.code for problem in about) == codes
    assert all(problem.file and problem.sheet and problem.cell for problem in about)
    assert result.files[0].outcome is Outcome.READ
    first = next(tracked for tracked in own if tracked.action.item == "O2")
    assert (first.completed_on, first.evidence, first.text("remarks")) == (
        DONE["completed_on"],
        (DONE["evidence"],),
        "ครบ",
    )


def lost_header(book):
    """The finish date is called something that nobody knows, and the keys are gone."""
    column = book.column("completed_on")
    book.sheet.delete_rows(KEYS)
    book.sheet.cell(HEADER, column).value = "วันที่สำเร็จลง"


def evidence_deleted(book):
    unmerge(book.sheet)
    book.sheet.delete_cols(book.column("evidence"))


def renamed_beyond_recognition(book):
    column = book.column("remarks")
    book.sheet.delete_rows(KEYS)
    book.sheet.cell(HEADER, column).value = "xxx"


def second_status_with_a_key(book):
    for row, text in ((HEADER, "สถานะ"), (KEYS, "status"), (FIRST, "ยกเลิก")):
        book.sheet.cell(row, len(COLUMNS) + 1).value = text


def second_evidence_without_keys(book):
    book.sheet.cell(HEADER, len(COLUMNS) + 1).value = "ลิงค์หลักฐาน"
    book.sheet.cell(FIRST, len(COLUMNS) + 1).value = f"{SITE}/อื่น"
    book.sheet.delete_rows(KEYS)


def second_status_in_front(book):
    """A key never loses against a header alone, wherever that one stands."""
    unmerge(book.sheet)
    book.sheet.insert_cols(2)
    book.sheet["B5"], book.sheet["B7"] = "สถานะ", "ยกเลิก"


def second_status_that_agrees(book):
    book.sheet.cell(HEADER, len(COLUMNS) + 1).value = "สถานะ"
    book.sheet.cell(FIRST, len(COLUMNS) + 1).value = DONE["status"]


def own_remarks(book):
    book.sheet.cell(HEADER, len(COLUMNS) + 1).value = "หมายเหตุ"
    book.sheet.cell(FIRST, len(COLUMNS) + 1).value = "ของเรา"


def notes_around(book):
    book.sheet["N2"] = "หน่วยงานขอเลื่อนส่งถึง 15 พ.ค."
    book.sheet.cell(FIRST, len(COLUMNS) + 3).value = "ด้านข้าง"


def notes_in_cells_of_ours(book):
    """In the hidden row of keys, and over the formula."""
    book.sheet.cell(KEYS, book.column("remarks")).value = "ในแถวที่ซ่อน"
    book.sheet.cell(FIRST, len(COLUMNS)).value = "ขอขยายเวลา"


UNREAD = [
    # what is done, {code: (cell, facts that are told)}, whether O2 keeps date and evidence
    (
        lost_header,
        {"column-missing": ("F5", {}), "column-unread": ("M5", {"count": "1", "first": "M6"})},
        (False, True),
    ),
    (evidence_deleted, {"column-missing": ("F5", {"name": "หลักฐาน (URL)"})}, (True, False)),
    (
        renamed_beyond_recognition,
        {"columns-absent": ("F5", {"names": ("ปัญหา/อุปสรรค",)}), "column-unread": ("R5", {})},
        (True, True),
    ),
    (second_status_with_a_key, {"column-double": ("T7", {"other": "K7", "counts": DONE["status"]})}, (True, True)),
    (second_evidence_without_keys, {"column-double": ("T6", {"other": "N6"})}, (True, True)),
    (second_status_in_front, {"column-double": ("B7", {"other": "L7"})}, (True, True)),
    (second_status_that_agrees, {}, (True, True)),
    (own_remarks, {"column-unread": ("T5", {"count": "1"})}, (True, True)),
    (notes_around, {"cells-outside": ("N2", {"cells": ("N2", "V7")})}, (True, True)),
    (notes_in_cells_of_ours, {"cells-outside": ("R6", {"cells": ("R6", "S7")})}, (True, True)),
]


@pytest.mark.parametrize(("do", "told", "kept"), UNREAD, ids=lambda each: getattr(each, "__name__", ""))
def test_what_is_not_read_of_a_table_is_named_and_nothing_else_is_claimed(tmp_path, do, told, kept):
    plan, _, tracking = make(tmp_path)
    book = Book(tracking)
    do(book)
    book.hands.save(tmp_path / "back.xlsx", SAVED_AT, "คลัง")
    result = report(AS_OF, tmp_path / "back.xlsx", plan=plan)
    o2 = next(each for each in result.actions if (each.action.unit, each.action.item) == (UNIT, "O2"))
    about = {problem.code: problem for problem in result.problems if problem.code != "unit-not-returned"}
    assert {code: problem.cell for code, problem in about.items()} == {code: cell for code, (cell, _) in told.items()}
    assert all(facts.items() <= dict(about[code].facts).items() for code, (_, facts) in told.items())
    assert o2.status is Status.COMPLETED
    assert (o2.completed_on is not None, bool(o2.evidence)) == kept


def test_a_lost_header_is_offered_the_unread_one_that_is_like_it(tmp_path):
    plan, _, tracking = make(tmp_path)
    book = Book(tracking)
    book.sheet.cell(HEADER, book.column("status")).value = "สถานะงาน"
    book.sheet.delete_rows(KEYS)
    book.hands.save(tmp_path / "back.xlsx", SAVED_AT, "คลัง")
    problems = report(AS_OF, tmp_path / "back.xlsx", plan=plan).problems
    [missing] = [problem for problem in problems if problem.code == "column-missing"]
    assert dict(missing.facts) == {"name": "สถานะ", "like": "สถานะงาน", "other": "K5"}


OWN_SHEETS = [
    # sheet, cell, what somebody types there, the cell that is told
    (GUIDE_SHEET, "H3", "ขอเลื่อนส่งถึง 15 พ.ค.", "H3"),
    (GUIDE_SHEET, "C6", "ทำไม่ได้", "C6"),  # over our text
    (TOTALS_SHEET, "J9", "กองคลังขอแก้", "J9"),
    (TOTALS_SHEET, "B4", dt.datetime(2022, 5, 10), None),  # the day to look at, which the sheet asks for
    (TOTALS_SHEET, "B4", "10 พ.ค. 65", None),
]


@pytest.mark.parametrize(("sheet", "cell", "typed", "told"), OWN_SHEETS)
def test_what_is_written_on_our_own_sheets_is_named(tmp_path, sheet, cell, typed, told):
    plan, _, tracking = make(tmp_path)
    book = Book(tracking)
    book.book[sheet][cell] = typed
    book.hands.save(tmp_path / "back.xlsx", SAVED_AT, "คลัง")
    problems = report(AS_OF, tmp_path / "back.xlsx", plan=plan).problems
    found = [(each.sheet, each.cell, each.found) for each in problems if each.code != "unit-not-returned"]
    assert found == ([(sheet, told, typed)] if told else [])


# --- the sheets --------------------------------------------------------------------------------------------


def renamed(book):
    book.sheet.title = "งานของเรา"


def copied_into_an_own_file(book):
    book.only(UNIT)
    book.sheet.title = "Sheet1"


def reordered(book):
    book.book.move_sheet(UNIT, -3)
    book.book.move_sheet("_itaxl", -5)


def extra_sheets(book):
    own = book.book.create_sheet("บันทึกการประชุม", 1)
    own["A1"] = "ประชุม 3 เม.ย."
    book.book.create_sheet("Sheet2")


def hidden(book):
    book.sheet.sheet_state = "hidden"


def duplicated(book):
    copy = book.book.copy_worksheet(book.sheet)
    copy.title = f"{UNIT} (2)"


def duplicated_without_refs(book):
    duplicated(book)
    for sheet in (book.sheet, book.book[f"{UNIT} (2)"]):
        unmerge(sheet)
        sheet.delete_cols(1)
        sheet["E1"] = None  # nothing but the sheet's name says whose it is


def duplicated_and_answered_anew(book):
    duplicated(book)
    book.book[f"{UNIT} (2)"].cell(FIRST, book.column("remarks")).value = "แก้ไขแล้ว"


def guide_deleted(book):
    book.only(UNIT, "_itaxl")


def guide_under_a_units_name(book):
    """Its example row is nobody's answer."""
    book.book["คำชี้แจง"].title = f"{UNIT} (2)"


def hidden_sheet_deleted(book):
    del book.book["_itaxl"]


def everything_renamed(book):
    for number, sheet in enumerate(book.book.worksheets, 1):
        if sheet.title != "_itaxl":
            sheet.title = f"Sheet{number}"


DONE_TO_SHEETS = [
    # what is done, the codes of the problems
    (renamed, []),
    (copied_into_an_own_file, []),
    (reordered, []),
    (extra_sheets, ["sheet-unread"]),
    (hidden, []),
    (duplicated, []),
    (duplicated_without_refs, []),
    (duplicated_and_answered_anew, ["answers-conflict"]),
    (guide_deleted, []),
    (guide_under_a_units_name, ["sheet-unread"]),
    (hidden_sheet_deleted, []),
    (everything_renamed, ["sheet-unread"] * 2),
]


@pytest.mark.parametrize(("do", "codes"), DONE_TO_SHEETS, ids=lambda each: getattr(each, "__name__", ""))
def test_what_people_do_to_the_sheets_is_understood_or_named(tmp_path, do, codes):
    plan, _, tracking = make(tmp_path)
    book = Book(tracking)
    do(book)
    book.hands.save(tmp_path / "back.xlsx", SAVED_AT, "คลัง")
    result = report(AS_OF, tmp_path / "back.xlsx", plan=plan)
    own = [tracked for tracked in result.actions if tracked.action.unit == UNIT]
    assert {tracked.action.item: tracked.status for tracked in own} == USUAL
    about = [problem for problem in result.problems if problem.code != "unit-not-returned"]
    assert sorted(problem.code for problem in about) == codes
    assert all(problem.file and problem.sheet for problem in about)
