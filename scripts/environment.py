"""Gives the scripts beside it a Python that has itaxl: an environment of its own in `.venv`, made on first use.

Works on Linux, macOS and Windows with Python 3.11 or newer and nothing else installed.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
FOLDER = PROJECT / ".venv"


def python(extras: str = "") -> Path:
    """The environment's Python, with itaxl and these extras installed from the checkout.

    Exits with a sentence when the environment cannot be made.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever comes with an older one is told so
        sys.exit(f"itaxl needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    interpreter = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    mark, wanted = FOLDER / f"installed{extras}", _fingerprint()
    if not (mark.exists() and mark.read_text() == wanted and interpreter.exists()):
        print("กำลังเตรียมโปรแกรมครั้งแรก อาจใช้เวลาสองสามนาที … / setting up, once …", flush=True)
        _run([sys.executable, "-m", "venv", str(FOLDER)], "python3-venv may have to be installed first")
        command = [str(interpreter), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run([*command, "--editable", f"{PROJECT}{extras}"], "is there a connection to the package index?")
        mark.write_text(wanted)
    return interpreter


def _fingerprint() -> str:
    return hashlib.sha256((PROJECT / "setup.cfg").read_bytes() + sys.version.encode()).hexdigest()


def _run(command: list[str], hint: str) -> None:
    if subprocess.run(command, check=False).returncode:
        sys.exit(f"setting up failed ({hint}): {' '.join(command)}")


def speak_utf8() -> None:
    """Thai on any console."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
