"""Attributes and texts out of the bytes of XML that no parser needs to read as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

WITHIN = rb"(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+"
"""What stands between a tag's name and its end, as a pattern: in quotes a ">" is no end."""

# A name begins where none goes on: looking for one in every letter of a long run would take for ever.
_ATTRIBUTE = re.compile(r"(?<![\w:-])([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.ASCII)
_TEXTS = {name: re.compile(rb"<(?:\w+:)?" + name + rb"(?:\s[^<>]*)?>([^<]*)<") for name in (b"t", b"text")}
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


CDATA, _END_OF_CDATA = b"<![CDATA[", b"]]>"


def without_cdata(content: bytes) -> bytes:
    """The same XML with each text that stands as it is escaped instead: a "<" begins a tag then, wherever it stands. A
    text without an end is left, and is damage to any reader."""
    before, *texts = content.split(CDATA)
    kept = [before]
    for each in texts:
        text, end, rest = each.partition(_END_OF_CDATA)
        kept += (escape(text.decode("utf-8", "replace"), quote=False).encode(), rest) if end else (CDATA, each)
    return b"".join(kept)


def attributes(text: bytes) -> dict[str, str]:
    """The attributes by name, prefix and all, from what stands between a tag's name and its end."""
    said = text.decode("utf-8", "replace")
    found = {name: quoted or single for name, quoted, single in _ATTRIBUTE.findall(said)}
    return {name: unescape(value) for name, value in found.items()} if "&" in said else found


def number_of(text: str) -> int | None:
    """The number that an attribute gives; None where it gives none, or one longer than any that counts something."""
    return int(text) if text.isdecimal() and len(text) < 10 else None


def pieces(start: re.Pattern[bytes], part: bytes) -> Iterator[bytes]:
    """What stands behind each start, up to the next one: one at a time, because there may be millions."""
    begin = None
    for found in start.finditer(part):
        if begin is not None:
            yield part[begin : found.start()]
        begin = found.end()
    if begin is not None:
        yield part[begin:]


def texts(part: bytes, name: bytes = b"t") -> str:
    """What stands in the elements of this name, "t" or "text", joined; Excel writes some characters as "_x000D_"."""
    joined = "".join(unescape(found[1].decode("utf-8", "replace")) for found in _TEXTS[name].finditer(part))
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), joined)
