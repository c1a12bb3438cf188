"""Three rounds through real files: each summary is all that the next round needs of the last one."""

import datetime as dt
import shutil
import zipfile

import openpyxl
import pytest

from itaxl import library
from itaxl.core.carriedsummary import as_previous
from itaxl.core.consolidation import counted
from itaxl.core.issuing import issue
from itaxl.core.layout import HIDDEN_SHEET
from itaxl.core.problems import CannotGoOn
from itaxl.core.statuses import Status
from itaxl.excel.hands import Hands
from itaxl.excel.summary_writer import write_summary
from itaxl.excel.tracking_writer import write_tracking
from tests.office import needs_libreoffice, saved_by_libreoffice
from tests.rounds import ISSUED_ON, SAVED_AT, SITE, make
from tests.tables import report_of, tracked

MARCH, APRIL, MAY = dt.date(2022, 3, 31), dt.date(2022, 4, 20), dt.date(2022, 5, 20)


def summed_up(folder, name, as_of, plan, previous=None):
    """(the report of what lies in the folder of this name, its summary, read back under a name of the planner's own)."""
    report = library.consolidate(library.read_returns(folder / name), as_of, plan, previous=previous)
    library.write_summary(report, folder / f"{name}.xlsx")
    renamed = folder / f"ส่งนายก {name} (แก้ชื่อ).xlsx"
    shutil.copy(folder / f"{name}.xlsx", renamed)
    return report, library.read_summary(renamed)


def filled_in(folder, tracking, name, fill):
    """Has somebody fill the tracking workbook in and return it into the folder of this name."""
    hands = Hands(tracking)
    fill(hands)
    (folder / name).mkdir(exist_ok=True)
    hands.save(folder / name / "back.xlsx", SAVED_AT, "")


def _march(hands):
    hands.answer("กองคลัง", "O2", status="กำลังทำ", progress=40, remarks="รอ\nข้อมูล")
    hands.add("กองคลัง", title="งานเพิ่ม", method="ทำเอง", due_on="30 เม.ย. 65", status="กำลังทำ")
    hands.answer("สำนักปลัด", "O1", status="เสร็จแล้ว", completed_on="20 มี.ค. 65", evidence=f"{SITE}/o1\n{SITE}/b")


def _april(hands):
    """สำนักปลัด returns nothing; กองคลัง finishes one, and the other is taken up in the rows that came prefilled."""
    finished = dt.date(2022, 4, 18)
    hands.answer("กองคลัง", "O2", status="เสร็จแล้ว", progress=100, completed_on=finished, evidence=f"{SITE}/o2")
    hands.answer("กองคลัง", "งานเพิ่ม", progress=80)


def _may(hands):
    hands.answer("กองคลัง", "O2", status="กำลังทำ", progress=90)
    hands.answer("สำนักปลัด", "O1", evidence=f"{SITE}/o1")


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    """The reports and what was read back of the summaries of three rounds."""
    folder = tmp_path_factory.mktemp("chain")
    plan, _, tracking = make(folder)
    reports, summaries, issues = [], [None], []
    for number, (name, as_of, fill) in enumerate(
        (("มี.ค.", MARCH, _march), ("เม.ย.", APRIL, _april), ("พ.ค.", MAY, _may))
    ):
        if number:
            issued = issue(plan, previous=summaries[-1])
            tracking = folder / f"tracking-{issued.round}.xlsx"
            write_tracking(issued, tracking, ISSUED_ON)
            issues.append(issued)
        filled_in(folder, tracking, name, fill)
        report, summary = summed_up(folder, name, as_of, plan, summaries[-1])
        reports.append(report)
        summaries.append(summary)
    return folder, reports, summaries[1:], issues


def told(report):
    return [(change.kind.value, change.action.ref) for change in report.changes]


def test_the_rounds_count_on_and_the_history_grows(chain):
    _, reports, summaries, issues = chain
    assert [report.round for report in reports] == [1, 2, 3]
    assert [issued.known_on for issued in issues] == [MARCH, APRIL]
    assert [point.as_of for point in summaries[-1].history] == [MARCH, APRIL, MAY]
    assert [point.completed for point in summaries[-1].history] == [1, 2, 1]
    assert summaries[-1].history == reports[-1].history


def test_each_summary_tells_what_changed_since_the_one_before(chain):
    _, (march, april, may), *_ = chain
    assert march.changes == ()
    assert told(april) == [("done", "2565-กองคลัง-O2-1")]  # late in March, finished in April
    late = [ref for kind, ref in told(may) if kind == "late"]
    assert "2565-กองคลัง-O2-1" in late and "+กองคลัง-1" in late
    assert [each for each in told(may) if each[0] not in ("late",)] == [
        ("reopened", "2565-กองคลัง-O2-1"),
        ("evidence", "2565-สำนักปลัด-O1-1"),
    ]


def test_a_unit_that_returned_nothing_in_april_keeps_march(chain):
    _, (_, april, may), *_ = chain
    [kept] = [each for each in april.actions if each.action.ref == "2565-สำนักปลัด-O1-1"]
    assert (kept.status, kept.reported, kept.carried_over) == (Status.COMPLETED, False, True)
    assert kept.evidence == (f"{SITE}/o1", f"{SITE}/b")
    assert "สำนักปลัด" in april.silent_units and "สำนักปลัด" not in may.silent_units


def test_the_prefilled_workbook_shows_the_last_answers_where_they_were_given(chain):
    folder, *_ = chain
    hands = Hands(folder / "tracking-2.xlsx")
    sheet, row = hands.sheet("กองคลัง"), hands.row("กองคลัง", "O2")
    shown = {key: sheet.cell(row, hands.column("กองคลัง", key)).value for key in ("status", "progress", "remarks")}
    assert shown == {"status": "อยู่ระหว่างดำเนินการ", "progress": 40, "remarks": "รอ\nข้อมูล"}
    added = hands.row("กองคลัง", "งานเพิ่ม")
    assert sheet.cell(added, hands.column("กองคลัง", "ref")).value == "+กองคลัง-1"
    assert sheet.cell(added, hands.column("กองคลัง", "due_on")).value == dt.datetime(2022, 4, 30)
    assert not sheet.cell(added + 1, hands.column("กองคลัง", "title")).value


def test_what_a_unit_added_is_one_action_in_all_rounds(chain):
    _, reports, *_ = chain
    for report, progress in zip(reports, (None, 80, 80), strict=True):
        [added] = [each for each in report.actions if each.added]
        assert (added.action.ref, added.progress, added.points) == ("+กองคลัง-1", progress, None)


def test_a_prefilled_workbook_that_comes_back_untouched_changes_nothing(chain):
    folder, reports, summaries, _ = chain
    plan, _ = library.read_plan(folder / "plan.xlsx")
    untouched = library.read_returns(folder / "tracking-3.xlsx")
    again = library.consolidate(untouched, APRIL, plan, previous=summaries[1])
    assert again.changes == ()
    assert not any(tracked.reported for tracked in again.actions)
    assert [tracked.answers for tracked in again.actions] == [tracked.answers for tracked in reports[1].actions]
    without = library.consolidate(untouched, APRIL, plan)  # the workbook itself carries what was known
    assert [tracked.status for tracked in without.actions] == [tracked.status for tracked in reports[1].actions]


def test_of_a_summary_the_hidden_sheet_alone_is_read(chain, tmp_path):
    """So that it takes no longer than it must, and whatever became of the others."""
    folder, _, summaries, _ = chain
    path = tmp_path / "เม.ย..xlsx"
    with zipfile.ZipFile(folder / path.name) as archive, zipfile.ZipFile(path, "w") as copy:
        for name in archive.namelist():
            copy.writestr(name, archive.read(name))  # not compressed
    data = path.read_bytes()
    damaged = data.replace(b"<sheetData><row", b"<sheetData><rOw", 1)
    assert damaged != data
    path.write_bytes(damaged)
    assert library.read_summary(path).issue == summaries[1].issue


@needs_libreoffice
def test_a_summary_that_was_opened_and_saved_in_another_program_still_serves(chain, tmp_path):
    folder, _, summaries, _ = chain
    saved = saved_by_libreoffice(folder / "เม.ย..xlsx", tmp_path / "office")
    again = library.read_summary(saved)
    assert (again.as_of, again.issue, again.heard, again.history) == (
        summaries[1].as_of, summaries[1].issue, summaries[1].heard, summaries[1].history
    )  # fmt: skip


# --- what is no summary of ours ----------------------------------------------------------------------------


def _newer(path):
    _changed(path, "format", "2")


def _damaged(path):
    _changed(path, "as_of", "วันนั้น")


def _changed(path, key, value):
    book = openpyxl.load_workbook(path)
    for row in book[HIDDEN_SHEET].iter_rows():
        if row[0].value == key:
            row[1].value = value
    book.save(path)


def _stripped(path):
    book = openpyxl.load_workbook(path)
    del book[HIDDEN_SHEET]
    book.save(path)


def _no_workbook(path):
    path.write_text("สรุป")


REFUSED = [
    (_newer, "file-newer"),
    (_damaged, "previous-damaged"),
    (_stripped, "previous-not-one"),
    (_no_workbook, "file-not-workbook"),
]


@pytest.mark.parametrize(("harm", "code"), REFUSED)
def test_what_cannot_be_read_as_a_summary_says_why(chain, tmp_path, harm, code):
    path = tmp_path / "สรุป.xlsx"
    shutil.copy(chain[0] / "เม.ย..xlsx", path)
    harm(path)
    with pytest.raises(CannotGoOn) as stop:
        library.read_summary(path)
    assert (stop.value.problem.code, stop.value.problem.file) == (code, "สรุป.xlsx")


@pytest.mark.parametrize(
    ("name", "code"),
    [("plan.xlsx", "previous-not-one"), ("tracking.xlsx", "previous-not-one"), ("no.xlsx", "file-missing")],
)
def test_other_workbooks_of_ours_are_no_summary(chain, name, code):
    with pytest.raises(CannotGoOn) as stop:
        library.read_summary(chain[0] / name)
    assert stop.value.problem.code == code


# --- how the summary shows it ------------------------------------------------------------------------------


def test_the_sheet_of_changes_lists_each_with_before_and_now(chain):
    folder, (_, _, may), *_ = chain
    sheet = openpyxl.load_workbook(folder / "พ.ค..xlsx")["เปลี่ยนแปลง"]
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    assert len(rows) == len(may.changes)
    by_kind = {(row[3], row[6]): row[4:6] for row in rows}
    assert by_kind["กลับมาทำใหม่", "2565-กองคลัง-O2-1"] == ("ดำเนินการแล้วเสร็จ", "อยู่ระหว่างดำเนินการ")
    assert by_kind["เกินกำหนด", "+กองคลัง-1"] == ("ยังทันกำหนด", "เกินกำหนด")
    assert by_kind["หลักฐานเปลี่ยน", "2565-สำนักปลัด-O1-1"] == (f"{SITE}/o1\n{SITE}/b", f"{SITE}/o1")
    assert "เทียบกับสรุป ณ 20 เม.ย. 2565" in sheet["A2"].value


def test_an_action_that_became_done_with_its_evidence_is_one_line_that_says_both(chain):
    folder, (_, april, _), *_ = chain
    done = [change for change in april.changes if change.kind == "done" and change.evidence_after]
    assert done
    rows = list(openpyxl.load_workbook(folder / "เม.ย..xlsx")["เปลี่ยนแปลง"].iter_rows(min_row=5, values_only=True))
    for change in done:
        [row] = [row for row in rows if row[6] == change.action.ref]
        assert row[5] == "\n".join(("ดำเนินการแล้วเสร็จ", *change.evidence_after))


def test_without_an_earlier_summary_the_sheet_says_so(chain):
    sheet = openpyxl.load_workbook(chain[0] / "มี.ค..xlsx")["เปลี่ยนแปลง"]
    assert "ไม่มีไฟล์สรุปครั้งก่อนให้เทียบ" in sheet["A5"].value


def line_of(path):
    page = openpyxl.load_workbook(path, data_only=True)["สรุป"]
    return [
        row[0] for row in page.iter_rows(values_only=True) if isinstance(row[0], str) and row[0].startswith("ตั้งแต่ ")
    ]


def test_the_page_says_in_one_line_how_the_round_moved(chain):
    folder, (_, _, may), *_ = chain
    assert line_of(folder / "มี.ค..xlsx") == []
    assert line_of(folder / "เม.ย..xlsx")[0].startswith("ตั้งแต่ 31 มี.ค. 2565: เสร็จเพิ่ม 1 · คะแนนประมาณ ")
    late = sum(change.kind == "late" for change in may.changes)
    assert line_of(folder / "พ.ค..xlsx")[0].startswith(f"ตั้งแต่ 20 เม.ย. 2565: เกินกำหนดเพิ่ม {late} · กลับมาทำใหม่ 1 · คะแนน")


def test_an_estimate_that_did_not_move_is_said_once(tmp_path):
    share = tracked("O1", Status.IN_PROGRESS)
    before = as_previous(report_of(share, as_of=dt.date(2022, 5, 1), last_score=70.0))
    write_summary(
        counted(report_of(share, last_score=70.0)._replace(previous=before), [share], frozenset()), tmp_path / "s.xlsx"
    )
    assert line_of(tmp_path / "s.xlsx") == ["ตั้งแต่ 1 พ.ค. 2565: ไม่มีการเปลี่ยนแปลง · คะแนนประมาณเท่าเดิม 70.00"]


def test_a_carried_answer_says_where_it_is_from(chain):
    sheet = openpyxl.load_workbook(chain[0] / "เม.ย..xlsx")["รายการทั้งหมด"]
    header = {cell.value: cell.column - 1 for cell in sheet[4]}
    [row] = [
        row for row in sheet.iter_rows(min_row=5, values_only=True) if row[header["รหัสอ้างอิง"]] == "2565-สำนักปลัด-O1-1"
    ]
    assert row[header["การรายงาน"]] == "ไม่ส่งรายงาน"
    assert row[header["ที่มา"]].endswith("(คำตอบเดิมจากสรุปครั้งก่อน)")  # its row came back as it was issued


@needs_libreoffice
def test_the_numbers_of_the_line_and_of_the_trend_are_what_their_formulas_give(chain, tmp_path):
    path = chain[0] / "พ.ค..xlsx"
    carried = openpyxl.load_workbook(path, data_only=True)["สรุป"]
    office = openpyxl.load_workbook(saved_by_libreoffice(path, tmp_path / "office"), data_only=True)["สรุป"]
    formulas = [
        cell for row in openpyxl.load_workbook(path)["สรุป"].iter_rows() for cell in row if cell.data_type == "f"
    ]
    for part in ("COUNTIF('เปลี่ยนแปลง'", '"<="&'):
        assert any(part in cell.value for cell in formulas)
    for cell in formulas:
        assert carried[cell.coordinate].value == office[cell.coordinate].value, cell.coordinate
