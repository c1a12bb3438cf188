"""What holds of every round, whatever units return: generated rounds of several files."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itaxl import catalogues
from itaxl.core.carriedsummary import as_previous, read_summary, summary_rows
from itaxl.core.consolidation import consolidate
from itaxl.core.layout import ANSWERS, COLUMNS
from itaxl.core.records import Outcome
from itaxl.core.reportdata import report_data
from itaxl.core.returns import Return
from itaxl.core.statuses import WORDS, Status
from itaxl.core.table import Grid
from tests.core.test_consolidation import AS_OF
from tests.core.test_merging import at
from tests.tables import action, issued

UNITS = ("กองคลัง", "กองช่าง")
BLANK = tuple(action(item, f"หัวข้อ {item}", unit=unit) for unit in UNITS for item in ("O1", "O2"))
PREFILLED = {"status": Status.IN_PROGRESS, "progress": 40, "remarks": "รอ"}
HEADER = [column.header for column in COLUMNS]
SITE = "https://www.x.example"
TYPED = {
    "status": ["เสร็จแล้ว", "กำลังทำ", "ยกเลิก", "ยังไม่ดำเนินการ"],
    "progress": ["100", "60%", 40.0],
    "completed_on": ["20 เม.ย. 65", AS_OF],
    "evidence": [f"{SITE}/ก", f"{SITE}/ก\n{SITE}/ข"],
    "remarks": ["รอ", "ขาด\nคน"],
}
UNREADABLE = {"status": ["ไปเรื่อย ๆ"], "completed_on": ["วันนั้น"]}


def row(each, answers):
    """A row of our sheet: what was issued, and these answers."""
    plan = [getattr(each, column.key, None) for column in COLUMNS]
    cells = [answers.get(column.key, value) for column, value in zip(COLUMNS, plan, strict=True)]
    return ["" if value is None else value for value in cells]


def as_typed(value):
    if isinstance(value, tuple):
        return "\n".join(value)
    return WORDS.get(value, value) if isinstance(value, Status) else value


def answers_to(each, typed):
    """What stands in the answer cells: what was issued, and what was typed over it."""
    return {key: as_typed(value) for key, value in each.answers.items()} | typed


def sheets(file, rows):
    """One grid for each unit with rows; `rows` are (unit, values)."""
    return tuple(
        Grid(file, unit, [HEADER, *found]) for unit in UNITS if (found := [values for of, values in rows if of == unit])
    )


@st.composite
def rounds(draw, cells=None):
    """(the returns of a round, what was issued): cleared, added and copied rows, blank ones and totals, in any order."""
    cells = cells or {key: [*typed, *UNREADABLE.get(key, ())] for key, typed in TYPED.items()}
    answers = draw(st.sampled_from([{}, PREFILLED]))
    actions = tuple(each._replace(answers=answers) for each in BLANK)
    filled = st.fixed_dictionaries({}, optional={key: st.sampled_from(typed) for key, typed in cells.items()})
    files = []
    for name in "abcd"[: draw(st.integers(1, 4))]:
        chosen = draw(st.lists(st.sampled_from(actions), min_size=1, max_size=5))  # some twice, some not at all
        rows = [(each.unit, row(each, answers_to(each, draw(filled)))) for each in chosen]
        for title in draw(st.lists(st.sampled_from(["งานใหม่ ก", "งานใหม่ ข"]), max_size=2)):
            new = action(None, title, ref="")
            rows.append((chosen[0].unit, row(new, draw(filled))))
        for extra in draw(st.lists(st.sampled_from(["", "รวม"]), max_size=2)):
            rows.append((chosen[0].unit, [extra, *[""] * (len(COLUMNS) - 1)]))
        saved_at = draw(st.none() | st.integers(1, 3).map(at))
        grids = sheets(f"{name}.xlsx", draw(st.permutations(rows)))
        files.append(Return(f"{name}.xlsx", name, saved_at, name, grids, issued(*actions, website=SITE)))
    return files


def report(returns, rule="newest", previous=None):
    return consolidate(returns, AS_OF, catalogues.load, on_conflict=rule, previous=previous)


RULE = st.sampled_from(["newest", "issued"])
FEWER = settings(max_examples=60)


@FEWER
@given(rounds(), RULE)
def test_the_order_of_the_files_changes_nothing(returns, rule):
    expected = report(returns, rule)
    for order in list(permutations(returns))[1:8]:
        assert report(order, rule) == expected


@FEWER
@given(rounds(), RULE)
def test_the_same_files_twice_change_nothing(returns, rule):
    assert report([*returns, *returns], rule) == report(returns, rule)


@FEWER
@given(rounds(), RULE)
def test_copies_under_other_names_are_named_and_change_nothing_else(returns, rule):
    once = report(returns, rule)
    copies = [each._replace(file=f"{each.file} สำเนา.xlsx") for each in returns]
    twice = report([*copies, *returns], rule)
    assert (twice.actions, twice.conflicts, twice.totals) == (once.actions, once.conflicts, once.totals)
    assert [file.outcome for file in twice.files].count(Outcome.SKIPPED) == len(copies)
    assert [problem for problem in twice.problems if problem.code != "file-same"] == list(once.problems)


def answered(result):
    return {
        tracked.action.ref: (tracked.action.title, tracked.status, tracked.answers, tracked.state)
        for tracked in result.actions
    }


@FEWER
@given(rounds(TYPED), RULE)
def test_the_consolidated_answers_consolidated_again_are_the_same(returns, rule):
    """All answers that count, typed into one fresh return."""
    once = report(returns, rule)
    rows = [
        (
            tracked.action.unit,
            row(
                tracked.action if not tracked.added else tracked.action._replace(ref=""),
                {key: as_typed(value) for key, value in tracked.answers.items() if value not in (None, ())}
                | {"status": WORDS[tracked.status]},
            ),
        )
        for tracked in once.actions
    ]
    own = issued(*(tracked.action._replace(answers={}) for tracked in once.actions if not tracked.added), website=SITE)
    again = report([Return("again.xlsx", "again", None, "", sheets("again.xlsx", rows), own)], rule)
    assert answered(again) == answered(once)
    assert again.totals == once.totals
    assert again.conflicts == ()


@FEWER
@given(rounds(TYPED), RULE)
def test_the_consolidated_answers_issued_anew_and_returned_untouched_are_the_same(returns, rule):
    once = report(returns, rule)
    actions = [
        tracked.action._replace(answers={**tracked.answers, "status": tracked.status})
        for tracked in once.actions
        if not tracked.added
    ]
    rows = [(each.unit, row(each, answers_to(each, {}))) for each in actions]
    rows = [(unit, ["" if value in (None, ()) else value for value in values]) for unit, values in rows]
    untouched = Return("next.xlsx", "next", None, "", sheets("next.xlsx", rows), issued(*actions, website=SITE))
    again = report([untouched], rule)
    old = {ref: found for ref, found in answered(once).items() if not ref.startswith("+")}
    assert answered(again) == old
    assert not any(tracked.reported for tracked in again.actions)


@FEWER
@given(rounds())
def test_rows_are_actions_rejections_or_blank_of_every_file_and_sheet(returns):
    data = report_data(report(returns))
    assert len(data["files"]) == len(returns)
    for file in data["files"]:
        for each in (file, *file["sheets"]):
            assert each["rows"] == each["actions"] + each["rejected"] + each["blank"]
        for key in ("rows", "actions", "rejected", "blank"):
            assert file[key] == sum(sheet[key] for sheet in file["sheets"])


@pytest.mark.parametrize("rule", ["newest", "issued"])
def test_files_of_one_name_in_two_folders_are_both_read_whatever_their_order(rule):
    """From Python, each folder may be read by itself, and names are relative to it."""
    one, other = (
        Return(
            "a.xlsx",
            text,
            None,
            "",
            sheets("a.xlsx", [(BLANK[0].unit, row(BLANK[0], {"status": text}))]),
            issued(*BLANK),
        )
        for text in ("เสร็จแล้ว", "ยกเลิก")
    )
    assert report([one, other], rule) == report([other, one], rule)
    assert len(report([one, other], rule).conflicts) == 1


def test_every_answer_column_is_tried_or_a_plain_text():
    assert set(ANSWERS) - set(TYPED) == {"explanation", "reported_on", "reporter"}


def known(result):
    """What a summary of it gives the next round, through the rows that it carries."""
    return read_summary(summary_rows(result), "ก่อน.xlsx")


@FEWER
@given(rounds(), RULE)
def test_a_summary_of_the_same_returns_changes_nothing(returns, rule):
    once = report(returns, rule)
    again = report(returns, rule, known(once))
    assert again.changes == ()
    assert answered(again) == answered(once)
    assert again.totals == once.totals
    assert again.history == once.history
    assert [each.reported for each in again.actions] == [each.reported for each in once.actions]


@FEWER
@given(rounds(), st.data())
def test_what_is_not_returned_again_keeps_its_last_answers(returns, data):
    once = report(returns)
    kept = data.draw(st.lists(st.sampled_from(returns), max_size=2, unique_by=lambda each: each.file))
    blank = Return("blank.xlsx", "blank", None, "", (), issued(*BLANK, website=SITE))
    grids = sheets("blank.xlsx", [(each.unit, row(each, {})) for each in BLANK])
    again = report([*kept, blank._replace(grids=grids)], previous=known(once))
    before, after = answered(once), answered(again)
    assert {change.kind for change in again.changes} <= {"done", "late", "reopened", "status", "evidence"}
    assert set(after) == set(before)
    if not kept:
        assert again.changes == ()
        assert after == before
        assert not any(tracked.reported for tracked in again.actions)
    heard = {tracked.action.ref for tracked in once.actions if tracked.reported}
    for tracked in again.actions:
        if not tracked.reported:
            assert tracked.carried_over == (tracked.action.ref in heard or has_answers(tracked))


def has_answers(tracked):
    return tracked.status != "not_started" or any(value not in (None, ()) for value in tracked.answers.values())


@FEWER
@given(rounds(), rounds(), RULE)
def test_with_an_earlier_summary_the_order_of_the_files_changes_nothing(earlier, returns, rule):
    previous = as_previous(report(earlier, rule))
    expected = report(returns, rule, previous)
    for order in list(permutations(returns))[1:6]:
        assert report(order, rule, previous) == expected
