"""The official memo (บันทึกข้อความ) that reports the round to the head of the office: its parts as data.

Everything is text, with Thai digits, as official letters are written (ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526,
แบบที่ 29); the sheet and the Word file are both written from here.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from itaxl.core.calendar import thai_date
from itaxl.core.codes import NOBODY, UNCONFIRMED
from itaxl.core.deadlines import State
from itaxl.core.periods import period_text
from itaxl.core.records import Action, Signer
from itaxl.core.report import Report
from itaxl.core.score import Score
from itaxl.core.statuses import SHOWN, Status
from itaxl.core.text import thai_digits
from itaxl.core.tracked import NOT_REPORTED, Tracked

HEADING = "บันทึกข้อความ"
DEPARTMENT, NUMBER, DATE, SUBJECT, TO = "ส่วนราชการ", "ที่", "วันที่", "เรื่อง", "เรียน"
"""The labels of the form, from above."""

COLUMNS: tuple[str, ...] = (
    "แบบสำรวจ", "ตัวชี้วัดที่", "หัวข้อ", "ระยะเวลาดำเนินการ", "วิธีการดำเนินการ", "หน่วยงานดำเนินการ", "การติดตามผล", "ผลการดำเนินการ",
)  # fmt: skip
"""The annexed table's columns: those of the plan's own memo, and the result."""

MOST_ROWS = 500  # measures in the annex: a year's whole catalogue has some 43 items
MOST_UNITS, FEW_UNITS = 4, 2  # units that are named in one cell of the annex; in one group of a cell with more

_ASSESSMENT = "การประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน (ITA)"
_BLANK_NAME = "." * 44  # to be filled in by hand


class MemoRow(NamedTuple):
    """A measure with its result, a text for each of `COLUMNS`."""

    survey: str
    indicator: str
    title: str
    period: str
    method: str
    units: str
    follow_up: str
    result: str

    @property
    def texts(self) -> tuple[str, ...]:
        """The row's texts, from the left."""
        return tuple(self)


class Memo(NamedTuple):
    """The memo's parts. The number (ที่) is given by the registry when the memo is signed; `left_out` says how many
    measures the annex has no room for, "" for none."""

    department: str
    date: str
    subject: str
    to: str
    paragraphs: tuple[str, ...]
    signers: tuple[Signer, ...]
    annex_title: str
    annex_office: str
    rows: tuple[MemoRow, ...]
    left_out: str = ""


def memo(report: Report) -> Memo:
    """The memo of a round, to the head of the office."""
    settings = report.settings
    year = settings.fiscal_year
    office = settings.department or settings.agency
    phone = f" โทรศัพท์ {settings.phone}" if settings.phone else ""
    rows = _rows(report)
    left = len(rows) - MOST_ROWS
    texts = (*_background(report), *_results(report, office), *_estimate(report), _request(report))
    return Memo(
        department=thai_digits(office + phone),
        date=thai_date(report.as_of, full=True, digits=True),
        subject=thai_digits(f"รายงานผลการดำเนินการตามมาตรการยกระดับผล{_ASSESSMENT} ประจำปีงบประมาณ พ.ศ. {year}"),
        to=thai_digits(head_of(settings.agency, report.signers)),
        paragraphs=tuple(map(thai_digits, texts)),
        signers=_signers(report),
        annex_title=thai_digits(f"ผลการดำเนินการตามมาตรการยกระดับผล{_ASSESSMENT} ประจำปีงบประมาณ พ.ศ. {year}"),
        annex_office=thai_digits(f"{settings.agency} ข้อมูล ณ วันที่ {thai_date(report.as_of, full=True)}"),
        rows=tuple(rows[:MOST_ROWS]),
        left_out=thai_digits(f"และอีก {left} มาตรการ ดูแผ่น รายการทั้งหมด ในไฟล์สรุป") if left > 0 else "",
    )


def _signers(report: Report) -> tuple[Signer, ...]:
    """The plan's signers, with a line for a name that it leaves out; a block to be filled in where it names none."""
    signers = report.signers or (Signer("", f"ตำแหน่ง {_BLANK_NAME}"),)
    return tuple(Signer(signer.name or _BLANK_NAME, signer.position) for signer in signers)


# What the head of each kind of office is called; a name may be written either way.
_HEADS = (
    ("องค์การบริหารส่วน", "นายกองค์การบริหารส่วน"), ("อบต.", "นายก อบต."), ("อบจ.", "นายก อบจ."), ("เทศบาล", "นายกเทศมนตรี"),
    ("ทต.", "นายกเทศมนตรีตำบล"), ("ทม.", "นายกเทศมนตรีเมือง"), ("ทน.", "นายกเทศมนตรีนคร"),
)  # fmt: skip


def head_of(agency: str, signers: Sequence[Signer] = ()) -> str:
    """The head of the office, to whom the memo goes: as the last signer is called who is a นายก, or else by the kind
    of office that the agency's name begins with."""
    for signer in reversed(signers):
        if signer.position.startswith("นายก"):
            return signer.position
    for beginning, head in _HEADS:
        if agency.startswith(beginning):
            return head + agency.removeprefix(beginning)
    return f"หัวหน้าส่วนราชการ {agency}"


# --- the paragraphs ----------------------------------------------------------------------------------------


def _background(report: Report) -> Iterable[str]:
    settings, score = report.settings, report.score
    target = score.target if score else settings.target
    last = f" ซึ่งปีก่อนได้ {settings.last_score:.2f} คะแนน" if settings.last_score is not None else ""
    aim = f" โดยมีเป้าหมาย {target:g} คะแนน" if target is not None else ""
    year = f"ประจำปีงบประมาณ พ.ศ. {settings.fiscal_year}"
    yield (
        f"ตามที่ {settings.agency} ได้กำหนดมาตรการเพื่อยกระดับผล{_ASSESSMENT} {year}{last}{aim} "
        f"และมอบหมายให้หน่วยงานที่เกี่ยวข้องดำเนินการ รวม {report.totals.actions} มาตรการ นั้น"
    )


def _results(report: Report, office: str) -> Iterable[str]:
    """What was found; a count of nothing is left out."""
    states, words = report.totals.states, Counter(map(_became, report.actions))
    found = " ".join(f"{word} {words[word]} มาตรการ" for word in _WORDS if words[word]) or "ยังไม่มีมาตรการ"
    late = f" ในจำนวนนี้เกินกำหนดแล้ว {states[State.OVERDUE]} มาตรการ" if states[State.OVERDUE] else ""
    silent = report.silent_units
    missing = f" และมีหน่วยงานที่ยังไม่ส่งรายงาน {len(silent)} แห่ง คือ {_named(silent)}" if silent else ""
    yield (
        f"{office} ได้ติดตามผลการดำเนินการ ณ วันที่ {thai_date(report.as_of, full=True)} แล้ว ปรากฏว่า {found}{late}{missing} "
        f"รายละเอียดปรากฏตามตารางแนบท้ายบันทึกนี้"
    )


_ORDER = (Status.COMPLETED, Status.IN_PROGRESS, Status.NOT_STARTED, Status.CANCELLED, Status.UNREADABLE)
_WORDS = (*(SHOWN[status] for status in _ORDER[:3]), NOT_REPORTED, *(SHOWN[status] for status in _ORDER[3:]))


def _became(tracked: Tracked) -> str:
    """The status in words; a share that nobody reported on is called that, as on the page."""
    silent = tracked.status is Status.NOT_STARTED and not tracked.reported
    return NOT_REPORTED if silent else SHOWN[tracked.status]


def _estimate(report: Report) -> Iterable[str]:
    """The estimated score against the target; nothing for a year without scoring facts or without last year's score."""
    score, facts = report.score, report.catalogue.facts
    if score is None or facts is None or score.today is None or score.projected is None or score.target is None:
        return
    closed = report.as_of > facts.window_end
    by_when = thai_date(facts.window_end, full=True)
    nothing_more = closed or not score.at_stake
    may = "" if nothing_more else f" หากมาตรการที่เหลือแล้วเสร็จครบภายในวันที่ {by_when} อาจได้ถึง {score.projected:.2f} คะแนน"
    yield (
        f"จากผลดังกล่าว ประมาณการได้ว่าคะแนนรวมอยู่ที่ {score.today:.2f} คะแนน{may} {_against_target(score, closed)} "
        f"ทั้งนี้ เป็นการประมาณจากหลักฐานที่หน่วยงานรายงาน มิใช่ผลการประเมินของสำนักงาน ป.ป.ช."
    )


def _against_target(score: Score, closed: bool) -> str:
    reached = score.today if closed else score.projected
    assert reached is not None and score.target is not None  # the caller looked
    if round(reached, 2) >= score.target:
        return f"ซึ่งถึงเป้าหมาย {score.target:g} คะแนน"
    return f"ซึ่งต่ำกว่าเป้าหมาย {score.target:g} คะแนน อยู่ {score.target - reached:.2f} คะแนน"


def _request(report: Report) -> str:
    if report.totals.states[State.OVERDUE]:
        return "จึงเรียนมาเพื่อโปรดทราบ และโปรดพิจารณาสั่งการให้หน่วยงานที่เกินกำหนดเร่งรัดดำเนินการต่อไป"
    return "จึงเรียนมาเพื่อโปรดทราบ"


# --- the annexed table -------------------------------------------------------------------------------------


def _rows(report: Report) -> list[MemoRow]:
    """A row for each measure, whichever units share it, in the order of the memo: by survey, indicator and item."""
    measures: dict[tuple[object, ...], list[Tracked]] = {}
    for tracked in report.actions:
        measures.setdefault(_measure(tracked.action), []).append(tracked)
    places = {item.code: place for place, item in enumerate(report.catalogue.items)}

    def order(shares: list[Tracked]) -> tuple[bool, str, int, int]:
        first = shares[0].action
        survey = first.survey or ""
        return survey != "OIT", survey, first.indicator or 99, places.get(first.item or "", len(places))

    year = report.settings.fiscal_year
    return [_row(shares, year) for shares in sorted(measures.values(), key=order)]


def _measure(action: Action) -> tuple[object, ...]:
    """What the shares of one measure have in common."""
    return (
        action.survey, action.indicator, action.item, action.title, action.method, action.start_on, action.due_on,
        action.due_text, action.follow_up,
    )  # fmt: skip


def _row(shares: Sequence[Tracked], fiscal_year: int) -> MemoRow:
    first = shares[0].action
    units = tuple(dict.fromkeys(tracked.action.unit for tracked in shares if tracked.action.unit != UNCONFIRMED))
    code = f"{first.item} " if first.item else ""
    texts = (
        first.survey or "",
        str(first.indicator or ""),
        f"{code}{first.title}",
        period_text(first.start_on, first.due_on, fiscal_year) or first.due_text,
        first.method,
        _named(units) or UNCONFIRMED,
        first.follow_up,
        _result(shares),
    )
    return MemoRow(*map(thai_digits, texts))


def _named(units: Sequence[str]) -> str:
    """The units' names, the first of them where they are many."""
    names = ", ".join(units[:MOST_UNITS])
    return f"{names} และอีก {len(units) - MOST_UNITS} หน่วยงาน" if len(units) > MOST_UNITS else names


def _result(shares: Sequence[Tracked]) -> str:
    """What became of a measure: of one unit in full, of several by what became of it where, or of how many."""
    if len(shares) == 1:
        return _of_one(shares[0])
    groups: dict[str, list[str]] = {}
    for tracked in sorted(shares, key=lambda tracked: _ORDER.index(tracked.status)):
        groups.setdefault(_said(tracked), []).append(tracked.action.unit)
    if len(groups) == 1:
        return f"{next(iter(groups))} ทั้ง {len(shares)} หน่วยงาน"
    most = FEW_UNITS if len(shares) > MOST_UNITS else MOST_UNITS
    return "\n".join(
        f"{said}: {_named(units) if len(units) <= most else f'{len(units)} หน่วยงาน'}" for said, units in groups.items()
    )


def _of_one(tracked: Tracked) -> str:
    if tracked.status is Status.COMPLETED and tracked.completed_on:
        return f"{_said(tracked)} เมื่อ {thai_date(tracked.completed_on)}"
    if tracked.status is Status.IN_PROGRESS and tracked.progress is not None:
        return _said(tracked).replace(_BEGUN, f"{_BEGUN} ร้อยละ {tracked.progress:g}", 1)
    return _said(tracked)


_BEGUN = SHOWN[Status.IN_PROGRESS]


def _said(tracked: Tracked) -> str:
    if tracked.action.unit == UNCONFIRMED:
        return NOBODY
    said = _became(tracked)
    if tracked.state is State.COMPLETED_LATE:
        return f"{said} (หลังกำหนด)"
    return f"{said} เกินกำหนด {tracked.days_overdue} วัน" if tracked.days_overdue is not None else said
