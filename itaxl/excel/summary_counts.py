"""What the summary's page counts: formulas over รายการทั้งหมด, and the results that they carry."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from itaxl.core.deadlines import STATE_WORDS, State
from itaxl.core.report import Report
from itaxl.core.statuses import SHOWN, Status
from itaxl.core.tracked import NOT_REPORTED, REPORTED, Tracked
from itaxl.excel.summary_sheets import ACTION_FIELDS, ACTIONS, STATE, STATUS, UNIT, column_of
from itaxl.excel.tables import parts_of

REPORTING = "การรายงาน"


class Count(NamedTuple):
    """A count of actions: the header it stands under, and the cells of รายการทั้งหมด that it asks for."""

    header: str
    conditions: tuple[tuple[str, str], ...] = ()

    def formula(self, report: Report, unit: str | None) -> str:
        """COUNTIFS over รายการทั้งหมด, for one unit or for all."""
        wanted = [(header, _quoted(_exactly(text))) for header, text in self.conditions]
        return countifs(report, [*wanted, (UNIT, _quoted("*" if unit is None else _exactly(unit)))])

    def result(self, actions: Iterable[Tracked]) -> int:
        """What the formula gives for these actions."""
        return sum(
            all(ACTION_FIELDS[header].value(tracked) == text for header, text in self.conditions) for tracked in actions
        )


def countifs(report: Report, wanted: Sequence[tuple[str, str]]) -> str:
    """A formula that counts the actions of รายการทั้งหมด, over all its sheets, whose cells under each header meet the
    criterion beside it, itself an expression."""
    parts = parts_of(ACTIONS, len(report.actions))
    conditions = (",".join(f"{part.cells(column_of(header))},{text}" for header, text in wanted) for part in parts)
    return "=" + "+".join(f"COUNTIFS({each})" for each in conditions)


def _quoted(text: str) -> str:
    """A text as formulas hold it."""
    escaped = text.replace('"', '""')
    return f'"{escaped}"'


def _exactly(text: str) -> str:
    """A criterion that only this text meets: no sign of comparison or joker in it is one."""
    return "=" + re.sub(r"[~*?]", r"~\g<0>", text)


COUNTS: tuple[Count, ...] = (
    Count("ทั้งหมด"),
    Count("แล้วเสร็จ", ((STATUS, SHOWN[Status.COMPLETED]),)),
    Count("อยู่ระหว่าง", ((STATUS, SHOWN[Status.IN_PROGRESS]),)),
    Count("ยังไม่เริ่ม", ((STATUS, SHOWN[Status.NOT_STARTED]), (REPORTING, REPORTED))),
    Count(NOT_REPORTED, ((STATUS, SHOWN[Status.NOT_STARTED]), (REPORTING, NOT_REPORTED))),
    Count("ยกเลิก", ((STATUS, SHOWN[Status.CANCELLED]),)),
    Count("อ่านสถานะไม่ได้", ((STATUS, SHOWN[Status.UNREADABLE]),)),
    Count("ใกล้ครบกำหนด", ((STATE, STATE_WORDS[State.DUE_SOON]),)),
    Count("เกินกำหนด", ((STATE, STATE_WORDS[State.OVERDUE]),)),
)
"""The columns of the table by unit. Those from แล้วเสร็จ to อ่านสถานะไม่ได้ sum to ทั้งหมด."""

BY_HEADER: dict[str, Count] = {count.header: count for count in COUNTS}
COLUMN: dict[str, int] = {count.header: column for column, count in enumerate(COUNTS, 1)}
"""Each count's column on the page, after the unit's name."""
