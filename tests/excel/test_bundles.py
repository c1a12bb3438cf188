"""Zips of returns as mail programs and people make them: each file in one is read like a file of its own."""

import datetime as dt
import io
import struct
import unicodedata
import zipfile
import zlib

import pytest

from itaxl.core.problems import Word
from itaxl.excel import bundles
from itaxl.excel.hands import Hands
from itaxl.excel.worker import read_apart
from tests.rawbooks import book, zipped
from tests.rounds import SAVED_AT, SITE, make

BOOK = zipped(book())


def read(tmp_path, data, name="ส่งกลับ.zip", *more):
    (tmp_path / name).write_bytes(data)
    return list(read_apart([(tmp_path / name, name), *more]))


def outcomes(returned):
    """By name: "read", or the code of why not."""
    found = [(each.file, each.refused or each.skipped) for each in returned]
    return {file: problem.code if problem else "read" for file, problem in found}


def raw_zip(*entries, flags=0):
    """A zip with names as bytes, as a program writes them that does not say which letters they are in."""
    local, directory = io.BytesIO(), b""
    for name, content in entries:
        sizes = struct.pack("<HHHIIIHH", 0, 0, 33, zlib.crc32(content), len(content), len(content), len(name), 0)
        place = local.tell()
        local.write(b"PK\3\4" + struct.pack("<HH", 20, flags) + sizes + name + content)
        directory += (
            b"PK\1\2" + struct.pack("<HHH", 20, 20, flags) + sizes + struct.pack("<HHHII", 0, 0, 0, 0, place) + name
        )
    end = struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(directory), local.tell(), 0)
    return local.getvalue() + directory + b"PK\5\6" + end


def test_each_file_is_read_and_a_bad_one_costs_itself_alone(tmp_path):
    parts = {
        "กองคลัง.xlsx": BOOK,
        "ย่อย/กองช่าง.xlsx": BOOK,
        "เสีย.xlsx": BOOK[:-200],
        "ระเบิด.xlsx": zipped(book(b" " * 50_000_000)),
        "~$กองคลัง.xlsx": b"\5admin",
        "รูป.jpg": b"\xff\xd8\xff",
        "อ่าน.txt": b"x",
        "กองการศึกษา": BOOK,
        "ไม่ใช่ตาราง": b"x",
        "Thumbs.db": b"x",
        "__MACOSX/._กองคลัง.xlsx": b"x",
        "ว่าง.xlsx": b"",
        "ข้อความ.csv": "หัวข้อ,สถานะ".encode(),
        "ย่อย/": b"",
    }
    assert outcomes(read(tmp_path, zipped(parts))) == {
        "ส่งกลับ.zip › กองคลัง.xlsx": "read",
        "ส่งกลับ.zip › ข้อความ.csv": "read",
        "ส่งกลับ.zip › ย่อย/กองช่าง.xlsx": "read",
        "ส่งกลับ.zip › ระเบิด.xlsx": "file-bomb",
        "ส่งกลับ.zip › ว่าง.xlsx": "file-empty",
        "ส่งกลับ.zip › เสีย.xlsx": "file-damaged",
        "ส่งกลับ.zip › ~$กองคลัง.xlsx": "file-lock",
        "ส่งกลับ.zip › รูป.jpg": "file-sent-wrong",
        "ส่งกลับ.zip › อ่าน.txt": "file-not-looked-for",
        "ส่งกลับ.zip › กองการศึกษา": "read",
        "ส่งกลับ.zip › ไม่ใช่ตาราง": "file-not-looked-for",
    }
    assert [path.name for path in tmp_path.iterdir()] == ["ส่งกลับ.zip"]


def test_a_file_in_a_zip_stands_where_the_zip_stood(tmp_path):
    for name in ("ก.xlsx", "ง.xlsx"):
        (tmp_path / name).write_bytes(BOOK)
    (tmp_path / "ค.zip").write_bytes(zipped({"2.xlsx": BOOK, "1.xlsx": BOOK}))
    returned = read_apart([(tmp_path / name, name) for name in ("ก.xlsx", "ค.zip", "ง.xlsx")], jobs=2)
    assert [each.file for each in returned] == ["ก.xlsx", "ค.zip › 1.xlsx", "ค.zip › 2.xlsx", "ง.xlsx"]


@pytest.mark.parametrize("name", ["a.zip", "a.xlsx", "a.xlsm"])
def test_a_workbook_is_a_workbook_and_no_zip_of_returns(tmp_path, name):
    assert outcomes(read(tmp_path, BOOK, name)) == {name: "read"}


def test_a_workbook_that_carries_workbooks_is_one_workbook(tmp_path):
    data = zipped(book(**{"xl/embeddings/x.xlsx": BOOK}))
    assert outcomes(read(tmp_path, data, "a.xlsx")) == {"a.xlsx": "read"}


def test_workbooks_in_a_document_are_no_returns(tmp_path):
    broken = {"[Content_Types].xml": "<Types/>", "xl/embeddings/x.xlsx": BOOK}
    assert outcomes(read(tmp_path, zipped(broken))) == {"ส่งกลับ.zip": "file-zip"}
    nested = zipped({"ก.zip": zipped(book(**{"xl/embeddings/x.xlsx": BOOK}))})
    assert outcomes(read(tmp_path, nested)) == {"ส่งกลับ.zip › ก.zip": "read"}


def test_many_bombs_cost_no_more_time_than_one_zip_may(tmp_path):
    bomb = b" " * 50_000_001
    assert outcomes(read(tmp_path, zipped({f"{n}.csv": bomb for n in range(7)}))) == {"ส่งกลับ.zip": "file-bomb"}


def test_a_zip_in_a_zip_is_looked_into_and_a_third_is_not(tmp_path):
    third = zipped({"ลึก.xlsx": BOOK})
    second = zipped({"ใน.xlsx": BOOK, "สาม.zip": third})
    assert outcomes(read(tmp_path, zipped({"สอง.zip": second, "เสีย.zip": b"PK\3\4", "หนังสือ.zip": BOOK}))) == {
        "ส่งกลับ.zip › สอง.zip › ใน.xlsx": "read",
        "ส่งกลับ.zip › สอง.zip › สาม.zip": "file-zip",
        "ส่งกลับ.zip › เสีย.zip": "file-damaged",
        "ส่งกลับ.zip › หนังสือ.zip": "read",
    }


REFUSED = {
    "nothing in it": (zipped({}), "file-zip"),
    "nothing of ours in it": (zipped({"อ่าน.pdf": b"%PDF"}), "file-zip"),
    "a password": (raw_zip((b"a.xlsx", BOOK), flags=1), "zip-encrypted"),
    "the same name twice": (zipped({"a.xlsx": BOOK}, ("a.xlsx", BOOK)), "file-unsafe"),
    "too many files": (zipped({f"{n}.xlsx": b"x" for n in range(bundles.MOST_MEMBERS + 1)}), "file-too-large"),
    "cut off": (zipped({"a.xlsx": BOOK})[:-30], "file-damaged"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_zip_that_cannot_be_trusted_is_refused_whole(tmp_path, what):
    data, code = REFUSED[what]
    assert outcomes(read(tmp_path, data)) == {"ส่งกลับ.zip": code}


def test_names_that_differ_by_a_capital_are_two_files(tmp_path):
    found = outcomes(read(tmp_path, zipped({"Return.xlsx": BOOK, "return.xlsx": BOOK})))
    assert found == {"ส่งกลับ.zip › Return.xlsx": "read", "ส่งกลับ.zip › return.xlsx": "read"}


def test_the_parts_of_workbooks_that_are_not_packed_again_are_no_files_of_the_zip(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(40):
            archive.writestr(f"{number}.xlsx", zipped({**book(), **{f"{n}.txt": "" for n in range(300)}}))
    assert set(outcomes(read(tmp_path, packed.getvalue())).values()) == {"read"}


def test_what_is_packed_in_another_way_than_any_mail_program_s_says_so(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.xlsx", BOOK)
    [returned] = read(tmp_path, packed.getvalue())
    assert returned.refused.code == "zip-packing"


@pytest.mark.parametrize("name", ["../a.xlsx", "..\\a.xlsx", "/etc/a.xlsx", "C:\\a.xlsx"])
def test_a_name_that_leads_out_costs_that_file_alone(tmp_path, name):
    (tmp_path / "ใน").mkdir()
    found = outcomes(read(tmp_path / "ใน", zipped({name: BOOK, "ดี.xlsx": BOOK})))
    bad = f"ส่งกลับ.zip › {name.replace(chr(92), '/')}"
    assert found == {bad: "file-unsafe", "ส่งกลับ.zip › ดี.xlsx": "read"}
    assert outcomes(read(tmp_path / "ใน", zipped({name: BOOK}))) == {bad: "file-unsafe"}
    nested = outcomes(read(tmp_path / "ใน", zipped({"ก.zip": zipped({name: BOOK, "ดี.xlsx": BOOK})})))
    assert sorted(nested.values()) == ["file-unsafe", "read"]
    assert [path.name for path in tmp_path.rglob("*")] == ["ใน", "ส่งกลับ.zip"]


def test_what_all_files_unpack_to_is_limited_whatever_they_declare(tmp_path, monkeypatch):
    monkeypatch.setattr(bundles, "MOST_UNPACKED", 300_000)
    inner = zipped({f"{n}.csv": bytes(90_000) for n in range(2)})
    assert outcomes(read(tmp_path, zipped({"1.zip": inner, "2.csv": bytes(90_000)}, lie=1))) == {
        "ส่งกลับ.zip › 1.zip › 0.csv": "csv-undecodable",
        "ส่งกลับ.zip › 1.zip › 1.csv": "csv-undecodable",
        "ส่งกลับ.zip › 2.csv": "csv-undecodable",
    }
    assert outcomes(
        read(tmp_path, zipped({"1.zip": inner, "2.csv": bytes(90_000), "3.csv": bytes(90_000)}, lie=1))
    ) == {"ส่งกลับ.zip": "file-bomb"}


NFD = unicodedata.normalize("NFD", "ดำเนินการ.xlsx")
NAMES = [
    (raw_zip(("กองคลัง.xlsx".encode("cp874"), BOOK)), "กองคลัง.xlsx"),  # Windows in Thailand
    (raw_zip(("กองคลัง.xlsx".encode(), BOOK)), "กองคลัง.xlsx"),  # a Mac
    (raw_zip(("ย่อย\\กองคลัง.xlsx".encode("cp874"), BOOK)), "ย่อย/กองคลัง.xlsx"),
    (raw_zip((NFD.encode(), BOOK), flags=0x800), NFD),
    (raw_zip((b"caf\x82.xlsx", BOOK)), "café.xlsx"),  # no Thai: the first of all code pages
    (raw_zip((b"a\x1b[2J.xlsx", BOOK)), "a\ufffd[2J.xlsx"),
]


@pytest.mark.parametrize(("data", "name"), NAMES)
def test_names_are_shown_as_their_maker_saw_them(tmp_path, data, name):
    assert outcomes(read(tmp_path, data)) == {f"ส่งกลับ.zip › {name}": "read"}


def test_a_zip_of_a_round_gives_the_same_as_its_files(tmp_path, monkeypatch):
    """From sources to summary: counts, the unit by the file's name, the same file twice, our own workbooks, links."""
    import json

    from openpyxl import load_workbook

    from itaxl.cli import main

    _, issued, tracking = make(tmp_path)
    title = next(action.title for action in issued.actions if action.item == "O24")
    hands = Hands(tracking)
    hands.answer("กองคลัง", "O2", status="เสร็จแล้ว", completed_on=dt.date(2022, 3, 20), evidence=f"{SITE}/o2")
    hands.save(tmp_path / "back.xlsx", SAVED_AT, "คลัง")
    returns = tmp_path / "ส่งกลับ"
    returns.mkdir()
    with zipfile.ZipFile(returns / "จาก mail.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(tmp_path / "back.xlsx", "ย่อย/กองคลัง.xlsx")
        archive.write(tmp_path / "plan.xlsx", "plan.xlsx")
        archive.writestr(
            "สำเนาของ งานพัสดุ.csv", f"ข้อ,หัวข้อ,วันที่แล้วเสร็จ,หลักฐาน,สถานะ\nO24,{title},,,ยกเลิก\n".encode("cp874")
        )
    (returns / "อีกครั้ง.xlsx").write_bytes((tmp_path / "back.xlsx").read_bytes())
    (tmp_path / "to-mend").mkdir()
    common = [
        str(returns),
        "--plan",
        str(tmp_path / "plan.xlsx"),
        "--as-of",
        "10/5/65",
        "--json",
        str(tmp_path / "r.json"),
    ]
    assert main(["consolidate", *common, "-o", str(tmp_path / "summary.xlsx")]) == 0
    data = json.loads((tmp_path / "r.json").read_text("utf-8"))
    within = "จาก mail.zip › "
    assert {file["file"]: file["outcome"] for file in data["files"]} == {
        f"{within}plan.xlsx": "skipped",
        f"{within}ย่อย/กองคลัง.xlsx": "read",
        f"{within}สำเนาของ งานพัสดุ.csv": "read",
        "อีกครั้ง.xlsx": "skipped",
    }
    assert (data["totals"]["completed"], data["totals"]["cancelled"]) == (1, 1)
    assert data["totals"]["actions"] == len(issued.actions)
    sheet = load_workbook(tmp_path / "summary.xlsx")["ไฟล์ที่ได้รับ"]
    links = {cell.value: cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert links[f"{within}ย่อย/กองคลัง.xlsx"].endswith("mail.zip")
    assert main(["check", *common, "--force", "--feedback", str(tmp_path / "to-mend")]) == 0
    assert [path.name for path in sorted((tmp_path / "to-mend").glob("*.xlsx"))] == ["สิ่งที่ต้องแก้ สำเนาของ งานพัสดุ.xlsx"]
    assert sorted(path.name for path in returns.iterdir()) == ["จาก mail.zip", "อีกครั้ง.xlsx"]


def test_what_is_damaged_is_said_in_our_words(tmp_path):
    [cut] = read(tmp_path, zipped({"a.xlsx": BOOK})[:-30])
    assert dict(cut.refused.facts) == {"why": Word.CUT_OFF}
    packed = zipped(book())
    broken = packed.replace(struct.pack("<I", zlib.crc32(book()["xl/workbook.xml"].encode())), b"\1\2\3\4")
    [bad] = read(tmp_path, broken, "a.xlsx")
    assert (dict(bad.refused.facts), bad.refused.found) == ({"why": Word.BADLY_PACKED}, "xl/workbook.xml")
