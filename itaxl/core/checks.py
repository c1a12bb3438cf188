"""Answers of one action that do not go together: what is missing beside what was answered."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from itaxl.core.evidence import address_key, is_on_private_drive, is_on_website
from itaxl.core.merging import Merged
from itaxl.core.problems import Fact, Problem
from itaxl.core.records import Answer, Settings
from itaxl.core.statuses import WORDS, Status, read_status
from itaxl.core.text import is_dash
from itaxl.core.tracked import Tracked

ONE_LINK = 3
"""From so many items on, one address for all of a unit's is told."""


class Checked(NamedTuple):
    """An action as tracked, and what counts for it."""

    tracked: Tracked
    merged: Merged

    def problem(self, code: str, column: str, **facts: Fact) -> Problem:
        """A problem in the cell that the column's answer came from, or else of the row that decides."""
        assert self.merged.source is not None  # who returned no row is told of as missing
        row = self.merged.rows.get(column, self.merged.source.row)
        answer = self.merged.answers.get(column)
        facts["title"] = self.tracked.action.title
        found = answer.found if answer else None
        return Problem(code, row.place.file, row.place.sheet, row.cell(column), column, found, tuple(facts.items()))

    def has(self, column: str) -> bool:
        """True when the row that decides has such a column: whose header is lost is told of, not asked for."""
        return self.merged.source is not None and column in self.merged.source.row.columns


def check_action(checked: Checked, settings: Settings, as_of: dt.date) -> Iterator[Problem]:
    """What to tell of an action whose answers count as merged, on the as-of date."""
    if checked.merged.source is None:
        return
    yield from _kept_status(checked)
    yield from _status(checked)
    yield from _finish_date(checked, as_of)
    if checked.tracked.evidence or checked.tracked.status is Status.COMPLETED:
        yield from _evidence(checked, settings.website)


def _kept_status(checked: Checked) -> Iterator[Problem]:
    """A status that counts because it was known before, beside answers of a row that came back without one; where it
    was issued in that row, clearing it has been told of."""
    merged = checked.merged
    row = merged.source.row if merged.source else None
    if row is None or "status" not in merged.answers or "status" in merged.rows or "status" in row.issued:
        return
    contradicted = any(conflict.column == "status" for conflict in merged.conflicts)
    if row.answers and "status" not in row.answers and "status" in row.columns and not contradicted:
        yield checked.problem("status-kept", "status", status=checked.tracked.status)


def _status(checked: Checked) -> Iterator[Problem]:
    """A blank status beside a finish date, evidence or progress, with the likely word, unless returns contradict each
    other in it; a status that the progress contradicts; a cancellation without a reason."""
    tracked, answers = checked.tracked, checked.merged.answers
    progress, status = tracked.progress, tracked.status
    if "status" not in answers and not checked.has("status"):
        return  # its column is missing, which is told once
    if "status" not in answers:
        finished = "completed_on" in answers or progress == 100
        contradicted = any(conflict.column == "status" for conflict in checked.merged.conflicts)
        if not contradicted and (finished or progress or "evidence" in answers):
            likely = WORDS[Status.IN_PROGRESS if progress and not finished else Status.COMPLETED]
            yield checked.problem("status-missing", "status", likely=likely)
        elif not contradicted and (elsewhere := _status_elsewhere(checked)):
            yield checked.problem("status-missing", "status", likely=WORDS[elsewhere])
    elif progress is not None and _contradicts(status, progress) and not _is_left_over(checked.merged, "progress"):
        yield checked.problem("progress-contradicts", "progress", status=status, progress=progress)
    elif status is Status.CANCELLED and not _says_why(answers):
        yield checked.problem("cancelled-unexplained", "remarks")


def _status_elsewhere(checked: Checked) -> Status | None:
    """A status of an action that was begun, typed into one of the columns of texts."""
    said = (read_status(checked.tracked.text(key)).value for key in ("remarks", "explanation"))
    return next((status for status in said if status in (Status.IN_PROGRESS, Status.COMPLETED, Status.CANCELLED)), None)


def _says_why(answers: Mapping[str, Answer]) -> bool:
    return any(key in answers and not is_dash(answers[key].found) for key in ("remarks", "explanation"))


def _is_left_over(merged: Merged, key: str) -> bool:
    """True for a percentage or a finish date that stands as it was issued beside a status that was changed since:
    nobody said it now."""
    row = merged.source.row if merged.source else None
    return row is not None and "status" in row.changed and key in row.issued and key not in row.changed


def _contradicts(status: Status, progress: float) -> bool:
    if status is Status.COMPLETED:
        return progress < 100
    return (status is Status.NOT_STARTED and progress > 0) or (status is Status.IN_PROGRESS and progress == 100)


def _finish_date(checked: Checked, as_of: dt.date) -> Iterator[Problem]:
    """A finished action without a finish date; one in the future, before the work began, or of work that goes on."""
    tracked = checked.tracked
    finished, start_on = tracked.completed_on, tracked.action.start_on
    if finished is None:
        if (
            tracked.status is Status.COMPLETED
            and "completed_on" not in checked.merged.answers
            and checked.has("completed_on")
        ):
            yield checked.problem("completed-undated", "completed_on")
    elif finished > as_of:
        yield checked.problem("finish-in-future", "completed_on", finished=finished, as_of=as_of)
    elif start_on and finished < start_on:
        yield checked.problem("finish-before-start", "completed_on", finished=finished, start=start_on)
    elif _is_unfinished(checked) and not _is_left_over(checked.merged, "completed_on"):
        yield checked.problem("finish-contradicts", "status", finished=finished, status=tracked.status)


def _is_unfinished(checked: Checked) -> bool:
    """True for a status that says so itself; a progress that denies it has been told of."""
    status, progress = checked.tracked.status, checked.tracked.progress
    if "status" not in checked.merged.answers or (progress is not None and _contradicts(status, progress)):
        return False
    return status in (Status.NOT_STARTED, Status.IN_PROGRESS)


def _evidence(checked: Checked, website: str) -> Iterator[Problem]:
    """A finished item without evidence, or with none on the office's website; a link that the public may not see."""
    tracked, evidence = checked.tracked, checked.tracked.evidence
    worth = tracked.action.item if tracked.points else None  # what a unit added, or asks of people, has no points
    if tracked.status is Status.COMPLETED:
        if tracked.action.item and "evidence" not in checked.merged.answers:
            if checked.has("evidence"):
                yield checked.problem("evidence-missing", "evidence", item=worth)
        elif evidence and not any(is_on_website(address, website) for address in evidence):
            yield checked.problem("evidence-off-site", "evidence", website=website, item=worth)
    private = tuple(address for address in evidence if is_on_private_drive(address))
    if private:
        yield checked.problem("evidence-private", "evidence", links=private)


def check_links(actions: Iterable[Checked]) -> Iterator[Problem]:
    """One address that a unit gives as the evidence of all its items, told once at the first of them."""
    by_unit: dict[str, list[Checked]] = defaultdict(list)
    for checked in actions:
        if checked.tracked.evidence and checked.merged.source:
            by_unit[checked.tracked.action.unit].append(checked)
    for own in by_unit.values():
        addresses = {address_key(address) for checked in own for address in checked.tracked.evidence}
        topics = {checked.tracked.action.item or checked.tracked.action.title for checked in own}
        if len(addresses) == 1 and len(topics) >= ONE_LINK:
            link = own[0].tracked.evidence[0]
            yield own[0].problem("evidence-all-one", "evidence", count=len(topics), link=link)
