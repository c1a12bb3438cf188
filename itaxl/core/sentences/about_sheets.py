"""Sentences about the sheets of a returned workbook: their columns, their rows, and the actions that these answer."""

from itaxl.core.sentences.sentence import Sentence, error, info, warning

SENTENCES: dict[str, Sentence] = {
    "sheet-unread": warning(
        "แผ่นงานนี้ไม่มีตารางของแบบติดตาม จึงไม่ได้อ่าน[ ({count} แถว)]",
        "หากมีข้อมูลที่ต้องรายงาน ให้ย้ายไปกรอกในแผ่นของหน่วยงาน",
        "this sheet has no tracking table and was not read[ (rows: {count})]",
        "if it holds something to report, move it to the unit's sheet",
    ),
    "column-missing": error(
        "ตารางไม่มีคอลัมน์ {name} จึงไม่ทราบคำตอบในคอลัมน์นี้[ อาจเป็น “{like}”][ ที่เซลล์ {other}]",
        "ใส่หัวคอลัมน์ {name} คืนตามแบบที่ออกให้ คอลัมน์อื่นอ่านแล้ว",
        "the table has no column “{name}”: what is in it is not known[; perhaps it is “{like}”][ in {other}]",
        "put the header “{name}” back as issued; the other columns were read",
    ),
    "columns-absent": warning(
        "ตารางไม่มีคอลัมน์ {names}",
        "ใส่หัวคอลัมน์คืนตามแบบที่ออกให้ หากมีคำตอบในคอลัมน์เหล่านี้ คอลัมน์อื่นอ่านแล้ว",
        "the table has no columns “{names}”",
        "put the headers back as issued if there are answers for them; the other columns were read",
    ),
    "column-unread": info(
        "คอลัมน์ “{found}” ไม่ใช่คอลัมน์ของแบบติดตาม หรือซ้ำกับที่มีแล้ว จึงไม่ได้อ่าน {count} เซลล์[ เช่น {first}][: “{text}”]",
        "หากเป็นคำตอบ ให้ย้ายไปคอลัมน์ของแบบติดตาม หรือใช้ชื่อหัวคอลัมน์ตามแบบที่ออกให้",
        "the column “{found}” is none of the table's, or there twice: not read, cells {count}"
        "[, such as {first}][: “{text}”]",
        "if it holds answers, move them to the table's columns, or give it the header as issued",
    ),
    "column-double": error(
        "มีคอลัมน์ {name} สองคอลัมน์ คำตอบไม่ตรงกัน: เซลล์นี้ “{found}” แต่ {other} [คือ “{counts}” ]ซึ่งเป็นคอลัมน์ที่ใช้",
        "เก็บไว้คอลัมน์เดียว ใส่คำตอบที่ถูกต้องใน {other}",
        "there are two columns “{name}”, and they differ: this cell says “{found}”, but {other}[ (“{counts}”)] counts",
        "keep one of the two, with the right answer in {other}",
    ),
    "cells-outside": info(
        "มีข้อความนอกช่องคำตอบที่ {cells}[ และอีก {more} เซลล์] จึงไม่ได้อ่าน: “{found}”",
        "อ่านข้อความนั้น หากเป็นคำตอบ ให้ย้ายเข้าไปในช่องคำตอบ",
        "there is text outside the cells to fill in: {cells}[ and more cells: {more}]; it was not read: “{found}”",
        "look at it, and move it into those cells if it is an answer",
    ),
    "sheet-unit-unknown": error(
        "ไม่ทราบว่าแผ่นงาน “{sheet}” เป็นของหน่วยงานใด จึงไม่ได้อ่าน[ ({count} แถว)]",
        "ตั้งชื่อแผ่นงานให้ตรงกับชื่อหน่วยงานในแผน[ เช่น {hint}]",
        "it is not clear which unit the sheet “{sheet}” belongs to; it was not read[ (rows: {count})]",
        "name the sheet after the unit as in the plan[, for instance “{hint}”]",
    ),
    "sheet-unit-by-rows": warning(
        "แผ่นงาน “{sheet}” ไม่บอกว่าเป็นของหน่วยงานใด แต่มี {count} แถวที่เป็นมาตรการของ{unit}เท่านั้น จึงนับเป็นของ{unit}",
        "ตรวจว่าถูกต้อง แล้วตั้งชื่อแผ่นงานเป็นชื่อหน่วยงาน",
        "the sheet “{sheet}” names no unit, but rows in it are actions of {unit} alone ({count}): taken as its sheet",
        "check it, and name the sheet after the unit",
    ),
    "row-note": info(
        "แถวนี้ไม่ใช่มาตรการ (ผลรวมหรือหมายเหตุ) จึงไม่นับ[: “{found}”]",
        "ไม่ต้องทำอะไร",
        "this row is not an action (a total or a note) and is not counted[: “{found}”]",
        "nothing to do",
    ),
    "row-header": info(
        "แถวนี้เป็นหัวตารางที่วางซ้ำไว้ในตาราง จึงไม่นับ[: “{found}”]",
        "ไม่ต้องทำอะไร",
        "this row is the table's header once more and is not counted[: “{found}”]",
        "nothing to do",
    ),
    "row-without-title": error(
        "แถวนี้มีคำตอบแต่ไม่มีหัวข้อ จึงไม่ทราบว่าเป็นมาตรการใด[: “{found}”]",
        "ใส่หัวข้อของมาตรการในแถวนี้ หรือย้ายคำตอบไปแถวที่ถูกต้อง",
        "this row has answers but no title, so that its action is not known[: “{found}”]",
        "give the row its title, or move the answers to the right row",
    ),
    "row-copied": info(
        "แถวนี้เป็นสำเนาของแถว {other} (“{title}”) คำตอบที่ต่างกันจะแจ้งเป็นคำตอบที่ขัดกัน",
        "เก็บไว้เพียงแถวเดียว",
        "this row is a copy of row {other} (“{title}”); answers that differ are told as contradicting",
        "keep one of the two",
    ),
    "row-of-other-unit": warning(
        "แถวนี้เป็นมาตรการของ{unit} (“{found}”) จึงนับเป็นคำตอบของ{unit}",
        "ย้ายแถวไปไว้ในแผ่นงานของ{unit}",
        "this row is an action of {unit} (“{found}”), and was taken as an answer of {unit}",
        "move it to the sheet of {unit}",
    ),
    "title-cleared": info(
        "หัวข้อในแถวนี้ว่าง แต่รหัสหรือข้อบอกว่าเป็น “{title}” จึงนับเป็นมาตรการนั้น",
        "ตรวจว่าถูกต้อง แล้วพิมพ์หัวข้อคืน",
        "this row has no title, but its hidden ref or item is that of “{title}”: taken as that action",
        "check it, and type the title again",
    ),
    "merged-down": info(
        "เซลล์ {range} ในคอลัมน์ {name} ถูกผสานไว้ จึงใช้คำตอบ “{found}” กับทุกแถวในช่วงนั้น",
        "หากแต่ละแถวมีคำตอบต่างกัน ให้ยกเลิกการผสานเซลล์ แล้วกรอกทีละแถว",
        "the cells {range} of “{name}” are merged: “{found}” was taken for each of their rows",
        "if the rows differ, unmerge the cells and answer each",
    ),
    "merged-across": warning(
        "เซลล์ {range} ถูกผสานข้ามหลายคอลัมน์ จึงอ่าน “{found}” เป็นคำตอบของ {name} เท่านั้น",
        "ยกเลิกการผสานเซลล์ แล้วกรอกแต่ละคอลัมน์",
        "the cells {range} are merged across columns: “{found}” was taken as “{name}” only",
        "unmerge the cells and fill in each column",
    ),
    "issued-changed": warning(
        "“{name}” ของ “{title}” ไม่ตรงกับที่ออกให้[: ออกให้ {issued}][ พบ {now}] จึงยังใช้ค่าที่ออกให้",
        "หากต้องการเปลี่ยน ให้แก้ในแผน คอลัมน์นี้หน่วยงานไม่ต้องกรอก",
        "“{name}” of “{title}” is not as issued[: issued {issued}][, found {now}]; what was issued counts",
        "to change it, change the plan: this column is not for the unit to fill in",
    ),
    "issued-cleared": info(
        "“{name}” ของ “{title}” ถูกลบ จึงใช้ค่าที่ออกให้: {issued}",
        "ไม่ต้องทำอะไร หากต้องการเปลี่ยน ให้แก้ในแผน คอลัมน์นี้หน่วยงานไม่ต้องกรอก",
        "“{name}” of “{title}” was cleared; what was issued counts: {issued}",
        "nothing to do; to change it, change the plan: this column is not for the unit to fill in",
    ),
    "action-added": info(
        "หน่วยงานเพิ่มมาตรการ “{found}” เอง นับรวมแต่ไม่มีคะแนน[ คล้ายกับ “{like}” ที่ออกให้]",
        "หากเห็นชอบ ให้เพิ่มในแผนเพื่อออกในรอบถัดไป",
        "the unit added the action “{found}” itself: counted, without points[; it is like “{like}” as issued]",
        "if you agree, add it to the plan for the next round",
    ),
    "actions-added": info(
        "หน่วยงานเพิ่มมาตรการเองอีก {count} แถว ตั้งแต่เซลล์ {cell} นับรวมแต่ไม่มีคะแนน",
        "ตรวจว่าวางข้อมูลถูกตารางหรือไม่ ทุกแถวอยู่ในแผ่น รายการทั้งหมด",
        "the unit added {count} more actions itself, from {cell} on: counted, without points",
        "check that they belong into this table; all of them are on the sheet “รายการทั้งหมด”",
    ),
    "action-withdrawn": warning(
        "มาตรการ “{found}” ไม่มีในแผนแล้ว จึงไม่นับ",
        "หากยังต้องติดตาม ให้ใส่กลับในแผน",
        "the action “{found}” is no longer in the plan and is not counted",
        "put it back into the plan if it is still to be tracked",
    ),
    "action-missing": warning(
        "มาตรการ “{found}” ของ{unit} ไม่มีในไฟล์ที่ส่งกลับ[ แต่มี “{like}” ที่คล้ายกัน][ จึงคงคำตอบเดิม: {kept}]",
        "แถวอาจถูกลบ ขอให้หน่วยงานส่งแถวนี้กลับมาด้วย",
        "the action “{found}” of {unit} did not come back[, but “{like}” did, which is like it][; still: {kept}]",
        "its row may have been deleted: ask the unit to return it",
    ),
    "ref-mismatch": info(
        "ข้อหรือหัวข้อ “{title}” ไม่ตรงกับรหัสที่ซ่อนอยู่ ({found}) จึงจับคู่ด้วยข้อ หัวข้อ และวิธีการ[ ได้มาตรการรหัส {right}]",
        "มักเกิดจากการเรียงแถวโดยไม่รวมคอลัมน์ที่ซ่อน หรือแก้หัวข้อ ตรวจว่าจับคู่ถูกต้อง",
        "item or title “{title}” are not those of the hidden ref ({found}): matched by content[, to {right}]",
        "usually rows were sorted without the hidden column, or a title was changed: check the match",
    ),
    "answer-cleared": warning(
        "คำตอบเดิม “{issued}” ที่ออกให้ไว้ถูกลบ จึงยังใช้คำตอบเดิม",
        "หากต้องการเปลี่ยน ให้พิมพ์คำตอบใหม่แทนการลบ",
        "the answer “{issued}” that was issued here came back blank: it still counts",
        "to change it, type the new answer rather than clearing the old one",
    ),
}
