import datetime as dt
import sqlite3

import pytest

from itaxl.core.problems import CannotGoOn
from itaxl.mail.ledger import Entry, Ledger, Posted
from tests.mail.letters import DATE, letter


def now():
    return DATE


def test_a_state_is_there_for_the_next_run(tmp_path):
    mine = letter()
    with Ledger(tmp_path / "l.sqlite", now) as ledger:
        ledger.mark(mine, mine.recipients, Posted.PLANNED)
        ledger.mark(mine, ["KLANG@nakhok.example"], Posted.ACCEPTED, "250 ok")
    with Ledger(tmp_path / "l.sqlite", now) as ledger:
        assert ledger.entry(mine, "klang@nakhok.example") == Entry(Posted.ACCEPTED, "250 ok")
        assert ledger.entry(mine, "plan@nakhok.example") == Entry(Posted.PLANNED)
        assert ledger.entry(letter("กองช่าง"), "klang@nakhok.example") is None


def test_what_was_being_sent_when_a_run_ended_is_unknown(tmp_path):
    mine = letter()
    with Ledger(tmp_path / "l.sqlite", now) as ledger:
        ledger.mark(mine, mine.recipients, Posted.SENDING)
    with Ledger(tmp_path / "l.sqlite", now) as ledger:
        assert {ledger.entry(mine, each).state for each in mine.recipients} == {Posted.UNKNOWN}


def test_one_run_at_a_time(tmp_path):
    with Ledger(tmp_path / "l.sqlite", now), pytest.raises(CannotGoOn) as stop:
        Ledger(tmp_path / "l.sqlite", now)
    assert stop.value.problem.code == "mail-outbox-busy"
    with Ledger(tmp_path / "l.sqlite", now):
        pass


def test_what_is_no_ledger_is_not_written_over(tmp_path):
    path = tmp_path / "l.sqlite"
    path.write_text("ของคนอื่น " * 100, "utf-8")
    before = path.read_bytes()
    with pytest.raises(CannotGoOn) as stop:
        Ledger(path, now)
    assert stop.value.problem.code == "mail-ledger-damaged"
    assert path.read_bytes() == before


def test_without_a_file_nothing_is_kept(tmp_path):
    with Ledger(None, lambda: dt.datetime(2022, 5, 10)) as ledger:
        ledger.mark(letter(), ["a@b.example"], Posted.ACCEPTED)
        assert ledger.entry(letter(), "a@b.example").state is Posted.ACCEPTED
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("SQLITE_FULL", "output-unwritable"),
        ("SQLITE_READONLY_DBMOVED", "output-unwritable"),
        ("SQLITE_CORRUPT", "mail-ledger-damaged"),
    ],
)
def test_a_full_disk_is_no_damaged_ledger(tmp_path, monkeypatch, name, code):
    """For that the advice would be to send everything again."""

    def connect(*_, **__):
        error = sqlite3.OperationalError(name)
        error.sqlite_errorname = name
        raise error

    monkeypatch.setattr(sqlite3, "connect", connect)
    with pytest.raises(CannotGoOn) as stop:
        Ledger(tmp_path / "l.sqlite", now)
    assert stop.value.problem.code == code
