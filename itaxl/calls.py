"""What every command is told, and how it writes."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from itaxl.core.language import Language
from itaxl.files import write_output
from itaxl.terminal import tell


class Call(NamedTuple):
    """One call of a command: today in Bangkok, the language of messages, and whether outputs that are there may be
    replaced."""

    today: dt.date
    language: Language = "th"
    replaces: bool = False

    def write(self, path: Path, write: Callable[[Path], None]) -> Path:
        """Has an output written beside its place and moved in; gives where it went, and tells when that is elsewhere
        because the output is open in another program, or somebody else has made it meanwhile."""
        written, warning = write_output(path, write, replaces=self.replaces)
        if warning:
            tell(warning, self.language)
        return written
