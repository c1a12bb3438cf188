"""The memo as a Word file."""

import datetime as dt
import re
import zipfile

import openpyxl
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from itaxl.core.memo import memo
from itaxl.core.records import Signer
from itaxl.core.statuses import Status
from itaxl.excel.summary_writer import write_summary
from itaxl.word import FONT, write_memo
from tests.office import needs_libreoffice, saved_by_libreoffice
from tests.tables import AS_OF, report_of, tracked

NASTY = "=1+1\x0b\ufffe & <b>"
SIGNERS = (Signer("นาย ก", "นิติกร"), Signer("นางสาว ข", "ปลัด"), Signer("นาย ค", "นายกองค์การบริหารส่วนตำบลทดสอบ"))


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("memo")
    report = report_of(
        *(tracked(f"O{number}", Status.IN_PROGRESS, title=f"หัวข้อ {number}") for number in range(1, 40)),
        tracked("O41", title=NASTY, method="บรรทัดหนึ่ง\nบรรทัดสอง"), signers=SIGNERS, last_score=75.4,
    )  # fmt: skip
    write_memo(memo(report), folder / "memo.docx", "อบต.ทดสอบ", AS_OF)
    write_summary(report, folder / "summary.xlsx")
    return memo(report), folder


def texts_of(path):
    doc = Document(str(path))
    cells = [cell.text for table in doc.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in doc.paragraphs] + cells


def squashed(text):
    return re.sub(r"[\s\ufffe]|_x000B_|_xFFFE_", "", text)


def everything(parts):
    rows = [text for row in parts.rows for text in row.texts]
    signed = [text for signer in parts.signers for text in (f"({signer.name})", signer.position)]
    return [parts.department, parts.date, parts.subject, parts.to, *parts.paragraphs, *signed, parts.annex_title, *rows]


def test_the_file_and_the_sheet_say_all_that_the_memo_says(written):
    parts, folder = written
    in_word = squashed("".join(texts_of(folder / "memo.docx")))
    sheet = openpyxl.load_workbook(folder / "summary.xlsx")["บันทึกข้อความ"]
    in_sheet = squashed("".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None))
    for text in everything(parts):
        assert squashed(text) in in_word
        assert squashed(text) in in_sheet


def test_every_run_is_in_the_governments_face_for_thai_letters_too(written):
    doc = Document(str(written[1] / "memo.docx"))
    runs = list(doc.element.body.iter(qn("w:r")))
    assert len(runs) > 300
    sizes = set()
    for run in runs:
        fonts = run.rPr.find(qn("w:rFonts"))
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs")} == {FONT}
        size, thai = run.rPr.find(qn("w:sz")).get(qn("w:val")), run.rPr.find(qn("w:szCs")).get(qn("w:val"))
        assert size == thai
        sizes.add(int(thai) / 2)
        assert (run.rPr.find(qn("w:b")) is None) == (run.rPr.find(qn("w:bCs")) is None)
    assert sizes == {14, 16, 20, 29}


def test_the_paper_is_a4_with_the_forms_margins_and_the_annex_lies_on_its_side(written):
    letter, annex = Document(str(written[1] / "memo.docx")).sections
    assert (round(letter.page_width.cm, 1), round(letter.page_height.cm, 1)) == (21.0, 29.7)
    assert (round(letter.left_margin.cm, 1), round(letter.right_margin.cm, 1)) == (3.0, 2.0)
    assert annex.orientation is WD_ORIENT.LANDSCAPE
    assert (round(annex.page_width.cm, 1), round(annex.page_height.cm, 1)) == (29.7, 21.0)


def test_the_annexs_header_is_repeated_and_no_row_is_torn(written):
    parts, folder = written
    *_, annex = Document(str(folder / "memo.docx")).tables
    assert len(annex.rows) == 1 + len(parts.rows)
    properties = [{child.tag for child in row._tr.trPr} for row in annex.rows]
    assert all(qn("w:cantSplit") in each for each in properties)
    assert [qn("w:tblHeader") in each for each in properties] == [True] + [False] * len(parts.rows)


def test_the_same_memo_gives_the_same_parts(written, tmp_path):
    parts, folder = written
    write_memo(parts, tmp_path / "again.docx", "อบต.ทดสอบ", AS_OF)
    with zipfile.ZipFile(folder / "memo.docx") as one, zipfile.ZipFile(tmp_path / "again.docx") as other:
        assert {name: one.read(name) for name in one.namelist()} == {
            name: other.read(name) for name in other.namelist()
        }


def test_the_file_says_whose_it_is_and_of_when(written):
    about = Document(str(written[1] / "memo.docx")).core_properties
    assert (about.author, about.created) == ("อบต.ทดสอบ", dt.datetime(2022, 5, 10, tzinfo=dt.UTC))


@needs_libreoffice
def test_libreoffice_opens_it(written, tmp_path):
    parts, folder = written
    text = saved_by_libreoffice(folder / "memo.docx", tmp_path / "office", "txt:Text").read_text("utf-8-sig")
    assert squashed(parts.paragraphs[0]) in squashed(text)
