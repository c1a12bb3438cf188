import datetime as dt

import pytest

from itaxl.core.statuses import Status
from itaxl.core.verdict import assumption, verdict
from tests.rounds import SITE, make, report
from tests.tables import report_of, tracked

OPEN = dt.date(2022, 4, 10)
VERDICTS = [
    ("2022-05-10", 70.0, "ไม่ถึงเป้าหมาย 85: ได้ประมาณ 70.00 ขาด 15.00 คะแนน", "red"),
    ("2022-05-10", 90.0, "ถึงเป้าหมาย 85: ได้ประมาณ 90.00 คะแนน ระดับ A", "green"),
    ("2022-04-10", 84.5, "ยังไม่ถึงเป้าหมาย 85: ตอนนี้ประมาณ 84.50", "amber"),
    ("2022-04-10", 70.0, "ทำที่เหลือครบก็ยังไม่ถึงเป้าหมาย 85", "red"),
    ("2022-04-10", 90.0, "ถึงเป้าหมาย 85 แล้ว", "green"),
]


@pytest.mark.parametrize(("as_of", "last_score", "said", "colour"), VERDICTS)
def test_the_verdict_comes_first(tmp_path, as_of, last_score, said, colour):
    plan, _, _ = make(tmp_path, last_score=last_score, target=85)
    text, shown = verdict(report(dt.date.fromisoformat(as_of), plan=plan))
    assert text.startswith(said)
    assert shown == colour


def test_with_nothing_left_that_gains_points_the_verdict_does_not_speak_of_the_rest():
    done = tracked("O1", as_of=OPEN, answers={"completed_on": OPEN, "evidence": (f"{SITE}/1",)})
    without_item = tracked(None, Status.IN_PROGRESS, as_of=OPEN)
    for share in (done, tracked("O1", Status.CANCELLED, as_of=OPEN), without_item):
        text, colour = verdict(report_of(share, as_of=OPEN, last_score=70.0, target=85, website=SITE))
        assert text.startswith("ยังไม่ถึงเป้าหมาย 85: ได้ประมาณ 70.") and text.endswith("แผนไม่มีข้อที่เพิ่มคะแนนได้อีก")
        assert "ที่เหลือ" not in text and colour == "red"


NOTHING, OFF = "ถือว่าข้อในแผนไม่ได้คะแนนเมื่อปีก่อน", "− คะแนนเดิมของข้อในแผน"
ASSUMED = [
    ({}, NOTHING, ""),
    ({"O2": 100.0}, NOTHING, ""),  # no item of the plan
    ({"O1": 0.0}, "ใช้คะแนนรายข้อปีก่อนตามแผน 1 จาก 2 ข้อ ข้ออื่นถือว่าไม่ได้คะแนน", ""),
    ({"O42": 100.0}, "ใช้คะแนนรายข้อปีก่อนตามแผน 1 จาก 2 ข้อ ข้ออื่นถือว่าไม่ได้คะแนน", f" {OFF} 5.00"),
    ({"O1": 100.0, "O42": 50.0}, "ใช้คะแนนรายข้อปีก่อนตามแผน ·", f" {OFF} 2.94"),
]


@pytest.mark.parametrize(("last_items", "known", "taken"), ASSUMED)
def test_the_page_says_what_it_takes_the_plans_items_to_have_brought_last_year(last_items, known, taken):
    shares = [tracked(code, Status.IN_PROGRESS, as_of=OPEN) for code in ("O1", "O42")]
    text = assumption(report_of(*shares, as_of=OPEN, last_score=75.4, last_items=last_items))
    assert f"คะแนนปีก่อน 75.40{taken} + ข้อที่" in text and known in text


def test_an_estimate_that_stops_at_100_says_so():
    shares = [tracked(code, Status.IN_PROGRESS, as_of=OPEN) for code in ("O42", "O43")]
    for last_score, stops in ((95.0, True), (75.4, False)):
        assert ("นับไม่เกิน 100" in assumption(report_of(*shares, as_of=OPEN, last_score=last_score))) == stops
