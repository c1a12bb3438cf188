from itaxl import catalogues
from itaxl.core.counts import Counts, by_item, by_unit
from itaxl.core.deadlines import State
from itaxl.core.records import Unit
from itaxl.core.statuses import Status
from itaxl.core.tracked import Tracked
from tests.tables import action

UNITS = (Unit("กองคลัง"), Unit("งานการเงิน", parent="กองคลัง"), Unit("งานพัสดุ", parent="กองคลัง"), Unit("กองช่าง"))


def tracked(unit, status, state, item="O1", added=False):
    return Tracked(action(item, unit=unit), status, {}, state, None, None, True, None, added)


ACTIONS = (
    tracked("กองคลัง", Status.COMPLETED, State.COMPLETED),
    tracked("งานการเงิน", Status.IN_PROGRESS, State.OVERDUE),
    tracked("งานพัสดุ", Status.NOT_STARTED, State.DUE_SOON, item="O2"),
    tracked("กองช่าง", Status.CANCELLED, State.CANCELLED),
    tracked("กองช่าง", Status.UNREADABLE, State.OVERDUE, item="O2"),
    tracked("กองช่าง", Status.COMPLETED, State.COMPLETED, item="O2", added=True),
)


def test_the_status_counts_sum_to_the_actions_and_states_cover_open_ones():
    counts = Counts.of(ACTIONS)
    assert sum(counts.statuses.values()) == counts.actions == 6
    assert counts.states == {State.OVERDUE: 2, State.DUE_SOON: 1}


def test_counts_roll_up_to_the_parent():
    klang, finance, _, works = by_unit(UNITS, ACTIONS, frozenset({"กองคลัง"}))
    assert (klang.own.actions, klang.rolled_up.actions, klang.returned) == (1, 3, True)
    assert klang.rolled_up.states[State.OVERDUE] == 1
    assert (finance.own.actions, finance.rolled_up.actions, finance.returned) == (1, 1, False)
    assert klang.all_items == {"O1", "O2"}
    assert works.own_items == {"O1", "O2"}  # what it added is no share


def test_an_item_is_done_when_all_shares_are_cancelled_ones_aside():
    items = {item.code: item for item in by_item(catalogues.load(2565), ACTIONS)}
    assert list(items) == ["O1", "O2"]
    assert (items["O1"].units_done, items["O1"].units, items["O1"].status) == (1, 2, Status.IN_PROGRESS)
    assert (items["O2"].units_done, items["O2"].units, items["O2"].status) == (0, 2, Status.UNREADABLE)
    done = by_item(catalogues.load(2565), [ACTIONS[0], ACTIONS[3]])
    assert [(item.units_done, item.units, item.status) for item in done] == [(1, 1, Status.COMPLETED)]
    gone = by_item(catalogues.load(2565), [ACTIONS[3]])
    assert [(item.units, item.status) for item in gone] == [(0, Status.CANCELLED)]
