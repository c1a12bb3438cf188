import datetime as dt

import numpy as np
import pandas as pd
import pytest

from itaxl.core.arguments import day_of, require, whole
from itaxl.core.records import Signer

DAY = dt.date(2022, 5, 10)


@pytest.mark.parametrize("given", [DAY, dt.datetime(2022, 5, 10, 9), pd.Timestamp("2022-05-10 23:59")])
def test_a_date_is_a_day_whatever_the_time(given):
    assert day_of(given, "as_of") == DAY


@pytest.mark.parametrize(
    ("given", "error", "said"),
    [
        ("2022-05-10", TypeError, "as_of is to be a datetime.date, and not the str '2022-05-10'"),
        (None, TypeError, "not the NoneType"),
        (20220510, TypeError, "not the int"),
        (np.datetime64("2022-05-10"), TypeError, "not the datetime64"),
        (pd.NaT, TypeError, "NaT"),
        (dt.date(2565, 5, 10), ValueError, "2565-05-10 is Buddhist: subtract 543"),
    ],
)
def test_what_is_no_day_is_refused_at_once(given, error, said):
    with pytest.raises(error, match=said):
        day_of(given, "as_of")


@pytest.mark.parametrize(
    ("given", "expected"),
    [(2, 2), (np.int64(3), 3), (True, None), (2.0, None), (np.float64(2), None), ("2", None), (None, None), (float("nan"), None)],
)  # fmt: skip
def test_a_whole_number_is_no_float_and_no_text(given, expected):
    assert whole(given) == expected


def test_a_record_is_told_from_others_and_from_what_it_came_with():
    signer = Signer("", "")
    require(signer, Signer, name="plan")
    require(None, Signer, type(None), name="plan")
    with pytest.raises(TypeError, match=r"plan is to be a Signer, and not the str 'x'$"):
        require("x", Signer, name="plan")
    with pytest.raises(TypeError, match="take the first of the two that read_plan gives"):
        require((signer, []), Signer, name="plan")
