"""Returns saved as text, as each program does it: the same answers as in the workbook that they were saved from."""

import csv
import datetime as dt
from io import StringIO

import pytest

from itaxl.core.calendar import be_year
from itaxl.core.problems import CannotGoOn, Word
from itaxl.core.reading import CellError, shown
from itaxl.core.records import Outcome
from itaxl.excel import csvgrid
from itaxl.excel.csvgrid import read_csv
from itaxl.excel.gate import admit
from itaxl.excel.grids import Workbook
from itaxl.excel.hands import Hands
from itaxl.excel.return_reader import read_return
from itaxl.excel.worker import read_apart
from tests.rounds import SAVED_AT, SITE, make, report

AS_OF = dt.date(2022, 5, 10)
UNIT = "กองคลัง"
WRITTEN = {
    "Google": ("utf-8", ",", "\r\n"),
    "Excel's CSV UTF-8": ("utf-8-sig", ",", "\r\n"),
    "Excel's CSV on a Thai Windows": ("cp874", ",", "\r\n"),
    "Excel's CSV where the comma is decimal": ("cp874", ";", "\r\n"),
    "Excel's Unicode text": ("utf-16", "\t", "\r\n"),
    "UTF-16 without its mark": ("utf-16-le", "\t", "\r\n"),
    "big-endian UTF-16 without its mark": ("utf-16-be", ",", "\n"),
    "LibreOffice": ("utf-8", ";", "\n"),
    "an old Mac": ("utf-8", ",", "\r"),
}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """(the plan, the returned workbook, its sheet as rows of text as Excel exports it: dates as a Thai sees them)."""
    folder = tmp_path_factory.mktemp("office")
    plan, _, tracking = make(folder)
    hands = Hands(tracking)
    hands.answer(
        UNIT, "O2", status="ดำเนินการแล้วเสร็จ", progress=100, completed_on=dt.date(2022, 4, 20), evidence=f"{SITE}/o2\n{SITE}/o2b",
        explanation='เมนู "ITA", แถวแรก;\tกด', remarks="a,b",
    )  # fmt: skip
    hands.answer(UNIT, "O15", status="อยู่ระหว่างดำเนินการ", progress=40.5, remarks="#REF!")
    hands.save(folder / "back.xlsx", SAVED_AT, "ก")
    grid = Workbook(admit(folder / "back.xlsx", "back.xlsx")).grid(UNIT)
    rows = [[""] * grid.left + [exported(value) for value in values] for values in grid.rows]
    return plan, folder / "back.xlsx", [[] for _ in range(grid.top)] + rows


def exported(value):
    if isinstance(value, dt.date):
        return f"{value.day}/{value.month}/{be_year(value)}"
    return shown(value)


def written(rows, separator=",", end="\r\n"):
    text = StringIO(newline="")
    quoting = csv.QUOTE_ALL if end == "\r" else csv.QUOTE_MINIMAL
    csv.writer(text, delimiter=separator, lineterminator=end, quoting=quoting).writerows(rows)
    return text.getvalue()


def answers(result):
    return [(tracked.action.ref, tracked.status, dict(tracked.answers), tracked.evidence) for tracked in result.actions]


@pytest.mark.parametrize("program", WRITTEN)
def test_the_answers_are_the_same_as_in_the_workbook(office, tmp_path, program):
    plan, workbook, rows = office
    encoding, separator, end = WRITTEN[program]
    path = tmp_path / f"{UNIT}.csv"
    path.write_bytes(written(rows, separator, end).encode(encoding, "replace"))
    result = report(AS_OF, path, plan=plan)
    assert answers(result) == answers(report(AS_OF, workbook, plan=plan))
    [file] = result.files
    assert (file.outcome, file.reason) == (Outcome.READ, None)
    assert [problem.cell for problem in result.problems if problem.code == "cell-error"]


@pytest.mark.parametrize(("typed", "told"), [("24/11/2569", False), ("24 พ.ย. 2569", False), ("ขอเลื่อนส่ง", True)])
def test_our_own_dates_above_the_table_are_texts_here_and_not_told(office, tmp_path, typed, told):
    """Excel has worked them out: a date after its label is ours, a word that stands there is the unit's."""
    plan, _, rows = office
    rows = [list(values) for values in rows]
    rows[2][4] = rows[1][12] = typed
    (tmp_path / f"{UNIT}.csv").write_text(written(rows), "utf-8")
    codes = {problem.code for problem in report(AS_OF, tmp_path / f"{UNIT}.csv", plan=plan).problems}
    assert ("cells-outside" in codes) is told


def test_what_a_csv_cannot_show_is_said_once(office, tmp_path):
    (tmp_path / "x.csv").write_text(written(office[2]), "utf-8")
    [problem] = read_return(tmp_path / "x.csv", "x.csv").problems
    assert problem.code == "format-blind"
    assert {Word.OTHER_SHEETS, Word.NUMBER_FORMATS, Word.COMMENTS, Word.LINKS} <= set(dict(problem.facts)["unseen"])


@pytest.mark.parametrize("name", ["กองคลัง.csv", "สำเนาของ กองคลัง (1).csv", "กองคลัง - Copy.CSV", "x.csv"])
def test_the_unit_is_found_by_refs_by_the_file_s_name_or_by_what_stands_above(office, tmp_path, name):
    plan, _, rows = office
    header = next(place for place, values in enumerate(rows) if "สถานะ" in values)
    bare = [values[1:] for values in rows[header : header + 1] + rows[header + 2 :]]  # without refs and keys
    above = [["แบบติดตาม"], ["หน่วยงาน: กองคลัง"]] if name == "x.csv" else []
    (tmp_path / name).write_text(written(above + bare), "utf-8")
    result = report(AS_OF, tmp_path / name, plan=plan)
    assert [tracked.action.title for tracked in result.actions if tracked.reported] == [
        tracked.action.title for tracked in result.actions if tracked.action.unit == UNIT
    ]


@pytest.mark.parametrize("name", ["กองคลัง.xls", "กองคลัง.txt", "กองคลัง.xlsx"])
def test_a_table_of_ours_is_read_whatever_the_file_is_called(office, tmp_path, name):
    plan, workbook, rows = office
    (tmp_path / name).write_bytes(written(rows, "\t").encode("utf-16"))
    assert answers(report(AS_OF, tmp_path / name, plan=plan)) == answers(report(AS_OF, workbook, plan=plan))


def test_a_problem_names_the_cell_as_excel_shows_it(office, tmp_path):
    plan, _, rows = office
    place = next(number for number, values in enumerate(rows, 1) if "O2" in values)
    rows = [list(values) for values in rows]
    where = next(values for values in rows if "สถานะ" in values).index("สถานะ")
    rows[place - 1][where] = "ไปเรื่อย ๆ"
    (tmp_path / "กองคลัง.csv").write_text("sep=;\n" + written(rows, ";"), "utf-8-sig")
    [problem] = [
        each for each in report(AS_OF, tmp_path / "กองคลัง.csv", plan=plan).problems if each.code == "status-unreadable"
    ]
    assert (problem.file, problem.sheet, problem.cell) == ("กองคลัง.csv", UNIT, f"{chr(65 + where)}{place}")


SEPARATED = [
    ("a,b;c\r\n1,2;3", [["a", "b;c"], ["1", "2;3"]]),
    ("a;b\r\n1;2", [["a", "b"], ["1", "2"]]),
    ("sep=;\r\na;b,c,d", [["a", "b,c,d"]]),
    ('a\tb\n"x\r\ny"\t#N/A', [["a", "b"], ["x\r\ny", "#N/A"]]),
    ('หัวข้อ;สถานะ;ก,ข,ค,ง\n"ก\n\nข";#REF! ;', [["หัวข้อ", "สถานะ", "ก,ข,ค,ง"], ["ก\n\nข", "#REF! ", ""]]),
    ("", []),
    ("\n\nก", [[], [], ["ก"]]),
]


@pytest.mark.parametrize(("text", "rows"), SEPARATED)
def test_the_separator_is_what_makes_a_table_of_it(text, rows):
    assert [list(values) for values in read_csv("x.csv", text.encode()).rows] == rows


def test_only_a_whole_error_value_is_an_error_cell():
    [values] = read_csv("x.csv", b"#REF!,#DIV/0!,#NAME?,# REF!,#REF! x,#1").rows
    assert [isinstance(value, CellError) for value in values] == [True, True, True, False, False, False]


REFUSED = [
    ("x.csv", b"\x81\x82\x83", "csv-undecodable"),
    ("x.csv", "ก".encode() * 20 + b"\xff", "csv-undecodable"),
    ("x.csv", b"\xff\xfe\x00", "csv-undecodable"),
    ("x.csv", b"\0\1\2\3" * 50, "csv-undecodable"),
    ("x.csv", b'"a,b\n' + b"x" * 200_000, "file-damaged"),
    ("x.csv", b"\x89PNG\r\n", "file-not-workbook"),
    ("x.csv", b"<html><table><tr><td>1</td></tr></table>", "file-not-workbook"),
    ("x.csv", b"", "file-empty"),
    ("x.txt", "ก,ข\n1,2".encode(), "file-not-workbook"),
]


@pytest.mark.parametrize(("name", "data", "code"), REFUSED)
def test_what_is_no_table_is_refused_with_its_reason(tmp_path, name, data, code):
    (tmp_path / name).write_bytes(data)
    assert read_return(tmp_path / name, name).refused.code == code


def test_more_cells_than_a_sheet_of_ours_can_have_are_refused_while_they_are_counted(monkeypatch):
    monkeypatch.setattr(csvgrid, "MOST_CELLS", 100)
    read_csv("x.csv", b"a,b\n" * 50)
    with pytest.raises(CannotGoOn) as stop:
        read_csv("x.csv", b"a,b\n" * 51)
    assert stop.value.problem.code == "file-too-large"


def test_our_own_csv_of_all_actions_is_no_return(office, tmp_path):
    from itaxl.core.reportdata import csv_rows

    plan, workbook, _ = office
    (tmp_path / "all.csv").write_text("\ufeff" + written(csv_rows(report(AS_OF, workbook, plan=plan))), "utf-8")
    skipped = read_return(tmp_path / "all.csv", "all.csv").skipped
    assert (skipped.code, dict(skipped.facts)["kind"]) == ("file-ours", Word.ACTIONS)


@pytest.mark.parametrize("text", [b"a", b",", b'"', b"\n", b"\r", b"a,b\n", "สถานะ,".encode(), b"\0", b'"a\n'])
def test_a_csv_larger_than_any_unit_s_is_refused_at_once(tmp_path, text):
    """Whatever is in it: as a table it would take many times the memory."""
    (tmp_path / "x.csv").write_bytes(text * (csvgrid.LARGEST // len(text) + 1))
    assert read_return(tmp_path / "x.csv", "x.csv").refused.code == "file-too-large"
    (tmp_path / "x.csv").rename(tmp_path / "x.txt")
    assert read_return(tmp_path / "x.txt", "x.txt").refused.code == "file-not-workbook"


@pytest.mark.parametrize("text", [b"a", b",", b'"', b"\n", b"\r", b"#N/A,", "สถานะ,".encode(), b"\0", b'"a\n'])
def test_a_csv_nearly_as_large_is_a_matter_of_neither_time_nor_memory(tmp_path, text):
    (tmp_path / "x.csv").write_bytes(text * (csvgrid.LARGEST // len(text)))
    [returned] = read_apart([(tmp_path / "x.csv", "x.csv")])
    expected = {"file-damaged", "file-too-large", "csv-undecodable"}
    assert returned.refused is None or returned.refused.code in expected, returned.refused


def test_a_separator_by_which_the_file_is_damaged_is_not_its_own():
    """A quote that is none under another separator would begin a cell of all the rest."""
    text = 'หัวข้อ,สถานะ\n"ก\n",เสร็จแล้ว\n' + "ข,ยกเลิก\n" * 20_000
    grid = read_csv("กองคลัง.csv", text.encode())
    assert (len(grid.rows), list(grid.rows[-1])) == (20_002, ["ข", "ยกเลิก"])
