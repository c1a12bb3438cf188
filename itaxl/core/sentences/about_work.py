"""Sentences about a round as a whole, and about what could not be done."""

from itaxl.core.sentences.sentence import Sentence, error, info, warning

SENTENCES: dict[str, Sentence] = {
    "unit-not-returned": warning(
        "{unit} ไม่ส่งรายงาน ({shares} มาตรการ)",
        "ติดตามหน่วยงานให้ส่งแบบติดตามกลับ",
        "{unit} has not reported (actions: {shares})",
        "ask the unit to return its workbook",
    ),
    "unit-to-be-named": warning(
        "ยังไม่ทราบหน่วยงานดำเนินการของ {shares} มาตรการ",
        "ระบุหน่วยงานในแผน แล้วออกแบบติดตามใหม่",
        "actions that have no unit yet: {shares}",
        "name their units in the plan, and issue again",
    ),
    "unit-plan-unknown": warning(
        "{unit} ไม่ส่งรายงาน และไม่ทราบรายละเอียด {shares} มาตรการของหน่วยงานนี้",
        "สั่งใหม่โดยใส่ --plan ตามด้วยไฟล์แผน เพื่อให้นับครบ",
        "{unit} has not reported, and its actions are not known (there are {shares})",
        "run again with --plan and the plan workbook to count them",
    ),
    "nothing-issued": error(
        "ไม่มีทั้งไฟล์แผนและไฟล์แบบติดตามที่บอกว่าออกมาตรการใดไว้",
        "สั่งใหม่โดยใส่ --plan ตามด้วยไฟล์แผน",
        "there is neither a plan nor a return that says what was issued",
        "run again with --plan and the plan workbook",
    ),
    "several-offices": error(
        "ไฟล์ที่ได้รับเป็นของหลาย อปท. หรือหลายปีปนกัน: {found}",
        "สั่งใหม่โดยใส่ --plan ตามด้วยไฟล์แผนของ อปท. ที่ต้องการ",
        "the returns are of several offices or years: {found}",
        "run again with --plan and the plan of the office that you mean",
    ),
    "year-not-usable": error(
        "ปีงบประมาณ {found} ไม่ใช่ปี พ.ศ. ที่ใช้ได้",
        "ใส่ปี พ.ศ. สี่หลัก เช่น --year 2565",
        "{found} is not a usable fiscal year",
        "give a Buddhist year of four digits, such as --year 2565",
    ),
    "as-of-unreadable": error(
        "อ่านวันที่ “{found}” ไม่ได้",
        "พิมพ์เช่น --as-of 2022-05-10 หรือ --as-of \"10 พ.ค. 2565\"",
        "the date “{found}” cannot be read",
        "type for instance --as-of 2022-05-10 or --as-of 10/5/2565",
    ),
    "output-exists": error(
        "มีไฟล์ {found} อยู่แล้ว จึงไม่เขียนทับ",
        "ตั้งชื่อใหม่ หรือใส่ --force หากต้องการแทนที่",
        "{found} exists already and was not replaced",
        "choose another name, or give --force to replace it",
    ),
    "output-is-input": error(
        "ไฟล์ผลลัพธ์ {found} เป็นไฟล์เดียวกับไฟล์ที่อ่าน",
        "ตั้งชื่อไฟล์ผลลัพธ์ใหม่ โปรแกรมไม่เขียนทับไฟล์ต้นทาง",
        "the output {found} is one of the files read",
        "choose another name: inputs are never written over",
    ),
    "output-double": error(
        "ไฟล์ผลลัพธ์สองอย่างใช้ชื่อเดียวกัน: {found}",
        "ตั้งชื่อไฟล์ผลลัพธ์ให้ต่างกัน",
        "two outputs have one name: {found}",
        "give each a name of its own",
    ),
    "output-is-folder": error(
        "{found} เป็นโฟลเดอร์ ไม่ใช่ชื่อไฟล์",
        "ระบุชื่อไฟล์ผลลัพธ์ เช่น summary.xlsx",
        "{found} is a folder, not the name of a file",
        "name a file, such as summary.xlsx",
    ),
    "folder-unusable": error(
        "ใช้โฟลเดอร์ {found} ไม่ได้[ ({why})]",
        "ระบุโฟลเดอร์อื่น หรือย้ายไฟล์ที่ใช้ชื่อนี้อยู่ออกก่อน",
        "the folder {found} cannot be used[ ({why})]",
        "name another folder, or move away the file of that name",
    ),
    "round-not-usable": error(
        "รอบที่ {found} ใช้ไม่ได้",
        "ใส่เลขรอบตั้งแต่ 1 ขึ้นไป เช่น --round 2",
        "{found} is not a usable round",
        "give a number from 1 on, such as --round 2",
    ),
    "output-folder-missing": error(
        "ไม่มีโฟลเดอร์ {found}",
        "สร้างโฟลเดอร์ก่อน หรือแก้ที่อยู่ของไฟล์ผลลัพธ์",
        "there is no folder {found}",
        "make it first, or mend the output's path",
    ),
    "output-unwritable": error(
        "เขียนไฟล์ {found} ไม่ได้[ ({why})]",
        "ตรวจว่าโฟลเดอร์มีอยู่จริงและเขียนได้",
        "{found} cannot be written[ ({why})]",
        "check that the folder exists and may be written to",
    ),
    "output-open": warning(
        "ไฟล์ {found} เปิดอยู่ในโปรแกรมอื่น จึงเขียนเป็น {beside} แทน",
        "ปิดไฟล์เดิมก่อนสั่งครั้งต่อไป",
        "{found} is open in another program; {beside} was written instead",
        "close the old file before the next run",
    ),
    "demo-folder-used": error(
        "โฟลเดอร์ {found} มีไฟล์อื่นอยู่แล้ว จึงไม่สร้างตัวอย่างลงไป",
        "ระบุโฟลเดอร์ใหม่หรือโฟลเดอร์ว่าง",
        "the folder {found} holds other files: the example is not made there",
        "name a new or an empty folder",
    ),
    "run-stopped": error(
        "หยุดตามคำสั่ง",
        "ไม่มีไฟล์ใดถูกเขียนค้างไว้ สั่งใหม่ได้",
        "stopped as asked",
        "no file was left half written: run again",
    ),
    "run-unexpected": error(
        "โปรแกรมทำงานผิดพลาดโดยไม่คาดคิด ({found})",
        "ไฟล์ต้นทางไม่ถูกแก้ไข โปรดแจ้งผู้พัฒนาพร้อมข้อความนี้",
        "itaxl failed unexpectedly ({found})",
        "no input was changed; please report this sentence",
    ),
    "done-new": info(
        "สร้างแผนเปล่าแล้ว: {found}",
        "เปิดใน Excel กรอกแผ่น ตั้งค่า หน่วยงาน และ มาตรการ แล้วสั่ง itaxl issue",
        "a new plan was written: {found}",
        "fill it in with Excel, then run itaxl issue",
    ),
    "done-issue": info(
        "ออกแบบติดตามแล้ว: {found} ({units} หน่วยงาน {actions} มาตรการ)",
        "ส่งให้หน่วยงานกรอก เมื่อได้คืนแล้วสั่ง itaxl consolidate",
        "the tracking workbook was written: {found} (units: {units}, actions: {actions})",
        "send it to the units; when it comes back, run itaxl consolidate",
    ),
    "done-split": info(
        "แยกเป็นไฟล์ของแต่ละหน่วยงานแล้ว: {count} ไฟล์ใน {found}",
        "ส่งไฟล์ให้แต่ละหน่วยงาน",
        "one file for each unit was written: {count} in {found}",
        "send each unit its own",
    ),
    "done-consolidate": info(
        "สรุป ณ {as_of}: {actions} มาตรการ แล้วเสร็จ {completed} เกินกำหนด {overdue} หน่วยงานไม่ส่งรายงาน {silent}",
        "เปิดดู {found}",
        "as of {as_of}: actions {actions}, completed {completed}, overdue {overdue}, units not reported {silent}",
        "open {found}",
    ),
    "done-demo": info(
        "ตัวอย่าง อบต.นาโคก อยู่ใน {found}: plan.xlsx แผน · tracking.xlsx แบบติดตาม · returns ไฟล์ที่ส่งกลับ {returns} ไฟล์",
        "เปิด summary.xlsx ก่อน",
        "the Na Khok example is in {found}: plan.xlsx, tracking.xlsx, and {returns} files that came back, in returns",
        "open summary.xlsx first",
    ),
    "done-check": info(
        "อ่าน {files} ไฟล์: ต้องแก้ {errors} รายการ ควรตรวจ {warnings} รายการ แจ้งให้ทราบ {infos} รายการ",
        "แก้ตามคำแนะนำข้างบน แล้วตรวจใหม่",
        "files read: {files}; errors {errors}, warnings {warnings}, notes {infos}",
        "correct as advised above, and check again",
    ),
    "done-clean": info(
        "อ่าน {files} ไฟล์ ไม่พบปัญหา",
        "รวมผลได้ด้วย itaxl consolidate",
        "files read: {files}; nothing to complain of",
        "go on with itaxl consolidate",
    ),
    "more-problems": info(
        "ยังมีอีก {count} รายการ",
        "ดูทั้งหมดในแผ่น ปัญหาข้อมูล หรือสั่ง itaxl check",
        "{count} more",
        "see all on the sheet “ปัญหาข้อมูล”, or run itaxl check",
    ),
}  # fmt: skip
