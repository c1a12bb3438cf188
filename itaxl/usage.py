"""What the command line says of itself, in Thai and English: its help, and what it cannot make sense of."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence

from itaxl.core.language import LANGUAGES, Pair, said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from itaxl.core.language import Language

TEXTS: dict[str, Pair] = {
    "usage": ("วิธีใช้: ", "usage: "),
    "arguments": ("สิ่งที่ต้องระบุ", "positional arguments"),
    "options": ("ตัวเลือก", "options"),
    "help": ("แสดงวิธีใช้นี้แล้วจบ", "show this help and exit"),
    "lang": ("ภาษาของข้อความ: th ไทย (ค่าเริ่มต้น) en อังกฤษ", "language of messages: th Thai (the default), en English"),
    "version": ("แสดงรุ่นของโปรแกรมแล้วจบ", "show the version and exit"),
    "description": (
        "ออกแบบติดตาม รวบรวม และสรุปแผนยกระดับผล ITA ของหน่วยงานท้องถิ่น ด้วยไฟล์ Excel",
        "Issues, collects and sums up a Thai local office's plan to raise its ITA score, in Excel files.",
    ),
    "epilog": ("ดูตัวอย่างทั้งรอบด้วย itaxl demo โฟลเดอร์", "See a whole round with: itaxl demo FOLDER --lang en"),
    "new": ("สร้างไฟล์แผนเปล่าให้กรอกใน Excel", "make a plan workbook to fill in with Excel"),
    "new.plan": ("ไฟล์แผนที่จะสร้าง", "the plan workbook to make"),
    "new.year": ("ปีงบประมาณ พ.ศ. เช่น 2565", "fiscal year, Buddhist era, such as 2565"),
    "new.agency": ("ชื่อหน่วยงาน เช่น อบต.นาโคก", "name of the office"),
    "issue": ("ออกแบบติดตามจากแผน ให้หน่วยงานกรอก", "make the tracking workbook that the units fill in"),
    "issue.plan": ("ไฟล์แผน", "the plan workbook"),
    "issue.output": ("แบบติดตามที่จะสร้าง", "the tracking workbook to make"),
    "issue.split": ("แยกเป็นไฟล์ละหน่วยงานในโฟลเดอร์นี้ด้วย", "also one file for each unit, in this folder"),
    "issue.round": (
        "รอบที่ (ค่าเริ่มต้น 1 หรือถัดจากรอบของ --previous)",
        "number of the round (by default 1, or the one after that of --previous)",
    ),
    "issue.previous": (
        "ไฟล์สรุปครั้งก่อน: เติมคำตอบล่าสุดไว้ให้",
        "the summary of the last round: its answers are filled in already",
    ),
    "check": ("ตรวจไฟล์ที่หน่วยงานส่งกลับ", "list what is wrong in the returned files"),
    "check.feedback": (
        "เขียนสิ่งที่ต้องแก้ของแต่ละไฟล์ลงในโฟลเดอร์นี้ด้วย ไว้ส่งให้หน่วยงาน",
        "also write what is to be mended in each file into this folder, to be sent to the units",
    ),
    "consolidate": ("รวมไฟล์ที่ส่งกลับ แล้วเขียนไฟล์สรุป", "bring the returned files together into a summary workbook"),
    "consolidate.output": ("ไฟล์สรุปที่จะสร้าง", "the summary workbook to make"),
    "consolidate.csv": ("เขียนรายการทั้งหมดเป็น CSV ด้วย", "also write every action as CSV"),
    "consolidate.memo": ("เขียนบันทึกข้อความเป็นไฟล์ Word ด้วย", "also write the official memo as a Word file"),
    "consolidate.template": (
        "แม่แบบของหน่วยงานเอง ที่ตั้งชื่อเซลล์ไว้ (ใช้คู่กับ --filled)",
        "the office's own template, with named cells (together with --filled)",
    ),
    "consolidate.filled": (
        "ไฟล์ที่จะเขียนจากแม่แบบ ตัวแม่แบบไม่ถูกแก้",
        "the workbook to write from the template, which itself stays as it is",
    ),
    "consolidate.on_conflict": (
        "คำตอบที่ขัดกัน: newest ใช้ไฟล์ที่บันทึกล่าสุด (ค่าเริ่มต้น) issued คงค่าที่ออกให้ stop หยุดและบอก",
        "contradicting answers: newest takes the file saved last (default), issued keeps what was issued, stop ends",
    ),
    "consolidate.previous": (
        "ไฟล์สรุปครั้งก่อน: คงคำตอบล่าสุดของที่ยังไม่ส่ง และบอกว่าอะไรเปลี่ยนไป",
        "an earlier summary: what is not returned keeps its last answers, and changes are told",
    ),
    "remind": (
        "เขียนอีเมลถึงแต่ละหน่วยงานว่ายังค้างอะไร พร้อมแบบติดตามเฉพาะที่ค้าง",
        "write to each unit what it still owes, with a tracking workbook of just that",
    ),
    "remind.previous": (
        "ไฟล์สรุปครั้งก่อน: หน่วยงานที่ยังไม่ส่งจะได้รับแจ้งสิ่งที่ค้างไว้ในครั้งนั้น",
        "an earlier summary: who returned nothing since is reminded of what was open then",
    ),
    "remind.plan": ("ไฟล์แผน (บอกอีเมลของหน่วยงานและผู้ส่ง)", "the plan workbook: it has the addresses"),
    "send": ("เขียนอีเมลส่งไฟล์สรุปถึงผู้บริหาร", "write an e-mail with the summary to the executive"),
    "send.summary": ("ไฟล์สรุปที่จะส่ง", "the summary workbook to send"),
    "send.to": ("อีเมลผู้รับ ระบุซ้ำได้ (ค่าเริ่มต้น ผู้รับรายงาน ในแผน)", "a recipient, may be repeated (the plan's by default)"),
    "send.plan": ("ไฟล์แผน (บอกผู้รับและเครื่องแม่ข่ายอีเมล)", "the plan workbook: it has recipients and mail server"),
    "outbox": ("โฟลเดอร์สำหรับร่างอีเมล ใช้ซ้ำได้", "the folder for drafts; it is used again"),
    "send_now": ("ส่งจริง ไม่เพียงเขียนร่าง", "send the messages, not only write drafts"),
    "resend": ("ส่งซ้ำฉบับที่ไม่ทราบว่าถึงหรือไม่", "send again what may or may not have arrived"),
    "rate": ("ส่งไม่เกินกี่ฉบับต่อนาที (ค่าเริ่มต้น 20)", "messages a minute at most (20 by default)"),
    "thai_names": ("ใช้ชื่อไฟล์แนบภาษาไทย", "give attachments Thai names"),
    "quiet": ("แสดงเฉพาะสิ่งที่ผิดพลาด", "print only what went wrong"),
    "log": ("จดผลของแต่ละฉบับต่อท้ายไฟล์นี้", "add what became of each message to this file"),
    "doctor": (
        "ตรวจว่าเครื่องนี้ แผน และการตั้งค่าอีเมลพร้อมใช้งาน",
        "tell whether this machine, the plan and its mail settings are ready",
    ),
    "doctor.plan": ("ไฟล์แผนที่จะตรวจด้วย", "a plan workbook to look at as well"),
    "demo": ("ตัวอย่างทั้งรอบของ อบต.นาโคก ปี 2565", "play the whole round of Na Khok, fiscal year 2565"),
    "demo.folder": ("โฟลเดอร์ที่จะสร้างตัวอย่าง", "the folder to make the example in"),
    "sources": ("ไฟล์หรือโฟลเดอร์ที่หน่วยงานส่งกลับ", "returned files, or folders of them"),
    "plan": ("ไฟล์แผน (ใช้ตัดสินหน่วยงานและกำหนดเวลา)", "the plan workbook: it decides units and deadlines"),
    "as_of": (
        "ข้อมูล ณ วันที่ เช่น 2022-05-10 หรือ 10/5/65 (ค่าเริ่มต้นวันนี้)",
        "the day that counts, such as 2022-05-10 or 10/5/65 (today by default)",
    ),
    "json": ("เขียนผลเป็น JSON ด้วย", "also write the result as JSON"),
    "jobs": ("จำนวนไฟล์ที่อ่านพร้อมกัน (ค่าเริ่มต้น 1)", "how many files are read at once (1 by default)"),
    "force": ("แทนที่ไฟล์ผลลัพธ์ที่มีอยู่แล้ว", "replace outputs that exist"),
}
"""Headings and help by name: a command's own is named after it, an option's after command and option."""

_COMPLAINTS: tuple[tuple[str, Pair], ...] = (
    (r"the following arguments are required: (.*)", (r"ยังขาด: \1", r"missing: \1")),
    (r"unrecognized arguments: (.*)", (r"ไม่รู้จัก: \1", r"not known: \1")),
    (r"ambiguous option: (\S+) could match (.*)", (r"\1 อาจหมายถึง \2", r"\1 may mean \2")),
    (r"argument (\S+): expected (?:one|at least one) argument", (r"ต้องมีค่าตามหลัง \1", r"\1 needs a value after it")),
    (
        r"argument (\S+): ignored explicit argument (.*)",
        (r"\1 ไม่มีค่าตามหลัง แต่พบ \2", r"\1 takes no value, but \2 is given"),
    ),
    (r"argument (\S+): invalid int value: (.*)", (r"ค่าของ \1 ต้องเป็นตัวเลข แต่พบ \2", r"\1 must be a number, not \2")),
    (
        r"argument (\S+): no name",
        (r"\1 ว่างเปล่า ต้องระบุชื่อไฟล์หรือโฟลเดอร์", r"\1 is empty: it needs the name of a file or folder"),
    ),
    (
        r"argument COMMAND: invalid choice: (.+) \(choose from (.*)\)",
        (r"ไม่มีคำสั่ง \1 เลือกจาก \2", r"there is no command \1; choose from \2"),
    ),
    (
        r"argument (\S+): invalid choice: (.+) \(choose from (.*)\)",
        (r"\1 ใช้ค่า \2 ไม่ได้ เลือกจาก \3", r"\1 cannot be \2; choose from \3"),
    ),
)
"""What argparse says of a command line that it cannot read, and how our users are told."""

_COMPLAINT: Pair = (
    "คำสั่งไม่ถูกต้อง: {what}\n  → ดูวิธีใช้ด้วย {command} --help",
    "this command cannot be read: {what}\n  → see {command} --help --lang en",
)


def language_of(arguments: Sequence[str]) -> Language:
    """The language that the arguments ask for, the last one if several: known before they are parsed, because help
    and complaints are to be in it, too."""
    scout = argparse.ArgumentParser(add_help=False)
    scout.add_argument("--lang", nargs="?", action="append", default=[])
    asked = scout.parse_known_args(arguments)[0].lang
    return next((language for word in reversed(asked) for language in LANGUAGES if word == language), LANGUAGES[0])


INCOMPLETE: Pair = (
    "ติดตั้งไม่ครบ: ไม่มีส่วนประกอบ {found}\n  → ติดตั้งด้วย pip install . ในโฟลเดอร์ของโปรแกรม หรือลองด้วย python3 scripts/demo.py",
    "the installation is incomplete: {found} is missing\n"
    "  → run pip install . in the program's folder, or try python3 scripts/demo.py",
)
"""What is said where a library that itaxl needs is missing."""


def complaint(message: str, command: str, language: Language) -> str:
    """What argparse complains of, in our words, with the next step."""
    for pattern, ours in _COMPLAINTS:
        message, changed = re.subn(f"^{pattern}$", said(ours, language), message)
        if changed:
            break
    return said(_COMPLAINT, language).format(what=message, command=command)
