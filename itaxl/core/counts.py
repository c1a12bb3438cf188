"""Counts of actions: over all, by unit with the units below it, by item."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Self

from itaxl.core.deadlines import OPEN_STATES, State
from itaxl.core.records import Catalogue, Item, Unit
from itaxl.core.statuses import Status
from itaxl.core.tracked import Tracked
from itaxl.core.units import children


class Counts(NamedTuple):
    """How many actions: the five status counts sum to `actions`; the state counts cover open actions only."""

    actions: int
    statuses: Counter[Status]
    states: Counter[State]

    @classmethod
    def of(cls, actions: Iterable[Tracked]) -> Self:
        """The counts of these actions."""
        actions = tuple(actions)
        states = Counter(tracked.state for tracked in actions if tracked.state in OPEN_STATES)
        return cls(len(actions), Counter(tracked.status for tracked in actions), states)


class UnitCounts(NamedTuple):
    """A unit's own counts, those of it and all units below it, and whether it returned anything."""

    unit: Unit
    returned: bool
    own: Counts
    rolled_up: Counts
    own_items: frozenset[str]
    all_items: frozenset[str]


def by_unit(units: Sequence[Unit], actions: Sequence[Tracked], returned: frozenset[str]) -> tuple[UnitCounts, ...]:
    """The counts of every unit, in the plan's order."""
    own: dict[str, list[Tracked]] = {unit.short: [] for unit in units}
    for tracked in actions:
        own.setdefault(tracked.action.unit, []).append(tracked)
    below = children(units)

    def family(short: str) -> list[Tracked]:
        return own[short] + [tracked for child in below.get(short, ()) for tracked in family(child)]

    return tuple(
        UnitCounts(
            unit,
            unit.short in returned,
            Counts.of(own[unit.short]),
            Counts.of(family(unit.short)),
            items_of(own[unit.short]),
            items_of(family(unit.short)),
        )
        for unit in units
    )


def items_of(actions: Iterable[Tracked]) -> frozenset[str]:
    """The item codes of which these actions are a share; what a unit added is none."""
    return frozenset(tracked.action.item for tracked in actions if tracked.action.item and not tracked.added)


def shares_of(actions: Iterable[Tracked]) -> dict[str, list[Tracked]]:
    """The shares of each item by its code; what a unit added is none."""
    shares: dict[str, list[Tracked]] = {}
    for tracked in actions:
        if tracked.action.item and not tracked.added:
            shares.setdefault(tracked.action.item, []).append(tracked)
    return shares


class ItemCounts(NamedTuple):
    """How far an item of the plan is: `units_done` of the `units` whose share is not cancelled."""

    code: str
    title: str
    indicator: int | None
    sub_indicator: str
    status: Status
    units_done: int
    units: int
    confirmed: bool


def by_item(catalogue: Catalogue, actions: Sequence[Tracked]) -> tuple[ItemCounts, ...]:
    """The plan's items, in the catalogue's order, then those that the catalogue does not have."""
    shares = shares_of(actions)
    known = {item.code: item for item in catalogue.items}
    others = sorted(shares.keys() - known.keys(), key=lambda code: (len(code), code))
    return tuple(_item_counts(code, known.get(code), shares[code]) for code in [*known, *others] if code in shares)


def _item_counts(code: str, item: Item | None, shares: list[Tracked]) -> ItemCounts:
    live = [tracked for tracked in shares if tracked.status is not Status.CANCELLED]
    units = {tracked.action.unit for tracked in live}
    unfinished = {tracked.action.unit for tracked in live if tracked.status is not Status.COMPLETED}
    first = shares[0].action
    return ItemCounts(
        code=code,
        title=item.title if item else first.title,
        indicator=item.indicator if item else first.indicator,
        sub_indicator=item.sub_indicator if item else "",
        status=_overall({tracked.status for tracked in shares}),
        units_done=len(units - unfinished),
        units=len(units),
        confirmed=item.confirmed if item else True,
    )


def _overall(statuses: set[Status]) -> Status:
    """An item's status: finished when all shares are, cancelled ones aside; begun when any is."""
    live = statuses - {Status.CANCELLED}
    if not live:
        return Status.CANCELLED
    if len(live) == 1:
        return live.pop()
    return Status.IN_PROGRESS if live & {Status.IN_PROGRESS, Status.COMPLETED} else Status.UNREADABLE
