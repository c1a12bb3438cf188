"""Thai text as people type it: what is kept of it, and what two texts are compared by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")

_ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_CONTROL = "".join(chr(n) for n in (*range(0x20), *range(0x7F, 0xA0)) if chr(n) not in "\t\n\r")
_UNSEEN = str.maketrans("", "", _ZERO_WIDTH + _CONTROL)
_UNSEEN_OR_UNBREAKABLE = str.maketrans("", "", _ZERO_WIDTH + _CONTROL + "\u00a0\u202f")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))

_BLANKS = re.compile(r"\s+")
_TONE_THEN_VOWEL = re.compile("([\u0e48-\u0e4c])([\u0e31\u0e34-\u0e3a\u0e4d])")
_NIKHAHIT_AA = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")


def clean(text: str) -> str:
    """Free text as it was typed, line breaks too; only control and zero-width characters go.

    A tab becomes a blank, and every kind of line break "\\n".
    """
    if text.isprintable():  # nothing in it that could go
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").translate(_UNSEEN)


@lru_cache(maxsize=16384)
def comparable(text: str) -> str:
    """What a text is compared and parsed by: equal for texts that look the same to a reader.

    NFKC, "ํา" recomposed to "ำ", "เเ" to "แ", marks typed in either order; zero-width characters and
    non-breaking spaces dropped, blanks collapsed; Thai digits and all dashes made plain; case folded.
    """
    text = unicodedata.normalize("NFKC", text.translate(_UNSEEN_OR_UNBREAKABLE))
    text = _TONE_THEN_VOWEL.sub(r"\2\1", text)
    text = _NIKHAHIT_AA.sub("\\1\u0e33", text).replace("\u0e40\u0e40", "\u0e41")
    return _BLANKS.sub(" ", text.translate(_ARABIC).translate(_DASHES)).strip().casefold()


@lru_cache(maxsize=65536)  # of a sheet with tens of thousands of rows each title is asked for several times
def squashed(text: str) -> str:
    """`comparable` without any blanks: for names, titles and headers, which people space as they like."""
    return comparable(text).replace(" ", "")


def thai_digits(text: str) -> str:
    """The text with 0–9 written in Thai digits."""
    return text.translate(_THAI)


def is_blank(value: object) -> bool:
    """True for None, and for a text in which a reader sees nothing."""
    if not isinstance(value, str):
        return value is None
    return not value[:1].isalnum() and not value.translate(_UNSEEN_OR_UNBREAKABLE).strip()


def is_dash(text: str) -> bool:
    """True for a dash or two alone, which people type into a cell for "nothing"."""
    return 0 < len(text) < 9 and not squashed(text).strip("-")


def nearest(text: str, choices: Iterable[str], at_least: float = 70.0) -> str | None:
    """The choice most like the text, or None when none reaches `at_least` (0–100, rapidfuzz's ratio)."""
    from rapidfuzz import fuzz, process  # only a word that is not known pays for it

    found = process.extractOne(text, list(choices), scorer=fuzz.ratio, processor=squashed, score_cutoff=at_least)
    return found[0] if found else None


def similarity(one: str, other: str) -> float:
    """How alike two texts are to a reader: 0 to 100, 100 for equal, rapidfuzz's ratio otherwise."""
    one, other = squashed(one), squashed(other)
    if one == other:
        return 100.0
    from rapidfuzz import fuzz

    return float(fuzz.ratio(one, other))
