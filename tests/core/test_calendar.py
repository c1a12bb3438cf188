import datetime as dt
import itertools

import pytest
from babel import Locale

from itaxl.core.calendar import (
    fiscal_span,
    fiscal_year_of,
    month_end,
    month_number,
    next_working_day,
    quarter_span,
    thai_date,
    thai_month,
)


@pytest.mark.parametrize(
    ("day", "year"), [("2021-09-30", 2564), ("2021-10-01", 2565), ("2022-09-30", 2565), ("2022-10-01", 2566)]
)
def test_the_fiscal_year_begins_on_1_october(day, year):
    assert fiscal_year_of(dt.date.fromisoformat(day)) == year


def test_the_quarters_cover_the_fiscal_year():
    spans = [quarter_span(2565, quarter) for quarter in (1, 2, 3, 4)]
    assert (spans[0][0], spans[3][1]) == fiscal_span(2565)
    for (_, end), (start, _) in itertools.pairwise(spans):
        assert start == end + dt.timedelta(days=1)


def test_month_end_knows_leap_years():
    assert month_end(dt.date(2024, 2, 3)) == dt.date(2024, 2, 29)
    assert month_end(dt.date(2022, 2, 3)) == dt.date(2022, 2, 28)


def test_thai_dates():
    assert thai_date(dt.date(2022, 4, 30)) == "30 เม.ย. 2565"
    assert thai_date(dt.date(2022, 4, 30), full=True, digits=True) == "๓๐ เมษายน ๒๕๖๕"


def test_the_next_working_day_skips_weekends_and_holidays():
    saturday = dt.date(2022, 4, 30)
    assert next_working_day(saturday, {}) == dt.date(2022, 5, 2)
    assert next_working_day(saturday, {dt.date(2022, 5, 2): "ชดเชย"}) == dt.date(2022, 5, 3)
    assert next_working_day(dt.date(2022, 4, 29), {}) == dt.date(2022, 4, 29)


@pytest.mark.parametrize("month", range(1, 13))
def test_the_names_of_months_are_those_of_cldr(month):
    thai, english = (Locale.parse(language).months["format"] for language in ("th", "en"))
    assert (thai_month(month), thai_month(month, full=True)) == (thai["abbreviated"][month], thai["wide"][month])
    for names in (thai, english):
        assert month_number(names["abbreviated"][month]) == month_number(names["wide"][month]) == month


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("เม.ย.", 4),
        ("เม ย", 4),
        ("เม.ย", 4),
        ("เมษา", 4),
        ("กุมภา", 2),
        ("กรกฏาคม", 7),
        ("Sept", 9),
        ("Dec.", 12),
        ("เดือน", None),
        ("", None),
    ],
)
def test_a_month_is_known_by_every_spelling_of_its_name(name, month):
    assert month_number(name) == month
