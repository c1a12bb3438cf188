"""Sentences about the plan workbook."""

from itaxl.core.sentences.sentence import Sentence, error, info, warning

_CONFIRM_TH = "สอบถามผู้เกี่ยวข้อง แล้วแก้ในแผน"
_CONFIRM_EN = "ask, and correct the plan"

SENTENCES: dict[str, Sentence] = {
    "plan-not-one": error(
        "ไฟล์นี้ไม่ใช่แผน: ไม่มีแผ่นงาน {found}",
        "สร้างแผนใหม่ด้วย itaxl new หรือระบุไฟล์แผนให้ถูก",
        "this is not a plan workbook: it lacks {found}",
        "make one with itaxl new, or name the right file",
    ),
    "plan-sheet-missing": error(
        "ไม่พบหัวคอลัมน์ของแผ่นงาน {sheet} ในแผน",
        "อย่าลบแถวหัวคอลัมน์ หากลบไปแล้วให้สร้างแผนเปล่าด้วย itaxl new แล้วคัดลอกข้อมูลไปวาง",
        "the plan's sheet “{sheet}” has no header row",
        "keep the header row; make a new plan with itaxl new and copy the rows into it",
    ),
    "plan-lacks-sheet": error(
        "แผนไม่มีแผ่นงาน {found} (ถูกลบหรือเปลี่ยนชื่อ)",
        "ตั้งชื่อแผ่นงานกลับเป็นชื่อนี้ หรือสร้างแผนเปล่าด้วย itaxl new แล้วคัดลอกแผ่นนี้มา",
        "the plan has no sheet “{found}”: it was deleted or renamed",
        "give the sheet its name back, or make a new plan with itaxl new and copy the sheet from it",
    ),
    "plan-column-missing": error(
        "แผ่นงาน {sheet} ของแผนไม่มีคอลัมน์ {found}",
        "ใส่คอลัมน์ {found} คืนในแถวหัวคอลัมน์ตามแผนเปล่า (itaxl new)",
        "the plan's sheet “{sheet}” has no column “{found}”",
        "put the column back into the header row as in a new plan (itaxl new)",
    ),
    "plan-period-absent": warning(
        "แผ่นงาน {sheet} ไม่มีคอลัมน์ {name} จึงใช้ระยะเวลาในแผ่น ตั้งค่า กับทุกมาตรการ",
        "หากมาตรการใดมีกำหนดของตนเองหรือยังต้องยืนยัน ให้ใส่คอลัมน์ {name} คืน",
        "the sheet “{sheet}” has no column “{name}”: every measure gets the period of the sheet “ตั้งค่า”",
        "if any measure has a period of its own or one to be confirmed, put the column “{name}” back",
    ),
    "plan-empty": error(
        "แผนยังไม่มีมาตรการในแผ่น {sheet}",
        "กรอกมาตรการอย่างน้อยหนึ่งแถว แล้วสั่งใหม่",
        "the plan has no measures in the sheet “{sheet}”",
        "fill in at least one row, and run again",
    ),
    "plan-too-large": error(
        "แผนมีมาตรการรวมทุกหน่วยงาน {found} รายการ มากกว่าที่ทำได้ ({most})",
        "ลบแถวที่คัดลอกเกินมาในแผ่น {sheet} หรือหน่วยงานที่ไม่มีจริง แล้วสั่งใหม่",
        "the plan asks all units together for {found} actions, more than can be worked on ({most})",
        "delete rows that were copied too often in the sheet “{sheet}”, or units that do not exist, and run again",
    ),
    "setting-missing": error(
        "แผ่น {sheet} ยังไม่ได้กรอก {name}",
        "กรอก {name} ในคอลัมน์ ค่า แล้วสั่งใหม่",
        "“{name}” is not filled in on the sheet “{sheet}”",
        "fill it in in the column “ค่า”, and run again",
    ),
    "setting-needed": error(
        "{name} “{found}” ใช้ไม่ได้",
        "แก้ค่าในเซลล์นี้ตามตัวอย่างข้าง ๆ แล้วสั่งใหม่",
        "the value “{found}” of “{name}” cannot be used",
        "correct it as in the example beside it, and run again",
    ),
    "setting-unknown": warning(
        "ไม่รู้จักรายการตั้งค่า “{found}” จึงไม่ได้ใช้",
        "ตรวจตัวสะกดกับรายการในแผนเปล่า (itaxl new)",
        "the setting “{found}” is not known and was not used",
        "compare the spelling with a new plan (itaxl new)",
    ),
    "setting-double": warning(
        "{name} มีอีกแถวหนึ่งข้างบน ซึ่งค่าไม่ตรงกับ “{found}” ค่าล่างสุดที่ใช้ได้คือค่าที่นับ",
        "เหลือ {name} ไว้แถวเดียว",
        "“{name}” also stands further up, with a value other than “{found}”; the last one that can be used counts",
        "leave one row of it",
    ),
    "setting-wrong": error(
        "ค่า “{found}” ของ {name} ใช้ไม่ได้ จึงไม่ได้ใช้",
        "แก้ค่าในเซลล์นี้ตามตัวอย่างข้าง ๆ",
        "the value “{found}” of “{name}” cannot be used, and was not",
        "correct it as in the example beside it",
    ),
    "catalogue-unknown": warning(
        "ยังไม่มีรายการประเมินของปีงบประมาณ {year} จึงตรวจรหัสข้อและคิดคะแนนไม่ได้",
        "เพิ่มแผ่น รายการประเมิน ในแผน (ข้อ หัวข้อ ตัวชี้วัดที่ ตัวชี้วัดย่อย)",
        "there is no catalogue of fiscal year {year}: items cannot be checked, nor points computed",
        "add the sheet “รายการประเมิน” to the plan (item, title, indicator, sub-indicator)",
    ),
    "catalogue-without-facts": info(
        "ปีงบประมาณ {year} ใช้รายการประเมินจากแผ่น {sheet} แต่โปรแกรมยังไม่มีเกณฑ์คะแนนของปีนี้ จึงไม่คิดคะแนน",
        "ไม่ต้องทำอะไร สรุปจะแสดงเฉพาะจำนวน",
        "fiscal year {year} uses the items of the sheet “{sheet}”, but its scoring is not known: no points are counted",
        "nothing to do: the summary shows counts only",
    ),
    "catalogue-shipped": info(
        "ปีงบประมาณ {year} มีรายการประเมินในโปรแกรมแล้ว จึงไม่ใช้แผ่น {sheet}",
        "ไม่ต้องทำอะไร",
        "itaxl has the catalogue of fiscal year {year}; the sheet “{sheet}” was not used",
        "nothing to do",
    ),
    "catalogue-row-wrong": error(
        "แถวนี้ใช้เป็นรายการประเมินไม่ได้: รหัสข้อ “{found}” ไม่ถูกต้อง ซ้ำ หรือไม่มีหัวข้อ",
        "แก้รหัสข้อเป็นแบบ O1 ไม่ซ้ำกัน และใส่หัวข้อ",
        "this row is not an item: its code “{found}” is wrong or a duplicate, or it has no title",
        "give it a code such as O1, each once, and a title",
    ),
    "unit-double": error(
        "ชื่อ “{found}” ของหน่วยงาน {unit} เป็นชื่อของ {other} อยู่แล้ว",
        "แก้ชื่อย่อ ชื่อเต็ม หรือชื่ออื่น ให้ไม่ซ้ำกัน",
        "the name “{found}” of the unit {unit} is already a name of {other}",
        "give every unit names of its own",
    ),
    "email-wrong": error(
        "“{found}”[ ใน {name}] ไม่ใช่ที่อยู่อีเมลที่ใช้ได้ ({why}) จึงไม่ได้ใช้",
        "พิมพ์อีเมลให้ถูก เช่น klang@nakhok.example (ใช้อักษรอังกฤษเท่านั้น)",
        "“{found}”[ in “{name}”] is no e-mail address that can be used ({why}), and was not",
        "type it like klang@nakhok.example (English letters only)",
    ),
    "parent-unknown": error(
        "ไม่มีหน่วยงานชื่อ “{found}” ที่ระบุเป็นสังกัด[ น่าจะเป็น {hint}]",
        "ใช้ชื่อย่อของสำนักหรือกองที่มีในแผ่นนี้",
        "there is no unit “{found}” to be a parent[; probably {hint}]",
        "use the short name of a unit on this sheet",
    ),
    "parent-circle": error(
        "หน่วยงานนี้สังกัดวนกันเป็นวง จึงนับเป็นหน่วยงานไม่มีสังกัด",
        "แก้คอลัมน์ สังกัด ไม่ให้วนกลับมาที่หน่วยงานเดิม",
        "this unit is above itself; it was taken as having no parent",
        "correct the column “สังกัด” so that it does not lead back to this unit",
    ),
    "measure-without-title": error(
        "แถวนี้ไม่มีทั้งข้อและหัวข้อ จึงไม่นับเป็นมาตรการ",
        "ใส่ข้อหรือหัวข้อ หรือลบแถวนี้",
        "this row has neither item nor title and is not a measure",
        "give it one, or delete the row",
    ),
    "measure-unconfirmed": warning(
        "ต้องยืนยันมาตรการนี้[: {why}]", _CONFIRM_TH,
        "this measure is to be confirmed[: {why}]", _CONFIRM_EN,
    ),
    "survey-unknown": warning(
        "ไม่รู้จักแบบสำรวจ “{found}”",
        "ใช้ OIT, IIT หรือ EIT",
        "the survey “{found}” is not known",
        "use OIT, IIT or EIT",
    ),
    "item-unconfirmed": warning(
        "ข้อยังต้องยืนยัน จึงไม่มีคะแนน[ หัวข้อใกล้เคียงกับ {hint}]", _CONFIRM_TH,
        "the item is to be confirmed and has no points[; its title is like {hint}]", _CONFIRM_EN,
    ),
    "item-unknown": error(
        "ไม่มีข้อ “{found}” ในปีงบประมาณ {year}[ หัวข้อนี้น่าจะเป็น {hint}]",
        "แก้รหัสข้อให้ตรงกับแบบประเมินของปีนี้ มิฉะนั้นจะไม่คิดคะแนน",
        "there is no item “{found}” in fiscal year {year}[; the title is probably {hint}]",
        "use a code of this year; without one no points are counted",
    ),
    "item-missing": warning(
        "ไม่ได้ระบุข้อ หัวข้อนี้น่าจะเป็น {hint}",
        "ใส่รหัสข้อ มิฉะนั้นจะไม่คิดคะแนน",
        "no item is given; the title is probably {hint}",
        "give the code; without one no points are counted",
    ),
    "item-title-contradict": error(
        "ข้อ {item} ของปี {year} คือ “{official}” แต่หัวข้อที่เขียนคือ “{found}” ซึ่งน่าจะเป็น {hint}",
        "แก้รหัสข้อหรือหัวข้อให้ตรงกัน ตอนนี้ใช้รหัสข้อที่เขียนไว้",
        "item {item} of {year} is “{official}”, but the title is “{found}”, probably {hint}",
        "make code and title agree; the code as written was taken",
    ),
    "item-title-unlike": warning(
        "ข้อ {item} ของปี {year} คือ “{official}” ซึ่งไม่เหมือนหัวข้อ “{found}”",
        "ตรวจว่ารหัสข้อถูกต้อง",
        "item {item} of {year} is “{official}”, which is unlike the title “{found}”",
        "check the code",
    ),
    "indicator-contradict": warning(
        "ข้อ {item} อยู่ในตัวชี้วัดที่ {right} ไม่ใช่ “{found}” จึงใช้ {right}",
        "แก้เลขตัวชี้วัดในแผน",
        "item {item} belongs to indicator {right}, not “{found}”; {right} was taken",
        "correct the indicator in the plan",
    ),
    "period-unreadable": error(
        "อ่านระยะเวลา “{found}” ไม่ได้ จึงไม่ทราบกำหนดแล้วเสร็จ",
        "เขียนแบบ มี.ค. - เม.ย. 65 หรือ 1 มี.ค. - 30 เม.ย. 65 หรือ ไตรมาส 2 ปีต้องอยู่ใกล้ปีงบประมาณในแผ่น ตั้งค่า",
        "the period “{found}” cannot be read: the deadline is not known",
        "write it like 1/3/65 - 30/4/65, Mar - Apr 65 or “ไตรมาส 2” (the second quarter), near the plan's fiscal year",
    ),
    "period-unconfirmed": warning(
        "ระยะเวลายังต้องยืนยัน จึงไม่ทราบกำหนดแล้วเสร็จ", _CONFIRM_TH,
        "the period is to be confirmed: the deadline is not known", _CONFIRM_EN,
    ),
    "period-missing": warning(
        "ไม่มีระยะเวลาดำเนินการ จึงไม่มีกำหนดแล้วเสร็จ",
        "กรอกในแถวนี้ หรือกรอกค่ากลางในแผ่น ตั้งค่า",
        "there is no period, and so no deadline",
        "give one here, or a default on the sheet “ตั้งค่า”",
    ),
    "due-before-start": error(
        "กำหนดแล้วเสร็จมาก่อนวันเริ่มใน “{found}”",
        "แก้ระยะเวลาให้วันเริ่มมาก่อนวันแล้วเสร็จ",
        "the period “{found}” ends before it begins",
        "put the beginning before the end",
    ),
    "due-moved": info(
        "กำหนด {before} ตรงกับ{why} จึงเลื่อนเป็น {after} ตามที่ตั้งค่าไว้",
        "ระบบ ITAS ไม่เลื่อนวันปิดรับ โปรดเผื่อเวลา",
        "the deadline {before} falls on {why}; moved to {after} as the plan says",
        "ITAS itself does not move its closing day: allow for it",
    ),
    "unit-missing": error(
        "มาตรการนี้ไม่มีหน่วยงานดำเนินการ จึงออกในแผ่น ต้องยืนยัน",
        "ใส่ชื่อหน่วยงาน แล้วออกแบบติดตามใหม่",
        "this measure has no unit; it is issued on the sheet “ต้องยืนยัน”",
        "name the unit, and issue again",
    ),
    "unit-unconfirmed": warning(
        "หน่วยงานยังต้องยืนยัน จึงออกในแผ่น ต้องยืนยัน", _CONFIRM_TH,
        "the unit is to be confirmed; the measure is issued on the sheet “ต้องยืนยัน”", _CONFIRM_EN,
    ),
    "unit-unknown": error(
        "ไม่มีหน่วยงานชื่อ “{found}” ในแผ่น หน่วยงาน[ น่าจะเป็น {hint}] จึงออกในแผ่น ต้องยืนยัน",
        "แก้ชื่อให้ตรง หรือเพิ่มหน่วยงาน หรือใส่ในคอลัมน์ ชื่ออื่น",
        "the sheet “หน่วยงาน” has no unit “{found}”[ (probably {hint})]; issued on the sheet “ต้องยืนยัน”",
        "correct the name, add the unit, or put it into the column “ชื่ออื่น”",
    ),
    "last-item-wrong": error(
        "คะแนนปีก่อนของข้อ “{item}” ใช้ไม่ได้: “{found}”",
        "ใส่รหัสข้อเช่น O1 และคะแนน 0 ถึง 100",
        "last year's score of “{item}” cannot be used: “{found}”",
        "give a code such as O1 and a score from 0 to 100",
    ),
    "plan-removed": warning(
        "มาตรการ “{found}” ของ{unit} เคยออกให้แล้ว แต่ไม่มีในแผนนี้",
        "หากตั้งใจยกเลิก ไม่ต้องทำอะไร หากไม่ ให้ใส่กลับในแผน",
        "the measure “{found}” of {unit} was issued but is not in this plan",
        "nothing to do if that is meant; otherwise put it back",
    ),
    "plan-added": info(
        "มาตรการ “{found}” ของ{unit} อยู่ในแผนนี้ แต่ยังไม่ได้ออกให้",
        "ออกแบบติดตามใหม่ให้หน่วยงานนี้",
        "the measure “{found}” of {unit} is in this plan but was not issued",
        "issue again to this unit",
    ),
    "plan-setting-changed": info(
        "{name} ในแผนเปลี่ยนจาก “{before}” ที่ออกให้ไว้ เป็น “{now}”",
        "ใช้ตามแผนปัจจุบัน",
        "the setting “{name}” has changed from “{before}” as issued to “{now}” in the plan",
        "the plan counts",
    ),
    "plan-changed": info(
        "แผนเปลี่ยนจากที่ออกให้{unit}: {name} ของ “{title}” จาก “{before}” เป็น “{now}”",
        "ใช้ตามแผนปัจจุบัน แจ้งหน่วยงานหากเป็นกำหนดเวลา",
        "the plan has changed since it was issued to {unit}: “{name}” of “{title}” from “{before}” to “{now}”",
        "the plan counts; tell the unit if it is a deadline",
    ),
}  # fmt: skip
