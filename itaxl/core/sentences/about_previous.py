"""Sentences about an earlier summary, and what became of what it knew."""

from itaxl.core.sentences.sentence import Sentence, error, info

SENTENCES: dict[str, Sentence] = {
    "previous-not-one": error(
        "ไฟล์นี้ไม่ใช่ไฟล์สรุปที่โปรแกรมนี้เขียน",
        "ใช้ไฟล์สรุปที่ได้จาก itaxl consolidate",
        "this is no summary of ours",
        "give a summary that itaxl consolidate wrote",
    ),
    "previous-damaged": error(
        "ข้อมูลที่ซ่อนไว้ในไฟล์สรุปนี้เสียหาย",
        "ใช้สำเนาที่ยังไม่ถูกแก้ไข หรือสรุปของครั้งก่อนหน้านั้น",
        "the hidden data of this summary are damaged",
        "give an unchanged copy, or an earlier summary",
    ),
    "previous-other-agency": error(
        "{file} เป็นสรุปของ {theirs} ไม่ใช่ของ {ours} จึงใช้เป็นสรุปครั้งก่อนไม่ได้",
        "ใส่ --previous ตามด้วยไฟล์สรุปของ {ours}",
        "{file} is a summary of {theirs}, not of {ours}: it cannot be the previous one",
        "give --previous and a summary of {ours}",
    ),
    "previous-other-year": error(
        "{file} เป็นสรุปของปีงบประมาณ {theirs} ไม่ใช่ {ours} จึงใช้เป็นสรุปครั้งก่อนไม่ได้",
        "ใส่ --previous ตามด้วยไฟล์สรุปของปีงบประมาณ {ours} หากเป็นครั้งแรกของปีไม่ต้องใส่",
        "{file} is a summary of fiscal year {theirs}, not {ours}: it cannot be the previous one",
        "give --previous and a summary of fiscal year {ours}, or nothing for the first of the year",
    ),
    "previous-later": error(
        "{file} เป็นสรุป ณ {theirs} ซึ่งหลังวันที่ของครั้งนี้ ({ours}) จึงใช้เป็นสรุปครั้งก่อนไม่ได้",
        "ใส่ --previous ตามด้วยไฟล์สรุปที่เก่ากว่า หรือตรวจวันที่ของครั้งนี้ (--as-of)",
        "{file} is as of {theirs}, later than this run ({ours}): it cannot be the previous one",
        "give --previous and an older summary, or check the date of this run (--as-of)",
    ),
    "done-prefilled": info(
        "เติมคำตอบเดิม ณ {as_of} จาก {found} ไว้ให้แล้ว {count} มาตรการ[ รวมมาตรการที่หน่วยงานเพิ่มเอง {added}][ "
        "ไม่อยู่ในแผนแล้ว {gone} มาตรการ จึงไม่ได้ออก]",
        "หน่วยงานแก้เฉพาะที่เปลี่ยนไป",
        "last answers as of {as_of} were filled in from {found}, of actions: {count}[, added by units: {added}][; no "
        "longer in the plan and left out: {gone}]",
        "the units change only what has changed",
    ),
    "done-changes": info(
        "ตั้งแต่ {since} ({found}): เสร็จเพิ่ม {done} เกินกำหนดเพิ่ม {late} กลับมาทำใหม่ {reopened} รวมเปลี่ยนแปลง {changes} "
        "รายการ[ คงคำตอบเดิมของที่ไม่ส่งมา {kept} มาตรการ]",
        "ดูแผ่น เปลี่ยนแปลง",
        "since {since} ({found}): newly completed {done}, overdue {late}, reopened {reopened}, changes {changes}"
        "[; actions that keep their last answers: {kept}]",
        "see the sheet “เปลี่ยนแปลง”",
    ),
}  # fmt: skip
