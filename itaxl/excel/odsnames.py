"""The names of tags and attributes in an .ods, whatever prefixes it declares for them."""

from __future__ import annotations

from functools import lru_cache

_USUAL = {
    **{f"urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0": prefix for prefix in ("office", "table", "text")},
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://purl.org/dc/elements/1.1/": "dc",
}
"""The prefixes that every program writes, by what they stand for."""


BETWEEN = " "
"""What stands between the parts of a name, where a parser gives what its prefix is declared for as well."""


@lru_cache(maxsize=4096)
def usual(name: str) -> str:
    """A name with the prefix that every program writes; with its own, where that is declared for nothing known."""
    match name.split(BETWEEN):
        case [space, local, *prefix]:
            return f"{_USUAL.get(space, ''.join(prefix))}:{local}"
        case _:
            return name
