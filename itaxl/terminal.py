"""What the user sees on the terminal: sentences, problems, progress. UTF-8 whatever the console's code page."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO, TypeVar

from itaxl.core.language import Language, Pair, said
from itaxl.core.planlayout import header_of
from itaxl.core.problems import Problem
from itaxl.core.sentences import Severity, advice, message, severity, severity_word

T = TypeVar("T")
_PLATFORM = sys.platform

_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}
_READING: Pair = ("กำลังอ่าน", "reading")
_HEADERS: tuple[Pair, ...] = (("", ""), ("ที่", "where"), ("ปัญหา", "problem"), ("ควรทำ", "what to do"))


# What a cell may hold and a terminal would obey.
_CONTROLS = {code: "\ufffd" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}


def _message(problem: Problem, language: Language) -> str:
    return message(problem, language).translate(_CONTROLS)


def tell(problem: Problem, language: Language, stream: TextIO | None = None) -> None:
    """One sentence with the next step, after the place that it is about."""
    where = place_of(problem)
    said = f"{_message(problem, language)}\n  → {advice(problem, language)}"
    print(f"{where}: {said}" if where else said, file=stream or sys.stdout)


def place_of(problem: Problem) -> str:
    """ "ไฟล์ › แผ่น › เซลล์ (คอลัมน์)", as far as it is known."""
    place = " › ".join(part for part in (problem.file, problem.sheet, problem.cell) if part).translate(_CONTROLS)
    header = header_of(problem.column)
    return f"{place} ({header})" if header and problem.cell else place


def list_problems(problems: Sequence[Problem], language: Language) -> None:
    """The problems: a table on a terminal that can hold one, a block of plain lines each elsewhere."""
    if problems and sys.stdout.isatty() and _sets_thai():
        _table(problems, language)
    else:
        _list_plainly(problems, language)


def _sets_thai() -> bool:
    """False for the classic console of Windows: it gives each mark above or below a letter a column of its own, and
    the lines of a table fall apart. Windows Terminal does not, and says that it is there."""
    return _PLATFORM != "win32" or "WT_SESSION" in os.environ


def list_findings(findings: Sequence[Problem], language: Language) -> None:
    """What was found, in its order: a line for what is as it should be, a block for what is to be mended."""
    for finding in findings:
        if severity(finding) is Severity.INFO:
            print(_message(finding, language))
        else:
            _list_plainly([finding], language)


def _list_plainly(problems: Iterable[Problem], language: Language) -> None:
    for problem in problems:
        print(f"[{severity_word(severity(problem), language)}] {place_of(problem)}".rstrip())
        print(f"  {_message(problem, language)}")
        print(f"  → {advice(problem, language)}")


def _table(problems: Sequence[Problem], language: Language) -> None:
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    # Thai has no blanks between words: what does not fit goes on in the next line, it is not cut off.
    table = Table(*(Column(said(header, language), overflow="fold") for header in _HEADERS), show_lines=True)
    for problem in problems:
        level = severity(problem)
        table.add_row(
            Text(severity_word(level, language), style=_COLOURS[level]),
            Text(place_of(problem)),
            Text(_message(problem, language)),
            Text(advice(problem, language)),
        )
    Console().print(table)


def with_progress(items: Sequence[T], language: Language) -> Iterable[T]:
    """The items, with a progress bar while they are worked through: on a terminal only, and only when it takes long."""
    if len(items) < 5 or not sys.stderr.isatty():
        return items
    return _progress(items, language)


def _progress(items: Sequence[T], language: Language) -> Iterator[T]:
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description=said(_READING, language), console=Console(stderr=True), transient=True)
