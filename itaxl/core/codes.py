"""Item codes (O1 …) and surveys (OIT, IIT, EIT) as people type them."""

from __future__ import annotations

import re
from enum import StrEnum

from itaxl.core.reading import Cell, shown
from itaxl.core.text import comparable

UNCONFIRMED = "ต้องยืนยัน"
"""What a plan says where the item, the unit or the period is not certain."""

NOBODY = "ยังไม่มีผู้รับผิดชอบ"
"""What our reports call the unit of an action for which the plan names none yet."""


def unit_name(short: str) -> str:
    """A unit's short name as reports show it."""
    return NOBODY if short == UNCONFIRMED else short


class Survey(StrEnum):
    """The three surveys of the assessment."""

    OIT = "OIT"
    IIT = "IIT"
    EIT = "EIT"


# The letter is often typed as a zero: 01 is O1 and 010 is O10, so that leading zeros never count.
_CODE = re.compile(r"(?:ข้อ)?\s?(?:ที่)?\s?(?:oit)?[\s.:-]*o?[\s.-]*0*([1-9]\d?)\.?")
_LONGEST_CODE = 100  # letters, blanks among them: its pattern tries a longer run of dots in every way
_CODE_AND_TITLE = re.compile(r"\s*((?:oit\s?)?[oO0๐]\s?[0-9๐-๙]{1,2})[\s.:)-]+(?=\S)")


def read_item(value: Cell) -> str | None:
    """ "O1" for O1, o 1, 01, ๐๑, OIT 1, ข้อ O1; None for a text that is no item code.

    A code means something only within a fiscal year: O10 is another item in 2565, 2566 and 2568.
    """
    text = shown(value)
    found = _CODE.fullmatch(comparable(text)) if len(text) <= _LONGEST_CODE else None
    return f"O{found[1]}" if found else None


def split_item(title: str) -> tuple[str | None, str]:
    """(code, title) of a title that begins with its code, as in the memo ("๐๑ โครงสร้าง"); else (None, title)."""
    if found := _CODE_AND_TITLE.match(title):
        return read_item(found[1]), title[found.end() :]
    return None, title


def read_survey(value: Cell) -> Survey | None:
    """The survey that a cell names, or None."""
    text = comparable(shown(value)).upper()
    return next((survey for survey in Survey if survey.value in text), None)


def read_indicator(value: Cell) -> int | None:
    """The number of an indicator, from "9", "๙" or "ตัวชี้วัดที่ 9"; None where there is none."""
    found = re.fullmatch(r"(?:ตัวชี้วัด)?\s?(?:ที่)?\s?(\d{1,2})", comparable(shown(value)))
    return int(found[1]) if found else None
