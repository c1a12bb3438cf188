"""The one place that asks the clock."""

from __future__ import annotations

import datetime as dt

from itaxl.core.calendar import BANGKOK


def today() -> dt.date:
    """Today in Asia/Bangkok."""
    return now().date()


def now() -> dt.datetime:
    """This moment, in Asia/Bangkok."""
    return dt.datetime.now(BANGKOK)
