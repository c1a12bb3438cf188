"""What a sentence quotes, said in its language: dates, words of ours; what the user wrote stays as it is."""

from __future__ import annotations

import datetime as dt

from itaxl.core.calendar import thai_date
from itaxl.core.dates import Period
from itaxl.core.language import Language, Pair, said
from itaxl.core.problems import Fact, Word
from itaxl.core.records import shown_value

WORDS: dict[Word, Pair] = {
    Word.PLAN: ("ไฟล์แผน", "a plan workbook"),
    Word.SUMMARY: ("ไฟล์สรุป", "a summary workbook"),
    Word.FEEDBACK: ("ไฟล์แจ้งสิ่งที่ต้องแก้", "a feedback workbook"),
    Word.PICTURE: ("รูปภาพ", "a picture"),
    Word.TEXT: ("ข้อความ", "plain text"),
    Word.WEEKEND: ("เสาร์-อาทิตย์", "a weekend"),
    Word.ERROR_CELLS: ("เซลล์ที่เป็นข้อผิดพลาด (เช่น #REF!)", "error cells (such as #REF!)"),
    Word.LINKS: ("ลิงก์หลังข้อความ", "links behind texts"),
    Word.COMMENTS: ("ความคิดเห็น", "comments"),
    Word.STRUCK_TEXT: ("ข้อความขีดฆ่า", "struck-through text"),
    Word.FORMULAS: ("สูตร", "formulas"),
    Word.PERCENTAGES: ("รูปแบบร้อยละ", "percent formats"),
    Word.JOINED_CELLS: ("เซลล์ที่ผสานกัน", "merged cells"),
    Word.NUMBER_FORMATS: ("รูปแบบตัวเลขและวันที่", "formats of numbers and dates"),
    Word.OTHER_SHEETS: ("แผ่นงานอื่นของไฟล์เดิม", "the other sheets of the workbook that it came from"),
    Word.OUTBOX: ("ตารางรายชื่อผู้รับอีเมล", "the table of who gets which message"),
    Word.ACTIONS: ("ไฟล์ CSV รายการทั้งหมด", "a CSV file of all actions"),
    Word.DENIED: ("ไม่มีสิทธิ์ หรือเปิดอยู่ในโปรแกรมอื่น", "no permission, or open in another program"),
    Word.IS_FOLDER: ("เป็นโฟลเดอร์", "it is a folder"),
    Word.NOT_FOLDER: ("ไม่ใช่โฟลเดอร์", "it is no folder"),
    Word.EXISTS: ("มีไฟล์ชื่อนี้อยู่แล้ว", "a file of this name exists"),
    Word.NOT_FOUND: ("ไม่พบไฟล์", "it was not found"),
    Word.DISK_FULL: ("พื้นที่ในไดรฟ์เต็ม", "the drive is full"),
    Word.DISK_FAULT: ("ไดรฟ์อ่านหรือเขียนผิดพลาด", "the drive failed"),
    Word.READ_ONLY: ("ไดรฟ์นี้อ่านได้อย่างเดียว", "the drive is read-only"),
    Word.IN_USE: ("โปรแกรมอื่นใช้อยู่", "another program uses it"),
    Word.NAME_TOO_LONG: ("ชื่อยาวเกินไป", "the name is too long"),
    Word.TOO_MANY_OPEN: ("เปิดไฟล์มากเกินไปพร้อมกัน", "too many files are open at once"),
    Word.TWICE: ("ซ้ำกับแถวอื่น", "it stands in another row, too"),
    Word.NOT_IN_REPORT: ("ไม่มีในรายงาน", "the report has none of this name"),
    Word.LACKING: ("ต้องมีค่า", "a value is needed"),
    Word.NO_ADDRESS: (
        "ไม่ใช่ที่อยู่เว็บ เช่น https://www.nakhok.example/o1",
        "not a web address such as https://www.nakhok.example/o1",
    ),
    Word.NO_ISO_DATE: ("ไม่ใช่วันที่แบบ 2022-04-30", "not a date such as 2022-04-30"),
    Word.BUDDHIST: ("ต้องเป็น ค.ศ.", "its year is to be Gregorian"),
    Word.NO_PERCENT: ("ต้องอยู่ระหว่าง 0 ถึง 100", "it is to be from 0 to 100"),
    Word.NEWEST: ("ใช้คำตอบที่บันทึกล่าสุด", "the one saved last counts"),
    Word.CUT_OFF: ("ไฟล์ไม่ครบ อาจขาดหายระหว่างส่ง", "part of it is missing, perhaps lost on the way"),
    Word.BADLY_PACKED: ("ข้อมูลที่บีบอัดไว้เสีย", "its compressed data are damaged"),
    Word.SAME_TIME: (
        "เลือกตามเนื้อหาด้วยกฎตายตัว เพราะบันทึกเวลาเดียวกัน",
        "saved at the same time, one was chosen by a fixed rule of content",
    ),
    Word.SAME_FILE: (
        "เลือกตามเนื้อหาด้วยกฎตายตัว เพราะอยู่ในไฟล์เดียวกัน",
        "both in one file, one was chosen by a fixed rule of content",
    ),
    Word.NO_TIME: (
        "เลือกตามเนื้อหาด้วยกฎตายตัว เพราะไม่ทราบเวลาที่บันทึก",
        "not knowing when they were saved, one was chosen by a fixed rule of content",
    ),
    Word.ISSUED: ("คงค่าที่ออกให้ไว้", "what was issued stays"),
    Word.PICTURES: ("รูปภาพ (ติดตั้ง Pillow แล้วจะไม่หาย)", "pictures (with Pillow installed they stay)"),
    Word.SHAPES: ("กล่องข้อความและรูปวาด", "text boxes and shapes"),
    Word.HEADER_PICTURES: ("รูปในหัวและท้ายกระดาษ", "pictures in headers and footers"),
    Word.BACKGROUND: ("รูปพื้นหลังของแผ่นงาน", "the picture behind a sheet"),
    Word.CONTROLS: ("ปุ่มและตัวควบคุมฟอร์ม", "form controls"),
    Word.SPARKLINES: ("กราฟในเซลล์ (sparkline)", "sparklines"),
    Word.NEW_CONDITIONS: ("การจัดรูปแบบตามเงื่อนไขแบบใหม่", "conditional formats of the newer kind"),
    Word.NEW_LISTS: ("รายการให้เลือกที่อ้างถึงแผ่นอื่นแบบใหม่", "drop-downs of the newer kind"),
    Word.THREADS: ("ความคิดเห็นแบบโต้ตอบ", "threaded comments"),
    Word.SLICERS: ("ตัวแบ่งส่วนข้อมูล (slicer)", "slicers"),
    Word.NEW_CHARTS: ("กราฟชนิดใหม่", "charts of the newer kinds"),
    Word.CHART_LOOKS: ("รูปแบบบางส่วนของกราฟ", "some of the charts' looks"),
    Word.EMBEDDED: ("ไฟล์ที่ฝังอยู่", "embedded files"),
    Word.QUERIES: ("การเชื่อมต่อข้อมูลภายนอก", "connections to outside data"),
    Word.MACROS: ("แมโคร", "macros"),
    Word.SIGNATURE: ("ลายเซ็นดิจิทัล", "the digital signature"),
    Word.RESULTS: ("ผลของสูตร จนกว่าจะเปิดใน Excel", "results of formulas, until Excel opens the file"),
    Word.NO_AT_SIGN: ("ไม่มีเครื่องหมาย @", "it has no @"),
    Word.SEVERAL_ADDRESSES: ("มีหลายที่อยู่ ใช้ได้ที่อยู่เดียว", "several addresses where one is wanted"),
    Word.NAME_BESIDE: ("มีชื่อปนอยู่ กรอกเฉพาะที่อยู่", "a name stands beside it: the address alone is wanted"),
    Word.MISSPELT: ("สะกดผิดรูปแบบของที่อยู่", "not how addresses are written"),
    Word.INTERNATIONAL: ("มีอักษรนอกภาษาอังกฤษ ซึ่งยังไม่รองรับ", "letters outside plain English are not supported"),
}
"""What each word is called, in Thai and in English."""


def quoted(fact: Fact, language: Language) -> str:
    """The fact as a sentence quotes it: Thai dates or ISO ones, several values with a stroke between them."""
    if isinstance(fact, Word):
        return said(WORDS[fact], language)
    if isinstance(fact, dt.date):
        return thai_date(fact) if language == "th" else fact.isoformat()
    if isinstance(fact, Period):
        return " – ".join(quoted(day, language) for day in (fact.start_on, fact.due_on) if day)
    if isinstance(fact, tuple):
        return " / ".join(shown_value(each) if isinstance(each, tuple) else quoted(each, language) for each in fact)
    return f"{fact:g}" if isinstance(fact, float) else shown_value(fact)
