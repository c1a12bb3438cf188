"""Which returns belong to the round, and what was issued in it."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from operator import attrgetter
from typing import NamedTuple

from itaxl.core import planlayout
from itaxl.core.cells import cell_of
from itaxl.core.home import Home, home_of
from itaxl.core.issuing import issue, rows_of, with_added
from itaxl.core.planlayout import header_of, setting_name
from itaxl.core.previous import Previous, last_answers, pairs
from itaxl.core.problems import CannotGoOn, Fact, Problem
from itaxl.core.records import Action, Issue, Outcome, Plan, Value
from itaxl.core.returns import FileReading, Return, refusal, understand

_BY_NAME = attrgetter("file", "digest")  # two folders that are read apart may hold files of one name


class Gathered(NamedTuple):
    """The round: what was issued, with the answers that were known before any return, and every file read, refused or
    skipped, by name; `known` are the refs of the actions that somebody had answered before."""

    reference: Issue
    files: tuple[FileReading, ...]
    problems: tuple[Problem, ...]
    known: frozenset[str] = frozenset()


def gather(returns: Iterable[Return], plan: Plan | None, previous: Previous | None = None) -> Gathered:
    """Every return, understood against the plan or, without one, against what it says itself was issued; actions that
    units added in an earlier round are expected of them, too.

    A return of another agency, year or older round is set aside; of files with the same content one is read.
    Raises CannotGoOn when nothing says what was issued, or when returns of several offices are mixed evenly.
    """
    earlier = previous.issue.actions if previous else ()
    planned = with_added(issue(plan), earlier) if plan else None
    readings: list[FileReading] = []
    waiting: list[Return] = []
    for returned in returns:
        own = returned.issue
        foreign = planned and own and home_of(own.settings) != home_of(planned.settings)
        if returned.refused or returned.skipped or foreign:
            readings.append(refusal(returned, _reason(returned, planned)))
        elif reference := planned or own:
            readings.append(understand(returned, with_added(reference, own.actions if own and planned else earlier)))
        else:
            waiting.append(returned)
    readings.sort(key=_BY_NAME)
    issues = [reading.issue for reading in readings if reading.issue]
    home = home_of(planned.settings) if planned else _commonest_home(issues)
    issues = [each for each in issues if home_of(each.settings) == home]
    if planned:
        reference = _with_round(planned, issues, previous.issue.round if previous else 1)
    else:
        reference = with_added(_with_absent(_union(issues), earlier), earlier)
    readings += [understand(returned, reference) for returned in waiting]
    files = _once([_set_aside(reading, reference) for reading in sorted(readings, key=_BY_NAME)])
    problems = _differences(plan, reference, files) if plan else []
    reference, known = _with_last_answers(reference, files, previous)
    return Gathered(reference, tuple(files), tuple(problems), known)


def _with_round(planned: Issue, issues: Sequence[Issue], last: int) -> Issue:
    """The plan's issue as the newest round, `last` where nothing is returned, with what units had added by then."""
    reference = planned._replace(round=max((each.round for each in issues), default=last))
    for each in issues:
        if each.round == reference.round:
            reference = with_added(reference, each.actions)
    return reference


def _with_absent(reference: Issue, earlier: Sequence[Action]) -> Issue:
    """What was issued, with the earlier actions of the units that no return speaks of."""
    seen = {action.unit for action in reference.actions}
    absent = [action for action in earlier if action.unit not in seen and reference.shares.get(action.unit)]
    return _ordered(reference, [*reference.actions, *(each._replace(answers={}) for each in absent if not each.added)])


def _with_last_answers(
    reference: Issue, files: Sequence[FileReading], previous: Previous | None
) -> tuple[Issue, frozenset[str]]:
    """(the reference with the answers that were known last, the refs of the actions that somebody had answered).

    Known are what a file was issued with, of several the one that was prefilled or else saved last, and what the
    earlier summary says; that counts unless a file was prefilled from a later one.
    """
    answers: dict[str, Mapping[str, Value]] = {}
    known_on: dict[str, dt.date] = {}
    for file in sorted(files, key=_prefilled_last):
        for expected in file.expected.values():
            for action in expected.issued:
                if action.answers and action.ref in expected.current:
                    ref = expected.current[action.ref].ref
                    answers[ref] = action.answers
                    known_on[ref] = _known_on(file)
    known = set(answers)
    if previous:
        for ref, was in pairs(previous.issue.actions, reference.units, reference.actions).before.items():
            last = last_answers(was.answers)
            if last and known_on.get(ref, dt.date.min) <= previous.as_of:
                answers[ref] = last
            if was.ref in previous.heard:
                known.add(ref)
    if answers:
        actions = (each._replace(answers=answers.get(each.ref, each.answers)) for each in reference.actions)
        reference = reference._replace(actions=tuple(actions))
    return reference, frozenset(known)


def _known_on(file: FileReading) -> dt.date:
    return (file.issue.known_on if file.issue else None) or dt.date.min


def _prefilled_last(file: FileReading) -> tuple[dt.date, dt.datetime, str]:
    return _known_on(file), file.saved_at or dt.datetime.min.replace(tzinfo=dt.UTC), file.file


def _reason(returned: Return, planned: Issue | None) -> Problem:
    """Why a return is not even looked into."""
    if reason := returned.skipped or returned.refused:
        return reason
    assert planned is not None and returned.issue is not None  # the caller compared them
    return _foreign(returned.file, returned.issue, planned)


def _foreign(file: str, own: Issue, ours: Issue) -> Problem:
    theirs, here = own.settings, ours.settings
    if home_of(own.settings)[0] != home_of(ours.settings)[0]:
        return Problem("file-other-agency", file, facts=(("theirs", theirs.agency), ("ours", here.agency)))
    years = (("theirs", str(theirs.fiscal_year)), ("ours", str(here.fiscal_year)))
    return Problem("file-other-year", file, facts=years)


def _commonest_home(issues: Sequence[Issue]) -> Home:
    if not issues:
        raise CannotGoOn(Problem("nothing-issued"))
    ranked = Counter(home_of(each.settings) for each in issues).most_common(2)
    if len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
        names = " / ".join(sorted({f"{each.settings.agency} {each.settings.fiscal_year}" for each in issues}))
        raise CannotGoOn(Problem("several-offices", found=names))
    return ranked[0][0]


def _union(issues: Sequence[Issue]) -> Issue:
    """What was issued to all units together, from the newest round; the files of one issue each carry a part."""
    newest = max(issues, key=lambda each: (each.round, each.issue_id))
    actions: dict[str, Action] = {}
    for each in sorted(issues, key=lambda each: (each.round, each.issue_id), reverse=True):
        for action in each.actions if each.round == newest.round else ():
            actions.setdefault(action.ref, action)
    return _ordered(newest, actions.values())


def _ordered(issued: Issue, actions: Iterable[Action]) -> Issue:
    """The issue with these actions, by unit and number."""
    order = {unit.short: place for place, unit in enumerate(issued.units)}
    ordered = sorted(actions, key=lambda action: (order.get(action.unit, len(order)), action.no, action.ref))
    return issued._replace(actions=tuple(ordered))


def _set_aside(reading: FileReading, reference: Issue) -> FileReading:
    """A file of another office, year or older round gives no rows, and says why."""
    own = reading.issue
    if own is None or reading.outcome in (Outcome.REFUSED, Outcome.SKIPPED):
        return reading
    if home_of(own.settings) != home_of(reference.settings):
        reason = _foreign(reading.file, own, reference)
    elif own.round < reference.round:
        rounds = (("theirs", str(own.round)), ("ours", str(reference.round)))
        reason = Problem("file-old-round", reading.file, facts=rounds)
    else:
        return reading
    return _without_rows(reading, Outcome.REFUSED, reason)


def _without_rows(reading: FileReading, outcome: Outcome, reason: Problem) -> FileReading:
    """The file as it is told, when nothing of it counts."""
    said = (reading.digest, reading.saved_at, reading.saved_by, reading.issue)
    return FileReading(reading.file, outcome, reason, *said, problems=(reason,))


def _once(readings: Sequence[FileReading]) -> list[FileReading]:
    """Of files with the same content the first by name is read, the others skipped; one that was given twice is one."""
    seen: dict[str, str] = {}
    kept: list[FileReading] = []
    for reading in {(each.file, each.digest): each for each in readings}.values():
        first = seen.setdefault(reading.digest or reading.file, reading.file)
        if first != reading.file and reading.outcome in (Outcome.READ, Outcome.PARTLY):
            reason = Problem("file-same", reading.file, facts=(("other", first),))
            reading = _without_rows(reading, Outcome.SKIPPED, reason)
        elif reading.outcome is Outcome.READ and not reading.is_filled_in:
            untouched = Problem("file-untouched", reading.file)
            reading = reading._replace(problems=(*reading.problems, untouched))
        kept.append(reading)
    return kept


_KEYS = ("item", "title", "method", "start_on", "due_on", "follow_up")
_COMPARED = attrgetter(*_KEYS)
_OF_PERIOD = ("start_on", "due_on")  # what stands in one cell of the plan
_SETTINGS = ("website", "target", "last_score", "last_iit", "last_eit", "due_soon_days")


def _differences(plan: Plan, reference: Issue, files: Sequence[FileReading]) -> list[Problem]:
    """Where the plan says something else than what was issued: each difference once."""
    found: dict[tuple[str, str], Problem] = {}
    rows = cache(partial(rows_of, plan))

    def tell(code: str, action: Action, key: str = "", **facts: Fact) -> None:
        told = tuple({"unit": action.unit, "title": action.title, **facts}.items())
        row, column = rows().get(action.ref), "period" if key in _OF_PERIOD else key
        cell = cell_of(plan.columns, row - 1, column) if row and plan.columns else None
        found[action.ref, key] = Problem(
            code, plan.file, planlayout.MEASURES, cell, key or None, found=action.title, facts=told
        )

    for file in files:
        for key in _SETTINGS if file.issue and file.rows else ():
            before, after = getattr(file.issue.settings, key), getattr(reference.settings, key)  # type: ignore[union-attr]
            if before != after:
                facts = (("name", setting_name(key)), ("before", before), ("now", after))
                found["", key] = Problem(
                    "plan-setting-changed", plan.file, planlayout.SETTINGS, plan.cells.get(key), facts=facts
                )
        for expected in file.expected.values() if file.issue and file.rows else ():
            for action in filter(_is_planned, expected.issued):
                now = expected.current.get(action.ref)
                if now is None:
                    tell("plan-removed", action)
                elif _COMPARED(action) != _COMPARED(now):
                    for key, before, after in zip(_KEYS, _COMPARED(action), _COMPARED(now), strict=True):
                        if before != after:
                            tell("plan-changed", now, key, name=header_of(key), before=before, now=after)
            for action in filter(_is_planned, expected.new if _is_whole(expected.issued, file.issue) else ()):
                tell("plan-added", action)
    return [found[place] for place in sorted(found)]


def _is_whole(own: Sequence[Action], issued: Issue | None) -> bool:
    """True when a sheet was issued with all of its unit's actions, not only with what was still open."""
    return bool(own) and issued is not None and len(own) >= issued.shares.get(own[0].unit, 0)


def _is_planned(action: Action) -> bool:
    return not action.added
