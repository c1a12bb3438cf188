import pytest

from itaxl.core import planlayout
from itaxl.core.problems import CannotGoOn
from itaxl.core.sentences import message
from itaxl.core.settings import read_settings, setting_cells
from itaxl.core.table import find_header
from tests.tables import grid


def read(rows):
    spec = planlayout.SHEETS[planlayout.SETTINGS]
    year = "" if rows.startswith("| ปีงบประมาณ |") else "| ปีงบประมาณ | #2565 | |\n"
    text = f"| รายการ | ค่า | ตัวอย่าง |\n| ชื่อหน่วยงาน | อบต.ทดสอบ | |\n{year}{rows}"
    return read_settings(find_header(grid(text, planlayout.SETTINGS, "plan.xlsx"), spec.headers, spec.is_header))


GOOD = [
    ("| คะแนนเป้าหมาย | ๘๕ | |", "target", 85.0),
    ("| คะแนนปีก่อน | 75.40 คะแนน | |", "last_score", 75.4),
    ("| เตือนก่อนครบกำหนด (วัน) | #14 | |", "due_soon_days", 14),
    ("| เตือนก่อนครบกำหนด (วัน) | | |", "due_soon_days", 7),
    ("| เลื่อนกำหนดที่ตรงวันหยุดเป็นวันทำการถัดไป | ใช่ | |", "next_working_day", True),
    ("| ใช้เลขไทย | ไม่ใช่ | |", "thai_digits", False),
    ("| ผู้รับรายงาน | a@x.example; b@x.example | |", "recipients", ("a@x.example", "b@x.example")),
    ("| ผู้ส่ง | a@x.example | |", "mail_sender", "a@x.example"),
    ("| ความปลอดภัย | STARTTLS | |", "mail_security", "starttls"),
    ("| พอร์ต | 465 | |", "mail_port", 465),
    ("| ปีงบประมาณ | พ.ศ. ๒๕๖๖ | |", "fiscal_year", 2566),
    ("| ปีงบประมาณ | 2022 | |", "fiscal_year", 2565),
    ("| เว็บไซต์ | www.x.example | นี่ไม่ถูกอ่าน |", "website", "www.x.example"),
]


@pytest.mark.parametrize(("row", "key", "value"), GOOD)
def test_settings_as_people_fill_them_in(row, key, value):
    settings, problems = read(row)
    assert getattr(settings, key) == value
    assert problems == []


WRONG = [
    ("| คะแนนเป้าหมาย | 120 | |", "setting-wrong"),
    ("| คะแนนเป้าหมาย | สูง ๆ | |", "setting-wrong"),
    ("| ใช้เลขไทย | แล้วแต่ | |", "setting-wrong"),
    ("| ผู้ส่ง | a@x.example, b@x.example | |", "email-wrong"),
    ("| ผู้ส่ง | ผู้จัดทำแผน <plan@x.example> | |", "email-wrong"),
    ("| ผู้รับรายงาน | ปลัด | |", "email-wrong"),
    ("| ความปลอดภัย | plain | |", "setting-wrong"),
    ("| พอร์ต | 46.5 | |", "setting-wrong"),
    ("| รหัสผ่าน | x | |", "setting-unknown"),
]


@pytest.mark.parametrize(("row", "code"), WRONG)
def test_a_wrong_setting_is_named_and_the_default_stays(row, code):
    _, problems = read(row)
    assert [problem.code for problem in problems] == [code]
    assert problems[0].cell in ("A4", "B4")


TWICE = [
    ("website", "เว็บไซต์", "a", "b", "b", ["setting-double"]),
    ("website", "เว็บไซต์", "a", "a", "a", []),
    ("website", "เว็บไซต์", "a", "", "a", []),
    ("mail_port", "พอร์ต", "#465", "๔๖๕", 465, []),  # another way to write the same
    ("mail_port", "พอร์ต", "#465", "junk", 465, ["setting-wrong"]),
    ("mail_sender", "ผู้ส่ง", "a@x.example", "bad", "a@x.example", ["email-wrong"]),
    ("mail_sender", "ผู้ส่ง", "a@x.example", "b@x.example", "b@x.example", ["setting-double"]),
]


@pytest.mark.parametrize(("key", "name", "first", "again", "counts", "codes"), TWICE)
def test_of_a_setting_that_is_given_twice_the_last_one_that_can_be_used_counts(key, name, first, again, counts, codes):
    settings, problems = read(f"| {name} | {first} | |\n| {name} | {again} | |")
    assert getattr(settings, key) == counts
    assert [(problem.code, problem.cell) for problem in problems] == [(code, "B5") for code in codes]


def test_the_cell_of_a_setting_is_where_it_is_filled_in():
    spec = planlayout.SHEETS[planlayout.SETTINGS]
    text = "| รายการ | ค่า |\n| เว็บไซต์ | a |\n| เว็บไซต์ | |\n| พอร์ต | |"
    table = find_header(grid(text, planlayout.SETTINGS), spec.headers, spec.is_header)
    assert setting_cells(table) == {"website": "B2", "mail_port": "B4"}


NEEDED = [("| ชื่อหน่วยงาน | x | |", "setting-missing"), ("| ปีงบประมาณ | ปีนี้ | |\n| ชื่อหน่วยงาน | x | |", "setting-needed")]


@pytest.mark.parametrize(("missing", "code"), NEEDED)
def test_without_agency_or_year_the_work_cannot_go_on(missing, code):
    spec = planlayout.SHEETS[planlayout.SETTINGS]
    table = find_header(grid("| รายการ | ค่า |\n" + missing, planlayout.SETTINGS), spec.headers, spec.is_header)
    with pytest.raises(CannotGoOn) as stop:
        read_settings(table)
    assert stop.value.problem.code == code


def test_one_bad_recipient_among_good_ones_is_named_and_the_others_stay():
    settings, [problem] = read("| ผู้รับรายงาน | a@x.example; นายก@นาโคก.ไทย, b@x.example | |")
    assert settings.recipients == ("a@x.example", "b@x.example")
    assert (problem.code, problem.cell, problem.found) == ("email-wrong", "B4", "นายก@นาโคก.ไทย")
    said = message(problem)
    assert "ผู้รับรายงาน" in said and "อักษรนอกภาษาอังกฤษ" in said


def test_a_sender_with_a_name_is_told_to_leave_the_name_out():
    settings, [problem] = read("| ผู้ส่ง | ผู้จัดทำแผน <plan@x.example> | |")
    assert settings.mail_sender == ""
    assert "กรอกเฉพาะที่อยู่" in message(problem)
