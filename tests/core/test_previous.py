import datetime as dt

import pytest

from itaxl.core.previous import Previous, check_previous, last_answers, pairs
from itaxl.core.problems import CannotGoOn
from itaxl.core.records import Unit
from itaxl.core.statuses import Status
from tests.tables import action, issued, settings

DAY = dt.date(2022, 5, 10)
PREVIOUS = Previous("ครั้งก่อน.xlsx", DAY, issued(action()), frozenset(), ())

WRONG = [
    (settings(), dt.date(2022, 5, 9), "previous-later"),
    (settings()._replace(agency="อบต.อื่น"), DAY, "previous-other-agency"),
    (settings()._replace(fiscal_year=2566), DAY, "previous-other-year"),
]


@pytest.mark.parametrize(("ours", "as_of", "code"), WRONG)
def test_a_summary_that_cannot_be_the_previous_one_is_refused_by_name(ours, as_of, code):
    with pytest.raises(CannotGoOn) as stop:
        check_previous(PREVIOUS, ours, as_of)
    assert (stop.value.problem.code, stop.value.problem.file) == (code, "ครั้งก่อน.xlsx")


@pytest.mark.parametrize("as_of", [DAY, DAY + dt.timedelta(days=1), None])
def test_one_of_the_same_office_year_and_of_no_later_day_is_taken(as_of):
    check_previous(PREVIOUS, settings(), as_of)
    check_previous(PREVIOUS, settings()._replace(agency="องค์การบริหารส่วนตำบลทดสอบ"), as_of)


O1, O2 = action("O1", "โครงสร้าง"), action("O2", "ข้อมูลผู้บริหาร", method="อย่างอื่น")
UNITS = (Unit("กองคลัง", aliases=("ส่วนการคลัง",)), Unit("กองช่าง"))
BECAME = [
    ([O1, O2], [O1, O2], {O1.ref: O1.ref, O2.ref: O2.ref}, []),
    ([O1, O2], [O2], {O2.ref: O2.ref}, [O1.ref]),
    ([O1], [O1, O2], {O1.ref: O1.ref}, []),
    # the plan gained a row above: refs shift, contents do not
    ([O1._replace(ref="x-1", method="ก")], [O1._replace(ref="x-1", method="ข"), O1._replace(ref="x-2", method="ก")],
     {"x-2": "x-1"}, []),
    # the ref stays, the title is retyped: item and method still say which one it is
    ([O1], [O1._replace(title="โครงสร้างหน่วยงาน")], {O1.ref: O1.ref}, []),
    ([O1], [O2._replace(ref=O1.ref)], {}, [O1.ref]),
    ([O1._replace(unit="ส่วนการคลัง")], [O1], {O1.ref: O1.ref}, []),
    ([O1], [O1._replace(unit="กองช่าง")], {}, [O1.ref]),
    # what a unit had added has been taken into the plan
    ([O1, O2._replace(ref="+กองคลัง-1")], [O1, O2], {O1.ref: O1.ref, O2.ref: "+กองคลัง-1"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("earlier", "today", "before", "gone"), BECAME)
def test_what_each_of_todays_actions_was_and_what_is_gone(earlier, today, before, gone):
    found = pairs(earlier, UNITS, today)
    assert {ref: was.ref for ref, was in found.before.items()} == before
    assert [was.ref for _, was in found.gone] == gone


def test_blank_answers_and_a_status_of_not_started_are_left_to_be_asked_for():
    answers = {"status": Status.NOT_STARTED, "progress": 0, "remarks": "", "evidence": (), "reporter": None}
    assert last_answers(answers) == {"progress": 0}
    assert last_answers({"status": Status.COMPLETED, "remarks": "รอ"}) == {"status": Status.COMPLETED, "remarks": "รอ"}
