"""Sentences about the memo and an office's own template."""

from itaxl.core.sentences.sentence import Sentence, error, info, warning

SENTENCES: dict[str, Sentence] = {
    "template-needs-output": error(
        "--template กับ --filled ต้องใช้คู่กัน",
        "ระบุทั้งสองอย่าง เช่น --template office.xlsx --filled report.xlsx",
        "--template and --filled belong together",
        "give both, such as --template office.xlsx --filled report.xlsx",
    ),
    "template-not-xlsx": error(
        "แม่แบบไม่ใช่ไฟล์ .xlsx",
        "เปิดใน Excel แล้วบันทึกเป็น .xlsx",
        "the template is no .xlsx workbook",
        "open it in Excel and save it as .xlsx",
    ),
    "template-no-names": error(
        "ในแม่แบบไม่มีชื่อที่โปรแกรมรู้จัก",
        "ตั้งชื่อเซลล์ใน Excel (ช่องชื่อซ้ายมือของแถบสูตร) เช่น {found} ดูชื่อทั้งหมดใน workbooks/office-template.xlsx",
        "the template has none of the names that are known",
        "name its cells in Excel (the box left of the formula bar), such as {found}; "
        "all names stand in workbooks/office-template.xlsx",
    ),
    "template-loses": warning(
        "เมื่อเติมแม่แบบ สิ่งเหล่านี้จะไม่ตามไปในไฟล์ที่เขียน: {lost}",
        "ตัวแม่แบบไม่ถูกแก้ หากต้องใช้ ให้เพิ่มกลับใน Excel หลังเติมแล้ว",
        "what will not be in the filled workbook: {lost}",
        "the template itself is not touched; add what you need again in Excel",
    ),
    "template-name-unknown": warning(
        "ไม่รู้จักชื่อ {found} ในแม่แบบ[ น่าจะเป็น {hint}]",
        "แก้ชื่อใน Excel (สูตร > ตัวจัดการชื่อ) ดูชื่อทั้งหมดใน workbooks/office-template.xlsx",
        "the template's name {found} is not known[; it may be {hint}]",
        "mend it in Excel (Formulas > Name Manager); all names stand in workbooks/office-template.xlsx",
    ),
    "template-name-broken": warning(
        "ชื่อ {found} ในแม่แบบไม่ได้ชี้ไปที่เซลล์[ ({target})]",
        "ลบแล้วตั้งชื่อใหม่ที่เซลล์ที่ต้องการ",
        "the template's name {found} points to no cell[ ({target})]",
        "delete it, and name the cell again",
    ),
    "template-column-unknown": warning(
        "ไม่รู้จักหัวคอลัมน์ “{found}” ของตาราง {name}[ น่าจะเป็น “{hint}”] จึงเว้นว่างไว้",
        "แก้หัวคอลัมน์ในแม่แบบ ดูหัวที่ใช้ได้ใน workbooks/office-template.xlsx",
        "the header “{found}” of the table {name} is not known[; it may be “{hint}”]; its column was left blank",
        "mend the header in the template; those that are known stand in workbooks/office-template.xlsx",
    ),
    "template-names-meet": error(
        "ชื่อเหล่านี้ในแม่แบบต้องการเซลล์เดียวกัน จึงไม่ได้เติมทุกชื่อ: {names}",
        "ให้แต่ละชื่ออยู่คนละเซลล์ โดยเว้นแถวหัวและแถวแรกของตารางไว้ (สูตร > ตัวจัดการชื่อ) แล้วสั่งใหม่",
        "these names of the template want the same cell, none of them is filled: {names}",
        "give each a cell of its own, outside a table's headers and first row (Formulas > Name Manager), and run again",
    ),
    "template-cell-merged": error(
        "เซลล์ในแถวแรกของตาราง {name} ถูกผสานกับเซลล์อื่น คอลัมน์นี้จึงไม่ได้เขียน",
        "ยกเลิกการผสานเซลล์ หรือผสานหัวคอลัมน์ให้ตรงกัน แล้วสั่งใหม่",
        "the cell in the first row of the table {name} is merged with another; its column was not written",
        "unmerge it, or merge the headers above in the same way, and run again",
    ),
    "template-no-room": error(
        "ตาราง {name} มี {rows} แถว แต่แม่แบบมีที่ว่าง {room} แถวก่อนถึง[ชื่อ {other} หรือ]สิ่งอื่น จึงเขียนไม่ครบ",
        "ย้ายสิ่งที่อยู่ใต้ตารางไปไว้ข้างบนหรือแผ่นอื่น แล้วสั่งใหม่",
        "the table {name} has {rows} rows, the template has room for {room} before "
        "[the name {other} or ]something else; the rest is missing",
        "move what stands below the table above it or to another sheet, and run again",
    ),
    "template-filled": info(
        "เติมแม่แบบแล้ว {count} ชื่อ: {names}[, {more}][, {others}][, {further}][, {rest}]",
        "ตรวจก่อนใช้",
        "names filled in the template ({count}): {names}[, {more}][, {others}][, {further}][, {rest}]",
        "look it over before you use it",
    ),
    "template-unused": info(
        "ชื่อที่แม่แบบไม่ได้ใช้ {count} ชื่อ: {names}[, {more}][, {others}][, {further}][, {rest}]",
        "หากต้องการใช้ ให้ตั้งชื่อนี้แก่เซลล์ในแม่แบบ",
        "names that the template does not use ({count}): {names}[, {more}][, {others}][, {further}][, {rest}]",
        "to use one, give that name to a cell of the template",
    ),
    "done-filled": info(
        "เขียนแม่แบบที่เติมแล้ว: {found}",
        "เปิดดูใน Excel",
        "the filled template was written: {found}",
        "open it in Excel",
    ),
    "done-memo": info(
        "เขียนบันทึกข้อความแล้ว: {found}",
        "เปิดใน Word ใส่ตราครุฑและที่ของหนังสือ ตรวจ แล้วลงนาม",
        "the memo was written: {found}",
        "open it in Word, give it the emblem and its number, check it and sign it",
    ),
    "output-not-docx": error(
        "{found} ไม่ลงท้ายด้วย .docx ซึ่งเป็นชนิดของบันทึกข้อความ",
        "ตั้งชื่อไฟล์ให้ลงท้ายด้วย .docx",
        "{found} does not end with .docx, which the memo is",
        "give it a name that ends with .docx",
    ),
}
