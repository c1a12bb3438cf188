"""Whether the office makes its target, in one sentence, and what the estimate behind it rests on."""

from __future__ import annotations

from itaxl.core.calendar import thai_date
from itaxl.core.report import Report
from itaxl.core.score import FULL, Score, Standing, points_before


def verdict(report: Report) -> tuple[str, str]:
    """(whether the office makes it, in one sentence; the colour of that)."""
    score, facts = report.score, report.catalogue.facts
    if score is None or facts is None:
        return "ปีนี้ยังไม่มีเกณฑ์คะแนนในโปรแกรม จึงแสดงเฉพาะจำนวนมาตรการ", "plain"
    if score.today is None or score.projected is None or score.target is None:
        return f"ได้แล้ว {score.earned:.2f} ยังมีโอกาส {score.at_stake:.2f} หมดโอกาสแล้ว {score.lost:.2f} คะแนน", "plain"
    if report.as_of > facts.window_end:
        return _afterwards(score, score.today, score.target, f"ปิดรับคำตอบ {thai_date(facts.window_end)} แล้ว")
    return _in_time(score, score.today, score.projected, score.target)


def _afterwards(score: Score, today: float, target: float, why: str) -> tuple[str, str]:
    if round(today, 2) >= target:
        return f"ถึงเป้าหมาย {target:g}: ได้ประมาณ {today:.2f} คะแนน ระดับ {score.grade}", "green"
    return f"ไม่ถึงเป้าหมาย {target:g}: ได้ประมาณ {today:.2f} ขาด {target - today:.2f} คะแนน ({why})", "red"


def _in_time(score: Score, today: float, projected: float, target: float) -> tuple[str, str]:
    if round(today, 2) >= target:
        more = f"และอาจได้ถึง {projected:.2f} คะแนน" if projected > today else f"คะแนน ระดับ {score.grade}"
        return f"ถึงเป้าหมาย {target:g} แล้ว: ได้ประมาณ {today:.2f} {more}", "green"
    if round(projected, 2) >= target:
        return (
            f"ยังไม่ถึงเป้าหมาย {target:g}: ตอนนี้ประมาณ {today:.2f} ขาด {target - today:.2f}"
            f" หากทำที่เหลือครบทันเวลา อาจได้ถึง {projected:.2f} คะแนน",
            "amber",
        )
    if not score.at_stake:
        gap = f"ได้ประมาณ {today:.2f} ขาด {target - today:.2f} คะแนน"
        return f"ยังไม่ถึงเป้าหมาย {target:g}: {gap} และแผนไม่มีข้อที่เพิ่มคะแนนได้อีก", "red"
    return f"ทำที่เหลือครบก็ยังไม่ถึงเป้าหมาย {target:g}: อาจได้ถึง {projected:.2f} ขาด {target - projected:.2f} คะแนน", "red"


def assumption(report: Report) -> str:
    """What the estimate rests on."""
    score, facts, now = report.score, report.catalogue.facts, report.standing
    if score is None or facts is None or now is None:
        return ""
    if score.today is None:
        return "กรอกคะแนนปีก่อนในแผน เพื่อประมาณคะแนนรวม"
    before, known = _before(report, now)
    rule = "เกณฑ์ของปีนี้ยังไม่ยืนยัน" if facts.rule == "unconfirmed" else "เกณฑ์ภายในตัวชี้วัดอนุมานจากผลที่ประกาศ"
    cap = " · จำกัดด้วยคะแนน IIT และ EIT ปีก่อน" if score.capped else " · นับไม่เกิน 100" if score.projected == FULL else ""
    by_when = f"ข้อที่ทุกหน่วยงานทำเสร็จพร้อมหลักฐานภายใน {thai_date(facts.window_end)}"
    points = f"ได้แล้ว {score.earned:.2f} ยังมีโอกาส {score.at_stake:.2f} หมดโอกาสแล้ว {score.lost:.2f}"
    return f"เป็นการประมาณ: คะแนนปีก่อน {score.previous:.2f}{before} + {by_when} · {known} · {rule}{cap} · {points}"


def _before(report: Report, now: Standing) -> tuple[str, str]:
    """(what the plan's items brought last year and have to earn anew, as a part of the sum; how that is known)."""
    planned = now.planned & report.points.keys()
    scored = planned & report.last_items.keys()
    points = points_before(now, report.points, report.last_items)
    part = f" − คะแนนเดิมของข้อในแผน {points:.2f}" if round(points, 2) else ""
    if not scored:
        return part, "ถือว่าข้อในแผนไม่ได้คะแนนเมื่อปีก่อน"
    if scored == planned:
        return part, "ใช้คะแนนรายข้อปีก่อนตามแผน"
    return part, f"ใช้คะแนนรายข้อปีก่อนตามแผน {len(scored)} จาก {len(planned)} ข้อ ข้ออื่นถือว่าไม่ได้คะแนน"
