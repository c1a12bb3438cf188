"""`check --feedback`: what the units are sent, and what becomes of the folder."""

import datetime as dt
import shutil
from urllib.parse import unquote

import openpyxl
import pytest

from itaxl.cli import main
from itaxl.core.feedbacknames import PREFIX
from itaxl.core.problems import Word
from itaxl.excel.feedback_writer import HEADER, SHEET
from itaxl.excel.hands import Hands
from itaxl.excel.return_reader import read_return
from tests.rounds import SAVED_AT, SITE, make

AS_OF = "2022-05-10"


@pytest.fixture
def office(tmp_path):
    """A folder with a plan, returns in which much is wrong, and one that is as it should be."""
    make(tmp_path)
    returns = tmp_path / "returns"
    (returns / "ใน").mkdir(parents=True)
    hands = Hands(tmp_path / "tracking.xlsx")
    hands.answer(
        "สำนักปลัด", "O1", status="ดำเนินการแล้วเสจ", progress="ครึ่งหนึ่ง", completed_on="04/30/2565", evidence="อยู่ในแฟ้ม",
        reported_on="5/4",
    )  # fmt: skip
    hands.answer("สำนักปลัด", "O15", status="เสร็จ", completed_on="เม.ย. 65", evidence="https://elsewhere.example/x")
    hands.answer("กองคลัง", "O2", status="เสร็จ", completed_on=dt.date(1965, 3, 20))
    hands.answer("กองคลัง", "O15", progress=100, completed_on="5/4", evidence=f"{SITE}/x")
    hands.save(returns / "ทุกหน่วย #1 50%25.xlsx", SAVED_AT, "ปลัด")
    hands = Hands(tmp_path / "tracking.xlsx")
    hands.answer("กองช่าง โยธา", "O15", status="เสร็จ", completed_on="20 เม.ย. 65", evidence=f"{SITE}/x")
    hands.save(returns / "ใน" / "ดี.xlsx", SAVED_AT, "ช่าง")
    (returns / "ว่าง.xlsx").write_bytes(b"")
    return tmp_path


def check(office, *more, sources="returns"):
    arguments = [str(office / sources), "--plan", str(office / "plan.xlsx"), "--as-of", AS_OF]
    return main(["check", *arguments, "--feedback", str(office / "ต้องแก้"), *more])


def table(path):
    """The rows of a feedback workbook by header, each a dictionary of cells."""
    header, *rows = openpyxl.load_workbook(path)[SHEET].iter_rows(min_row=HEADER + 1)
    names = [cell.value for cell in header]
    return [dict(zip(names, row, strict=True)) for row in rows]


def names(office):
    return sorted(path.name.removeprefix(PREFIX) for path in (office / "ต้องแก้").iterdir())


def test_each_file_with_something_to_mend_gets_a_workbook_and_a_text(office, capsys):
    before = {path: path.read_bytes() for path in (office / "returns").rglob("*.xlsx")}
    assert check(office) == 1
    assert names(office) == ["ทุกหน่วย #1 50%25.txt", "ทุกหน่วย #1 50%25.xlsx", "ว่าง.txt", "ว่าง.xlsx"]
    assert f"เขียนสิ่งที่ต้องแก้ของ 2 ไฟล์ไว้ในโฟลเดอร์ {office / 'ต้องแก้'}" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in before} == before
    text = (office / "ต้องแก้" / f"{PREFIX}ว่าง.txt").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf" + "เรียน ผู้ส่งไฟล์\r\n".encode())
    assert text.count(b"\n") == text.count(b"\r\n") <= 10


def test_each_row_opens_its_cell_in_the_file_that_was_sent(office):
    check(office)
    rows = table(office / "ต้องแก้" / f"{PREFIX}ทุกหน่วย #1 50%25.xlsx")
    assert len(rows) >= 9
    for row in rows:
        link = row["ช่อง"].hyperlink
        target = office / "ต้องแก้" / unquote(link.target).replace("\\", "/")
        sheet, _, cell = link.location.rpartition("!")
        there = openpyxl.load_workbook(target)[sheet.strip("'")][cell]
        assert (row["แผ่นงาน"].value, row["ช่อง"].value) == (there.parent.title, there.coordinate)
        header = next(above for above in there.parent[there.column_letter] if above.value == row["คอลัมน์"].value)
        assert header.row < there.row
        if isinstance(there.value, str):
            assert row["ที่พบ"].value == there.value
        assert all(row[name].value for name in ("ที่", "ปัญหา", "วิธีแก้", "มาตรการ", "ตัวอย่าง"))
    [refused] = table(office / "ต้องแก้" / f"{PREFIX}ว่าง.xlsx")
    assert unquote(refused["ช่อง"].hyperlink.target).replace("\\", "/") == "../returns/ว่าง.xlsx"


def test_it_is_made_to_be_printed(office):
    check(office)
    sheet = openpyxl.load_workbook(office / "ต้องแก้" / f"{PREFIX}ทุกหน่วย #1 50%25.xlsx")[SHEET]
    page = sheet.page_setup
    assert (page.orientation, page.paperSize, page.fitToHeight) == ("landscape", 9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"${HEADER + 1}:${HEADER + 1}"
    assert {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value} == {"TH Sarabun New"}
    assert [cell.value for cell in sheet["A"][:3]] == [
        "สิ่งที่ต้องแก้ในไฟล์ “ทุกหน่วย #1 50%25.xlsx”",
        "สำนักปลัด, กองคลัง · ต้องแก้ 5 จุด · ควรตรวจ 6 จุด",
        "จาก อบต.ทดสอบ & เพื่อน · ตรวจ ณ วันที่ 10 พฤษภาคม 2565",
    ]


def mend(office, name):
    """Types what the feedback says into the cells that it names, as a person would."""
    sent = office / "returns" / name
    book = openpyxl.load_workbook(sent)
    for row in table(office / "ต้องแก้" / f"{PREFIX}{name}"):
        sheet, _, cell = row["ช่อง"].hyperlink.location.rpartition("!")
        book[sheet.strip("'")][cell] = row["ตัวอย่าง"].value
    book.save(sent)


def test_who_mends_what_it_says_has_nothing_left_to_mend(office, capsys):
    check(office)
    mend(office, "ทุกหน่วย #1 50%25.xlsx")
    (office / "returns" / "ว่าง.xlsx").unlink()
    capsys.readouterr()
    assert check(office, "--force") == 0
    said = capsys.readouterr().out
    assert "ต้องแก้]" not in said
    assert f"จึงลบ {PREFIX}ทุกหน่วย #1 50%25.xlsx ของครั้งก่อน" in said
    assert names(office) == ["ว่าง.txt", "ว่าง.xlsx"]  # of a file that was not looked at this time


def test_an_earlier_run_is_replaced_only_with_force(office, capsys):
    check(office)
    before = {path: path.read_bytes() for path in (office / "ต้องแก้").iterdir()}
    assert check(office) == 2
    assert "มีไฟล์" in capsys.readouterr().err
    assert check(office, "--force") == 1
    assert {path: path.read_bytes() for path in (office / "ต้องแก้").iterdir()} == before


@pytest.mark.parametrize("ending", ["xlsx", "txt"])
def test_what_is_not_ours_is_never_written_over(office, capsys, ending):
    theirs = office / "ต้องแก้" / f"{PREFIX}ว่าง.{ending}"
    theirs.parent.mkdir()
    shutil.copy(office / "tracking.xlsx", theirs)
    for more in ([], ["--force"]):
        assert check(office, *more, "--json", str(office / "r.json")) == 2
        assert "ไม่ใช่ไฟล์ที่โปรแกรมเขียนไว้" in capsys.readouterr().err
    assert list(theirs.parent.iterdir()) == [theirs]
    assert theirs.read_bytes() == (office / "tracking.xlsx").read_bytes()
    assert not (office / "r.json").exists()


def test_feedback_in_a_searched_folder_is_skipped_and_named(office, capsys):
    for more in ([], ["--force"], ["--force"]):  # everything lies in the folder that is searched
        assert check(office, *more, sources=".") == 1
    assert "เป็นไฟล์แจ้งสิ่งที่ต้องแก้ของโปรแกรมเอง" in capsys.readouterr().out
    [workbook] = (office / "ต้องแก้").glob("*ว่าง.xlsx")
    assert ("kind", Word.FEEDBACK) in read_return(workbook, "x").skipped.facts
    assert len(names(office)) == 6  # the tracking workbook that was never filled in is asked for, too


def test_where_nothing_is_to_be_mended_it_says_so(office, capsys):
    assert check(office, sources="returns/ใน") == 0
    assert "ไม่มีไฟล์ใดที่หน่วยงานต้องแก้" in capsys.readouterr().out
    assert names(office) == []


def test_a_file_in_the_folders_place_cannot_go_on(office, capsys):
    (office / "ต้องแก้").write_text("x")
    assert check(office) == 2
    assert "ใช้โฟลเดอร์" in capsys.readouterr().err


def test_the_terminal_speaks_english_and_the_units_read_thai(office, capsys):
    check(office)
    thai = {path: path.read_bytes() for path in (office / "ต้องแก้").iterdir()}
    capsys.readouterr()
    check(office, "--force", "--lang", "en")
    assert "what is to be mended in 2 of the files was written into the folder" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in (office / "ต้องแก้").iterdir()} == thai
