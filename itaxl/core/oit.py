"""What the office answers in ITAS to each OIT item of the year: มี or ไม่มี, the addresses, where to click.

An item is answered with มี when it is *earned* (see `score`): every unit's share that is not cancelled is finished by
the window's end, each with evidence on the office's website. In a year without scoring facts the window is not known:
there it is enough that every share is finished, with such evidence.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from itaxl.core.counts import ItemCounts
from itaxl.core.evidence import address_key, is_on_website
from itaxl.core.records import Item
from itaxl.core.report import Report
from itaxl.core.score import Shortfall
from itaxl.core.statuses import Status
from itaxl.core.tracked import Tracked

HAS, HAS_NOT = "มี", "ไม่มี"
"""The two answers that ITAS takes."""


class Place(StrEnum):
    """What became of an item's points."""

    EARNED = "earned"
    AT_STAKE = "at_stake"
    LOST = "lost"


class OitRow(NamedTuple):
    """One item's answer. `planned` is False for an item without any action: then the answer is the planner's to give.

    `answer` is มี or ไม่มี, "" where it is open; `urls` has those on the office's website first, and `elsewhere` says
    how many are not on it; `last_year` is the item's score of the year before, 0–100, where the plan gives it.
    """

    code: str
    title: str
    sub_indicator: str
    confirmed: bool
    planned: bool
    answer: str = ""
    urls: tuple[str, ...] = ()
    elsewhere: int = 0
    explanation: str = ""
    answered_by: str = ""
    status: Status | None = None
    units_done: int = 0
    units: int = 0
    place: Place | None = None
    why: tuple[Shortfall, ...] = ()
    last_year: float | None = None


def oit_rows(report: Report) -> tuple[OitRow, ...]:
    """One row per item of the year's catalogue, in its order, which is ITAS's own; then the plan's items that the
    catalogue does not have."""
    shares: dict[str, list[Tracked]] = {}
    for tracked in report.actions:
        if tracked.action.item and not tracked.added:
            shares.setdefault(tracked.action.item, []).append(tracked)
    counts = {item.code: item for item in report.items}
    known = {item.code for item in report.catalogue.items}
    rows = [
        _answered(report, counts[item.code], shares[item.code]) if item.code in counts else _outside(report, item)
        for item in report.catalogue.items
    ]
    others = (item for item in report.items if item.code not in known)
    return (*rows, *(_answered(report, item, shares[item.code]) for item in others))


def answer_when(report: Report) -> str:
    """When มี is said, as the sheet says it."""
    in_time = "ภายในวันปิดรับคำตอบ" if report.catalogue.facts else ""
    return f"ตอบ “มี” เมื่อทุกหน่วยงานที่ไม่ยกเลิกทำเสร็จ{in_time} พร้อมหลักฐานบนเว็บไซต์ของหน่วยงาน"


def _outside(report: Report, item: Item) -> OitRow:
    last = report.last_items.get(item.code)
    return OitRow(item.code, item.title, item.sub_indicator, item.confirmed, planned=False, last_year=last)


def _answered(report: Report, item: ItemCounts, shares: Sequence[Tracked]) -> OitRow:
    live = [tracked for tracked in shares if tracked.status is not Status.CANCELLED]
    website, now = report.settings.website, report.standing
    place = None if now is None else _place(item.code, now.earned, now.at_stake)
    earned = place is Place.EARNED if now else bool(live) and all(_shows(tracked, website) for tracked in live)
    here, there = list[str](), list[str]()
    for url in _joined_addresses(live):
        (here if is_on_website(url, website) else there).append(url)
    return OitRow(
        code=item.code,
        title=item.title,
        sub_indicator=item.sub_indicator,
        confirmed=item.confirmed,
        planned=True,
        answer=HAS if earned else HAS_NOT,
        urls=(*here, *there),
        elsewhere=len(there),
        explanation=_joined(live, "explanation"),
        answered_by=_answered_by(live),
        status=item.status,
        units_done=item.units_done,
        units=item.units,
        place=place,
        why=tuple(dict.fromkeys(now.why.get(item.code, ()))) if now else (),
        last_year=report.last_items.get(item.code),
    )


def _place(code: str, earned: Iterable[str], at_stake: Iterable[str]) -> Place:
    return Place.EARNED if code in earned else Place.AT_STAKE if code in at_stake else Place.LOST


def _shows(tracked: Tracked, website: str) -> bool:
    """True for a finished share with evidence that counts."""
    on_site = any(is_on_website(address, website) for address in tracked.evidence)
    return tracked.status is Status.COMPLETED and on_site


def _joined_addresses(shares: Iterable[Tracked]) -> tuple[str, ...]:
    """The addresses of all shares, each page once, however it is written."""
    found: dict[str, str] = {}
    for tracked in shares:
        for address in tracked.evidence:
            found.setdefault(address_key(address), address)
    return tuple(found.values())


def _joined(shares: Iterable[Tracked], key: str) -> str:
    """The texts of all shares, each once, a paragraph each; with the units named where they differ."""
    units: dict[str, list[str]] = {}
    for tracked in shares:
        if text := tracked.text(key).strip():
            named = units.setdefault(text, [])
            if tracked.action.unit not in named:
                named.append(tracked.action.unit)
    if len(units) < 2:
        return next(iter(units), "")
    return "\n".join(f"{', '.join(names)}: {text}" for text, names in units.items())


def _answered_by(shares: Iterable[Tracked]) -> str:
    """The units that reported anything on the item, each with the person named there where the units are few."""
    people: dict[str, dict[str, None]] = {}
    for tracked in shares:
        if tracked.reported and _says_something(tracked.status, tracked.answers):
            names = people.setdefault(tracked.action.unit, {})
            if reporter := tracked.text("reporter").strip():
                names[reporter] = None
    if len(people) > _FEW:
        return ", ".join(people)
    return ", ".join(f"{unit} ({', '.join(names)})" if names else unit for unit, names in people.items())


_FEW = 4


def _says_something(status: Status, answers: Mapping[str, object]) -> bool:
    return status is not Status.NOT_STARTED or any(value not in (None, "", ()) for value in answers.values())
