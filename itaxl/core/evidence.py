"""Addresses that a unit gives as evidence."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_ADDRESS = re.compile(r"https?://[^\s<>\"|]+", re.IGNORECASE)
_BARE = re.compile(r"(?<![\w/.@])www\.[^\s<>\"|]+", re.IGNORECASE)
_JOINED = re.compile(r"[,;|]+(?=(?:https?://|www\.))", re.IGNORECASE)
_TRAILING = ".,;:!?'\""


def read_evidence(text: str) -> tuple[str, ...]:
    """The http(s) addresses in a text, each once, in order; "www.…" is taken as https.

    Words around the addresses are no evidence, and are the caller's to keep.
    """
    if _ADDRESS.fullmatch(text) and not _JOINED.search(text):  # one address, whatever it quotes
        return (_closed(text.rstrip(_TRAILING)),)
    found = _ADDRESS.findall(_BARE.sub(lambda bare: f"https://{bare[0]}", _JOINED.sub(" ", text)))
    return tuple(dict.fromkeys(_closed(address.rstrip(_TRAILING)) for address in found))


def _closed(address: str) -> str:
    """Without a closing bracket that was opened outside the address."""
    return address[:-1] if address.endswith(")") and "(" not in address else address


def is_address(text: str) -> bool:
    """True for a text that is one http(s) address, and so may be made a link."""
    return _ADDRESS.fullmatch(text) is not None and bool(_host(text))


def same_address(one: str, other: str) -> bool:
    """True when two addresses differ only as programs rewrite them: scheme, escapes, a last slash, the host's case."""
    return _plain(one) == _plain(other)


def _plain(address: str) -> str:
    rest = unquote(address.strip()).rpartition("://")[2] if address.count("://") == 1 else unquote(address.strip())
    host, slash, path = rest.partition("/")
    return f"{host.casefold()}{slash}{path}".rstrip("/")


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
