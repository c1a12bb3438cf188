"""Items against units: one sign for what each unit's share of each item has come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from itaxl.core.deadlines import State
from itaxl.core.statuses import Status
from itaxl.core.tracked import Tracked


class Sign(StrEnum):
    """What a unit's share has come to, most pressing first; the signs can be told apart without their colours."""

    OVERDUE = "!!"
    UNREADABLE = "?"
    DUE_SOON = "!"
    NOT_STARTED = "–"
    IN_PROGRESS = "½"
    COMPLETED = "✓"
    CANCELLED = "×"


SIGN_WORDS: Mapping[Sign, str] = {
    Sign.OVERDUE: "เกินกำหนด",
    Sign.UNREADABLE: "อ่านสถานะไม่ได้",
    Sign.DUE_SOON: "ใกล้ครบกำหนด",
    Sign.NOT_STARTED: "ยังไม่เริ่ม",
    Sign.IN_PROGRESS: "อยู่ระหว่าง",
    Sign.COMPLETED: "แล้วเสร็จ",
    Sign.CANCELLED: "ยกเลิก",
}

_PRESSING = list(Sign)


def sign_of(tracked: Tracked) -> Sign:
    """The sign of one share: late before what is said of it."""
    if tracked.state is State.OVERDUE:
        return Sign.OVERDUE
    if tracked.status is Status.UNREADABLE:
        return Sign.UNREADABLE
    return Sign.DUE_SOON if tracked.state is State.DUE_SOON else _SIGNS[tracked.status]


_SIGNS = {
    Status.NOT_STARTED: Sign.NOT_STARTED,
    Status.IN_PROGRESS: Sign.IN_PROGRESS,
    Status.COMPLETED: Sign.COMPLETED,
    Status.CANCELLED: Sign.CANCELLED,
}


def signs(actions: Iterable[Tracked]) -> dict[str, dict[str, Sign]]:
    """By item code and unit (short name): the most pressing sign of the unit's shares. What a unit added is none."""
    found: dict[str, dict[str, Sign]] = {}
    for tracked in actions:
        if tracked.action.item and not tracked.added:
            of_item = found.setdefault(tracked.action.item, {})
            known, sign = of_item.get(tracked.action.unit), sign_of(tracked)
            of_item[tracked.action.unit] = sign if known is None else min(known, sign, key=_PRESSING.index)
    return found
