"""`import itaxl`: what it offers, and the round played with it."""

import ast
import datetime as dt
import inspect
import json
import os
import subprocess
import sys
import typing
from pathlib import Path

import docx
import openpyxl
import pytest
import xlsxwriter

import itaxl
from itaxl.core.problems import CannotGoOn, Problem
from tests.rounds import ISSUED_ON, make

AS_OF = dt.date(2022, 5, 10)

OFFERED = """
    Action CannotGoOn Issue Plan Previous Problem Report Return Severity State Status Tracked __version__ advice consolidate
    fill_template from_frame issue message new_plan read_plan read_returns read_summary severity summarise to_frame write_memo
    write_summary write_tracking
"""


def test_the_public_names_are_these_and_sorted():
    assert itaxl.__all__ == OFFERED.split() == sorted(itaxl.__all__) == dir(itaxl)


@pytest.mark.parametrize("name", OFFERED.split())
def test_each_is_there_and_documented(name):
    offered = getattr(itaxl, name)
    assert isinstance(offered, str) or len(inspect.getdoc(offered)) > 20


def test_type_checkers_see_the_same_names():
    tree = ast.parse(Path(itaxl.__file__).read_text("utf-8"))
    typed = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert typed - {"annotations", "import_module", "TYPE_CHECKING"} == {*itaxl.__all__} - {"__version__"}


def test_a_name_that_is_not_offered_is_told_as_python_does():
    with pytest.raises(AttributeError, match="no attribute 'summary'"):
        itaxl.summary  # noqa: B018
    with pytest.raises(ImportError):
        from itaxl import nothing  # noqa: F401


def test_a_round_from_plan_to_summary(tmp_path):
    make(tmp_path)
    plan, problems = itaxl.read_plan(str(tmp_path / "plan.xlsx"))
    units = ["กองคลัง", "กองช่าง/โยธา"]
    sent = itaxl.write_tracking(itaxl.issue(plan), tmp_path / "returns.xlsx", ISSUED_ON, units)
    report = itaxl.consolidate(itaxl.read_returns(sent), AS_OF, plan, problems)
    data = itaxl.summarise(report, "en")
    assert json.loads(json.dumps(data))["totals"]["actions"] == len(report.actions) > 5
    assert data["files"][0]["actions"] == sum(action["unit"] in units for action in data["actions"])
    assert itaxl.write_summary(report, tmp_path / "summary.xlsx", sent).exists()


def test_the_next_round_needs_only_the_last_summary(tmp_path):
    plan, _, tracking = make(tmp_path)
    report = itaxl.consolidate(itaxl.read_returns(tracking), AS_OF, plan)
    previous = itaxl.read_summary(itaxl.write_summary(report, tmp_path / "summary.xlsx"))
    assert isinstance(previous, itaxl.Previous)
    assert itaxl.issue(plan, previous=previous).round == 2
    later = itaxl.consolidate([], AS_OF + (AS_OF - ISSUED_ON), plan, previous=previous)
    assert [point.as_of for point in later.history] == [AS_OF, dt.date(2022, 7, 19)]
    with pytest.raises(CannotGoOn):
        itaxl.consolidate([], ISSUED_ON, plan, previous=previous)


def test_nothing_is_written_over_unless_it_is_said(tmp_path):
    path = itaxl.new_plan(tmp_path / "plan.xlsx", 2566, ISSUED_ON, "อบต.ทดสอบ")
    before = path.read_bytes()
    with pytest.raises(CannotGoOn, match=r"plan\.xlsx") as stop:
        itaxl.new_plan(path, 2567, ISSUED_ON)
    assert stop.value.problem.code == "output-exists"
    assert path.read_bytes() == before
    itaxl.new_plan(path, 2567, ISSUED_ON, force=True)
    assert path.read_bytes() != before


def test_what_somebody_has_filled_in_is_not_even_replaced_when_it_is_said(tmp_path):
    _, issued, tracking = make(tmp_path)
    itaxl.write_tracking(issued, tracking, ISSUED_ON, force=True)
    book = openpyxl.load_workbook(tracking)
    sheet = next(sheet for sheet in book if sheet.title == "กองคลัง")
    sheet.cell(9, 11).value = "เสร็จ"
    book.save(tracking)
    for write, path, code in (
        (lambda path: itaxl.write_tracking(issued, path, ISSUED_ON, force=True), tracking, "output-filled-in"),
        (
            lambda path: itaxl.write_tracking(issued, path, ISSUED_ON, force=True),
            tmp_path / "plan.xlsx",
            "output-not-ours",
        ),
        (
            lambda path: itaxl.new_plan(path, 2565, ISSUED_ON, force=True),
            tmp_path / "plan.xlsx",
            "output-no-blank-plan",
        ),
    ):
        before = path.read_bytes()
        with pytest.raises(CannotGoOn) as stop:
            write(path)
        assert (stop.value.problem.code, path.read_bytes()) == (code, before)


@pytest.mark.parametrize("what", ["comment", "sheet"])
def test_what_somebody_wrote_beside_the_answers_is_not_replaced_either(tmp_path, what):
    _, issued, tracking = make(tmp_path)
    book = openpyxl.load_workbook(tracking)
    if what == "comment":
        book["กองคลัง"]["K9"].comment = openpyxl.comments.Comment("ขอเลื่อนกำหนด", "x")
    else:
        book.create_sheet("โน้ต")["A1"] = "ขอเลื่อนกำหนด"
    book.save(tracking)
    with pytest.raises(CannotGoOn) as stop:
        itaxl.write_tracking(issued, tracking, ISSUED_ON, force=True)
    assert stop.value.problem.code == "output-filled-in"


def test_what_cannot_go_on_names_its_file(tmp_path):
    """A traceback is all that a script's user sees of it."""
    make(tmp_path)
    with pytest.raises(CannotGoOn, match=r"^tracking\.xlsx: ไฟล์นี้ไม่ใช่แผน"):
        itaxl.read_plan(tmp_path / "tracking.xlsx")


def test_returns_may_be_gone_through_again(tmp_path):
    make(tmp_path)
    returns = itaxl.read_returns(tmp_path / "tracking.xlsx")
    assert len(returns) == 1
    assert itaxl.consolidate(returns, AS_OF) == itaxl.consolidate(returns, AS_OF)


def test_a_day_with_a_time_is_the_day(tmp_path):
    make(tmp_path)
    returns = itaxl.read_returns(tmp_path / "tracking.xlsx")
    assert itaxl.consolidate(returns, dt.datetime(2022, 5, 10, 9)) == itaxl.consolidate(returns, AS_OF)


def test_wrong_arguments_are_refused(tmp_path):
    plan, issued, _ = make(tmp_path)
    with pytest.raises(CannotGoOn):
        itaxl.issue(plan, 0)
    with pytest.raises(CannotGoOn):
        itaxl.new_plan(tmp_path / "new.xlsx", 22, ISSUED_ON)
    for units in (["ไม่มี"], []):
        with pytest.raises(ValueError, match="nothing was issued"):
            itaxl.write_tracking(issued, tmp_path / "new.xlsx", ISSUED_ON, units)
    assert not (tmp_path / "new.xlsx").exists()
    with pytest.raises(CannotGoOn):
        itaxl.write_tracking(issued, tmp_path / "new.xls", ISSUED_ON)
    itaxl.write_tracking(issued, tmp_path / "new.xlsx", ISSUED_ON, "กองคลัง")  # one name is no list of letters


def test_slips_are_told_where_they_are_made(tmp_path):
    plan, issued, tracking = make(tmp_path)
    read = itaxl.read_plan(tmp_path / "plan.xlsx")
    returns = itaxl.read_returns(tracking)
    report = itaxl.consolidate(returns, AS_OF)
    slips = [
        (TypeError, "take the first", lambda: itaxl.issue(read)),
        (TypeError, "take the first", lambda: itaxl.consolidate(returns, AS_OF, read)),
        (TypeError, "read_returns", lambda: itaxl.consolidate(str(tmp_path), AS_OF, plan)),
        (TypeError, "read_returns", lambda: itaxl.consolidate([tracking], AS_OF, plan)),
        (TypeError, "previous", lambda: itaxl.consolidate(returns, AS_OF, plan, previous=report)),
        (TypeError, "as_of", lambda: itaxl.consolidate(returns, "2022-05-10", plan)),
        (ValueError, "Buddhist", lambda: itaxl.consolidate(returns, dt.date(2565, 5, 10), plan)),
        (ValueError, "Buddhist", lambda: itaxl.write_tracking(issued, tmp_path / "x.xlsx", dt.date(2565, 3, 1))),
        (ValueError, "newest, issued, stop", lambda: itaxl.consolidate(returns, AS_OF, on_conflict="oldest")),
        (TypeError, "issued", lambda: itaxl.write_tracking(plan, tmp_path / "x.xlsx", ISSUED_ON)),
        (TypeError, "report", lambda: itaxl.write_summary(itaxl.summarise(report), tmp_path / "x.xlsx")),
        (TypeError, "report", lambda: itaxl.write_memo(None, tmp_path / "x.docx")),
        (TypeError, "report", lambda: itaxl.to_frame(plan)),
        (TypeError, "frame", lambda: itaxl.from_frame({}, report)),
        (ValueError, "th, en", lambda: itaxl.summarise(report, "EN")),
        (ValueError, "th, en", lambda: itaxl.message(Problem("file-empty"), "fr")),
        (ValueError, "empty", lambda: itaxl.read_returns("")),
        (ValueError, "issued to \\['กองไม่มี'\\]; it", lambda: itaxl.write_tracking(issued, "x.xlsx", ISSUED_ON, ["กองคลัง", "กองไม่มี"])),
        (CannotGoOn, "2.0", lambda: itaxl.issue(plan, 2.0)),
        (CannotGoOn, "True", lambda: itaxl.issue(plan, True)),
        (CannotGoOn, "2565.0", lambda: itaxl.new_plan(tmp_path / "x.xlsx", 2565.0, ISSUED_ON)),
        (CannotGoOn, "ชื่อยาวเกินไป", lambda: itaxl.read_plan(tmp_path / ("ก" * 300))),
        (CannotGoOn, "ชื่อยาวเกินไป", lambda: itaxl.read_summary(tmp_path / ("ก" * 300))),
        (CannotGoOn, "ชื่อยาวเกินไป", lambda: itaxl.write_summary(report, tmp_path / ("ก" * 120 + ".xlsx"))),
    ]  # fmt: skip
    for kind, said, slip in slips:
        with pytest.raises(kind, match=said):
            slip()
    assert not list(tmp_path.glob("x.*"))


def test_a_summary_never_takes_the_place_of_a_return(tmp_path):
    make(tmp_path)
    report = itaxl.consolidate(itaxl.read_returns(tmp_path / "tracking.xlsx"), AS_OF)
    with pytest.raises(CannotGoOn) as stop:
        itaxl.write_summary(report, tmp_path / "tracking.xlsx", tmp_path, force=True)
    assert stop.value.problem.code == "output-is-input"


def test_the_memo_is_written_for_word(tmp_path):
    make(tmp_path)
    report = itaxl.consolidate(itaxl.read_returns(tmp_path / "tracking.xlsx"), AS_OF)
    written = itaxl.write_memo(report, tmp_path / "memo.docx")
    assert "บันทึกข้อความ" in [paragraph.text for paragraph in docx.Document(str(written)).paragraphs]
    for name, code in (("memo.docx", "output-exists"), ("memo.xlsx", "output-not-docx")):
        with pytest.raises(CannotGoOn) as stop:
            itaxl.write_memo(report, tmp_path / name)
        assert stop.value.problem.code == code


def test_an_offices_template_is_filled_and_what_is_to_be_told_comes_back(tmp_path):
    make(tmp_path)
    report = itaxl.consolidate(itaxl.read_returns(tmp_path / "tracking.xlsx"), AS_OF)
    book = xlsxwriter.Workbook(str(tmp_path / "office.xlsx"))
    book.add_worksheet("หน้า")
    book.define_name("itaxl_agency", "='หน้า'!$B$2")
    book.define_name("itaxl_agancy", "='หน้า'!$B$3")
    book.close()
    before = (tmp_path / "office.xlsx").read_bytes()
    written, told = itaxl.fill_template(report, tmp_path / "office.xlsx", tmp_path / "filled.xlsx")
    assert openpyxl.load_workbook(written)["หน้า"]["B2"].value == report.settings.agency
    assert [problem.code for problem in told] == ["template-name-unknown", "template-filled", "template-unused"]
    for force in (False, True):
        with pytest.raises(CannotGoOn) as stop:
            itaxl.fill_template(report, tmp_path / "office.xlsx", tmp_path / "office.xlsx", force=force)
        assert stop.value.problem.code == "output-is-input"
    assert (tmp_path / "office.xlsx").read_bytes() == before


def test_an_exception_says_what_is_wrong_and_what_to_do():
    said = str(CannotGoOn(Problem("file-missing", found="x.xlsx")))
    assert said == "ไม่พบไฟล์หรือโฟลเดอร์ “x.xlsx” → ตรวจชื่อและที่อยู่ของไฟล์ แล้วสั่งใหม่"


def test_a_strict_type_checker_knows_the_face(tmp_path):
    script = tmp_path / "stranger.py"
    script.write_text(
        "import datetime as dt\nimport itaxl\n"
        "plan, problems = itaxl.read_plan('p.xlsx')\n"
        "report: itaxl.Report = itaxl.consolidate(itaxl.read_returns('r'), dt.date(2022, 5, 10), plan)\n"
        "late: list[itaxl.Tracked] = [one for one in report.actions if one.state is itaxl.State.OVERDUE]\n"
        "itaxl.write_summary(report, 7)\nitaxl.nope\n",
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--follow-imports=silent", str(script)],
        capture_output=True, text=True, check=False, encoding="utf-8", cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(Path(itaxl.__file__).parents[1])},
    )  # fmt: skip
    errors = [line for line in done.stdout.splitlines() if "stranger.py" in line and ": error:" in line]
    assert len(errors) == 2, done.stdout
    assert 'has incompatible type "int"' in errors[0]
    assert 'has no attribute "nope"' in errors[1]


@pytest.mark.parametrize("name", ["consolidate", "summarise", "message", "write_summary", "read_plan", "issue"])
def test_types_can_be_asked_for_when_the_program_runs(name):
    """As tools do that check arguments by them."""
    assert typing.get_type_hints(getattr(itaxl, name))["return"]
