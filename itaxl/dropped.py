"""What is dropped on an icon on Windows, read from the line that Explorer starts the window with."""

from __future__ import annotations

import re
from pathlib import PureWindowsPath


def dropped_whole(line: str) -> list[str]:
    r"""What Explorer put behind the icon's name in the line that started the window (`run.cmd` hands it on); nothing in
    a line of another kind. Explorer names whole paths, and quotes only those with a blank:

        C:\Windows\system32\cmd.exe /c ""C:\kit\issue.cmd" C:\R&D\plan.xlsx "C:\R & D\plan.xlsx""
    """
    behind = re.search(r'/c *""[^"]+"(.*)" *$', line, re.IGNORECASE)
    paths = [quoted or bare for quoted, bare in re.findall(r'"([^"]+)"|([^ "]+)', behind[1])] if behind else []
    return paths if all(PureWindowsPath(path).is_absolute() for path in paths) else []
