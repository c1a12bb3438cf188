import datetime as dt

import pytest

from itaxl.core.itemsunits import SIGN_WORDS, Sign, sign_of, signs
from itaxl.core.statuses import Status
from tests.tables import tracked

EARLY, SOON = dt.date(2022, 4, 1), dt.date(2022, 4, 28)
CASES = [
    (tracked(), Sign.COMPLETED),
    (tracked(status=Status.IN_PROGRESS), Sign.OVERDUE),
    (tracked(status=Status.UNREADABLE), Sign.OVERDUE),
    (tracked(status=Status.UNREADABLE, as_of=EARLY), Sign.UNREADABLE),
    (tracked(status=Status.NOT_STARTED, as_of=SOON), Sign.DUE_SOON),
    (tracked(status=Status.NOT_STARTED, as_of=EARLY), Sign.NOT_STARTED),
    (tracked(status=Status.IN_PROGRESS, as_of=EARLY), Sign.IN_PROGRESS),
    (tracked(status=Status.CANCELLED), Sign.CANCELLED),
]


@pytest.mark.parametrize(("share", "sign"), CASES)
def test_the_sign_of_a_share(share, sign):
    assert sign_of(share) is sign


def test_every_sign_is_another_and_has_a_word():
    assert len({str(sign) for sign in Sign}) == len(Sign)
    assert set(SIGN_WORDS) == set(Sign)


def test_of_several_shares_of_one_unit_the_most_pressing_counts():
    found = signs(
        [
            tracked(),
            tracked(status=Status.IN_PROGRESS),
            tracked(unit="กองช่าง"),
            tracked("O2", added=True),
            tracked(None),
        ]
    )
    assert found == {"O1": {"กองคลัง": Sign.OVERDUE, "กองช่าง": Sign.COMPLETED}}
