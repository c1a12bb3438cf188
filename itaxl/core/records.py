"""The records that pass between the rooms of the house. All are frozen; dates are Gregorian, years called
`fiscal_year` Buddhist (BE), points are points of the final 100."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache, partial
from typing import Any, NamedTuple, Self, TypeAlias, TypeVar

from itaxl.core.asides import Comment
from itaxl.core.calendar import thai_date
from itaxl.core.cells import cell_of
from itaxl.core.codes import Survey
from itaxl.core.statuses import WORDS, Status

Value: TypeAlias = Status | str | int | float | dt.date | tuple[str, ...] | None
"""What an answer can be: a status, a text, a percentage, a date, or addresses."""

Record = TypeVar("Record", bound=tuple[Any, ...])


def from_columns(kind: type[Record], *columns: Sequence[Any]) -> list[Record]:
    """A record of this kind for each row of these columns, one for each of its fields: a third of what it takes to make
    them one by one, which counts where there are hundreds in each file."""
    return list(map(partial(tuple.__new__, kind), zip(*columns, strict=True)))


@lru_cache(maxsize=8192, typed=True)  # the same few answers stand in many rows
def shown_value(value: Value) -> str:
    """An answer as our workbooks show it."""
    if isinstance(value, tuple):
        return "\n".join(value)
    if isinstance(value, Status):
        return WORDS.get(value, value.value)
    if isinstance(value, dt.date):
        return thai_date(value)
    return "" if value is None else str(value)


class Place(NamedTuple):
    """Where a row stands: file and sheet by name, `row` counted from 1 as Excel shows it."""

    file: str
    sheet: str
    row: int


class Unit(NamedTuple):
    """A unit of the office: `short` names it everywhere, `parent` is the short name of the unit above it."""

    short: str
    full: str = ""
    parent: str | None = None
    coordinator: str = ""
    phone: str = ""
    email: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that means this unit."""
        return tuple(name for name in (self.short, self.full, *self.aliases) if name)


class Settings(NamedTuple):
    """What the sheet ตั้งค่า of a plan says; scores are of the year before, 0–100."""

    agency: str
    fiscal_year: int
    department: str = ""
    phone: str = ""
    website: str = ""
    period: str = ""
    target: float | None = None
    last_score: float | None = None
    last_iit: float | None = None
    last_eit: float | None = None
    due_soon_days: int = 7
    next_working_day: bool = False
    thai_digits: bool = False
    recipients: tuple[str, ...] = ()
    mail_host: str = ""
    mail_port: int | None = None
    mail_security: str = ""
    mail_sender: str = ""


class Measure(NamedTuple):
    """One row of มาตรการ: what to do about an item, by when, by which units (short names)."""

    row: int
    survey: Survey | None
    indicator: int | None
    item: str | None
    title: str
    method: str
    start_on: dt.date | None
    due_on: dt.date | None
    due_text: str
    units: tuple[str, ...]
    follow_up: str
    note: str


ADDED = "+"
"""The first letter of the ref of an action that a unit added: "+กองคลัง-1"."""


class Action(NamedTuple):
    """One unit's share of a measure, as issued.

    `due_text` is set only when a deadline was written that cannot be read. `answers` are those issued
    prefilled, by column key.
    """

    ref: str
    unit: str
    no: int
    survey: Survey | None
    indicator: int | None
    item: str | None
    title: str
    method: str
    start_on: dt.date | None
    due_on: dt.date | None
    due_text: str
    follow_up: str
    answers: Mapping[str, Value] = {}

    @property
    def added(self) -> bool:
        """True for an action that its unit added, in this round or an earlier one: its ref says so."""
        return self.ref.startswith(ADDED)


class Item(NamedTuple):
    """One item of the year's catalogue; `confirmed` is False where only one source shows it."""

    code: str
    title: str
    indicator: int
    sub_indicator: str
    sub_indicator_title: str = ""
    group: str = ""
    confirmed: bool = True
    note: str = ""
    sources: str = ""


class Grade(NamedTuple):
    """A step of the year's scale: from `total`, and from `each` in every survey, both 0–100."""

    name: str
    total: float
    each: float = 0.0


class YearFacts(NamedTuple):
    """How a year was scored: survey weights (sum 1), pass mark, the days in which OIT answers were taken, grades
    from the highest down. `rule` says whether the scoring rule is known to hold: inferred or unconfirmed."""

    fiscal_year: int
    weights: Mapping[Survey, float]
    pass_mark: float
    window_start: dt.date
    window_end: dt.date
    rule: str
    grades: tuple[Grade, ...]
    sources: str = ""


class Catalogue(NamedTuple):
    """The items of a fiscal year in the catalogue's order; `facts` is None for a year without scoring facts."""

    fiscal_year: int
    items: tuple[Item, ...]
    facts: YearFacts | None = None

    def find(self, code: str | None) -> Item | None:
        """The item of this code, or None."""
        return next((item for item in self.items if item.code == code), None)


class Signer(NamedTuple):
    """Who signs the memo."""

    name: str
    position: str


class Plan(NamedTuple):
    """A plan workbook, read. `last_items` are last year's scores by item code, 0–100; `cells` are the addresses of the
    settings' values on their sheet, by key; `columns` are those of the measures' sheet, by key, counted from 0."""

    settings: Settings
    units: tuple[Unit, ...]
    measures: tuple[Measure, ...]
    catalogue: Catalogue
    holidays: Mapping[dt.date, str] = {}
    last_items: Mapping[str, float] = {}
    signers: tuple[Signer, ...] = ()
    file: str = ""
    cells: Mapping[str, str] = {}
    columns: Mapping[str, int] = {}


class Issue(NamedTuple):
    """What was issued in one round: carried, very hidden, in every tracking workbook.

    `shares` is how many actions each unit was issued, also for units that are not in this file; `known_on` is the
    as-of date of the summary that the answers were prefilled from; `signers` are known only beside the plan: they
    travel in no workbook.
    """

    settings: Settings
    round: int
    issue_id: str
    units: tuple[Unit, ...]
    actions: tuple[Action, ...]
    shares: Mapping[str, int]
    last_items: Mapping[str, float] = {}
    known_on: dt.date | None = None
    signers: tuple[Signer, ...] = ()


class Answer(NamedTuple):
    """One answered cell: its value (None when unreadable), and what was found there."""

    value: Value
    found: str
    readable: bool = True


class Row(NamedTuple):
    """A row of a unit's sheet that is an action: the action it answers and the answers, by column key.

    `columns` gives each key of its table the column, counted from 0; `issued` are the answers that this file was
    issued with; `added` marks one that the unit added; `comments` are those on its cells.
    """

    action: Action
    place: Place
    columns: Mapping[str, int]
    answers: Mapping[str, Answer]
    issued: Mapping[str, Value]
    added: bool = False
    comments: tuple[Comment, ...] = ()

    def cell(self, key: str) -> str:
        """The address of a key's cell: "I14"; of the title's where the column is missing."""
        return cell_of(self.columns, self.place.row - 1, key)

    @property
    def changed(self) -> frozenset[str]:
        """Keys of the answers that differ from what was issued; one that cannot be read always does."""
        if not self.issued:
            return frozenset(self.answers)
        was = self.issued.get
        answers = self.answers.items()
        return frozenset([key for key, (value, _, readable) in answers if not readable or value != was(key)])

    @property
    def cleared(self) -> list[str]:
        """Keys of the answers that it was issued with and that are gone, though their columns are there."""
        if self.issued.keys() <= self.answers.keys():
            return []
        gone = ((key, value) for key, value in self.issued.items() if key not in self.answers and key in self.columns)
        return [key for key, value in gone if value not in (None, ())]

    @property
    def is_touched(self) -> bool:
        """True when somebody answered something in it, changed or cleared an answer, or added it."""
        return self.added or bool(self.changed) or bool(self.cleared)


class Outcome(StrEnum):
    """What became of a file."""

    READ = "read"
    PARTLY = "partly"
    REFUSED = "refused"
    SKIPPED = "skipped"


class Tally(NamedTuple):
    """The sum that always holds, of a sheet or a file: rows = actions + rejected + blank."""

    rows: int = 0
    actions: int = 0
    rejected: int = 0
    blank: int = 0

    @classmethod
    def total(cls, tallies: Iterable[Self]) -> Self:
        """The sum of several."""
        return cls(*map(sum, zip(*tallies, strict=True)))
