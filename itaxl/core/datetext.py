"""The grammar of written dates: one text in, a stretch of days out."""

import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

from itaxl.core.calendar import (
    BE_OFFSET,
    fiscal_span,
    month_end,
    month_number,
    quarter_span,
)
from itaxl.core.years import typed_year


class Stretch(NamedTuple):
    """The days that a text names, from first to last; `until`: only the end is meant ("ภายใน…")."""

    first: dt.date
    last: dt.date
    notes: tuple[str, ...] = ()
    until: bool = False


class _Parts(NamedTuple):
    """A day or a month before its year is known."""

    day: int | None
    month: int
    year: str
    era: str
    notes: tuple[str, ...] = ()


_LONGEST = 200  # letters, three times what any date takes that we have seen: a text may be tried at each of them


@lru_cache(maxsize=4096)
def parse(text: str, fiscal_year: int) -> Stretch | None:
    """The stretch that a `comparable` text means for a plan of this fiscal year (BE), or None."""
    if len(text) > _LONGEST:
        return None
    text = text.strip(" ()[]\"'")
    return _fiscal(text, fiscal_year) or _single(text, fiscal_year) or _range(text, fiscal_year)


# --- fiscal years and quarters -----------------------------------------------------------------------------

_YEAR_WORDS = r"(?:\s*(?:/|ของ|ปีงบประมาณ|ปีงบ|ปี|พ\.?\s?ศ\.?)\s*)*"
_QUARTER = re.compile(rf"(?:ภายใน|สิ้น)?\s*ไตรมาส\s*(?:ที่)?\s*([1-4]){_YEAR_WORDS}(\d{{4}}|\d{{2}})?")
_FISCAL_YEAR = re.compile(r"(ภายใน|สิ้น)?\s*(?:ตลอด|ทั้ง|ใน)?\s*ปีงบประมาณ\s*(?:พ\.?\s?ศ\.?)?\s*(\d{4}|\d{2})?")


def _fiscal(text: str, fiscal_year: int) -> Stretch | None:
    if found := _QUARTER.fullmatch(text):
        year, notes = _fiscal_year(found[2], fiscal_year)
        until = text.startswith(("ภายใน", "สิ้น"))
        return Stretch(*quarter_span(year, int(found[1])), notes, until) if year else None
    if found := _FISCAL_YEAR.fullmatch(text):
        year, notes = _fiscal_year(found[2], fiscal_year)
        return Stretch(*fiscal_span(year), notes, bool(found[1])) if year else None
    return None


def _fiscal_year(digits: str | None, fiscal_year: int) -> tuple[int, tuple[str, ...]]:
    """(fiscal year BE or 0, notes); the plan's own when none is written."""
    if not digits:
        return fiscal_year, ()
    year, notes = typed_year(digits, fiscal_year)
    return (year + BE_OFFSET, notes) if year else (0, ())


# --- one day or one month ----------------------------------------------------------------------------------

_WEEKDAYS = (
    "จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์"
    "|mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|thu(?:rs?|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
)
_WEEKDAY = re.compile(rf"^(?:(?:วัน)?(?:{_WEEKDAYS})|(?:พฤ|อา|[จอพศส])\.(?=\s?\d))[\s.,]*(?:ที่)?\s*")
_CLOCK = re.compile(
    r"(?:เวลา\s*)?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:น\.?|am|pm|z)?(?![\d/.-])"
    r"|(?:เวลา\s*)?\d{1,2}\.\d{2}\s*น\.?(?![\d/.-])"
    r"|(?:เวลา\s*|(?<=\d)\s+)\d{1,2}\.\d{2}$"
)
_WEEKDAY_AFTER = re.compile(rf"\s*[\(,]?\s*(?:วัน)?(?:{_WEEKDAYS})\s*\)?$")
_ISO_CLOCK = re.compile(r"(?<=\d)t\d{2}:\d{2}.*$")
_LEAD = re.compile(r"^(ภายใน|ไม่เกิน|สิ้นสุด|สิ้น|ประจำเดือน|ระหว่าง|ตั้งแต่|เมื่อ|เดือน|วันที่|วัน(?=\d)|ที่(?=\s?\d)|ช่วง|ณ|ใน)\s*")
_UNTIL = {"ภายใน", "ไม่เกิน", "สิ้นสุด", "สิ้น"}
_ERA = re.compile(r"(?:ปี\s*)?(พ|ค)\.?\s?ศ\.?\s*(?=\d)")
_YEAR_WORD = re.compile(r"ปี\s*(?=\d)")
_DMY = re.compile(r"(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YMD = re.compile(r"(\d{4})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{1,2})")


_NAME, _GAP = r"[ก-๎a-z](?:[ก-๎a-z.\s]*[ก-๎a-z])?", r"[\s./,-]*"  # the name of a month, and what stands around it
_DAY_MONTH_YEAR = re.compile(rf"(\d{{1,2}}){_GAP}(?:เดือน\s*)?({_NAME})(?:{_GAP}(\d{{4}}|\d{{2}}))?")
_MONTH_DAY_YEAR = re.compile(rf"({_NAME})[\s.]{{0,2}}(\d{{1,2}})\s?,\s?(\d{{4}})")
_MONTH_YEAR = re.compile(rf"({_NAME})(?:{_GAP}(\d{{4}}|\d{{2}}))?")


def _single(text: str, fiscal_year: int) -> Stretch | None:
    text, until = _without_noise(text)
    parts = _parts(text)
    return found._replace(until=until) if parts and (found := _resolve(parts, fiscal_year)) else None


def _without_noise(text: str) -> tuple[str, bool]:
    """The text without weekday, time of day and introducing words, and whether it said "until"."""
    until, before = False, None
    text = _WEEKDAY_AFTER.sub("", _CLOCK.sub("", _ISO_CLOCK.sub("", text))).strip(" ,")
    while text != before:
        before = text
        if lead := _LEAD.match(text):
            until = until or lead[1] in _UNTIL
            text = text[lead.end() :]
        text = _WEEKDAY.sub("", text)
    return text.strip(" ,."), until


def _parts(text: str) -> _Parts | None:
    era = ""
    if found := _ERA.search(text):
        era = "be" if found[1] == "พ" else "ce"
        text = _ERA.sub("", text)
    text = _YEAR_WORD.sub("", text)
    if found := _DMY.fullmatch(text):
        day, month = int(found[1]), int(found[3])
        if month > 12 >= day:
            return _Parts(month, day, found[4], era, ("date-month-first",))
        return _Parts(day, month, found[4], era)
    if found := _YMD.fullmatch(text):
        return _Parts(int(found[4]), int(found[3]), found[1], era)
    if found := _DIGITS.fullmatch(text):
        return _Parts(int(found[3]), int(found[2]), found[1], era)
    return _named_parts(text, era)


def _named_parts(text: str, era: str) -> _Parts | None:
    if (found := _DAY_MONTH_YEAR.fullmatch(text)) and (month := month_number(found[2])):
        return _Parts(int(found[1]), month, found[3] or "", era)
    if (found := _MONTH_DAY_YEAR.fullmatch(text)) and (month := month_number(found[1])):
        return _Parts(int(found[2]), month, found[3], era)
    if (found := _MONTH_YEAR.fullmatch(text)) and (month := month_number(found[1])):
        return _Parts(None, month, found[2] or "", era)
    return None


def _resolve(parts: _Parts, fiscal_year: int) -> Stretch | None:
    """The days that the parts name once their year is known; None for a day that does not exist."""
    if parts.year:
        year, notes = typed_year(parts.year, fiscal_year, parts.era)
    else:
        year, notes = fiscal_year - BE_OFFSET - (parts.month >= 10), ("date-year-assumed",)
    if year is None:
        return None
    try:
        first = dt.date(year, parts.month, 1 if parts.day is None else parts.day)
    except ValueError:
        return None
    return Stretch(first, month_end(first) if parts.day is None else first, parts.notes + notes)


# --- from … to ---------------------------------------------------------------------------------------------

_BETWEEN = re.compile(r"\s*(?:จนถึง|ถึง|~|(?<=\s)to(?=\s)|-)\s*")
_QUARTERS = re.compile(rf"ไตรมาส\s*(?:ที่)?\s*([1-4])\s*(?:-|ถึง)\s*([1-4]){_YEAR_WORDS}(\d{{4}}|\d{{2}})?")
_DAY = re.compile(r"\d{1,2}")
_DAY_MONTH = re.compile(r"(\d{1,2})/(\d{1,2})")


def _range(text: str, fiscal_year: int) -> Stretch | None:
    if found := _QUARTERS.fullmatch(text):
        year, notes = _fiscal_year(found[3], fiscal_year)
        if not year or found[1] > found[2]:
            return None
        return Stretch(quarter_span(year, int(found[1]))[0], quarter_span(year, int(found[2]))[1], notes)
    for gap in _BETWEEN.finditer(text):
        right = _parts(_without_noise(text[gap.end() :])[0])
        left = _left(_without_noise(text[: gap.start()])[0], right) if right else None
        stretch = _span(left, right, fiscal_year) if left and right else None
        if stretch:
            return stretch
    return None


def _left(text: str, right: _Parts) -> _Parts | None:
    """The beginning of a range; its month, where it has none, is that of the end."""
    if _DAY.fullmatch(text):
        return _Parts(int(text), right.month, "", "")
    if found := _DAY_MONTH.fullmatch(text):
        return _Parts(int(found[1]), int(found[2]), "", "")
    return _parts(text)


def _span(left: _Parts, right: _Parts, fiscal_year: int) -> Stretch | None:
    """A beginning without a year has that of the end, or the year before within one fiscal year (ต.ค. - มี.ค. 65)."""
    end = _resolve(right, fiscal_year)
    start = _resolve(left if left.year else left._replace(year=right.year, era=right.era), fiscal_year)
    if start is None or end is None:
        return None
    notes = tuple(dict.fromkeys(start.notes + end.notes))
    if not left.year and start.first > end.last and start.first.month >= 10 > end.last.month:
        earlier = start.first.replace(year=start.first.year - 1)
        return Stretch(earlier, end.last, (*notes, "date-year-assumed"))
    return Stretch(start.first, end.last, notes)
