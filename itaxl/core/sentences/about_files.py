"""Sentences about files, sheets and rows."""

from itaxl.core.sentences.sentence import Sentence, error, info, warning

SENTENCES: dict[str, Sentence] = {
    "file-missing": error(
        "ไม่พบไฟล์หรือโฟลเดอร์ “{found}”",
        "ตรวจชื่อและที่อยู่ของไฟล์ แล้วสั่งใหม่",
        "no file or folder “{found}”",
        "check its name and folder, and run again",
    ),
    "file-unreadable": error(
        "เปิดไฟล์ไม่ได้[ ({found})]",
        "ตรวจว่าไฟล์ยังอยู่และมีสิทธิ์อ่าน หากเปิดอยู่ในโปรแกรมอื่นให้ปิดก่อน",
        "the file cannot be opened[ ({found})]",
        "check that it still exists and may be read; close it in other programs",
    ),
    "file-empty": error(
        "ไฟล์ว่างเปล่า (0 ไบต์)",
        "ขอให้หน่วยงานส่งไฟล์ใหม่ ไฟล์อาจเสียระหว่างส่ง",
        "the file is empty (0 bytes)",
        "ask the unit to send it again: it may have been damaged on the way",
    ),
    "file-not-workbook": error(
        "ไม่ใช่ไฟล์ตารางคำนวณ[ เนื้อในเป็น {inside}]",
        "เปิดไฟล์นี้ใน Excel แล้วบันทึกเป็น .xlsx หรือขอไฟล์แบบติดตามตัวจริงจากหน่วยงาน",
        "this is not a spreadsheet[: inside it is {inside}]",
        "open it in Excel and save it as .xlsx, or ask the unit for the tracking workbook itself",
    ),
    "file-zip": error(
        "เป็นไฟล์บีบอัด (zip) จึงยังไม่ได้อ่าน",
        "แตกไฟล์ก่อน แล้วระบุโฟลเดอร์ที่ได้",
        "this is a zip archive; it was not read",
        "unpack it, and name the folder",
    ),
    "file-encrypted": error(
        "ไฟล์ถูกตั้งรหัสผ่านไว้ จึงอ่านไม่ได้",
        "เปิดใน Excel ยกเลิกรหัสผ่าน (ไฟล์ > ข้อมูล > ป้องกันเวิร์กบุ๊ก > เข้ารหัสลับด้วยรหัสผ่าน) แล้วบันทึกใหม่",
        "the file is protected with a password and cannot be read",
        "open it in Excel, remove the password (File > Info > Protect Workbook) and save it again",
    ),
    "file-damaged": error(
        "ไฟล์เสียหาย อ่านไม่ได้[ ({found})]",
        "เปิดใน Excel ให้ซ่อมแซมแล้วบันทึกใหม่ หรือขอให้หน่วยงานส่งใหม่",
        "the file is damaged and cannot be read[ ({found})]",
        "let Excel repair it and save it again, or ask the unit to send it again",
    ),
    "file-lock": info(
        "เป็นไฟล์ชั่วคราวที่ Excel สร้างขณะเปิดไฟล์ จึงข้ามไป",
        "ปิดไฟล์ใน Excel แล้วไฟล์ชั่วคราวนี้จะหายไปเอง",
        "this is a temporary file that Excel makes while a workbook is open; skipped",
        "it goes away when the workbook is closed in Excel",
    ),
    "file-ours": info(
        "เป็น{kind}ของโปรแกรมเอง ไม่ใช่ไฟล์ที่หน่วยงานส่งกลับ จึงข้ามไป",
        "ไม่ต้องทำอะไร",
        "this is {kind} of ours, not a return; skipped",
        "nothing to do",
    ),
    "file-newer": error(
        "ไฟล์นี้ออกด้วยโปรแกรมรุ่นใหม่กว่า (รูปแบบ {found})",
        "ปรับปรุงโปรแกรม itaxl เป็นรุ่นล่าสุด แล้วสั่งใหม่",
        "this file was issued by a newer version (format {found})",
        "update itaxl and run again",
    ),
    "format-blind": info(
        "อ่านจากไฟล์ {kind}: มองไม่เห็น{unseen}",
        "หากสงสัย ให้เปิดไฟล์ดู หรือขอไฟล์ที่บันทึกเป็น .xlsx",
        "read from an {kind} file, in which {unseen} cannot be seen",
        "if in doubt, look into the file, or ask for it saved as .xlsx",
    ),
    "hidden-sheet-damaged": warning(
        "ข้อมูลที่ซ่อนไว้ในไฟล์ ({sheet}) เสียหาย จึงอาศัยแผนหรือไฟล์อื่นแทน",
        "ใส่ --plan ตามด้วยไฟล์แผน แล้วตรวจผลของไฟล์นี้อีกครั้ง",
        "the hidden data of this file ({sheet}) are damaged; the plan or the other files decide",
        "give --plan and the plan workbook, and look at this file's results again",
    ),
    "file-no-unit-sheet": error(
        "ไม่พบแผ่นงานของหน่วยงานใดในไฟล์นี้",
        "ไฟล์ต้องมีตารางที่มีหัวคอลัมน์ หัวข้อ และ สถานะ ตามแบบติดตามที่ออกให้ ตรวจว่าส่งมาถูกไฟล์",
        "no unit's sheet was found in this file",
        "it needs a table with the headers “หัวข้อ” and “สถานะ” as issued; check that it is the right file",
    ),
    "file-other-agency": error(
        "เป็นแบบติดตามของ {theirs} ไม่ใช่ของ {ours} จึงไม่นำมารวม",
        "ตรวจว่าได้ไฟล์มาถูกต้อง แล้วนำไฟล์นี้ออกจากโฟลเดอร์",
        "this was issued by {theirs}, not {ours}; it was left out",
        "check where it came from, and take it out of the folder",
    ),
    "file-other-year": error(
        "เป็นแบบติดตามของปีงบประมาณ {theirs} ไม่ใช่ {ours} จึงไม่นำมารวม",
        "ขอให้หน่วยงานกรอกแบบของปีนี้ แล้วนำไฟล์นี้ออกจากโฟลเดอร์",
        "this is of fiscal year {theirs}, not {ours}; it was left out",
        "ask the unit to fill in this year's workbook, and take this one out of the folder",
    ),
    "file-old-round": error(
        "เป็นแบบติดตามรอบที่ {theirs} แต่รอบนี้คือรอบที่ {ours} จึงไม่นำมารวม",
        "ขอให้หน่วยงานกรอกแบบของรอบที่ {ours}",
        "this is of round {theirs}, but the round is {ours}; it was left out",
        "ask the unit to fill in the workbook of round {ours}",
    ),
    "file-same": info(
        "เนื้อหาเหมือนกับไฟล์ {other} ทุกประการ จึงอ่านเพียงไฟล์เดียว",
        "ไม่ต้องทำอะไร",
        "its content is the same as that of {other}; only one of the two was read",
        "nothing to do",
    ),
    "file-untouched": warning(
        "อ่านไฟล์แล้ว แต่ยังไม่มีการกรอกข้อมูลใด ๆ",
        "หน่วยงานในไฟล์นี้ยังนับว่าไม่ส่งรายงาน ขอให้กรอกแล้วส่งใหม่",
        "the file was read, but nothing has been filled in",
        "its units count as not reported: ask them to fill it in and send it again",
    ),
    "sheet-unread": warning(
        "แผ่นงานนี้ไม่มีตารางของแบบติดตาม จึงไม่ได้อ่าน",
        "หากมีข้อมูลที่ต้องรายงาน ให้ย้ายไปกรอกในแผ่นของหน่วยงาน",
        "this sheet has no tracking table and was not read",
        "if it holds something to report, move it to the unit's sheet",
    ),
    "column-missing": error(
        "ตารางไม่มีคอลัมน์ {name}",
        "ใส่คอลัมน์ {name} คืนตามแบบที่ออกให้ คอลัมน์อื่นอ่านแล้ว",
        "the table has no column “{name}”",
        "put the column “{name}” back as issued; the others were read",
    ),
    "sheet-unit-unknown": error(
        "ไม่ทราบว่าแผ่นงาน “{sheet}” เป็นของหน่วยงานใด จึงไม่ได้อ่าน",
        "ตั้งชื่อแผ่นงานให้ตรงกับชื่อหน่วยงานในแผน[ เช่น {hint}]",
        "it is not clear which unit the sheet “{sheet}” belongs to; it was not read",
        "name the sheet after the unit as in the plan[, for instance “{hint}”]",
    ),
    "row-note": info(
        "แถวนี้ไม่ใช่มาตรการ (ผลรวมหรือหมายเหตุ) จึงไม่นับ[: “{found}”]",
        "ไม่ต้องทำอะไร",
        "this row is not an action (a total or a note) and is not counted[: “{found}”]",
        "nothing to do",
    ),
    "row-without-title": error(
        "แถวนี้มีคำตอบแต่ไม่มีหัวข้อและข้อ จึงไม่ทราบว่าเป็นมาตรการใด[: “{found}”]",
        "ใส่หัวข้อของมาตรการในแถวนี้ หรือย้ายคำตอบไปแถวที่ถูกต้อง",
        "this row has answers but neither title nor item, so that its action is not known[: “{found}”]",
        "give the row its title, or move the answers to the right row",
    ),
    "action-added": info(
        "หน่วยงานเพิ่มมาตรการ “{found}” เอง นับรวมแต่ไม่มีคะแนน[ คล้ายกับ “{like}” ที่ออกให้]",
        "หากเห็นชอบ ให้เพิ่มในแผนเพื่อออกในรอบถัดไป",
        "the unit added the action “{found}” itself: counted, without points[; it is like “{like}” as issued]",
        "if you agree, add it to the plan for the next round",
    ),
    "action-withdrawn": warning(
        "มาตรการ “{found}” ไม่มีในแผนแล้ว จึงไม่นับ",
        "หากยังต้องติดตาม ให้ใส่กลับในแผน",
        "the action “{found}” is no longer in the plan and is not counted",
        "put it back into the plan if it is still to be tracked",
    ),
    "action-missing": warning(
        "มาตรการ “{found}” ของ{unit} ไม่มีในไฟล์ที่ส่งกลับ[ แต่มี “{like}” ที่คล้ายกัน]",
        "แถวอาจถูกลบ ขอให้หน่วยงานส่งแถวนี้กลับมาด้วย",
        "the action “{found}” of {unit} did not come back[, but “{like}” did, which is like it]",
        "its row may have been deleted: ask the unit to return it",
    ),
    "ref-mismatch": info(
        "ข้อหรือหัวข้อ “{title}” ไม่ตรงกับรหัสที่ซ่อนอยู่ ({found}) จึงจับคู่ด้วยข้อ หัวข้อ และวิธีการ ({right})",
        "มักเกิดจากการเรียงแถวโดยไม่รวมคอลัมน์ที่ซ่อน หรือแก้หัวข้อ ตรวจว่าจับคู่ถูกต้อง",
        "item or title “{title}” are not those of the hidden ref ({found}): matched by content ({right})",
        "usually rows were sorted without the hidden column, or a title was changed: check the match",
    ),
    "answer-cleared": warning(
        "คำตอบเดิม “{issued}” ที่ออกให้ไว้ถูกลบ จึงยังใช้คำตอบเดิม",
        "หากต้องการเปลี่ยน ให้พิมพ์คำตอบใหม่แทนการลบ",
        "the answer “{issued}” that was issued here came back blank: it still counts",
        "to change it, type the new answer rather than clearing the old one",
    ),
}
