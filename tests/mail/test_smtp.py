"""Real conversations: what encrypts, who is trusted, who is let in."""

import socket
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import replace

import pytest

from itaxl.core.problems import CannotGoOn
from itaxl.core.sentences import advice, message
from itaxl.mail.letters import email_bytes
from itaxl.mail.secret import Secret
from itaxl.mail.smtp import Session, Unreachable
from tests.mail.letters import DATE, letter
from tests.mail.servers import PASSWORD, TOKEN, account, free_port, serving

GOOD = Secret(PASSWORD, is_token=False)
DATA = email_bytes(letter(), DATE, draft=False)
TO = ["klang@nakhok.example"]


def sent(account, data=DATA):
    with Session(account) as session:
        return session.send(TO, data, lambda recipients: None)


def stopped(account):
    with pytest.raises(CannotGoOn) as stop:
        sent(account)
    return stop.value.problem


@pytest.mark.parametrize("security", ["ssl", "starttls"])
@pytest.mark.parametrize("secret", [GOOD, Secret(TOKEN, is_token=True)], ids=["password", "token"])
def test_encrypted_and_logged_in(trusted, security, secret):
    with serving(security, trusted.context(), logs_in=True) as (post, account):
        replies = sent(replace(account, secret=secret))
        assert replies[TO[0]].is_accepted
        assert replies[TO[0]].words == "250 2.0.0 queued as 42"
        assert post.taken == [(TO, DATA)]


@pytest.mark.parametrize("security", ["ssl", "starttls"])
@pytest.mark.parametrize("kind", ["expired", "foreign", "other"])
def test_a_certificate_that_cannot_be_trusted_ends_it(trusted, security, kind):
    with serving(security, trusted.context(kind), logs_in=True) as (post, account):
        problem = stopped(replace(account, secret=GOOD))
        assert problem.code == "mail-certificate"
        assert {"expired": "expired", "foreign": "issuer", "other": "127.0.0.1"}[kind] in message(problem, "en")
        assert post.taken == []


def test_without_the_authority_a_good_certificate_is_foreign(authority):
    with serving("ssl", authority.context()) as (_, account):
        assert stopped(account).code == "mail-certificate"


def test_a_server_without_encryption_gets_nothing(trusted):
    with serving("none") as (post, account):
        assert stopped(replace(account, security="starttls")).code == "mail-tls-missing"
        assert post.taken == []


def test_plain_is_for_this_machine_only():
    assert stopped(replace(account("none", 25), host="192.0.2.1")).code == "mail-unprotected"
    with serving("none") as (post, open_account):
        assert sent(open_account)[TO[0]].is_accepted
        assert post.recipients() == TO


def test_a_wrong_password_is_told_with_the_servers_words_and_without_the_password(trusted):
    with serving("starttls", trusted.context(), logs_in=True) as (post, account):
        problem = stopped(replace(account, secret=Secret(PASSWORD[::-1], is_token=False)))
        assert (problem.code, post.taken) == ("mail-login-refused", [])
        assert "535" in message(problem)
        assert PASSWORD[::-1] not in repr(problem)


def test_a_token_that_is_refused_is_never_repeated(trusted):
    bad = "ya29.expired" + "x" * 40
    with serving("ssl", trusted.context(), logs_in=True) as (_, account):
        problem = stopped(replace(account, secret=Secret(bad, is_token=True)))
        assert problem.code == "mail-login-refused"
        assert "535 5.7.3 refused …" in message(problem)
        assert bad not in repr(problem)
        assert "eWEyOS5leHBpcmVk"[:12] not in repr(problem)


def test_a_server_that_takes_no_password_any_more_says_so(trusted):
    more = {"auth_exclude_mechanism": ["LOGIN", "PLAIN"]}
    with serving("starttls", trusted.context(), logs_in=True, **more) as (_, account):
        problem = stopped(replace(account, secret=GOOD))
        assert problem.code == "mail-login-refused"
        assert "XOAUTH2" in advice(problem)


def test_no_password_where_one_is_wanted(trusted):
    with serving("ssl", trusted.context(), logs_in=True) as (_, account):
        assert stopped(account).code == "mail-secret-missing"


def test_a_secret_is_not_shown():
    assert PASSWORD not in repr(account("ssl", 465, GOOD))


def test_nobody_there():
    with pytest.raises(Unreachable):
        Session(account("none", free_port()))


@pytest.mark.parametrize("security", ["none", "starttls"])
def test_a_server_that_is_too_busy_to_greet_is_out_of_reach_and_not_called_unsafe(security):
    with serving("none") as (post, account):
        post.greeting = "421 4.3.2 too busy"
        with pytest.raises(Unreachable, match="too busy"):
            Session(replace(account, security=security))


def test_a_plain_server_behind_a_port_for_tls_is_no_server():
    with serving("none") as (_, plain), pytest.raises(Unreachable):
        Session(replace(plain, security="ssl"))


def test_lines_that_begin_with_a_dot_arrive_as_they_were():
    with serving("none") as (post, open_account):
        data = b"Subject: x\r\n\r\n.\r\n..\r\n.x\r\nend.\r\n"
        sent(open_account, data)
        assert post.taken == [(TO, data)]


@contextmanager
def speaking(script):
    """A server that plays a script on its one connection; gives the account for it."""
    listening = socket.create_server(("127.0.0.1", 0))

    def play():
        with listening, listening.accept()[0] as sock, suppress(OSError):  # the other side has had enough
            script(sock)

    thread = threading.Thread(target=play)
    thread.start()
    yield replace(account("none", listening.getsockname()[1]), seconds=1.5, final_seconds=1.5)
    thread.join(20)
    assert not thread.is_alive()


def endless(sock):
    sock.sendall(b"220 here\r\n")
    sock.recv(1000)
    while True:
        sock.sendall(b"250-and more\r\n" * 100)


def dripping(sock):
    while True:
        sock.sendall(b"2")
        time.sleep(0.3)


@pytest.mark.parametrize("script", [endless, dripping])
def test_an_answer_that_does_not_end_is_no_server(script):
    with speaking(script) as drawn_out, pytest.raises(Unreachable):
        Session(drawn_out)


def answering(final):
    """A server that takes everything and says `final` to the end of the message."""

    def script(sock):
        sock.sendall(b"220 here\r\n")
        for answer in (b"250 here\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go on\r\n"):
            sock.recv(1000)
            sock.sendall(answer)
        heard = b""
        while not heard.endswith(b"\r\n.\r\n"):
            heard += sock.recv(1 << 16)
        final(sock)

    return script


@pytest.mark.parametrize(
    "final",
    [lambda sock: sock.sendall(b"hello there\r\n"), lambda sock: sock.sendall(b"999 ok\r\n"), dripping],
    ids=["words", "999", "dripping"],
)
def test_what_is_no_answer_to_the_end_of_a_message_leaves_it_unknown(final):
    with speaking(answering(final)) as odd:
        assert sent(odd)[TO[0]].is_unknown


def test_who_is_stopped_while_the_server_is_silent_does_not_wait_for_its_farewell():
    class Stopped(Exception):
        pass

    silent = answering(lambda sock: sock.recv(1000))
    with speaking(silent) as account_, pytest.raises(Stopped):
        patient = replace(account_, seconds=60, final_seconds=600)
        with Session(patient) as session:
            session._smtp.getreply = lambda: (_ for _ in ()).throw(Stopped)  # as Ctrl+C, while it waits
            session._data(DATA)


@pytest.mark.parametrize("host", ["a..b", "ก" * 70])
def test_a_host_that_no_name_can_be_is_not_reached(host, trusted):
    with pytest.raises(Unreachable):
        Session(replace(account("starttls", 25), host=host))
