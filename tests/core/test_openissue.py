from itaxl.core.carried import issue_rows, read_issue
from itaxl.core.openissue import open_actions, open_issue
from itaxl.core.statuses import Status
from tests.core.test_consolidation import SITE, report, returned

DONE = f"เสร็จ | #100 | @2022-04-20 | {SITE}/o1 | |"


def issue_of(*rows, unit="กองคลัง"):
    return open_issue(report(returned(*rows, unit=unit)), unit)


def test_only_what_is_neither_finished_nor_cancelled_is_issued_again():
    assert [action.item for action in issue_of(("O1", DONE), ("O2", "| | | | |")).actions] == ["O2"]
    assert [action.item for action in issue_of(("O1", DONE), ("O2", "ยกเลิก | | | | เหตุ |")).actions] == []
    assert {action.unit for action in issue_of(("O1", "| | | | |")).actions} == {"กองคลัง"}


ANSWERS = [
    ("กำลังดำเนินการ | #60 | | | รอ |", {"status": Status.IN_PROGRESS, "progress": 60, "remarks": "รอ"}),
    ("ยังไม่เริ่ม | | | | รอ |", {"remarks": "รอ"}),  # blank says the same, and asks again
    ("จัดทำแล้วบางส่วน | #60 | | | |", {"progress": 60}),  # what cannot be read is asked for again
    (" | #40 | | | |", {"progress": 40}),  # a status that was left out, too
]


def test_the_last_answers_are_in_place():
    for typed, answers in ANSWERS:
        assert issue_of(("O1", typed)).actions[0].answers == answers, typed


def test_who_returned_nothing_has_nothing_prefilled():
    again = open_issue(report(returned(("O1", DONE))), "กองช่าง")
    assert [dict(action.answers) for action in again.actions] == [{}]


def test_it_says_that_the_round_has_more_and_its_id_follows_the_answers():
    one, other = issue_of(("O1", DONE), ("O2", " | #40 | | | |")), issue_of(("O1", DONE), ("O2", " | #50 | | | |"))
    assert one.shares == {"กองคลัง": 2, "กองช่าง": 1}
    assert one.issue_id != other.issue_id
    assert read_issue(issue_rows(one, ["กองคลัง"])).actions == one.actions


def test_what_a_unit_added_itself_is_open_like_any_other():
    result = report(returned(("O1", DONE), ("งานเพิ่ม", "กำลังดำเนินการ | | | | |")))
    assert [tracked.action.ref for tracked in open_actions(result, "กองคลัง")] == ["2565-กองคลัง-O2-1", "+กองคลัง-1"]
