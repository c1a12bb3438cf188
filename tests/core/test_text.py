import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.core.text import (
    clean,
    comparable,
    is_blank,
    nearest,
    similarity,
    squashed,
    thai_digits,
)

SAME = [
    ("ดำเนินการ", "ดํา\u200bเนินการ"),  # nikhahit and aa for sara am, a zero-width space
    ("น้ำ", "นํ้า"),
    ("แล้วเสร็จ", "เเล้วเสร็จ"),
    ("ที่", "ท่ี"),  # tone typed before the vowel
    ("๓๐ เม.ย. ๒๕๖๕", "30 เม.ย. 2565"),
    ("กอง\u00a0คลัง", "กองคลัง"),
    ("มี.ค. – เม.ย.", "มี.ค. - เม.ย."),
    ("  E-Service \n", "e-service"),
    ("ｏ１", "O1"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_texts_that_look_the_same_compare_equal(one, other):
    assert comparable(one) == comparable(other)


def test_free_text_keeps_its_line_breaks_and_loses_only_what_nobody_sees():
    assert clean(" ก\u200bข\r\nค\tง\x07 ") == " กข\nค ง "


@given(st.text())
def test_comparable_and_clean_change_nothing_the_second_time(text):
    assert comparable(comparable(text)) == comparable(text)
    assert clean(clean(text)) == clean(text)


@given(st.text(alphabet="0123456789กข .-"))
def test_thai_digits_compare_equal_to_their_own(text):
    assert comparable(thai_digits(text)) == comparable(text)


@pytest.mark.parametrize(
    ("value", "blank"),
    [(None, True), ("", True), (" \u200b\u00a0\n", True), ("-", False), (0, False), (False, False)],
)
def test_blank_is_what_a_reader_sees_nothing_in(value, blank):
    assert is_blank(value) is blank


def test_the_nearest_choice_is_named_only_when_it_is_near():
    words = ["ดำเนินการแล้วเสร็จ", "ยกเลิก"]
    assert nearest("ดำเนิการแล้วเสร็จ", words) == "ดำเนินการแล้วเสร็จ"
    assert nearest("ฝนตก", words) is None


def test_similarity_ignores_blanks():
    assert similarity("งานทะเบียนทรัพย์สิน และพัสดุ", "งานทะเบียนทรัพย์สินและพัสดุ") == 100
    assert squashed("ก  ข") == "กข"
