import datetime as dt

import pytest

from itaxl.core.changes import ChangeKind, changes_since
from itaxl.core.previous import Previous
from itaxl.core.records import Settings, Unit
from itaxl.core.statuses import Status
from itaxl.core.tracked import placed
from tests.tables import action, issued

BEFORE, TODAY = dt.date(2022, 4, 25), dt.date(2022, 5, 10)
LATER = dt.date(2022, 5, 31)
OFFICE = Settings("อบต.ทดสอบ", 2565)
OPEN, BEGUN, DONE, GONE = Status.NOT_STARTED, Status.IN_PROGRESS, Status.COMPLETED, Status.CANCELLED
ONE, OTHER = ("https://a.example",), ("https://b.example",)


def changes(before, after, as_of=TODAY, **planned):
    """(kind, before, now) of each change of one action."""
    return [(change.kind.value, change.before, change.after) for change in found_since(before, after, as_of, **planned)]


def found_since(before, after, as_of=TODAY, *, was=None, now=None):
    """The changes of one action, answered like this before and after; `was` and `now` are what else the plan says."""
    earlier = issued(action(answers=before, **(was or {})))
    previous = Previous("s.xlsx", BEFORE, earlier, frozenset(), ())
    answers = dict(after)
    status = answers.pop("status", OPEN)
    tracked = placed(action(**(now or {})), status, answers, OFFICE, as_of, None, reported=True, source=None)
    return changes_since(previous, (Unit("กองคลัง"),), [tracked])


FINISHED = {"status": DONE, "completed_on": dt.date(2022, 4, 19)}
ANSWERED = [
    ({}, {}, [("late", "due_soon", "overdue")]),
    ({}, FINISHED, [("done", OPEN, DONE)]),
    ({"status": BEGUN}, FINISHED, [("done", BEGUN, DONE)]),
    (FINISHED, FINISHED, []),
    (FINISHED, {"status": BEGUN}, [("late", "completed", "overdue"), ("reopened", DONE, BEGUN)]),
    (FINISHED, {"status": Status.UNREADABLE}, [("late", "completed", "overdue"), ("reopened", DONE, "unreadable")]),
    (FINISHED, {"status": GONE}, [("status", DONE, GONE)]),
    ({"status": GONE}, FINISHED, [("done", GONE, DONE)]),
    ({}, {"status": BEGUN}, [("late", "due_soon", "overdue"), ("status", OPEN, BEGUN)]),
    ({"status": OPEN}, {"status": OPEN, "remarks": "รอ"}, [("late", "due_soon", "overdue")]),
    (FINISHED, {**FINISHED, "evidence": ONE}, [("evidence", None, ONE)]),
    ({**FINISHED, "evidence": ONE}, {**FINISHED, "evidence": OTHER}, [("evidence", ONE, OTHER)]),
    ({**FINISHED, "evidence": ONE}, {**FINISHED, "evidence": ()}, [("evidence", ONE, None)]),
    (FINISHED, {**FINISHED, "evidence": ()}, []),
    (FINISHED, {**FINISHED, "completed_on": dt.date(2022, 5, 9)}, []),
]


FINISHED_WITH = [
    ({}, FINISHED, None, None),
    ({}, {**FINISHED, "evidence": ONE}, None, ONE),
    ({"status": BEGUN, "evidence": ONE}, {**FINISHED, "evidence": OTHER}, ONE, OTHER),
    ({"status": BEGUN, "evidence": ONE}, {**FINISHED, "evidence": ONE}, None, None),
    ({"status": BEGUN, "evidence": ONE}, FINISHED, ONE, None),
]


@pytest.mark.parametrize(("before", "after", "earlier", "later"), FINISHED_WITH)
def test_what_became_done_with_other_evidence_is_one_change_that_says_both(before, after, earlier, later):
    [change] = found_since(before, after)
    assert (change.kind, change.evidence_before, change.evidence_after) == (ChangeKind.DONE, earlier, later)


@pytest.mark.parametrize(("before", "after", "found"), ANSWERED)
def test_what_other_answers_change(before, after, found):
    assert changes(before, after) == found


def test_nothing_is_late_before_its_deadline_or_late_twice():
    assert changes({}, {}, dt.date(2022, 4, 30)) == []
    assert changes({}, {}, was={"due_on": BEFORE - dt.timedelta(days=1)}, now={"due_on": BEFORE}) == [
        ("deadline", BEFORE - dt.timedelta(days=1), BEFORE)
    ]


PLANNED = [
    ({}, {"due_on": LATER}, [("deadline", dt.date(2022, 4, 30), LATER)]),
    ({"due_on": None, "due_text": "เร็ว ๆ นี้"}, {"due_on": LATER}, [("deadline", "เร็ว ๆ นี้", LATER)]),
    ({"due_on": None}, {"due_on": LATER}, [("deadline", None, LATER)]),
    ({"due_on": LATER}, {"due_on": None}, [("deadline", LATER, None)]),
    ({"title": "โครงสราง", "follow_up": "ประชุม"}, {"due_on": LATER}, [("deadline", dt.date(2022, 4, 30), LATER)]),
]


@pytest.mark.parametrize(("was", "now", "found"), PLANNED)
def test_what_another_deadline_changes(was, now, found):
    assert changes({}, {}, was=was, now=now) == found


def test_new_and_vanished_actions_come_last_and_only_once():
    old = [action("O1", answers=FINISHED), action("O2", "ข้อมูลผู้บริหาร"), action("O1", unit="กองเก่า")]
    new = [action("O1"), action("O3", "อำนาจหน้าที่")]
    previous = Previous("s.xlsx", BEFORE, issued(*old), frozenset(), ())
    tracked = [
        placed(each, DONE, {"completed_on": BEFORE}, OFFICE, TODAY, None, reported=True, source=None) for each in new
    ]
    found = changes_since(previous, (Unit("กองคลัง"),), tracked)
    assert [(change.kind, change.action.unit, change.action.item, change.before, change.after) for change in found] == [
        (ChangeKind.NEW, "กองคลัง", "O3", None, DONE),
        (ChangeKind.VANISHED, "กองคลัง", "O2", OPEN, None),
        (ChangeKind.VANISHED, "กองเก่า", "O1", OPEN, None),
    ]


def test_due_soon_is_judged_by_the_days_of_the_earlier_plan():
    earlier = issued(action(), due_soon_days=3)._replace(settings=OFFICE._replace(due_soon_days=3))
    previous = Previous("s.xlsx", BEFORE, earlier, frozenset(), ())
    tracked = placed(action(), OPEN, {}, OFFICE, TODAY, None, reported=True, source=None)
    [change] = changes_since(previous, (Unit("กองคลัง"),), [tracked])
    assert change.before == "on_track"
