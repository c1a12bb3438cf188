"""Sentences about the planner's machine: what doctor finds, and what was double-clicked."""

from itaxl.core.sentences.sentence import Sentence, error, info, warning

_NOTHING_TH = "ไม่ต้องทำอะไร"
_NOTHING_EN = "nothing to do"

SENTENCES: dict[str, Sentence] = {
    "doctor-program": info(
        "itaxl {version} · Python {python} ({bits} บิต) · {system}", _NOTHING_TH,
        "itaxl {version} · Python {python} ({bits} bit) · {system}", _NOTHING_EN,
    ),
    "doctor-need": info(
        "ชุดโปรแกรม {found} {version}", _NOTHING_TH,
        "package {found} {version}", _NOTHING_EN,
    ),
    "doctor-need-missing": error(
        "ขาดชุดโปรแกรม {found}",
        "ติดตั้ง itaxl ใหม่: บน Windows ดับเบิลคลิก install.cmd หรือสั่ง pip install ในโฟลเดอร์ของโปรแกรม",
        "the package {found} is missing",
        "install itaxl again: double-click install.cmd on Windows, or run pip install in its folder",
    ),
    "doctor-catalogues": info(
        "มีรายการประเมิน ITA ของปีงบประมาณ {found}", _NOTHING_TH,
        "ITA items of the fiscal years {found}", _NOTHING_EN,
    ),
    "doctor-folder": info(
        "เขียนไฟล์ได้ในโฟลเดอร์ {found}", _NOTHING_TH,
        "the folder {found} may be written to", _NOTHING_EN,
    ),
    "doctor-folder-unwritable": error(
        "เขียนไฟล์ไม่ได้ในโฟลเดอร์ {found}[ ({why})]",
        "ย้ายไปทำงานในโฟลเดอร์ของตนเอง เช่น เอกสาร (Documents) หรือขอสิทธิ์เขียนจากผู้ดูแลเครื่อง",
        "the folder {found} may not be written to[ ({why})]",
        "work in a folder of your own, such as Documents, or ask for the right to write",
    ),
    "doctor-console": info(
        "วันนี้ (เวลากรุงเทพฯ) {today} · หน้าจอใช้รหัส {found} โปรแกรมพิมพ์เป็น UTF-8 หากอ่านภาษาไทยไม่ออกให้สั่ง chcp 65001 ก่อน",
        _NOTHING_TH,
        "today in Bangkok is {today} · the console uses {found}, itaxl prints UTF-8: run chcp 65001 if Thai is garbled",
        _NOTHING_EN,
    ),
    "doctor-no-plan": info(
        "ยังไม่ได้ตรวจแผน: สั่ง itaxl doctor ตามด้วยไฟล์แผน หรือลากไฟล์แผนไปวางบน doctor.cmd", _NOTHING_TH,
        "no plan was checked: run itaxl doctor with the plan workbook, or drop it on doctor.cmd", _NOTHING_EN,
    ),
    "doctor-plan-unread": error(
        "ยังตรวจแผนไม่ได้ เพราะขาดชุดโปรแกรมข้างต้น",
        "ติดตั้งให้ครบก่อน แล้วสั่ง itaxl doctor ใหม่",
        "the plan cannot be checked while packages are missing",
        "install them, and run itaxl doctor again",
    ),
    "doctor-plan": info(
        "ไฟล์แผน “{found}”: {measures} มาตรการ {units} หน่วยงาน"
        " · ต้องแก้ {errors} ควรตรวจ {warnings} แจ้งให้ทราบ {infos} รายการ (แสดงทุกรายการเมื่อออกแบบติดตาม)",
        _NOTHING_TH,
        "the plan “{found}”: {measures} measures, {units} units;"
        " errors: {errors}, warnings: {warnings}, notes: {infos} (all are listed when it is issued)",
        _NOTHING_EN,
    ),
    "doctor-done": info(
        "ตรวจแล้ว: ต้องแก้ {errors} รายการ ควรตรวจ {warnings} รายการ",
        "แก้ตามคำแนะนำข้างบน แล้วสั่ง itaxl doctor หรือดับเบิลคลิก doctor.cmd อีกครั้ง",
        "checked; errors: {errors}, warnings: {warnings}",
        "correct as advised above, and run itaxl doctor or double-click doctor.cmd again",
    ),
    "doctor-machine-well": info(
        "ตรวจเครื่องแล้ว ไม่พบสิ่งที่ต้องแก้ แต่ยังไม่ได้ตรวจแผน",
        "ตรวจแผนด้วย itaxl doctor ตามด้วยไฟล์แผน หรือลากไฟล์แผนไปวางบน doctor.cmd",
        "this machine is checked: nothing to mend; the plan is not checked",
        "check it with itaxl doctor and the plan's name, or drop the plan on doctor.cmd",
    ),
    "doctor-well": info(
        "ตรวจแล้ว ไม่พบสิ่งที่ต้องแก้",
        "เริ่มได้ด้วย itaxl issue หรือดับเบิลคลิก issue.cmd",
        "checked: nothing to mend",
        "begin with itaxl issue, or double-click issue.cmd",
    ),
    "mail-not-set": info(
        "ยังไม่ได้ตั้งค่าเครื่องแม่ข่ายอีเมล งานอื่นทำได้ตามปกติ", _NOTHING_TH,
        "no mail server is set up; everything else works without it", _NOTHING_EN,
    ),
    "mail-missing": error(
        "ตั้งค่าอีเมลยังไม่ครบ ขาด {found}",
        "กรอกให้ครบในแผ่น ตั้งค่า (ไม่ต้องใส่รหัสผ่าน) หรือลบเครื่องแม่ข่าย พอร์ต และความปลอดภัยออกหากยังไม่ใช้",
        "mail is set up in part: {found} is missing",
        "fill it in on the sheet “ตั้งค่า” (never a password), or clear server, port and security",
    ),
    "mail-host-wrong": error(
        "เครื่องแม่ข่ายอีเมล “{found}” ไม่ใช่ชื่อเครื่อง",
        "ใส่ชื่อเครื่องเท่านั้น เช่น mail.nakhok.example ไม่มี https:// และไม่มีเลขพอร์ต",
        "the mail server “{found}” is not the name of a machine",
        "give the name only, like mail.nakhok.example, without https:// or a port",
    ),
    "mail-port-receives": error(
        "พอร์ต {found} เป็นพอร์ตรับอีเมล ไม่ใช่พอร์ตส่ง",
        "ถามผู้ให้บริการอีเมล ปกติใช้ 465 กับ ssl หรือ 587 กับ starttls",
        "port {found} is for receiving mail, not for sending",
        "ask the mail provider: usually 465 with ssl or 587 with starttls",
    ),
    "mail-port-contradicts": error(
        "พอร์ต {found} ใช้กับ {usual} แต่ตั้งความปลอดภัยเป็น {security}",
        "แก้ความปลอดภัยเป็น {usual} หรือแก้พอร์ต (465 ใช้ ssl, 587 ใช้ starttls)",
        "port {found} goes with {usual}, but the security is {security}",
        "set the security to {usual}, or correct the port (465 is for ssl, 587 for starttls)",
    ),
    "mail-unprotected": error(
        "ความปลอดภัย none ใช้ได้เฉพาะเครื่องแม่ข่ายในเครื่องนี้ ไม่ใช่ {found}",
        "แก้ความปลอดภัยเป็น ssl หรือ starttls",
        "the security none is for a server on this machine only, not for {found}",
        "set it to ssl or starttls",
    ),
    "mail-no-recipients": warning(
        "ยังไม่มีผู้รับรายงาน",
        "กรอกอีเมลของผู้บริหารที่ ผู้รับรายงาน ในแผ่น ตั้งค่า",
        "there are no recipients of the report",
        "fill in “ผู้รับรายงาน” on the sheet “ตั้งค่า”",
    ),
    "mail-unit-without": warning(
        "หน่วยงานที่มีมาตรการแต่ไม่มีอีเมล: {found}",
        "กรอกอีเมลในแผ่น หน่วยงาน มิฉะนั้นต้องติดตามทางอื่น",
        "units with measures but without e-mail: {found}",
        "fill in their addresses on the sheet “หน่วยงาน”, or reach them in another way",
    ),
    "mail-usable": info(
        "ตั้งค่าอีเมลครบ: {found} ผู้ส่ง {sender} (ไม่เก็บรหัสผ่านในไฟล์แผน)", _NOTHING_TH,
        "mail is set up: {found} from {sender} (a password never stands in the plan)",
        _NOTHING_EN,
    ),
    "click-plan-none": error(
        "ไม่พบไฟล์แผนในโฟลเดอร์ {found}[ และ {others}]",
        "คัดลอกแผนเปล่าจากโฟลเดอร์ แผนเปล่า มาวางข้าง issue.cmd แล้วกรอก หรือลากไฟล์แผนไปวางบน issue.cmd หรือ consolidate.cmd",
        "there is no plan workbook in the folder {found}[ or {others}]",
        "copy a blank plan from the folder “แผนเปล่า” beside issue.cmd and fill it in,"
        " or drop a plan on issue.cmd or consolidate.cmd",
    ),
    "click-plan-unreadable": error(
        "ไม่พบไฟล์แผน และ {found} อาจเป็นแผนแต่อ่านไม่ได้: {why}",
        "ปิดโปรแกรมที่เปิดไฟล์นี้อยู่ เอารหัสผ่านออก หรือใช้สำเนาที่ไม่เสีย แล้วลองใหม่ หากไม่ใช่แผน ให้ลากไฟล์แผนไปวางบนไอคอน",
        "there is no plan workbook, and {found} may be the plan but cannot be read: {why}",
        "close the program that has it open, take its password off or use a copy that is whole, and try again;"
        " if it is not the plan, drop the plan on the icon",
    ),
    "click-plan-several": error(
        "พบไฟล์แผนหลายไฟล์: {found}",
        "ลากไฟล์แผนที่ต้องการเพียงไฟล์เดียวไปวางบน issue.cmd, consolidate.cmd หรือ doctor.cmd",
        "there are several plan workbooks: {found}",
        "drop the one that you mean on issue.cmd, consolidate.cmd or doctor.cmd",
    ),
    "click-folder-closed": error(
        "เขียนไฟล์ในโฟลเดอร์ {found} ไม่ได้[ ({why})]",
        "คัดลอกไฟล์แผนไปไว้ในโฟลเดอร์ของตนเอง เช่น เอกสาร (Documents) แล้วลากไปวางบน issue.cmd หรือ consolidate.cmd",
        "no file can be written in the folder {found}[ ({why})]",
        "copy the plan to a folder of your own, such as Documents, and drop it on issue.cmd or consolidate.cmd",
    ),
    "click-round-again": warning(
        "รอบ {found} เคยออกแล้ว ครั้งนี้ออกซ้ำเป็นไฟล์ใหม่ ไฟล์เดิมยังอยู่",
        "หากต้องการออกรอบถัดไป ดับเบิลคลิก issue.cmd อีกครั้ง แล้วพิมพ์ {next} เมื่อถามว่ารอบที่เท่าไร",
        "round {found} was issued before; it is issued again as a new file, the old one stays",
        "to issue the next round, double-click issue.cmd again and type {next} when it asks for the round",
    ),
    "click-returns-empty": warning(
        "ยังไม่มีไฟล์ในโฟลเดอร์ {found} สรุปนี้จึงยังไม่มีผลของหน่วยงานใด",
        "ใส่ไฟล์ที่หน่วยงานส่งกลับไว้ในโฟลเดอร์นี้ แล้วดับเบิลคลิก consolidate.cmd อีกครั้ง",
        "there are no files in the folder {found} yet, so the summary has no unit's answers",
        "put the returned files into it, and double-click consolidate.cmd again",
    ),
    "click-returns-none": error(
        "ยังไม่มีโฟลเดอร์ไฟล์ที่หน่วยงานส่งกลับ จึงสร้าง {found} ให้แล้ว",
        "ใส่ไฟล์ที่หน่วยงานส่งกลับไว้ในโฟลเดอร์นี้ แล้วดับเบิลคลิก consolidate.cmd อีกครั้ง",
        "there was no folder of returned files; {found} was made",
        "put the returned files into it, and double-click consolidate.cmd again",
    ),
    "click-dropped-ours": warning(
        "{found} ที่ลากมาวางไม่ใช่ไฟล์ที่หน่วยงานส่งกลับ จึงรวมไฟล์ในโฟลเดอร์ {folder} แทน",
        "หากต้องการรวมเฉพาะบางไฟล์ ลากไฟล์ที่หน่วยงานส่งกลับมาวางบน consolidate.cmd",
        "{found}, which was dropped, is no file that a unit returned: the folder {folder} is read instead",
        "to read some files only, drop the files that units returned on consolidate.cmd",
    ),
    "click-summary-unreadable": error(
        "อ่านไฟล์สรุปครั้งล่าสุดไม่ได้: {why} หากทำต่อ คำตอบล่าสุดของหน่วยงานที่ไม่ส่งรายงานจะหายไป",
        "ปิดโปรแกรมที่เปิดไฟล์นี้อยู่ แล้วลองใหม่ หากไฟล์เสีย ให้ย้ายไปโฟลเดอร์อื่น แล้วจะใช้ไฟล์สรุปก่อนหน้านั้น",
        "the latest summary cannot be read: {why}. Without it the last answers of units that are silent would be lost",
        "close the program that has it open, and try again; if it is broken, move it to another folder,"
        " and the summary before it is used",
    ),
    "click-returns-here": info(
        "เมื่อหน่วยงานส่งไฟล์กลับ ให้ใส่ไว้ในโฟลเดอร์ {found}",
        "แล้วดับเบิลคลิก consolidate.cmd",
        "when the units send their files back, put them into the folder {found}",
        "then double-click consolidate.cmd",
    ),
}  # fmt: skip
