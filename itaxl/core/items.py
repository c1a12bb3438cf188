"""Which item of the year's catalogue a title means, and whether code and title contradict each other."""

from __future__ import annotations

import re
from functools import lru_cache

from itaxl.core.records import Catalogue, Item
from itaxl.core.text import comparable, similarity

# Titles are written with the year's number, which the catalogue leaves out ("… ประจำปี พ.ศ. 2565").
_YEAR = re.compile(r"(?:ใน)?(?:ปี)?\s?(?:พ\.?\s?ศ\.?)?\s?25\d\d")

SURE = 80.0  # as like as two wordings of one title are, in rapidfuzz's ratio of 0–100
LIKELY = 60.0  # enough to be named for a title that is unlike its own item's
UNLIKE = 50.0  # less alike than this, a title is not a wording of the item's
CLEARER = 5.0  # by how much another item's title must fit better before we name it


@lru_cache(maxsize=4096)
def _plain(title: str) -> str:
    return _YEAR.sub("", comparable(title))


def _alike(title: str, item: Item) -> float:
    typed, official = _plain(title), _plain(item.title)
    alike = similarity(typed, official)
    contained = min(len(typed), len(official)) >= 6 and (typed in official or official in typed)
    return max(alike, SURE) if contained else alike


def likely_item(title: str, catalogue: Catalogue) -> Item | None:
    """The item whose title is a wording of this one, or None."""
    if not title:
        return None
    alike, item = _best(title, catalogue)
    return item if alike >= SURE else None


def contradiction(item: Item, title: str, catalogue: Catalogue) -> Item | None:
    """None when the title is a wording of the item's; else the item that it fits, or the item itself when none.

    Source: compared with the catalogue's titles of the same fiscal year.
    """
    own = _alike(title, item)
    if own == 100.0:
        return None
    alike, better = _best(title, catalogue)
    if better is not None and better is not item:
        fits = alike >= SURE and alike > own + CLEARER
        if fits or (own < UNLIKE and alike >= LIKELY):
            return better
    return item if own < UNLIKE else None


def _best(title: str, catalogue: Catalogue) -> tuple[float, Item | None]:
    for item in catalogue.items:
        if _plain(item.title) == _plain(title):
            return 100.0, item
    return max(((_alike(title, item), item) for item in catalogue.items), key=lambda pair: pair[0], default=(0.0, None))
