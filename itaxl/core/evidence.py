"""Addresses that a unit gives as evidence."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from urllib.parse import unquote, urlsplit

_ADDRESS = re.compile(r"https?://[^\s<>\"|]+", re.IGNORECASE)
_BARE = re.compile(r"(?<![\w/.@])www\.[^\s<>\"|]+", re.IGNORECASE)
_JOINED = re.compile(r"(?<![,;|])[,;|]++(?=(?:https?://|www\.))", re.IGNORECASE)
_MOST = 100  # addresses in one text: a cell holds three thousand of the shortest
_TRAILING = ".,;:!?'\""
_PLAIN = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*+(?:/[A-Za-z0-9/_%=&?#.-]*+)?+(?<![.?])")


def read_evidence(text: str) -> tuple[str, ...]:
    """The http(s) addresses in a text, each once, in order, the first hundred of them; "www.…" is taken as https.

    Words around the addresses are no evidence, and are the caller's to keep, as are more addresses than that.
    """
    may_be_joined = "," in text or ";" in text or "|" in text  # looked for first: the pattern costs far more
    if _ADDRESS.fullmatch(text) and not (may_be_joined and _JOINED.search(text)):  # one address, whatever it quotes
        return (_closed(text.rstrip(_TRAILING)),)
    found = _ADDRESS.findall(_BARE.sub(lambda bare: f"https://{bare[0]}", _JOINED.sub(" ", text)))
    return tuple(islice(dict.fromkeys(_closed(address.rstrip(_TRAILING)) for address in found), _MOST))


def _closed(address: str) -> str:
    """Without a closing bracket that was opened outside the address."""
    return address[:-1] if address.endswith(")") and "(" not in address else address


def is_address(text: str) -> bool:
    """True for a text that is one http(s) address, and so may be made a link."""
    return _ADDRESS.fullmatch(text) is not None and bool(_host(text))


def is_plain_address(text: str) -> bool:
    """True only for a text that is one address, and is read as just that: a quick answer for nearly every link. False
    says nothing."""
    return _PLAIN.fullmatch(text) is not None


_ON_COMPUTER = re.compile(r"\bfile:|(?<![\w/])[a-z]:[\\/](?!/)|(?<![\w\\:])\\\\\w", re.IGNORECASE)


def is_on_computer(text: str) -> bool:
    """True for the place of a file on somebody's own computer or network: file:///…, C:\\…, \\\\server\\…."""
    return _ON_COMPUTER.search(text) is not None


PRIVATE_DRIVES = (
    "drive.google.com", "docs.google.com", "photos.google.com", "photos.app.goo.gl", "onedrive.live.com", "1drv.ms",
    "sharepoint.com", "dropbox.com", "db.tt", "icloud.com", "box.com", "mega.nz", "mediafire.com", "wetransfer.com",
)  # fmt: skip
"""Where people keep files of their own: who is not invited may see nothing behind such a link. With subdomains."""


_BELOW_DRIVES = tuple(f".{drive}" for drive in PRIVATE_DRIVES)


def is_on_private_drive(address: str) -> bool:
    """True for an address on somebody's drive, which the public may not see."""
    host = _host(address)
    return host in PRIVATE_DRIVES or host.endswith(_BELOW_DRIVES)


def same_address(one: str, other: str) -> bool:
    """True when two addresses differ only as programs rewrite them: scheme, escapes, a last slash, the host's case."""
    return address_key(one) == address_key(other)


def same_but_for_escapes(one: str, other: str) -> bool:
    """True when two addresses differ only by what is escaped in them: LibreOffice makes "ก" of "%E0%B8%81"."""
    return one == other or unquote(one) == unquote(other)


def address_key(address: str) -> str:
    """What addresses are compared by."""
    rest = unquote(address.strip()).rpartition("://")[2] if address.count("://") == 1 else unquote(address.strip())
    host, slash, path = rest.partition("/")
    return f"{host.casefold()}{slash}{path}".rstrip("/")


@lru_cache(maxsize=4096)  # asked of each address several times, and urlsplit is slow
def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").casefold().removeprefix("www.")
    except ValueError:
        return ""


def is_on_website(address: str, website: str) -> bool:
    """True when the address is on the office's website or a subdomain of it; always, when no website is given."""
    if not website.strip():
        return True
    own = _host(website if "://" in website else f"https://{website.strip()}")
    host = _host(address)
    return bool(own) and (host == own or host.endswith(f".{own}"))
