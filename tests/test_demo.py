import zipfile
from pathlib import Path

import pytest

from itaxl.cli import main
from itaxl.demo import draft, play
from itaxl.files import write_output
from scripts.build_workbooks import WORKBOOKS, build


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    return play(tmp_path_factory.mktemp("demo") / "นาโคก", write_output)


def test_the_plan_has_all_21_rows_of_the_memo():
    measures = draft().measures
    assert len(measures) == 21
    unclear = [row for row in measures if "ต้องยืนยัน" in row.values()]
    assert unclear
    assert all(row["note"].startswith("ต้องยืนยัน: ") for row in unclear)
    assert [row["item"] for row in measures if row["item"] != "ต้องยืนยัน"] == [
        "O1", "O2", "O5", "O8", "O10", "O11", "O15", "O16", "O17", "O18", "O23", "O24", "O28", "O30", "O31", "O35", "O37", "O38",
    ]  # fmt: skip


def test_what_the_example_needs_beyond_the_memo_is_marked_as_assumed():
    assumed = {row["short"] for row in draft().units if "สมมุติ" in row["note"]}
    assert assumed == {"กองคลัง", "กองช่าง", "กองการศึกษา"}


def test_addresses_are_examples_and_nobody_is_named():
    for row in draft().units:
        assert row["email"].endswith(".example")
        assert not row["phone"]


def test_the_round_of_na_khok(played):
    report = played.report
    assert (played.returns, report.as_of.isoformat(), len(report.files)) == (9, "2022-05-10", 9)
    assert report.totals.actions == 28
    assert report.silent_units == ("กองการศึกษา",)
    assert {file.outcome for file in report.files} == {"read"}
    assert {tracked.days_overdue for tracked in report.actions} == {None, 10}


SAID = {
    "status-unreadable", "date-buddhist-stored", "date-1900s", "date-month-only", "ref-mismatch", "answers-conflict", "evidence-not-web",
    "action-added", "progress-fraction", "unit-not-returned", "unit-to-be-named", "measure-unconfirmed",
}  # fmt: skip


def test_what_people_do_is_understood_and_told(played):
    assert {problem.code for problem in played.report.problems} == SAID
    finished = {
        tracked.action.item: tracked.completed_on.isoformat()
        for tracked in played.report.actions
        if tracked.completed_on and tracked.action.unit != "กองช่าง"
    }
    assert finished["O1"] == "2022-04-18"  # stored as 2565
    assert finished["O2"] == "2022-04-20"  # ๒๐ เม.ย. ๒๕๖๕
    assert finished["O5"] == "2022-04-30"  # 30/4/65
    assert finished["O18"] == "2022-04-28"  # stored as 1965
    assert finished["O10"] == finished["O11"] == "2022-04-30"  # sorted rows
    assert finished["O30"] == "2022-04-11"  # beside a moved column


def test_running_it_again_works_and_a_folder_with_other_files_is_left_alone(tmp_path, capsys):
    assert main(["demo", str(tmp_path / "demo")]) == 0
    assert main(["demo", str(tmp_path / "demo")]) == 0
    said = capsys.readouterr().out
    assert str(tmp_path / "demo" / "summary.xlsx") in said
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "plan.xlsx").write_text("mine")
    assert main(["demo", str(tmp_path / "mine")]) == 2
    assert (tmp_path / "mine" / "plan.xlsx").read_text() == "mine"


def test_a_file_that_somebody_edited_stops_it_before_anything_is_replaced(tmp_path, capsys):
    folder = tmp_path / "demo"
    assert main(["demo", str(folder)]) == 0
    edited = folder / "to-units" / "กองคลัง.xlsx"
    edited.write_bytes((folder / "returns" / "กองคลัง.xlsx").read_bytes())
    (folder / "summary.xlsx").unlink()
    capsys.readouterr()
    assert main(["demo", str(folder)]) == 2
    assert str(edited) in capsys.readouterr().err
    assert edited.read_bytes() == (folder / "returns" / "กองคลัง.xlsx").read_bytes()
    assert not (folder / "summary.xlsx").exists()
    edited.unlink()
    assert main(["demo", str(folder)]) == 0


def parts(path: Path) -> dict[str, bytes]:
    if path.suffix != ".xlsx":
        return {"": path.read_bytes()}
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_workbooks_that_are_shipped_are_those_that_the_script_builds(tmp_path):
    """If this fails after a change that is meant, run scripts/build_workbooks.py and look at what it made."""
    build(tmp_path)
    built = {path.relative_to(tmp_path).as_posix(): path for path in tmp_path.rglob("*") if path.is_file()}
    shipped = {path.relative_to(WORKBOOKS).as_posix(): path for path in WORKBOOKS.rglob("*") if path.is_file()}
    assert sorted(built) == sorted(shipped)
    for name, path in built.items():
        assert parts(path) == parts(shipped[name]), name
