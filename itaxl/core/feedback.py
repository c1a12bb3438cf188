"""What the people who sent a file are asked to mend: which problems, in which order, how the cell should look, and the
same as a short text for a chat. In Thai, because units read nothing else."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from itaxl.core import layout
from itaxl.core.calendar import be_year, in_year, is_near, thai_date
from itaxl.core.problems import Fact, Problem
from itaxl.core.records import Outcome, Place, Settings, shown_value
from itaxl.core.report import FileReport, Report
from itaxl.core.sentences import Severity, advice_to_unit, is_for_unit, message, severity, severity_rank, severity_word

BLANK = "(ว่าง)"

_CHAT_POINTS = 5  # what a chat shows without scrolling
_NAMED_OWNERS = 3
_SUCH_AS = "เช่น"
_OF_HEADERS = frozenset({"column-missing", "columns-absent"})  # about what is not in the row of headers
_WITHOUT_EXAMPLE = _OF_HEADERS | {"answers-conflict"}  # only the unit knows which of its answers is right


class Point(NamedTuple):
    """One thing to mend: the problem, the action in whose row it stands, and an example of what belongs there; ""
    where there is none."""

    problem: Problem
    action: str
    example: str

    @property
    def level(self) -> Severity:
        """How much it matters."""
        return severity(self.problem)

    @property
    def found(self) -> str:
        """What is there, on one line; a cell in which nothing is says so."""
        found = " ".join((self.problem.found or "").split())
        return found or (BLANK if self.problem.cell and self.problem.code not in _OF_HEADERS else "")

    @property
    def advice(self) -> str:
        """What the unit is to do."""
        return advice_to_unit(self.problem)

    @property
    def row(self) -> Place:
        """The row that it stands in."""
        return _row(self.problem)

    @property
    def place(self) -> str:
        """Where in the sheet: "K7", "" for the whole sheet or file."""
        return self.problem.cell or ""


class Feedback(NamedTuple):
    """What is to be mended in one returned file, most important first: `owners` are the units (short names) asked,
    where they are known; `is_one_sheet` when a cell's address alone says where it is."""

    file: str
    owners: tuple[str, ...]
    is_one_sheet: bool
    settings: Settings
    as_of: dt.date
    points: tuple[Point, ...]

    @property
    def counted(self) -> str:
        """ "ต้องแก้ 3 จุด · ควรตรวจ 2 จุด"."""
        return counted(self.points)

    @property
    def addressed(self) -> str:
        """Whom it is for: the units, the first of many by name; "" where they are not known."""
        more = len(self.owners) - _NAMED_OWNERS
        named = ", ".join(self.owners[:_NAMED_OWNERS])
        return f"{named} และอีก {more} หน่วยงาน" if more > 0 else named

    @property
    def asked(self) -> str:
        """Who asks, and as of which day."""
        day = thai_date(self.as_of, full=True, digits=self.settings.thai_digits)
        return f"จาก {_one_line(self.settings.agency)} · ตรวจ ณ วันที่ {day}"


def counted(points: Iterable[Point]) -> str:
    """ "ต้องแก้ 3 จุด · ควรตรวจ 2 จุด"."""
    counts = Counter(point.level for point in points)
    return " · ".join(f"{severity_word(level)} {counts[level]} จุด" for level in Severity if counts[level])


def feedback_of(report: Report) -> Iterator[Feedback]:
    """One for each returned file in which its unit has something to mend that no later return of it has answered; for
    a file that was refused why, as long as nothing was sent in its place."""
    own_titles = {tracked.source: tracked.action for tracked in report.actions if tracked.source}
    titles = {place: f"{action.item or ''} {action.title}".strip() for place, action in own_titles.items()}
    units = {(place.file, place.sheet): action.unit for place, action in own_titles.items()}
    for file in report.files:
        problems = [problem for problem in report.problems if problem.file == file.file and is_for_unit(problem)]
        if file.outcome is Outcome.SKIPPED:
            continue
        if file.outcome is Outcome.REFUSED and file.reason and not problems:
            problems = [file.reason]
        problems = [problem for problem in problems if problem not in report.mended]
        if not problems:
            continue
        ordered = sorted(problems, key=lambda problem: _order(problem, list(file.sheets)))
        points = [Point(problem, _action(problem, titles), example_of(problem, report.settings)) for problem in ordered]
        sheets = {*file.sheets, *(problem.sheet for problem in problems if problem.sheet)}
        owners = tuple(dict.fromkeys(units.get((file.file, sheet), sheet) for sheet in _sheets(file, problems)))
        yield Feedback(file.file, owners, len(sheets) <= 1, report.settings, report.as_of, tuple(points))


_CELL = re.compile(r"([A-Z]*)(\d+)")


def _row(problem: Problem) -> Place:
    return Place(problem.file or "", problem.sheet or "", problem.row)


def _order(problem: Problem, sheets: list[str]) -> tuple[int, int, int, int, str]:
    """Most important first, then as somebody goes through the file: sheet by sheet, row by row."""
    sheet = 0 if not problem.sheet else 1 + (sheets.index(problem.sheet) if problem.sheet in sheets else len(sheets))
    found = _CELL.fullmatch(problem.cell or "")
    letters, row = (found[1], int(found[2])) if found else ("", 0)
    return severity_rank(problem.code), sheet, row, len(letters), letters


def _sheets(file: FileReport, problems: list[Problem]) -> list[str]:
    """The units' sheets of a file that have something to mend; the only one, where it is about the file."""
    named = {problem.sheet for problem in problems}
    return [sheet for sheet in file.sheets if sheet in named or len(file.sheets) == 1]


def _action(problem: Problem, titles: Mapping[Place, str]) -> str:
    """Item and title of the action in whose row the problem stands."""
    return _one_line(titles.get(_row(problem)) or shown_value(_text(dict(problem.facts).get("title"))))


def example_of(problem: Problem, settings: Settings) -> str:
    """What belongs into the cell: what was probably meant, or else an answer as one should look."""
    facts = dict(problem.facts)
    if problem.code in _WITHOUT_EXAMPLE:
        return ""
    if isinstance(meant := facts.get("meaning"), dt.date) and is_near(be_year(meant), settings.fiscal_year):
        return thai_date(meant)
    if likely := [_text(facts[name]) for name in ("likely", "hint", "other") if facts.get(name)]:
        return " หรือ ".join(likely)
    column = layout.BY_KEY.get(problem.column or "")
    if column is None:
        return ""
    example = column.example or (layout.BY_KEY["completed_on"].example if column.kind is layout.Kind.DATE else "")
    if column.kind is layout.Kind.LINKS and settings.website:
        example = f"{settings.website.rstrip('/')}/ita"
    return in_year(example, settings.fiscal_year)


def _text(fact: Fact | None) -> str:
    return fact if isinstance(fact, str) else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def chat_text(feedback: Feedback, workbook: str) -> str:
    """The same to paste into a chat, ten lines at most: the first points, and where the others are."""
    more = len(feedback.points) - _CHAT_POINTS
    lines = [
        f"เรียน {feedback.addressed or 'ผู้ส่งไฟล์'}",
        f"ไฟล์ “{_one_line(feedback.file)}” {feedback.counted}",
        *(f"{number}. {said_of(feedback, point)}" for number, point in enumerate(feedback.points[:_CHAT_POINTS], 1)),
        f"และอีก {more} จุด ดูในไฟล์ {workbook}" if more > 0 else f"รายละเอียดอยู่ในไฟล์ {workbook}",
        "ขอให้แก้ในไฟล์ของท่านเอง บันทึก แล้วส่งกลับ",
        feedback.asked,
    ]
    return "".join(f"{line}\r\n" for line in lines)


def said_of(feedback: Feedback, point: Point) -> str:
    """A point on one line."""
    problem = point.problem
    sheet = "" if feedback.is_one_sheet or not problem.sheet else f"แผ่น {problem.sheet}"
    header = layout.BY_KEY[problem.column].header if point.place and problem.column in layout.BY_KEY else ""
    cell = f"ช่อง {point.place}" if point.place else ""
    place = _one_line(" ".join((sheet, cell, f"({header})" if header else "")))
    wrong, advice = message(problem), point.advice
    if point.example and point.example not in wrong and _SUCH_AS not in advice:
        advice = f"{advice} {_SUCH_AS} {point.example}"
    return f"{place}: {wrong} → {advice}" if place else f"{wrong} → {advice}"
