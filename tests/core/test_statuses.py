import pytest

from itaxl.core.reading import How
from itaxl.core.statuses import SYNONYMS, WORDS, Status, read_status

WRITTEN = [
    *((word, status) for status, word in WORDS.items()),
    *((word, status) for status, words in SYNONYMS.items() for word in words),
    ("ดําเนินการเเล้วเสร็จ", Status.COMPLETED),
    (" แล้ว เสร็จ ", Status.COMPLETED),
    ("Done.", Status.COMPLETED),
    ("๑๐๐%", Status.COMPLETED),
    ("✔\ufe0f", Status.COMPLETED),
    ("อยู่ระหว่างเสนอผู้บริหาร", Status.IN_PROGRESS),
    ("อยู่ในระหว่างดำเนินการ", Status.IN_PROGRESS),
    ("–", Status.NOT_STARTED),
]


@pytest.mark.parametrize(("written", "status"), WRITTEN)
def test_what_people_write_for_the_four_words(written, status):
    assert read_status(written).value is status


@pytest.mark.parametrize("blank", [None, "", " ", "\u200b"])
def test_a_blank_status_is_left_to_the_caller(blank):
    assert read_status(blank).how is How.BLANK


@pytest.mark.parametrize(
    ("written", "likely"),
    [
        ("ดำเนิการแล้วเสร็จ", ("ดำเนินการแล้วเสร็จ", "")),
        ("ไม่ดำเนินการ", ("ยังไม่ได้ดำเนินการ", "ยกเลิก")),
        ("ไม่ได้ดำเนินการ", ("ยังไม่ได้ดำเนินการ", "ยกเลิก")),
        ("ยังไม่แล้วเสร็จ", ("ยังไม่ได้ดำเนินการ", "อยู่ระหว่างดำเนินการ")),
        ("ฝนตก", ("", "")),
        ("ดำเนินการแล้วเสร็จ (บางส่วน)", ("อยู่ระหว่างดำเนินการ", "")),
        ("แล้วเสร็จ 50%", ("อยู่ระหว่างดำเนินการ", "")),
        ("เสร็จร้อยละ ๘๐", ("อยู่ระหว่างดำเนินการ", "")),
        ("0%", ("ยังไม่ได้ดำเนินการ", "")),
        ("เสร็จ 0.0 เปอร์เซ็นต์", ("ยังไม่ได้ดำเนินการ", "")),
        ("ร้อยละ ๐", ("ยังไม่ได้ดำเนินการ", "")),
        ("0.5%", ("อยู่ระหว่างดำเนินการ", "")),
        ("เกือบเสร็จ", ("อยู่ระหว่างดำเนินการ", "")),
        ("แล้วเสรจ 100%", ("ดำเนินการแล้วเสร็จ", "")),
        ("ดำเนินการแล้วเสร็จ (เผยแพร่เมื่อ 20 เม.ย.)", ("ดำเนินการแล้วเสร็จ", "")),
        ("แล้วเสร็จ 20 เม.ย. 65", ("ดำเนินการแล้วเสร็จ", "")),
        ("แล้วเสร็จ (ยังไม่เผยแพร่)", ("", "")),
        ("ยกเลิกเพราะไม่มีงบ", ("ยกเลิก", "")),
        (1.0, ("", "")),
    ],
)
def test_an_unknown_word_is_unreadable_with_the_likely_one_or_two(written, likely):
    reading = read_status(written)
    assert reading.value is Status.UNREADABLE
    assert reading.notes == ("status-unreadable",)
    assert (reading.hint, reading.other) == likely
