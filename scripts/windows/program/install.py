"""Installs itaxl from the folder `wheels` beside this file, without internet, for this user only.

The program goes to `.itaxl` in the user's own folder, or to the folder that is given. Not to %LOCALAPPDATA%: what a
Python from the Microsoft Store writes there is put elsewhere, where `run.cmd` would not find it. An older Python reads
this file as well, to say that it is too old.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

WHEELS = Path(__file__).resolve().parent / "wheels"
TARGET = Path.home() / ".itaxl"
LEAST = (3, 11)
OURS = "itaxl-folder.txt"
"""Is in every folder that was made here: only such a folder is replaced."""
DONE = "installed"
"""Is in a folder where all went well: `run.cmd` looks for it."""


def main(target: Path, wheels: Path = WHEELS) -> int:
    """Installs, or installs again; gives the exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    refusal = why_not(target, [wheel.name for wheel in wheels.glob("*.whl")])
    if refusal:
        print(refusal, file=sys.stderr)
        return 2
    print(f"กำลังติดตั้งใน {target} อาจใช้เวลาสองสามนาที …", flush=True)
    try:
        done = replace(target, wheels)
    except OSError as error:
        print(error, file=sys.stderr)
        done = False
    if not done:
        print("ติดตั้งไม่สำเร็จ: ปิดหน้าต่าง itaxl ทั้งหมดแล้วลองใหม่ หากยังไม่ได้ ส่งข้อความข้างบนให้ผู้ดูแล", file=sys.stderr)
        return 2
    print("ติดตั้งแล้ว ขั้นต่อไป: ดับเบิลคลิก doctor.cmd เพื่อตรวจความพร้อม หรือ issue.cmd เพื่อออกแบบติดตาม")
    return 0


def replace(target: Path, wheels: Path) -> bool:
    """Installs in place of what is there, which comes back when that fails; True if all went well."""
    old = kept(target)
    if (old / DONE).exists() and not (target / DONE).exists():  # an earlier try was cut off: this is the one that works
        put_back(target)
        if not (target / DONE).exists():  # what is half-made is in use: the one that works stays where it is
            return False
    remove(old)
    if target.exists():
        target.rename(old)
    done = False
    try:
        done = install(target, wheels)
    finally:
        if done:
            remove(old)
        else:
            put_back(target)
    return done


def install(target: Path, wheels: Path) -> bool:
    """Installs in a new folder; True if all went well."""
    target.mkdir(parents=True)
    (target / OURS).write_text("itaxl: install.cmd replaces this folder\n", "utf-8")
    python = target / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [str(python), "-m", "pip", "--isolated", "--disable-pip-version-check", "--quiet"]
    steps = (
        [sys.executable, "-m", "venv", str(target)],
        [*pip, "install", "--no-index", "--no-cache-dir", "--no-compile", "--find-links", str(wheels), "itaxl"],
        [str(python), "-m", "itaxl", "--version"],
    )
    if any(subprocess.run(step, check=False).returncode for step in steps):
        return False
    (target / DONE).touch()
    return True


def put_back(target: Path) -> None:
    """Replaces a half-made folder by the one that was there before, if there was one."""
    remove(target)
    with contextlib.suppress(OSError):  # none was there; or it is in use, and the next try puts it back
        kept(target).rename(target)


def remove(folder: Path) -> None:
    """Deletes a folder that was made here as far as that goes, its mark last: what is left of it is still ours."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(str(path), ignore_errors=True)
        elif path.name != OURS:
            with contextlib.suppress(OSError):  # it is in use
                path.unlink()
    if [path.name for path in folder.iterdir()] in ([], [OURS]):
        shutil.rmtree(str(folder), ignore_errors=True)


def kept(target: Path) -> Path:
    """Where the old folder is while a new one is made."""
    return target.parent / f"{target.name}.old"


def why_not(target: Path, wheels: list[str]) -> str:
    """Why it cannot be installed and what to do, in one sentence; "" when it can."""
    if not wheels:
        return "ไม่พบโฟลเดอร์ wheels: คัดลอกชุดติดตั้งมาใหม่ทั้งโฟลเดอร์"
    if not fits(wheels, sys.version_info[:2], sysconfig.get_platform()):
        found = f"{sys.version.split()[0]} ({sysconfig.get_platform()})"
        return f"ชุดติดตั้งนี้ใช้กับ Python {found} ไม่ได้: ติดตั้ง Python 64 บิต รุ่น {', '.join(versions(wheels))} แล้วลองใหม่"
    for folder in (target, kept(target)):  # everything in them is about to be replaced
        if folder.exists() and not folder.is_dir():
            return f"{folder} เป็นไฟล์ ไม่ใช่โฟลเดอร์: ย้ายหรือเปลี่ยนชื่อไฟล์นี้ก่อน แล้วลองใหม่"
        if folder.exists() and any(folder.iterdir()) and not (folder / OURS).exists():
            return f"โฟลเดอร์ {folder} มีไฟล์อื่นอยู่แล้ว: ย้ายไฟล์ออกหรือเปลี่ยนชื่อโฟลเดอร์ก่อน แล้วลองใหม่"
    return ""


def fits(wheels: list[str], python: tuple[int, ...], platform: str) -> bool:
    """True if the folder has compiled wheels for this Python on this kind of machine."""
    tag, machine = f"-cp{python[0]}{python[1]}-", platform.rpartition("-")[2]
    return python >= LEAST and any(tag in wheel and wheel.endswith(f"{machine}.whl") for wheel in wheels)


def versions(wheels: list[str]) -> list[str]:
    """The Python versions that the folder has compiled wheels for, oldest first."""
    found = {int(minor) for wheel in wheels for minor in re.findall(r"-cp3(\d+)-cp3", wheel)}
    return [f"3.{minor}" for minor in sorted(found)]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).absolute() if len(sys.argv) > 1 else TARGET))
