"""The one place that asks for a password or token: the environment, or the system's keyring. It is never stored."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from itaxl.core.problems import CannotGoOn, Problem

PASSWORD, TOKEN = "ITAXL_MAIL_PASSWORD", "ITAXL_MAIL_TOKEN"
SERVICE = "itaxl"
"""What the password is kept under in the keyring, beside the sender's address."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A password, or a token for XOAUTH2; neither is ever shown."""

    value: str = field(repr=False)
    is_token: bool


def find_secret(sender: str, environment: Mapping[str, str]) -> Secret | None:
    """The token, else the password of the environment, else that of the keyring (the extra `keyring`), else None.

    Raises CannotGoOn for one with characters that SMTP cannot carry.
    """
    for name in (TOKEN, PASSWORD):
        if value := environment.get(name):
            return _usable(name, value)
    kept = _in_keyring(sender)
    return _usable("keyring", kept) if kept else None


def _usable(name: str, value: str) -> Secret:
    if not (value.isascii() and value.isprintable()):
        raise CannotGoOn(Problem("mail-secret-unusable", found=name))
    return Secret(value, is_token=name == TOKEN)


def _in_keyring(sender: str) -> str | None:
    with contextlib.suppress(Exception):  # not installed, locked, or none on this machine: there is no password then
        import keyring

        kept: str | None = keyring.get_password(SERVICE, sender)
        return kept
    return None
