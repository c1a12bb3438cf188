"""The order of work by points per action: which items to finish first, as long as the window is open."""

import datetime as dt
from itertools import accumulate
from typing import NamedTuple

from itaxl.core.counts import shares_of
from itaxl.core.report import Report
from itaxl.core.score import Shortfall, shortfall
from itaxl.core.tracked import Tracked


class Step(NamedTuple):
    """An item at stake with all that it still needs: its points, of 100, come only when the last of `actions` is done.

    `points` is an estimate, as every score; `so_far` sums it over this step and those before it.
    """

    item: str
    title: str
    points: float
    actions: tuple[Tracked, ...]
    so_far: float = 0.0

    @property
    def per_action(self) -> float:
        """Points for each action that is left."""
        return self.points / len(self.actions)

    @property
    def due_on(self) -> dt.date | None:
        """The first deadline of the actions that are left."""
        return min((each.action.due_on for each in self.actions if each.action.due_on), default=None)

    @property
    def units(self) -> tuple[str, ...]:
        """Short names of the units that have something left to do."""
        return tuple(dict.fromkeys(each.action.unit for each in self.actions))


def next_steps(report: Report) -> tuple[Step, ...]:
    """The items at stake, those with most points for each action that is left first, then those due first.

    Items share no action, so that taking the best one each time is also the best order of all. A finished share
    without usable evidence is an action that is left. Empty once the window is closed, and for a year without scoring
    facts.
    """
    now, facts, website = report.standing, report.catalogue.facts, report.settings.website
    if now is None or facts is None:
        return ()
    shares = shares_of(report.actions)
    steps = []
    for item in report.items:  # in the catalogue's order, which stays where all else is equal
        points = report.points.get(item.code)
        if points and item.code in now.at_stake:
            short = [(each, shortfall(each, facts, website, report.as_of)) for each in shares[item.code]]
            left = tuple(each for each, why in short if why not in (None, Shortfall.CANCELLED))
            steps.append(Step(item.code, item.title, points, left))
    steps.sort(key=lambda step: (-round(step.per_action, 6), step.due_on or dt.date.max))
    sums = accumulate(step.points for step in steps)
    return tuple(step._replace(so_far=so_far) for step, so_far in zip(steps, sums, strict=True))
