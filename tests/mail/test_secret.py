import sys
import types

import pytest

from itaxl.core.problems import CannotGoOn
from itaxl.mail.secret import PASSWORD, TOKEN, Secret, find_secret

SENDER = "plan@nakhok.example"


@pytest.fixture
def keyring(monkeypatch):
    """A keyring with one password in it."""
    kept = {("itaxl", SENDER): "kept"}
    module = types.SimpleNamespace(get_password=lambda service, name: kept.get((service, name)))
    monkeypatch.setitem(sys.modules, "keyring", module)


CASES = [
    ({TOKEN: "t", PASSWORD: "p"}, Secret("t", is_token=True)),
    ({TOKEN: "", PASSWORD: "p"}, Secret("p", is_token=False)),
    ({}, Secret("kept", is_token=False)),
]


@pytest.mark.parametrize(("environment", "secret"), CASES)
def test_the_token_then_the_password_then_the_keyring(keyring, environment, secret):
    assert find_secret(SENDER, environment) == secret


def test_without_a_keyring_there_is_none(monkeypatch):
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert find_secret(SENDER, {}) is None


@pytest.mark.parametrize("value", ["รหัสผ่าน", "two\nlines", "bell\a"])
def test_what_smtp_cannot_carry_is_refused_without_being_told(value):
    with pytest.raises(CannotGoOn) as stop:
        find_secret(SENDER, {PASSWORD: value})
    assert value not in str(stop.value)
