"""What `--force` may replace: with `issue` a tracking workbook of ours in which nobody has written, with `new` a plan
in which nobody has; and an empty file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.returns import Return, understand


def check_replaceable(outputs: Iterable[Path]) -> None:
    """Raises CannotGoOn for the first of these files that exists and holds what somebody else wrote."""
    from itaxl.excel.worker import Readers

    there = [path for path in outputs if path.is_file()]
    if not there:
        return
    with Readers() as readers:
        for path in there:
            for returned in readers.returns([(path, path.name)]):
                if code := _in_the_way(returned):
                    raise CannotGoOn(Problem(code, found=str(path)))


def check_plan_replaceable(path: Path) -> None:
    """Raises CannotGoOn for a file that exists and is anything but a blank plan: it may be a year's work."""
    from itaxl.excel.worker import Readers

    if not path.is_file() or not path.stat().st_size:
        return
    with Readers() as readers:
        if not readers.is_blank_plan(path):
            raise CannotGoOn(Problem("output-no-blank-plan", found=str(path)))


def _in_the_way(returned: Return) -> str:
    """The code of why it is not replaced; "" where it may be."""
    if returned.refused and returned.refused.code == "file-empty":
        return ""
    if returned.issue is None:
        return "output-not-ours"
    reading = understand(returned, returned.issue)
    written = (
        reading.is_filled_in,
        reading.tally.rejected,
        any(row.comments for row in reading.rows),
        any(problem.code == "sheet-unread" for problem in reading.problems),
    )
    return "output-filled-in" if any(written) else ""
