import datetime as dt

import pytest

from itaxl.core.answers import AnswerReader, read_progress
from itaxl.core.layout import HEADERS, is_header
from itaxl.core.statuses import Status
from itaxl.core.table import find_header
from tests.tables import grid

HEADER = "| หัวข้อ | สถานะ | ความก้าวหน้า | วันที่แล้วเสร็จ | หลักฐาน | คำอธิบายเพิ่มเติม |\n"


def read(row, **facts):
    reader = AnswerReader(find_header(grid(HEADER + row, **facts), HEADERS, is_header), 2565)
    [answers], problems = reader.read(list(reader.table.rows()))
    return answers, [(problem.code, problem.cell) for problem in problems]


def test_a_row_filled_in_as_it_should_be():
    answers, problems = read("| ก | เสร็จแล้ว | #100 | @2022-04-20 | https://a.example/x | หน้าแรก¶> ITA |")
    assert problems == []
    assert {key: answer.value for key, answer in answers.items()} == {
        "status": Status.COMPLETED,
        "progress": 100,
        "completed_on": dt.date(2022, 4, 20),
        "evidence": ("https://a.example/x",),
        "explanation": "หน้าแรก\n> ITA",
    }


def test_blank_cells_are_no_answers():
    assert read("| ก | | | | | |") == ({}, [])


def test_an_error_cell_is_an_unknown_answer_not_a_blank():
    answers, problems = read("| ก | !#REF! | | !#N/A | | |")
    assert answers["status"].value is Status.UNREADABLE
    assert (answers["completed_on"].value, answers["completed_on"].readable) == (None, False)
    assert answers["completed_on"].found == "#N/A"
    assert problems == []  # the table tells of its error cells once


LINKS = [
    ("หน้าแรก", "https://a.example/x", ("https://a.example/x",), []),
    ("https://a.example/x", "https://a.example/x/", ("https://a.example/x/",), []),
    (
        "https://a.example/%E0%B8%81",
        "https://a.example/ก",
        ("https://a.example/%E0%B8%81",),
        [],
    ),  # as LibreOffice saves it
    ("www.a.example/x", "http://www.a.example/x", ("http://www.a.example/x",), []),  # as Excel links it
    (
        "https://a.example/x https://a.example/z",
        "https://a.example/z",
        ("https://a.example/z", "https://a.example/x"),
        [],
    ),
    ("https://a.example/x", "https://b.example/y", ("https://b.example/y", "https://a.example/x"), ["link-mismatch"]),
    ("", "https://a.example/x", ("https://a.example/x",), []),
    ("รายงาน", "file:///C:/x.pdf", (), ["evidence-on-computer"]),
    ("รายงาน", "../งาน/x.pdf", (), ["evidence-not-web"]),
    (r"C:\งาน\x.pdf", None, (), ["evidence-on-computer"]),
    (r"\\server\งาน\x.pdf", None, (), ["evidence-on-computer"]),
    (r"https://a.example/x และ D:\x.pdf", None, ("https://a.example/x",), ["evidence-on-computer"]),
    ("ไฟล์อยู่ในเครื่อง", None, (), ["evidence-not-web"]),
]


@pytest.mark.parametrize(("text", "target", "addresses", "codes"), LINKS)
def test_the_link_behind_a_text_counts(text, target, addresses, codes):
    answers, problems = read(f"| ก | | | | {text} | |", links={(1, 4): target} if target else {})
    assert answers["evidence"].value == addresses
    assert [code for code, _ in problems] == codes


def test_an_unreadable_answer_keeps_its_text():
    answers, problems = read("| ก | ไปเรื่อย ๆ | มาก | วันนั้น | | |")
    assert [answer.found for answer in answers.values()] == ["ไปเรื่อย ๆ", "มาก", "วันนั้น"]
    assert not any(answer.readable for answer in answers.values())
    assert problems == [("status-unreadable", "B2"), ("progress-unreadable", "C2"), ("date-unreadable", "D2")]


PROGRESS = [
    (60.0, False, 60, ()),
    (0.0, False, 0, ()),
    ("60%", False, 60, ()),
    ("๖๐ %", False, 60, ()),
    ("ร้อยละ 60", False, 60, ()),
    ("60 เปอร์เซ็นต์", False, 60, ()),
    (62.5, False, 62.5, ()),
    (0.6, False, 60, ("progress-fraction",)),
    (1.0, True, 100, ("progress-fraction",)),
    (1.0, False, 1, ("progress-one",)),
    ("0.6", False, 60, ("progress-fraction",)),
    ("1", True, 100, ("progress-fraction",)),
    ("๑", False, 1, ("progress-one",)),
    ("1%", True, 1, ()),
    ("ร้อยละ 1", False, 1, ()),
    ("0.5%", False, 0.5, ()),
    (101, False, None, ("progress-unreadable",)),
    (-1, False, None, ("progress-unreadable",)),
    ("มาก", False, None, ("progress-unreadable",)),
    (True, False, None, ("progress-unreadable",)),
    (dt.date(2022, 4, 1), False, None, ("progress-unreadable",)),
]


@pytest.mark.parametrize(("typed", "finished", "value", "notes"), PROGRESS)
def test_progress_as_people_type_it(typed, finished, value, notes):
    reading = read_progress(typed, finished=finished)
    assert (reading.value, reading.notes) == (value, notes)


@pytest.mark.parametrize("dash", ["-", " – ", "--"])
def test_a_dash_as_progress_or_date_is_nothing(dash):
    answers, problems = read(f"| โครงสร้าง | เสร็จ | {dash} | {dash} | | |")
    assert (set(answers), problems) == ({"status"}, [])
