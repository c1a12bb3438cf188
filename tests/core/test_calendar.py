import datetime as dt
import itertools

import pytest

from itaxl.core.calendar import (
    fiscal_span,
    fiscal_year_of,
    month_end,
    next_working_day,
    quarter_span,
    thai_date,
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
