"""The command line: `itaxl COMMAND …`. Exit status 0 nothing to complain of, 1 problems were reported, 2 it could
not go on."""

from __future__ import annotations

import argparse
import io
import os
import re
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from itaxl import __version__

# What argparse says of a command line that it cannot read, in the words of our users.
_USAGE = (
    (r"the following arguments are required: (.*)", r"ยังขาด: \1"),
    (r"unrecognized arguments: (.*)", r"ไม่รู้จัก: \1"),
    (r"argument (\S+): expected one argument", r"ต้องมีค่าตามหลัง \1"),
    (r"argument (\S+): expected at least one argument", r"ต้องมีค่าตามหลัง \1"),
    (r"argument (\S+): invalid int value: (.*)", r"ค่าของ \1 ต้องเป็นตัวเลข แต่พบ \2"),
    (r"argument (\S+): invalid choice: ([^ ]+) \(choose from (.*)\)", r"ไม่มีคำสั่งหรือค่า \2 เลือกจาก \3"),
)


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one Thai sentence with the next step."""

    def error(self, message: str) -> NoReturn:
        for pattern, said in _USAGE:
            message = re.sub(f"^{pattern}$", said, message)
        print(f"คำสั่งไม่ถูกต้อง: {message}\n  → ดูวิธีใช้ด้วย {self.prog} --help", file=sys.stderr)
        raise SystemExit(2)


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = _Parser(
        prog="itaxl",
        description="ออกแบบติดตาม รวบรวม และสรุปแผนยกระดับผล ITA ของหน่วยงานท้องถิ่น ด้วยไฟล์ Excel",
        epilog="ดูตัวอย่างทั้งรอบด้วย itaxl demo โฟลเดอร์",
    )
    parser.add_argument("--version", action="version", version=f"itaxl {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)

    new = commands.add_parser("new", help="สร้างไฟล์แผนเปล่าให้กรอกใน Excel")
    new.add_argument("plan", type=Path, metavar="PLAN.xlsx", help="ไฟล์แผนที่จะสร้าง")
    new.add_argument("--year", type=int, required=True, help="ปีงบประมาณ พ.ศ. เช่น 2565")
    new.add_argument("--agency", default="", help="ชื่อหน่วยงาน เช่น อบต.นาโคก")
    _force(new)

    issue = commands.add_parser("issue", help="ออกแบบติดตามจากแผน ให้หน่วยงานกรอก")
    issue.add_argument("plan", type=Path, metavar="PLAN.xlsx", help="ไฟล์แผน")
    issue.add_argument("-o", "--output", type=Path, required=True, metavar="TRACKING.xlsx", help="แบบติดตามที่จะสร้าง")
    issue.add_argument("--split", type=Path, metavar="DIR", help="แยกเป็นไฟล์ละหน่วยงานในโฟลเดอร์นี้ด้วย")
    issue.add_argument("--round", type=int, default=1, metavar="N", help="รอบที่ (ค่าเริ่มต้น 1)")
    _force(issue)

    check = commands.add_parser("check", help="ตรวจไฟล์ที่หน่วยงานส่งกลับ")
    _reading(check)

    consolidate = commands.add_parser("consolidate", help="รวมไฟล์ที่ส่งกลับ แล้วเขียนไฟล์สรุป")
    consolidate.add_argument("-o", "--output", type=Path, required=True, metavar="SUMMARY.xlsx", help="ไฟล์สรุปที่จะสร้าง")
    _reading(consolidate)
    consolidate.add_argument("--csv", type=Path, metavar="F", help="เขียนรายการทั้งหมดเป็น CSV ด้วย")

    doctor = commands.add_parser("doctor", help="ตรวจว่าเครื่องนี้ แผน และการตั้งค่าอีเมลพร้อมใช้งาน")
    doctor.add_argument("plan", type=Path, nargs="?", metavar="PLAN.xlsx", help="ไฟล์แผนที่จะตรวจด้วย")

    demo = commands.add_parser("demo", help="ตัวอย่างทั้งรอบของ อบต.นาโคก ปี 2565")
    demo.add_argument("folder", type=Path, metavar="DIR", help="โฟลเดอร์ที่จะสร้างตัวอย่าง")
    return parser


def _reading(parser: argparse.ArgumentParser) -> None:
    """What check and consolidate have in common."""
    parser.add_argument("sources", type=Path, nargs="+", metavar="SOURCE", help="ไฟล์หรือโฟลเดอร์ที่หน่วยงานส่งกลับ")
    parser.add_argument("--plan", type=Path, metavar="PLAN.xlsx", help="ไฟล์แผน (ใช้ตัดสินหน่วยงานและกำหนดเวลา)")
    parser.add_argument("--as-of", metavar="DATE", help="ข้อมูล ณ วันที่ เช่น 2022-05-10 หรือ 10/5/65 (ค่าเริ่มต้นวันนี้)")
    parser.add_argument("--json", type=Path, metavar="F", help="เขียนผลเป็น JSON ด้วย")
    _force(parser)


def _force(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--force", action="store_true", help="แทนที่ไฟล์ผลลัพธ์ที่มีอยู่แล้ว")


def use_utf8() -> None:
    """Makes both streams speak UTF-8: a Thai console's own code page 874 lacks half of what we say."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; gives the exit status."""
    use_utf8()
    given = build_parser().parse_args(arguments)
    from itaxl.core.records import CannotGoOn, Problem
    from itaxl.terminal import tell

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))  # so that half-written files are cleared away
    try:
        status = _run(given)
        sys.stdout.flush()
        return status
    except CannotGoOn as stop:
        tell(stop.problem, "th", sys.stderr)
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        tell(Problem("run-stopped"), "th", sys.stderr)
    except Exception as error:
        if os.environ.get("ITAXL_DEBUG"):
            raise
        tell(Problem("run-unexpected", found=f"{type(error).__name__}: {error}"), "th", sys.stderr)
    return 2


def _run(given: argparse.Namespace) -> int:
    from itaxl import commands
    from itaxl.clock import today

    call = commands.Call(today())
    match given.command:
        case "new":
            return commands.new(call, given.plan, given.year, given.agency, force=given.force)
        case "issue":
            return commands.issue(call, given.plan, given.output, given.split, given.round, force=given.force)
        case "check":
            return commands.check(call, given.sources, given.plan, given.as_of, given.json, force=given.force)
        case "consolidate":
            return commands.consolidate(
                call, given.sources, given.output, given.plan, given.as_of, given.json, given.csv, force=given.force
            )
        case "doctor":
            return commands.doctor(call, given.plan)
        case _:
            return commands.demo(call, given.folder)
