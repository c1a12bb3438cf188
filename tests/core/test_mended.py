"""Nobody is asked to mend what he has mended: a later return of the same unit answers an older one."""

import datetime as dt

import pytest

from itaxl.core.feedback import feedback_of
from itaxl.core.problems import Problem
from itaxl.core.reminders import reminders_of
from itaxl.core.returns import Return
from itaxl.core.sentences import Severity
from tests.core.test_consolidation import SITE, report, returned

DONE = f"เสร็จ | #100 | @2022-04-20 | {SITE}/o1 | |"
LATE = "กำลังดำเนินการ | #10 | | | |"
ELSE_DONE = returned(("O1", DONE), unit="กองช่าง", file="ช่าง.xlsx")._replace(
    saved_at=dt.datetime(2022, 5, 1, tzinfo=dt.UTC)
)


def sent(day, *rows, file, **more):
    """A return of กองคลัง that was saved on this day of May; 0 for one that does not say when."""
    saved_at = dt.datetime(2022, 5, day, tzinfo=dt.UTC) if day else None
    return returned(*rows, file=file, **more)._replace(saved_at=saved_at)


def left(*returns, level=Severity.ERROR):
    """(code, file) of what กองคลัง, which is late with O2, is still told to mend."""
    found = {each.unit.short: each for each in reminders_of(report(*returns, ELSE_DONE))}
    return [(point.problem.code, point.problem.file) for _, point in found["กองคลัง"].points if point.level is level]


WRONG = "ฝนตก | #40 | | | |"
CASES = [
    ("the same field, read well later", (2, "เสร็จ | #100 | @2022-04-20 | | |"), []),
    ("the same field, read well, but earlier", (1, "เสร็จ | #100 | @2022-04-20 | | |"), ["ก.xlsx"]),
    ("at the same time: nobody knows which", (0, "เสร็จ | #100 | @2022-04-20 | | |"), ["ก.xlsx"]),
    ("another field of the action", (3, "| | | | รอ |"), ["ก.xlsx"]),
    ("wrong again: the later one is told", (3, "แดดออก | #40 | | | |"), ["ข.xlsx"]),
]


@pytest.mark.parametrize(("what", "again", "files"), CASES, ids=[what for what, *_ in CASES])
def test_a_field_that_was_answered_later_is_mended(what, again, files):
    day, answers = again
    first = sent(2 if day == 1 else min(day, 1), ("O1", WRONG), file="ก.xlsx")
    told = left(first, sent(day, ("O1", answers), file="ข.xlsx"))
    assert [file for code, file in told if code == "status-unreadable"] == files


def test_the_feedback_asks_for_nothing_that_was_answered_later_either():
    """`check --feedback` and `remind` ask for the same."""
    first = sent(1, ("O1", WRONG), ("O2", "| มาก | | | |"), file="ก.xlsx")
    again = sent(2, ("O1", DONE), file="ข.xlsx")
    codes = {(each.file, point.problem.code) for each in feedback_of(report(first, again)) for point in each.points}
    assert codes == {("ก.xlsx", "progress-unreadable")}
    assert ("ก.xlsx", "status-unreadable") in {
        (each.file, point.problem.code) for each in feedback_of(report(first)) for point in each.points
    }


def test_the_report_says_of_the_older_file_how_much_is_answered():
    first = sent(1, ("O1", WRONG), ("O2", "| มาก | | | |"), file="ก.xlsx")
    again = sent(2, ("O1", DONE), file="ข.xlsx")
    answered = [each for each in report(first, again).problems if each.code == "file-answered-later"]
    assert answered == [Problem("file-answered-later", "ก.xlsx", facts=(("count", "1"),))]
    assert not any(each.code == "file-answered-later" for each in report(first).problems)


def test_what_was_mended_contradicts_nothing_that_could_not_be_read():
    told = left(sent(1, ("O1", WRONG), file="ก.xlsx"), sent(2, ("O1", DONE), file="ข.xlsx"), level=Severity.WARNING)
    assert told and "answers-conflict" not in {code for code, _ in told}


def test_two_answers_that_can_be_read_and_differ_are_asked_about():
    result = report(sent(1, ("O1", DONE), file="ก.xlsx"), sent(2, ("O1", "ยกเลิก | | | | รอ |"), file="ข.xlsx"))
    assert [problem.code for problem in result.problems if problem.code == "answers-conflict"]
    assert result.mended == frozenset()


def test_another_unit_answers_nothing():
    other = sent(9, ("O1", DONE), unit="กองช่าง", file="ข.xlsx")
    assert left(sent(1, ("O1", WRONG), file="ก.xlsx"), other) == [("status-unreadable", "ก.xlsx")]


def test_progress_and_finish_date_go_with_a_later_status():
    first = sent(1, ("O1", "เสร็จ | มาก | วันพระ | | |"), file="ก.xlsx")
    assert {code for code, _ in left(first)} >= {"progress-unreadable", "date-unreadable"}
    told = left(first, sent(2, ("O1", "กำลังดำเนินการ | | | | |"), file="ข.xlsx"))
    assert not {"progress-unreadable", "date-unreadable"} & {code for code, _ in told}


# --- sheets and files that were sent again ------------------------------------------------------------------


def refused(file, code="file-encrypted", saved_at=None):
    return Return(file, refused=Problem(code, file), saved_at=saved_at)


def test_a_file_that_cannot_be_opened_is_answered_by_another_of_its_unit():
    assert left(refused("กองคลัง.xlsx")) == [("file-encrypted", "กองคลัง.xlsx")]
    assert left(refused("กองคลัง.xlsx"), sent(0, ("O1", DONE), file="กองคลัง (1).xlsx")) == []
    assert left(refused("กองคลัง.xlsx"), sent(1, ("O1", DONE), file="ตอบ.xlsx")) == []


def test_one_that_says_that_it_is_the_later_one_is_not():
    late = dt.datetime(2022, 5, 9, tzinfo=dt.UTC)
    told = left(refused("กองคลัง.xlsx", "file-damaged", late), sent(1, ("O1", DONE), file="ตอบ.xlsx"))
    assert told == [("file-damaged", "กองคลัง.xlsx")]


def test_one_in_which_nothing_is_filled_in_answers_nothing():
    assert ("file-encrypted", "กองคลัง.xlsx") in left(
        refused("กองคลัง.xlsx"), sent(1, ("O1", "| | | | |"), file="ข.xlsx")
    )


def with_lost_row(day, *rows, file):
    """A return with one more row, which has answers and no title."""
    whole = sent(day, *rows, file=file)
    [sheet] = whole.grids
    return whole._replace(
        digest=file, grids=(sheet._replace(rows=[*sheet.rows, ["", "", "", "", "เสร็จ", "", "", "", ""]]),)
    )


def test_a_row_that_nobody_knows_is_mended_by_the_whole_sheet_and_not_by_a_part_of_it():
    first = with_lost_row(1, ("O1", DONE), ("O2", LATE), file="ก.xlsx")
    assert left(first) == [("row-without-title", "ก.xlsx")]
    assert left(first, sent(2, ("O1", DONE), file="ข.xlsx")) == [("row-without-title", "ก.xlsx")]
    assert left(first, sent(2, ("O1", DONE), ("O2", LATE), file="ข.xlsx")) == []
    assert left(
        with_lost_row(3, ("O1", DONE), ("O2", LATE), file="ก.xlsx"),
        sent(2, ("O1", DONE), ("O2", LATE), file="ข.xlsx"),
    )
