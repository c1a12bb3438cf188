import pytest

from itaxl.core.home import home_of
from tests.tables import settings

NAMES = [
    ("อบต.ทดสอบ", "องค์การบริหารส่วนตำบลทดสอบ", True),
    ("อบต. ทดสอบ", "อบต ทดสอบ", True),
    ("ทต.ทดสอบ", "เทศบาลตำบลทดสอบ", True),
    ("ทต.ทดสอบ", "อบต.ทดสอบ", False),
    ("อบต.ทดสอบ", "อบต.อื่น", False),
]


@pytest.mark.parametrize(("one", "other", "same"), NAMES)
def test_an_office_is_known_however_its_kind_is_written(one, other, same):
    homes = [home_of(settings()._replace(agency=name)) for name in (one, other)]
    assert (homes[0] == homes[1]) is same


def test_another_year_is_another_home():
    assert home_of(settings()) != home_of(settings()._replace(fiscal_year=2566))
