"""The row of one item filled in, by hand in our workbook or part by part in one of nobody's, and read back."""

import datetime as dt

from itaxl.excel.hands import Hands
from tests.rawbooks import MAIN, book, relations, sheet, zipped
from tests.rounds import SAVED_AT, SITE, make, report

PLAIN = '<cellXfs><xf numFmtId="0"/></cellXfs>'
AS_OF = dt.date(2022, 4, 10)
UNIT, ITEM = "กองคลัง", "O2"
DAY = dt.date(2022, 3, 20)
LINK = f"{SITE}/o2"


class Cells:
    """The row of O2 in somebody's hands: its answer cells by key."""

    def __init__(self, hands):
        self.hands = hands

    def __getitem__(self, key):
        return self.hands.sheet(UNIT).cell(self.hands.row(UNIT, ITEM), self.hands.column(UNIT, key))

    def type(self, **answers):
        self.hands.answer(UNIT, ITEM, **answers)


DONE = {"status": "ดำเนินการแล้วเสร็จ", "progress": 100, "completed_on": DAY, "evidence": LINK}


def read_back(tmp_path, do, keep=True):
    """(what became of O2, the problems in its sheet) after it was answered and `do` was done to its cells."""
    plan, _, tracking = make(tmp_path)
    cells = Cells(Hands(tracking))
    if keep:
        cells.type(**DONE)
    do(cells)
    cells.hands.save(tmp_path / "back.xlsx", SAVED_AT, "คลัง")
    return of_item(report(AS_OF, tmp_path / "back.xlsx", plan=plan))


def of_item(result):
    tracked = next(each for each in result.actions if (each.action.unit, each.action.item) == (UNIT, ITEM))
    about = [each for each in result.problems if each.sheet == UNIT and each.code != "action-missing"]
    assert all(problem.file and problem.cell for problem in about)
    return tracked, {problem.code: problem for problem in about}


def raw_round(tmp_path, cell, styles=PLAIN, related=(), **more):
    """A unit's table made part by part, with these cells in E2 (the progress) or F2 (the finish date), these cell styles,
    and parts that the workbook is related to."""
    texts = [
        ["ข้อ", "หัวข้อ", "วิธีการดำเนินการ", "สถานะ", "ความก้าวหน้า (%)", "วันที่แล้วเสร็จ"],
        ["O2", "ข้อมูลผู้บริหาร", "", "เสร็จแล้ว", "", ""],
    ]
    rows = ""
    for number, row in enumerate(texts, 1):
        cells = [
            f'<c r="{letter}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
            for letter, text in zip("ABCDEF", row, strict=True)
            if text
        ]
        rows += f'<row r="{number}">{"".join(cells)}{cell if number == 2 else ""}</row>'
    parts = book(sheet(rows), **more)
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace('name="S"', f'name="{UNIT}"')
    parts["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    parts["xl/_rels/workbook.xml.rels"] = relations(
        ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), *related
    )
    plan, _, _ = make(tmp_path)
    (tmp_path / "raw.xlsx").write_bytes(zipped(parts))
    return of_item(report(AS_OF, tmp_path / "raw.xlsx", plan=plan))
