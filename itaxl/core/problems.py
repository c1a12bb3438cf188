"""What is wrong or worth telling, in no language yet: a code, a place, and facts for the sentence."""

import re
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from itaxl.core.dates import Period
from itaxl.core.records import Value


class Word(StrEnum):
    """A word of ours among the facts of a problem: what it is called in each language stands in `sentences`."""

    PLAN = "plan"
    SUMMARY = "summary"
    FEEDBACK = "feedback"
    PICTURE = "picture"
    TEXT = "text"
    WEEKEND = "weekend"
    ERROR_CELLS = "error-cells"
    LINKS = "links"
    COMMENTS = "comments"
    STRUCK_TEXT = "struck-text"
    FORMULAS = "formulas"
    PERCENTAGES = "percentages"
    JOINED_CELLS = "joined-cells"
    NUMBER_FORMATS = "number-formats"
    OTHER_SHEETS = "other-sheets"
    ACTIONS = "actions"
    OUTBOX = "outbox"
    DENIED = "denied"
    IS_FOLDER = "is-folder"
    NOT_FOLDER = "not-folder"
    EXISTS = "exists"
    NOT_FOUND = "not-found"
    DISK_FULL = "disk-full"
    DISK_FAULT = "disk-fault"
    READ_ONLY = "read-only"
    IN_USE = "in-use"
    NAME_TOO_LONG = "name-too-long"
    TOO_MANY_OPEN = "too-many-open"
    TWICE = "twice"
    NOT_IN_REPORT = "not-in-report"
    LACKING = "lacking"
    NO_ADDRESS = "no-address"
    NO_ISO_DATE = "no-iso-date"
    BUDDHIST = "buddhist"
    NO_PERCENT = "no-percent"
    NEWEST = "newest"
    CUT_OFF = "cut-off"
    BADLY_PACKED = "badly-packed"
    SAME_TIME = "same-time"
    SAME_FILE = "same-file"
    NO_TIME = "no-time"
    ISSUED = "issued"
    PICTURES = "pictures"
    SHAPES = "shapes"
    HEADER_PICTURES = "header-pictures"
    BACKGROUND = "background"
    CONTROLS = "controls"
    SPARKLINES = "sparklines"
    NEW_CONDITIONS = "new-conditions"
    NEW_LISTS = "new-lists"
    THREADS = "threads"
    SLICERS = "slicers"
    NEW_CHARTS = "new-charts"
    CHART_LOOKS = "chart-looks"
    EMBEDDED = "embedded"
    QUERIES = "queries"
    MACROS = "macros"
    SIGNATURE = "signature"
    RESULTS = "results"
    NO_AT_SIGN = "no-at-sign"
    SEVERAL_ADDRESSES = "addresses"
    NAME_BESIDE = "name-beside"
    MISSPELT = "misspelt"
    INTERNATIONAL = "international"


Fact: TypeAlias = Value | tuple[Value, ...] | Period | Word
"""What a sentence can quote, in no language yet: a date, a word of ours, a value, or several."""


_CELL = re.compile(r"[A-Z]*(\d+)")


class Problem(NamedTuple):
    """Something to complain of or to tell. `code` finds severity and sentences in `sentences`.

    `file`, `sheet` and `cell` ("I14") say where; `column` is the layout's key; `found` quotes what is there;
    `facts` are (name, fact) pairs that fill the blanks of the sentence.
    """

    code: str
    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    column: str | None = None
    found: str | None = None
    facts: tuple[tuple[str, Fact], ...] = ()

    @property
    def row(self) -> int:
        """The row of the cell, as Excel counts; 0 for what is about the sheet or the file."""
        found = _CELL.fullmatch(self.cell or "")
        return int(found[1]) if found else 0


class CannotGoOn(Exception):
    """The work cannot go on. `problem` says where, why and what to do: in Thai as the exception's text, in English by
    `message(error.problem, "en")` and `advice`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        from itaxl.core.sentences import advice, message  # they know the problems

        problem = self.problem
        where = " › ".join(part for part in (problem.file, problem.sheet, problem.cell) if part)
        return f"{where}{': ' if where else ''}{message(problem)} → {advice(problem)}"
