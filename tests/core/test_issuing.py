from dataclasses import replace

from itaxl.core.issuing import issue
from itaxl.core.records import Catalogue, Measure, Plan, Unit
from tests.tables import settings


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
    assert issue(one).issue_id != issue(replace(one, settings=settings(website="x"))).issue_id
