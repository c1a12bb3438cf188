import datetime as dt
import re

import pytest

from itaxl.core.feedback import Point, chat_text, example_of, feedback_of
from itaxl.core.problems import Problem
from itaxl.core.returns import Return
from itaxl.core.sentences import (
    Severity,
    about_answers,
    about_files,
    about_sheets,
    advice_to_unit,
    is_for_unit,
    severity,
)
from itaxl.core.sentences.to_units import NOT_FOR_UNITS, TO_UNITS
from tests.core.test_consolidation import SITE, report, returned
from tests.tables import settings

WORD = "ไปเรื่อย ๆ"
OF_RETURNS = (*about_files.SENTENCES, *about_sheets.SENTENCES, *about_answers.SENTENCES)


def refused(code, **more):
    return Return(f"{code}.xlsx", refused=Problem(code, f"{code}.xlsx", **more))


def test_errors_come_first_then_sheet_by_sheet_and_row_by_row():
    [feedback] = feedback_of(
        report(returned(("O2", "เสร็จ | | 5/4 | x | |"), ("O1", f"{WORD} | #250 | เม.ย. 65 | | |")))
    )
    found = [(point.level, point.place) for point in feedback.points]
    assert found == [
        (Severity.ERROR, "G2"),
        (Severity.ERROR, "E3"),
        (Severity.ERROR, "F3"),
        (Severity.WARNING, "H2"),
        (Severity.WARNING, "G3"),
    ]
    assert feedback.owners == ("กองคลัง",)
    assert feedback.counted == "ต้องแก้ 3 จุด · ควรตรวจ 2 จุด"
    assert [point.action for point in feedback.points] == [
        "O2 ข้อมูลผู้บริหาร",
        *["O1 โครงสร้าง"] * 2,
        "O2 ข้อมูลผู้บริหาร",
        "O1 โครงสร้าง",
    ]


def test_each_file_is_told_of_itself_and_a_good_one_of_nothing():
    good = returned(("O1", f"เสร็จ | | @2022-04-20 | {SITE}/o1 | |"), ("O2", "| | | | |"), unit="กองคลัง")
    bad = returned(("O1", f"{WORD} | | | | |"), unit="กองช่าง", file="b.xlsx")
    assert [(each.file, each.owners) for each in feedback_of(report(good, bad))] == [("b.xlsx", ("กองช่าง",))]


REFUSALS = ["file-empty", "file-encrypted", "file-damaged", "file-newer", "file-unreadable", "file-not-workbook"]


@pytest.mark.parametrize("code", REFUSALS)
def test_a_refused_file_is_never_told_nothing(code):
    good = returned(("O1", f"เสร็จ | | @2022-04-20 | {SITE}/o1 | |"), ("O2", "| | | | |"))
    [feedback] = feedback_of(report(good, refused(code)))
    [point] = feedback.points
    assert (point.problem.code, point.place, point.found, feedback.owners) == (code, "", "", ())
    assert point.advice


EXAMPLES = [
    (Problem("status-unreadable", facts=(("hint", "ก"), ("other", "ข")), column="status"), "ก หรือ ข"),
    (Problem("status-unreadable", facts=(("hint", ""), ("other", "")), column="status"), "ดำเนินการแล้วเสร็จ"),
    (Problem("status-missing", facts=(("likely", "ยกเลิก"),), column="status"), "ยกเลิก"),
    (Problem("date-month-only", facts=(("meaning", dt.date(2024, 4, 30)),), column="completed_on"), "30 เม.ย. 2567"),
    (Problem("date-year-far", facts=(("meaning", dt.date(2044, 4, 30)),), column="completed_on"), "20 เม.ย. 2567"),
    (Problem("date-unreadable", column="completed_on"), "20 เม.ย. 2567"),
    (Problem("date-unreadable", column="due_on"), "20 เม.ย. 2567"),
    (Problem("progress-unreadable", column="progress"), "100"),
    (Problem("evidence-missing", column="evidence"), "https://www.x.example/ita"),
    (Problem("sheet-unit-unknown", facts=(("hint", "กองคลัง"),)), "กองคลัง"),
    (Problem("answers-conflict", column="progress"), ""),  # only the unit knows
    (Problem("action-missing", facts=(("like", "โครงสร้าง"),)), ""),
    (Problem("file-empty"), ""),
]


@pytest.mark.parametrize(("problem", "example"), EXAMPLES)
def test_the_example_is_what_was_probably_meant_or_what_belongs_there_in_the_plans_year(problem, example):
    ours = settings(website="https://www.x.example/")
    assert example_of(problem, type(ours)(ours.agency, 2567, website=ours.website)) == example


PLACES = [("status-missing", "K7", "(ว่าง)"), ("status-missing", None, ""), ("column-missing", "F5", "")]


@pytest.mark.parametrize(("code", "cell", "found"), PLACES)
def test_an_empty_cell_says_so(code, cell, found):
    point = Point(Problem(code, cell=cell), "", "")
    assert (point.place, point.found) == (cell or "", found)


def test_only_what_the_unit_can_mend_is_told():
    codes = [code for code in OF_RETURNS if is_for_unit(Problem(code))]
    assert all(severity(Problem(code)) is not Severity.INFO for code in codes)
    assert not set(codes) & NOT_FOR_UNITS


TO_THE_PLANNER = re.compile("ขอให้หน่วยงาน|สอบถามหน่วยงาน|ติดตามหน่วยงาน|ในแผน|สั่งใหม่|--plan|itaxl|โฟลเดอร์|หน่วยงานในไฟล์")


@pytest.mark.parametrize("code", OF_RETURNS)
def test_no_advice_to_a_unit_is_meant_for_the_planner(code):
    if code not in NOT_WITHIN_A_FILE and is_for_unit(Problem(code)):
        assert not TO_THE_PLANNER.search(advice_to_unit(Problem(code)))


NOT_WITHIN_A_FILE = {"file-missing"}


def test_all_advice_to_units_is_of_known_codes():
    assert set(TO_UNITS) | NOT_FOR_UNITS <= set(OF_RETURNS)


CHATS = [
    (0, "รายละเอียดอยู่ในไฟล์ x.xlsx"),
    (5, "รายละเอียดอยู่ในไฟล์ x.xlsx"),
    (6, "และอีก 1 จุด ดูในไฟล์ x.xlsx"),
    (40, "และอีก 35 จุด ดูในไฟล์ x.xlsx"),
]


@pytest.mark.parametrize(("wrong", "said"), CHATS)
def test_the_text_for_a_chat_is_short_and_says_where_the_rest_is(wrong, said):
    rows = [
        ("O1", f"{WORD} | | | | |"),
        ("O2", "| | | | |"),
        *((f"เพิ่ม {n}", f"{WORD}{n} | | | | |") for n in range(wrong - 1)),
    ]
    [feedback] = feedback_of(report(returned(*rows))) if wrong else feedback_of(report(returned(("O1", "| | | | |"))))
    lines = chat_text(feedback, "x.xlsx").split("\r\n")
    assert lines.pop() == ""
    assert len(lines) <= 10
    assert said in lines
    assert "\n" not in "".join(lines)
    assert lines[0].startswith("เรียน ")
    if wrong:
        assert lines[2].startswith(f"1. ช่อง E2 (สถานะ): ไม่รู้จักสถานะ “{WORD}” → เลือกสถานะ")


def test_the_sheet_is_named_where_there_are_several():
    one, other = returned(("O1", f"{WORD} | | | | |")), returned(("O1", "| | | | |"), unit="กองช่าง")
    both = Return("a.xlsx", "x", grids=(*one.grids, *other.grids), issue=one.issue)
    [feedback] = feedback_of(report(both))
    assert "แผ่น กองคลัง ช่อง E2 (สถานะ): " in chat_text(feedback, "x.xlsx")
