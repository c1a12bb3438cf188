"""What the planner double-clicks, or drops files and folders on: takes what lies around, names the outputs by date so
that nothing is ever in the way, and leaves the rest to the command line."""

import argparse
import contextlib
import datetime as dt
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from itaxl.around import find_plan, find_returns, free_stem, issued_round, last_summary, returns_folder
from itaxl.cli import main, use_utf8
from itaxl.core.calendar import dated
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.records import Settings
from itaxl.dropped import dropped_whole
from itaxl.files import check_writable, find_sources, make_folder
from itaxl.terminal import tell


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


def chosen_plan(click: Click) -> Path:
    """The one file that was dropped, which must then be a plan, or the plan that is found.

    Raises CannotGoOn, also for a dropped name that does not exist.
    """
    for path in click.dropped:
        if not path.exists():
            raise CannotGoOn(Problem("file-missing", found=str(path)))
    files = [path for path in click.dropped if path.is_file()]
    return files[0].resolve() if len(files) == 1 else find_plan(click.dropped, click.home)


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
    first = None if find_sources(sources) else Problem("click-returns-empty", found=str(sources[0]))
    if others := [path for path in map(Path.resolve, click.dropped) if path not in (plan, plan.parent, *sources)]:
        names = ", ".join(path.name for path in others)
        first = first or Problem("click-dropped-ours", found=names, facts=(("folder", str(sources[0])),))
    return Task(("consolidate", *map(str, sources), *chosen, *_since(previous)), first=first, opened=output)


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
