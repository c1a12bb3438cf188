import datetime as dt

import pytest

from itaxl.core.issuing import issue, prefilled
from itaxl.core.previous import Previous
from itaxl.core.problems import CannotGoOn
from itaxl.core.records import Catalogue, Measure, Plan, Unit
from itaxl.core.statuses import Status
from tests.tables import action, settings


def measure(item, *units, title="ก"):
    return Measure(2, "OIT", 9, item, title, "ทำ", None, None, "", units, "", "")


def plan(*measures):
    return Plan(settings(), (Unit("กองคลัง"), Unit("กองช่าง"), Unit("ว่าง")), measures, Catalogue(2565, ()))


def test_each_unit_gets_its_share_numbered_in_the_plans_order():
    issued = issue(
        plan(
            measure("O1", "กองคลัง", "กองช่าง"), measure("O2", "กองช่าง"), measure("O2", "กองช่าง"), measure(None, "กองช่าง")
        )
    )
    assert [(action.ref, action.no) for action in issued.actions] == [
        ("2565-กองคลัง-O1-1", 1),
        ("2565-กองช่าง-O1-1", 1),
        ("2565-กองช่าง-O2-1", 2),
        ("2565-กองช่าง-O2-2", 3),
        ("2565-กองช่าง-ไม่ระบุข้อ-1", 4),
    ]
    assert issued.shares == {"กองคลัง": 1, "กองช่าง": 4, "ว่าง": 0}


def test_the_issue_id_follows_plan_and_round():
    one = plan(measure("O1", "กองคลัง"))
    assert issue(one).issue_id == issue(one).issue_id
    assert issue(one).issue_id != issue(one, 2).issue_id
    assert issue(one).issue_id != issue(one._replace(settings=settings(website="x"))).issue_id


# --- with an earlier summary -------------------------------------------------------------------------------

DAY = dt.date(2022, 5, 10)
DONE = {
    "status": Status.COMPLETED,
    "completed_on": dt.date(2022, 4, 20),
    "evidence": ("https://a.example",),
    "remarks": "",
}
PLAN = plan(measure("O1", "กองคลัง", "กองช่าง"), measure("O2", "กองช่าง", title="ข"))


def known(*actions, number=1, of=PLAN):
    """A summary that knew these actions, answered."""
    return Previous("s.xlsx", DAY, issue(of, number)._replace(actions=actions), frozenset(), ())


def answered(issued):
    return {each.ref: each.answers for each in issued.actions if each.answers}


def test_the_last_answers_are_prefilled_and_the_plan_decides_everything_else():
    first, second, _ = issue(PLAN).actions
    due_on = dt.date(2022, 4, 1)
    previous = known(first._replace(answers=DONE, due_on=due_on), second._replace(answers={"progress": 40}))
    issued = issue(PLAN, previous=previous)
    assert answered(issued) == {
        first.ref: {key: value for key, value in DONE.items() if value},
        second.ref: {"progress": 40},
    }
    assert [each._replace(answers={}) for each in issued.actions] == list(issue(PLAN).actions)
    assert issued.known_on == DAY


@pytest.mark.parametrize("status", [Status.NOT_STARTED, Status.UNREADABLE])
def test_a_status_that_says_nothing_is_asked_for_again(status):
    first, *_ = issue(PLAN).actions
    issued = issue(PLAN, previous=known(first._replace(answers={"status": status, "remarks": "รอ"})))
    assert answered(issued) == {first.ref: {"remarks": "รอ"}}


def test_the_round_follows_that_of_the_summary_unless_it_is_given():
    assert issue(PLAN).round == 1
    assert issue(PLAN, previous=known(number=3)).round == 4
    assert issue(PLAN, 2, known(number=3)).round == 2


def test_answers_find_their_action_when_the_plan_has_moved_it():
    twice = plan(measure("O1", "กองคลัง", title="ก"), measure("O1", "กองคลัง", title="ข"))
    first, second = issue(twice).actions
    turned = plan(*twice.measures[::-1])
    assert [each.title for each in issue(turned).actions] == ["ข", "ก"]  # under each other's refs
    previous = known(first._replace(answers={"remarks": "ของ ก"}), second._replace(answers={"remarks": "ของ ข"}))
    assert [each.answers["remarks"] for each in issue(turned, previous=previous).actions] == ["ของ ข", "ของ ก"]


def test_what_units_had_added_comes_along_after_their_others_unless_the_plan_has_it_now():
    own = action(None, "งานเพิ่ม", ref="+กองคลัง-1", answers={"status": Status.IN_PROGRESS})
    gone = action(None, "ของหน่วยงานที่ยุบ", unit="กองเก่า", ref="+กองเก่า-1")
    issued = issue(PLAN, previous=known(*issue(PLAN).actions, own, gone))
    assert [(each.ref, each.no) for each in issued.actions][-1] == ("+กองคลัง-1", 2)
    assert issued.shares == {"กองคลัง": 2, "กองช่าง": 2, "ว่าง": 0}
    assert answered(issued) == {"+กองคลัง-1": {"status": Status.IN_PROGRESS}}
    taken_up = PLAN._replace(
        measures=(*PLAN.measures, measure("O9", "กองคลัง", title="งานเพิ่ม")._replace(method=own.method))
    )
    issued = issue(taken_up, previous=known(*issue(PLAN).actions, own._replace(item="O9")))
    assert answered(issued) == {"2565-กองคลัง-O9-1": {"status": Status.IN_PROGRESS}}
    assert not any(each.added for each in issued.actions)


def test_the_issue_id_follows_the_prefilled_answers():
    first, *_ = issue(PLAN).actions
    ids = {issue(PLAN, 2).issue_id, issue(PLAN, previous=known()).issue_id}
    ids |= {issue(PLAN, previous=known(first._replace(answers={"remarks": text}))).issue_id for text in ("ก", "ข")}
    assert len(ids) == 4
    again = known(first._replace(answers={"remarks": "ก"}))
    assert issue(PLAN, previous=again) == issue(PLAN, previous=again)


def test_any_issue_can_be_prefilled_by_ref():
    issued = issue(PLAN)
    some = prefilled(issued, {issued.actions[1].ref: {"remarks": "รอ", "reporter": None}, "ไม่มี": DONE}, DAY)
    assert answered(some) == {issued.actions[1].ref: {"remarks": "รอ"}}
    assert some.issue_id != issued.issue_id


def test_a_summary_of_another_office_is_refused():
    previous = known(of=PLAN._replace(settings=PLAN.settings._replace(agency="อบต.อื่น")))
    with pytest.raises(CannotGoOn) as stop:
        issue(PLAN, previous=previous)
    assert stop.value.problem.code == "previous-other-agency"
