import pytest

from itaxl.core import planlayout
from itaxl.core.records import Unit
from itaxl.core.table import find_header
from itaxl.core.units import Register, read_units
from tests.tables import grid

REGISTER = Register.of(
    [
        Unit("สำนักปลัด", "สำนักปลัดองค์การบริหารส่วนตำบล", aliases=("สป.",)),
        Unit("กองคลัง"),
        Unit("กองช่าง"),
        Unit("งานการเงินและบัญชี", parent="กองคลัง"),
        Unit("งานทะเบียนทรัพย์สินและพัสดุ", parent="กองคลัง"),
    ]
)

NAMED = [
    ("กองคลัง", ["กองคลัง"], []),
    ("สป.", ["สำนักปลัด"], []),
    ("สำนักปลัด/ทุกกอง", ["สำนักปลัด", "กองคลัง", "กองช่าง"], []),
    ("ทุกส่วนราชการ", ["สำนักปลัด", "กองคลัง", "กองช่าง"], []),
    ("ทุกหน่วยงาน", ["สำนักปลัด", "กองคลัง", "กองช่าง"], []),
    ("งานการเงินและบัญชี", ["งานการเงินและบัญชี"], []),
    ("งานทะเบียนทรัพย์สิน และพัสดุ", ["งานทะเบียนทรัพย์สินและพัสดุ"], []),
    ("กองคลัง และ กองช่าง", ["กองคลัง", "กองช่าง"], []),
    ("กองคลังและ กองช่าง", ["กองคลัง", "กองช่าง"], []),
    ("กองคลังและกองช่าง", ["กองคลัง", "กองช่าง"], []),
    ("ทุกกองและสำนักปลัด", ["กองคลัง", "กองช่าง", "สำนักปลัด"], []),
    ("งานการเงินและบัญชีและกองช่าง", ["งานการเงินและบัญชี", "กองช่าง"], []),
    ("กองคลังและกองลับ", [], ["กองคลังและกองลับ"]),
    ("กองคลัง, กองช่าง;สำนักปลัด\nกองคลัง", ["กองคลัง", "กองช่าง", "สำนักปลัด"], []),
    ("กองคลัง/กองสาธารณสุข", ["กองคลัง"], ["กองสาธารณสุข"]),
    ("ฝ่ายใดฝ่ายหนึ่ง", [], ["ฝ่ายใดฝ่ายหนึ่ง"]),
    ("", [], []),
]


@pytest.mark.parametrize(("text", "shorts", "unknown"), NAMED)
def test_units_named_in_a_cell(text, shorts, unknown):
    units, rest = REGISTER.named_in(text)
    assert ([unit.short for unit in units], list(rest)) == (shorts, unknown)


def test_an_unknown_unit_has_a_nearest_one():
    assert REGISTER.nearest("กองช้าง") == "กองช่าง"


def read(text):
    spec = planlayout.SHEETS[planlayout.UNITS]
    return read_units(find_header(grid(text, planlayout.UNITS, "plan.xlsx"), spec.headers, spec.is_header))


def test_the_sheet_of_units():
    units, problems = read(
        """
        | ชื่อย่อ   | ชื่อเต็ม | สังกัด | อีเมล | ชื่ออื่น |
        | กองคลัง | กองคลัง | | klang@nakhok.example | ส่วนการคลัง; คลัง |
        | | | | | |
        | งานพัสดุ | งานทะเบียนทรัพย์สินและพัสดุ | ส่วนการคลัง | | |
        """
    )
    assert problems == []
    assert [(unit.short, unit.parent) for unit in units] == [("กองคลัง", None), ("งานพัสดุ", "กองคลัง")]
    assert units[0].aliases == ("ส่วนการคลัง", "คลัง")


WRONG = [
    ("| กองคลัง | | | | |\n| กองคลัง | | | | |", ["unit-double"], "A3"),
    ("| กองคลัง | | | | |\n| กองช่าง | | | | กองคลัง |", ["unit-double"], "E3"),
    ("| กองคลัง | | | อีเมลกองคลัง | |", ["email-wrong"], "D2"),
    ("| กองคลัง | | | a@x.example, b@x.example | |", ["email-wrong"], "D2"),
    ("| งานพัสดุ | | กองครัง | | |\n| กองคลัง | | | | |", ["parent-unknown"], "C2"),
    ("| กองคลัง | | งานพัสดุ | | |\n| งานพัสดุ | | กองคลัง | | |", ["parent-circle"], "C2"),
]


@pytest.mark.parametrize(("rows", "codes", "cell"), WRONG)
def test_what_is_wrong_with_a_unit_is_named_with_its_cell(rows, codes, cell):
    units, problems = read("| ชื่อย่อ | ชื่อเต็ม | สังกัด | อีเมล | ชื่ออื่น |\n" + rows)
    assert [problem.code for problem in problems] == codes
    assert problems[0].cell == cell
    for unit in units:
        seen = set()
        while unit is not None:  # nobody is above himself
            assert unit.short not in seen
            seen.add(unit.short)
            unit = next((each for each in units if each.short == unit.parent), None)
