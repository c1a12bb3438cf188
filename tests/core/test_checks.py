"""Answers that contradict each other, as typed: each is told at its cell."""

import datetime as dt

import pytest

from itaxl.core.sentences import message
from itaxl.core.statuses import Status
from tests.core.test_consolidation import HEAD, ISSUE, SITE, report, returned
from tests.tables import grid

IN_APRIL = dt.date(2022, 4, 25)
GOOD = f"{SITE}/o1"

# status | progress | finish date | evidence | remarks, as of 25 April; work began on 1 March.
TYPED = [
    (f"เสร็จ | #100 | @2022-04-20 | {GOOD} | |", []),
    (f"เสร็จ | | | {GOOD} | |", [("completed-undated", "G2")]),
    ("เสร็จ | | @2022-04-20 | | |", [("evidence-missing", "H2")]),
    (f"เสร็จ | | @2022-04-25 | {GOOD} | |", []),  # finished today
    (f"เสร็จ | | @2022-04-26 | {GOOD} | |", [("finish-in-future", "G2")]),
    (f"เสร็จ | | @2022-02-28 | {GOOD} | |", [("finish-before-start", "G2")]),
    (f"เสร็จ | | @2022-03-01 | {GOOD} | |", []),  # finished on the day it began
    ("ยังไม่ดำเนินการ | #100 | | | |", [("progress-contradicts", "F2")]),
    ("ยังไม่ดำเนินการ | #10 | | | |", [("progress-contradicts", "F2")]),
    ("ยังไม่ดำเนินการ | #0 | | | |", []),
    ("กำลังทำ | #100 | | | |", [("progress-contradicts", "F2")]),
    ("กำลังทำ | #99 | | | |", []),
    ("กำลังทำ | #50 | @2022-04-20 | | |", [("finish-contradicts", "E2")]),  # the status was forgotten
    ("ยังไม่ดำเนินการ | | @2022-04-20 | | |", [("finish-contradicts", "E2")]),
    ("กำลังทำ | #100 | @2022-04-20 | | |", [("progress-contradicts", "F2")]),  # the same once
    ("กำลังทำ | | @2022-04-26 | | |", [("finish-in-future", "G2")]),
    ("กำลังทำ | | - | - | - |", []),  # dashes are typed for "nothing"
    ("เสร็จ | | @2022-04-20 | - | |", [("evidence-missing", "H2")]),
    (f"เสร็จ | #60 | @2022-04-20 | {GOOD} | |", [("progress-contradicts", "F2")]),
    ("ยกเลิก | | | | |", [("cancelled-unexplained", "I2")]),
    ("ยกเลิก | | | | - |", [("cancelled-unexplained", "I2")]),
    ("ยกเลิก | | | | รวมกับข้ออื่น |", []),
    ("ยกเลิก | | @2022-04-20 | | รวมกับข้ออื่น |", []),  # the day on which it was
    ("เสร็จ | | @2022-04-20 | ในแฟ้ม | |", [("evidence-not-web", "H2")]),
    ("เสร็จ | | @2022-04-20 | https://other.example/x | |", [("evidence-off-site", "H2")]),
    (f"เสร็จ | | @2022-04-20 | https://other.example/x¶{GOOD} | |", []),  # one on the website is enough
    (f"เสร็จ | | @2022-04-20 | https://drive.google.com/x¶{GOOD} | |", [("evidence-private", "H2")]),
    ("กำลังทำ | | | https://drive.google.com/x | |", [("evidence-private", "H2")]),
    ("เสร็จ | | @2022-04-20 | https://1drv.ms/x | |", [("evidence-off-site", "H2"), ("evidence-private", "H2")]),
    (r"เสร็จ | | @2022-04-20 | C:\งาน\x.pdf | |", [("evidence-on-computer", "H2")]),
    ("| | | | เสร็จแล้ว |", [("status-missing", "E2")]),  # in the wrong column
    ("| | | | - |", []),
    ("| | | | รอเอกสาร |", []),
    (f"| | @2022-04-26 | {GOOD} | |", [("status-missing", "E2"), ("finish-in-future", "G2")]),
]


@pytest.mark.parametrize(("answers", "told"), TYPED)
def test_contradictions_are_told_at_their_cell(answers, told):
    result = report(returned(("O1", answers), ("O2", "| | | | |")), as_of=IN_APRIL)
    about = [problem for problem in result.problems if problem.code != "unit-not-returned"]
    assert [(problem.code, problem.cell) for problem in about] == told
    assert {(problem.file, problem.sheet) for problem in about} <= {("a.xlsx", "กองคลัง")}


@pytest.mark.parametrize(("progress", "told"), [("#50", []), ("#60", ["progress-contradicts"])])
def test_a_percentage_left_as_it_was_issued_contradicts_nothing(progress, told):
    """Who follows the guide chooses the status, types the date and pastes the address."""
    actions = tuple(
        each._replace(answers={"status": Status.IN_PROGRESS, "progress": 50} if each.item == "O1" else {})
        for each in ISSUE.actions
    )
    file = returned(("O1", f"เสร็จ | {progress} | @2022-04-20 | {GOOD} | |"), ("O2", "| | | | |"))
    result = report(file._replace(issue=ISSUE._replace(actions=actions)), as_of=IN_APRIL)
    assert [problem.code for problem in result.problems if problem.code == "progress-contradicts"] == told


@pytest.mark.parametrize(("finished", "told"), [("@2022-04-20", []), ("@2022-04-21", ["finish-contradicts"])])
def test_a_finish_date_left_as_it_was_issued_contradicts_nothing(finished, told):
    """Work is taken up again: the status says so, and nobody typed the date now."""
    done = {"status": Status.COMPLETED, "completed_on": dt.date(2022, 4, 20)}
    actions = tuple(each._replace(answers=done if each.item == "O1" else {}) for each in ISSUE.actions)
    file = returned(("O1", f"กำลังทำ | | {finished} | | |"), ("O2", "| | | | |"))
    result = report(file._replace(issue=ISSUE._replace(actions=actions)), as_of=IN_APRIL)
    assert [problem.code for problem in result.problems if problem.code == "finish-contradicts"] == told


def test_a_contradiction_names_the_file_that_the_answer_came_from():
    one = returned(("O1", "เสร็จ | | @2022-04-20 | | |"), ("O2", "| | | | |"))
    other = returned(("O2", "| | | | |"), ("O1", "| | | https://drive.google.com/x | |"), file="b.xlsx")
    result = report(one, other, as_of=IN_APRIL)
    [problem] = [problem for problem in result.problems if problem.code == "evidence-private"]
    assert (problem.file, problem.cell, problem.found) == ("b.xlsx", "H3", "https://drive.google.com/x")


LINKS = [
    ([GOOD] * 3, True),
    ([GOOD, f"{GOOD}/", GOOD.replace("https", "http")], True),  # as programs rewrite it
    ([GOOD] * 2, False),  # two items may well share a page
    ([GOOD, GOOD, f"{SITE}/o2"], False),
    ([f"{GOOD}¶{SITE}/b"] * 3, False),
]


@pytest.mark.parametrize(("links", "told"), LINKS)
def test_one_link_for_every_item_is_told_once(links, told):
    titles = ["O1", "O2", "งานใหม่"]
    rows = [(title, f"กำลังทำ | | | {link} | |") for title, link in zip(titles, links, strict=False)]
    problems = [each for each in report(returned(*rows), as_of=IN_APRIL).problems if each.code == "evidence-all-one"]
    assert [(each.file, each.sheet, each.cell) for each in problems] == [("a.xlsx", "กองคลัง", "H2")] * told
    assert not problems or "ทั้ง 3 ข้อ" in message(problems[0])


def test_points_are_spoken_of_only_where_there_are_any():
    """What a unit added has none, be it about an item of the catalogue."""
    done = "เสร็จ | | @2022-04-20 | | |"
    rows = (
        f"| 2565-กองคลัง-O1-1 | O1 | โครงสร้าง | เผยแพร่บนเว็บไซต์ | {done}\n",
        f"| | O9 | Social Network | ทำเพิ่ม | {done}",
    )
    file = returned()._replace(grids=(grid(HEAD + "".join(rows), sheet="กองคลัง", file="a.xlsx"),))
    said = {
        problem.cell: message(problem)
        for problem in report(file, as_of=IN_APRIL).problems
        if problem.code == "evidence-missing"
    }
    assert "ข้อ O1" in said["H2"] and "คะแนน" not in said["H3"]
