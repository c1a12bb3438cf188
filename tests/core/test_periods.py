import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.core.calendar import month_end
from itaxl.core.dates import Period, read_period
from itaxl.core.periods import period_text

PERIODS = [
    ("2022-03-01", "2022-04-30", "มี.ค. - เม.ย. 65"),
    ("2022-04-01", "2022-04-30", "เม.ย. 65"),
    ("2021-10-01", "2022-03-31", "ต.ค. 64 - มี.ค. 65"),
    ("2022-04-01", "2022-04-15", "1 เม.ย. 65 - 15 เม.ย. 65"),
    ("2022-04-15", "2022-04-15", "15 เม.ย. 65"),
    (None, "2022-05-15", "ภายใน 15 พ.ค. 65"),
    ("2032-03-01", "2032-04-30", "มี.ค. - เม.ย. 2575"),
    ("2022-03-01", None, ""),
]


def _date(text):
    return text and dt.date.fromisoformat(text)


@pytest.mark.parametrize(("start", "due", "text"), PERIODS)
def test_a_period_is_written_as_in_a_memo(start, due, text):
    assert period_text(_date(start), _date(due), 2565) == text


DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2024, 12, 31))


@given(DAYS, st.integers(1, 500), st.booleans())
def test_a_period_that_is_written_reads_back(start, days, whole):
    due = start + dt.timedelta(days)
    if whole:
        start, due = start.replace(day=1), month_end(due)
    assert read_period(period_text(start, due, 2565), 2565).value == Period(start, due)
