"""Every fault a server can have, and each letter arrives once or is told of."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace

import pytest

from itaxl.core.problems import CannotGoOn
from itaxl.core.sentences import Severity, message, severity
from itaxl.mail.delivery import Patience, deliver
from itaxl.mail.ledger import Ledger, Posted
from itaxl.mail.letters import Attachment, email_bytes
from itaxl.mail.secret import Secret
from tests.mail.letters import DATE, letter, letters
from tests.mail.servers import PASSWORD, SENDER, account, exim, free_port, needs_exim, serving


@pytest.fixture
def run(tmp_path):
    """Delivers with a ledger of the test's own: (code, recipient) of every outcome; `slept` are the pauses."""
    slept: list[float] = []

    def deliver_all(mine, to, *, resend=False, pauses=(30, 120, 420)):
        patience = Patience(between=3, pauses=pauses, sleep=slept.append)
        with Ledger(tmp_path / "ledger.sqlite", lambda: DATE) as ledger:
            deliver_all.told = list(deliver(mine, ledger, to, DATE, patience, resend=resend))
        return [(problem.code, dict(problem.facts)["to"]) for problem in deliver_all.told]

    deliver_all.slept = slept
    return deliver_all


def codes(outcomes):
    return Counter(code for code, _ in outcomes)


def test_each_letter_goes_once_however_often_it_is_sent(run):
    with serving() as (post, server):
        assert codes(run(letters(5), server)) == {"mail-accepted": 5}
        assert codes(run(letters(6), server)) == {"mail-accepted-before": 5, "mail-accepted": 1}
        assert post.recipients() == sorted(f"unit{n}@nakhok.example" for n in range(6))


def test_no_faster_than_the_rate(run):
    with serving() as (_, server):
        run(letters(4), server)
    assert run.slept == [3, 3, 3]


ONE, COPY = "klang@nakhok.example", SENDER
THREE = ("a@nakhok.example", "b@nakhok.example", "c@nakhok.example")


def test_one_of_three_refused_does_not_keep_the_others_from_it(run):
    with serving() as (post, server):
        post.on_rcpt = lambda address: "550 5.1.1 ไม่มีผู้ใช้นี้".encode().decode() if address.startswith("b") else None
        outcomes = run([letter(to=THREE, copy=())], server)
        assert sorted(outcomes) == [
            ("mail-accepted", THREE[0]), ("mail-accepted", THREE[2]), ("mail-refused", THREE[1]),
        ]  # fmt: skip
        [refused] = [problem for problem in run.told if problem.code == "mail-refused"]
        assert "550 5.1.1 ไม่มีผู้ใช้นี้" in message(refused)
        post.on_rcpt = lambda address: None
        assert codes(run([letter(to=THREE, copy=())], server)) == {"mail-accepted-before": 2, "mail-accepted": 1}
        assert post.recipients() == sorted(THREE)


@pytest.mark.parametrize("stage", ["on_rcpt", "on_data"])
@pytest.mark.parametrize("answer", ["451 4.7.1 greylisted, try again", "452 4.2.2 mailbox full"])
def test_what_is_put_off_is_tried_again_after_pauses_that_grow(run, stage, answer):
    answers = iter([answer, answer])
    with serving() as (post, server):
        setattr(post, stage, lambda what: next(answers, None))
        assert run([letter(copy=())], server) == [("mail-accepted", ONE)]
        assert run.slept == [30, 120]
        assert post.recipients() == [ONE]


def test_what_is_put_off_for_ever_is_told_with_the_servers_words_and_may_be_tried_again_later(run):
    with serving() as (post, server):
        post.on_rcpt = lambda address: "452 4.2.2 mailbox full" if address == ONE else None
        outcomes = run([letter(copy=()), *letters(2)], server)
        assert codes(outcomes) == {"mail-accepted": 2, "mail-put-off": 1}
        assert run.slept == [3, 3, 30, 120, 420]
        assert "452 4.2.2 mailbox full" in message(run.told[-1])
        post.on_rcpt = lambda address: None
        assert codes(run([letter(copy=()), *letters(2)], server)) == {"mail-accepted": 1, "mail-accepted-before": 2}


@pytest.mark.parametrize("answer", ["552 5.3.4 message too big", "554 5.7.1 spam"])
def test_a_message_that_is_refused_for_good_is_told_at_once(run, answer):
    with serving() as (post, server):
        post.on_data = lambda recipients: answer
        assert run([letter(copy=())], server) == [("mail-refused", ONE)]
        assert answer in message(run.told[0])
        assert run.slept == []


def test_a_message_larger_than_the_server_takes_is_not_begun(run):
    with serving(data_size_limit=12_000) as (post, server):
        outcomes = run([letter(copy=()), letter("เล็ก", ("small@nakhok.example",), (), attachment=None)], server)
        assert outcomes == [("mail-too-large", ONE), ("mail-accepted", "small@nakhok.example")]
        assert "12 kB" in message(run.told[0])
        assert post.offered == 1


def test_a_connection_that_breaks_before_the_data_is_begun_again(run):
    with serving() as (post, server):
        post.drop = lambda number: "data" if number == 2 else None
        assert codes(run(letters(4), server)) == {"mail-accepted": 4}
        assert post.recipients() == sorted(f"unit{n}@nakhok.example" for n in range(4))


def test_a_connection_that_breaks_at_a_recipient_is_begun_again(run):
    answers = iter(["drop"])
    with serving() as (post, server):
        post.on_rcpt = lambda address: next(answers, None)
        assert codes(run(letters(3), server)) == {"mail-accepted": 3}
        assert len(post.recipients()) == 3


@pytest.mark.parametrize("when", ["body", "taken"])
def test_one_that_breaks_in_or_after_the_data_leaves_it_unknown_until_resend(run, when):
    with serving() as (post, server):
        post.drop = lambda number: when if number == 2 else None
        outcomes = run(letters(3), server)
        assert codes(outcomes) == {"mail-accepted": 2, "mail-unknown": 1}
        assert ("mail-unknown", "unit1@nakhok.example") in outcomes
        assert codes(run(letters(3), server)) == {"mail-accepted-before": 2, "mail-unknown": 1}
        arrived = post.recipients().count("unit1@nakhok.example")
        assert arrived == (when == "taken")
        assert codes(run(letters(3), server, resend=True)) == {"mail-accepted-before": 2, "mail-accepted": 1}
        assert post.recipients().count("unit1@nakhok.example") == arrived + 1


def test_a_slow_server_leaves_it_unknown(run):
    with serving() as (post, server):
        post.slow = 1.5
        server = replace(server, final_seconds=0.3)
        assert codes(run([letter(copy=())], server)) == {"mail-unknown": 1}


def test_a_server_that_says_goodbye_is_called_again(run):
    with serving() as (post, server):
        answers = iter(["421 4.3.2 shutting down"])
        post.on_rcpt = lambda address: next(answers, None)
        assert codes(run(letters(2), server)) == {"mail-accepted": 2}
        assert len(post.recipients()) == 2


def test_nobody_there_ends_it_and_everything_is_still_planned(run, tmp_path):
    with pytest.raises(CannotGoOn) as stop:
        run(letters(2), account("none", free_port()))
    assert stop.value.problem.code == "mail-server-unreachable"
    assert run.slept == []
    with Ledger(tmp_path / "ledger.sqlite", lambda: DATE) as ledger:
        assert ledger.entry(letters(1)[0], "unit0@nakhok.example").state is Posted.PLANNED


def test_a_wrong_password_ends_it(run, trusted):
    with serving("ssl", trusted.context(), logs_in=True) as (post, server):
        with pytest.raises(CannotGoOn) as stop:
            run(letters(2), replace(server, secret=Secret("wrong", is_token=False)))
        assert (stop.value.problem.code, post.taken) == ("mail-login-refused", [])


@pytest.mark.parametrize("when", ["data", "body", "taken"])
def test_a_server_gone_in_the_middle_of_forty_and_run_again(run, when):
    """Every unit got its message exactly once, or is reported unknown."""
    everybody = {f"unit{n}@nakhok.example" for n in range(40)}
    with serving() as (post, server):
        post.drop = lambda number: when if number >= 20 else None
        first = run(letters(40), server)
        assert codes(first)["mail-accepted"] == 19
        assert all(severity(problem) is Severity.ERROR for problem in run.told if problem.code != "mail-accepted")
        assert {recipient for _, recipient in first} == everybody
        post.drop = lambda number: None
        second = run(letters(40), server)
        got = Counter(post.recipients())
        unknown = {recipient for code, recipient in second if code == "mail-unknown"}
        assert set(got.values()) <= {1}
        assert everybody == set(got) | unknown
        assert {code for code, recipient in second if recipient not in unknown} == {
            "mail-accepted", "mail-accepted-before",
        }  # fmt: skip
        assert (len(unknown) > 0) == (when != "data")


KILLED = """
import datetime as dt, sys
from pathlib import Path
from itaxl.mail.delivery import Patience, deliver
from itaxl.mail.ledger import Ledger
from tests.mail.letters import DATE, letters
from tests.mail.servers import account
with Ledger(Path(sys.argv[1]), lambda: DATE) as ledger:
    for told in deliver(letters(40), ledger, account("none", int(sys.argv[2])), DATE, Patience(between=0), resend=False):
        print(told.code, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no SIGKILL")
@pytest.mark.parametrize("after", [1, 7, 23])
def test_a_run_that_is_killed_while_it_sends_and_run_again(run, tmp_path, after):
    with serving() as (post, server):
        post.slow = 0.05
        command = [sys.executable, "-c", KILLED, str(tmp_path / "ledger.sqlite"), str(server.port)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        for _ in range(after):
            assert process.stdout.readline() == "mail-accepted\n"
        process.send_signal(signal.SIGKILL)
        process.communicate()
        post.slow = 0
        outcomes = run(letters(40), server)
        unknown = {recipient for code, recipient in outcomes if code == "mail-unknown"}
        got = Counter(post.recipients())
        assert set(got.values()) == {1}
        assert len(unknown) <= 1
        assert set(got) | unknown == {f"unit{n}@nakhok.example" for n in range(40)}


# --- a second, independent server --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def debian(authority):
    with exim(authority) as running:
        yield running


def delivered(maildir, recipient):
    """What was put into the mailbox for a recipient, once it is there."""
    for _ in range(200):
        for path in maildir.glob("new/*"):
            if f"Envelope-to: {recipient}\n".encode() in path.read_bytes():
                return path.read_bytes()
        time.sleep(0.05)
    raise AssertionError(f"nothing arrived for {recipient}")


@needs_exim
@pytest.mark.parametrize("security", ["starttls", "ssl"])
def test_exim_takes_it_and_delivers_it_byte_by_byte(run, trusted, debian, security):
    maildir, *ports = debian
    port = dict(zip(("starttls", "ssl"), ports, strict=True))[security]
    server = account(security, port, Secret(PASSWORD, is_token=False))
    mine = letter(f"กอง {security}", (f"{security}@nakhok.example", "nobody@nakhok.example"), ())
    assert codes(run([mine], server)) == {"mail-accepted": 1, "mail-refused": 1}
    assert any("550 no such user here" in message(problem) for problem in run.told)
    arrived = delivered(maildir, f"{security}@nakhok.example")
    assert arrived.endswith(email_bytes(mine, DATE, draft=False).replace(b"\r\n", b"\n"))
    assert codes(run([mine], server)) == {"mail-accepted-before": 1, "mail-refused": 1}


@needs_exim
def test_exim_refuses_a_wrong_password_and_what_is_too_large(run, trusted, debian):
    _, starttls, _ = debian
    with pytest.raises(CannotGoOn) as stop:
        run(letters(1), account("starttls", starttls, Secret("wrong", is_token=False)))
    assert "535" in message(stop.value.problem)
    large = letters(1, attachment=Attachment("x.xlsx", bytes(3_000_000)))
    outcomes = run(large, account("starttls", starttls, Secret(PASSWORD, is_token=False)))
    assert codes(outcomes) == {"mail-too-large": 1}
