"""Whose workbook it is: the office and the fiscal year that it was made for."""

from __future__ import annotations

from itaxl.core.records import Settings
from itaxl.core.text import squashed

Home = tuple[str, int]
"""Agency (squashed) and fiscal year (BE)."""

# Ways to write what kind of office it is; the names of most offices are written both ways.
_KINDS = (
    ("องค์การบริหารส่วนตำบล", "อบต."), ("องค์การบริหารส่วนจังหวัด", "อบจ."), ("เทศบาลตำบล", "ทต."), ("เทศบาลเมือง", "ทม."),
    ("เทศบาลนคร", "ทน."),
)  # fmt: skip


def home_of(settings: Settings) -> Home:
    """What two workbooks of one office and year have in common."""
    agency = squashed(settings.agency)
    for full, short in _KINDS:
        agency = agency.replace(squashed(full), squashed(short))
    return agency.replace(".", ""), settings.fiscal_year
