import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.core.nextsteps import next_steps
from itaxl.core.reportdata import report_data
from itaxl.core.statuses import Status
from tests.tables import report_of, tracked

OPEN = dt.date(2022, 4, 10)
DONE = {"evidence": ("https://x.example/a",), "completed_on": dt.date(2022, 4, 5)}


def share(item, unit="กองคลัง", status=Status.NOT_STARTED, **more):
    return tracked(item, status, as_of=OPEN, unit=unit, ref=f"{unit}-{item}-{more.get('title', '')}", **more)


def steps(*actions, as_of=OPEN, **more):
    return [
        (step.item, len(step.actions), round(step.so_far, 3))
        for step in next_steps(report_of(*actions, as_of=as_of, **more))
    ]


CASES = [
    ("most points first", [share("O1"), share("O42"), share("O34")], [("O42", 1, 5.0), ("O34", 1, 6.25), ("O1", 1, 6.694)]),
    ("an item of several units needs them all", [share("O34", unit) for unit in "กขค"] + [share("O1")], [("O1", 1, 0.444), ("O34", 3, 1.694)]),
    ("what is finished with evidence is not left", [share("O34", "ก", Status.COMPLETED, answers=DONE), share("O34", "ข")], [("O34", 1, 1.25)]),
    ("what is finished without evidence is left", [share("O34", "ก", Status.COMPLETED)], [("O34", 1, 1.25)]),
    ("what is earned is no step", [share("O34", "ก", Status.COMPLETED, answers=DONE)], []),
    ("a cancelled share is not waited for", [share("O34", "ก", Status.CANCELLED), share("O34", "ข")], [("O34", 1, 1.25)]),
    ("an item cancelled by all is lost", [share("O34", "ก", Status.CANCELLED)], []),
    ("what a unit added brings no points", [share("O34", added=True)], []),
    ("of the same worth what is due first", [share("O1"), share("O2", due_on=dt.date(2022, 4, 12)), share("O3", due_on=None)], [("O2", 1, 0.444), ("O1", 1, 0.889), ("O3", 1, 1.333)]),
    ("measures without an item have none", [share(None)], []),
]  # fmt: skip


@pytest.mark.parametrize(("actions", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_order_of_work(actions, expected):
    assert steps(*actions) == expected


def test_once_the_window_is_closed_nothing_brings_points():
    assert steps(share("O1"), as_of=dt.date(2022, 5, 1)) == []


shares = st.lists(
    st.tuples(st.integers(1, 43), st.sampled_from("กขคง"), st.sampled_from(list(Status)), st.booleans()), max_size=30
)


@given(shares)
def test_the_steps_are_all_that_is_at_stake_and_the_best_comes_first(found):
    actions = [
        share(f"O{item}", unit, status, title=str(place), answers=DONE if evidence else {})
        for place, (item, unit, status, evidence) in enumerate(found)
    ]
    report = report_of(*actions, as_of=OPEN)
    result = next_steps(report)
    assert {step.item for step in result} == report.standing.at_stake
    assert round(result[-1].so_far if result else 0, 6) == round(report.score.at_stake, 6)
    worth = [step.per_action for step in result]
    assert all(first >= second - 1e-6 for first, second in itertools.pairwise(worth))
    left = [each.action.ref for step in result for each in step.actions]
    assert len(left) == len(set(left))
    assert [data["actions"] for data in report_data(report)["next_steps"]] == [
        [each.action.ref for each in step.actions] for step in result
    ]
