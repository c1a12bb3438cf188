"""What the planner double-clicks, or drops files and folders on: finds the plan and the returned files, names the
outputs by date so that nothing is ever in the way, and leaves the rest to the command line."""

import argparse
import contextlib
import datetime as dt
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from itaxl.cli import main, use_utf8
from itaxl.core.calendar import dated
from itaxl.core.filenames import SUFFIXES
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.records import Settings
from itaxl.core.systemerrors import why
from itaxl.dropped import dropped_whole
from itaxl.files import check_writable, find_sources, make_folder
from itaxl.terminal import tell

RETURNS = ("ส่งกลับ", "returns")
"""What the folder of returned files, beside the plan, is called; the first is made if there is none."""

_WORKBOOKS = SUFFIXES - {".csv", ".zip"}


class Click(NamedTuple):
    """What was double-clicked: `dropped` lies on the icon, `home` is the icon's folder; `round` if one was given."""

    dropped: tuple[Path, ...]
    home: Path
    today: dt.date
    round: int | None = None


class Task(NamedTuple):
    """A command line to run; what to tell before and after it, what stands in the way although it was run, and which
    output to open."""

    arguments: tuple[str, ...]
    first: Problem | None = None
    told: Problem | None = None
    stopped: Problem | None = None
    opened: Path | None = None


# --- what lies where ---------------------------------------------------------------------------------------


def find_plan(dropped: Sequence[Path], home: Path) -> Path:
    """The one plan workbook: dropped itself, or in the first of these folders that has any: those around what was
    dropped, the icon's.

    Raises CannotGoOn for none or several; for none, a workbook that cannot be opened is told: it may be the plan.
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
        _check_opens(path)
    others = (("others", ", ".join(map(str, folders[1:]))),)
    raise CannotGoOn(Problem("click-plan-none", found=str(folders[0]), facts=others))


def chosen_plan(click: Click) -> Path:
    """The one file that was dropped, which must then be a plan, or the plan that is found.

    Raises CannotGoOn, also for a dropped name that does not exist.
    """
    for path in click.dropped:
        if not path.exists():
            raise CannotGoOn(Problem("file-missing", found=str(path)))
    files = [path for path in click.dropped if path.is_file()]
    return files[0].resolve() if len(files) == 1 else find_plan(click.dropped, click.home)


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


def _check_opens(path: Path) -> None:
    """Raises CannotGoOn for a file that another program keeps to itself, or that may not be read."""
    try:
        path.open("rb").close()
    except OSError as error:
        raise CannotGoOn(Problem("file-unreadable", path.name, facts=(("why", why(error)),))) from None


def find_returns(dropped: Sequence[Path], plan: Path) -> list[Path]:
    """The returned files and folders that were dropped, or the folder of returns beside the plan; where there is none,
    the plan's own folder if that was dropped and has returns.

    Raises CannotGoOn when there is none; it is made then, so that the planner sees where to put the files.
    """
    given = [path.resolve() for path in dropped]
    sources = [path for path in given if path not in (plan, plan.parent)]
    if sources:
        return sources
    folder = returns_folder(plan)
    if folder.is_dir():
        return [folder]
    if plan.parent in given and _has_returns(plan.parent):
        return [plan.parent]
    make_folder(folder)
    raise CannotGoOn(Problem("click-returns-none", found=str(folder)))


def _has_returns(folder: Path) -> bool:
    """True if the folder has a file that is no plan and no summary of ours."""
    from itaxl.excel.worker import read_apart

    return any(not found.skipped for found in read_apart((each.path, each.name) for each in find_sources([folder])))


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
    """The latest summary in the folder, by the name and the date that we gave it, up to this day; one that cannot be
    read or is of another office is passed over."""
    from itaxl.core.previous import check_previous
    from itaxl.excel.worker import read_summary_apart

    name = re.compile(rf"สรุป ITA {settings.fiscal_year} ณ (\d{{4}}-\d\d-\d\d)(?: \((\d+)\))?\.xlsx")
    matches = ((name.fullmatch(path.name), path) for path in folder.iterdir())
    found = [(match[1], int(match[2] or 1), path) for match, path in matches if match]
    for day, _, path in sorted(found, reverse=True):
        if day <= dated(until):
            with contextlib.suppress(CannotGoOn):
                check_previous(read_summary_apart(path), settings, until)
                return path
    return None


# --- what is done ------------------------------------------------------------------------------------------


def issue(click: Click) -> Task:
    """Issues the tracking workbook and one file per unit, beside the plan; from the second round on with the answers of
    the latest summary, if there is one."""
    plan = chosen_plan(click)
    check_writable(plan.parent)
    settings = _settings(plan)
    year = settings.fiscal_year
    last = issued_round(plan, year)
    number = click.round or (_ask_round(last) if last else 1)
    stem = free_stem(plan.parent, f"แบบติดตาม ITA {year} รอบ {number} ออก {dated(click.today)}")
    output, split = plan.with_name(f"{stem}.xlsx"), plan.with_name(stem)
    make_folder(returns_folder(plan))
    again = Problem("click-round-again", found=str(number), facts=(("next", str(number + 1)),))
    previous = last_summary(plan.parent, settings, click.today) if number > 1 else None
    return Task(
        ("issue", str(plan), "-o", str(output), "--split", str(split), *_since(previous), "--round", str(number)),
        first=again if last and number <= last else None,
        told=Problem("click-returns-here", found=str(returns_folder(plan))),
    )


def consolidate(click: Click) -> Task:
    """Consolidates what came back into a summary beside the plan, and opens it; it is compared with the latest summary
    of an earlier day, if there is one."""
    plan = find_plan(click.dropped, click.home)
    check_writable(plan.parent)
    sources = find_returns(click.dropped, plan)
    settings = _settings(plan)
    stem = free_stem(plan.parent, f"สรุป ITA {settings.fiscal_year} ณ {dated(click.today)}")
    previous = last_summary(plan.parent, settings, click.today - dt.timedelta(days=1))
    output = plan.with_name(f"{stem}.xlsx")
    chosen = ("-o", str(output), "--plan", str(plan), "--as-of", click.today.isoformat())
    nothing = None if find_sources(sources) else Problem("click-returns-empty", found=str(sources[0]))
    return Task(("consolidate", *map(str, sources), *chosen, *_since(previous)), first=nothing, opened=output)


def _since(previous: Path | None) -> tuple[str, ...]:
    return ("--previous", str(previous)) if previous else ()


def doctor(click: Click) -> Task:
    """Examines the machine and the plan; when it is not clear which plan, the machine, and then says so."""
    try:
        return Task(("doctor", str(chosen_plan(click))))
    except CannotGoOn as stop:
        return Task(("doctor",), stopped=stop.problem)


def read_round(text: str) -> int:
    """A round as it is typed, in Thai digits too.

    Raises CannotGoOn.
    """
    number = int(text) if text.strip().isdecimal() else 0
    if number < 1:
        raise CannotGoOn(Problem("round-not-usable", found=text))
    return number


def _ask_round(last: int) -> int:
    """The round that the planner wants, the last one again by Enter or where nobody can be asked."""
    while sys.stdin.isatty():
        print(f"ออกรอบ {last} ไปแล้ว: กด Enter เพื่อออกรอบ {last} ซ้ำ หรือพิมพ์ {last + 1} เพื่อออกรอบถัดไป")
        try:
            answer = input("รอบที่: ").strip()
            return read_round(answer) if answer else last
        except CannotGoOn as stop:
            tell(stop.problem, "th", sys.stderr)
        except EOFError:
            break
    return last


def _settings(plan: Path) -> Settings:
    from itaxl.excel.worker import read_plan_apart

    return read_plan_apart(plan)[0].settings


def run(task_of: Callable[[Click], Task], arguments: Sequence[str], home: Path, today: dt.date) -> int:
    """Does what was double-clicked; gives the command line's exit status. The summary is opened on Windows only."""
    use_utf8()
    parser = argparse.ArgumentParser()
    parser.add_argument("dropped", nargs="*", type=Path)
    parser.add_argument("--round")
    parser.add_argument("--no-open", action="store_true")
    given = parser.parse_args(dropped_whole(os.environ.get("ITAXL_LINE", "")) or arguments)
    try:
        number = None if given.round is None else read_round(given.round)
        task = task_of(Click(tuple(given.dropped), home, today, number))
    except CannotGoOn as stop:
        tell(stop.problem, "th", sys.stderr)
        return 2
    except KeyboardInterrupt:
        tell(Problem("run-stopped"), "th", sys.stderr)
        return 2
    return _work(task, opens=not given.no_open)


def _work(task: Task, *, opens: bool) -> int:
    if task.first:
        tell(task.first, "th")
    sys.stdout.flush()
    status = main(task.arguments)
    if task.told and status != 2:
        tell(task.told, "th")
    if task.opened and task.opened.exists() and opens:
        _show(task.opened)
    if task.stopped:
        tell(task.stopped, "th", sys.stderr)
        return 2
    return status


def _show(path: Path) -> None:
    if sys.platform == "win32":
        with contextlib.suppress(OSError):  # no program opens workbooks here: the sentence above says where it is
            os.startfile(path)
