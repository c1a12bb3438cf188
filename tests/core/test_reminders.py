import datetime as dt

import pytest

from itaxl.core.problems import Problem
from itaxl.core.reminders import reminder_message, reminders_of, unclaimed
from itaxl.core.returns import Return
from tests.core.test_consolidation import SITE, report, returned

DONE = f"เสร็จ | #100 | @2022-04-20 | {SITE}/o1 | |"
ALL_DONE = (("O1", DONE), ("O2", f"เสร็จ | #100 | @2022-04-20 | {SITE}/o2 | |"))
ELSE_DONE = returned(("O1", DONE), unit="กองช่าง", file="b.xlsx")


def owed(*returns, **more):
    return {each.unit.short: each for each in reminders_of(report(*returns, **more))}


def test_a_unit_that_owes_nothing_gets_nothing():
    assert owed(returned(*ALL_DONE), ELSE_DONE) == {}
    assert list(owed(returned(*ALL_DONE))) == ["กองช่าง"]


def test_nothing_is_late_or_soon_long_before_the_deadline():
    assert owed(returned(("O1", "กำลังดำเนินการ | #10 | | | |")), ELSE_DONE, as_of=dt.date(2022, 4, 1)) == {}


def test_what_is_late_what_is_soon_and_what_cannot_be_read():
    unreadable = returned(("O1", "ฝนตก | | | | |"), ("O2", "| | | | |"))
    late = owed(unreadable, ELSE_DONE)["กองคลัง"]
    assert ([each.action.item for each in late.late], late.soon, late.errors) == (["O1", "O2"], (), 1)
    assert late.counted == "เกินกำหนด 2 · ต้องแก้ 1 จุด"
    soon = owed(unreadable, ELSE_DONE, as_of=dt.date(2022, 4, 25))["กองคลัง"]
    assert (soon.late, [each.action.item for each in soon.soon]) == ((), ["O1", "O2"])
    assert soon.counted == "ใกล้ครบกำหนด 2 · ต้องแก้ 1 จุด"


def both(one, other):
    """One file with the sheets of two units."""
    return one._replace(grids=(*one.grids, other.grids[0]._replace(file=one.file)))


def test_no_unit_is_told_what_stands_on_anothers_sheet():
    file = both(
        returned(("O1", "ของคลัง | | | | |"), ("O2", "| | | | |")),
        returned(("O1", "ของช่าง | | | | |"), unit="กองช่าง"),
    )
    result = report(file)
    found = {each.unit.short: reminder_message(each, result, "a.xlsx") for each in reminders_of(result)}
    assert set(found) == {"กองคลัง", "กองช่าง"}
    for mine, other in (("คลัง", "ช่าง"), ("ช่าง", "คลัง")):
        said = found[f"กอง{mine}"].text + found[f"กอง{mine}"].html
        assert f"ของ{mine}" in said
        assert f"ของ{other}" not in said
        assert f"กอง{other}" not in said


def refused(file):
    return Return(file, refused=Problem("file-encrypted", file))


@pytest.mark.parametrize("name", ["กองช่าง.xlsx", "ส่งมา/สำเนาของ กองช่าง (1).xlsx"])
def test_a_file_that_cannot_be_opened_is_told_to_the_unit_it_is_called_after(name):
    result = report(returned(*ALL_DONE), refused(name))
    [reminder] = reminders_of(result)
    assert (reminder.unit.short, reminder.errors, reminder.has_returned) == ("กองช่าง", 1, False)
    assert f"“{name}”" in reminder_message(reminder, result, None).text
    assert unclaimed(result) == []


def test_one_that_nobody_is_called_is_told_to_the_planner_alone():
    result = report(returned(*ALL_DONE), ELSE_DONE, refused("สแกน001.xlsx"))
    assert reminders_of(result) == []
    assert [problem.file for problem in unclaimed(result)] == ["สแกน001.xlsx"]


def test_the_message_says_each_with_its_deadline_days_and_points():
    result = report(returned(("O1", "ฝนตก | | | | |"), ("O2", "| | | | |")))
    message = reminder_message(
        owed(returned(("O1", "ฝนตก | | | | |"), ("O2", "| | | | |")))["กองคลัง"], result, "ไฟล์.xlsx"
    )
    assert message.subject == "ITA 2565 กองคลัง: เกินกำหนด 2 · ต้องแก้ 1 จุด (ณ 10 พ.ค. 2565)"
    assert "- O1 โครงสร้าง · กำหนด 30 เม.ย. 2565 · เกิน (วัน) 10 · คะแนน 0.444" in message.text
    assert "- O1 โครงสร้าง · ช่อง E2 (สถานะ): ไม่รู้จักสถานะ “ฝนตก”" in message.text
    assert "เปิดไฟล์แนบ ไฟล์.xlsx ซึ่งมีเฉพาะรายการที่ยังไม่เสร็จ 2 รายการ" in message.text


def test_who_has_returned_nothing_is_told_so():
    result = report(returned(*ALL_DONE))
    [reminder] = reminders_of(result)
    assert "ยังไม่ได้รับแบบติดตาม" in reminder_message(reminder, result, "x.xlsx").text


def test_many_points_are_cut_and_counted():
    rows = tuple((f"งาน {n}", "ฝนตก | | | | |") for n in range(30))
    result = report(returned(*ALL_DONE, *rows), ELSE_DONE)
    [reminder] = reminders_of(result)
    assert len(reminder.points) == 30
    text = reminder_message(reminder, result, None).text
    assert text.count("ไม่รู้จักสถานะ") == 20
    assert "- และอีก 10 จุด" in text


# --- what is said is so ------------------------------------------------------------------------------------


def said(*returns, attachment="แนบ.xlsx", **more):
    """The message to กองคลัง, as it is sent: with a workbook where something is open."""
    result = report(*returns, ELSE_DONE, **more)
    [reminder] = [each for each in reminders_of(result) if each.unit.short == "กองคลัง"]
    return reminder_message(reminder, result, attachment if reminder.still_open else None)


def test_where_nothing_is_open_nothing_is_called_open_or_attached():
    text = said(returned(("O1", f"เสร็จ | มาก | @2022-04-20 | {SITE}/o1 | |"), ALL_DONE[1])).text
    assert "กองคลัง มีจุดที่ต้องแก้ในแบบติดตามของแผน" in text
    assert "ค้างอยู่" not in text and "แนบ.xlsx" not in text and "ไฟล์แนบ" not in text
    assert "- ขอให้แก้ในไฟล์เดิมที่ท่านส่งมา บันทึก แล้วแนบส่งกลับโดยตอบอีเมลนี้" in text


def test_who_never_answered_is_promised_no_answers():
    assert "คำตอบล่าสุด" not in said().text
    assert "คำตอบล่าสุด" not in said(returned(("O1", "ฝนตก | | | | |"), ("O2", "| | | | |"))).text
    assert "พร้อมคำตอบล่าสุดของท่าน" in said(returned(("O1", "| #5 | | | |"), ("O2", "| | | | |"))).text


def test_who_sent_what_cannot_be_opened_is_not_told_that_nothing_came():
    text = said(refused("กองคลัง.xlsx")).text
    assert "ได้รับไฟล์จากหน่วยงานของท่านแล้ว แต่ยังไม่มีคำตอบที่อ่านได้" in text
    assert "ยังไม่ได้รับแบบติดตาม" not in text


def test_the_old_file_is_asked_for_only_where_something_is_not_in_the_attached_one():
    own_row = returned(("O1", "ฝนตก | | | | |"), ("O2", "| | | | |"))
    other_row = returned(("O1", f"เสร็จ | มาก | @2022-04-20 | {SITE}/o1 | |"), ("O2", "| | | | |"))
    assert "ไม่อยู่ในไฟล์แนบ" not in said(own_row).text
    assert "ไม่อยู่ในไฟล์แนบ" in said(other_row).text


def test_subject_and_body_count_the_same_points():
    message = said(returned(("O1", "ฝนตก | มาก | | | |"), ("O2", "ยกเลิก | | | | |")))
    assert message.subject.startswith("ITA 2565 กองคลัง: เกินกำหนด 1 · ต้องแก้ 2 จุด ")
    assert "== ในไฟล์ที่ส่งมา ต้องแก้ 2 จุด · ควรตรวจ 1 จุด ==" in message.text


# --- finished without evidence -----------------------------------------------------------------------------

NO_LINK, NOT_WEB, ELSEWHERE = "", "ส่งทางไลน์แล้ว", "https://drive.other.example/o1"


@pytest.mark.parametrize("evidence", [NO_LINK, NOT_WEB, ELSEWHERE])
def test_a_finished_item_without_evidence_that_counts_is_asked_for_with_its_points(evidence):
    returns = returned(("O1", f"เสร็จ | #100 | @2022-04-20 | {evidence} | |"), ALL_DONE[1])
    reminder = owed(returns, ELSE_DONE)["กองคลัง"]
    assert [each.action.item for each in reminder.unproven] == ["O1"]
    assert (reminder.counted, reminder.late, reminder.soon, reminder.still_open) == ("ขาดหลักฐาน 1", (), (), ())
    message = said(returns)
    assert message.subject == "ITA 2565 กองคลัง: ขาดหลักฐาน 1 (ณ 10 พ.ค. 2565)"
    assert "== แล้วเสร็จ แต่ยังไม่มีหลักฐานที่นับได้ 1 รายการ ==" in message.text
    assert f"- O1 โครงสร้าง · คะแนน 0.444 → วางที่อยู่ของหน้าเว็บในเว็บไซต์ {SITE} ในช่องหลักฐาน" in message.text
    assert "ขอให้แก้ในไฟล์เดิมที่ท่านส่งมา" in message.text and "ไฟล์แนบ" not in message.text


def test_missing_evidence_is_not_said_to_be_in_what_is_attached():
    returns = returned(("O1", "เสร็จ | #100 | @2022-04-20 | | |"), ("O2", "| | | | |"))
    assert owed(returns, ELSE_DONE)["กองคลัง"].counted == "เกินกำหนด 1 · ขาดหลักฐาน 1"
    text = said(returns).text
    assert "เปิดไฟล์แนบ แนบ.xlsx ซึ่งมีเฉพาะรายการที่ยังไม่เสร็จ 1 รายการ" in text
    assert "ไม่อยู่ในไฟล์แนบ ขอให้แก้ในไฟล์เดิม" in text


def test_no_evidence_is_asked_for_what_earns_nothing_by_it():
    added = ("งานเพิ่มเอง", "เสร็จ | #100 | @2022-04-20 | | |")
    assert owed(returned(*ALL_DONE, added), ELSE_DONE) == {}
