"""What the unit that sent a file is told to do about it, where the planner is told something else: in Thai, because
units read nothing else."""

_DATE = "ตรวจว่าอ่านถูกต้องหรือไม่ แล้วพิมพ์วัน เดือน และปี พ.ศ. สี่หลักให้ครบ"

TO_UNITS: dict[str, str] = {
    "file-unreadable": "ตรวจว่าไฟล์เปิดใน Excel ได้ แล้วส่งมาใหม่",
    "file-empty": "ส่งไฟล์มาใหม่ ไฟล์อาจเสียระหว่างส่ง",
    "file-not-workbook": "เปิดไฟล์นี้ใน Excel แล้วบันทึกเป็น .xlsx หรือส่งไฟล์แบบติดตามตัวจริงมาแทน",
    "file-zip": "แตกไฟล์ก่อน แล้วส่งไฟล์ Excel ที่อยู่ข้างใน",
    "zip-encrypted": "ส่งใหม่โดยไม่ตั้งรหัสผ่าน หรือส่งไฟล์ Excel ที่อยู่ข้างในแทน",
    "zip-packing": "ส่งไฟล์ Excel มาโดยไม่ต้องบีบอัด",
    "rows-too-many": "ลบแถวที่คัดลอกเกินมาใต้ตาราง บันทึก แล้วส่งมาใหม่",
    "csv-undecodable": "เปิดไฟล์ต้นฉบับใน Excel แล้วบันทึกเป็น .xlsx แล้วส่งมาใหม่",
    "file-damaged": "เปิดใน Excel ให้ซ่อมแซม บันทึก แล้วส่งมาใหม่",
    "file-bomb": "คัดลอกตารางลงในแบบติดตามที่ได้รับ แล้วส่งมาใหม่",
    "file-unsafe": "เปิดใน Excel แล้วบันทึกเป็น .xlsx ใหม่ แล้วส่งมาแทน",
    "file-entities": "เปิดใน Excel แล้วบันทึกเป็น .xlsx ใหม่ แล้วส่งมาแทน",
    "zip-too-large": "ส่งไฟล์นี้มาใหม่เป็นไฟล์เดียว ไม่ต้องใส่ใน zip",
    "zip-too-slow": "ส่งไฟล์นี้มาใหม่เป็นไฟล์เดียว ไม่ต้องใส่ใน zip",
    "file-crashed": "เปิดใน Excel แล้วบันทึกเป็น .xlsx ใหม่ แล้วส่งมาแทน",
    "file-newer": "ยังไม่ต้องแก้ไฟล์ ผู้จัดทำแผนจะปรับปรุงโปรแกรมแล้วอ่านใหม่",
    "file-other-agency": "ตรวจว่าส่งถูกไฟล์ แล้วส่งแบบติดตามของ {ours} มาแทน",
    "file-other-year": "กรอกแบบติดตามของปีงบประมาณ {ours} แล้วส่งมาแทน",
    "file-old-round": "กรอกแบบติดตามของรอบที่ {ours} แล้วส่งมาแทน",
    "file-untouched": "กรอกช่องสีเหลืองในแผ่นงานของท่าน บันทึก แล้วส่งมาใหม่",
    "sheet-unit-unknown": "ตั้งชื่อแผ่นงานเป็นชื่อหน่วยงานของท่าน[ เช่น {hint}]",
    "action-missing": "แถวอาจถูกลบหรือถูกแก้หัวข้อ คัดลอกแถวนี้จากแบบติดตามที่ได้รับมาใส่คืน แล้วกรอกสถานะ",
    "date-1900s": _DATE,
    "date-gregorian-short": _DATE,
    "date-month-first": _DATE,
    "date-month-only": _DATE,
    "date-period": _DATE,
    "date-unreadable": "พิมพ์วัน เดือน และปี พ.ศ. สี่หลักให้ครบ",
    "date-year-assumed": _DATE,
    "date-year-far": _DATE,
    "evidence-not-web": "พิมพ์หรือวางที่อยู่เต็มของหน้าเว็บที่เปิดดูได้",
    "issued-changed": "พิมพ์ค่าเดิมคืนในช่องนี้ หากต้องการเปลี่ยนให้แจ้งผู้จัดทำแผน",
    "answers-conflict": "ตกลงกันว่าคำตอบใดถูกต้อง แล้วส่งกลับเพียงไฟล์เดียว",
}
"""Advice by problem code."""

NOT_FOR_UNITS = frozenset({"action-withdrawn", "hidden-sheet-damaged", "file-other-agency", "file-other-year"})
"""Problems in a unit's file that only the planner can do something about."""
