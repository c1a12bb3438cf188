"""What the planner double-clicks, or drops files and folders on: finds the plan and the returned files, names the
outputs by date so that nothing is ever in the way, and leaves the rest to the command line."""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from itaxl.cli import main, use_utf8
from itaxl.core.calendar import be_year
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.files import make_folder
from itaxl.terminal import tell

RETURNS = ("ส่งกลับ", "returns")
"""What the folder of returned files, beside the plan, is called; the first is made if there is none."""

_WORKBOOKS = frozenset({".xlsx", ".xlsm"})


@dataclass(frozen=True, slots=True)
class Click:
    """What was double-clicked: `dropped` lies on the icon, `home` is the icon's folder."""

    dropped: tuple[Path, ...]
    home: Path
    today: dt.date
    round: int = 1


@dataclass(frozen=True, slots=True)
class Task:
    """A command line to run; then what to tell, or which output to open."""

    arguments: tuple[str, ...]
    told: Problem | None = None
    opened: Path | None = None


# --- what lies where ---------------------------------------------------------------------------------------


def find_plan(dropped: Sequence[Path], home: Path) -> Path:
    """The one plan workbook: dropped itself, or in the first of these folders that has any: those dropped, those
    around what was dropped, the icon's.

    Raises CannotGoOn for none or several.
    """
    for plans in (list(filter(_is_plan_file, dropped)), *map(_plans_in, _folders(dropped, home))):
        if len(plans) > 1:
            names = ", ".join(plan.name for plan in plans)
            raise CannotGoOn(Problem("click-plan-several", found=names))
        if plans:
            return plans[0].resolve()
    raise CannotGoOn(Problem("click-plan-none", found=str(home)))


def chosen_plan(click: Click) -> Path:
    """The one file that was dropped, which must then be a plan, or the plan that is found.

    Raises CannotGoOn.
    """
    files = [path for path in click.dropped if path.is_file()]
    return files[0].resolve() if len(files) == 1 else find_plan(click.dropped, click.home)


def _folders(dropped: Sequence[Path], home: Path) -> Iterator[Path]:
    """Where a plan may lie; a copy that a unit sent back with its returns is not meant."""
    for path in dropped:
        folder = path if path.is_dir() else path.parent
        yield from (each for each in (folder, folder.parent) if each.name not in RETURNS)
    yield home


def _plans_in(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*")) if _is_plan_file(path)]


def _is_plan_file(path: Path) -> bool:
    from itaxl.excel.plan_reader import is_plan

    return path.suffix.lower() in _WORKBOOKS and path.is_file() and is_plan(path)


def find_returns(dropped: Sequence[Path], plan: Path) -> list[Path]:
    """The returned files and folders that were dropped, or the folder of returns beside the plan.

    Raises CannotGoOn when there is none; it is made then, so that the planner sees where to put the files.
    """
    sources = [path.resolve() for path in dropped if path.resolve() not in (plan, plan.parent)]
    if sources:
        return sources
    folder = returns_folder(plan)
    if not folder.is_dir():
        make_folder(folder)
        raise CannotGoOn(Problem("click-returns-none", found=str(folder)))
    return [folder]


def returns_folder(plan: Path) -> Path:
    """The folder of returned files beside the plan, whether or not it is there yet."""
    folders = [plan.with_name(name) for name in RETURNS]
    return next((folder for folder in folders if folder.is_dir()), folders[0])


# --- names -------------------------------------------------------------------------------------------------


def dated(today: dt.date) -> str:
    """A date as file names carry it: Buddhist, and in the order in which folders sort."""
    return f"{be_year(today)}-{today:%m-%d}"


def free_stem(folder: Path, stem: str) -> str:
    """The name with " (2)", " (3)" … behind it if a workbook or a folder has it already."""
    number, free = 1, stem
    while (folder / free).exists() or (folder / f"{free}.xlsx").exists():
        number += 1
        free = f"{stem} ({number})"
    return free


# --- what is done ------------------------------------------------------------------------------------------


def issue(click: Click) -> Task:
    """Issues the tracking workbook and one file per unit, beside the plan."""
    plan = chosen_plan(click)
    name = f"แบบติดตาม ITA {_fiscal_year(plan)} รอบ {click.round} ออก {dated(click.today)}"
    stem = free_stem(plan.parent, name)
    output, split = plan.with_name(f"{stem}.xlsx"), plan.with_name(stem)
    make_folder(returns_folder(plan))
    return Task(
        ("issue", str(plan), "-o", str(output), "--split", str(split), "--round", str(click.round)),
        told=Problem("click-returns-here", found=str(returns_folder(plan))),
    )


def consolidate(click: Click) -> Task:
    """Consolidates what came back into a summary beside the plan, and opens it."""
    plan = find_plan(click.dropped, click.home)
    sources = find_returns(click.dropped, plan)
    stem = free_stem(plan.parent, f"สรุป ITA {_fiscal_year(plan)} ณ {dated(click.today)}")
    output = plan.with_name(f"{stem}.xlsx")
    chosen = ("-o", str(output), "--plan", str(plan), "--as-of", click.today.isoformat())
    return Task(("consolidate", *map(str, sources), *chosen), opened=output)


def doctor(click: Click) -> Task:
    """Examines the machine and, if there is one, the plan."""
    try:
        return Task(("doctor", str(chosen_plan(click))))
    except CannotGoOn:
        return Task(("doctor",))


def _fiscal_year(plan: Path) -> int:
    from itaxl.excel.plan_reader import read_plan

    return read_plan(plan)[0].settings.fiscal_year


def run(task_of: Callable[[Click], Task], arguments: Sequence[str], home: Path, today: dt.date) -> int:
    """Does what was double-clicked; gives the command line's exit status. The summary is opened on Windows only."""
    use_utf8()
    parser = argparse.ArgumentParser()
    parser.add_argument("dropped", nargs="*", type=Path)
    parser.add_argument("--round", type=int, default=1)
    parser.add_argument("--no-open", action="store_true")
    given = parser.parse_args(arguments)
    try:
        task = task_of(Click(tuple(given.dropped), home, today, given.round))
    except CannotGoOn as stop:
        tell(stop.problem, "th", sys.stderr)
        return 2
    status = main(task.arguments)
    if task.told and status != 2:
        tell(task.told, "th")
    if task.opened and task.opened.exists() and not given.no_open:
        _show(task.opened)
    return status


def _show(path: Path) -> None:
    if sys.platform == "win32":
        with contextlib.suppress(OSError):  # no program opens workbooks here: the sentence above says where it is
            os.startfile(path)
