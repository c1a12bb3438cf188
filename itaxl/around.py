"""What lies around an icon, or around what was dropped on it: the plan, the returns, earlier summaries, free names."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from itaxl.core.calendar import dated
from itaxl.core.filenames import SUFFIXES
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.records import Settings
from itaxl.core.sentences import message
from itaxl.files import find_sources, make_folder

if TYPE_CHECKING:
    from itaxl.excel.worker import Readers

RETURNS = ("ส่งกลับ", "returns")
"""What the folder of returned files, beside the plan, is called; the first is made if there is none."""

_WORKBOOKS = SUFFIXES - {".csv", ".zip"}


def find_plan(dropped: Sequence[Path], home: Path) -> Path:
    """The one plan workbook: dropped itself, or in the first of these folders that has any: those around what was
    dropped, the icon's.

    Raises CannotGoOn for none or several; for none, a workbook that cannot be read is told: it may be the plan.
    """
    from itaxl.excel.worker import Readers

    folders = tuple(dict.fromkeys(_folders(dropped, home)))
    seen: list[Path] = []
    with Readers() as readers:
        for paths in (dropped, *(sorted(folder.glob("*")) for folder in folders)):
            workbooks = [path for path in paths if _may_be_plan(path)]
            plans = [path for path in workbooks if readers.is_plan(path)]
            if len(plans) > 1:
                names = ", ".join(plan.name for plan in plans)
                raise CannotGoOn(Problem("click-plan-several", found=names))
            if plans:
                return plans[0].resolve()
            seen += workbooks
        for path in seen:
            _check_readable(readers, path)
    others = (("others", ", ".join(map(str, folders[1:]))),)
    raise CannotGoOn(Problem("click-plan-none", found=str(folders[0]), facts=others))


def _folders(dropped: Sequence[Path], home: Path) -> Iterator[Path]:
    """Where a plan may lie, likeliest first: beside a folder of returns rather than in it, where a unit may have sent
    a copy back."""
    for path in map(Path.resolve, dropped):
        folder = path if path.is_dir() else path.parent
        yield from (each.parent for each in (folder, *folder.parents) if each.name in RETURNS)
        yield from (each for each in (folder, folder.parent) if each.name not in RETURNS)
    yield home


def _may_be_plan(path: Path) -> bool:
    """By its name alone; "~$" is what Office puts beside an open workbook."""
    return path.suffix.lower() in _WORKBOOKS and not path.name.startswith("~$") and path.is_file()


_NO_WORKBOOK = ("file-not-workbook", "file-zip", "file-empty")


def _check_readable(readers: "Readers", path: Path) -> None:
    """Raises CannotGoOn for a workbook that cannot be read: with a password, damaged, kept by another program."""
    try:
        readers.plan(path)
    except CannotGoOn as stop:
        if stop.problem.code.startswith("file-") and stop.problem.code not in _NO_WORKBOOK:
            facts = (("why", message(stop.problem)),)
            raise CannotGoOn(Problem("click-plan-unreadable", found=path.name, facts=facts)) from None


def find_returns(dropped: Sequence[Path], plan: Path) -> list[Path]:
    """The returned files and folders that were dropped, or, where these are files of ours only, such as the last
    summary, the folder of returns beside the plan; where there is none, the plan's own folder if that was dropped and
    has returns.

    Raises CannotGoOn when there is none; it is made then, so that the planner sees where to put the files.
    """
    given = [path.resolve() for path in dropped]
    sources = [path for path in given if path not in (plan, plan.parent)]
    if not all(path.is_file() for path in sources) or _has_returns(sources):
        return sources
    folder = returns_folder(plan)
    if folder.is_dir():
        return [folder]
    if plan.parent in given and _has_returns([plan.parent]):
        return [plan.parent]
    make_folder(folder)
    raise CannotGoOn(Problem("click-returns-none", found=str(folder)))


def _has_returns(sources: Sequence[Path]) -> bool:
    """True if a file among them, or in a folder among them, is no plan and no summary of ours."""
    from itaxl.excel.worker import read_apart

    return any(not found.skipped for found in read_apart((each.path, each.name) for each in find_sources(sources)))


def returns_folder(plan: Path) -> Path:
    """The folder of returned files beside the plan, whether or not it is there yet."""
    folders = [plan.with_name(name) for name in RETURNS]
    return next((folder for folder in folders if folder.is_dir()), folders[0])


# --- names -------------------------------------------------------------------------------------------------


def free_stem(folder: Path, stem: str) -> str:
    """The name with " (2)", " (3)" … behind it if a workbook or a folder has it already."""
    number, free = 1, stem
    while (folder / free).exists() or (folder / f"{free}.xlsx").exists():
        number += 1
        free = f"{stem} ({number})"
    return free


def issued_round(plan: Path, fiscal_year: int) -> int | None:
    """The last round whose tracking workbook lies beside the plan, by the name that we gave it."""
    name = re.compile(rf"แบบติดตาม ITA {fiscal_year} รอบ (\d+) ออก ")
    rounds = [int(match[1]) for path in plan.parent.glob("*.xlsx") if (match := name.match(path.name))]
    return max(rounds, default=None)


def last_summary(folder: Path, settings: Settings, until: dt.date) -> Path | None:
    """The latest summary in the folder, by the name and the date that we gave it, up to this day; what is no summary of
    ours, or of another office, is passed over.

    Raises CannotGoOn for one that cannot be read: without it the last answers of those who are silent would be lost.
    """
    from itaxl.core.previous import check_previous
    from itaxl.excel.worker import read_summary_apart

    name = re.compile(rf"สรุป ITA {settings.fiscal_year} ณ (\d{{4}}-\d\d-\d\d)(?: \((\d+)\))?\.xlsx")
    matches = ((name.fullmatch(path.name), path) for path in folder.iterdir())
    found = [(match[1], int(match[2] or 1), path) for match, path in matches if match]
    for day, _, path in sorted(found, reverse=True):
        if day <= dated(until):
            try:
                check_previous(read_summary_apart(path), settings, until)
                return path
            except CannotGoOn as stop:
                if stop.problem.code not in _NO_SUMMARY:
                    raise CannotGoOn(
                        Problem("click-summary-unreadable", path.name, facts=(("why", message(stop.problem)),))
                    ) from None
    return None


_NO_SUMMARY = ("previous-not-one", "previous-other-agency", "previous-other-year", "previous-later", *_NO_WORKBOOK)
