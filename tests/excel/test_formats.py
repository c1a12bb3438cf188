"""The same answers in whatever format a unit's program saves them: converted by LibreOffice, read and consolidated."""

import datetime as dt

import pytest

from itaxl.core.problems import Problem, Word
from itaxl.core.reportdata import action_data
from itaxl.demo import play
from itaxl.excel import return_reader
from itaxl.excel.gate import admit
from itaxl.excel.grids import Workbook
from itaxl.excel.hands import Hands
from itaxl.excel.plan_reader import read_plan
from itaxl.files import write_output
from tests.office import all_saved_by_libreoffice, needs_libreoffice
from tests.rounds import SAVED_AT, SITE, make, report
from tests.xlsb import write_xlsb

AS_OF = dt.date(2022, 5, 10)
LONG = "เผยแพร่บนเว็บไซต์ ที่ทุกคนเปิดดูได้\n" * 500  # more than a cell of the hidden sheet holds


def fill_in(tracking, back):
    """Everything that a format might change on the way."""
    hands = Hands(tracking)
    hands.answer(
        "สำนักปลัด", "O1", status="เสร็จแล้ว", progress=100, completed_on=dt.date(2565, 4, 20), evidence=f"{SITE}/o1\n{SITE}/o1b",
        explanation="หน้าหลัก > ITA\nกดปุ่มแรก  สองครั้ง", reported_on="๒๘ เม.ย. ๖๕", reporter="'ปลัด", remarks="-",
    )  # fmt: skip
    hands.answer(
        "สำนักปลัด", "O15", status="ดำเนินการแล้วเสร็จ", progress=0.5, completed_on=dt.datetime(2022, 4, 20, 14, 30),
        evidence="#REF!", explanation=LONG, reported_on=dt.date(1965, 4, 28), remarks=2565,
    )  # fmt: skip
    hands.answer("กองคลัง", "O2", status="กำลังดำเนินการ", progress="๖๐ %", completed_on=44681, reported_on="25650430")
    hands.link("กองคลัง", "O2", f"{SITE}/o2?a=1&b=2#ก", "หน้าแรก")
    hands.answer("กองคลัง", "O15", status="#N/A", completed_on=dt.time(8, 30), evidence="อยู่ในแฟ้ม")
    hands.answer("งานพัสดุ", "O24", status="ยกเลิก", remarks="#DIV/0!", progress=33.25)
    hands.link("กองช่าง โยธา", "ชี้แจง", f"{SITE}/behind", f"{SITE}/shown")
    hands.add("กองช่าง โยธา", title="งานที่เพิ่มเอง", method="ทำเอง", due_on="31 พ.ค. 65", status="ไปเรื่อย ๆ", progress=20)
    hands.save(back, SAVED_AT, "หัวหน้า ก & ข")


@pytest.fixture(scope="module")
def rounds(tmp_path_factory):
    """By name: (the plan, the returned files as .xlsx) of the small office and of Na Khok."""
    folder = tmp_path_factory.mktemp("rounds")
    plan, _, tracking = make(folder, {"item": "O5", "title": "ยาวมาก", "units": "กองคลัง", "method": LONG})
    fill_in(tracking, folder / "แบบติดตาม.xlsx")
    play(folder / "demo", write_output)
    nakhok, _ = read_plan(folder / "demo" / "plan.xlsx")
    return {
        "small": (plan, [folder / "แบบติดตาม.xlsx"]),
        "Na Khok": (nakhok, sorted((folder / "demo" / "returns").iterdir())),
    }


@pytest.fixture(scope="module", params=["xlsx", "ods", "xls"])
def saved(request, rounds, tmp_path_factory):
    """(the format, each file of all rounds by name as LibreOffice saves it)."""
    files = [file for _, files in rounds.values() for file in files]
    found = all_saved_by_libreoffice(files, tmp_path_factory.mktemp(request.param), request.param)
    return request.param, {before.name: after for before, after in zip(files, found, strict=True)}


def actions(result):
    """The actions as the JSON says them, without the names of the files."""
    told = [action_data(tracked) for tracked in result.actions]
    return [
        {**action, "source": action["source"] and (action["source"]["sheet"], action["source"]["row"])}
        for action in told
    ]


def problems(result):
    """What is complained of and where, without what is only told of the format."""
    return sorted(
        (problem.code, problem.sheet or "", problem.cell or "")
        for problem in result.problems
        if problem.code != "format-blind"
    )


UNSEEN = {
    "xlsx": (),
    "ods": (Word.STRUCK_TEXT,),
    "xls": (Word.ERROR_CELLS, Word.LINKS, Word.COMMENTS, Word.STRUCK_TEXT, Word.FORMULAS, Word.PERCENTAGES),
}


def blind_for(*what):
    """The gate as it would be if it could not see these."""

    def admitted(*file):
        found = admit(*file)
        hidden = {name: {sheet: {} for sheet in getattr(found.marks, name)} for name in what}
        return found._replace(marks=found.marks._replace(**hidden))

    return admitted


@needs_libreoffice
@pytest.mark.parametrize("with_plan", [True, False])
@pytest.mark.parametrize("name", ["small", "Na Khok"])
def test_a_format_changes_nothing_but_what_it_says_it_cannot_show(rounds, saved, monkeypatch, name, with_plan):
    kind, files = saved
    plan, originals = rounds[name]
    plan = plan if with_plan else None
    result = report(AS_OF, *(files[file.name] for file in originals), plan=plan)
    hidden = {Word.ERROR_CELLS: "errors", Word.LINKS: "links"}
    unseen = [hidden[word] for word in UNSEEN[kind] if word in hidden]
    monkeypatch.setattr(return_reader, "admit", blind_for(*unseen))
    expected = report(AS_OF, *originals, plan=plan)
    assert actions(result) == actions(expected)
    assert problems(result) == problems(expected)
    assert [file.tally for file in result.files] == [file.tally for file in expected.files]


@needs_libreoffice
def test_each_file_says_once_what_cannot_be_seen_in_its_format(saved):
    kind, files = saved
    for file in files.values():
        facts = (("kind", f".{kind}"), ("unseen", UNSEEN[kind]))
        expected = [Problem("format-blind", file.name, facts=facts)] if UNSEEN[kind] else []
        assert list(return_reader.read_return(file, file.name).problems) == expected


def test_an_xlsb_is_read_and_says_what_cannot_be_seen(rounds, tmp_path, monkeypatch):
    plan, [original] = rounds["small"]
    book = Workbook(admit(original, ""))
    saved = write_xlsb(tmp_path / "แบบติดตาม.xlsb", {name: book.grid(name).rows for name in book.sheets})
    result = report(AS_OF, saved, plan=plan)
    assert [problem.facts for problem in result.problems if problem.code == "format-blind"] == [
        (("kind", ".xlsb"), ("unseen", (*UNSEEN["xls"], Word.JOINED_CELLS)))
    ]
    monkeypatch.setattr(return_reader, "admit", blind_for("errors", "links"))
    assert actions(result) == actions(report(AS_OF, original, plan=plan))


def test_a_plan_may_be_in_these_formats_too_and_says_so(rounds, tmp_path):
    book = Workbook(admit(rounds["small"][1][0].with_name("plan.xlsx"), ""))
    plan, problems = read_plan(write_xlsb(tmp_path / "plan.xlsb", {name: book.grid(name).rows for name in book.sheets}))
    assert plan.measures == rounds["small"][0].measures
    assert [problem.file for problem in problems if problem.code == "format-blind"] == ["plan.xlsb"]


@needs_libreoffice
def test_each_file_says_when_and_by_whom_it_was_saved(saved):
    kind, files = saved
    admitted = admit(files["แบบติดตาม.xlsx"], "x")
    zone = dt.timedelta(hours=7 if kind == "ods" else 0)  # LibreOffice leaves the zone out of an .ods
    assert (admitted.saved_at, admitted.saved_by) == (SAVED_AT - zone, "หัวหน้า ก & ข")
