"""LibreOffice as the tests' second pair of eyes: headless, with a profile of its own, recalculating everything."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode"><value>0</value></prop></item>
</oor:items>
"""


def program() -> str | None:
    """LibreOffice's program, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


IN_CI = bool(os.environ.get("ITAXL_CI"))
needs_libreoffice = pytest.mark.skipif(
    program() is None and not IN_CI, reason="LibreOffice is not installed: its tests run in CI"
)


@functools.cache
def _profile() -> str:
    folder = Path(tempfile.mkdtemp(prefix="itaxl-office-"))
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
    return folder.as_uri()


def saved_by_libreoffice(path: Path, folder: Path, to: str = "xlsx") -> Path:
    """The workbook opened, recalculated from scratch and saved in another folder, as a person's program would."""
    return all_saved_by_libreoffice([path], folder, to)[0]


def all_saved_by_libreoffice(paths: Sequence[Path], folder: Path, to: str = "xlsx") -> list[Path]:
    """The same of several workbooks, in one start of the program: starting is what takes time."""
    office = program()
    assert office, "LibreOffice is needed here"
    folder.mkdir(exist_ok=True)
    command = [
        office,
        f"-env:UserInstallation={_profile()}",
        "--headless",
        "--convert-to",
        to,
        "--outdir",
        str(folder),
        *map(str, paths),
    ]
    utc = {**os.environ, "TZ": "UTC"}  # LibreOffice takes times as its own zone's
    subprocess.run(command, check=True, capture_output=True, timeout=180, env=utc)
    return [folder / f"{path.stem}.{to.partition(':')[0]}" for path in paths]
