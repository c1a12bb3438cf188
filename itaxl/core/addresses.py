"""E-mail addresses as people type them: which can be used, and why another cannot."""

from __future__ import annotations

import re
from collections.abc import Iterable

from itaxl.core.problems import Word

# RFC 5321: dots only between atoms, labels that neither begin nor end with a dash, at most 64 and 254 letters.
_EMAIL = re.compile(
    r"(?=[^@]{1,64}@)(?=.{1,254}$)[A-Za-z0-9_%+-]+(\.[A-Za-z0-9_%+-]+)*"
    r"@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+"
)
_NAMED = re.compile(r".*\S.*<[^<>]*@[^<>]*>|.*<[^<>]*@[^<>]*>.*\S.*", re.DOTALL)


def is_email(text: str) -> bool:
    """True for an e-mail address in plain ASCII (internationalised ones are not supported)."""
    return _EMAIL.fullmatch(text) is not None


def why_no_email(text: str) -> Word:
    """What is wrong with a text that is no address."""
    if "@" not in text:
        return Word.NO_AT_SIGN
    if len(split_addresses(text)) > 1:
        return Word.SEVERAL_ADDRESSES
    if _NAMED.fullmatch(text):
        return Word.NAME_BESIDE
    return Word.MISSPELT if text.isascii() else Word.INTERNATIONAL


def each_once(addresses: Iterable[str]) -> tuple[str, ...]:
    """The addresses, each mailbox once as it is first written: capitals make no other mailbox of one (RFC 5321, 2.4
    discourages servers from telling them apart, and none that an office meets does)."""
    found: dict[str, str] = {}
    for address in addresses:
        found.setdefault(address.casefold(), address)
    return tuple(found.values())


def split_addresses(text: str) -> list[str]:
    """The parts of a cell that may hold several addresses, between commas, semicolons and line breaks, or blanks where
    those stand between addresses and not in a name."""
    parts = [part.strip() for part in re.split(r"[;,\n]+", text) if part.strip()]
    return [each for part in parts for each in (part.split() if _is_addresses(part.split()) else [part])]


def _is_addresses(words: list[str]) -> bool:
    return all("@" in word and "<" not in word for word in words)
