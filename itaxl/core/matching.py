"""Which issued action each row of a returned sheet answers.

A `ref` counts only if the row's item and title agree with what was issued under it; otherwise item, title and
method decide: people sort the visible columns and leave the hidden one behind.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from itaxl.core.codes import read_item
from itaxl.core.records import Action, from_columns
from itaxl.core.text import nearest, squashed

Accept = Callable[["Claim", Action], bool]
Likely = Callable[["Claim"], Iterable[Action]]

MOST_TOLD = 200
"""Actions that a unit added which are told one by one, with what they are like: nobody reads more of them."""


class Claim(NamedTuple):
    """What a returned row says of itself: its hidden ref and the text of its plan columns."""

    ref: str
    item: str
    title: str
    method: str


class Match(NamedTuple):
    """The action that a row answers, or None for one that was not issued; `by_ref` when its ref counted."""

    action: Action | None
    by_ref: bool


_CLAIMED = attrgetter(*Claim._fields)


def match(claims: Sequence[Claim], actions: Sequence[Action]) -> list[Match]:
    """One match for each claim, in their order; no action is matched twice except by exact copies of its row."""
    # It came back as it was issued, as most sheets do; most actions have an item, and are compared the faster way.
    if claims == list(map(_CLAIMED, actions)) or claims == [claim_of(action) for action in actions]:
        return from_columns(Match, actions, [True] * len(actions))
    found: list[Match | None] = [None] * len(claims)
    free = {action.ref: action for action in actions}
    by_ref = dict(free)

    def settle(accept: Accept, likely: Likely) -> None:
        for place, claim in enumerate(claims):
            if found[place] is None and free:
                candidate = _first(claim, (action for action in likely(claim) if action.ref in free), accept)
                if candidate is not None:
                    found[place] = Match(free.pop(candidate.ref), is_own_ref(claim, candidate))

    def named(claim: Claim) -> Iterable[Action]:
        return (by_ref[claim.ref],) if claim.ref in by_ref else ()

    settle(_same_content, named)
    if free and any(match is None for match in found):
        by_title, by_method = _by_text(actions, _TITLE), _by_text(actions, _METHOD)
        settle(_same_content, by_title)
        settle(_same_item_and_title, named)
        settle(_same_item_and_title, by_title)
        settle(_unnumbered, named)
        settle(_two_of_three, named)
        settle(_two_of_three, by_method)
        settle(_untitled, named)
        _settle_by_item(claims, found, free)
    return [settled or _copy(claim, by_ref) for claim, settled in zip(claims, found, strict=True)]


_TITLE, _METHOD = attrgetter("title"), attrgetter("method")


def _by_text(actions: Iterable[Action], text: Callable[[Claim | Action], str]) -> Likely:
    """Finds the actions that say the same as a row there, in their order: a row may be one of tens of thousands."""
    found: dict[str, list[Action]] = defaultdict(list)
    for action in actions:
        found[squashed(text(action))].append(action)
    return lambda claim: found.get(squashed(text(claim)), ())


def _settle_by_item(claims: Sequence[Claim], found: list[Match | None], free: dict[str, Action]) -> None:
    """A row that says nothing but an item answers the one action of that item that has no row of its own."""
    for place, claim in enumerate(claims):
        if free and found[place] is None and claim.item and not claim.title and not claim.method:
            same = [action for action in free.values() if action.item and _same_item(claim, action)]
            if len(same) == 1:
                found[place] = Match(free.pop(same[0].ref), by_ref=False)


def content_of(item: str, title: str, method: str) -> tuple[str, ...]:
    """What two rows of one content have in common."""
    return read_item(item) or "", squashed(title), squashed(method)


class Expected(NamedTuple):
    """What a unit's sheet is matched against: its actions as issued in that file, what each has become since in the
    plan (by issued ref; missing where the plan has dropped it), and the plan's actions that were not issued in it."""

    issued: tuple[Action, ...]
    current: Mapping[str, Action]
    new: tuple[Action, ...] = ()


def expect(own: Sequence[Action], planned: Sequence[Action]) -> Expected:
    """What to expect of a sheet issued with `own` actions (none where the file carries nothing) under today's plan."""
    if not own or own == planned:
        return Expected(tuple(planned), {action.ref: action for action in planned})
    pairs = zip(own, match([claim_of(action) for action in own], planned), strict=True)
    now = {action.ref: found.action for action, found in pairs if found.action is not None}
    taken = {action.ref for action in now.values()}
    return Expected(tuple(own), now, tuple(action for action in planned if action.ref not in taken))


def claim_of(action: Action) -> Claim:
    """What an issued action would say of itself, had it been returned untouched."""
    return Claim(action.ref, action.item or "", action.title, action.method)


def is_own_ref(claim: Claim, action: Action) -> bool:
    """True when a row's ref counts: item and title agree with what was issued under it, or one or both are gone."""
    return claim.ref == action.ref and (
        _same_item_and_title(claim, action) or _unnumbered(claim, action) or _untitled(claim, action)
    )


def alike(item: str | None, title: str, actions: Sequence[Action]) -> str:
    """The title of the action that has this item code or else the title most like this one; "" for none."""
    same_item = (action.title for action in actions if item and action.item == item)
    return next(same_item, "") or nearest(title, [action.title for action in actions]) or ""


def _copy(claim: Claim, by_ref: dict[str, Action]) -> Match:
    """A row left over: the second of two copies of one row answers the same action, anything else is new."""
    original = by_ref.get(claim.ref)
    if original is not None and _same_content(claim, original):
        return Match(original, by_ref=True)
    return Match(None, by_ref=False)


def _first(claim: Claim, actions: Iterable[Action], accept: Accept) -> Action | None:
    """The first free action that is accepted: actions alike in all three are answered in their order."""
    return next((action for action in actions if accept(claim, action)), None)


def _same(one: str, other: str) -> bool:
    return one == other or squashed(one) == squashed(other)


def _same_item(claim: Claim, action: Action) -> bool:
    return claim.item == (action.item or "") or (read_item(claim.item) or "") == (action.item or "")


def _same_item_and_title(claim: Claim, action: Action) -> bool:
    return _same(claim.title, action.title) and _same_item(claim, action)


def _same_content(claim: Claim, action: Action) -> bool:
    return _same_item_and_title(claim, action) and _same(claim.method, action.method)


def _unnumbered(claim: Claim, action: Action) -> bool:
    """The item is gone, and the title is that of the ref."""
    return not claim.item and _same(claim.title, action.title)


def _untitled(claim: Claim, action: Action) -> bool:
    """The title is gone, with its column perhaps, and nothing that is left says anything against the ref."""
    return (
        not claim.title
        and (not claim.item or _same_item(claim, action))
        and (not claim.method or _same(claim.method, action.method))
    )


def _two_of_three(claim: Claim, action: Action) -> bool:
    """Item, title or method was retyped, the other two stand."""
    same_method = bool(claim.method) and _same(claim.method, action.method)
    same_title = bool(claim.title) and _same(claim.title, action.title)
    return same_method and (same_title or (action.item is not None and _same_item(claim, action)))
