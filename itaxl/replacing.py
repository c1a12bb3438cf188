"""What `issue --force` may replace: a tracking workbook of ours in which nobody has written, and an empty file."""

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


def _in_the_way(returned: Return) -> str:
    """The code of why it is not replaced; "" where it may be."""
    if returned.refused and returned.refused.code == "file-empty":
        return ""
    if returned.issue is None:
        return "output-not-ours"
    reading = understand(returned, returned.issue)
    return "output-filled-in" if reading.is_filled_in or reading.tally.rejected else ""
