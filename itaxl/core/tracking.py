"""What became of every action: the rows of all returns merged, and the state on the as-of date derived."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from itaxl.core import layout
from itaxl.core.addedrefs import AddedRefs
from itaxl.core.asides import Comment
from itaxl.core.calendar import BANGKOK
from itaxl.core.checks import Checked, check_action, check_links
from itaxl.core.codes import UNCONFIRMED
from itaxl.core.gathering import Gathered
from itaxl.core.matching import MOST_TOLD, alike
from itaxl.core.mended import content_of
from itaxl.core.merging import Candidate, Conflict, Merged, Said, merge
from itaxl.core.onconflict import OnConflict
from itaxl.core.planlayout import header_of
from itaxl.core.problems import Fact, Problem, Word
from itaxl.core.records import Action, Place, Settings, Value
from itaxl.core.returns import FileReading
from itaxl.core.statuses import Status
from itaxl.core.tracked import Tracked, placed


class Tracking(NamedTuple):
    """The actions of a round with what became of them; `returned` are the units that filled something in."""

    actions: tuple[Tracked, ...]
    conflicts: tuple[Conflict, ...]
    problems: tuple[Problem, ...]
    returned: frozenset[str]


def track(
    gathered: Gathered, points: Mapping[str, float], as_of: dt.date, on_conflict: OnConflict = "newest"
) -> Tracking:
    """Every issued action, then what the units added; `points` is what each item is worth."""
    issued, added = _candidates(gathered.files, gathered.reference.actions)
    returned = frozenset(row.action.unit for file in gathered.files for row in file.rows if row.is_touched)
    settings = gathered.reference.settings
    actions: list[Tracked] = []
    conflicts: list[Conflict] = []
    checked: list[Checked] = []
    problems: list[Problem] = [
        *_missing(gathered.reference.actions, issued, added, gathered.files),
        *_silent_units(gathered, returned),
    ]
    numbered = [
        *((action, issued.get(action.ref, [])) for action in gathered.reference.actions),
        *_numbered(added, gathered.reference.actions),
    ]
    for action, candidates in numbered:
        merged = merge(action, candidates, on_conflict)
        worth = None if action.added else points.get(action.item or "")
        is_reported = action.unit in returned and bool(candidates)
        is_heard = is_reported and any(candidate.row.answers for candidate in candidates)
        is_carried = action.ref in gathered.known and not is_heard
        tracked = _tracked(action, merged, settings, as_of, worth, reported=is_reported, carried_over=is_carried)
        if comments := _comments(candidates):
            tracked = tracked._replace(comments=comments)
        actions.append(tracked)
        conflicts += merged.conflicts
        problems += (_conflict_problem(conflict, action, on_conflict) for conflict in merged.conflicts)
        problems += _saved_ahead(merged.conflicts, action, as_of)
        checked.append(Checked(tracked, merged))
        problems += check_action(checked[-1], settings, as_of)
    problems += check_links(checked)
    return Tracking(tuple(actions), tuple(conflicts), tuple(problems), returned)


Candidates = dict[str, list[Candidate]]


def _candidates(files: Iterable[FileReading], actions: Iterable[Action]) -> tuple[Candidates, list[list[Candidate]]]:
    """(the rows of each issued action, by ref; the rows of each action that a unit added). What a unit had added before
    is issued, be it in this file or not."""
    issued: Candidates = defaultdict(list)
    added: dict[tuple[str, ...], list[Candidate]] = defaultdict(list)
    known = {content_of(action): action.ref for action in actions if action.added}
    for file in files:
        for row in file.rows:
            candidate = Candidate(row, file.saved_at, file.saved_by)
            content = content_of(row.action) if row.added else ()
            ref = known.get(content) if row.added else row.action.ref
            (issued[ref] if ref else added[content]).append(candidate)
    return issued, list(added.values())


def _numbered(added: Iterable[list[Candidate]], actions: Iterable[Action]) -> Iterator[tuple[Action, list[Candidate]]]:
    """Actions that units added, numbered by unit in the order in which they stand in the files, after those that they
    had added before."""

    def first_place(candidates: list[Candidate]) -> tuple[str, str, int]:
        places = (each.row.place for each in candidates)
        return min((place.file, place.sheet, place.row) for place in places)

    refs = AddedRefs(action.ref for action in actions)
    numbers: dict[str, int] = defaultdict(int)
    numbers.update(Counter(action.unit for action in actions if action.added))
    for candidates in sorted(added, key=first_place):
        action = min(candidates, key=lambda each: first_place([each])).row.action
        numbers[action.unit] += 1
        yield action._replace(ref=refs.take(action.unit), no=numbers[action.unit]), candidates


def _missing(
    actions: Iterable[Action], issued: Candidates, added: Iterable[list[Candidate]], files: Iterable[FileReading]
) -> Iterator[Problem]:
    """Actions that were issued in a file of their unit and came back in none, each with what the unit added that is
    like it: its row with another title, perhaps."""
    extra: dict[str, list[Action]] = defaultdict(list)
    for candidates in added:
        own = extra[candidates[0].row.action.unit]
        if len(own) < MOST_TOLD:
            own.append(candidates[0].row.action)
    places: dict[str, Place] = {}
    for file in files:
        places.update(file.missing)
    for action in actions:
        if not issued.get(action.ref) and action.ref in places:
            like = alike(action.item, action.title, extra[action.unit])
            kept = action.answers.get("status")
            facts = (("unit", action.unit), ("ref", action.ref), ("like", like), ("kept", kept))
            place = places[action.ref]
            yield Problem("action-missing", place.file, place.sheet, found=action.title, facts=facts)


def _silent_units(gathered: Gathered, returned: frozenset[str]) -> Iterator[Problem]:
    reference = gathered.reference
    known = {action.unit for action in reference.actions}
    for unit in reference.units:
        shares = reference.shares.get(unit.short, 0)
        facts = (("unit", unit.short), ("shares", str(shares)))
        if shares and unit.short == UNCONFIRMED:
            yield Problem("unit-to-be-named", facts=facts)
        elif shares and unit.short not in returned:
            yield Problem("unit-not-returned" if unit.short in known else "unit-plan-unknown", facts=facts)


def _tracked(
    action: Action, merged: Merged, settings: Settings, as_of: dt.date, worth: float | None,
    *, reported: bool, carried_over: bool,
) -> Tracked:  # fmt: skip
    answers: dict[str, Value] = {key: merged.value(key) for key in layout.ANSWERS if key != "status"}
    written = merged.value("status")
    status = written if isinstance(written, Status) else Status.NOT_STARTED
    source = merged.source.row.place if merged.source else None
    return placed(
        action, status, answers, settings, as_of, worth,
        reported=reported, source=source, added=action.added, carried_over=carried_over,
    )  # fmt: skip


def _comments(candidates: Iterable[Candidate]) -> tuple[Comment, ...]:
    """The comments on an action's rows by file, sheet and cell; one that came back in several copies stands once."""
    every = [comment for candidate in candidates for comment in candidate.row.comments]
    first: dict[tuple[str, str, str], Comment] = {}
    for comment in sorted(every, key=lambda each: (each.file, each.sheet)):  # those of a row stay in their order
        first.setdefault((comment.column, comment.author, comment.text), comment)
    return tuple(first.values())


def _conflict_problem(conflict: Conflict, action: Action, on_conflict: OnConflict) -> Problem:
    said = conflict.taken or conflict.values[0]
    facts: tuple[tuple[str, Fact], ...] = (
        ("title", action.title),
        ("others", tuple(each.quoted or "-" for each in conflict.values)),
        ("column", header_of(conflict.column)),
        ("issued", conflict.issued),
        ("rule", _rule(conflict, said, on_conflict)),
        ("taken", conflict.taken.quoted if conflict.taken else None),
    )
    return Problem("answers-conflict", said.file, said.sheet, said.cell, conflict.column, said.found or None, facts)


def _rule(conflict: Conflict, said: Said, on_conflict: OnConflict) -> Word:
    """By what one of the answers counts: saved last it is only where another was saved before."""
    if on_conflict == "issued":
        return Word.ISSUED
    rivals = [each for each in conflict.values if each is not said and each.saved_at == said.saved_at]
    if not rivals:
        return Word.NEWEST
    if any(each.file == said.file for each in rivals):
        return Word.SAME_FILE
    return Word.SAME_TIME if said.saved_at else Word.NO_TIME


def _saved_ahead(conflicts: Iterable[Conflict], action: Action, as_of: dt.date) -> Iterator[Problem]:
    """At most one: that an answer counts because its file says it was saved later than can be, more than a day after
    the as-of date (a day allows for time zones)."""
    for conflict in conflicts:
        said = conflict.taken
        if said is None or said.saved_at is None or _rule(conflict, said, "newest") is not Word.NEWEST:
            continue
        if said.saved_at.date() > as_of + dt.timedelta(days=1):
            facts: tuple[tuple[str, Fact], ...] = (
                ("title", action.title),
                ("saved", said.saved_at.astimezone(BANGKOK).date()),
                ("as_of", as_of),
            )
            yield Problem("conflict-saved-ahead", said.file, said.sheet, said.cell, conflict.column, facts=facts)
            return
