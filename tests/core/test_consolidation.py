import datetime as dt

import pytest

from itaxl import catalogues
from itaxl.core.consolidation import consolidate
from itaxl.core.problems import CannotGoOn
from itaxl.core.reportdata import csv_rows, defused, report_data
from itaxl.core.returns import Return
from itaxl.core.sentences import message, severity_rank
from tests.tables import action, grid, issued

AS_OF = dt.date(2022, 5, 10)
SITE = "https://www.x.example"
O1, O2 = action("O1", "โครงสร้าง"), action("O2", "ข้อมูลผู้บริหาร", method="อย่าง\nอื่น")
ISSUE = issued(O1, O2, action("O1", "โครงสร้าง", unit="กองช่าง"), website=SITE, last_score=75.4, target=85.0)
HEAD = "| รหัสอ้างอิง | ข้อ | หัวข้อ | วิธีการดำเนินการ | สถานะ | ความก้าวหน้า (%) | วันที่แล้วเสร็จ | หลักฐาน (URL) | ปัญหา/อุปสรรค |\n"


def returned(*rows, unit="กองคลัง", file="a.xlsx"):
    lines = {
        "O1": f"| 2565-{unit}-O1-1 | O1 | โครงสร้าง | เผยแพร่บนเว็บไซต์ |",
        "O2": f"| 2565-{unit}-O2-1 | O2 | ข้อมูลผู้บริหาร | อย่าง¶อื่น |",
    }
    text = HEAD + "\n".join(lines.get(item, f"| | | {item} | |") + answers for item, answers in rows)
    sheet = grid(text, sheet=unit, file=file)
    return Return(file, digest=file + text, grids=(sheet,), issue=ISSUE)


def report(*returns, as_of=AS_OF):
    return consolidate(returns, as_of, catalogues.load)


def codes(result):
    return [problem.code for problem in result.problems]


def test_states_provenance_and_returned_units():
    result = report(returned(("O1", f"เสร็จ | #100 | @2022-04-20 | {SITE}/o1 | |"), ("O2", " | | | | |")))
    first, second, third = result.actions
    assert (first.state, first.reported, first.source.row) == ("completed", True, 2)
    assert (second.state, second.days_overdue, second.reported) == ("overdue", 10, True)
    assert (third.state, third.reported, third.source) == ("overdue", False, None)
    assert result.silent_units == ("กองช่าง",)
    assert codes(result) == ["unit-not-returned"]


MISSING = [
    ("| | @2022-04-20 | | |", "ดำเนินการแล้วเสร็จ"),
    ("| #100 | | | |", "ดำเนินการแล้วเสร็จ"),
    ("| #40 | | | |", "อยู่ระหว่างดำเนินการ"),
    (f"| | | {SITE}/x | |", "ดำเนินการแล้วเสร็จ"),
]


@pytest.mark.parametrize(("answers", "likely"), MISSING)
def test_a_status_missing_beside_other_answers_is_asked_for_with_the_likely_word(answers, likely):
    result = report(
        returned(("O1", answers), ("O2", "| | | | |")),
        returned(("O1", "ยกเลิก | | | | |"), unit="กองช่าง", file="b.xlsx"),
    )
    [problem] = [problem for problem in result.problems if problem.code == "status-missing"]
    assert dict(problem.facts)["likely"] == likely
    assert (problem.file, problem.cell) == ("a.xlsx", "E2")
    assert result.actions[0].status == "not_started"


@pytest.mark.parametrize("answers", ["| #0 | | | |", "| | | | รอ |"])
def test_a_blank_status_beside_nothing_that_matters_is_not_started(answers):
    assert "status-missing" not in codes(report(returned(("O1", answers))))


def test_a_finished_action_without_a_date_is_told():
    result = report(returned(("O1", "เสร็จ | | | | |")))
    assert "completed-undated" in codes(result)
    assert result.actions[0].state == "completed"


def test_an_action_that_did_not_come_back_is_told_and_not_reported():
    result = report(returned(("O1", "เสร็จ | | @2022-04-20 | | |")))
    assert "action-missing" in codes(result)
    assert [tracked.reported for tracked in result.actions] == [True, False, False]


def test_an_action_that_came_back_under_another_title_is_told_with_that_one():
    result = report(returned(("O1", "เสร็จ | | @2022-04-20 | | |"), ("ข้อมูลผู้บรหาร", "เสร็จ | | @2022-04-20 | | |")))
    told = {problem.code: dict(problem.facts)["like"] for problem in result.problems if "action-" in problem.code}
    assert told == {"action-missing": "ข้อมูลผู้บรหาร", "action-added": "ข้อมูลผู้บริหาร"}


def test_a_sheet_that_came_back_blank_beside_a_filled_one_is_not_reported():
    """Whole copies: a unit that filled in its own sheet returns the blank sheets of the others, too."""
    mine = returned(("O1", "เสร็จ | | @2022-04-20 | | |"), ("O2", "| | | | |"))
    theirs = returned(("O1", "| | | | |"), unit="กองช่าง")
    result = report(mine._replace(grids=(*mine.grids, *theirs.grids)))
    assert [tracked.reported for tracked in result.actions] == [True, True, False]
    assert result.silent_units == ("กองช่าง",)


def test_problems_come_most_important_first():
    ranks = [severity_rank(code) for code in codes(report(returned(("O1", "ไปเรื่อย | #0.5 | เม.ย. 65 | | |"))))]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == 3


def test_what_units_add_counts_has_a_ref_of_its_own_and_no_points():
    one = returned(("O1", "เสร็จ | | @2022-04-20 | | |"), ("งานใหม่", "กำลังทำ | | | | |"), ("งานอื่น", "| | | | |"))
    other = returned(("งานใหม่", "| | | | รอ |"), file="b.xlsx")
    added = [tracked for tracked in report(one, other).actions if tracked.added]
    assert [(tracked.action.ref, tracked.status, tracked.points) for tracked in added] == [
        ("+กองคลัง-1", "in_progress", None), ("+กองคลัง-2", "not_started", None)
    ]  # fmt: skip
    assert added[0].text("remarks") == "รอ"


def test_a_conflict_is_listed_taken_and_told():
    one = returned(("O1", "เสร็จ | | | | |"))._replace(saved_at=dt.datetime(2022, 5, 1, tzinfo=dt.UTC))
    other = returned(("O1", "กำลังทำ | | | | |"), file="b.xlsx")._replace(
        saved_at=dt.datetime(2022, 5, 2, tzinfo=dt.UTC)
    )
    result = report(one, other)
    [conflict] = result.conflicts
    assert (conflict.ref, conflict.column, conflict.taken.value) == (O1.ref, "status", "in_progress")
    [problem] = [problem for problem in result.problems if problem.code == "answers-conflict"]
    assert (problem.file, problem.cell) == ("b.xlsx", "E2")


CONTRADICTING = [
    returned(("O1", "เสร็จ | | @2022-04-20 | | |"))._replace(
        saved_at=dt.datetime(2022, 5, 1, 9, tzinfo=dt.UTC), saved_by="ก"
    ),
    returned(("O1", "กำลังทำ | | | | |"), file="b.xlsx")._replace(saved_at=None),
]
RULES = [("newest", "completed", "ใช้คำตอบที่บันทึกล่าสุด"), ("issued", "not_started", "คงค่าที่ออกให้ไว้")]


@pytest.mark.parametrize(("rule", "status", "said"), RULES)
def test_the_rule_for_conflicts_is_applied_and_told(rule, status, said):
    result = consolidate(CONTRADICTING, AS_OF, catalogues.load, on_conflict=rule)
    data = report_data(result)
    assert data["on_conflict"] == rule
    assert data["actions"][0]["status"] == status
    [conflict] = data["conflicts"]
    assert conflict == {
        "ref": O1.ref, "column": "status", "issued": None, "taken": status if rule == "newest" else None,
        "values": [
            {"value": "completed", "file": "a.xlsx", "sheet": "กองคลัง", "cell": "E2", "saved_at": "2022-05-01T09:00:00+00:00", "saved_by": "ก"},
            {"value": "in_progress", "file": "b.xlsx", "sheet": "กองคลัง", "cell": "E2", "saved_at": None, "saved_by": None},
        ],
    }  # fmt: skip
    [problem] = [problem for problem in data["problems"] if problem["code"] == "answers-conflict"]
    assert said in problem["message"]


def test_a_conflict_may_stop_the_work_with_the_cells_named():
    with pytest.raises(CannotGoOn) as stop:
        consolidate(CONTRADICTING, AS_OF, catalogues.load, on_conflict="stop")
    assert "ขัดกัน 1 แห่ง" in str(stop.value)
    assert "a.xlsx › กองคลัง › E2 / b.xlsx › กองคลัง › E2" in str(stop.value)
    alone = consolidate(CONTRADICTING[:1], AS_OF, catalogues.load, on_conflict="stop")
    assert alone.conflicts == ()


def test_a_rule_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="oldest"):
        consolidate([], AS_OF, catalogues.load, on_conflict="oldest")


EVIDENCE = [
    ("", "evidence-missing"),
    ("https://drive.example/x", "evidence-off-site"),
    (f"{SITE}/x", None),
    ("ในแฟ้ม", "evidence-not-web"),
]


@pytest.mark.parametrize(("evidence", "code"), EVIDENCE)
def test_a_finished_item_that_earns_nothing_says_why(evidence, code):
    result = report(
        returned(("O1", f"เสร็จ | | @2022-04-20 | {evidence} | |"), ("O2", "| | | | |")), as_of=dt.date(2022, 4, 25)
    )
    about = [problem.code for problem in result.problems if problem.column == "evidence"]
    assert about == ([code] if code else [])
    assert ("O1" in report(returned(("O1", f"เสร็จ | | @2022-04-20 | {evidence} | |"))).standing.earned) is False


def test_a_status_missing_beside_answers_that_cannot_be_read_is_asked_for():
    assert "status-missing" in codes(report(returned(("O1", "| | วันก่อน | | |"))))


# --- the contract of the JSON ------------------------------------------------------------------------------

COUNTS = {
    "actions", "not_started", "in_progress", "completed", "cancelled", "status_unreadable",
    "overdue", "due_soon", "on_track", "no_deadline", "deadline_unreadable", "points", "points_at_stake",
}  # fmt: skip
KEYS = {
    "": {"format", "agency", "fiscal_year", "as_of", "totals", "units", "items", "actions", "problems", "conflicts", "files", "score"},
    "totals": COUNTS,
    "units": {"unit", "parent", "returned", "rolled_up"} | COUNTS,
    "items": {"item", "title", "status", "units_done", "units", "points"},
    "actions": {
        "ref", "unit", "survey", "indicator", "item", "title", "method", "start_on", "due_on", "status", "progress", "completed_on", "evidence",
        "explanation", "reported_on", "reporter", "remarks", "reported", "carried_over", "state", "days_overdue", "points", "source",
    },
    "problems": {"code", "severity", "file", "sheet", "cell", "column", "found", "message", "advice"},
    "conflicts": {"ref", "column", "issued", "values", "taken"},
    "files": {"file", "outcome", "reason", "rows", "actions", "rejected", "blank"},
    "score": {"previous", "target", "earned", "at_stake", "lost", "today", "projected", "grade"},
}  # fmt: skip


@pytest.fixture(scope="module")
def data():
    one = returned(("O1", f"เสร็จ | #60 | @2022-04-20 | {SITE}/o1 | =1+1 |"), ("O2", "ไปเรื่อย | | | | |"))
    other = returned(("O1", "กำลังทำ | | | | |"), file="b.xlsx")
    third = returned(("O1", f"เสร็จ | | @2022-04-20 | {SITE}/o1 | |"), unit="กองช่าง", file="c.xlsx")
    return report_data(report(one, other, third))


@pytest.mark.parametrize("part", KEYS)
def test_no_key_of_the_contract_is_missing(data, part):
    found = data[part] if part else data
    for each in found if isinstance(found, list) else [found]:
        assert set(each) >= KEYS[part]
    assert found


def test_nested_keys_of_the_contract(data):
    assert set(data["units"][0]["rolled_up"]) >= COUNTS
    assert set(data["actions"][0]["source"]) == {"file", "sheet", "row"}
    assert set(data["conflicts"][0]["values"][0]) >= {"value", "file", "sheet", "cell"}
    assert data["format"] == 1


def test_sums_of_the_contract(data):
    totals = data["totals"]
    statuses = ("not_started", "in_progress", "completed", "cancelled", "status_unreadable")
    assert sum(totals[key] for key in statuses) == totals["actions"] == len(data["actions"])
    assert totals["points"] == data["score"]["earned"]
    for file in data["files"]:
        assert file["rows"] == file["actions"] + file["rejected"] + file["blank"]


def test_points_are_rounded_and_dates_iso(data):
    first = data["actions"][0]
    assert (first["points"], first["due_on"]) == (0.444, "2022-04-30")
    assert data["score"]["previous"] == 75.4


def test_a_year_without_facts_has_no_score():
    settings = ISSUE.settings._replace(fiscal_year=2570)
    one = returned(("O1", "เสร็จ | | | | |"))
    data = report_data(report(one._replace(issue=ISSUE._replace(settings=settings))))
    known = {key: value for key, value in data["score"].items() if value is not None}
    assert known == {"previous": 75.4, "target": 85.0}
    assert data["totals"]["points"] is None
    assert data["actions"][0]["points"] is None


DEFUSED = [
    ("=1+1", "'=1+1"), ("+66", "'+66"), ("-", "'-"), ("@x", "'@x"), ("  =x", "'  =x"), ("\n=x", "'\n=x"), ("＝x", "'＝x"),
    ("ปกติ = ดี", "ปกติ = ดี"), ("", ""), ("60", "60"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "inert"), DEFUSED)
def test_text_that_a_spreadsheet_would_run_is_defused(text, inert):
    assert defused(text) == inert


def test_the_rows_of_the_csv():
    result = report(returned(("O1", f"เสร็จ | #100 | @2022-04-20 | {SITE}/a¶{SITE}/b | =1+1 |")))
    header, first, *_ = csv_rows(result)
    row = dict(zip(header, first, strict=True))
    assert row["evidence"] == f"{SITE}/a\n{SITE}/b"
    assert row["remarks"] == "'=1+1"
    assert row["reported"] == "true"
    assert row["source"] == "a.xlsx | กองคลัง | 2"
    assert row["days_overdue"] == ""


MAY = dt.datetime(2022, 5, 1, 9, tzinfo=dt.UTC)
WHY = [
    (MAY, dt.datetime(2022, 5, 2, tzinfo=dt.UTC), "ใช้คำตอบที่บันทึกล่าสุด"),
    (MAY, None, "ใช้คำตอบที่บันทึกล่าสุด"),
    (MAY, MAY, "บันทึกเวลาเดียวกัน"),
    (None, None, "ไม่ทราบเวลาที่บันทึก"),
]


@pytest.mark.parametrize(("one", "other", "why"), WHY)
def test_newest_is_said_only_of_what_was_saved_later(one, other, why):
    files = [
        returned(("O1", "เสร็จ | | | | |"))._replace(saved_at=one),
        returned(("O1", "กำลังทำ | | | | |"), file="b.xlsx")._replace(saved_at=other),
    ]
    [told] = [each for each in report(*files).problems if each.code == "answers-conflict"]
    assert why in message(told)


def test_two_answers_in_one_file_are_said_to_be_in_one_file():
    twice = returned(("O1", "เสร็จ | | | | |"), ("O1", "กำลังทำ | | | | |"))._replace(saved_at=MAY)
    [told] = [each for each in report(twice).problems if each.code == "answers-conflict"]
    assert "อยู่ในไฟล์เดียวกัน" in message(told)


@pytest.mark.parametrize(("days", "told"), [(-1, 0), (1, 0), (2, 1)])
def test_an_answer_that_counts_although_saved_in_the_future_is_told(days, told):
    saved = dt.datetime.combine(AS_OF, dt.time(9), dt.UTC) + dt.timedelta(days=days)
    files = [
        returned(("O1", "เสร็จ | #100 | | | |"))._replace(saved_at=MAY),
        returned(("O1", "กำลังทำ | #50 | | | |"), file="b.xlsx")._replace(saved_at=saved),
    ]
    assert codes(report(*files)).count("conflict-saved-ahead") == told
