"""The command line from outside: exit statuses, messages, files."""

import csv
import datetime as dt
import json
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl import load_workbook

from itaxl import cli
from itaxl.cli import main
from itaxl.commandline import build_parser
from itaxl.excel.hands import Hands
from itaxl.excel.template_writer import write_template
from tests.rounds import SAVED_AT, SITE, make


def run(*arguments, **more):
    command = [sys.executable, "-m", "itaxl", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, **more)


@pytest.fixture
def office(tmp_path):
    """A folder with plan, tracking workbook and one return in which กองคลัง answered."""
    make(tmp_path)
    (tmp_path / "returns").mkdir()
    hands = Hands(tmp_path / "tracking.xlsx")
    hands.answer("กองคลัง", "O2", status="เสร็จแล้ว", completed_on="20 มี.ค. 65", evidence=f"{SITE}/o2")
    hands.save(tmp_path / "returns" / "กองคลัง ส่งคืน.xlsx", SAVED_AT, "คลัง")
    return tmp_path


def test_new_issue_consolidate(tmp_path, capsys):
    assert main(["new", str(tmp_path / "plan.xlsx"), "--year", "2565", "--agency", "อบต.ทดสอบ"]) == 0
    assert main(["issue", str(tmp_path / "plan.xlsx"), "-o", str(tmp_path / "t.xlsx")]) == 2  # nothing filled in yet
    said = capsys.readouterr()
    assert "แผนยังไม่มีมาตรการ" in said.err
    assert "→" in said.err


def test_a_gregorian_year_is_turned_into_a_buddhist_one_and_said(tmp_path, capsys):
    assert main(["new", str(tmp_path / "plan.xlsx"), "--year", "2022"]) == 0
    assert "ปีงบประมาณ 2565" in capsys.readouterr().out


def test_new_replaces_a_blank_plan_only(office, capsys):
    """A plan with units and measures, and a unit's return, are somebody's work: --force takes neither."""
    blank, new = office / "blank.xlsx", ["--year", "2565", "--force"]
    for _ in range(2):
        assert main(["new", str(blank), *new]) == 0
    blank.write_bytes(b"")
    assert main(["new", str(blank), *new]) == 0
    for path in (office / "plan.xlsx", next((office / "returns").glob("*.xlsx"))):
        before = path.read_bytes()
        capsys.readouterr()
        assert main(["new", str(path), *new]) == 2
        assert f"{path} ไม่ใช่แผนเปล่า" in capsys.readouterr().err
        assert path.read_bytes() == before


def test_issue_writes_the_whole_and_one_file_per_unit(office, capsys):
    assert (
        main(
            [
                "issue",
                str(office / "plan.xlsx"),
                "-o",
                str(office / "new.xlsx"),
                "--split",
                str(office / "แยก"),
                "--round",
                "2",
            ]
        )
        == 0
    )
    names = sorted(path.name for path in (office / "แยก").iterdir())
    assert names == ["กองคลัง.xlsx", "กองช่าง โยธา.xlsx", "งานพัสดุ.xlsx", "สำนักปลัด.xlsx"]
    assert "4 หน่วยงาน" in capsys.readouterr().out


def test_consolidate_writes_summary_json_and_csv(office):
    arguments = [
        "consolidate",
        str(office / "returns"),
        "-o",
        str(office / "s.xlsx"),
        "--plan",
        str(office / "plan.xlsx"),
    ]
    arguments += ["--as-of", "๑๐ พ.ค. ๒๕๖๕", "--json", str(office / "r.json"), "--csv", str(office / "a.csv")]
    assert main(arguments) == 0
    data = json.loads((office / "r.json").read_text("utf-8"))
    assert data["as_of"] == "2022-05-10"
    assert data["totals"]["completed"] == 1
    raw = (office / "a.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader((office / "a.csv").read_text("utf-8-sig").splitlines()))
    assert list(rows[0]) == list(data["actions"][0])
    assert len(rows) == len(data["actions"])
    assert {row["method"] for row in rows if row["item"] == "O15"} == {"'=1+1"}  # defused


def test_the_order_of_the_files_changes_nothing(office):
    hands = Hands(office / "tracking.xlsx")
    hands.answer("กองคลัง", "O2", status="ยกเลิก")
    hands.save(office / "อีกไฟล์.xlsx", SAVED_AT, "")
    one, other = office / "returns" / "กองคลัง ส่งคืน.xlsx", office / "อีกไฟล์.xlsx"
    results = []
    for order in ([one, other], [other, one]):
        assert (
            main(["check", *map(str, order), "--as-of", "2022-05-10", "--json", str(office / "r.json"), "--force"]) == 0
        )
        results.append((office / "r.json").read_text("utf-8"))
    assert results[0] == results[1]


RULES = [("newest", 0, "cancelled"), ("issued", 0, "not_started"), ("stop", 2, None)]


@pytest.mark.parametrize(("rule", "status", "counted"), RULES)
def test_contradicting_answers_follow_the_rule_that_is_asked_for(office, capsys, rule, status, counted):
    hands = Hands(office / "tracking.xlsx")
    hands.answer("กองคลัง", "O2", status="ยกเลิก", remarks="รวมกับข้ออื่น")
    hands.save(office / "returns" / "ใหม่.xlsx", SAVED_AT + dt.timedelta(hours=1), "")
    arguments = ["consolidate", str(office / "returns"), "-o", str(office / "s.xlsx"), "--json", str(office / "r.json")]
    assert main([*arguments, "--on-conflict", rule, "--as-of", "2022-05-10"]) == status
    if status == 2:
        assert "กองคลัง ส่งคืน.xlsx › กองคลัง › K7" in capsys.readouterr().err
        assert not [path for path in office.iterdir() if path.name.startswith(("s.", "r."))]
        return
    data = json.loads((office / "r.json").read_text("utf-8"))
    assert [each["status"] for each in data["actions"] if each["item"] == "O2"] == [counted]
    assert [each["code"] for each in data["problems"]].count("answers-conflict") == len(data["conflicts"]) > 0


def test_exit_status_1_when_errors_were_reported(office, capsys):
    hands = Hands(office / "tracking.xlsx")
    hands.answer("กองคลัง", "O2", status="ไปเรื่อย ๆ")
    hands.save(office / "returns" / "b.xlsx", SAVED_AT, "")
    assert main(["check", str(office / "returns"), "--plan", str(office / "plan.xlsx")]) == 1
    said = capsys.readouterr().out
    assert "b.xlsx › กองคลัง › K7 (สถานะ)" in said
    assert "ไม่รู้จักสถานะ “ไปเรื่อย ๆ”" in said
    assert "→ เลือกสถานะจากรายการ" in said


def test_an_empty_folder_with_a_plan_is_a_valid_round(office):
    (office / "ว่าง").mkdir()
    arguments = [
        "consolidate",
        office / "ว่าง",
        "-o",
        office / "s.xlsx",
        "--plan",
        office / "plan.xlsx",
        "--json",
        office / "r.json",
    ]
    assert main([str(each) for each in arguments]) == 0
    data = json.loads((office / "r.json").read_text("utf-8"))
    assert {unit["returned"] for unit in data["units"]} == {False}
    assert {action["reported"] for action in data["actions"]} == {False}


def test_our_own_workbooks_in_the_folder_are_skipped_and_named(office):
    arguments = [
        "--plan",
        str(office / "plan.xlsx"),
        "--as-of",
        "2022-05-10",
        "--json",
        str(office / "r.json"),
        "--force",
    ]
    for _ in range(2):  # the second time its own summary lies there, too
        assert main(["consolidate", str(office), "-o", str(office / "s.xlsx"), *arguments]) == 0
    (office / "~$a.xlsx").write_bytes(b"x")
    (office / "old.xlsx").write_bytes((office / "s.xlsx").read_bytes())
    main(["consolidate", str(office), "-o", str(office / "s.xlsx"), *arguments])
    files = {Path(file["file"]).name: file for file in json.loads((office / "r.json").read_text("utf-8"))["files"]}
    assert {name for name, file in files.items() if file["outcome"] == "skipped"} == {
        "~$a.xlsx",
        "old.xlsx",
        "plan.xlsx",
        "s.xlsx",
    }
    assert files["tracking.xlsx"]["outcome"] == "read"  # nothing was filled in


BAD = [
    (["consolidate", "ไม่มี", "-o", "s.xlsx"], "ไม่พบไฟล์หรือโฟลเดอร์"),
    (["consolidate", "returns", "-o", "s.xlsx", "--plan", "ไม่มี.xlsx"], "ไม่พบไฟล์หรือโฟลเดอร์"),
    (["consolidate", "returns", "-o", "s.xlsx", "--plan", "tracking.xlsx"], "ไม่ใช่แผน"),
    (["consolidate", "returns", "-o", "s.xlsx", "--as-of", "เมื่อวาน"], "อ่านวันที่ “เมื่อวาน” ไม่ได้"),
    (["consolidate", "returns", "-o", "s.xlsx", "--as-of", "31/12/9999"], "อ่านวันที่ “31/12/9999” ไม่ได้"),
    (["consolidate", "plan.xlsx", "-o", "s.xlsx"], "ไม่มีทั้งไฟล์แผน"),
    (["consolidate", "returns", "-o", "tracking.xlsx"], "มีไฟล์"),
    (["consolidate", "returns", "-o", "ไม่มี/s.xlsx"], "ไม่มีโฟลเดอร์"),
    (["consolidate", "tracking.xlsx", "-o", "s.xlsx", "--json", "tracking.xlsx", "--force"], "เป็นไฟล์เดียวกับไฟล์ที่อ่าน"),
    (["issue", "tracking.xlsx", "-o", "t.xlsx"], "ไม่ใช่แผน"),
    (["consolidate", "tracking.xlsx", "-o", "tracking.xlsx", "--force"], "เป็นไฟล์เดียวกับไฟล์ที่อ่าน"),
    (["consolidate", ".", "-o", "tracking.xlsx", "--plan", "plan.xlsx", "--force"], "เป็นไฟล์เดียวกับไฟล์ที่อ่าน"),
    (["consolidate", "returns", "-o", "s.xlsx", "--json", "s.xlsx"], "ใช้ชื่อเดียวกัน"),
    (["issue", "plan.xlsx", "-o", "กองคลัง.xlsx", "--split", ".", "--force"], "ใช้ชื่อเดียวกัน"),
    (["issue", "plan.xlsx", "-o", "t.xlsx", "--split", "tracking.xlsx"], "ใช้โฟลเดอร์"),
    (["issue", "plan.xlsx", "-o", "t.xlsx", "--split", "t.xlsx"], "ใช้ชื่อเดียวกัน"),
    (["check", ""], "SOURCE ว่างเปล่า"),
    (["consolidate", "returns", "-o", ""], "-o/--output ว่างเปล่า"),
    (["issue", "plan.xlsx", "-o", "t.xlsx", "--round", "0"], "รอบที่ 0 ใช้ไม่ได้"),
    (["issue", "plan.xlsx", "-o", "returns"], "เป็นโฟลเดอร์"),
    (["issue", "plan.xlsx", "-o", "new.xls"], "ไม่ลงท้ายด้วย .xlsx"),
    (["demo", "plan.xlsx"], "ใช้โฟลเดอร์"),
    (["new", "p.xlsx", "--year", "99"], "ปีงบประมาณ 99"),
    (["demo", "."], "มีไฟล์อื่นอยู่แล้ว"),
    (["consolidate"], "ยังขาด"),
    (["consolidate", "returns", "-o"], "ต้องมีค่าตามหลัง"),
    (["doctor", "ไม่มี.xlsx"], "ไม่พบไฟล์หรือโฟลเดอร์"),
    *(
        ([*before, "ก" * 120 + ".xlsx", *after], "ชื่อยาวเกินไป")
        for before, *after in (
            [["doctor"]],
            [["new"], "--year", "2565"],
            [["issue", "plan.xlsx", "-o"]],
            [["issue"], "-o", "t.xlsx"],
            [["check"]],
            [["check", "tracking.xlsx", "--feedback"]],
            [["consolidate", "tracking.xlsx", "-o"]],
            [["consolidate", "tracking.xlsx", "-o", "s.xlsx", "--plan"]],
            [["consolidate", "tracking.xlsx", "-o", "s.xlsx", "--previous"]],
            [["remind"], "tracking.xlsx", "--outbox", "o"],
            [["demo"]],
        )
    ),
    (["ไม่รู้จัก"], "เลือกจาก"),
    (["new", "p.xlsx", "--year", "สองห้า"], "ต้องเป็นตัวเลข"),
]


@pytest.mark.parametrize(
    ("arguments", "said"), BAD, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_what_cannot_go_on_is_one_sentence_with_the_next_step(office, monkeypatch, capsys, arguments, said):
    monkeypatch.chdir(office)
    before = {path: path.read_bytes() for path in office.rglob("*") if path.is_file()}
    try:
        status = main(arguments)
    except SystemExit as stop:
        status = stop.code
    assert status == 2
    err = capsys.readouterr().err
    assert said in err
    assert "→" in err
    assert "Traceback" not in err
    assert {path: path.read_bytes() for path in office.rglob("*") if path.is_file()} == before


def test_broken_files_cost_themselves_only(office):
    returns = office / "returns"
    (returns / "empty.xlsx").write_bytes(b"")
    (returns / "text.xlsx").write_text("สวัสดี", "utf-8")
    (returns / "half.xlsx").write_bytes((office / "tracking.xlsx").read_bytes()[:3000])
    (returns / "plan copy.xlsx").write_bytes((office / "plan.xlsx").read_bytes())
    status = main(["check", str(returns), "--plan", str(office / "plan.xlsx"), "--json", str(office / "r.json")])
    data = json.loads((office / "r.json").read_text("utf-8"))
    assert status == 1
    assert {file["file"]: file["outcome"] for file in data["files"]} == {
        "empty.xlsx": "refused", "half.xlsx": "refused", "plan copy.xlsx": "skipped", "text.xlsx": "refused", "กองคลัง ส่งคืน.xlsx": "read",
    }  # fmt: skip
    assert all(file["reason"] for file in data["files"] if file["outcome"] != "read")
    assert data["totals"]["completed"] == 1


def test_what_cannot_be_read_is_refused_by_name_never_left_out(office):
    with zipfile.ZipFile(office / "returns" / "mail.zip", "w") as archive:
        archive.writestr("กองช่าง.xlsx", b"x")
    (office / "returns" / "กองช่าง.csv").write_bytes(b"\x81\x81")
    (office / "returns" / "._กองช่าง.xlsx").write_bytes(b"what a Mac leaves beside every file")
    main(["check", str(office / "returns"), "--plan", str(office / "plan.xlsx"), "--json", str(office / "r.json")])
    files = {file["file"]: file["outcome"] for file in json.loads((office / "r.json").read_text("utf-8"))["files"]}
    assert files == {"mail.zip › กองช่าง.xlsx": "refused", "กองคลัง ส่งคืน.xlsx": "read", "กองช่าง.csv": "refused"}


def test_a_folder_without_files_is_called_that_where_no_plan_makes_a_round_of_it(office, capsys):
    (office / "ว่าง").mkdir()
    assert main(["check", str(office / "ว่าง")]) == 2
    assert f"ยังไม่มีไฟล์ที่ส่งกลับใน {office / 'ว่าง'}" in capsys.readouterr().err
    assert main(["check", str(office / "ว่าง"), "--plan", str(office / "plan.xlsx")]) == 0


@pytest.mark.parametrize(
    ("jobs", "said"), [("0", "อ่านไฟล์พร้อมกัน 0 ไฟล์ไม่ได้"), ("-2", "อ่านไฟล์พร้อมกัน -2"), ("99", "ถึง 32")]
)
def test_a_number_of_jobs_that_cannot_be_is_refused_in_a_sentence(office, capsys, jobs, said):
    assert main(["check", str(office / "returns"), "--jobs", jobs]) == 2
    assert said in capsys.readouterr().err


def test_jobs_change_nothing_but_the_time(office):
    tracking = (office / "tracking.xlsx").read_bytes()
    for number in range(6):
        (office / "returns" / f"{number}.xlsx").write_bytes(tracking[: len(tracking) - number])
    with zipfile.ZipFile(office / "returns" / "2.zip", "w") as archive:
        archive.writestr("ใน.xlsx", tracking + b"\0")
    results = []
    for jobs in ("1", "2", "5"):
        arguments = ["consolidate", str(office / "returns"), "-o", str(office / f"{jobs}.xlsx"), "--jobs", jobs]
        main(
            [
                *arguments,
                "--plan",
                str(office / "plan.xlsx"),
                "--as-of",
                "10/5/65",
                "--json",
                str(office / "r.json"),
                "--force",
            ]
        )
        results.append((office / "r.json").read_bytes())
    assert results[0] == results[1] == results[2]
    assert "2.zip › ใน.xlsx" in results[0].decode()


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux alone")
def test_a_file_name_that_is_no_text_is_shown_with_replacement_characters_and_the_file_is_read(office):
    returns, name = office / "returns", os.fsdecode(b"\xa1\xa4\xa7 \xff\n.xlsx")
    (returns / "กองคลัง ส่งคืน.xlsx").rename(returns / name)
    (office / "plan.xlsx").rename(office / os.fsdecode(b"\xff plan.xlsx"))
    status = main([
        "consolidate", str(returns), "-o", str(office / "summary.xlsx"), "--json", str(office / "r.json"),
        "--csv", str(office / "r.csv"), "--plan", str(office / os.fsdecode(b"\xff plan.xlsx")),
    ])  # fmt: skip
    data = json.loads((office / "r.json").read_text("utf-8"))
    shown = "\ufffd\ufffd\ufffd \ufffd\ufffd.xlsx"
    assert status in (0, 1)
    assert [(file["file"], file["outcome"]) for file in data["files"]] == [(shown, "read")]
    assert {problem["file"] for problem in data["problems"]} <= {None, shown, "\ufffd plan.xlsx"}
    assert load_workbook(office / "summary.xlsx")["ไฟล์ที่ได้รับ"]
    assert main(["check", str(returns / name), "--feedback", str(office / "to-mend")]) in (0, 1)


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
def test_whoever_reads_our_output_may_stop_reading(office):
    command = f"{sys.executable} -m itaxl check '{office / 'returns'}' --plan '{office / 'plan.xlsx'}' | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, encoding="utf-8")
    assert "Traceback" not in done.stderr
    assert "ผิดพลาด" not in done.stderr


def test_a_console_of_code_page_874_gets_utf_8(office):
    done = subprocess.run(
        [sys.executable, "-m", "itaxl", "check", str(office / "returns")],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "cp874"},
    )
    assert "อ่าน 1 ไฟล์" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("arguments", [["doctor"], ["doctor", "ไม่มี.xlsx"], ["--help"], ["ไม่รู้จัก"]])
def test_a_console_of_code_page_874_gets_utf_8_from_every_corner(tmp_path, arguments):
    env = {**os.environ, "PYTHONIOENCODING": "cp874:strict", "PYTHONLEGACYWINDOWSSTDIO": "1", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-m", "itaxl", *arguments], capture_output=True, env=env, cwd=tmp_path)
    said = (done.stdout + done.stderr).decode("utf-8")
    assert any("ก" <= letter <= "๙" for letter in said)
    assert "Traceback" not in said


def test_a_pipe_gets_no_progress_and_no_colours(office):
    for number in range(8):
        (office / "returns" / f"{number}.xlsx").write_bytes((office / "tracking.xlsx").read_bytes() + bytes([number]))
    done = run("check", office / "returns", "--plan", office / "plan.xlsx")
    assert done.stderr == ""
    assert "\x1b" not in done.stdout


def test_without_a_console_the_work_is_done_all_the_same(office):
    """`pythonw` and some schedulers give a program no streams at all."""
    out = office / "ไม่มีหน้าจอ.xlsx"
    work = [
        "consolidate",
        str(office / "returns"),
        "-o",
        str(out),
        "--plan",
        str(office / "plan.xlsx"),
        "--as-of",
        "10/5/65",
    ]
    code = f"import sys; sys.stdout = sys.stderr = None; sys.argv = ['itaxl', *{work!r}]; from itaxl.__main__ import run; run()"
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    assert subprocess.run([sys.executable, "-c", code], env=env, timeout=120).returncode < 2
    assert out.exists()


def test_help_names_every_command():
    done = run("--help")
    assert done.returncode == 0
    for command in ("new", "issue", "check", "consolidate", "doctor", "demo"):
        assert command in done.stdout
    assert build_parser().parse_args(["demo", "x"]).command == "demo"


# --- an earlier summary ------------------------------------------------------------------------------------


@pytest.fixture
def later(office):
    """The office with a summary of the end of March, in which กองคลัง had finished one."""
    march = ["consolidate", str(office / "returns"), "-o", str(office / "มี.ค..xlsx"), "--as-of", "31/3/65"]
    assert main([*march, "--plan", str(office / "plan.xlsx")]) == 0
    return office


def test_consolidate_with_an_earlier_summary_carries_over_and_tells_what_changed(later, capsys):
    (later / "ว่าง").mkdir()
    capsys.readouterr()
    arguments = [
        "consolidate",
        later / "ว่าง",
        "-o",
        later / "s.xlsx",
        "--plan",
        later / "plan.xlsx",
        "--as-of",
        "2022-05-10",
    ]
    assert main([*map(str, arguments), "--previous", str(later / "มี.ค..xlsx"), "--json", str(later / "r.json")]) == 0
    said = capsys.readouterr().out
    assert "ตั้งแต่ 31 มี.ค. 2565 (มี.ค..xlsx): เสร็จเพิ่ม 0 เกินกำหนดเพิ่ม" in said
    data = json.loads((later / "r.json").read_text("utf-8"))
    [kept] = [each for each in data["actions"] if each["item"] == "O2"]
    assert (kept["status"], kept["reported"], kept["carried_over"]) == ("completed", False, True)
    assert {change["change"] for change in data["changes"]} == {"late"}
    assert [point["as_of"] for point in data["history"]] == ["2022-03-31", "2022-05-10"]


def test_issue_with_an_earlier_summary_prefills_the_next_round(later, capsys):
    capsys.readouterr()
    arguments = [
        "issue",
        later / "plan.xlsx",
        "-o",
        later / "t2.xlsx",
        "--previous",
        later / "มี.ค..xlsx",
        "--split",
        later / "แยก",
    ]
    assert main([str(each) for each in arguments]) == 0
    assert "เติมคำตอบเดิม ณ 31 มี.ค. 2565 จาก มี.ค..xlsx ไว้ให้แล้ว 1 มาตรการ" in capsys.readouterr().out
    for path in (later / "t2.xlsx", later / "แยก" / "กองคลัง.xlsx"):
        hands = Hands(path)
        sheet, row = hands.sheet("กองคลัง"), hands.row("กองคลัง", "O2")
        assert sheet.cell(row, hands.column("กองคลัง", "status")).value == "ดำเนินการแล้วเสร็จ"
        assert any("รอบที่ 2" in str(cell.value) for cell in sheet[1])


REFUSED = [
    ("consolidate", "2022-03-30", "ซึ่งหลังวันที่ของครั้งนี้ (30 มี.ค. 2565)"),
    ("consolidate", "2022-05-10", "ไม่ใช่ไฟล์สรุปที่โปรแกรมนี้เขียน"),
    ("issue", None, "ไม่ใช่ไฟล์สรุปที่โปรแกรมนี้เขียน"),
]


@pytest.mark.parametrize(("command", "as_of", "sentence"), REFUSED)
def test_what_cannot_be_an_earlier_summary_is_one_sentence(later, capsys, command, as_of, sentence):
    capsys.readouterr()
    other = "มี.ค..xlsx" if "หลัง" in sentence else "tracking.xlsx"
    given = [later / "plan.xlsx"] if command == "issue" else [later / "returns", "--as-of", as_of]
    arguments = [command, *given, "-o", later / "x.xlsx", "--previous", later / other]
    assert main([str(each) for each in arguments]) == 2
    said = capsys.readouterr().err
    assert sentence in said and said.count("→") == 1
    assert not (later / "x.xlsx").exists()


def test_the_earlier_summary_is_never_written_over(later, capsys):
    before = (later / "มี.ค..xlsx").read_bytes()
    for command, source in (("consolidate", later / "returns"), ("issue", later / "plan.xlsx")):
        arguments = [command, source, "-o", later / "มี.ค..xlsx", "--previous", later / "มี.ค..xlsx", "--force"]
        assert main([str(each) for each in arguments]) == 2
        assert "เป็นไฟล์เดียวกับไฟล์ที่อ่าน" in capsys.readouterr().err
    assert (later / "มี.ค..xlsx").read_bytes() == before


def forms(office, *more):
    paths = [str(office / name) for name in ("returns", "s.xlsx", "plan.xlsx")]
    return ["consolidate", paths[0], "-o", paths[1], "--plan", paths[2], "--as-of", "10/5/65", *map(str, more)]


def test_consolidate_writes_the_memo_and_fills_the_offices_template(office, capsys):
    write_template(office / "office.xlsx", dt.date(2022, 1, 1))
    before = (office / "office.xlsx").read_bytes()
    template = ("--template", office / "office.xlsx", "--filled", office / "filled.xlsx")
    assert main(forms(office, "--memo", office / "m.docx", *template)) == 0
    said = capsys.readouterr().out
    assert all(str(office / name) in said for name in ("s.xlsx", "m.docx", "filled.xlsx"))
    assert "itaxl_table_overdue" in said and "itaxl_grade" in said  # filled, and not used
    assert (office / "office.xlsx").read_bytes() == before
    assert main(forms(office, "--memo", office / "m.docx", *template)) == 2  # nothing is replaced unasked
    assert main(forms(office, "--memo", office / "m.docx", *template, "--force")) == 0


WRONG = [
    (("--template", "plan.xlsx", "--filled", "f.xlsx"), "ไม่มีชื่อที่โปรแกรมรู้จัก"),
    (("--template", "none.xlsx", "--filled", "f.xlsx"), "ไม่พบไฟล์"),
    (("--template", "plan.xlsx"), "ต้องใช้คู่กัน"),
    (("--filled", "f.xlsx"), "ต้องใช้คู่กัน"),
    (("--memo", "m.pdf"), ".docx"),
    (("--template", "plan.xlsx", "--filled", "plan.xlsx"), "เป็นไฟล์เดียวกับไฟล์ที่อ่าน"),
    (("--template", "plan.xlsx", "--filled", "f.pdf"), ".xlsx"),
]


@pytest.mark.parametrize(("more", "said"), WRONG)
def test_a_form_that_cannot_be_written_stops_before_any_work(office, capsys, monkeypatch, more, said):
    monkeypatch.chdir(office)
    assert main(forms(office, *more)) == 2
    assert said in capsys.readouterr().err
    assert not (office / "s.xlsx").exists()


def test_a_template_without_room_is_told_as_an_error(office, capsys):
    write_template(office / "office.xlsx", dt.date(2022, 1, 1))
    book = openpyxl.load_workbook(office / "office.xlsx")
    book["รายงาน"]["A17"] = "ลงชื่อ"
    book.save(office / "office.xlsx")
    assert main(forms(office, "--template", office / "office.xlsx", "--filled", office / "f.xlsx")) == 1
    assert "A17" in capsys.readouterr().out
    assert openpyxl.load_workbook(office / "f.xlsx")["รายงาน"]["A17"].value == "ลงชื่อ"


def test_names_of_a_template_that_meet_are_told_before_anything_is_written(office, capsys):
    write_template(office / "office.xlsx", dt.date(2022, 1, 1))
    book = openpyxl.load_workbook(office / "office.xlsx")
    agency = book.defined_names["itaxl_agency"].attr_text
    book.defined_names["itaxl_as_of"].attr_text = agency
    book.save(office / "office.xlsx")
    assert main(forms(office, "--template", office / "office.xlsx", "--filled", office / "f.xlsx")) == 1
    said = capsys.readouterr().out
    assert said.index("itaxl_as_of (A1)") < said.index("f.xlsx")
    assert openpyxl.load_workbook(office / "f.xlsx")["รายงาน"]["A1"].value == "[ชื่อหน่วยงาน]"


def test_who_asks_for_no_form_waits_for_none(office):
    arguments = [sys.executable, "-X", "importtime", "-m", "itaxl", *forms(office)]
    done = subprocess.run(arguments, capture_output=True, text=True, encoding="utf-8", timeout=120, check=True)
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "xlsxwriter" in loaded and not loaded & {"docx", "openpyxl", "lxml"}


def test_every_file_in_a_folder_of_returns_is_named_with_what_became_of_it(office, capsys):
    (office / "returns" / "กองช่าง.pdf").write_bytes(b"%PDF")
    (office / "returns" / "บันทึก.tmp").write_text("x")
    common = [str(office / "returns"), "--as-of", "10/5/65"]
    assert main(["consolidate", *common, "-o", str(office / "s.xlsx"), "--json", str(office / "returns/r.json")]) == 0
    data = json.loads((office / "returns/r.json").read_text("utf-8"))
    assert {file["file"]: file["outcome"] for file in data["files"]} == {
        "กองคลัง ส่งคืน.xlsx": "read",
        "กองช่าง.pdf": "skipped",
        "บันทึก.tmp": "skipped",
    }
    assert "กองช่าง.pdf" in capsys.readouterr().out
    (office / "returns" / "กองคลัง ส่งคืน.xlsx").unlink()
    assert main(["check", *common]) == 2
    assert "กองช่าง.pdf" in capsys.readouterr().out


@pytest.mark.parametrize(("option", "name"), [("--json", "r.xlsx"), ("--csv", "r.xls"), ("--json", "r.docx")])
def test_json_and_csv_under_the_name_of_a_document_are_refused_before_any_work(office, capsys, option, name):
    command = ["consolidate", str(office / "returns"), "-o", str(office / "s.xlsx"), option, str(office / name)]
    assert main(command) == 2
    assert name in capsys.readouterr().err
    assert not (office / "s.xlsx").exists()


def test_force_replaces_only_tracking_workbooks_in_which_nobody_has_written(office, capsys):
    command = ["issue", str(office / "plan.xlsx"), "-o", str(office / "t.xlsx"), "--split", str(office / "units")]
    assert main(command) == 0
    assert main([*command, "--force"]) == 0
    own = office / "units" / "กองคลัง.xlsx"
    hands = Hands(own)
    hands.answer("กองคลัง", "O2", status="เสร็จแล้ว")
    hands.save(own, SAVED_AT, "คลัง")
    for content, word in ((own.read_bytes(), "กรอกไว้แล้ว"), ((office / "plan.xlsx").read_bytes(), "ไม่ใช่แบบติดตาม")):
        own.write_bytes(content)
        capsys.readouterr()
        assert main([*command, "--force"]) == 2
        said = capsys.readouterr().err
        assert str(own) in said
        assert word in said
        assert own.read_bytes() == content


def test_what_the_plan_says_in_every_run_is_counted_and_does_not_bury_the_returns(office, capsys):
    plan = office / "plan.xlsx"
    assert main(["check", str(office / "returns"), "--plan", str(plan), "--as-of", "10/5/65"]) == 0
    said = capsys.readouterr().out
    assert "ต้องยืนยันมาตรการนี้" not in said
    assert f'itaxl doctor "{plan}"' in said
    main(["doctor", str(plan)])
    assert "ต้องยืนยันมาตรการนี้" in capsys.readouterr().out


def test_an_as_of_date_far_from_the_round_is_warned_of(office, capsys):
    for day, far in (("10/5/1965", True), ("10/5/65", False)):
        main(["check", str(office / "returns"), "--as-of", day])
        assert ("เกินสามปี" in capsys.readouterr().out) is far


def test_a_folder_without_returns_is_said_to_be_without_any(office, capsys):
    (office / "ว่าง").mkdir()
    arguments = [
        str(office / "ว่าง"),
        "--plan",
        str(office / "plan.xlsx"),
        "-o",
        str(office / "s.xlsx"),
        "--as-of",
        "10/5/65",
    ]
    assert main(["consolidate", *arguments]) == 0
    assert "ไม่พบไฟล์ที่ส่งกลับ" in capsys.readouterr().out


@pytest.mark.parametrize(("year", "told"), [("2570", True), ("2565", False)])
def test_a_new_plan_of_a_year_without_catalogue_says_what_it_needs(tmp_path, capsys, year, told):
    assert main(["new", str(tmp_path / "plan.xlsx"), "--year", year]) == 0
    assert ("รายการประเมิน" in capsys.readouterr().out) is told


def test_without_its_dependencies_it_says_how_to_install(tmp_path):
    """As in a clone: the interpreter is told to find none of them."""
    command = [sys.executable, "-S", "-m", "itaxl", "demo", str(tmp_path / "demo")]
    root = str(Path(__file__).parent.parent)
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=120, env={**os.environ, "PYTHONPATH": root}
    )
    assert done.returncode == 2
    assert "pip install ." in done.stderr
    assert "Traceback" not in done.stderr


def test_a_stop_at_any_moment_is_one_sentence(capsys, monkeypatch):
    """Also while modules are loaded; what is told to stop twice is stopping already."""

    def stop(given):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_told", stop)
    assert cli.main(["demo", "x"]) == 2
    assert capsys.readouterr().err.startswith("หยุดตามคำสั่ง")
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt):
        cli._stopped(signal.SIGTERM, None)
    assert signal.signal(signal.SIGTERM, before) is signal.SIG_IGN


def test_what_the_system_refuses_is_one_sentence(capsys, monkeypatch):
    def refuse(given):
        raise OSError(24, "no more files")

    monkeypatch.setattr(cli, "_run", refuse)
    assert cli.main(["demo", "x"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("ระบบไม่ให้ทำงานต่อ") and "no more files" not in said


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such pipes")
def test_a_pipe_is_no_log(office, capsys, monkeypatch):
    monkeypatch.chdir(office)
    os.mkfifo("log")
    assert main(["remind", "plan.xlsx", "tracking.xlsx", "--outbox", "out", "--log", "log", "--as-of", "10/5/65"]) == 2
    assert "log" in capsys.readouterr().err
