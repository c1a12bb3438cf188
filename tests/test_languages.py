"""A messy round told in both languages: the same codes and numbers, and no Thai in English but what is quoted."""

import datetime as dt
import json
import re
import sys
import zipfile
from pathlib import Path

import pytest

from itaxl import commands
from itaxl.cli import main
from itaxl.core import planlayout
from itaxl.core.layout import COLUMNS
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.sentences import advice, message
from itaxl.core.statuses import WORDS
from itaxl.excel.hands import Hands
from itaxl.excel.plan_writer import write_plan
from itaxl.terminal import list_problems, place_of
from tests.rounds import ISSUED_ON, SAVED_AT, SITE, draft, make

THAI = re.compile(r"[\u0e00-\u0e7f]")
TOLD = ("message", "advice", "reason")
NAMES = {
    *(column.header for column in COLUMNS),
    *(column.header for sheet in planlayout.SHEETS.values() for column in sheet.columns),
    *(setting.name for setting in planlayout.SETTING_ROWS),
    *planlayout.SHEETS,
    *WORDS.values(),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A round in which everybody makes mistakes, and a plan that has changed since it was issued."""
    folder = tmp_path_factory.mktemp("round")
    make(folder)
    returns = folder / "returns"
    returns.mkdir()
    palad, klang, again = (Hands(folder / "tracking.xlsx") for _ in range(3))
    palad.answer(
        "สำนักปลัด", "O1", status="ไม่ได้ดำเนินการ", progress=0.6, completed_on="04/30/2565", evidence="อยู่ในแฟ้ม",
        reported_on=dt.date(2565, 4, 28),
    )  # fmt: skip
    palad.answer("สำนักปลัด", "O15", status="เสร็จ", completed_on="เม.ย. 65", evidence="https://elsewhere.example/x")
    palad.add("สำนักปลัด", title="งานเพิ่มเอง", due_on="5/4", status="ไปเรื่อย ๆ")
    palad.sheet("กองช่าง โยธา").title = "ใครก็ไม่รู้"
    palad.save(returns / "สำนักปลัด.xlsx", SAVED_AT, "ปลัด")
    klang.answer("กองคลัง", "O2", status="เสร็จ", completed_on=dt.date(1965, 3, 20), reported_on="20 มี.ค. 65")
    klang.link("กองคลัง", "O2", f"{SITE}/o2", f"{SITE}/o3")
    klang.answer("กองคลัง", "O15", progress=50, evidence="=1/0")
    klang.save(returns / "กองคลัง.xlsx", SAVED_AT, "คลัง")
    again.answer("กองคลัง", "O2", status="เสร็จ", completed_on=dt.date(2022, 3, 25), reported_on="28 มี.ค.")
    again.save(returns / "กองคลัง แก้ไข.xlsx", SAVED_AT + dt.timedelta(days=1), "คลัง")
    (returns / "สำเนา.xlsx").write_bytes((returns / "กองคลัง.xlsx").read_bytes())
    for name, content in {
        "รูป": b"\x89PNG", "ว่าง": b"", "จดหมาย": b"text", "หน้าเว็บ": b"<html>", "ครึ่งเดียว": b"PK\3\4", "~$เปิดอยู่": b"x",
    }.items():  # fmt: skip
        (returns / f"{name}.xlsx").write_bytes(content)
    (returns / "แผน.xlsx").write_bytes((folder / "plan.xlsx").read_bytes())
    changed = draft(next_working_day="ใช่", target=90, period="1 มี.ค. - 30 เม.ย. 65", website="")
    first, second, *others = changed.measures
    measures = (first, {**second, "period": "เม.ย. 65", "units": "กองคลัง/กองลับ"}, *others[1:])
    measures += ({"item": "O99", "title": "ไม่มีในปีนี้", "units": "", "period": "เมื่อพร้อม"},)
    write_plan(changed._replace(measures=measures), folder / "plan.xlsx", ISSUED_ON)
    return folder


def told(folder, capsys, language):
    """(all that was printed, the JSON) of the round, checked and consolidated in a language."""
    data = folder / f"{language}.json"
    common = [str(folder / "returns"), "--plan", str(folder / "plan.xlsx"), "--as-of", "10/5/65", "--force"]
    assert main(["check", *common, "--lang", language]) == 1
    written = ["-o", str(folder / "summary.xlsx"), "--json", str(data)]
    assert main(["--lang", language, "consolidate", *common, *written]) == 1
    said = capsys.readouterr()
    return said.out + said.err, json.loads(data.read_text("utf-8"))


def parts(data, *, told):
    """Every value of the JSON with its path: those that are told in a language, or the others."""

    def walk(value, path):
        if isinstance(value, dict | list):
            for key, each in value.items() if isinstance(value, dict) else enumerate(value):
                yield from walk(each, (*path, key))
        elif (path[-1] in TOLD) is told:
            yield path, value

    return list(walk(data, ()))


def without(text, names):
    """The text without these names, longest first, and without what stands in quotation marks."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return re.sub("“[^”]*”", "", text)


def test_codes_and_numbers_are_the_same_in_both_languages_and_english_is_english(folder, capsys):
    thai_print, thai = told(folder, capsys, "th")
    english_print, english = told(folder, capsys, "en")
    assert parts(thai, told=False) == parts(english, told=False)
    assert len({problem["code"] for problem in english["problems"]}) >= 30
    own = {value for _, value in parts(english, told=False) if isinstance(value, str) and THAI.search(value)}
    names = {*own, *NAMES, *(part.strip() for value in own for part in value.splitlines()), "ทดสอบ"}
    for line in [*english_print.splitlines(), *(value for _, value in parts(english, told=True) if value)]:
        assert not THAI.search(without(line, names)), line
    assert all(THAI.search(value) for _, value in parts(thai, told=True) if value)
    assert thai_print.count("\n") == english_print.count("\n")


def test_the_summary_is_thai_whatever_the_language(folder, capsys):
    book = {}
    for language in ("th", "en"):
        told(folder, capsys, language)
        with zipfile.ZipFile(folder / "summary.xlsx") as archive:
            book[language] = archive.read("xl/sharedStrings.xml")
    assert book["th"] == book["en"]


def test_a_table_on_a_terminal_is_in_the_language(capsys, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    list_problems([Problem("file-empty", "a.xlsx")], "en")
    assert not THAI.search(capsys.readouterr().out)


STOPS = [
    (CannotGoOn(Problem("file-missing", found="x")), "no file or folder “x”"),
    (KeyboardInterrupt(), "stopped as asked"),
    (ZeroDivisionError("x"), "itaxl failed unexpectedly (ZeroDivisionError: x)"),
]


@pytest.mark.parametrize(("stop", "said"), STOPS)
def test_what_stops_the_work_is_told_in_the_language(capsys, monkeypatch, stop, said):
    def check(*_, **__):
        raise stop

    monkeypatch.setattr(commands, "check", check)
    assert main(["check", "a", "--lang", "en"]) == 2
    assert capsys.readouterr().err.startswith(f"{said}\n  → ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("demo d", "the Na Khok example is in d"),
        ("issue plan.xlsx -o t.xlsx --split units", "the tracking workbook was written: t.xlsx (units: 4, actions: 8)"),
        ("new p.xlsx --year 2565", "a new plan of the fiscal year 2565 was written: p.xlsx"),
    ],
)
def test_the_other_commands_speak_english_too(tmp_path, monkeypatch, capsys, arguments, said):
    make(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(["--lang", "en", *arguments.split()]) == 0
    assert said in capsys.readouterr().out
    if arguments == "demo d":
        assert "the status “จัดทำแล้วบางส่วน” is not known" in Path("d/report.json").read_text("utf-8")


def test_a_table_on_a_narrow_terminal_loses_nothing(capsys, monkeypatch):
    """Thai has no blanks between words: names of files and what to do are longer than a column."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "60")
    problem = Problem(
        "status-unreadable", "งานทะเบียนทรัพย์สินและพัสดุ.xlsx", "งานทะเบียนทรัพย์สินและพัสดุ", "K8", "status", "บางส่วน"
    )
    list_problems([problem], "th")
    said = capsys.readouterr().out
    cells = [[cell.strip() for cell in line.split("│")[1:-1]] for line in said.splitlines() if line.startswith("│")]
    _, where, what, to_do = ("".join(column).replace(" ", "") for column in zip(*cells, strict=True))
    assert where == place_of(problem).replace(" ", "")
    assert (what, to_do) == (message(problem).replace(" ", ""), advice(problem).replace(" ", ""))


@pytest.mark.parametrize(("session", "table"), [("", False), ("7a1c", True)])
def test_windows_own_old_console_gets_no_table(capsys, monkeypatch, session, table):
    """It gives each mark of a Thai letter a column of its own."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr("itaxl.terminal._PLATFORM", "win32")
    monkeypatch.delenv("WT_SESSION", raising=False)
    if session:
        monkeypatch.setenv("WT_SESSION", session)
    list_problems([Problem("file-empty", "a.xlsx")], "th")
    assert ("│" in capsys.readouterr().out) == table
