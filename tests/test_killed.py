"""A run that is killed at any moment: inputs unchanged, nothing half written in place, and the next run succeeds."""

import os
import random
import signal
import subprocess
import sys
import time

import openpyxl
import pytest

from itaxl.excel.hands import Hands
from tests.rounds import SAVED_AT, SITE, make

KILLS = 5
KILL = signal.SIGTERM if os.name == "nt" else signal.SIGKILL
COMMANDS = {
    "consolidate": [
        "consolidate",
        "returns",
        "-o",
        "out/s.xlsx",
        "--json",
        "out/r.json",
        "--csv",
        "out/a.csv",
        "--force",
    ],
    "issue": ["issue", "plan.xlsx", "-o", "out/t.xlsx", "--split", "out/units", "--force"],
}


@pytest.fixture
def office(tmp_path):
    """A folder with plan, tracking workbook and two returns; outputs go to the folder out."""
    make(tmp_path)
    (tmp_path / "returns").mkdir()
    for number, unit in enumerate(("กองคลัง", "งานพัสดุ")):
        hands = Hands(tmp_path / "tracking.xlsx")
        hands.answer(unit, ("O2", "O24")[number], status="เสร็จแล้ว", completed_on="20 มี.ค. 65", evidence=f"{SITE}/o2")
        hands.save(tmp_path / "returns" / f"{unit}.xlsx", SAVED_AT, unit)
    (tmp_path / "out").mkdir()
    return tmp_path


def start(command, office):
    arguments = [sys.executable, "-m", "itaxl", *command]
    return subprocess.Popen(arguments, cwd=office, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def outputs(office):
    """Every file in place under out, by its name there; temporary ones are not in place."""
    found = (path for path in (office / "out").rglob("*") if path.is_file() and not path.name.endswith(".tmp"))
    return {path.relative_to(office / "out").as_posix(): path for path in found}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_run_that_is_killed_harms_nothing(office, name):
    inputs = {path: path.read_bytes() for path in office.rglob("*.xlsx")}
    started = time.monotonic()
    assert start(COMMANDS[name], office).wait() == 0
    whole = time.monotonic() - started
    expected = {place: path.read_bytes() for place, path in outputs(office).items()}
    dice = random.Random(2565)
    for number in range(KILLS):
        if number % 2:  # in turn over the outputs of the run before, and into an empty folder
            for path in outputs(office).values():
                path.unlink()
        process = start(COMMANDS[name], office)
        time.sleep(dice.uniform(0.3, 1.0) * whole)  # what is before is the interpreter's start
        process.send_signal(KILL)
        process.wait()
        assert {path: path.read_bytes() for path in inputs} == inputs
        for place, path in outputs(office).items():
            assert path.read_bytes() == expected[place], place
    assert start(COMMANDS[name], office).wait() == 0
    assert {place: path.read_bytes() for place, path in outputs(office).items()} == expected
    assert all(openpyxl.load_workbook(path) for path in outputs(office).values() if path.suffix == ".xlsx")
