"""Every fault a server can have, and each letter arrives once or is told of."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace

import pytest

from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.sentences import Severity, advice, message, severity
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
    waited: list[Problem] = []

    def deliver_all(mine, to, *, resend=False, pauses=(30, 120, 420)):
        patience = Patience(between=3, pauses=pauses, sleep=slept.append, waits=waited.append)
        with Ledger(tmp_path / "ledger.sqlite", lambda: DATE) as ledger:
            deliver_all.told = list(deliver(mine, ledger, to, DATE, patience, resend=resend))
        return [(problem.code, dict(problem.facts)["to"]) for problem in deliver_all.told]

    deliver_all.slept, deliver_all.waited = slept, waited
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


def test_all_that_one_answer_says_is_written_down_before_any_of_it_is_told(tmp_path):
    """Whatever ends the run while the first is told, the copy is not unknown: the server has answered for both."""
    mine = letter()
    with serving() as (_, server), Ledger(tmp_path / "ledger.sqlite", lambda: DATE) as ledger:
        next(deliver([mine], ledger, server, DATE, Patience(between=0), resend=False))
        assert [ledger.entry(mine, each).state for each in mine.recipients] == [Posted.ACCEPTED] * 2


def test_who_waits_is_told_for_what_and_how_long_before_each_pause(run):
    answers = iter(["451 4.7.1 greylisted", "451 4.7.1 greylisted"])
    with serving() as (post, server):
        post.on_rcpt = lambda address: next(answers, None)
        run([letter(copy=())], server)
    assert [dict(each.facts)["seconds"] for each in run.waited] == ["30", "120"]
    said = f"{server.place} ยังไม่รับ 1 ฉบับ (451 4.7.1 greylisted) รอ 30 วินาที แล้วลองใหม่เอง"
    assert message(run.waited[0]) == said


def test_nobody_gets_a_letter_twice_for_the_capitals_of_an_address(run):
    with serving() as (post, server):
        run([letter(to=("klang@nakhok.example", "KLANG@nakhok.example"), copy=("Klang@Nakhok.example",))], server)
        run([letter(to=("Klang@nakhok.example",), copy=())], server)
        assert post.recipients() == ["klang@nakhok.example"]


def test_what_is_put_off_for_ever_is_told_with_the_servers_words_and_may_be_tried_again_later(run):
    with serving() as (post, server):
        post.on_rcpt = lambda address: "452 4.2.2 mailbox full" if address == ONE else None
        outcomes = run([letter(copy=()), *letters(2)], server)
        assert codes(outcomes) == {"mail-accepted": 2, "mail-put-off": 1}
        assert run.slept == [3, 3, 30, 120, 420]
        assert "452 4.2.2 mailbox full" in message(run.told[-1])
        post.on_rcpt = lambda address: None
        assert codes(run([letter(copy=()), *letters(2)], server)) == {"mail-accepted": 1, "mail-accepted-before": 2}


@pytest.mark.parametrize(
    ("answer", "code", "what"),
    [
        ("552 5.3.4 message too big", "mail-refused-size", "ขอให้ผู้ดูแลเพิ่มขนาดที่รับ"),
        ("554 5.7.1 spam", "mail-refused", "ตรวจที่อยู่อีเมล"),
    ],
)
def test_a_message_that_is_refused_for_good_is_told_at_once_with_what_to_do(run, answer, code, what):
    with serving() as (post, server):
        post.on_data = lambda recipients: answer
        assert run([letter(copy=())], server) == [(code, ONE)]
        assert answer in message(run.told[0])
        assert what in advice(run.told[0])


@pytest.mark.parametrize("stage", ["on_mail", "on_rcpt"])
def test_a_server_that_wants_a_log_in_and_offers_none_ends_it(run, stage, tmp_path):
    with serving() as (post, server):
        setattr(post, stage, lambda address: "530 5.7.57 client was not authenticated")
        with pytest.raises(CannotGoOn) as stop:
            run(letters(3), server)
        assert stop.value.problem.code == "mail-login-needed"
        assert "530 5.7.57" in message(stop.value.problem)
        assert "SMTP AUTH" in advice(stop.value.problem)
        assert post.taken == []
    with Ledger(tmp_path / "ledger.sqlite", lambda: DATE) as ledger:
        assert {ledger.entry(each, each.to[0]).state for each in letters(3)} == {Posted.PLANNED}


def test_a_server_that_wants_another_log_in_after_one_ends_it(run, trusted):
    with serving("ssl", trusted.context(), logs_in=True) as (post, server):
        post.on_mail = lambda address: "530 5.7.0 must authenticate"
        with pytest.raises(CannotGoOn) as stop:
            run(letters(2), replace(server, secret=Secret(PASSWORD, is_token=False)))
        assert stop.value.problem.code == "mail-login-needed"
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


LARGE = Attachment("x.xlsx", bytes(12_000_000))  # more than the buffers between here and there hold


@pytest.mark.parametrize("security", ["none", "starttls"])
def test_one_that_breaks_before_the_end_of_a_message_is_begun_again(run, trusted, security):
    with serving(security, trusted.context(), logs_in=security != "none") as (post, server):
        server = replace(server, secret=Secret(PASSWORD, is_token=False) if security != "none" else None)
        post.drop = lambda number: "body" if number == 1 else None
        mine = [letter("ใหญ่", copy=(), attachment=LARGE), *letters(1)]
        assert codes(run(mine, server)) == {"mail-accepted": 2}
        assert post.recipients() == [ONE, "unit0@nakhok.example"]


@pytest.mark.parametrize("when", ["end", "taken"])
def test_one_that_breaks_after_the_end_of_a_message_leaves_it_unknown_until_resend(run, when):
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


def test_two_broken_connections_in_a_row_end_it_and_the_rest_is_named(run):
    with serving() as (post, server):
        post.drop = lambda number: "data" if number in (2, 5, 6) else None
        outcomes = run(letters(8), server)
        # 0 is taken, 1 breaks, 2 and 3 are taken; 4 breaks twice
        assert codes(outcomes) == {"mail-accepted": 3, "mail-stopped": 5}
        assert [told.found for told in run.told if told.code == "mail-stopped"]
        assert "ขาดสองครั้งติดกัน" in message(run.told[-1])
        assert post.offered == 6
        assert codes(run(letters(8), server)) == {"mail-accepted-before": 3, "mail-accepted": 5}
        assert set(Counter(post.recipients()).values()) == {1}


def test_a_letter_at_which_the_connection_breaks_keeps_no_other_from_going(run):
    with serving() as (post, server):
        post.on_rcpt = lambda address: "drop" if address.startswith("unit1@") else None
        outcomes = run(letters(5), server)
        assert codes(outcomes) == {"mail-accepted": 4, "mail-stopped": 1}
        assert ("mail-stopped", "unit1@nakhok.example") in outcomes


def test_a_server_that_refuses_in_the_middle_of_a_message_is_heard(run):
    with serving() as (post, server):
        post.drop = lambda number: "full"
        outcomes = run([letter(copy=(), attachment=LARGE)], server)
        assert outcomes == [("mail-refused-size", ONE)]


def test_a_wrong_password_ends_it(run, trusted):
    with serving("ssl", trusted.context(), logs_in=True) as (post, server):
        with pytest.raises(CannotGoOn) as stop:
            run(letters(2), replace(server, secret=Secret("wrong", is_token=False)))
        assert (stop.value.problem.code, post.taken) == ("mail-login-refused", [])


@pytest.mark.parametrize("when", ["data", "body", "end", "taken"])
def test_a_server_gone_in_the_middle_of_forty_and_run_again(run, when):
    """Every unit got its message exactly once, or is reported unknown."""
    everybody = {f"unit{n}@nakhok.example" for n in range(40)}
    with serving() as (post, server):
        post.drop = lambda number: when if number >= 20 else None
        first = run(letters(40), server)
        assert codes(first)["mail-accepted"] == 19
        assert all(severity(problem) is Severity.ERROR for problem in run.told if problem.code != "mail-accepted")
        assert {recipient for _, recipient in first} == everybody
        assert codes(first)["mail-unknown"] + codes(first)["mail-stopped"] == 21
        assert run.slept.count(30) == 1
        post.drop = lambda number: None
        second = run(letters(40), server)
        got = Counter(post.recipients())
        unknown = {recipient for code, recipient in second if code == "mail-unknown"}
        assert set(got.values()) <= {1}
        assert everybody == set(got) | unknown
        assert {code for code, recipient in second if recipient not in unknown} == {
            "mail-accepted", "mail-accepted-before",
        }  # fmt: skip
        if when != "body":  # there it depends on whether the end of a small message went before we heard of the break
            assert len(unknown) == (0 if when == "data" else 2)
        assert len(unknown) <= 2


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
