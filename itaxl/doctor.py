"""Whether the machine, the plan and its mail settings are fit for the round. It connects nowhere."""

from __future__ import annotations

import datetime as dt
import locale
import platform
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from importlib import metadata
from pathlib import Path

from itaxl import __version__, catalogues
from itaxl.core.codes import UNCONFIRMED
from itaxl.core.mailsettings import check_mail
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.sentences import Severity, severity

_NAME = re.compile(r"[A-Za-z0-9._-]+")


Try = Callable[[Path, str], None]
"""Makes a file in a folder, and raises CannotGoOn with the code where none can be made."""


def examine(plan_path: Path | None, today: dt.date, try_folder: Try) -> list[Problem]:
    """All that was found, in the order in which it is told; a plan is examined if one is given.

    Raises CannotGoOn when the plan's file does not exist, or cannot be looked at.
    """
    if plan_path is not None:
        from itaxl.excel.gate import check_there

        check_there(plan_path)
    program = list(examine_program())
    complete = all(finding.code != "doctor-need-missing" for finding in program)
    return [
        *program,
        Problem("doctor-catalogues", found=", ".join(map(str, catalogues.years()))),
        *examine_folders([plan_path.parent if plan_path else Path()], try_folder),
        Problem("doctor-console", found=console_encoding(), facts=(("today", today),)),
        *(examine_plan(plan_path) if complete else [Problem("doctor-plan-unread")]),
    ]


def examine_program() -> Iterator[Problem]:
    """The versions of itaxl, Python and each package that itaxl needs; an error for one that is missing."""
    bits = "64" if sys.maxsize > 2**32 else "32"
    facts = {"version": __version__, "python": platform.python_version(), "bits": bits, "system": platform.platform()}
    yield Problem("doctor-program", facts=tuple(facts.items()))
    for name in needed_packages():
        try:
            yield Problem("doctor-need", found=name, facts=(("version", metadata.version(name)),))
        except metadata.PackageNotFoundError:
            yield Problem("doctor-need-missing", found=name)


def needed_packages() -> list[str]:
    """The packages that itaxl was installed to need, itself first if it is not installed; extras aside."""
    try:
        needs = metadata.requires("itaxl") or []
    except metadata.PackageNotFoundError:
        return ["itaxl"]
    return [name[0] for need in needs if "extra ==" not in need and (name := _NAME.match(need))]


def examine_folders(folders: Iterable[Path], try_folder: Try) -> Iterator[Problem]:
    """Whether each of the folders, and the one for temporary files, may be written to."""
    for folder in dict.fromkeys(folder.resolve() for folder in (*folders, Path(tempfile.gettempdir()))):
        try:
            try_folder(folder, "doctor-folder-unwritable")
        except CannotGoOn as stop:
            yield stop.problem
        else:
            yield Problem("doctor-folder", found=str(folder))


def examine_plan(path: Path | None) -> Iterator[Problem]:
    """Whether the plan can be used: its errors and warnings, how many problems it has, its mail settings."""
    from itaxl.excel.worker import read_plan_apart

    if path is None:
        yield Problem("doctor-no-plan")
        return
    try:
        plan, problems = read_plan_apart(path)
    except CannotGoOn as stop:
        yield stop.problem
        return
    counts = Counter(f"{severity(problem)}s" for problem in problems)
    units = sum(unit.short != UNCONFIRMED for unit in plan.units)
    facts = {"measures": len(plan.measures), "units": units, "errors": 0, "warnings": 0, "infos": 0, **counts}
    yield from (problem for problem in problems if severity(problem) is not Severity.INFO)
    yield Problem("doctor-plan", found=plan.file, facts=tuple((name, str(count)) for name, count in facts.items()))
    yield from check_mail(plan, problems)


def console_encoding() -> str:
    """What the console speaks: its code page on Windows, otherwise the locale's encoding."""
    if sys.platform == "win32":
        import ctypes

        if page := ctypes.windll.kernel32.GetConsoleOutputCP():
            return f"cp{page}"
    return locale.getencoding()
