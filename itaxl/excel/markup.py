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


_CDATA, _END_OF_CDATA = b"<![CDATA[", b"]]>"
_REMARK, _END_OF_REMARK = b"<!--", b"-->"
_AS_IT_IS = re.compile(re.escape(_CDATA) + b"|" + _REMARK)


def plain(content: bytes) -> bytes:
    """The same XML with each text that stands as it is escaped instead, and without remarks: a "<" begins a tag then,
    wherever it stands. What has no end is left, and is damage to any reader."""
    kept, place = list[bytes](), 0
    while begin := _AS_IT_IS.search(content, place):
        is_remark = begin[0] == _REMARK
        end = content.find(_END_OF_REMARK if is_remark else _END_OF_CDATA, begin.end())
        if end < 0:
            break
        text = b"" if is_remark else content[begin.end() : end]
        kept += content[place : begin.start()], escape(text.decode("utf-8", "replace"), quote=False).encode()
        place = end + 3
    return b"".join((*kept, content[place:]))


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
    joined = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), joined)
    # Letters beyond the first 65,536 are escaped in two halves; a half alone is no letter, and cannot be written.
    return joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
