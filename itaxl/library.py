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
from itaxl.core.language import Language
from itaxl.core.problems import Problem
from itaxl.core.records import Issue, Plan
from itaxl.core.report import Report
from itaxl.core.reportdata import Data, report_data
from itaxl.core.returns import Return
from itaxl.files import check_outputs, find_sources, links_from, write_output

AnyPath = str | os.PathLike[str]


def read_plan(path: AnyPath) -> tuple[Plan, list[Problem]]:
    """(the plan in a plan workbook, what is wrong in it).

    Raises CannotGoOn when the file cannot be read or is no plan.
    """
    from itaxl.excel import plan_reader

    return plan_reader.read_plan(Path(path))


def new_plan(path: AnyPath, fiscal_year: int, today: dt.date, agency: str = "", *, force: bool = False) -> Path:
    """Writes a plan workbook to be filled in for a fiscal year (BE); gives where it was written, which is beside
    `path` when that is open in another program.

    Raises CannotGoOn when it cannot be written.
    """
    from itaxl.core.drafts import PlanDraft, public_holidays
    from itaxl.excel.plan_writer import write_plan

    draft = PlanDraft(fiscal_year, {"agency": agency}, holidays=public_holidays(fiscal_year))
    return _write(path, lambda place: write_plan(draft, place, today), force=force)


def write_tracking(
    issued: Issue, path: AnyPath, today: dt.date, units: Iterable[str] | None = None, *, force: bool = False
) -> Path:
    """Writes the tracking workbook of an issue with one sheet for each unit, or for these units (short names) only;
    gives where it was written, which is beside `path` when that is open in another program.

    Raises CannotGoOn when it cannot be written.
    """
    from itaxl.excel import tracking_writer

    chosen = None if units is None else list(units)
    return _write(path, lambda place: tracking_writer.write_tracking(issued, place, today, chosen), force=force)


def read_returns(*sources: AnyPath) -> Iterator[Return]:
    """Returned workbooks, one by one, by name: the files that are named and those in the folders that are named. A file
    that cannot be read is a Return that says why, also one that would take its reader down: they are read in a process
    of their own, with limits on time and memory.

    Raises CannotGoOn for a source that does not exist.
    """
    from itaxl.excel.worker import read_apart

    return read_apart((source.path, source.name) for source in find_sources(map(Path, sources)))


def consolidate(
    returns: Iterable[Return], as_of: dt.date, plan: Plan | None = None, plan_problems: Sequence[Problem] = ()
) -> Report:
    """The round as of a date. With a plan, it decides settings, units and deadlines, and `plan_problems` are told with
    the others; without one, what the returns carry does. The order of the returns changes nothing.

    Raises CannotGoOn when there is neither a plan nor a return that says what was issued.
    """
    return consolidation.consolidate(returns, as_of, catalogues.load, plan, plan_problems)


def summarise(report: Report, language: Language = "th") -> Data:
    """The report as plain data, ready for JSON: totals, units, items, actions, problems, conflicts, files and score;
    dates are ISO and Gregorian, messages in the language."""
    return report_data(report, language)


def write_summary(report: Report, path: AnyPath, *sources: AnyPath, force: bool = False) -> Path:
    """Writes the summary workbook, linked to the returned files where the files and folders that they were read from
    are named; gives where it was written, which is beside `path` when that is open in another program.

    Raises CannotGoOn when it cannot be written or is one of the sources.
    """
    from itaxl.excel import summary_writer

    found = find_sources(map(Path, sources))
    links = links_from(found, Path(path))
    inputs = [source.path for source in found]
    return _write(path, lambda place: summary_writer.write_summary(report, place, links), inputs, force=force)


def _write(path: AnyPath, write: Callable[[Path], None], inputs: Sequence[Path] = (), *, force: bool) -> Path:
    check_outputs([Path(path)], inputs, force=force)
    written, _ = write_output(Path(path), write)
    return written
