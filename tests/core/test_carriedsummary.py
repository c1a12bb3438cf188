import datetime as dt

import pytest

from itaxl import catalogues
from itaxl.core.carried import SUMMARY, kind_of
from itaxl.core.carriedsummary import as_previous, read_summary, summary_rows
from itaxl.core.consolidation import consolidate
from itaxl.core.history import Point
from itaxl.core.previous import Previous
from itaxl.core.returns import Return
from itaxl.core.statuses import Status
from tests.core.test_carried import ISSUE
from tests.tables import grid, issued

EARLIER = Previous("s1.xlsx", dt.date(2022, 3, 15), issued(), frozenset(), (Point(dt.date(2022, 3, 15), 4, 1, 0, 0),))


def summed_up(previous=None):
    """A report of a return in which one action is answered and one added."""
    text = (
        "| รหัสอ้างอิง | ข้อ | หัวข้อ | วิธีการดำเนินการ | สถานะ | ความก้าวหน้า (%) | หลักฐาน (URL) |\n"
        f"| {ISSUE.actions[0].ref} | O1 | โครงสร้าง | เผยแพร่บนเว็บไซต์ | เสร็จแล้ว | #100 | https://a.example/ก¶https://b.example |\n"
        "| | | งานใหม่ | ทำเอง | ไปเรื่อย | | |"
    )
    returned = Return("a.xlsx", "a", grids=(grid(text, file="a.xlsx"),), issue=ISSUE)
    return consolidate([returned], dt.date(2022, 5, 10), catalogues.load, previous=previous)


@pytest.mark.parametrize("previous", [None, EARLIER])
def test_all_that_the_next_round_needs_of_a_summary_comes_back(previous):
    report = summed_up(previous)
    rows = summary_rows(report)
    assert kind_of(rows) == (SUMMARY, 1)
    back = read_summary(rows, "s2.xlsx")
    known = as_previous(report, "s2.xlsx")
    assert back == known
    assert [each.as_of for each in back.history] == [*([EARLIER.as_of] if previous else []), dt.date(2022, 5, 10)]
    first, *_, added = back.issue.actions
    assert (first.answers["status"], first.answers["progress"]) == (Status.COMPLETED, 100)
    assert first.answers["evidence"] == ("https://a.example/ก", "https://b.example")
    assert (added.ref, added.title, added.answers) == ("+กองคลัง-1", "งานใหม่", {"status": Status.UNREADABLE})
    assert back.heard == {first.ref, added.ref}


@pytest.mark.parametrize(
    "damage",
    [
        lambda rows: rows[:2],
        lambda rows: [row for row in rows if row[0] != "as_of"],
        lambda rows: [row for row in rows if row[0] != "heard"],
        lambda rows: [*rows, ("heard", '["a", 7]')],
        lambda rows: [*rows, ("history", "2022-13-01", "1", "1", "1", "1", "", "")],
        lambda rows: [*rows, ("history", "2022-12-01", "many", "1", "1", "1", "", "")],
        lambda rows: [*rows, ("history", "2022-12-01")],
    ],
)
def test_damaged_rows_of_a_summary_raise_one_of_the_promised_errors(damage):
    with pytest.raises((KeyError, ValueError, TypeError, RecursionError)):
        read_summary(damage(list(summary_rows(summed_up()))), "x")
