import datetime as dt

from itaxl.core.summarymessage import summary_message
from tests.core.test_consolidation import SITE, report, returned

DONE = f"เสร็จ | #100 | @2022-04-20 | {SITE}/o1 | |"


def test_the_few_numbers_that_matter_and_the_units_late_ones_first():
    late = report(
        returned(("O1", DONE), ("O2", f"เสร็จ | #100 | @2022-04-20 | {SITE}/o2 | |")),
        returned(("O1", "| #5 | | | |"), unit="กองช่าง", file="b.xlsx"),
    )
    message = summary_message(late, "ITA-2565_summary_2022-05-10.xlsx")
    assert message.subject == "สรุป ITA 2565 อบต.ทดสอบ: เกินกำหนด 1 จาก 3 มาตรการ (ณ 10 พ.ค. 2565)"
    lines = message.text.splitlines()
    assert "- เกินกำหนด 1 มาตรการ ใกล้ครบกำหนด 0 มาตรการ" in lines
    assert "- แล้วเสร็จ 2 จาก 3 มาตรการ" in lines
    units = [line for line in lines if line.startswith("- กอง")]
    assert units == [
        "- กองช่าง · เกินกำหนด 1 · ใกล้ครบ 0 · แล้วเสร็จ 0/1 · รายงาน แล้ว",
        "- กองคลัง · เกินกำหนด 0 · ใกล้ครบ 0 · แล้วเสร็จ 2/2 · รายงาน แล้ว",
    ]
    assert "- O1 โครงสร้าง · หน่วยงาน กองช่าง · เกิน (วัน) 10 · คะแนน 0.444" in lines
    assert lines[-1].endswith("ITA-2565_summary_2022-05-10.xlsx")


def test_who_returned_nothing_is_named():
    text = summary_message(report(returned(("O1", DONE))), "x").text
    assert "- ไม่ส่งรายงาน 1 หน่วยงาน: กองช่าง" in text
    assert "- กองช่าง · เกินกำหนด 1 · ใกล้ครบ 0 · แล้วเสร็จ 0/1 · รายงาน ยังไม่ส่ง" in text


def test_nothing_late_is_no_list_of_urgent_actions():
    on_time = report(returned(("O1", DONE)), as_of=dt.date(2022, 4, 1))
    assert "เร่งด่วน" not in summary_message(on_time, "x").text
