"""One unit's table, row by row: every row is an action, a rejection or blank, and the sums agree."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from itaxl.core import layout
from itaxl.core.answers import AnswerReader
from itaxl.core.beside import comments_by_row, told_beside
from itaxl.core.cells import address
from itaxl.core.codes import read_indicator, read_item, read_survey
from itaxl.core.dates import Role, read_date
from itaxl.core.matching import MOST_TOLD, Claim, Expected, Match, alike, content_of, is_own_ref, match
from itaxl.core.merged import Claimed, spread
from itaxl.core.plancells import PlanCells
from itaxl.core.problems import Fact, Problem
from itaxl.core.reading import Cell, How, shown
from itaxl.core.records import Action, Answer, Place, Row, Tally, from_columns
from itaxl.core.rowkinds import is_header, is_note, is_signature, signs, typed_cells, typed_rows
from itaxl.core.table import Table
from itaxl.core.text import clean, is_blank

_MATCHED = ("item", "title")


class SheetReading(NamedTuple):
    """A unit's sheet, read: its rows that are actions, the sums, what is to be told; `lost` when a rejected row held
    answers; `missing` are the expected actions (of today) that have no row."""

    rows: tuple[Row, ...]
    tally: Tally
    problems: tuple[Problem, ...]
    lost: bool
    missing: tuple[Action, ...]


def read_sheet(
    table: Table, claims: Sequence[Claim], unit: str, expected: Mapping[str, Expected], fiscal_year: int
) -> SheetReading:
    """One unit's table, whose rows claim `claims`, against what is expected of each unit (short name): its own first,
    then the others', whose rows may have been pasted below; `fiscal_year` (BE) is the plan's."""
    return _SheetReader(table, claims, unit, expected, fiscal_year).read()


_CLAIMED = ("ref", "item", "title", "method")


def claims_of(table: Table) -> list[Claim]:
    """What each row says of itself: its hidden ref and the text of its plan columns."""
    rows = [values for _, values in table.rows()]
    said = dict.fromkeys(_CLAIMED, [""] * len(rows))
    for key, cells in table.columns_of(rows, _CLAIMED):
        said[key] = [value.strip() if type(value) is str else _stripped(value) for value in cells]
    return from_columns(Claim, *said.values())


def _stripped(value: Cell) -> str:
    return value.strip() if isinstance(value, str) else shown(value)


class _SheetReader:
    def __init__(
        self, table: Table, claims: Sequence[Claim], unit: str, of_all: Mapping[str, Expected], fiscal_year: int
    ) -> None:
        self.table, self.claims, self.unit = table, claims, unit
        self.expected, self.of_all, self.fiscal_year = of_all[unit], of_all, fiscal_year
        self.plan_cells, self.comments = PlanCells(table, fiscal_year), comments_by_row(table)
        self.problems: list[Problem] = []
        self.lost = False
        self.added: list[int] = []
        self.unanswered: Sequence[Action] = ()

    def read(self) -> SheetReading:
        typed = list(typed_rows(self.table, self.claims))
        claimed = self._sorted_out(typed)
        rejected = len(typed) - len(claimed)
        table, claimed, told = spread(self.table, claimed)
        self.problems += told
        answers, told = AnswerReader(table, self.fiscal_year).read([(row, values) for row, values, _ in claimed])
        self.problems += told
        rows: list[Row] = []
        matches = self._matches([claim for *_, claim in claimed])
        for one, place, matched, answered in zip(claimed, self._places(claimed), matches, answers, strict=True):
            row = self._row(one, place, matched, answered)
            if row is None:
                rejected += 1
                continue
            rows.append(row)
        self.problems += (*self.table.errors("days_overdue"), *told_beside(self.table))
        if more := self.added[MOST_TOLD:]:
            self._tell("actions-added", more[0], "title", count=str(len(more)))
        last = typed[-1][0] - self.table.first + 1 if typed else 0
        tally = Tally(last, len(rows), rejected, last - len(rows) - rejected)
        seen = {row.action.ref for row in rows}
        if len(seen) < len(rows):
            self._tell_copies(rows)
        missing = tuple(action for action in self.expected.current.values() if action.ref not in seen)
        return SheetReading(tuple(rows), tally, tuple(self.problems), self.lost, missing)

    def _sorted_out(self, typed: Sequence[Claimed]) -> list[Claimed]:
        """The rows that are actions; what is none is told of."""
        claimed: list[Claimed] = []
        signed = False
        for row, values, claim in typed:
            if self._is_as_issued(claim):
                claimed.append((row, values, claim))
                continue
            if is_header(self.table, values, claim):
                self._tell("row-header", row, "title", claim.title)
                continue
            note = is_note(self.table, values, claim) or is_signature(self.table, values, claim, below=signed)
            signed = signed or (note and signs(values))
            if (claim.title or read_item(claim.item) or self._is_issued(claim.ref)) and not note:
                claimed.append((row, values, claim))
            else:
                self._reject(row, values, note)
        return claimed

    def _is_as_issued(self, claim: Claim) -> bool:
        """True for a row with its ref and title, as nearly every one has; False says nothing."""
        action = self.expected.current.get(claim.ref)
        return action is not None and action.title == claim.title

    def _is_issued(self, ref: str) -> bool:
        return bool(ref) and any(action.ref == ref for action in self.expected.issued)

    def _reject(self, row: int, values: Sequence[Cell], note: bool) -> None:
        """Tells of a row that is no action, at its first typed cell; a note with all that it says."""
        lost = not note and any(not is_blank(self.table.value(values, key)) for key in layout.ANSWERS)
        self.lost = self.lost or lost
        grid = self.table.grid
        place = next(place for place, value in enumerate(values) if not is_blank(value))
        code = "row-without-title" if lost else "row-note"
        cell = address(row, grid.left + place)
        said = typed_cells(self.table, values) if note else [values[place]]
        self.problems.append(Problem(code, grid.file, grid.sheet, cell, found=" ".join(map(shown, said))))

    def _matches(self, claims: Sequence[Claim]) -> list[Match]:
        """By what was issued in this file; what is left, by what the plan has added since."""
        found = match(claims, self.expected.issued)
        if self.expected.new:
            places = [place for place, matched in enumerate(found) if matched.action is None]
            for place, late in zip(places, match([claims[place] for place in places], self.expected.new), strict=True):
                found[place] = late
        answered = {matched.action.ref for matched in found if matched.action}
        if any(matched.action is None for matched in found):
            found = self._elsewhere(claims, found)
        self.unanswered = [action for action in self.expected.issued if action.ref not in answered]
        return found

    def _elsewhere(self, claims: Sequence[Claim], found: Sequence[Match]) -> list[Match]:
        """The same, with the rows left over that are nobody's own addition: copies of a row without its ref, and rows
        of other units' actions, with their own refs."""
        copied = {content_of(a.item or "", a.title, a.method): a for a in reversed(self.expected.issued)}
        others = {a.ref: a for each in self.of_all.values() if each is not self.expected for a in each.issued}

        def settled(claim: Claim, matched: Match) -> Match:
            if matched.action is not None:
                return matched
            other = others.get(claim.ref)  # first: two units may have been issued the same item, title and method
            if other is not None and claim.title and is_own_ref(claim, other):
                return Match(other, by_ref=True)
            copy = copied.get(content_of(claim.item, claim.title, claim.method)) if claim.title else None
            return Match(copy, claim.ref == copy.ref) if copy is not None else matched

        return [settled(claim, matched) for claim, matched in zip(claims, found, strict=True)]

    def _places(self, claimed: Sequence[Claimed]) -> list[Place]:
        count, grid = len(claimed), self.table.grid
        return from_columns(Place, [grid.file] * count, [grid.sheet] * count, [row + 1 for row, *_ in claimed])

    def _row(self, claimed: Claimed, place: Place, matched: Match, answers: Mapping[str, Answer]) -> Row | None:
        row, values, claim = claimed
        columns, comments = self.table.columns, self.comments.get(row, ())
        issued = matched.action
        if issued is None and not claim.title and not (claim.item and claim.method):
            self._reject(row, values, note=False)
            return None
        if issued is None:
            added = self._added(row, values, claim)
            return Row(added, place, columns, answers, {}, added=True, comments=comments)
        expected = self.expected if issued.unit == self.unit else self.of_all.get(issued.unit, self.expected)
        action = expected.current.get(issued.ref) or (issued if issued in expected.new else None)
        if action is None:
            self._tell("action-withdrawn", row, "title", claim.title)
            return None
        if expected is not self.expected:
            self._tell("row-of-other-unit", row, "title", claim.title, unit=action.unit)
        if claim.ref and not matched.by_ref:
            right = issued.ref if issued.ref != claim.ref else ""  # its own, beside another title
            self._tell("ref-mismatch", row, "ref", claim.ref, title=claim.title, right=right)
        if not claim.title and "title" in columns:
            self._tell("title-cleared", row, "title", title=issued.title)
        unnumbered = bool(issued.item) and not claim.item
        if unnumbered or not (claim.ref and self.plan_cells.are_as_issued(values, issued)):
            # An own ref counts only beside its item and title, and one that does not has just been told of.
            self.problems += self.plan_cells.changes(row, values, issued, but=_MATCHED if claim.ref else ())
            if matched.by_ref:
                self.problems += self.plan_cells.cleared(row, values, issued)
        own = issued in self.expected.new and issued.added  # known by now, but in this file the unit has added it
        read = Row(action, place, columns, answers, issued.answers, own, comments)
        for key in read.cleared:
            self._tell("answer-cleared", row, key, issued=issued.answers[key])
        return read

    def _tell_copies(self, rows: Sequence[Row]) -> None:
        """Tells of rows that answer an action which a row above them answers, too; all of them count."""
        first: dict[str, int] = {}
        for row in rows:
            other = first.setdefault(row.action.ref, row.place.row)
            if other != row.place.row and not row.added:
                self._tell("row-copied", row.place.row - 1, "title", other=str(other), title=row.action.title)

    def _tell(self, code: str, row: int, key: str, found: Cell = None, **facts: Fact) -> None:
        self.problems.append(self.table.problem(code, row, key, found, **facts))

    def _added(self, row: int, values: Sequence[Cell], claim: Claim) -> Action:
        """An action that the unit added; its number is given when all returns are known."""
        start_on, _ = self._date(row, values, "start_on", "start")
        due_on, due_text = self._date(row, values, "due_on", "due")
        self.added.append(row)
        if len(self.added) <= MOST_TOLD:
            like = alike(read_item(claim.item), claim.title, self.unanswered)
            self._tell("action-added", row, "title", claim.title or claim.item, like=like)
        return Action(
            ref="",
            unit=self.unit,
            no=0,
            survey=read_survey(self.table.value(values, "survey")),
            indicator=read_indicator(self.table.value(values, "indicator")),
            item=read_item(claim.item),
            title=clean(claim.title),
            method=clean(claim.method),
            start_on=start_on,
            due_on=due_on,
            due_text=due_text,
            follow_up=clean(_stripped(self.table.value(values, "follow_up"))),
        )

    def _date(self, row: int, values: Sequence[Cell], key: str, role: Role) -> tuple[dt.date | None, str]:
        """(a date of an added action; its text when it cannot be read)."""
        value = self.table.value(values, key)
        reading = read_date(value, self.fiscal_year, role, epoch=self.table.grid.epoch)
        self.problems += self.table.notes(row, key, value, reading)
        return reading.value, shown(value) if reading.how is How.UNREADABLE else ""
