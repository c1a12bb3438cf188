import datetime as dt

import pytest

from itaxl import catalogues
from itaxl.core.gathering import gather
from itaxl.core.issuing import issue
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.records import Measure, Outcome, Plan, Unit
from itaxl.core.returns import Return
from tests.tables import grid, settings

PLAN = Plan(
    settings(),
    (Unit("กองคลัง"), Unit("กองช่าง")),
    (
        Measure(2, "OIT", 9, "O1", "โครงสร้าง", "ทำ", None, None, "", ("กองคลัง", "กองช่าง"), "", ""),
        Measure(3, "OIT", 9, "O2", "ข้อมูลผู้บริหาร", "ทำ", None, None, "", ("กองคลัง",), "", ""),
    ),
    catalogues.load(2565),
    file="plan.xlsx",
    columns={"item": 2, "title": 3, "period": 4, "follow_up": 6},
)
ISSUED = issue(PLAN)


def part(unit, issued=ISSUED):
    return issued._replace(actions=tuple(action for action in issued.actions if action.unit == unit))


def returned(file, unit="กองคลัง", issued=ISSUED, **more):
    sheet = grid(
        f"| รหัสอ้างอิง | ข้อ | หัวข้อ | วิธีการดำเนินการ | สถานะ | วันที่แล้วเสร็จ | หลักฐาน |\n| 2565-{unit}-O1-1 | O1 | โครงสร้าง | ทำ | เสร็จ |",
        sheet=unit,
        file=file,
    )
    own = part(unit, issued) if issued else None
    return Return(file, digest=file, grids=(sheet,), issue=own, **more)


def outcomes(gathered):
    return {file.file: (file.outcome.value, file.reason.code if file.reason else None) for file in gathered.files}


def test_without_a_plan_the_returns_together_say_what_was_issued():
    gathered = gather([returned("b.xlsx", "กองช่าง"), returned("a.xlsx")], None)
    assert [action.ref for action in gathered.reference.actions] == [
        "2565-กองคลัง-O1-1", "2565-กองคลัง-O2-1", "2565-กองช่าง-O1-1"
    ]  # fmt: skip
    assert [file.file for file in gathered.files] == ["a.xlsx", "b.xlsx"]


def test_a_return_without_hidden_data_is_read_against_the_others():
    gathered = gather(
        [returned("pasted.xlsx", "กองช่าง", issued=None), returned("a.xlsx"), returned("b.xlsx", "กองช่าง")], None
    )
    assert outcomes(gathered)["pasted.xlsx"] == ("read", None)


def test_without_plan_and_hidden_data_the_work_cannot_go_on():
    with pytest.raises(CannotGoOn) as stop:
        gather([returned("pasted.xlsx", issued=None)], None)
    assert stop.value.problem.code == "nothing-issued"


OTHER_AGENCY = ISSUED._replace(settings=ISSUED.settings._replace(agency="อบต.อื่น"))
OTHER_YEAR = ISSUED._replace(settings=ISSUED.settings._replace(fiscal_year=2564))


@pytest.mark.parametrize("plan", [PLAN, None], ids=["with plan", "without"])
@pytest.mark.parametrize(("other", "code"), [(OTHER_AGENCY, "file-other-agency"), (OTHER_YEAR, "file-other-year")])
def test_a_return_of_another_office_or_year_is_set_aside(plan, other, code):
    gathered = gather([returned("x.xlsx", issued=other), returned("a.xlsx"), returned("b.xlsx", "กองช่าง")], plan)
    assert outcomes(gathered)["x.xlsx"] == ("refused", code)
    assert all(file.rows == () for file in gathered.files if file.file == "x.xlsx")


def test_offices_mixed_evenly_need_a_plan():
    with pytest.raises(CannotGoOn) as stop:
        gather([returned("x.xlsx", issued=OTHER_AGENCY), returned("a.xlsx")], None)
    assert stop.value.problem.code == "several-offices"


def test_a_return_of_an_old_round_is_set_aside():
    second = issue(PLAN, 2)
    gathered = gather([returned("old.xlsx"), returned("new.xlsx", "กองช่าง", issued=second)], PLAN)
    assert outcomes(gathered) == {"new.xlsx": ("read", None), "old.xlsx": ("refused", "file-old-round")}
    assert gathered.reference.round == 2


def test_of_files_with_the_same_content_one_is_read_whatever_the_order():
    copies = [returned(name)._replace(digest="same") for name in ("b.xlsx", "a.xlsx")]
    for order in (copies, copies[::-1]):
        assert outcomes(gather(order, PLAN)) == {"a.xlsx": ("read", None), "b.xlsx": ("skipped", "file-same")}


def test_refused_and_skipped_files_stay_in_the_list():
    bad = Return("bad.xlsx", refused=Problem("file-empty", "bad.xlsx"))
    lock = Return("~$a.xlsx", skipped=Problem("file-lock", "~$a.xlsx"))
    assert outcomes(gather([bad, lock], PLAN)) == {
        "bad.xlsx": ("refused", "file-empty"),
        "~$a.xlsx": ("skipped", "file-lock"),
    }


def test_nothing_returned_yet_is_a_valid_round_with_a_plan():
    assert gather([], PLAN).reference.round == 1


def test_differences_between_plan_and_issue_are_listed_once():
    first, _, _ = ISSUED.actions
    gone = first._replace(ref="2565-กองคลัง-O9-1", item="O9", title="หายไป")
    old = ISSUED._replace(actions=(first._replace(follow_up="เก่า"), gone))
    gathered = gather([returned("a.xlsx", issued=old), returned("b.xlsx", issued=old)], PLAN)
    assert [(problem.code, problem.cell, problem.column, problem.found) for problem in gathered.problems] == [
        ("plan-changed", "G2", "follow_up", "โครงสร้าง"),
        ("plan-added", "D3", None, "ข้อมูลผู้บริหาร"),
        ("plan-removed", None, None, "หายไป"),
    ]
    assert {(problem.file, problem.sheet) for problem in gathered.problems} == {("plan.xlsx", "มาตรการ")}


@pytest.mark.parametrize("key", ["start_on", "due_on"])
def test_a_changed_date_stands_in_the_plans_period(key):
    first, *others = ISSUED.actions
    old = ISSUED._replace(actions=(first._replace(**{key: dt.date(2022, 3, 1)}), *others))
    [told] = gather([returned("a.xlsx", issued=old)], PLAN).problems
    assert (told.code, told.column, told.cell) == ("plan-changed", key, "E2")


def test_a_file_in_which_nothing_was_filled_in_is_read_and_told():
    blank = returned("a.xlsx")
    sheet = blank.grids[0]._replace(rows=[blank.grids[0].rows[0], [*blank.grids[0].rows[1][:4], ""]])
    gathered = gather([blank._replace(grids=(sheet,))], PLAN)
    assert [problem.code for problem in gathered.files[0].problems] == ["file-untouched"]
    assert gathered.files[0].outcome is Outcome.READ


def test_the_office_may_write_its_kind_in_full_or_short():
    full = ISSUED._replace(settings=ISSUED.settings._replace(agency="องค์การบริหารส่วนตำบลทดสอบ"))
    assert outcomes(gather([returned("a.xlsx", issued=full)], PLAN)) == {"a.xlsx": ("read", None)}


@pytest.mark.parametrize("plan", [PLAN, None], ids=["with plan", "without"])
def test_prefilled_answers_stay_when_a_file_comes_back_untouched(plan):
    prefilled = ISSUED._replace(actions=tuple(each._replace(answers={"remarks": "รอ"}) for each in ISSUED.actions))
    gathered = gather([returned("a.xlsx", issued=prefilled)], plan)
    assert {each.answers.get("remarks") for each in gathered.reference.actions if each.unit == "กองคลัง"} == {"รอ"}


def test_a_unit_that_was_renamed_is_still_known():
    renamed = PLAN._replace(units=(Unit("กองการคลัง", aliases=("กองคลัง",)), Unit("กองช่าง")), measures=tuple(
        each._replace(units=tuple(unit.replace("กองคลัง", "กองการคลัง") for unit in each.units)) for each in PLAN.measures
    ))  # fmt: skip
    gathered = gather([returned("a.xlsx")], renamed)
    assert [problem.code for problem in gathered.problems] == []
    assert {row.action.unit for file in gathered.files for row in file.rows} == {"กองการคลัง"}


def test_changed_settings_are_listed():
    settings = PLAN.settings._replace(website="https://new.example")
    gathered = gather([returned("a.xlsx")], PLAN._replace(settings=settings, cells={"website": "B7"}))
    assert [(problem.code, problem.cell, dict(problem.facts)["name"]) for problem in gathered.problems] == [
        ("plan-setting-changed", "B7", "เว็บไซต์")
    ]


def test_a_file_with_what_was_still_open_is_not_short_of_the_rest():
    whole, some = part("กองคลัง"), part("กองคลัง")
    some = some._replace(actions=some.actions[:1])
    added = PLAN._replace(measures=(*PLAN.measures, PLAN.measures[1]._replace(item="O3", title="ใหม่")))
    told = {
        name: [problem.code for problem in gather([returned("a.xlsx")._replace(issue=own)], added).problems]
        for name, own in (("whole", whole), ("some", some))
    }
    assert told == {"whole": ["plan-added"], "some": []}
