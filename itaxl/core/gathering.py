"""Which returns belong to the round, and what was issued in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from itaxl.core import planlayout
from itaxl.core.issuing import issue
from itaxl.core.planlayout import header_of, setting_name
from itaxl.core.problems import CannotGoOn, Fact, Problem
from itaxl.core.records import Action, Issue, Outcome, Plan, Value
from itaxl.core.returns import FileReading, Return, refusal, understand
from itaxl.core.text import squashed

_BY_NAME = attrgetter("file", "digest")  # two folders that are read apart may hold files of one name

Home = tuple[str, int]
"""Agency (squashed) and fiscal year (BE)."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The round: what was issued, and every file read, refused or skipped, by name."""

    reference: Issue
    files: tuple[FileReading, ...]
    problems: tuple[Problem, ...]


def gather(returns: Iterable[Return], plan: Plan | None) -> Gathered:
    """Every return, understood against the plan or, without one, against what it says itself was issued.

    A return of another agency, year or older round is set aside; of files with the same content one is read.
    Raises CannotGoOn when nothing says what was issued, or when returns of several offices are mixed evenly.
    """
    planned = issue(plan) if plan else None
    readings: list[FileReading] = []
    waiting: list[Return] = []
    for returned in returns:
        own = returned.issue
        if returned.refused or returned.skipped or (planned and own and _home(own) != _home(planned)):
            readings.append(refusal(returned, _reason(returned, planned)))
        elif reference := planned or own:
            readings.append(understand(returned, reference))
        else:
            waiting.append(returned)
    readings.sort(key=_BY_NAME)
    issues = [reading.issue for reading in readings if reading.issue]
    home = _home(planned) if planned else _commonest_home(issues)
    issues = [each for each in issues if _home(each) == home]
    reference = replace(planned, round=max((each.round for each in issues), default=1)) if planned else _union(issues)
    readings += [understand(returned, reference) for returned in waiting]
    files = _once([_set_aside(reading, reference) for reading in sorted(readings, key=_BY_NAME)])
    problems = _differences(plan, reference, files) if plan else []
    return Gathered(_with_prefilled(reference, files), tuple(files), tuple(problems))


# Ways to write what kind of office it is; the names of most offices are written both ways.
_KINDS = (
    ("องค์การบริหารส่วนตำบล", "อบต."), ("องค์การบริหารส่วนจังหวัด", "อบจ."), ("เทศบาลตำบล", "ทต."), ("เทศบาลเมือง", "ทม."),
    ("เทศบาลนคร", "ทน."),
)  # fmt: skip


def _home(issued: Issue) -> Home:
    agency = squashed(issued.settings.agency)
    for full, short in _KINDS:
        agency = agency.replace(squashed(full), squashed(short))
    return agency.replace(".", ""), issued.settings.fiscal_year


def _with_prefilled(reference: Issue, files: Sequence[FileReading]) -> Issue:
    """The reference with the answers that its actions were issued with, those of the file saved last."""
    answers: dict[str, Mapping[str, Value]] = {}
    for file in sorted(files, key=lambda each: (each.saved_at is not None, each.saved_at or 0, each.file)):
        for expected in file.expected.values():
            for action in expected.issued:
                if action.answers and action.ref in expected.current:
                    answers[expected.current[action.ref].ref] = action.answers
    if not answers:
        return reference
    actions = (replace(each, answers=answers.get(each.ref, each.answers)) for each in reference.actions)
    return replace(reference, actions=tuple(actions))


def _reason(returned: Return, planned: Issue | None) -> Problem:
    """Why a return is not even looked into."""
    if reason := returned.skipped or returned.refused:
        return reason
    assert planned is not None and returned.issue is not None  # the caller compared them
    return _foreign(returned.file, returned.issue, planned)


def _foreign(file: str, own: Issue, ours: Issue) -> Problem:
    theirs, here = own.settings, ours.settings
    if _home(own)[0] != _home(ours)[0]:
        return Problem("file-other-agency", file, facts=(("theirs", theirs.agency), ("ours", here.agency)))
    years = (("theirs", str(theirs.fiscal_year)), ("ours", str(here.fiscal_year)))
    return Problem("file-other-year", file, facts=years)


def _commonest_home(issues: Sequence[Issue]) -> Home:
    if not issues:
        raise CannotGoOn(Problem("nothing-issued"))
    ranked = Counter(_home(each) for each in issues).most_common(2)
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
    order = {unit.short: place for place, unit in enumerate(newest.units)}
    ordered = sorted(actions.values(), key=lambda action: (order.get(action.unit, len(order)), action.no, action.ref))
    return replace(newest, actions=tuple(ordered))


def _set_aside(reading: FileReading, reference: Issue) -> FileReading:
    """A file of another office, year or older round gives no rows, and says why."""
    own = reading.issue
    if own is None or reading.outcome in (Outcome.REFUSED, Outcome.SKIPPED):
        return reading
    if _home(own) != _home(reference):
        reason = _foreign(reading.file, own, reference)
    elif own.round < reference.round:
        rounds = (("theirs", str(own.round)), ("ours", str(reference.round)))
        reason = Problem("file-old-round", reading.file, facts=rounds)
    else:
        return reading
    return replace(
        reading, outcome=Outcome.REFUSED, reason=reason, rows=(), sheets={}, expected={}, missing={}, problems=(reason,)
    )


def _once(readings: Sequence[FileReading]) -> list[FileReading]:
    """Of files with the same content the first by name is read, the others skipped; one that was given twice is one."""
    seen: dict[str, str] = {}
    kept: list[FileReading] = []
    for reading in {(each.file, each.digest): each for each in readings}.values():
        first = seen.setdefault(reading.digest or reading.file, reading.file)
        if first != reading.file and reading.outcome in (Outcome.READ, Outcome.PARTLY):
            reason = Problem("file-same", reading.file, facts=(("other", first),))
            reading = replace(
                reading,
                outcome=Outcome.SKIPPED,
                reason=reason,
                rows=(),
                sheets={},
                expected={},
                missing={},
                problems=(reason,),
            )
        elif reading.outcome is Outcome.READ and not reading.is_filled_in:
            untouched = Problem("file-untouched", reading.file)
            reading = replace(reading, problems=(*reading.problems, untouched))
        kept.append(reading)
    return kept


_KEYS = ("item", "title", "method", "start_on", "due_on", "follow_up")
_COMPARED = attrgetter(*_KEYS)
_SETTINGS = ("website", "target", "last_score", "last_iit", "last_eit", "due_soon_days")


def _differences(plan: Plan, reference: Issue, files: Sequence[FileReading]) -> list[Problem]:
    """Where the plan says something else than what was issued: each difference once."""
    found: dict[tuple[str, str], Problem] = {}

    def tell(code: str, action: Action, key: str = "", **facts: Fact) -> None:
        facts = {"unit": action.unit, "title": action.title, **facts}
        found[action.ref, key] = Problem(
            code, plan.file, column=key or None, found=action.title, facts=tuple(facts.items())
        )

    for file in files:
        for key in _SETTINGS if file.issue and file.rows else ():
            before, after = getattr(file.issue.settings, key), getattr(reference.settings, key)  # type: ignore[union-attr]
            if before != after:
                facts = (("name", setting_name(key)), ("before", before), ("now", after))
                found["", key] = Problem("plan-setting-changed", plan.file, planlayout.SETTINGS, facts=facts)
        for expected in file.expected.values() if file.issue and file.rows else ():
            for action in expected.issued:
                now = expected.current.get(action.ref)
                if now is None:
                    tell("plan-removed", action)
                elif _COMPARED(action) != _COMPARED(now):
                    for key, before, after in zip(_KEYS, _COMPARED(action), _COMPARED(now), strict=True):
                        if before != after:
                            tell("plan-changed", now, key, name=header_of(key), before=before, now=after)
            for action in expected.new if _is_whole(expected.issued, file.issue) else ():
                tell("plan-added", action)
    return [found[place] for place in sorted(found)]


def _is_whole(own: Sequence[Action], issued: Issue | None) -> bool:
    """True when a sheet was issued with all of its unit's actions, not only with what was still open."""
    return bool(own) and issued is not None and len(own) >= issued.shares.get(own[0].unit, 0)
