"""Double clicks and drops: what is found, what the outputs are called."""

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from itaxl.around import find_plan, find_returns, free_stem
from itaxl.core.problems import CannotGoOn
from itaxl.core.sentences import SENTENCES
from itaxl.excel.hands import Hands
from itaxl.planner import (
    Click,
    consolidate,
    dated,
    doctor,
    issue,
    run,
)
from tests.rounds import SAVED_AT, SITE, make
from tests.test_dropped import CMD, ICON

TODAY = dt.date(2022, 5, 10)


@pytest.fixture
def office(tmp_path):
    """A folder with Thai letters and blanks: a plan among other files, the icons' folder elsewhere."""
    folder = tmp_path / "งาน ITA ปี 2565"
    folder.mkdir()
    make(folder)
    (folder / "plan.xlsx").rename(folder / "แผน ยกระดับ.xlsx")
    (folder / "~$แผน ยกระดับ.xlsx").write_bytes(b"open in Excel")
    (folder / "notes.xlsx").write_text("no workbook")
    (tmp_path / "kit").mkdir()
    return folder


def plan_of(office):
    return office / "แผน ยกระดับ.xlsx"


def returned(office, name="กองคลัง ส่งคืน.xlsx"):
    """A return in the folder of returns."""
    hands = Hands(office / "tracking.xlsx")
    hands.answer("กองคลัง", "O2", status="เสร็จแล้ว", completed_on="20 มี.ค. 65", evidence=f"{SITE}/o2")
    (office / "ส่งกลับ").mkdir(exist_ok=True)
    hands.save(office / "ส่งกลับ" / name, SAVED_AT, "คลัง")
    return office / "ส่งกลับ" / name


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def stopped(function, *arguments):
    with pytest.raises(CannotGoOn) as stop:
        function(*arguments)
    return stop.value.problem


def test_without_a_drop_the_plan_beside_the_icon_is_found_by_its_content(office):
    assert find_plan((), office) == plan_of(office)


def test_a_plan_is_found_from_whatever_is_dropped(office):
    home, file = office.parent / "kit", returned(office)
    for dropped in ([plan_of(office)], [office], [office / "ส่งกลับ"], [file], [file, plan_of(office)]):
        assert find_plan(dropped, home) == plan_of(office)


def test_a_copy_of_the_plan_that_a_unit_sent_back_is_not_meant(office):
    shutil.copy(plan_of(office), returned(office).with_name("แผน.xlsx"))
    assert find_plan([office / "ส่งกลับ"], office.parent / "kit") == plan_of(office)


def test_no_plan_and_several_plans_are_one_sentence_each(office):
    home = office.parent / "kit"
    assert stopped(find_plan, (), home).code == "click-plan-none"
    assert stopped(find_plan, [home / "ไม่มี" / "x.xlsx"], home).code == "click-plan-none"
    shutil.copy(plan_of(office), office / "แผนสำรอง.xlsx")
    several = stopped(find_plan, (), office)
    assert (several.code, several.found) == ("click-plan-several", "แผน ยกระดับ.xlsx, แผนสำรอง.xlsx")
    assert find_plan([plan_of(office)], office) == plan_of(office)


def test_what_is_dropped_beside_the_plan_are_the_returns_in_any_order(office):
    file, plan = returned(office), plan_of(office)
    for dropped in ([plan, file], [file, plan], [file]):
        assert find_returns(dropped, plan) == [file]
    for dropped in ([], [plan], [office], [office, plan], [office / "ส่งกลับ"]):
        assert find_returns(dropped, plan) == [office / "ส่งกลับ"]


def test_a_missing_folder_of_returns_is_made_and_told(office):
    assert stopped(find_returns, (), plan_of(office)).code == "click-returns-none"
    assert find_returns((), plan_of(office)) == [office / "ส่งกลับ"]  # now it is there: nothing returned yet
    (office / "ส่งกลับ").rename(office / "returns")
    assert find_returns((), plan_of(office)) == [office / "returns"]


def test_names_carry_the_date_and_are_never_taken(tmp_path):
    assert dated(TODAY) == "2565-05-10"
    assert free_stem(tmp_path, "ก") == "ก"
    (tmp_path / "ก.xlsx").touch()
    assert free_stem(tmp_path, "ก") == "ก (2)"
    (tmp_path / "ก (2)").mkdir()
    assert free_stem(tmp_path, "ก") == "ก (3)"


def test_issuing_twice_a_day_collides_with_nothing(office, capsys):
    for _ in range(2):
        assert run(issue, [], office, TODAY) == 0
    said = capsys.readouterr().out
    assert f"เมื่อหน่วยงานส่งไฟล์กลับ ให้ใส่ไว้ในโฟลเดอร์ {office / 'ส่งกลับ'}" in said
    stem = "แบบติดตาม ITA 2565 รอบ 1 ออก 2565-05-10"
    assert {stem, f"{stem}.xlsx", f"{stem} (2)", f"{stem} (2).xlsx", "ส่งกลับ"} <= set(names(office))
    assert names(office / stem) == names(office / f"{stem} (2)") != []
    assert names(office / "ส่งกลับ") == []


def test_a_later_round_says_so(office):
    assert run(issue, ["--round", "2", str(plan_of(office))], office.parent / "kit", TODAY) == 0
    assert "แบบติดตาม ITA 2565 รอบ 2 ออก 2565-05-10.xlsx" in names(office)


def test_consolidating_by_a_drop_writes_beside_the_plan_and_reads_no_output_of_ours(office, capsys):
    returned(office)
    run(issue, [], office, TODAY)
    for _ in range(2):
        assert run(consolidate, [str(office)], office.parent / "kit", TODAY) == 0
    assert {"สรุป ITA 2565 ณ 2565-05-10.xlsx", "สรุป ITA 2565 ณ 2565-05-10 (2).xlsx"} <= set(names(office))
    said = capsys.readouterr().out
    assert "สรุป ณ 10 พ.ค. 2565: 8 มาตรการ แล้วเสร็จ 1" in said
    assert "ยังไม่มีการกรอก" not in said  # what was issued is no return


def test_the_summary_of_this_morning_may_be_open_in_excel(office, monkeypatch):
    """Windows refuses to replace a file that a program holds open."""
    returned(office)
    assert run(consolidate, [], office, TODAY) == 0
    first = office / "สรุป ITA 2565 ณ 2565-05-10.xlsx"
    before, replace = first.read_bytes(), Path.replace

    def refuse(self, target):
        if Path(target).exists():
            raise PermissionError(13, "in use")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    assert run(consolidate, [], office, TODAY) == 0
    assert first.read_bytes() == before
    assert first.with_stem(f"{first.stem} (2)").exists()


def test_the_summary_is_opened_unless_told_not_to(office, monkeypatch):
    opened = []
    monkeypatch.setattr("itaxl.planner._show", opened.append)
    returned(office)
    run(consolidate, ["--no-open"], office, TODAY)
    assert opened == []
    run(consolidate, [], office, TODAY)
    assert [path.name for path in opened] == ["สรุป ITA 2565 ณ 2565-05-10 (2).xlsx"]


def test_what_cannot_go_on_is_one_sentence(office, capsys):
    home = office.parent / "kit"
    assert run(issue, [], home, TODAY) == 2
    assert "ไม่พบไฟล์แผนในโฟลเดอร์" in capsys.readouterr().err
    assert run(issue, [str(office / "tracking.xlsx")], home, TODAY) == 2  # what is dropped is meant, and is no plan
    assert "ไม่ใช่แผน" in capsys.readouterr().err
    assert run(consolidate, [str(plan_of(office)), str(office / "ไม่มี")], home, TODAY) == 2
    assert "ไม่พบไฟล์หรือโฟลเดอร์" in capsys.readouterr().err
    assert names(home) == []


def test_doctor_examines_the_plan_that_it_finds(office):
    assert doctor(Click((), office, TODAY)).arguments == ("doctor", str(plan_of(office)))
    broken = office / "notes.xlsx"
    assert doctor(Click((broken,), office, TODAY)).arguments == ("doctor", str(broken))


def test_doctor_tells_why_it_examined_no_plan(office, capsys):
    home = office.parent / "kit"
    assert run(doctor, [], home, TODAY) == 2
    said = capsys.readouterr()
    assert "Python" in said.out  # the machine was examined
    assert "ไม่พบไฟล์แผน" in said.err and "คัดลอกแผนเปล่า" in said.err
    shutil.copy(plan_of(office), home / "แผน ก.xlsx")
    assert run(doctor, [str(plan_of(office)), str(home / "แผน ก.xlsx")], home, TODAY) == 2
    assert "พบไฟล์แผนหลายไฟล์" in capsys.readouterr().err
    assert run(doctor, [str(home / "ไม่มี.xlsx")], home, TODAY) == 2
    assert "ไม่พบไฟล์หรือโฟลเดอร์" in capsys.readouterr().err


def test_the_returns_may_lie_loose_beside_the_plan_in_a_dropped_folder(office):
    returned(office).rename(office / "กองคลัง.xlsx")
    (office / "ส่งกลับ").rmdir()
    assert find_returns([office], plan_of(office)) == [office]
    assert not (office / "ส่งกลับ").exists()


def test_a_dropped_folder_with_nothing_but_the_plan_has_no_returns(office):
    for name in ("tracking.xlsx", "notes.xlsx"):
        (office / name).unlink()
    for folder in [path for path in office.iterdir() if path.is_dir()]:
        shutil.rmtree(folder)
    assert stopped(find_returns, [office], plan_of(office)).code == "click-returns-none"


def test_the_plan_is_found_from_deep_in_the_returns(office):
    home = office.parent / "kit"
    deep = office / "ส่งกลับ" / "กองคลัง" / "ครั้งที่ 2"
    deep.mkdir(parents=True)
    file = returned(office).rename(deep / "คลัง.xlsx")
    shutil.copy(plan_of(office), deep / "แผน.xlsx")
    for dropped in (deep, deep.parent, file):
        assert find_plan([dropped], home) == plan_of(office)


def test_the_folders_that_were_looked_in_are_named(office):
    home = office.parent / "kit"
    plan_of(office).unlink()
    problem = stopped(find_plan, [office], home)
    assert (problem.found, dict(problem.facts)) == (str(office), {"others": f"{office.parent}, {home}"})
    assert stopped(find_plan, [], home).facts == (("others", ""),)


def test_a_plan_that_another_program_keeps_to_itself_is_not_called_missing(office, monkeypatch):
    opened = Path.open

    def refuse(self, *options, **named):
        if self.name in (plan_of(office).name, f"~${plan_of(office).name}"):
            raise PermissionError(13, "in use")
        return opened(self, *options, **named)

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr("itaxl.excel.worker.Readers.is_plan", lambda self, path: path.name == "x.xlsx")
    problem = stopped(find_plan, [], office)
    assert (problem.code, problem.found) == ("click-plan-unreadable", plan_of(office).name)
    (office / "ส่งกลับ").mkdir()
    (office.parent / "x.xlsx").touch()
    assert find_plan([office], office) == office.parent / "x.xlsx"  # no plan is missing


def test_plans_of_every_kind_that_is_read_are_found(tmp_path, monkeypatch):
    monkeypatch.setattr("itaxl.excel.plan_reader.is_plan", lambda path: True)
    for name in ("แผน.ods", "แผน.xls", "แผน.XLSB", "แผน.xlsm"):
        folder = tmp_path / name.replace(".", " ")
        folder.mkdir()
        (folder / name).touch()
        assert find_plan([], folder) == find_plan([folder / name], tmp_path) == folder / name
        assert find_returns([folder / name, folder / "x.xlsx"], folder / name) == [folder / "x.xlsx"]


def test_a_round_that_was_issued_before_is_said_to_be_issued_again(office, capsys):
    for number in (1, 2):
        assert run(issue, ["--round", str(number)], office, TODAY) == 0
    assert "เคยออกแล้ว" not in capsys.readouterr().out
    assert run(issue, [], office, TODAY) == 0
    said = capsys.readouterr().out
    assert "รอบ 2 เคยออกแล้ว" in said and "พิมพ์ 3" in said
    assert "แบบติดตาม ITA 2565 รอบ 2 ออก 2565-05-10 (2).xlsx" in names(office)


@pytest.mark.parametrize(("answers", "number"), [([""], 1), (["2"], 2), (["x", "0", "๓"], 3)])
def test_a_planner_is_asked_for_the_round_once_one_was_issued(office, monkeypatch, answers, number):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda prompt: answers.pop(0))
    before = [*answers]
    assert issue(Click((), office, TODAY)).arguments[-1] == "1"
    assert answers == before  # nobody is asked the first time
    assert run(issue, [], office, TODAY) == 0
    assert issue(Click((), office, TODAY)).arguments[-1] == str(number)
    assert answers == []


@pytest.mark.parametrize("number", ["x", "0", "-1", "²"])
def test_a_wrong_round_is_one_thai_sentence(office, capsys, number):
    assert run(issue, [f"--round={number}"], office, TODAY) == 2
    assert f"รอบที่ {number} ใช้ไม่ได้" in capsys.readouterr().err


def test_a_closed_folder_is_told_with_where_to_copy_the_plan(office, capsys, monkeypatch):
    def refuse(self, *_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "touch", refuse)
    for task in (issue, consolidate):
        assert run(task, [], office, TODAY) == 2
        assert "คัดลอกไฟล์แผนไปไว้ในโฟลเดอร์ของตนเอง" in capsys.readouterr().err


def test_an_empty_folder_of_returns_is_told_first(office, capsys):
    (office / "ส่งกลับ").mkdir()
    assert run(consolidate, [], office, TODAY) == 0
    said = capsys.readouterr().out
    assert said.startswith("ยังไม่มีไฟล์ในโฟลเดอร์")
    assert "สรุป ITA 2565 ณ 2565-05-10.xlsx" in names(office)


def test_stopping_at_the_question_is_no_traceback(office, capsys):
    def stop(click):
        raise KeyboardInterrupt

    assert run(stop, [], office, TODAY) == 2
    assert "หยุดตามคำสั่ง" in capsys.readouterr().err


def test_a_summary_is_compared_with_the_latest_one_of_an_earlier_day(office, capsys):
    returned(office)
    for day in (7, 8, 8, 9):
        assert run(consolidate, [], office, dt.date(2022, 5, day)) == 0
    (office / "สรุป ITA 2565 ณ 2565-05-08 (3).xlsx").write_bytes(b"")  # a copy that went wrong
    (office / "สรุป ITA 2565 ณ 2565-05-11.xlsx").write_bytes(b"")  # no earlier one
    (office / "สรุป ITA 2565 ณ 2565-05-09.xlsx").rename(office / "ส่งนายก.xlsx")  # the planner's own name: not taken
    capsys.readouterr()
    assert run(consolidate, [], office, TODAY) == 0
    assert "ตั้งแต่ 8 พ.ค. 2565 (สรุป ITA 2565 ณ 2565-05-08 (2).xlsx): เสร็จเพิ่ม 0" in capsys.readouterr().out


def test_an_earlier_summary_that_cannot_be_read_stops_the_work(office, capsys):
    """Without it the last answers of who is silent would be lost, and nobody would know."""
    returned(office)
    last = office / "สรุป ITA 2565 ณ 2565-05-07.xlsx"
    assert run(consolidate, [], office, dt.date(2022, 5, 7)) == 0
    whole = last.read_bytes()
    last.write_bytes(whole[:9000])
    before = names(office)
    assert run(consolidate, [], office, TODAY) == 2
    said = capsys.readouterr().err
    assert last.name in said and "เสียหาย" in said and "คำตอบล่าสุดของหน่วยงานที่ไม่ส่งรายงานจะหายไป" in said
    assert names(office) == before
    last.write_bytes(whole)
    assert run(consolidate, [], office, TODAY) == 0


def test_where_files_of_ours_alone_are_dropped_the_folder_of_returns_is_read_and_that_is_said(office, capsys):
    returned(office)
    assert run(consolidate, [], office, dt.date(2022, 5, 7)) == 0
    summary = office / "สรุป ITA 2565 ณ 2565-05-07.xlsx"
    capsys.readouterr()
    assert run(consolidate, [str(summary)], office.parent / "kit", TODAY) == 0
    said = capsys.readouterr().out
    assert f"{summary.name} ที่ลากมาวางไม่ใช่ไฟล์ที่หน่วยงานส่งกลับ" in said
    assert "แล้วเสร็จ 1" in said


@pytest.mark.parametrize("do", [issue, consolidate, doctor])
def test_a_damaged_plan_is_not_called_missing(office, do, capsys):
    plan = plan_of(office)
    plan.write_bytes(plan.read_bytes()[:9000])
    assert run(do, [], office, TODAY) == 2
    said = capsys.readouterr().err
    assert plan.name in said and "เสียหาย" in said


def test_a_machine_without_a_plan_is_not_told_to_begin(office, capsys):
    assert run(doctor, [], office.parent / "kit", TODAY) == 2
    told = capsys.readouterr()
    assert "ยังไม่ได้ตรวจแผน" in told.out and "issue" not in told.out
    assert "ไม่พบไฟล์แผน" in told.err


def test_the_first_summary_is_compared_with_nothing(office, capsys):
    returned(office)
    for _ in range(2):  # the second of one day, too
        assert run(consolidate, [], office, TODAY) == 0
    assert "ตั้งแต่" not in capsys.readouterr().out


def test_the_next_round_is_prefilled_from_the_latest_summary(office, capsys):
    returned(office)
    assert run(consolidate, [], office, TODAY) == 0
    assert run(issue, [], office, TODAY) == 0
    assert "เติมคำตอบเดิม" not in capsys.readouterr().out  # the first round begins blank
    assert run(issue, ["--round", "2"], office, TODAY) == 0
    said = capsys.readouterr().out
    assert "เติมคำตอบเดิม ณ 10 พ.ค. 2565 จาก สรุป ITA 2565 ณ 2565-05-10.xlsx" in said
    hands = Hands(office / "แบบติดตาม ITA 2565 รอบ 2 ออก 2565-05-10.xlsx")
    cell = hands.sheet("กองคลัง").cell(hands.row("กองคลัง", "O2"), hands.column("กองคลัง", "status"))
    assert cell.value == "ดำเนินการแล้วเสร็จ"


@pytest.mark.parametrize("code", ["plan-notes", "done-issue", "doctor-done", "doctor-well", "doctor-no-plan"])
@pytest.mark.parametrize("language", ["th", "en"])
def test_what_is_said_after_a_click_can_be_done_by_a_click(code, language):
    """Who double-clicks has no command line: no next step is a command only."""
    sentence = SENTENCES[code]
    said = [getattr(sentence, f"{part}_{language}") for part in ("message", "advice")]
    for command in re.findall(r"itaxl (issue|consolidate|doctor)", " ".join(said)):
        assert f"{command}.cmd" in " ".join(said)


def test_what_was_dropped_counts_and_not_what_is_left_of_it(office, monkeypatch, capsys):
    monkeypatch.setenv("ITAXL_LINE", f'{CMD} /c ""{ICON}" C:\\R&D\\plan.xlsx"')
    assert run(issue, ["C:\\R"], office, TODAY) == 2
    assert "C:\\R&D\\plan.xlsx" in capsys.readouterr().err
    monkeypatch.setenv("ITAXL_LINE", f"{CMD} /k")
    assert run(issue, [str(plan_of(office))], office, TODAY) == 0
