"""Installs itaxl from the folder `wheels` beside this file, without internet, for this user only.

The program goes to `.itaxl` in the user's own folder, or to the folder that is given. Not to %LOCALAPPDATA%: what a
Python from the Microsoft Store writes there is put elsewhere, where `run.cmd` would not find it.
"""

from __future__ import annotations

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


def main(target: Path, wheels: Path = WHEELS) -> int:
    """Installs, or installs again; gives the exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    refusal = why_not(target, [wheel.name for wheel in wheels.glob("*.whl")])
    if refusal:
        print(refusal, file=sys.stderr)
        return 2
    print(f"กำลังติดตั้งใน {target} อาจใช้เวลาสองสามนาที …", flush=True)
    python = target / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    shutil.rmtree(target, ignore_errors=True)  # an old one may belong to a Python that is gone
    pip = [str(python), "-m", "pip", "--isolated", "--disable-pip-version-check", "--quiet"]
    steps = (
        [sys.executable, "-m", "venv", str(target)],
        [*pip, "install", "--no-index", "--no-cache-dir", "--no-compile", "--find-links", str(wheels), "itaxl"],
        [str(python), "-m", "itaxl", "--version"],
    )
    for step in steps:
        if subprocess.run(step, check=False).returncode:
            print("ติดตั้งไม่สำเร็จ: ปิดหน้าต่าง itaxl ทั้งหมดแล้วลองใหม่ หากยังไม่ได้ ส่งข้อความข้างบนให้ผู้ดูแล", file=sys.stderr)
            return 2
    print("ติดตั้งแล้ว ขั้นต่อไป: ดับเบิลคลิก doctor.cmd เพื่อตรวจความพร้อม หรือ issue.cmd เพื่อออกแบบติดตาม")
    return 0


def why_not(target: Path, wheels: list[str]) -> str:
    """Why it cannot be installed and what to do, in one sentence; "" when it can."""
    if not wheels:
        return "ไม่พบโฟลเดอร์ wheels: คัดลอกชุดติดตั้งมาใหม่ทั้งโฟลเดอร์"
    if not fits(wheels, sys.version_info[:2], sysconfig.get_platform()):
        found = f"{sys.version.split()[0]} ({sysconfig.get_platform()})"
        return f"ชุดติดตั้งนี้ใช้กับ Python {found} ไม่ได้: ติดตั้ง Python 64 บิต รุ่น {', '.join(versions(wheels))} แล้วลองใหม่"
    ours = target == TARGET or (target / "pyvenv.cfg").exists()  # everything in it is about to be replaced
    if target.exists() and any(target.iterdir()) and not ours:
        return f"โฟลเดอร์ {target} มีไฟล์อื่นอยู่แล้ว: ย้ายไฟล์ออกก่อน แล้วลองใหม่"
    return ""


def fits(wheels: list[str], python: tuple[int, ...], platform: str) -> bool:
    """True if the folder has compiled wheels for this Python on this kind of machine."""
    tag, machine = f"-cp{python[0]}{python[1]}-", platform.rpartition("-")[2]
    return python >= LEAST and any(tag in wheel and wheel.endswith(f"{machine}.whl") for wheel in wheels)


def versions(wheels: list[str]) -> list[str]:
    """The Python versions that the folder has compiled wheels for, oldest first."""
    found = {(int(tag[1]), int(tag[2])) for wheel in wheels if (tag := re.search(r"-cp(3)(\d+)-cp3", wheel))}
    return [f"{major}.{minor}" for major, minor in sorted(found)]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).absolute() if len(sys.argv) > 1 else TARGET))
