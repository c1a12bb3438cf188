"""What people do to the rows of a sheet in Excel, each done to a file and read back."""

import datetime as dt

import pytest
from openpyxl.utils import get_column_letter

from itaxl.core.records import Outcome
from itaxl.core.sentences import message
from itaxl.core.statuses import Status
from itaxl.excel.hands import Hands
from tests.office import needs_libreoffice, saved_by_libreoffice
from tests.rounds import SAVED_AT, SITE, make, report

AS_OF = dt.date(2022, 4, 10)  # nothing but O2 is late
UNIT = "กองคลัง"
DONE = {"status": "เสร็จแล้ว", "completed_on": dt.date(2022, 3, 20), "evidence": f"{SITE}/o2"}
BEGUN = {"status": "กำลังดำเนินการ", "progress": 40}


class Sheet:
    """The sheet of กองคลัง (O2, O15 and an unclear action) in somebody's hands, O2 and O15 answered."""

    def __init__(self, tracking):
        self.hands = Hands(tracking)
        self.cells = self.hands.sheet(UNIT)
        self.hands.answer(UNIT, "O2", **DONE)
        self.hands.answer(UNIT, "O15", **BEGUN)
        self.first = self.row("O2")

    def row(self, wanted):
        return self.hands.row(UNIT, wanted)

    def column(self, key):
        return self.hands.column(UNIT, key)

    def letter(self, key):
        return get_column_letter(self.column(key))

    def values(self, row):
        return [cell.value for cell in self.cells[row]]

    def write(self, row, values):
        for cell, value in zip(self.cells[row], values, strict=True):
            cell.value = value

    def type(self, row, **values):
        self.hands.type_into(UNIT, row, values)

    def merge(self, area):
        """Merges as a program does: only the first cell keeps what is in it."""
        self.cells.merge_cells(area)


def nothing(sheet):
    pass


def sorted_with_the_ref(sheet):
    rows = [sheet.values(row) for row in range(sheet.first, sheet.first + 3)]
    for place, values in enumerate(reversed(rows)):
        sheet.write(sheet.first + place, values)


def sorted_without_the_ref(sheet):
    sheet.hands.reverse_visible(UNIT)


def filtered(sheet):
    sheet.cells.auto_filter.ref = f"A{sheet.first - 2}:S{sheet.first + 3}"
    sheet.cells.auto_filter.add_filter_column(sheet.column("status") - 1, ["เสร็จแล้ว"])
    sheet.cells.row_dimensions[sheet.row("O15")].hidden = True


def all_hidden(sheet):
    for row in range(sheet.first, sheet.first + 3):
        sheet.cells.row_dimensions[row].hidden = True


def blank_between(sheet):
    sheet.cells.insert_rows(sheet.row("O15"), 2)


def inserted_between(sheet):
    row = sheet.row("O15")
    sheet.cells.insert_rows(row)
    sheet.type(row, title="งานแทรก", status="กำลังทำ")


def added_at_the_end(sheet):
    sheet.hands.add(UNIT, title="งานท้ายตาราง", status="กำลังทำ")


def added_in_a_gap(sheet):
    sheet.type(sheet.first + 5, title="งานหลังแถวว่าง", status="กำลังทำ")


def copied_and_pasted(sheet):
    sheet.write(sheet.first + 3, sheet.values(sheet.first))


def copied_and_answered_anew(sheet):
    copied_and_pasted(sheet)
    sheet.type(sheet.first + 3, status="ยกเลิก", remarks="ซ้ำ")


def copied_for_an_action_of_their_own(sheet):
    copied_and_pasted(sheet)
    sheet.type(sheet.first + 3, title="งานใหม่จากสำเนา", method="อย่างอื่น")


def deleted(sheet):
    sheet.cells.delete_rows(sheet.row("O15"))


def total_and_remarks_below(sheet):
    sheet.type(sheet.first + 4, title="รวม", progress=140)
    sheet.type(sheet.first + 5, no="หมายเหตุ: ข้อมูล ณ สิ้นเดือน")


def merged_down(sheet):
    row, letter = sheet.first, sheet.letter("status")
    sheet.type(row, progress=None, completed_on=None, evidence=None)
    sheet.type(row + 1, status=None, progress=None)
    sheet.merge(f"{letter}{row}:{letter}{row + 2}")


def merged_down_into_the_spare_rows(sheet):
    row, letter = sheet.first, sheet.letter("status")
    merged_down(sheet)
    sheet.cells.unmerge_cells(f"{letter}{row}:{letter}{row + 2}")
    sheet.merge(f"{letter}{row}:{letter}{row + 6}")


def merged_link(sheet):
    row, letter = sheet.first, sheet.letter("evidence")
    sheet.hands.link(UNIT, "O2", f"{SITE}/รวม", "ทุกเรื่อง")
    sheet.merge(f"{letter}{row}:{letter}{row + 1}")


def merged_across(sheet):
    row = sheet.row("O15")
    sheet.type(row, status="กำลังทำ อยู่ระหว่างรอ", progress=None)
    sheet.merge(f"{sheet.letter('status')}{row}:{sheet.letter('remarks')}{row}")


def merged_title_of_ours(sheet):
    """Our own merged cells above the table, and merged plan cells, are nobody's answers."""
    sheet.merge(f"{sheet.letter('no')}{sheet.first}:{sheet.letter('no')}{sheet.first + 1}")


USUAL = {"O2": Status.COMPLETED, "O15": Status.IN_PROGRESS, "เรื่องที่ยังไม่ชัด": Status.NOT_STARTED}
ALL_DONE = dict.fromkeys(USUAL, Status.COMPLETED)
UNDATED = ["completed-undated"] * 3 + ["evidence-missing"] * 2

DONE_TO_ROWS = [
    # what is done, the statuses that count, the codes of the problems, (rows, actions, rejected, blank)
    (nothing, USUAL, [], (3, 3, 0, 0)),
    (sorted_with_the_ref, USUAL, [], (3, 3, 0, 0)),
    (sorted_without_the_ref, USUAL, ["ref-mismatch"] * 2, (3, 3, 0, 0)),
    (filtered, USUAL, [], (3, 3, 0, 0)),
    (all_hidden, USUAL, [], (3, 3, 0, 0)),
    (blank_between, USUAL, [], (5, 3, 0, 2)),
    (inserted_between, USUAL | {"งานแทรก": Status.IN_PROGRESS}, ["action-added"], (4, 4, 0, 0)),
    (added_at_the_end, USUAL | {"งานท้ายตาราง": Status.IN_PROGRESS}, ["action-added"], (4, 4, 0, 0)),
    (added_in_a_gap, USUAL | {"งานหลังแถวว่าง": Status.IN_PROGRESS}, ["action-added"], (6, 4, 0, 2)),
    (copied_and_pasted, USUAL, ["row-copied"], (4, 4, 0, 0)),
    (copied_and_answered_anew, None, ["answers-conflict", "row-copied"], (4, 4, 0, 0)),
    (copied_for_an_action_of_their_own, USUAL | {"งานใหม่จากสำเนา": Status.COMPLETED}, ["action-added"], (4, 4, 0, 0)),
    (deleted, USUAL | {"O15": Status.NOT_STARTED}, ["action-missing"], (2, 2, 0, 0)),
    (total_and_remarks_below, USUAL, ["row-note"] * 2, (6, 3, 2, 1)),
    (merged_down, ALL_DONE, [*UNDATED, "merged-down"], (3, 3, 0, 0)),
    (merged_down_into_the_spare_rows, ALL_DONE, [*UNDATED, "merged-down"], (3, 3, 0, 0)),
    (merged_link, USUAL, ["merged-down"], (3, 3, 0, 0)),
    (merged_across, USUAL | {"O15": Status.UNREADABLE}, ["status-unreadable", "merged-across"], (3, 3, 0, 0)),
    (merged_title_of_ours, USUAL, [], (3, 3, 0, 0)),
]


@pytest.mark.parametrize(
    ("do", "statuses", "codes", "sums"), DONE_TO_ROWS, ids=lambda each: getattr(each, "__name__", "")
)
def test_what_people_do_to_rows_is_understood_or_named(tmp_path, do, statuses, codes, sums):
    plan, _, tracking = make(tmp_path)
    sheet = Sheet(tracking)
    do(sheet)
    sheet.hands.save(tmp_path / "back.xlsx", SAVED_AT, "คลัง")
    result = report(AS_OF, tmp_path / "back.xlsx", plan=plan)
    about = [problem for problem in result.problems if problem.code != "unit-not-returned"]
    assert sorted(problem.code for problem in about) == sorted(codes)
    assert all(problem.file and problem.sheet == UNIT for problem in about)
    assert all(problem.cell for problem in about if problem.code != "action-missing")
    own = [tracked for tracked in result.actions if tracked.action.unit == UNIT]
    if statuses:
        named = {(not each.added and each.action.item) or each.action.title: each.status for each in own}
        assert named == statuses
    tally = result.files[0].sheets[UNIT]
    assert (tally.rows, tally.actions, tally.rejected, tally.blank) == sums
    assert result.files[0].outcome is Outcome.READ
    if do is merged_link:
        assert [tracked.evidence for tracked in own[:2]] == [(f"{SITE}/รวม",)] * 2


def test_a_merged_answer_names_its_range_once(tmp_path):
    plan, _, tracking = make(tmp_path)
    sheet = Sheet(tracking)
    merged_down(sheet)
    sheet.hands.save(tmp_path / "back.xlsx", SAVED_AT, "")
    [problem] = [
        each for each in report(AS_OF, tmp_path / "back.xlsx", plan=plan).problems if each.code == "merged-down"
    ]
    assert (problem.cell, problem.found) == ("K7", "เสร็จแล้ว")
    assert dict(problem.facts) == {"range": "K7:K9", "name": "สถานะ"}


@needs_libreoffice
@pytest.mark.parametrize("to", ["xls", "ods"])
def test_merged_answers_in_another_format_are_read(tmp_path, to):
    plan, _, tracking = make(tmp_path)
    sheet = Sheet(tracking)
    merged_down(sheet)
    sheet.hands.save(tmp_path / "back.xlsx", SAVED_AT, "")
    result = report(AS_OF, saved_by_libreoffice(tmp_path / "back.xlsx", tmp_path / "office", to), plan=plan)
    own = [tracked.status for tracked in result.actions if tracked.action.unit == UNIT]
    assert own.count(Status.COMPLETED) == 3
    [blind] = [problem for problem in result.problems if problem.code == "format-blind"]
    assert "เซลล์ที่ผสานกัน" not in message(blind)


@pytest.mark.parametrize("with_plan", [True, False])
def test_what_was_issued_stays_when_every_row_was_deleted(tmp_path, with_plan):

    from itaxl.excel.tracking_writer import write_tracking

    plan, issued, _ = make(tmp_path)
    again = issued._replace(actions=tuple(each._replace(answers={"remarks": "รอ"}) for each in issued.actions))
    write_tracking(again, tmp_path / "next.xlsx", AS_OF)
    sheet = Sheet(tmp_path / "next.xlsx")
    sheet.cells.delete_rows(sheet.first, 3)
    sheet.hands.save(tmp_path / "back.xlsx", SAVED_AT, "")
    result = report(AS_OF, tmp_path / "back.xlsx", plan=plan if with_plan else None)
    own = [tracked for tracked in result.actions if tracked.action.unit == UNIT]
    assert [tracked.text("remarks") for tracked in own] == ["รอ"] * 3
    assert [problem.code for problem in result.problems].count("action-missing") == 3
