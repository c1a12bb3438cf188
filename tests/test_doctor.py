"""The machine, the plan and its mail settings, examined."""

import datetime as dt
import socket
from importlib import metadata

import pytest
from openpyxl import load_workbook

from itaxl import doctor
from itaxl.cli import main
from itaxl.core.problems import CannotGoOn
from itaxl.core.sentences import message
from itaxl.files import check_writable
from tests.rounds import make

TODAY = dt.date(2022, 5, 10)
MAIL = {"mail_host": "mail.x.example", "mail_port": 465, "mail_security": "ssl", "mail_sender": "plan@x.example"}


def found(path=None):
    return {problem.code: problem for problem in doctor.examine(path, TODAY, check_writable)}


def test_a_machine_in_order_is_told_so(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    for part in ("itaxl", "Python", "openpyxl", "2564, 2565, 2566", str(tmp_path), "ไม่พบสิ่งที่ต้องแก้"):
        assert part in said
    assert list(tmp_path.iterdir()) == []  # the file that was tried is gone


def test_the_day_is_given_in_the_languages_own_calendar():
    console = found()["doctor-console"]
    assert "10 พ.ค. 2565" in message(console, "th")
    assert "2022-05-10" in message(console, "en")


def test_a_plan_is_counted_and_its_errors_decide_the_exit_status(tmp_path, capsys):
    make(tmp_path, **MAIL)
    assert main(["doctor", str(tmp_path / "plan.xlsx")]) == 0
    said = capsys.readouterr().out
    assert "6 มาตรการ 4 หน่วยงาน" in said
    assert "mail.x.example:465 (ssl)" in said
    assert "ไม่เก็บรหัสผ่านในไฟล์แผน" in said
    assert "ไม่มีอีเมล: สำนักปลัด, กองคลัง" in said


def test_settings_that_contradict_each_other_are_errors(tmp_path, capsys):
    make(tmp_path, **{**MAIL, "mail_security": "starttls"})
    assert main(["doctor", str(tmp_path / "plan.xlsx")]) == 1
    cell = next(cell for cell in load_workbook(tmp_path / "plan.xlsx")["ตั้งค่า"]["B"] if cell.value == 465)
    said = capsys.readouterr().out
    assert f"[ต้องแก้] plan.xlsx › ตั้งค่า › {cell.coordinate}\n  พอร์ต 465 ใช้กับ ssl" in said


def test_it_connects_nowhere_and_asks_for_no_password(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise AssertionError

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr("builtins.input", refuse)
    monkeypatch.setattr("getpass.getpass", refuse)
    make(tmp_path, **MAIL)
    assert main(["doctor", str(tmp_path / "plan.xlsx")]) == 0


def test_a_plan_that_cannot_be_used_is_one_finding_among_others(tmp_path, capsys):
    (tmp_path / "plan.xlsx").write_bytes(b"")
    assert main(["doctor", str(tmp_path / "plan.xlsx")]) == 1
    said = capsys.readouterr().out
    assert "ไฟล์ว่างเปล่า" in said
    assert "Python" in said


def test_a_plan_that_is_not_there_stops(tmp_path):
    with pytest.raises(CannotGoOn) as stop:
        doctor.examine(tmp_path / "ไม่มี.xlsx", TODAY, check_writable)
    assert stop.value.problem.code == "file-missing"


def test_a_missing_package_is_an_error_and_the_plan_waits_for_it(tmp_path, monkeypatch):
    version = metadata.version

    def without_one(name):
        if name == "rapidfuzz":
            raise metadata.PackageNotFoundError
        return version(name)

    monkeypatch.setattr(metadata, "version", without_one)
    make(tmp_path)
    told = found(tmp_path / "plan.xlsx")
    assert told["doctor-need-missing"].found == "rapidfuzz"
    assert "doctor-plan-unread" in told


def test_the_packages_are_those_that_setup_cfg_names_without_extras():
    needed = doctor.needed_packages()
    assert {"XlsxWriter", "openpyxl", "rich"} <= set(needed)
    assert not {"pytest", "ruff"} & set(needed)


def test_a_folder_that_may_not_be_written_to_is_an_error(tmp_path):
    (tmp_path / "file").write_text("no folder can be here")
    told = {problem.code: problem for problem in doctor.examine_folders([tmp_path / "file"], check_writable)}
    assert str(tmp_path / "file") == told["doctor-folder-unwritable"].found
