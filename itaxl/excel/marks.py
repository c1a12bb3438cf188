"""What python-calamine does not give of a workbook: what the gate finds in the bytes of its parts."""

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from itaxl.core.asides import Asides, Spot
from itaxl.core.dates import EPOCH_1900
from itaxl.core.problems import Problem

CellMap = Mapping[Spot, str]
"""By cell of one sheet."""

LONGEST_FORMULA = 8_192
"""Letters of a formula at most, as Excel lets it be typed ("Excel specifications and limits", Microsoft): many cells
may share one, and each would have all of a longer one."""

_LONGEST_LINK = 8_192  # letters, four times what Excel lets be typed


def target_of(link: str) -> str:
    """The target of a link; of one longer than any its beginning, which is no address any more."""
    return link if len(link) <= _LONGEST_LINK else f"{link[:_LONGEST_LINK]} …"


class Look(StrEnum):
    """How a number looks to a person, where the reader gives it bare."""

    PERCENT = "percent"
    DATE = "date"


class Marks(NamedTuple):
    """The error cells, the link targets, the numbers that look like something else and what stands beside the values,
    by sheet; what cannot be seen and what was left out; a workbook with nothing in it but what was looked at, and day 0
    of its dates."""

    errors: Mapping[str, CellMap] = {}
    links: Mapping[str, CellMap] = {}
    looks: Mapping[str, Mapping[Spot, Look]] = {}
    asides: Mapping[str, Asides] = {}
    problems: Sequence[Problem] = ()
    book: bytes = b""
    epoch: dt.date = EPOCH_1900
