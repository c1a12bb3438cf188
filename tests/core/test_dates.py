import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.core.calendar import be_year, fiscal_year_of, thai_month
from itaxl.core.dates import EPOCH_1904, Period, read_date, read_period
from itaxl.core.reading import How
from itaxl.core.text import thai_digits

YEAR = 2565
APRIL_30 = dt.date(2022, 4, 30)

PLAIN = [
    "30 เม.ย. 65", "๓๐ เม.ย. ๒๕๖๕", "30 เมษายน พ.ศ. 2565", "30เมย65", "30/4/65", "30-04-2565", "30.4.65", "2565-04-30",
    "2022-04-30", "30 Apr 2022", "April 30, 2022", "30 เมษายน ค.ศ. 2022", "30 เม.ย. พ.ศ. 65", "30 เม.ย 65", "30 - เม.ย. - 65",
    "30/เม.ย./2565", "30 เมษา 65", "30 เดือนเมษายน ปี 2565", "25650430", "20220430", "๒๕๖๕๐๔๓๐",
    "วันที่ 30 เมษายน 2565", "วันเสาร์ที่ 30 เมษายน 2565", "ส. 30 เม.ย. 65", "Saturday, 30 April 2022",
    "30/4/2565 10:30", "30 เม.ย. 65 เวลา 10.30 น.", "30 เม.ย. 65 เวลา 10.30", "30/4/65 10.30", "30 เม.ย. 65 (วันเสาร์)", "30 เมษายน 2565 (เสาร์)",
    "30 เม.ย.๖๕ (เสาร์)", "10.30 น. 30 เม.ย. 65", "2022-04-30T10:30:00", "2022-04-30 00:00:00",
    "ภายใน 30 เม.ย. 65", "ภายในวันที่ 30 เม.ย. 2565", " 30\u00a0เม.ย.\u00a065 ", "(30 เม.ย. 65)",
    APRIL_30, dt.datetime(2022, 4, 30, 15, 0),
]  # fmt: skip

CORRECTED = [
    (dt.date(2565, 4, 30), "date-buddhist-stored"),
    (dt.datetime(2565, 4, 30, 9), "date-buddhist-stored"),
    (dt.date(3108, 4, 30), "date-buddhist-stored"),
    (dt.date(1965, 4, 30), "date-1900s"),
    ("30/4/1965", "date-1900s"),
    (44681, "date-serial"),
    (44681.75, "date-serial"),
    ("44681", "date-serial"),
    ("30/4/22", "date-gregorian-short"),
    ("04/30/2565", "date-month-first"),
    ("4/30/65", "date-month-first"),
    ("30 เม.ย.", "date-year-assumed"),
    ("30 April", "date-year-assumed"),
]

UNREADABLE = [
    "5/4", "65", "2565", "พ.ศ. ๒๕๖๕", "ฝนตก", "30 เม.ย. 99", "31/4/65", "29/02/2566", "29 ก.พ. 65", "30/13/65", "0/4/65",
    "30/4/5", "30/4/565", "เร็ว ๆ นี้", "30 น.๓. 65", "30 เม.ย. พ.ศ. 2022", "2565-13-30", "12:30", "99999999", "1",
    dt.date(2564, 2, 29), True, dt.time(10, 30), dt.timedelta(days=3), dt.datetime(1899, 12, 30, 10, 30), "32767-12-31", 65, 0, -1, 1e300, float("inf"), float("nan"),
]  # fmt: skip


@pytest.mark.parametrize("typed", PLAIN, ids=str)
def test_a_date_typed_in_any_of_these_ways_is_plain(typed):
    reading = read_date(typed, YEAR)
    assert (reading.value, reading.how, reading.notes) == (APRIL_30, How.PLAIN, ())


@pytest.mark.parametrize(("typed", "why"), CORRECTED, ids=str)
def test_a_correction_says_why(typed, why):
    reading = read_date(typed, YEAR)
    assert (reading.value, reading.how, reading.notes) == (APRIL_30, How.CORRECTED, (why,))


@pytest.mark.parametrize("typed", UNREADABLE, ids=str)
def test_anything_else_is_unreadable_never_guessed(typed):
    reading = read_date(typed, YEAR)
    assert (reading.value, reading.how, reading.notes) == (None, How.UNREADABLE, ("date-unreadable",))


@pytest.mark.parametrize("blank", [None, "", "  ", "\u200b"])
def test_a_blank_is_blank(blank):
    assert read_date(blank, YEAR).how is How.BLANK


@pytest.mark.parametrize("typed", ["29/02/2567", "25670229", 25670229.0, "29 ก.พ. 67"])
def test_a_leap_day_of_the_right_year_is_a_day(typed):
    assert read_date(typed, YEAR).value == dt.date(2024, 2, 29)


def test_a_four_digit_year_far_away_is_read_with_a_warning():
    reading = read_date("30/4/2500", YEAR)
    assert reading.value == dt.date(1957, 4, 30)
    assert reading.notes == ("date-year-far",)
    assert read_date(dt.date(1980, 1, 1), YEAR).notes == ("date-year-far",)


def test_serials_of_1904_workbooks_count_from_1904():
    assert read_date(44681 - 1462, YEAR, epoch=EPOCH_1904).value == APRIL_30
    assert read_date(44681 - 1462, YEAR).value is None  # 2018 is not near


MONTHS = ["เม.ย. 65", "ภายในเดือนเมษายน 2565", "สิ้นเดือน เม.ย. 65", "เมษายน พ.ศ. ๒๕๖๕", "April 2022", "ประจำเดือน เม.ย.๖๕"]


@pytest.mark.parametrize("typed", MONTHS)
def test_a_month_is_its_first_day_as_a_start_and_its_last_otherwise(typed):
    assert read_date(typed, YEAR, "start").value == dt.date(2022, 4, 1)
    assert read_date(typed, YEAR, "due").value == APRIL_30
    assert read_date(typed, YEAR, "due").notes == ()
    assert read_date(typed, YEAR, "finish").notes == ("date-month-only",)


def period(start, end):
    return Period(dt.date.fromisoformat(start) if start else None, dt.date.fromisoformat(end))


PERIODS = [
    ("มี.ค. - เม.ย. ๖๕", "2022-03-01", "2022-04-30"),
    ("มี.ค.–เม.ย. 65", "2022-03-01", "2022-04-30"),
    ("มี.ค. - เมย. ๖๕", "2022-03-01", "2022-04-30"),
    ("1 มี.ค. - 30 เม.ย. 65", "2022-03-01", "2022-04-30"),
    ("1 - 30 เม.ย. 65", "2022-04-01", "2022-04-30"),
    ("ต.ค.64 - มี.ค.65", "2021-10-01", "2022-03-31"),
    ("1/3/65 - 30/4/65", "2022-03-01", "2022-04-30"),
    ("1/3-30/4/65", "2022-03-01", "2022-04-30"),
    ("01-03-2565-30-04-2565", "2022-03-01", "2022-04-30"),
    ("2022-03-01 - 2022-04-30", "2022-03-01", "2022-04-30"),
    ("ตั้งแต่ 1 มี.ค. 65 ถึง 30 เม.ย. 65", "2022-03-01", "2022-04-30"),
    ("ระหว่างวันที่ 1 มีนาคม ถึงวันที่ 30 เมษายน 2565", "2022-03-01", "2022-04-30"),
    ("Mar - Apr 2022", "2022-03-01", "2022-04-30"),
    ("ไตรมาส 2", "2022-01-01", "2022-03-31"),
    ("ไตรมาสที่ 2/2565", "2022-01-01", "2022-03-31"),
    ("ไตรมาส 1 ปีงบประมาณ พ.ศ. ๒๕๖๕", "2021-10-01", "2021-12-31"),
    ("ไตรมาส 1-2", "2021-10-01", "2022-03-31"),
    ("ตลอดปีงบประมาณ 2565", "2021-10-01", "2022-09-30"),
    ("ตลอดปีงบประมาณ", "2021-10-01", "2022-09-30"),
    ("เม.ย. 65", "2022-04-01", "2022-04-30"),
    ("ภายในเดือนเมษายน 2565", None, "2022-04-30"),
    ("ภายในไตรมาส 2", None, "2022-03-31"),
    ("30 เม.ย. 65", None, "2022-04-30"),
    (APRIL_30, None, "2022-04-30"),
]


@pytest.mark.parametrize(("typed", "start", "end"), PERIODS, ids=str)
def test_periods(typed, start, end):
    reading = read_period(typed, YEAR)
    assert (reading.value, reading.how) == (period(start, end), How.PLAIN)


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("มี.ค. - เม.ย.", "2022-03-01", "2022-04-30"),
        ("ต.ค. - มี.ค.", "2021-10-01", "2022-03-31"),
        ("ต.ค. - มี.ค. 65", "2021-10-01", "2022-03-31"),
    ],
)
def test_a_period_without_a_year_is_in_the_plans_fiscal_year_and_says_so(typed, start, end):
    reading = read_period(typed, YEAR)
    assert reading.value == period(start, end)
    assert reading.notes == ("date-year-assumed",)


def test_a_period_that_ends_before_it_begins_is_read_as_written():
    assert read_period("30 เม.ย. 65 - 1 มี.ค. 65", YEAR).value == period("2022-04-30", "2022-03-01")
    assert read_period("เม.ย. - มี.ค. 65", YEAR).value == period("2022-04-01", "2022-03-31")


@pytest.mark.parametrize(
    "typed", ["พ.ศ. ๒๕๖๕", "น.๓. - เม.ย. ๖๕", "ต้องยืนยัน", "ไตรมาส 5", "ไตรมาส 3-2", "มี.ค. -", "1 -"]
)
def test_an_unreadable_period_is_unreadable(typed):
    assert read_period(typed, YEAR).how is How.UNREADABLE


# --- any date, in any of the forms, reads back as itself ---------------------------------------------------

FIRST, LAST = dt.date(2019, 10, 1), dt.date(2024, 12, 31)  # near fiscal year 2565
DAYS = st.dates(FIRST, LAST)
FORMS = [
    lambda d, y: f"{d.day}/{d.month}/{y}",
    lambda d, y: f"{d.day:02}-{d.month:02}-{y}",
    lambda d, y: f"{d.day}.{d.month}.{y}",
    lambda d, y: f"{d.day} {thai_month(d.month)} {y}",
    lambda d, y: f"{d.day}{thai_month(d.month).replace('.', '')}{y}",
    lambda d, y: f"{d.day} {thai_month(d.month, full=True)} {y}",
    lambda d, y: f"วันที่ {d.day} {thai_month(d.month, full=True)} {y}",
    lambda d, y: f"{d.day} {d.strftime('%b')} {y}",
    lambda d, y: f"{d.day} {d.strftime('%B')} {y} 09:15",
]


@given(DAYS, st.sampled_from(FORMS), st.booleans(), st.booleans(), st.booleans())
def test_any_date_reads_back_as_itself(day, form, buddhist, short, thai):
    year = be_year(day) if buddhist else day.year
    text = form(day, f"{year % 100:02}" if short else str(year))
    assert read_date(thai_digits(text) if thai else text, YEAR).value == day


@given(DAYS, st.booleans(), st.booleans())
def test_any_date_reads_back_in_iso_form_and_as_digits(day, buddhist, thai):
    year = be_year(day) if buddhist else day.year
    for text in (f"{year}-{day.month:02}-{day.day:02}", f"{year}{day.month:02}{day.day:02}"):
        assert read_date(thai_digits(text) if thai else text, YEAR).value == day


@given(DAYS)
def test_any_stored_date_reads_back_whatever_calendar_it_was_stored_in(day):
    assert read_date(day, YEAR).value == day
    assert read_date((day - dt.date(1899, 12, 30)).days, YEAR).value == day
    for years in (543, 1086):
        try:
            stored = day.replace(year=day.year + years)
        except ValueError:
            continue
        assert read_date(stored, YEAR).value == day


@given(DAYS, DAYS)
def test_any_period_reads_back_as_itself(one, other):
    start, end = sorted((one, other))
    text = f"{start.day} {thai_month(start.month)} {be_year(start)} - {end.day} {thai_month(end.month)} {be_year(end)}"
    expected = Period(None if start == end else start, end)
    assert read_period(text, YEAR).value == expected


@given(st.text(max_size=40))
def test_no_text_ever_raises(text):
    for reading in (read_date(text, YEAR), read_period(text, YEAR)):
        assert (reading.value is None) == (reading.how in (How.BLANK, How.UNREADABLE))


@given(st.floats() | st.integers(), st.integers(2540, 2640))
def test_no_number_ever_raises(number, year):
    read_date(number, year)


@given(DAYS)
def test_a_named_month_without_a_year_falls_into_the_plans_year(day):
    reading = read_date(f"{min(day.day, 28)} {thai_month(day.month)}", YEAR)
    assert fiscal_year_of(reading.value) == YEAR


PERIODS = ["20-30 เม.ย. 65", "20 - 30 เม.ย. 65", "28 มี.ค. - 5 เม.ย. 65"]


@pytest.mark.parametrize("typed", PERIODS)
def test_a_period_of_days_as_a_finish_date_is_its_last_day_and_told_as_a_period(typed):
    assert read_date(typed, YEAR, "finish").notes == ("date-period",)


@pytest.mark.parametrize("typed", ["มี.ค. - เม.ย. 65", "ไตรมาส 2"])
def test_a_period_of_months_as_a_finish_date_names_no_day(typed):
    assert read_date(typed, YEAR, "finish").notes == ("date-month-only",)
