"""`python -m itaxl`, and the command `itaxl`."""

from __future__ import annotations

import contextlib
import os
import sys

from itaxl.cli import main

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def run() -> NoReturn:
    """Runs one command and ends the process with its exit status."""
    status = main()
    # All that was made is left to the system: taking it apart object by object takes as long as reading a workbook.
    with contextlib.suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    run()
