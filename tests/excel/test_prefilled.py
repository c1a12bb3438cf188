"""What is issued with last answers in place comes back equal when nobody touches it."""

import datetime as dt

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itaxl.core.issuing import issue, prefilled
from itaxl.core.returns import understand
from itaxl.core.statuses import Status
from itaxl.excel import book
from itaxl.excel.return_reader import read_return
from itaxl.excel.tracking_writer import write_tracking
from tests.office import needs_libreoffice, saved_by_libreoffice
from tests.rounds import ISSUED_ON, SITE, make

AS_OF = dt.date(2022, 4, 10)
DONE = {"status": Status.COMPLETED, "progress": 100, "completed_on": dt.date(2022, 4, 1), "explanation": "ดู > ที่นี่"}
ADDRESSES = (
    f"{SITE}/o1",
    f"{SITE}/โครงสร้าง/หน้า-1",
    f"{SITE}/ข้อ?a=1&b=%E0%B8%81#ส่วนที่-2",
    f"{SITE}/a[1]{{2}}^`~|",
    f"{SITE}/100%",
    f"{SITE}/#",
    f"{SITE}/a#b#c",
    f"{SITE}/" + "ก" * 3000,
)


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    return make(tmp_path_factory.mktemp("plan"))[0]


def written(plan, path, *addresses):
    """The round issued to `path` with these addresses as evidence of the first actions."""
    issued = issue(plan)
    answers = {each.ref: {**DONE, "evidence": (text,)} for each, text in zip(issued.actions, addresses, strict=False)}
    issued = prefilled(issued, answers, AS_OF)
    write_tracking(issued, path, ISSUED_ON)
    return issued


def untouched(path, issued):
    """Read back: nothing has changed, nothing is complained of."""
    back = understand(read_return(path, path.name), issued)
    rows = {row.action.ref: row for row in back.rows}
    for action in issued.actions:
        if action.answers:
            row = rows[action.ref]
            assert {key: answer.value for key, answer in row.answers.items()} == action.answers
            assert not row.is_touched, (row.changed, row.cleared)
    assert [problem.code for problem in back.problems] == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_evidence_of_one_address_reads_back_as_it_was_issued(plan, tmp_path, address):
    untouched(tmp_path / "next.xlsx", written(plan, tmp_path / "next.xlsx", address.removesuffix("|")))


def test_nothing_that_we_write_stands_beside_the_values_when_it_is_read(plan, tmp_path):
    """Our formulas are known as ours, at no cost, and our links are evidence."""
    written(plan, tmp_path / "next.xlsx", *ADDRESSES)
    assert [grid.sheet for grid in read_return(tmp_path / "next.xlsx", "next.xlsx").grids if grid.asides] == []


@settings(max_examples=30)
@given(st.text(st.sampled_from("aก/%#?&=[]{}^`~!$'()*+,;:@-_.2F"), max_size=30))
def test_any_address_reads_back_as_it_was_issued(plan, tmp_path_factory, ending):
    path = tmp_path_factory.mktemp("any") / "next.xlsx"
    untouched(path, written(plan, path, f"{SITE}/{ending}x"))


def evidence_cells(path, sheet="สำนักปลัด"):
    column = [cell.value for cell in openpyxl.load_workbook(path)[sheet][5]].index("หลักฐาน (URL)") + 1
    return [row[column - 1] for row in openpyxl.load_workbook(path)[sheet].iter_rows(min_row=7)]


def test_one_address_is_a_link_and_several_are_a_text(plan, tmp_path):
    issued = issue(plan)
    one, two, *_ = (each for each in issued.actions if each.unit == "สำนักปลัด")
    answers = {one.ref: {"evidence": (f"{SITE}/a",)}, two.ref: {"evidence": (f"{SITE}/a", f"{SITE}/b")}}
    write_tracking(prefilled(issued, answers, AS_OF), tmp_path / "next.xlsx", ISSUED_ON)
    first, second, *_ = evidence_cells(tmp_path / "next.xlsx")
    assert (first.value, first.hyperlink.target, first.protection.locked) == (f"{SITE}/a", f"{SITE}/a", False)
    assert (second.value, second.hyperlink) == (f"{SITE}/a\n{SITE}/b", None)


def test_an_address_longer_than_excel_takes_is_a_text(plan, tmp_path):
    longest = SITE + "/" + "ก" * (book.MAX_ADDRESS - len(SITE) - 1)
    for address, linked in ((longest, True), (longest + "ก", False)):
        issued = written(plan, tmp_path / "next.xlsx", address)
        assert bool(evidence_cells(tmp_path / "next.xlsx")[0].hyperlink) is linked
        untouched(tmp_path / "next.xlsx", issued)


def test_more_links_than_a_sheet_takes_are_texts(plan, tmp_path, monkeypatch):
    monkeypatch.setattr(book, "MAX_LINKS", 1)
    issued = written(plan, tmp_path / "next.xlsx", *[f"{SITE}/{number}" for number in range(8)])
    linked = [bool(cell.hyperlink) for cell in evidence_cells(tmp_path / "next.xlsx") if cell.value]
    assert linked == [True, False]
    untouched(tmp_path / "next.xlsx", issued)


@needs_libreoffice
def test_saved_by_libreoffice_it_is_untouched_still(plan, tmp_path):
    issued = written(plan, tmp_path / "next.xlsx", *ADDRESSES[:3])
    untouched(saved_by_libreoffice(tmp_path / "next.xlsx", tmp_path / "office"), issued)
