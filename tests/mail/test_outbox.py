import csv
import datetime as dt
from pathlib import Path

import pytest

from itaxl.files import write_output
from itaxl.mail.ledger import Ledger, Posted
from itaxl.mail.letters import Attachment
from itaxl.mail.outbox import UNDER_WAY, is_edited, ledger_path, letter_paths, write_letters, write_table
from tests.mail.letters import DATA, DATE, letter, message


@pytest.fixture
def outbox(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


@pytest.fixture
def ledger(outbox):
    with Ledger(ledger_path(outbox), lambda: DATE) as ledger:
        yield ledger


class Written(list):
    """Writes as the command line does, and remembers what."""

    def __call__(self, path, write):
        self.append(path.name)
        return write_output(path, write)[0]


def test_only_what_changed_is_rewritten(outbox, ledger):
    written = Written()
    write_letters(outbox, "เตือน", [letter(), letter("กองช่าง")], ledger, DATE, written)
    assert written == ["เตือน กองคลัง.eml", "เตือน กองช่าง.eml"]
    written.clear()
    write_letters(outbox, "เตือน", [letter(message=message("ใหม่")), letter("กองช่าง")], ledger, DATE, written)
    assert written == ["เตือน กองคลัง.eml"]


def test_what_was_accepted_is_no_draft_any_more(outbox, ledger):
    mine = letter()
    [path] = letter_paths(outbox, "เตือน", [mine])
    write_letters(outbox, "เตือน", [mine], ledger, DATE, Written())
    assert b"\r\nX-Unsent: 1\r\n" in path.read_bytes()
    ledger.mark(mine, mine.recipients[:1], Posted.ACCEPTED)
    write_letters(outbox, "เตือน", [mine], ledger, DATE, Written())
    assert b"\r\nX-Unsent: 1\r\n" in path.read_bytes()  # not yet by everybody's server
    ledger.mark(mine, mine.recipients, Posted.ACCEPTED)
    write_letters(outbox, "เตือน", [mine], ledger, DATE, Written())
    assert b"X-Unsent" not in path.read_bytes()


EDITS = [
    ("a word", lambda data: data.replace(b"Subject: ", b"Subject: Dear ")),
    ("one more recipient", lambda data: data.replace(b"Cc: ", b"Bcc: head@nakhok.example\r\nCc: ")),
    ("saved by a mail program", lambda data: data.partition(b"\r\n")[2].replace(b"\r\n", b"\n")),
    ("cut off", lambda data: data[: len(data) // 2]),
    ("emptied", lambda data: b""),
]


@pytest.mark.parametrize(("what", "edit"), EDITS, ids=[what for what, _ in EDITS])
def test_a_draft_that_was_edited_stays_and_is_named(outbox, ledger, what, edit):
    mine = letter()
    [path] = letter_paths(outbox, "เตือน", [mine])
    assert not is_edited(path)
    write_letters(outbox, "เตือน", [mine], ledger, DATE, Written())
    assert not is_edited(path)
    edited = edit(path.read_bytes())
    path.write_bytes(edited)
    assert is_edited(path)
    for letters in ([letter(message=message("ใหม่"))], []):
        told = write_letters(outbox, "เตือน", letters, ledger, DATE, Written())
        assert path.read_bytes() == edited
        assert [(each.code, each.found) for each in told] == [("mail-draft-kept", path.name)] * len(letters)


def test_the_date_alone_and_the_name_of_an_attachment(outbox, ledger):
    written, later = Written(), DATE + dt.timedelta(days=1)
    write_letters(outbox, "เตือน", [letter()], ledger, DATE, written)
    write_letters(outbox, "เตือน", [letter()], ledger, later, written)
    assert len(written) == 1  # a draft says the same tomorrow
    renamed = letter(attachment=Attachment("แบบติดตาม.xlsx", DATA))
    write_letters(outbox, "เตือน", [renamed], ledger, later, written)
    assert len(written) == 2
    assert renamed.key == letter().key  # and who has it is not sent it again


def test_a_draft_that_nobody_needs_any_more_is_taken_away_and_nothing_else(outbox, ledger):
    sent, mine = letter("ส่งแล้ว"), letter()
    ledger.mark(sent, sent.recipients, Posted.ACCEPTED)
    write_letters(outbox, "เตือน", [mine, sent], ledger, DATE, Written())
    write_letters(outbox, "สรุป", [letter("ITA 2565")], ledger, DATE, Written())
    (outbox / "เตือน ของฉันเอง.eml").write_bytes(b"X-Unsent: 1\r\nSubject: mine\r\n\r\n")
    [told] = write_letters(outbox, "เตือน", [], ledger, DATE, Written())
    assert (told.code, told.found) == ("mail-draft-removed", "เตือน กองคลัง.eml")
    assert {path.name for path in outbox.iterdir()} == {"เตือน ส่งแล้ว.eml", "สรุป ITA 2565.eml", "เตือน ของฉันเอง.eml"}


@pytest.mark.parametrize("name", ["กองช่าง/โยธา", 'a<b>:"c|d?*', "../../x", "กอง\u0000x"])
def test_a_units_name_is_safe_as_a_files(outbox, ledger, name):
    write_letters(outbox, "เตือน", [letter(name)], ledger, DATE, Written())
    [path] = outbox.iterdir()
    assert not set(path.name) & set('<>:"/\\|?*\0')


def test_two_units_whose_names_look_alike_as_files_have_two_files(outbox, ledger):
    write_letters(outbox, "เตือน", [letter("กอง/A"), letter("กอง?a"), letter("กอง*A")], ledger, DATE, Written())
    assert {path.name for path in outbox.iterdir()} == {"เตือน กอง_A.eml", "เตือน กอง_a (2).eml", "เตือน กอง_A (3).eml"}


def test_the_table_says_who_gets_what_and_what_became_of_it(outbox, ledger):
    mine, risky = letter(), letter("=1+1", ("x@nakhok.example",), ())
    ledger.mark(mine, ["klang@nakhok.example"], Posted.ACCEPTED, "250 ok")
    ledger.mark(mine, ["plan@nakhok.example"], Posted.REFUSED, "550 no")
    path = write_table(outbox, "เตือน", [mine, risky], ["กองช่าง"], ledger, Written())
    assert path.read_bytes().startswith("\ufeff".encode())
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["ชื่อ"], row["ผู้รับ"], row["สถานะ"], row["คำตอบของเครื่องแม่ข่าย"]) for row in rows] == [
        ("กองคลัง", "klang@nakhok.example", "ส่งแล้ว", "250 ok"),
        ("กองคลัง", "plan@nakhok.example", "ถูกปฏิเสธ", "550 no"),
        ("'=1+1", "x@nakhok.example", "ร่าง", ""),
        ("กองช่าง", "", "ไม่มีอีเมล", ""),
    ]


def test_a_run_that_is_killed_leaves_no_draft_in_the_table(outbox, ledger):
    """What the table says while messages go: nothing of which the planner would think that he is to send it."""
    sent, lost, due = letter("กอง 1"), letter("กอง 2"), letter("กอง 3")
    ledger.mark(sent, sent.recipients, Posted.ACCEPTED)
    ledger.mark(lost, lost.recipients, Posted.UNKNOWN)
    path = write_table(outbox, "เตือน", [sent, lost, due], ["กองช่าง"], ledger, Written(), sending=True)
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        states = {row["ชื่อ"]: row["สถานะ"] for row in csv.DictReader(file)}
    assert states == {"กอง 1": "ส่งแล้ว", "กอง 2": "ไม่ทราบผล", "กอง 3": UNDER_WAY, "กองช่าง": "ไม่มีอีเมล"}


def test_the_ledger_survives_the_outbox(outbox):
    assert ledger_path(outbox).parent == outbox.parent


def test_the_ledger_of_a_whole_drive_has_a_name():
    assert ledger_path(Path("/")) == Path("/").resolve() / "outbox.ledger.sqlite"
