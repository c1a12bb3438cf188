import pytest

from itaxl.core.codes import Survey, read_indicator, read_item, read_survey, split_item

ITEMS = [
    ("O1", "O1"), ("o 1", "O1"), ("01", "O1"), ("๐๑", "O1"), ("OIT 1", "O1"), ("ข้อ O1", "O1"), ("O01", "O1"),
    ("010", "O10"), ("O10", "O10"), (1.0, "O1"), (10, "O10"), ("ข้อที่ ๕", "O5"), ("O.1", "O1"), ("o-43.", "O43"),
    ("๐๑๐", "O10"), ("", None), (None, None), ("O100", None), ("0", None), ("โครงสร้าง", None), ("9.1", None),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "code"), ITEMS)
def test_item_codes_as_people_type_them(typed, code):
    assert read_item(typed) == code


@pytest.mark.parametrize("number", range(1, 44))
def test_every_code_reads_back_with_letter_zero_or_thai_digits(number):
    from itaxl.core.text import thai_digits

    for typed in (f"O{number}", f"o {number}", f"0{number}", thai_digits(f"0{number}"), f"OIT {number}", str(number)):
        assert read_item(typed) == f"O{number}"


def test_a_title_may_begin_with_its_code():
    assert split_item("๐๑ โครงสร้าง") == ("O1", "โครงสร้าง")
    assert split_item("O17 E-Service") == ("O17", "E-Service")
    assert split_item("100 ปี อบต.") == (None, "100 ปี อบต.")


@pytest.mark.parametrize(
    ("typed", "survey"), [("OIT", Survey.OIT), ("แบบ IIT", Survey.IIT), ("eit ", Survey.EIT), ("?", None), (None, None)]
)
def test_surveys(typed, survey):
    assert read_survey(typed) is survey


@pytest.mark.parametrize(("typed", "number"), [("๙", 9), (10.0, 10), ("ตัวชี้วัดที่ 9", 9), ("เก้า", None), ("", None)])
def test_indicators(typed, number):
    assert read_indicator(typed) == number
