"""What a unit was once told to mend, and has: the problems of a return that a later one of the same unit has answered.

Both files stay in the folder, and in the summary both stay named; but nobody is asked for what he has sent.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

from itaxl.core.layout import ANSWERS, TOGETHER
from itaxl.core.merging import Conflict, Said, token
from itaxl.core.problems import Problem
from itaxl.core.records import Action, Outcome, Row, Unit
from itaxl.core.returns import FileReading
from itaxl.core.sentences import is_for_unit
from itaxl.core.statuses import Status
from itaxl.core.text import squashed
from itaxl.core.unitsheets import called_after

Identity: TypeAlias = tuple[str, ...]
"""What makes rows of several returns the same action's."""


Contradiction: TypeAlias = tuple[Conflict, Problem]
"""Answers that differ, and what is told of it."""


def mended(
    files: Sequence[FileReading], units: Sequence[Unit], contradictions: Iterable[Contradiction]
) -> frozenset[Problem]:
    """Of what units would be told to mend, all that a later return of the unit has answered: the same field of the
    same action, or a sheet or file that was sent again with every row that was in it.

    A file that cannot be opened says no time: any return of its unit that was filled in answers it.
    """
    sent: dict[str, list[_Sent]] = {}
    for file in files:
        own: dict[str, list[Row]] = {}
        for row in file.rows:
            own.setdefault(row.action.unit, []).append(row)
        for unit, rows in own.items():
            if any(row.is_touched for row in rows):
                sent.setdefault(unit, []).append(_Sent(file, rows))
    found = {problem for file in files for problem in _of_file(file, sent, units)}
    return frozenset(found | set(_of_conflicts(list(contradictions))))


def told_of_mended(settled: Iterable[Problem]) -> Iterator[Problem]:
    """For each file in which such problems stand, how many they are: nobody need look after those. A contradiction
    stands in the later file, and is the planner's to see."""
    at_home = (each for each in settled if each.file and each.cell and each.code != "answers-conflict")
    counts = Counter(problem.file for problem in at_home)
    for file, count in sorted(counts.items()):
        yield Problem("file-answered-later", file, facts=(("count", str(count)),))


class _Sent:
    """What a file holds of one unit."""

    def __init__(self, file: FileReading, own: Sequence[Row]) -> None:
        self.file, self.own = file, own

    @cached_property
    def rows(self) -> Mapping[Identity, Row]:
        return {_identity(row): row for row in self.own}

    def is_after(self, file: FileReading) -> bool:
        """True for another file that was saved later, or where nothing says when the one that was refused was."""
        if self.file is file:
            return False
        if file.outcome is Outcome.REFUSED and file.saved_at is None:
            return True
        return _instant(self.file) > _instant(file)


def _instant(file: FileReading) -> dt.datetime:
    """When it was saved; an unknown time loses to a known one."""
    return file.saved_at or dt.datetime.min.replace(tzinfo=dt.UTC)


def _identity(row: Row) -> Identity:
    return content_of(row.action) if row.added or row.action.added else (row.action.ref,)


def content_of(action: Action) -> Identity:
    """What makes two rows that units added the same action."""
    return action.unit, action.item or "", squashed(action.title), squashed(action.method)


def _of_file(file: FileReading, sent: Mapping[str, Sequence[_Sent]], units: Sequence[Unit]) -> Iterator[Problem]:
    told = [problem for problem in file.problems if is_for_unit(problem) or problem == file.reason]
    if not told or file.outcome is Outcome.SKIPPED:
        return
    at = {(row.place.sheet, row.place.row): row for row in file.rows}
    for problem in told:
        row = at.get((problem.sheet or "", problem.row))
        if row is not None:
            later = [each for each in sent.get(row.action.unit, ()) if each.is_after(file)]
            again = [each.rows.get(_identity(row)) for each in later]
            if any(each and _answers(each, row, problem.column or "") for each in again):
                yield problem
        elif _is_sent_again(file, problem.sheet, sent, units):
            yield problem


def _answers(later: Row, earlier: Row, key: str) -> bool:
    """True when a later row of the action answers a field anew, or was issued with the answer and kept it; whatever
    stands in what units do not answer is as the later one has it."""
    if key not in ANSWERS:
        return True
    if key in TOGETHER and "status" in later.changed and later.answers["status"].readable:
        return True  # progress and finish date go with the status
    return key in later.answers and (
        key in later.changed or token(later.answers[key]) == token(earlier.answers.get(key))
    )


def _is_sent_again(
    file: FileReading, sheet: str | None, sent: Mapping[str, Sequence[_Sent]], units: Sequence[Unit]
) -> bool:
    """True when every unit of a sheet, or of the file, has sent all its rows again; False where no unit is known."""
    own: dict[str, set[Identity]] = {}
    for row in file.rows:
        if sheet in (None, row.place.sheet):
            own.setdefault(row.action.unit, set()).add(_identity(row))
    if not own and (sheet is None or file.outcome is Outcome.REFUSED):
        own = {unit: set() for unit in called_after(file.file, units)}
    return bool(own) and all(
        any(each.is_after(file) and rows <= each.rows.keys() for each in sent.get(unit, ()))
        for unit, rows in own.items()
    )


def _of_conflicts(contradictions: Sequence[Contradiction]) -> Iterator[Problem]:
    """Contradictions that are none to the unit: what could not be read was said again, later, so that it can be.
    Progress and finish date go with the status."""
    status = {conflict.ref for conflict, _ in contradictions if conflict.column == "status" and _is_mending(conflict)}
    for conflict, problem in contradictions:
        if _is_mending(conflict) or (conflict.column in TOGETHER and conflict.ref in status):
            yield problem


def _is_mending(conflict: Conflict) -> bool:
    newest, *others = conflict.values
    return _is_readable(newest) and all(_is_before(other, newest) and not _is_readable(other) for other in others)


def _is_readable(said: Said) -> bool:
    return said.value not in (None, Status.UNREADABLE)


def _is_before(said: Said, other: Said) -> bool:
    return said.saved_at is not None and other.saved_at is not None and said.saved_at < other.saved_at
