"""Answers of one action that do not go together: what is missing beside what was answered."""

from __future__ import annotations

from collections.abc import Iterator

from itaxl.core.evidence import is_on_website
from itaxl.core.merging import Merged
from itaxl.core.problems import Problem
from itaxl.core.records import Row
from itaxl.core.statuses import WORDS, Status
from itaxl.core.tracked import Tracked


def check_action(tracked: Tracked, merged: Merged, website: str) -> Iterator[Problem]:
    """What to tell of an action whose answers count as merged; `website` is where evidence must be."""
    if merged.source is None:
        return
    row = merged.source.row
    yield from _status_missing(tracked, merged, row)
    if tracked.status is Status.COMPLETED:
        if "completed_on" not in merged.answers:
            yield _problem("completed-undated", row, "completed_on", tracked)
        if tracked.action.item and "evidence" not in merged.answers:
            yield _problem("evidence-missing", row, "evidence", tracked)
        elif tracked.evidence and not any(is_on_website(address, website) for address in tracked.evidence):
            yield _problem(
                "evidence-off-site", row, "evidence", tracked, found="\n".join(tracked.evidence), website=website
            )


def _status_missing(tracked: Tracked, merged: Merged, row: Row) -> Iterator[Problem]:
    """A blank status beside a finish date, evidence or progress, with the likely word; one that returns contradict is
    told as a conflict."""
    if "status" in merged.answers or any(conflict.column == "status" for conflict in merged.conflicts):
        return
    finished = "completed_on" in merged.answers or tracked.progress == 100
    begun = bool(tracked.progress)
    if finished or begun or "evidence" in merged.answers:
        likely = WORDS[Status.IN_PROGRESS if begun and not finished else Status.COMPLETED]
        yield _problem("status-missing", row, "status", tracked, likely=likely)


def _problem(code: str, row: Row, column: str, tracked: Tracked, found: str | None = None, **facts: str) -> Problem:
    place, facts["title"] = row.place, tracked.action.title
    return Problem(code, place.file, place.sheet, row.cell(column), column, found, tuple(facts.items()))
