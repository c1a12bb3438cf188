"""What the plan's items are worth in points of the final 100, and the estimate of the score.

An indicator is the mean of its sub-indicators and a sub-indicator the mean of its items; OIT is the mean of its
indicators. The catalogue gives the structure and `catalogues/years.csv` the weights; nothing is counted here by heart.
The rule below the indicator is inferred from published tables, so that every score is called an estimate.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from itaxl.core.codes import Survey
from itaxl.core.counts import shares_of
from itaxl.core.evidence import is_on_website
from itaxl.core.records import Catalogue, Settings, YearFacts
from itaxl.core.statuses import Status
from itaxl.core.tracked import Tracked

FULL = 100.0


def item_points(catalogue: Catalogue) -> dict[str, float]:
    """What each item is worth in points of the final 100, by code; empty for a year without scoring facts."""
    if catalogue.facts is None:
        return {}
    structure: dict[int, dict[str, list[str]]] = {}
    for item in catalogue.items:
        structure.setdefault(item.indicator, {}).setdefault(item.sub_indicator, []).append(item.code)
    oit = FULL * catalogue.facts.weights[Survey.OIT]
    return {
        code: oit / len(structure) / len(subs) / len(codes)
        for subs in structure.values()
        for codes in subs.values()
        for code in codes
    }


class Shortfall(StrEnum):
    """Why a share of an item does not earn its points."""

    UNFINISHED = "unfinished"
    UNDATED = "undated"
    LATE = "late"
    NO_EVIDENCE = "no_evidence"
    OFF_SITE = "off_site"
    CANCELLED = "cancelled"


class Standing(NamedTuple):
    """The plan's items by what became of their points (codes of the items); `why` says of those that are not earned
    what their shares fall short of."""

    earned: frozenset[str]
    at_stake: frozenset[str]
    lost: frozenset[str]
    why: Mapping[str, tuple[Shortfall, ...]] = {}

    @property
    def planned(self) -> frozenset[str]:
        """All of the plan's items."""
        return self.earned | self.at_stake | self.lost


class Score(NamedTuple):
    """Points of the final 100, all an estimate. `today` counts what is earned, `projected` also what is at stake;
    both are None when last year's score is not known. `grade` is of `projected`, on the year's own scale; `capped`
    when `projected` is all that last year's IIT and EIT leave room for."""

    previous: float | None
    target: float | None
    earned: float
    at_stake: float
    lost: float
    today: float | None
    projected: float | None
    grade: str | None
    capped: bool = False


def standing(actions: Sequence[Tracked], facts: YearFacts, website: str, as_of: dt.date) -> Standing:
    """Earned: every share that is not cancelled finished by the window's end with evidence on the office's website.
    At stake: not earned, the window still open. Lost: the rest, and items whose every share is cancelled."""
    window_open = as_of <= facts.window_end
    why: dict[str, tuple[Shortfall, ...]] = {}
    lost = set()
    shares = shares_of(actions)
    for code, all_shares in shares.items():
        live = [tracked for tracked in all_shares if tracked.status is not Status.CANCELLED]
        found = [shortfall(tracked, facts, website, as_of) for tracked in live]
        short = tuple(each for each in found if each) if live else (Shortfall.CANCELLED,)
        if short:
            why[code] = short
        if short and (not live or not window_open):
            lost.add(code)
    earned = shares.keys() - why.keys()
    return Standing(frozenset(earned), frozenset(why.keys() - lost), frozenset(lost), why)


def shortfall(tracked: Tracked, facts: YearFacts, website: str, as_of: dt.date) -> Shortfall | None:
    """The first thing that keeps a share from earning; None when nothing does."""
    if tracked.status is Status.CANCELLED:
        return Shortfall.CANCELLED
    if tracked.status is not Status.COMPLETED:
        return Shortfall.UNFINISHED
    if tracked.completed_on is None and as_of > facts.window_end:
        return Shortfall.UNDATED
    if tracked.completed_on is not None and tracked.completed_on > facts.window_end:
        return Shortfall.LATE
    if not tracked.evidence:
        return Shortfall.NO_EVIDENCE
    on_site = any(is_on_website(address, website) for address in tracked.evidence)
    return None if on_site else Shortfall.OFF_SITE


def score(
    standing_now: Standing,
    points: Mapping[str, float],
    settings: Settings,
    last_items: Mapping[str, float],
    facts: YearFacts,
) -> Score:
    """The estimate. The plan's items are assumed to have scored nothing last year unless `last_items` (0–100 by
    code) says otherwise; last year's IIT and EIT, where both are given, limit what the total can become."""
    before = points_before(standing_now, points, last_items)

    def estimate(reached: Iterable[str]) -> float | None:
        if settings.last_score is None:
            return None
        total = settings.last_score - before + worth(reached, points)
        return max(0.0, min(_most(settings, facts), total))

    projected = estimate(standing_now.earned | standing_now.at_stake)
    return Score(
        previous=settings.last_score,
        target=settings.target if settings.target is not None else facts.pass_mark,
        earned=worth(standing_now.earned, points),
        at_stake=worth(standing_now.at_stake, points),
        lost=worth(standing_now.lost, points),
        today=estimate(standing_now.earned),
        projected=projected,
        grade=None if projected is None else grade(projected, settings, facts),
        capped=projected is not None and projected == _most(settings, facts) < FULL,
    )


def points_before(standing_now: Standing, points: Mapping[str, float], last_items: Mapping[str, float]) -> float:
    """The points of the plan's items in last year's score, which they have to earn anew; an item that `last_items`
    (0–100 by code) does not name brought none."""
    return sum(points.get(code, 0.0) * last_items.get(code, 0.0) / FULL for code in sorted(standing_now.planned))


def worth(codes: Iterable[str], points: Mapping[str, float]) -> float:
    """The points of these items together, each counted once."""
    return sum((points.get(code, 0.0) for code in sorted(set(codes))), 0.0)


def _most(settings: Settings, facts: YearFacts) -> float:
    """What the total can reach at most: 100, or less when IIT and EIT stay as they were."""
    if settings.last_iit is None or settings.last_eit is None:
        return FULL
    weights = facts.weights
    return (
        weights[Survey.IIT] * settings.last_iit + weights[Survey.EIT] * settings.last_eit + weights[Survey.OIT] * FULL
    )


def grade(total: float, settings: Settings, facts: YearFacts) -> str | None:
    """The grade of a total on the year's scale.

    A step that asks for a mark in every survey is given only when IIT and EIT are known and the total implies an OIT
    that reaches it.
    """
    iit, eit, weights = settings.last_iit, settings.last_eit, facts.weights
    lowest = None
    if iit is not None and eit is not None:
        oit = (total - weights[Survey.IIT] * iit - weights[Survey.EIT] * eit) / weights[Survey.OIT]
        lowest = round(min(iit, eit, oit), 2)
    for step in facts.grades:
        if round(total, 2) >= step.total and (not step.each or (lowest is not None and lowest >= step.each)):
            return step.name
    return None
