"""What an earlier summary is good for when the returns are brought together: who has not answered keeps what is known."""

import datetime as dt

import pytest

from itaxl import catalogues
from itaxl.core.carriedsummary import as_previous
from itaxl.core.consolidation import consolidate
from itaxl.core.problems import CannotGoOn
from itaxl.core.reportdata import report_data
from itaxl.core.returns import Return
from itaxl.core.sentences import message
from itaxl.core.statuses import Status
from tests.core.test_consolidation import AS_OF, ISSUE, O1, O2, SITE, returned

MARCH = dt.date(2022, 3, 31)
DONE = f"เสร็จ | #100 | @2022-03-20 | {SITE}/o1 | ดี |"


def report(*returns, as_of=AS_OF, previous=None, **more):
    return consolidate(returns, as_of, catalogues.load, previous=previous, **more)


def known(*returns):
    return as_previous(report(*returns, as_of=MARCH), "มีนาคม.xlsx")


EARLIER = known(
    returned(("O1", DONE), ("O2", "กำลังทำ | #40 | | | รอ |")),
    returned(("O1", "กำลังทำ | | | | |"), unit="กองช่าง", file="b.xlsx"),
)


def found(result, ref):
    return next(tracked for tracked in result.actions if tracked.action.ref == ref)


def test_a_unit_that_returned_nothing_keeps_its_last_answers_and_is_not_reported():
    result = report(returned(("O1", "เสร็จ | | @2022-04-20 | | |"), unit="กองช่าง"), previous=EARLIER)
    first, second, third = (found(result, action.ref) for action in ISSUE.actions)
    assert (first.status, first.progress, first.completed_on, first.text("remarks")) == (
        "completed", 100, dt.date(2022, 3, 20), "ดี"
    )  # fmt: skip
    assert (second.status, second.state, second.days_overdue) == ("in_progress", "overdue", 10)
    assert [(each.reported, each.carried_over, each.source is None) for each in (first, second, third)] == [
        (False, True, True), (False, True, True), (True, False, False)
    ]  # fmt: skip
    assert result.silent_units == ("กองคลัง",)
    assert (third.status, third.completed_on) == ("completed", dt.date(2022, 4, 20))


def test_a_unit_that_never_answered_has_nothing_to_carry_over():
    result = report(returned(("O1", DONE)), previous=known(returned(("O1", DONE), ("O2", "| | | | |"))))
    third = found(result, ISSUE.actions[2].ref)
    assert (third.status, third.reported, third.carried_over) == ("not_started", False, False)


def test_an_action_that_did_not_come_back_is_told_with_what_stays():
    result = report(returned(("O1", "กำลังทำ | | | | |")), previous=EARLIER)
    missing = found(result, O2.ref)
    assert (missing.status, missing.progress, missing.reported, missing.carried_over) == (
        "in_progress",
        40,
        False,
        True,
    )
    [problem] = [problem for problem in result.problems if problem.code == "action-missing"]
    assert dict(problem.facts)["kept"] == Status.IN_PROGRESS


def test_a_row_that_came_back_blank_keeps_what_was_known_of_it():
    result = report(returned(("O1", "| | | | |"), ("O2", "เสร็จ | | @2022-05-01 | | |")), previous=EARLIER)
    blank, other = found(result, O1.ref), found(result, O2.ref)
    assert (blank.status, blank.reported, blank.carried_over) == ("completed", True, True)
    assert (other.status, other.text("remarks"), other.carried_over) == ("completed", "รอ", False)


TOGETHER = [
    ("กำลังทำ | | | | |", ("in_progress", None, None)),  # a status takes the place of what stood beside the old one
    ("กำลังทำ | #60 | | | |", ("in_progress", 60, None)),
    ("| #90 | | | |", ("completed", 90, dt.date(2022, 3, 20))),  # none: what is given is added to what is known
    ("| | @2022-03-25 | | |", ("completed", 100, dt.date(2022, 3, 25))),
    ("| | | | ใหม่ |", ("completed", 100, dt.date(2022, 3, 20))),
]


@pytest.mark.parametrize(("answers", "taken"), TOGETHER)
def test_status_progress_and_finish_date_are_taken_together(answers, taken):
    tracked = found(report(returned(("O1", answers), ("O2", "| | | | |")), previous=EARLIER), O1.ref)
    assert (tracked.status, tracked.progress, tracked.completed_on) == taken
    assert tracked.evidence == (f"{SITE}/o1",)


KEPT = [
    ("| | | | ยังทำไม่ได้ |", ["status-kept"]),
    ("| | @2022-03-25 | | |", ["status-kept"]),
    ("| | | | |", []),  # carried over, which is said of the whole row
    ("กำลังทำ | | | | |", []),
]


@pytest.mark.parametrize(("answers", "told"), KEPT)
def test_a_status_that_stays_beside_new_answers_is_told_at_its_cell(answers, told):
    result = report(returned(("O1", answers), ("O2", "กำลังทำ | | | | |")), previous=EARLIER)
    about = [problem for problem in result.problems if problem.code.startswith("status-")]
    assert [problem.code for problem in about] == told
    assert all(problem.cell == "E2" and "ดำเนินการแล้วเสร็จ" in message(problem) for problem in about)


def test_a_status_that_was_never_given_is_still_asked_for():
    nothing = known(returned(("O1", "ยังไม่เริ่ม | | | | |"), ("O2", "| | | | รอ |")))
    result = report(returned(("O1", "| | @2022-04-20 | | |"), ("O2", "| | @2022-04-20 | | |")), previous=nothing)
    assert [problem.code for problem in result.problems].count("status-missing") == 2


PREFILLED = [(dt.date(2022, 4, 15), "cancelled"), (MARCH, "completed"), (dt.date(2022, 2, 1), "completed")]


@pytest.mark.parametrize(("known_on", "status"), PREFILLED)
def test_of_a_summary_and_what_was_prefilled_the_later_counts(known_on, status):
    actions = tuple(each._replace(answers={"status": Status.CANCELLED}) for each in ISSUE.actions)
    own = ISSUE._replace(actions=actions, known_on=known_on)
    untouched = returned(("O1", "ยกเลิก | | | | |"), ("O2", "ยกเลิก | | | | |"))._replace(issue=own)
    tracked = found(report(untouched, previous=EARLIER), O1.ref)
    assert (tracked.status, tracked.reported, tracked.carried_over) == (status, False, True)


# --- actions that units added ------------------------------------------------------------------------------

ADDED = known(returned(("O1", "| | | | |"), ("งานใหม่", "กำลังทำ | | | | รอ |")))


def added(result):
    return [(each.action.ref, each.action.title, each.status, each.reported) for each in result.actions if each.added]


def test_what_a_unit_had_added_stays_when_nothing_is_returned():
    result = report(returned(("O1", DONE), unit="กองช่าง"), previous=ADDED)
    assert added(result) == [("+กองคลัง-1", "งานใหม่", "in_progress", False)]


def test_what_a_unit_adds_again_is_the_same_action_and_others_are_numbered_after_it():
    twice = returned(("O1", DONE), ("งานก่อนหน้า", "| | | | |"), ("งานใหม่", "เสร็จ | | @2022-04-01 | | |"))
    result = report(twice, previous=ADDED)
    assert added(result) == [
        ("+กองคลัง-1", "งานใหม่", "completed", True), ("+กองคลัง-2", "งานก่อนหน้า", "not_started", True)
    ]  # fmt: skip
    kinds = [(change.kind, change.action.ref) for change in result.changes if change.action.added]
    assert kinds == [("done", "+กองคลัง-1"), ("new", "+กองคลัง-2")]


def test_an_added_action_that_was_issued_anew_and_comes_back_untouched_is_no_report():
    own = next(each for each in ADDED.issue.actions if each.added)
    anew = ISSUE._replace(actions=(*ISSUE.actions, own), known_on=MARCH)
    line = "กำลังทำ | | | | รอ |"
    untouched = returned(("O1", "| | | | |"), ("O2", "| | | | |"), ("งานใหม่", line))._replace(issue=anew)
    for previous in (ADDED, None):
        result = report(untouched, previous=previous)
        assert added(result) == [("+กองคลัง-1", "งานใหม่", "in_progress", False)]
        assert result.silent_units == ("กองคลัง", "กองช่าง")
        assert "action-added" not in {problem.code for problem in result.problems}


# --- without a plan ----------------------------------------------------------------------------------------


def test_without_a_plan_a_unit_of_which_no_file_speaks_is_known_from_the_summary():
    own = ISSUE._replace(actions=tuple(each for each in ISSUE.actions if each.unit == "กองช่าง"))
    alone = returned(("O1", DONE), unit="กองช่าง")._replace(issue=own)
    assert "unit-plan-unknown" in {problem.code for problem in report(alone).problems}
    result = report(alone, previous=EARLIER)
    assert [each.action.ref for each in result.actions] == [each.ref for each in ISSUE.actions]
    assert "unit-plan-unknown" not in {problem.code for problem in result.problems}
    assert found(result, O1.ref).status == "completed"


@pytest.mark.parametrize("as_of", [MARCH - dt.timedelta(days=1), dt.date(2021, 10, 1)])
def test_a_summary_of_a_later_day_stops_the_work(as_of):
    with pytest.raises(CannotGoOn) as stop:
        report(returned(("O1", DONE)), as_of=as_of, previous=EARLIER)
    assert stop.value.problem.code == "previous-later"


# --- what the JSON says of it ------------------------------------------------------------------------------


def test_the_json_says_what_changed_since_when_and_how_it_went():
    data = report_data(report(returned(("O1", "กำลังทำ | | | | |"), ("O2", "| | | | |")), previous=EARLIER))
    assert data["previous"] == {"file": "มีนาคม.xlsx", "as_of": "2022-03-31", "round": 1}
    assert data["changes"][0] == {
        "change": "late", "ref": O1.ref, "unit": "กองคลัง", "item": "O1", "title": "โครงสร้าง",
        "before": "completed", "now": "overdue", "evidence_before": None, "evidence_now": None,
    }  # fmt: skip
    assert [change["change"] for change in data["changes"]] == ["late", "late", "late", "reopened"]
    assert [(point["as_of"], point["completed"], point["due"], point["overdue"]) for point in data["history"]] == [
        ("2022-03-31", 1, 0, 0), ("2022-05-10", 0, 3, 3)
    ]  # fmt: skip
    assert data["history"][1]["score_today"] == data["score"]["today"]


def test_without_an_earlier_summary_there_are_no_changes_and_one_point():
    data = report_data(report(returned(("O1", DONE))))
    assert (data["previous"], data["changes"], len(data["history"])) == (None, [], 1)


def test_a_new_return_without_hidden_data_finds_what_units_had_added():
    pasted = returned(("งานใหม่", "เสร็จ | | @2022-04-01 | | |"))._replace(issue=None)
    other = returned(("O1", DONE), unit="กองช่าง", file="b.xlsx")
    result = report(other, Return(pasted.file, pasted.digest, grids=pasted.grids), previous=ADDED)
    assert added(result) == [("+กองคลัง-1", "งานใหม่", "completed", True)]
