"""Several returns of one action: field by field the answer that differs from what was issued.

Status, progress and finish date are taken together, from one file. Answers that contradict each other are listed;
the one of the file saved last is taken, or what was issued stays. A tie is broken by content, never by the order of
the files.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple, TypeAlias

from itaxl.core.layout import ANSWERS, TOGETHER
from itaxl.core.onconflict import OnConflict
from itaxl.core.records import Action, Answer, Row, Value, shown_value
from itaxl.core.statuses import Status
from itaxl.core.text import comparable

APART: tuple[str, ...] = tuple(key for key in ANSWERS if key not in TOGETHER)


class Candidate(NamedTuple):
    """A row with when (UTC) and by whom its file was last saved."""

    row: Row
    saved_at: dt.datetime | None
    saved_by: str


class Said(NamedTuple):
    """One of the values of a conflict, and where it stands."""

    value: Value
    found: str
    file: str
    sheet: str
    cell: str
    saved_at: dt.datetime | None
    saved_by: str
    token: str

    @property
    def quoted(self) -> Value:
        """The value, or what was typed where it cannot be read."""
        return self.found if self.value in (None, Status.UNREADABLE) else self.value

    @property
    def text(self) -> str:
        """What is quoted, as our workbooks show it."""
        return shown_value(self.quoted)


class Conflict(NamedTuple):
    """Two or more returns that answer one field differently, newest first; `taken` is the one that counts, None where
    what was issued does."""

    ref: str
    column: str
    issued: Value
    values: tuple[Said, ...]
    taken: Said | None

    @property
    def value(self) -> Value:
        """What counts."""
        return self.taken.value if self.taken else self.issued


class Merged(NamedTuple):
    """What counts for one action: the answers by column key, the row that decides, and the conflicts; `rows` are where
    the answers that returns changed came from."""

    answers: Mapping[str, Answer]
    source: Candidate | None
    conflicts: tuple[Conflict, ...]
    rows: Mapping[str, Row]

    def value(self, key: str) -> Value:
        """The value that counts under a key, or None."""
        return self.answers[key].value if key in self.answers else None


def merge(action: Action, candidates: Sequence[Candidate], on_conflict: OnConflict = "newest") -> Merged:
    """The answers of all returned rows of one action, the newest where they contradict each other, or with "issued"
    what was issued. The order of the candidates changes nothing."""
    if len(candidates) > 1:
        candidates = sorted(candidates, key=_newest_last)
    answers = {
        key: Answer(value, shown_value(value)) for key, value in action.answers.items() if value not in (None, ())
    }
    rows: dict[str, Row] = {}
    conflicts: list[Conflict] = []
    deciding: Candidate | None = None
    for taken, keys, found in _decisions(action, candidates, dict(answers)):
        if found and on_conflict == "issued":
            conflicts += [conflict._replace(taken=None) for conflict in found]
            continue
        conflicts += found
        if keys is TOGETHER:
            answers = _kept(answers, taken.row)
        for key in keys:
            if key in taken.row.answers:
                answers[key], rows[key] = taken.row.answers[key], taken.row
        deciding = deciding or taken
    source = deciding or (candidates[-1] if candidates else None)
    return Merged(answers, source, tuple(conflicts), rows)


Decision: TypeAlias = tuple[Candidate, tuple[str, ...], list[Conflict]]
"""The row that answers are taken from, their keys, and what contradicts them."""


def _decisions(action: Action, candidates: Sequence[Candidate], issued: Mapping[str, Answer]) -> Iterator[Decision]:
    """One for the answers that are taken together and one for each other key, where a return changed something."""
    said = [(candidate, candidate.row.changed) for candidate in candidates]
    together = _current([candidate for candidate, keys in said if not keys.isdisjoint(TOGETHER)], TOGETHER)
    if together:
        yield _together(action, together, issued)
    for key in APART:
        changed = _current([candidate for candidate, keys in said if key in keys], (key,))
        if changed:
            yield changed[-1], (key,), _conflict(action, key, changed, changed[-1].row.answers[key])


def _current(candidates: Sequence[Candidate], keys: tuple[str, ...]) -> Sequence[Candidate]:
    """Those from the last one on that no later file was issued with: who was shown an answer and changed it contradicts
    neither it nor what was said before it."""
    if len(candidates) < 2:
        return candidates
    last = {shown: place for place, each in enumerate(candidates) if (shown := _shown(each.row, keys))}
    seen = (
        place
        for place, each in enumerate(candidates)
        if any(place < later and _is_among(each.row, keys, shown) for shown, later in last.items())
    )
    return candidates[max(seen, default=-1) + 1 :]


def _shown(row: Row, keys: tuple[str, ...]) -> tuple[str, ...]:
    """What a row was issued prefilled with under these keys; () where it was issued blank."""
    issued = row.issued
    return tuple(_as_prefilled(Answer(issued[key], "") if key in issued else None) for key in keys) if issued else ()


def _is_among(row: Row, keys: tuple[str, ...], shown: tuple[str, ...]) -> bool:
    """True when a later row was shown all that this one answers."""
    answers = (_as_prefilled(row.answers.get(key)) for key in keys)
    return all(answer in ("", other) for answer, other in zip(answers, shown, strict=True))


def _as_prefilled(answer: Answer | None) -> str:
    """What two answers are compared by when one was prefilled: what cannot be read is prefilled as blank, and a blank
    status says the same as not started."""
    return "" if answer is None or not answer.readable or answer.value is Status.NOT_STARTED else token(answer)


def _newest_last(candidate: Candidate) -> tuple[dt.datetime, str, str, str, int]:
    """An unknown time loses to a known one; then content decides, then the name."""
    saved_at = candidate.saved_at or dt.datetime.min.replace(tzinfo=dt.UTC)
    content = "|".join(f"{key}={token(answer)}" for key, answer in sorted(candidate.row.answers.items()))
    place = candidate.row.place
    return saved_at, content, place.file, place.sheet, place.row


def token(answer: Answer | None) -> str:
    """What two answers are compared by: equal when a reader would call them the same."""
    if answer is None:
        return ""
    if not answer.readable:
        return "?" + comparable(answer.found)
    if isinstance(answer.value, tuple):
        return "\n".join(answer.value)
    return comparable(answer.value) if type(answer.value) is str else str(answer.value)


def _together(action: Action, changed: Sequence[Candidate], issued: Mapping[str, Answer]) -> Decision:
    """Status, progress and finish date of one file: the newest that gives a status, else the newest.

    A file that says part of what another says gives way to it.
    """
    if len(changed) == 1:  # as nearly always: it contradicts nobody
        return changed[0], TOGETHER, []
    said = [tuple(token(candidate.row.answers.get(key)) for key in TOGETHER) for candidate in changed]
    covered = {part for each in set(said) for part in _parts(each)}
    whole = [candidate for candidate, each in zip(changed, said, strict=True) if each not in covered]
    taken = next((each for each in reversed(whole) if "status" in each.row.answers), whole[-1])
    answers = {**_kept(issued, taken.row), **taken.row.answers}
    found: list[Conflict] = []
    for key in TOGETHER:
        answered = [candidate for candidate in whole if key in candidate.row.answers]
        found += _conflict(action, key, answered, answers.get(key))
    if not found and len(set(said) - covered) > 1:
        # No field has two values, yet no file says all: what the others say beside the one taken is told.
        key = next(
            key for key in TOGETHER for each in whole if key in each.row.answers and key not in taken.row.answers
        )
        found = _conflict(action, key, whole, answers.get(key))
    return taken, TOGETHER, found


def _kept(known: Mapping[str, Answer], row: Row) -> dict[str, Answer]:
    """What was known before, without what a status in this row replaces: of the answers that are taken together, those
    stay that the row itself was issued with."""
    replaced = {key for key in TOGETHER if key not in row.issued} if "status" in row.answers else set()
    return {key: answer for key, answer in known.items() if key not in replaced}


def _parts(said: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Everything that says part of this and not all of it: some of its answers left out."""
    for left_out in product((False, True), repeat=len(said)):
        part = tuple("" if leave else each for leave, each in zip(left_out, said, strict=True))
        if part != said:
            yield part


def _conflict(action: Action, key: str, changed: Sequence[Candidate], taken: Answer | None) -> list[Conflict]:
    """At most one conflict: none when all who answered said the same."""
    values = _said(key, changed) if len(changed) > 1 else ()
    if len(values) < 2:
        return []
    counts = next((said for said in values if said.token == token(taken)), None)
    return [Conflict(action.ref, key, action.answers.get(key), values, counts)]


def _said(key: str, candidates: Sequence[Candidate]) -> tuple[Said, ...]:
    """Each different value once, the newest file's place for it, newest first."""
    values: dict[str, Said] = {}
    for candidate in reversed(candidates):
        answer, place = candidate.row.answers.get(key), candidate.row.place
        said = Said(
            answer.value if answer else None,
            answer.found if answer else "",
            place.file,
            place.sheet,
            candidate.row.cell(key),
            candidate.saved_at,
            candidate.saved_by,
            token(answer),
        )
        values.setdefault(said.token, said)
    return tuple(values.values())
