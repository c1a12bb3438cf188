"""Attributes of a tag, out of the bytes of XML that no parser needs to read as a whole."""

from __future__ import annotations

import re
from html import unescape

# A name begins where none goes on: looking for one in every letter of a long run would take for ever.
_ATTRIBUTE = re.compile(rb"(?<![\w:-])([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def attributes(text: bytes) -> dict[str, str]:
    """The attributes by name, prefix and all, from what stands between a tag's name and its end."""
    return {
        found[1].decode(): unescape((found[2] or found[3] or b"").decode("utf-8", "replace"))
        for found in _ATTRIBUTE.finditer(text)
    }
