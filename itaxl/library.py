"""What `import itaxl` offers of files: plans, tracking workbooks, returns and summaries, read and written.

Every output is written beside its place and moved there; nothing that exists is replaced without `force`.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from itaxl import catalogues
from itaxl.core import consolidation
from itaxl.core.arguments import day_of, require
from itaxl.core.language import Language
from itaxl.core.onconflict import OnConflict
from itaxl.core.previous import Previous
from itaxl.core.problems import Problem
from itaxl.core.records import Issue, Plan
from itaxl.core.report import Report
from itaxl.core.reportdata import Data, report_data
from itaxl.core.returns import Return
from itaxl.files import (
    Source,
    check_document,
    check_outputs,
    check_workbook,
    find_sources,
    links_from,
    others_in,
    write_output,
)
from itaxl.replacing import check_plan_replaceable, check_replaceable

AnyPath = str | os.PathLike[str]


def read_plan(path: AnyPath) -> tuple[Plan, list[Problem]]:
    """(the plan in a plan workbook, what is wrong in it).

    Raises CannotGoOn when the file cannot be read, is no plan, or names no office, fiscal year or measure.
    """
    from itaxl.excel.worker import read_plan_apart

    return read_plan_apart(Path(path))


def new_plan(path: AnyPath, fiscal_year: int, today: dt.date, agency: str = "", *, force: bool = False) -> Path:
    """Writes a plan workbook to be filled in for a fiscal year (BE, or CE, which is turned into BE); gives where it was
    written, which is beside `path` when that is open in another program. `force` replaces only a plan in which nobody
    has entered anything.

    Raises CannotGoOn when the year is none of ITA's or it cannot be written.
    """
    from itaxl.core.drafts import PlanDraft, public_holidays, usable_year
    from itaxl.excel.plan_writer import write_plan

    require(agency, str, name="agency")
    year = usable_year(fiscal_year)
    draft, day = PlanDraft(year, {"agency": agency}, holidays=public_holidays(year)), day_of(today, "today")
    return _write(path, lambda place: write_plan(draft, place, day), spared=check_plan_replaceable, force=force)


def write_tracking(
    issued: Issue, path: AnyPath, today: dt.date, units: Iterable[str] | None = None, *, force: bool = False
) -> Path:
    """Writes the tracking workbook of an issue with one sheet for each unit, or for these units (short names) only;
    gives where it was written, which is beside `path` when that is open in another program. `force` replaces only a
    tracking workbook in which nobody has filled in anything.

    Raises ValueError for a unit that was issued nothing, CannotGoOn when it cannot be written.
    """
    from itaxl.excel import tracking_writer

    require(issued, Issue, name="issued")
    chosen = None if units is None else [units] if isinstance(units, str) else list(units)
    some = [unit for unit, share in issued.shares.items() if share]
    strange = [unit for unit in chosen or () if unit not in some]
    if strange or chosen == []:
        raise ValueError(f"nothing was issued to {strange or 'an empty list of units'}; it was to {some}")
    day = day_of(today, "today")
    return _write(
        path,
        lambda place: tracking_writer.write_tracking(issued, place, day, chosen),
        spared=lambda place: check_replaceable([place]),
        force=force,
    )


class Returns:
    """Returned workbooks, read one by one each time they are gone through, so that no more is kept than is wanted; its
    length counts files on disk, a zip as one. `others` are files in the folders of a kind that is not read."""

    def __init__(self, sources: tuple[Source, ...], others: tuple[Return, ...] = ()) -> None:
        self.sources, self.others = sources, others

    def __iter__(self) -> Iterator[Return]:
        from itaxl.excel.worker import read_apart

        yield from read_apart((source.path, source.name) for source in self.sources)
        yield from self.others

    def __len__(self) -> int:
        return len(self.sources)


def read_returns(*sources: AnyPath) -> Returns:
    """Returned workbooks by name: the files that are named and those in the folders that are named. They are read in a
    process of their own, with limits on time and memory; a file that cannot be read gives a Return that says why, and a
    zip of returns one for each file in it.

    Raises CannotGoOn for a source that does not exist, and ValueError for an empty text, which would mean the folder
    that the program happens to run in.
    """
    if "" in sources:
        raise ValueError("a source is an empty text")
    given = [Path(source) for source in sources]
    return Returns(tuple(find_sources(given)), tuple(others_in(given)))


def read_summary(path: AnyPath) -> Previous:
    """What a summary workbook carries for the next round: its date, its actions with their last answers, its history;
    to be given to `consolidate` and `issue`. It is read in a process of its own, as returned files are.

    Raises CannotGoOn when the file cannot be read, is no summary of ours, or was written by a newer version.
    """
    from itaxl.excel.worker import read_summary_apart

    return read_summary_apart(Path(path))


def consolidate(
    returns: Iterable[Return],
    as_of: dt.date,
    plan: Plan | None = None,
    plan_problems: Sequence[Problem] = (),
    *,
    on_conflict: OnConflict = "newest",
    previous: Previous | None = None,
) -> Report:
    """The round as of a date. With a plan, it decides settings, units and deadlines, and `plan_problems` are told with
    the others; without one, what the returns carry does. The order of the returns changes nothing. Where several
    returns answer one field differently, "newest" takes the file saved last, "issued" keeps what was issued, and "stop"
    goes no further; each conflict is in the report. With an earlier summary, what no return answers keeps its last
    known answers (`carried_over`), and `changes` and `history` of the report tell how the round moved since.

    Raises CannotGoOn when there is neither a plan nor a return that says what was issued, with "stop" for a conflict,
    or for a summary of another office or year or of a later date; ValueError for a Buddhist date.
    """
    require(plan, Plan, type(None), name="plan")
    require(previous, Previous, type(None), name="previous")
    day, told = day_of(as_of, "as_of"), list(plan_problems)
    for problem in told:
        require(problem, Problem, name="each of plan_problems")
    return consolidation.consolidate(
        _only_returns(returns), day, catalogues.load, plan, told, on_conflict=on_conflict, previous=previous
    )


def _only_returns(returns: Iterable[Return]) -> Iterator[Return]:
    for each in returns:
        require(each, Return, name="each of the returns, which read_returns gives,")
        yield each


def summarise(report: Report, language: Language = "th") -> Data:
    """The report as plain data, ready for JSON: totals, units, items, actions, problems, conflicts, files and score;
    dates are ISO and Gregorian, messages in the language.

    Raises ValueError for another language than "th" and "en".
    """
    require(report, Report, name="report")
    return report_data(report, language)


def write_summary(report: Report, path: AnyPath, *sources: AnyPath, force: bool = False) -> Path:
    """Writes the summary workbook, linked to the returned files where the files and folders that they were read from
    are named; gives where it was written, which is beside `path` when that is open in another program.

    Raises CannotGoOn when it cannot be written or is one of the sources: without them, `force` replaces any file.
    """
    from itaxl.excel import summary_writer

    require(report, Report, name="report")
    found = find_sources(map(Path, sources))
    links = links_from(found, Path(path))
    inputs = [source.path for source in found]
    return _write(path, lambda place: summary_writer.write_summary(report, place, links), inputs, force=force)


def write_memo(report: Report, path: AnyPath, *, force: bool = False) -> Path:
    """Writes the memo to the head of the office, with its annexed table, as a Word file (.docx) to be numbered and
    signed there; gives where it was written, which is beside `path` when that is open in another program.

    Raises CannotGoOn when it cannot be written.
    """
    from itaxl import word
    from itaxl.core.memo import memo

    require(report, Report, name="report")
    parts, agency = memo(report), report.settings.agency
    return _write(
        path, lambda place: word.write_memo(parts, place, agency, report.as_of), check=check_document, force=force
    )


def fill_template(
    report: Report, template: AnyPath, path: AnyPath, *, force: bool = False
) -> tuple[Path, list[Problem]]:
    """Fills an office's own template (.xlsx with named cells), which itself stays as it is; gives (where the filled
    workbook was written, what is to be told of it: what of the template is lost, names and headers that are not known,
    names in each other's way, tables without room, which names were filled and which it does not have).

    Raises CannotGoOn for a template that cannot be read or has none of the names, or when it cannot be written.
    """
    from itaxl.excel import template as templates

    require(report, Report, name="report")
    opened, told = templates.open_template(Path(template)), list[Problem]()
    written = _write(
        path, lambda place: told.extend(templates.fill(opened, report, place)), [Path(template)], force=force
    )
    return written, [*opened.problems, *told]


def _write(
    path: AnyPath,
    write: Callable[[Path], None],
    inputs: Sequence[Path] = (),
    *,
    check: Callable[[Path], None] = check_workbook,
    spared: Callable[[Path], None] = lambda _: None,
    force: bool,
) -> Path:
    """Writes the file, if `check` finds nothing wrong with its name and `spared` nothing in it worth keeping."""
    check(Path(path))
    check_outputs([Path(path)], inputs, force=force)
    spared(Path(path))
    written, _ = write_output(Path(path), write, replaces=force)
    return written
