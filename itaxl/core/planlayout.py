"""The one description of the plan workbook: its sheets, headers, settings, prompts and examples."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import NamedTuple

from itaxl.core import layout
from itaxl.core.table import header_key

SETTINGS = "ตั้งค่า"
UNITS = "หน่วยงาน"
MEASURES = "มาตรการ"
HOLIDAYS = "วันหยุด"
LAST_ITEMS = "คะแนนปีก่อน"
SIGNERS = "ผู้ลงนาม"
CATALOGUE = "รายการประเมิน"

YES, NO = "ใช่", "ไม่ใช่"


class PlanColumn(NamedTuple):
    """A column of a plan sheet; `choices` names the drop-down's source, `prompt` is shown beside the cell."""

    key: str
    header: str
    width: float
    prompt: str = ""
    spellings: tuple[str, ...] = ()
    choices: str = ""


class PlanSheet(NamedTuple):
    """A sheet of the plan: its name, one sentence on what it is for, its columns; `needed` keys find the header."""

    name: str
    purpose: str
    columns: tuple[PlanColumn, ...]
    needed: frozenset[str]
    optional: bool = False

    def is_header(self, keys: Collection[str]) -> bool:
        """True for the known columns of one row that make it this sheet's header."""
        return self.needed <= set(keys)

    @property
    def headers(self) -> Mapping[str, str]:
        """`header_key` of every known spelling to the key."""
        return {header_key(name): column.key for column in self.columns for name in (column.header, *column.spellings)}


SHEETS: dict[str, PlanSheet] = {
    sheet.name: sheet
    for sheet in (
        PlanSheet(
            SETTINGS, "ข้อมูลของหน่วยงานและวิธีนับกำหนด กรอกในช่องสีเหลือง",
            (
                PlanColumn("name", "รายการ", 44),
                PlanColumn("value", "ค่า", 34),
                PlanColumn("example", "ตัวอย่าง", 40),
            ),
            frozenset({"name", "value"}),
        ),
        PlanSheet(
            UNITS, "หน่วยงานทุกแห่งที่รับผิดชอบมาตรการ งานต่าง ๆ ให้ระบุสำนักหรือกองที่สังกัด",
            (
                PlanColumn("short", "ชื่อย่อ", 26, "ชื่อที่ใช้เรียกในตารางและเป็นชื่อแผ่นงาน เช่น กองคลัง"),
                PlanColumn("full", "ชื่อเต็ม", 36, "ชื่อเต็มตามคำสั่งแบ่งส่วนราชการ"),
                PlanColumn("parent", "สังกัด", 22, "ชื่อย่อของสำนักหรือกองที่สังกัด สำนักและกองให้เว้นว่าง", choices="units"),
                PlanColumn("coordinator", "ผู้ประสานงาน", 26, "ชื่อหรือตำแหน่งผู้ประสานงาน"),
                PlanColumn("phone", "โทรศัพท์", 16, "พิมพ์เลขได้เลย เลข 0 ตัวแรกไม่หาย"),
                PlanColumn("email", "อีเมล", 30, "ที่อยู่อีเมลสำหรับส่งแบบติดตาม", ("email", "e-mail", "อีเมล์")),
                PlanColumn("aliases", "ชื่ออื่น", 34, "ชื่อที่คนมักเขียนต่างออกไป คั่นด้วย ;"),
                PlanColumn("note", "หมายเหตุ", 36, "บันทึกของผู้จัดทำแผน"),
            ),
            frozenset({"short", "parent"}),
        ),
        PlanSheet(
            MEASURES, "มาตรการละหนึ่งแถว เขียนได้เหมือนในบันทึกข้อความ",
            (
                PlanColumn("survey", "แบบสำรวจ", 10, "OIT, IIT หรือ EIT", ("แบบวัด",), "surveys"),
                PlanColumn("indicator", "ตัวชี้วัดที่", 9, "เลขตัวชี้วัด 1 ถึง 10", ("ตัวชี้วัด",)),
                PlanColumn("item", "ข้อ", 10, "รหัสข้อ เช่น O1 หากไม่แน่ใจให้เขียน ต้องยืนยัน", choices="items"),
                PlanColumn("title", "หัวข้อ", 36, "ชื่อข้อตามแบบประเมินของปีนี้", ("หัวข้อการประเมิน",)),
                PlanColumn(
                    "period", "ระยะเวลาดำเนินการ", 18,
                    "เช่น มี.ค. - เม.ย. {65} หรือ ไตรมาส 2 หรือวันที่ เว้นว่างเมื่อใช้ตามแผ่น ตั้งค่า", ("กำหนดเวลา", "ระยะเวลา"),
                ),
                PlanColumn("method", "วิธีการดำเนินการ", 40, "สิ่งที่ต้องทำ เช่น เผยแพร่โครงสร้างบนเว็บไซต์", ("วิธีดำเนินการ",)),
                PlanColumn(
                    "units", "หน่วยงานดำเนินการ", 24, "ชื่อหน่วยงาน หลายแห่งคั่นด้วย / หรือเขียน ทุกกอง ทุกส่วนราชการ",
                    ("ผู้รับผิดชอบ", "หน่วยงานที่รับผิดชอบ", "หน่วยงานรับผิดชอบ"), "units",
                ),
                PlanColumn("follow_up", "การติดตามผล", 30, "รายงานผลที่ไหน เมื่อใด"),
                PlanColumn("note", "หมายเหตุ", 32, "บันทึกของผู้จัดทำแผน หากยังไม่แน่ใจเขียน ต้องยืนยัน และเหตุผล"),
            ),
            frozenset({"title", "units"}),
        ),
        PlanSheet(
            HOLIDAYS, "วันหยุดของหน่วยงาน ใช้เมื่อตั้งค่าให้เลื่อนกำหนดที่ตรงวันหยุด โปรดตรวจกับประกาศของปีนั้น",
            (
                PlanColumn("day", "วันที่", 16, "วันที่ เช่น 6 เม.ย. {65} หรือ 13 - 15 เม.ย. {65}"),
                PlanColumn("name", "ชื่อวันหยุด", 60, "ชื่อวันหยุด"),
            ),
            frozenset({"day", "name"}), optional=True,
        ),
        PlanSheet(
            LAST_ITEMS, "คะแนนรายข้อของปีก่อน (0 ถึง 100) ไม่บังคับ ช่วยให้ประมาณคะแนนแม่นขึ้น",
            (
                PlanColumn("item", "ข้อ", 10, "รหัสข้อของปีนี้ เช่น O1"),
                PlanColumn("score", "คะแนน", 12, "0 ถึง 100 เว้นว่างหากไม่ทราบ"),
                PlanColumn("title", "หัวข้อ", 60),
            ),
            frozenset({"item", "score"}), optional=True,
        ),
        PlanSheet(
            SIGNERS, "ผู้ลงนามในบันทึกข้อความ เรียงตามลำดับการเสนอ",
            (PlanColumn("name", "ชื่อ", 36, "ชื่อผู้ลงนาม"), PlanColumn("position", "ตำแหน่ง", 52, "ตำแหน่ง")),
            frozenset({"name", "position"}), optional=True,
        ),
        PlanSheet(
            CATALOGUE, "รายการข้อของปีที่โปรแกรมยังไม่มี",
            (
                PlanColumn("item", "ข้อ", 10, "รหัสข้อ เช่น O1"),
                PlanColumn("title", "หัวข้อ", 60, "ชื่อข้อตามแบบประเมิน"),
                PlanColumn("indicator", "ตัวชี้วัดที่", 12, "เช่น 9"),
                PlanColumn("sub_indicator", "ตัวชี้วัดย่อย", 14, "เช่น 9.1"),
            ),
            frozenset({"item", "title"}), optional=True,
        ),
    )
}  # fmt: skip
"""The sheets of the plan workbook, in their order."""


def header_of(key: str | None) -> str:
    """The Thai header of a column of the unit's sheet or of the plan, by its key; "" for none."""
    if key is None or key in layout.BY_KEY:
        return layout.BY_KEY[key].header if key else ""
    headers = (column.header for sheet in SHEETS.values() for column in sheet.columns if column.key == key)
    return next(headers, "")


class SettingKind(StrEnum):
    """How the value of a setting is read."""

    TEXT = "text"
    YEAR = "year"
    SCORE = "score"
    NUMBER = "number"
    YES_NO = "yes_no"
    EMAILS = "emails"
    SECURITY = "security"
    PERIOD = "period"


class Setting(NamedTuple):
    """One row of ตั้งค่า: `key` is a field of `records.Settings`."""

    key: str
    name: str
    kind: SettingKind
    example: str
    prompt: str = ""
    default: str | float | None = None
    short: str = ""  # where the name is too long for the title of a prompt


SECURITY_WORDS = ("ssl", "starttls", "none")

SETTING_ROWS: tuple[Setting, ...] = (
    Setting("agency", "ชื่อหน่วยงาน", SettingKind.TEXT, "องค์การบริหารส่วนตำบลนาโคก"),
    Setting("department", "ส่วนราชการ", SettingKind.TEXT, "สำนักปลัด องค์การบริหารส่วนตำบลนาโคก", "ใช้ในบันทึกข้อความ"),
    Setting("phone", "โทรศัพท์", SettingKind.TEXT, "0 0000 0000"),
    Setting(
        "website", "เว็บไซต์", SettingKind.TEXT, "https://www.nakhok.example",
        "เว็บไซต์หลักของหน่วยงาน หลักฐานต้องอยู่ในเว็บไซต์นี้ เว้นว่างหากไม่ต้องการตรวจ",
    ),
    Setting("fiscal_year", "ปีงบประมาณ", SettingKind.YEAR, "{2565}", "ปี พ.ศ. สี่หลัก"),
    Setting(
        "period", "ระยะเวลาดำเนินการ", SettingKind.PERIOD, "มี.ค. - เม.ย. {๖๕}", "ใช้กับมาตรการที่ไม่ได้ระบุระยะเวลาไว้"
    ),
    Setting("target", "คะแนนเป้าหมาย", SettingKind.SCORE, "85", "0 ถึง 100"),
    Setting("last_score", "คะแนนปีก่อน", SettingKind.SCORE, "75.40", "คะแนนรวมปีก่อน 0 ถึง 100"),
    Setting("last_iit", "คะแนน IIT ปีก่อน", SettingKind.SCORE, "82.10", "ไม่บังคับ"),
    Setting("last_eit", "คะแนน EIT ปีก่อน", SettingKind.SCORE, "80.50", "ไม่บังคับ"),
    Setting(
        "due_soon_days", "เตือนก่อนครบกำหนด (วัน)", SettingKind.NUMBER, "7", "จำนวนวันก่อนครบกำหนดที่ให้เตือน", default=7
    ),
    Setting(
        "next_working_day", "เลื่อนกำหนดที่ตรงวันหยุดเป็นวันทำการถัดไป", SettingKind.YES_NO, NO,
        "แนะนำ ไม่ใช่ เพราะระบบ ITAS ไม่เลื่อนวันปิดรับ", default=NO, short="เลื่อนกำหนดวันหยุด",
    ),
    Setting("thai_digits", "ใช้เลขไทย", SettingKind.YES_NO, NO, default=NO),
    Setting("recipients", "ผู้รับรายงาน", SettingKind.EMAILS, "palad@nakhok.example", "อีเมล หลายแห่งคั่นด้วย ;"),
    Setting("mail_host", "เครื่องแม่ข่ายอีเมล", SettingKind.TEXT, "mail.nakhok.example", "ไม่ต้องใส่รหัสผ่านในไฟล์นี้"),
    Setting("mail_port", "พอร์ต", SettingKind.NUMBER, "465"),
    Setting("mail_security", "ความปลอดภัย", SettingKind.SECURITY, "ssl", "ssl, starttls หรือ none (เฉพาะเครื่องนี้)"),
    Setting("mail_sender", "ผู้ส่ง", SettingKind.EMAILS, "plan@nakhok.example", "อีเมลของผู้จัดทำแผน"),
)  # fmt: skip
"""The rows of ตั้งค่า, in their order."""


def setting_name(key: str) -> str:
    """The Thai name of a setting, by its key."""
    return next(setting.name for setting in SETTING_ROWS if setting.key == key)
