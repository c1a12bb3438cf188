"""Real conversations: what encrypts, who is trusted, who is let in."""

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
