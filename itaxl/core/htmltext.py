"""HTML by pieces: what is not a piece already is text, and is escaped."""

from __future__ import annotations

from html import escape


class Markup(str):
    """HTML that stands as it is."""

    __slots__ = ()


def element(name: str, *inside: str, **attributes: str) -> Markup:
    """An element around texts and other elements; an attribute's name may end in "_" ("class_")."""
    given = "".join(f' {key.rstrip("_")}="{escape(value)}"' for key, value in attributes.items())
    return Markup(f"<{name}{given}>{''.join(map(_escaped, inside))}</{name}>")


def joined(pieces: list[Markup]) -> Markup:
    """The pieces one after the other."""
    return Markup("".join(pieces))


def _escaped(text: str) -> str:
    return text if isinstance(text, Markup) else escape(text)
