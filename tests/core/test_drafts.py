import datetime as dt

from itaxl.core.drafts import public_holidays


def test_the_offices_holidays_of_fy2565():
    days = public_holidays(2565)
    assert dt.date(2022, 4, 6) in days
    assert dt.date(2022, 5, 13) in days  # the ploughing ceremony, a government holiday
    assert dt.date(2022, 5, 2) not in days  # Labour Day's substitute is no holiday of a local office
    assert min(days) >= dt.date(2021, 10, 1)
    assert not any("แรงงาน" in name or "วันเด็ก" in name for name in days.values())
