"""Sentences about what is in a cell."""

from itaxl.core.sentences.sentence import Sentence, error, info, warning

_DATE_EXAMPLE_TH = "พิมพ์วันที่ให้ครบ เช่น 20 เม.ย. 2565 หรือ 20/4/2565"
_DATE_EXAMPLE_EN = "type day, month and year, such as 20/4/2565"
_CHECK_TH = "ตรวจว่าอ่านถูกต้องหรือไม่ หากไม่ถูกต้องให้พิมพ์วันที่ให้ครบ เช่น 20 เม.ย. 2565"
_CHECK_EN = "check the reading; if it is wrong, type day, month and year, such as 20/4/2565"

SENTENCES: dict[str, Sentence] = {
    "cell-error": error(
        "เซลล์นี้เป็นค่าผิดพลาด {found} จึงไม่ทราบคำตอบ",
        "ลบสูตรในเซลล์นี้ แล้วพิมพ์คำตอบแทน",
        "this cell is an error value, {found}: the answer is not known",
        "delete the formula and type the answer instead",
    ),
    "formula-uncounted": error(
        "เซลล์นี้เป็นสูตร {found} แต่ในไฟล์ไม่มีผลลัพธ์ที่คำนวณไว้ จึงไม่ทราบคำตอบ",
        "พิมพ์คำตอบแทนสูตร หรือเปิดไฟล์ใน Excel แล้วบันทึกใหม่",
        "this cell is a formula, {found}, and the file does not hold its result: the answer is not known",
        "type the answer instead, or open the file in Excel and save it again",
    ),
    "formula-value": info(
        "เซลล์นี้เป็นสูตร {formula} จึงใช้ผลลัพธ์ที่บันทึกไว้ในไฟล์ คือ {found}",
        "ตรวจว่าผลลัพธ์ถูกต้องหรือไม่ ครั้งต่อไปพิมพ์คำตอบแทนสูตร",
        "this cell is a formula, {formula}; its result as saved in the file counts: {found}",
        "check the result; next time type the answer instead",
    ),
    "answer-struck": warning(
        "ข้อความ “{struck}” ในเซลล์นี้ถูกขีดฆ่าไว้ แต่ยังนับตามที่พิมพ์",
        "หากไม่ใช้แล้วให้ลบข้อความ หากยังใช้ให้เอาเส้นขีดฆ่าออก",
        "“{struck}” in this cell is struck through, and still counts as typed",
        "delete it if it is no longer meant, otherwise remove the line",
    ),
    "cell-comment": info(
        "มีความเห็นในเซลล์นี้[ โดย {author}]: {found}",
        "อ่านความเห็น แล้วตอบหรือพิมพ์ลงในช่องคำตอบหากเป็นคำตอบ",
        "there is a comment on this cell[ by {author}]: {found}",
        "read it, and reply to it or type it into the answer cells if it is one",
    ),
    "status-unreadable": error(
        "ไม่รู้จักสถานะ “{found}”[ น่าจะหมายถึง {hint}][ หรือ {other}]",
        "เลือกสถานะจากรายการในเซลล์ ระหว่างนี้ยังนับวันเกินกำหนดต่อไป",
        "the status “{found}” is not known[; it probably means {hint}][ or {other}]",
        "choose one from the cell's list; the deadline runs on until then",
    ),
    "status-missing": error(
        "มีคำตอบอื่นแล้วแต่ยังไม่ได้เลือกสถานะของ “{title}” น่าจะเป็น {likely}",
        "เลือกสถานะในเซลล์นี้ ตอนนี้นับว่ายังไม่ได้ดำเนินการ",
        "there are other answers but no status for “{title}”; probably {likely}",
        "choose the status in this cell; until then it counts as not started",
    ),
    "status-kept": warning(
        "ช่องสถานะของ “{title}” ว่างแต่มีคำตอบอื่น จึงคงสถานะเดิม: {status}",
        "เลือกสถานะในเซลล์นี้ให้ตรงกับปัจจุบัน",
        "the status of “{title}” came back blank beside other answers: it is still “{status}”, as before",
        "choose the present status in this cell",
    ),
    "answers-conflict": warning(
        "คำตอบ “{column}” ของ “{title}” ที่ได้รับไม่ตรงกัน ({others})[ คำตอบเดิมคือ {issued}] จึง{rule}[: {taken}]",
        "สอบถามหน่วยงานว่าคำตอบใดถูกต้อง ไฟล์สรุปแสดงทุกคำตอบในแผ่น คำตอบไม่ตรงกัน",
        "the answers to “{column}” of “{title}” differ ({others})[; before: {issued}]; {rule}[: {taken}]",
        "ask the unit which is right; the summary lists all on its sheet “คำตอบไม่ตรงกัน”",
    ),
    "conflict-saved-ahead": info(
        "คำตอบของ “{title}” ที่ใช้มาจากไฟล์ที่บอกว่าบันทึกเมื่อ {saved} ซึ่งหลังวันที่สรุป ({as_of}) นาฬิกาของเครื่องนั้นอาจผิด",
        "ตรวจว่าไฟล์นี้เป็นฉบับล่าสุดจริง ก่อนเชื่อว่าคำตอบนี้ใหม่กว่า",
        "the answer to “{title}” that counts is of a file that says it was saved on {saved}, after {as_of}; "
        "the clock of that computer may be wrong",
        "make sure that this file is the newest indeed",
    ),
    "completed-undated": warning(
        "“{title}” ดำเนินการแล้วเสร็จ แต่ไม่มีวันที่แล้วเสร็จ",
        "พิมพ์วันที่แล้วเสร็จ มิฉะนั้นจะบอกไม่ได้ว่าทันกำหนดหรือไม่",
        "“{title}” is finished but has no finish date",
        "type the finish date: without it nobody can tell whether it was in time",
    ),
    "evidence-missing": warning(
        "“{title}” ดำเนินการแล้วเสร็จ แต่ไม่มีหลักฐาน[ จึงยังไม่ได้คะแนนของข้อ {item}]",
        "วางที่อยู่ของหน้าเว็บที่แสดงผลงานในช่องหลักฐาน",
        "“{title}” is finished but has no evidence[, and so {item} has no points yet]",
        "paste the address of the page that shows it into the evidence cell",
    ),
    "evidence-off-site": warning(
        "หลักฐานของ “{title}” ไม่ได้อยู่ในเว็บไซต์ของหน่วยงาน ({website})[ จึงยังไม่ได้คะแนนของข้อ {item}]",
        "เผยแพร่ในเว็บไซต์ของหน่วยงาน แล้วใส่ที่อยู่นั้น",
        "the evidence of “{title}” is not on the office's website ({website})[, and so {item} has no points yet]",
        "publish it on the website and give that address",
    ),
    "progress-contradicts": warning(
        "สถานะของ “{title}” คือ {status} แต่ความก้าวหน้าเป็นร้อยละ {progress}",
        "แก้สถานะหรือความก้าวหน้าให้ตรงกัน ตอนนี้นับตามสถานะ",
        "the status of “{title}” is “{status}”, but its progress is {progress} %",
        "correct one of the two; the status counts until then",
    ),
    "cancelled-unexplained": warning(
        "“{title}” ยกเลิกโดยไม่บอกเหตุผล",
        "บอกเหตุผลสั้น ๆ ในช่องปัญหา/อุปสรรค",
        "“{title}” is cancelled without a reason",
        "give the reason in a few words under “ปัญหา/อุปสรรค”",
    ),
    "finish-in-future": warning(
        "วันที่แล้วเสร็จของ “{title}” คือ {finished} ซึ่งยังไม่ถึง (ข้อมูล ณ {as_of})",
        "พิมพ์วันที่เสร็จจริง หากยังไม่เสร็จให้ลบวันที่แล้วเลือกสถานะตามจริง",
        "the finish date of “{title}”, {finished}, is still to come (as of {as_of})",
        "type the day on which it was finished; if it is not, clear the date and choose the true status",
    ),
    "finish-before-start": warning(
        "วันที่แล้วเสร็จของ “{title}” คือ {finished} ก่อนวันเริ่มดำเนินการ {start}",
        "ตรวจวันและปีของวันที่แล้วเสร็จ",
        "the finish date of “{title}”, {finished}, is before its start, {start}",
        "check day and year of the finish date",
    ),
    "finish-contradicts": warning(
        "สถานะของ “{title}” คือ {status} แต่มีวันที่แล้วเสร็จ {finished}",
        "หากเสร็จแล้วให้เลือก ดำเนินการแล้วเสร็จ หากยังไม่เสร็จให้ลบวันที่แล้วเสร็จ ตอนนี้นับตามสถานะ",
        "the status of “{title}” is “{status}”, but it has a finish date, {finished}",
        "choose “ดำเนินการแล้วเสร็จ” if it is finished, otherwise clear the finish date; the status counts until then",
    ),
    "evidence-private": warning(
        "หลักฐานของ “{title}” อยู่ในไดรฟ์ส่วนตัว ({links}) บุคคลทั่วไปอาจเปิดดูไม่ได้",
        "เผยแพร่ในเว็บไซต์ของหน่วยงาน หรือเปิดสิทธิ์ให้ทุกคนดูได้",
        "the evidence of “{title}” is on a private drive ({links}): the public may not see it",
        "publish it on the office's website, or let everybody see it",
    ),
    "evidence-on-computer": warning(
        "หลักฐาน “{found}” เป็นไฟล์ในเครื่องหรือเครือข่ายภายใน คนอื่นเปิดไม่ได้ จึงยังไม่นับเป็นหลักฐาน",
        "เผยแพร่ในเว็บไซต์ของหน่วยงาน แล้ววางที่อยู่ของหน้าเว็บ เช่น https://www.nakhok.example/ita/o1",
        "the evidence “{found}” is a file on somebody's computer or network: others cannot open it; it does not count",
        "publish it on the office's website and paste the page's address, such as https://www.nakhok.example/ita/o1",
    ),
    "evidence-all-one": warning(
        "ใช้ลิงก์เดียวกัน ({link}) เป็นหลักฐานของทั้ง {count} ข้อ",
        "ใส่ที่อยู่ของหน้าที่แสดงผลงานของแต่ละข้อ",
        "one link ({link}) is given as the evidence of all {count} items",
        "give each item the address of the page that shows it",
    ),
    "progress-unreadable": error(
        "ความก้าวหน้า “{found}” ไม่ใช่ตัวเลข 0 ถึง 100",
        "พิมพ์ตัวเลข 0 ถึง 100",
        "the progress “{found}” is not a number from 0 to 100",
        "type a number from 0 to 100",
    ),
    "progress-fraction": info(
        "ความก้าวหน้า {found} อ่านเป็นร้อยละ {meaning}",
        "ครั้งต่อไปพิมพ์ตัวเลข 0 ถึง 100",
        "the progress {found} was read as {meaning} %",
        "next time type a number from 0 to 100",
    ),
    "progress-one": warning(
        "ความก้าวหน้า 1 อาจหมายถึงร้อยละ 1 หรือร้อยละ 100 จึงนับเป็นร้อยละ 1",
        "พิมพ์ 100 หากเสร็จแล้ว",
        "the progress 1 may mean 1 % or 100 %; it was taken as 1 %",
        "type 100 if it is finished",
    ),
    "evidence-not-web": warning(
        "หลักฐาน “{found}” ไม่ใช่ที่อยู่เว็บ (http หรือ https) จึงยังไม่นับเป็นหลักฐาน",
        "วางที่อยู่ของหน้าเว็บที่เปิดดูได้ เช่น https://www.nakhok.example/ita/o1"
        " (ลิงก์หลังข้อความในไฟล์ .xls .xlsb และ .csv อ่านไม่ได้)",
        "the evidence “{found}” is not a web address (http or https) and does not count yet",
        "paste the address of the page, such as https://www.nakhok.example/ita/o1"
        " (a link behind a text cannot be read from .xls, .xlsb and .csv)",
    ),
    "link-mismatch": warning(
        "ข้อความ “{found}” กับลิงก์ที่ซ่อนอยู่ ({target}) ไม่ตรงกัน จึงเก็บไว้ทั้งสอง",
        "ตรวจว่าที่อยู่ใดถูกต้อง แล้วลบอีกที่อยู่หนึ่ง",
        "the text “{found}” and the link behind it ({target}) differ: both are kept",
        "see which is right, and delete the other",
    ),
    "date-unreadable": error(
        "อ่านวันที่ “{found}” ไม่ได้", _DATE_EXAMPLE_TH,
        "the date “{found}” cannot be read", _DATE_EXAMPLE_EN,
    ),
    "date-buddhist-stored": info(
        "ปี พ.ศ. ถูกเก็บเป็นปี ค.ศ. ({found}) อ่านเป็น {meaning}",
        "ไม่ต้องทำอะไร หากวันที่ถูกต้อง",
        "a Buddhist year was stored as a Gregorian one ({found}); read as {meaning}",
        "nothing to do if that is the day",
    ),
    "date-1900s": warning(
        "Excel เก็บปีสองหลักเป็น ค.ศ. 19xx ({found}) อ่านเป็น {meaning}", _CHECK_TH,
        "Excel stored a two-digit year as 19xx ({found}); read as {meaning}", _CHECK_EN,
    ),
    "date-gregorian-short": warning(
        "ปีสองหลักใน “{found}” อ่านเป็นปี ค.ศ. คือ {meaning}", _CHECK_TH,
        "the two-digit year in “{found}” was read as Gregorian: {meaning}", _CHECK_EN,
    ),
    "date-month-first": warning(
        "“{found}” เขียนเดือนขึ้นก่อน อ่านเป็น {meaning}", _CHECK_TH,
        "“{found}” has the month first; read as {meaning}", _CHECK_EN,
    ),
    "date-month-only": warning(
        "“{found}” ไม่ระบุวัน จึงอ่านเป็นวันสุดท้ายของเดือน คือ {meaning}", _CHECK_TH,
        "“{found}” names no day; read as the last one, {meaning}", _CHECK_EN,
    ),
    "date-period": warning(
        "“{found}” เป็นช่วงวัน จึงอ่านเป็นวันสุดท้ายของช่วง คือ {meaning}", _CHECK_TH,
        "“{found}” is a period of days; read as its last day, {meaning}", _CHECK_EN,
    ),
    "date-year-assumed": warning(
        "“{found}” ไม่ได้บอกปี อ่านตามปีงบประมาณของแผน คือ {meaning}", _CHECK_TH,
        "“{found}” names no year; read within the plan's fiscal year, {meaning}", _CHECK_EN,
    ),
    "date-year-far": warning(
        "ปีใน “{found}” ห่างจากปีงบประมาณของแผนมาก อ่านเป็น {meaning}", _CHECK_TH,
        "the year in “{found}” is far from the plan's; read as {meaning}", _CHECK_EN,
    ),
    "date-serial": info(
        "ตัวเลข {found} อ่านเป็นวันที่แบบ Excel คือ {meaning}", _CHECK_TH,
        "the number {found} was read as one of Excel's dates: {meaning}", _CHECK_EN,
    ),
}  # fmt: skip
