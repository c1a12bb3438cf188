import unicodedata

import pytest

from itaxl.core.filenames import base, container, inside, is_looked_for, own_name, readable, without_copy_marks
from itaxl.core.text import comparable

IN_ZIP = inside(inside("จาก กองช่าง/ส่งกลับ.zip", "ใน.zip"), "a/กองคลัง.xlsx")


def test_a_file_in_a_zip_is_called_after_both():
    assert IN_ZIP == "จาก กองช่าง/ส่งกลับ.zip › ใน.zip › a/กองคลัง.xlsx"
    assert (container(IN_ZIP), base(IN_ZIP), own_name(IN_ZIP)) == ("จาก กองช่าง/ส่งกลับ.zip", "กองคลัง.xlsx", "กองคลัง")
    assert (container("a/b.xlsx"), own_name("a/b.c.xlsx"), own_name("a")) == ("a/b.xlsx", "b.c", "a")


COPIES = [
    "สำเนาของ กองคลัง", "สำเนาของสำเนาของ กองคลัง", "สำเนาของ กองคลัง (1)", "Copy of กองคลัง", "กองคลัง - Copy", "กองคลัง - Copy (2)",
    "กองคลัง - สำเนา", "กองคลัง - สำเนา (3)", "กองคลัง (1)", "กองคลัง(1)", "กองคลัง (1) (2)", "กองคลัง copy", "กองคลัง copy 2",
    "กองคลัง สำเนา 2", "COPY OF กองคลัง - COPY", "กองคลัง", "กองคลัง (๒)",
]  # fmt: skip


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
@pytest.mark.parametrize("name", COPIES)
def test_what_programs_add_to_the_name_of_a_copy_is_looked_through(name, form):
    assert without_copy_marks(unicodedata.normalize(form, name)) == comparable("กองคลัง")


@pytest.mark.parametrize(
    "name", ["กองคลัง 2565", "กองคลัง (ใหม่)", "สำเนา", "photocopy", "งานสำเนา", "copy", "กองช่าง (โยธา)"]
)
def test_what_is_no_mark_of_a_copy_stays(name):
    assert without_copy_marks(name) == comparable(name)


NAMES = [
    ("a.XLSX", True),
    ("ก/ข.zip", True),
    ("._a.xlsx", False),
    ("a.pdf", False),
    ("xlsx", False),
    ("~$a.xlsx", True),
    ("", False),
]


@pytest.mark.parametrize(("name", "looked_for"), NAMES)
def test_returns_are_looked_for_by_their_ending(name, looked_for):
    assert is_looked_for(name) is looked_for


def test_bytes_that_are_no_text_and_what_moves_the_cursor_are_replaced():
    assert readable("ก\udca1\ud800\x1b[2J\n.xlsx") == "ก\ufffd\ufffd\ufffd[2J\ufffd.xlsx"
