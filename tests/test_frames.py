"""The actions as a data frame, and back."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itaxl.core.carriedsummary import as_previous
from itaxl.core.codes import Survey
from itaxl.core.consolidation import counted
from itaxl.core.problems import CannotGoOn
from itaxl.core.records import Action, Place
from itaxl.core.sentences import advice, message
from itaxl.core.statuses import Status
from itaxl.core.tracked import placed
from itaxl.excel.summary_writer import write_summary
from itaxl.frames import DERIVED, DTYPES, from_frame, to_frame
from tests.core.test_consolidation import ISSUE, SITE, report, returned

ROUND = report(
    returned(("O1", f"เสร็จ | #100 | @2022-04-20 | {SITE}/o1 {SITE}/o2 | |"), ("O2", "เอ๊ะ | #62.5 | | | รอ¶ข้อมูล |"))
)


def test_one_row_per_action_with_proper_dtypes():
    frame = to_frame(ROUND)
    assert list(frame.columns) == list(DTYPES)
    assert {key: str(dtype) for key, dtype in frame.dtypes.items()} == DTYPES
    first = frame.iloc[0]
    assert (first.ref, first.status, first.state, first.progress) == ("2565-กองคลัง-O1-1", "completed", "completed", 100)
    assert first.evidence == f"{SITE}/o1\n{SITE}/o2"
    assert (first.file, first.sheet, first.row) == ("a.xlsx", "กองคลัง", 2)
    assert first.completed_on == pd.Timestamp(2022, 4, 20)
    assert frame.status.tolist()[1:] == ["unreadable", "not_started"]
    assert frame.loc[2, ["progress", "completed_on", "file"]].isna().all()
    assert frame.days_overdue.tolist() == [pd.NA, 10, 10]


def test_an_empty_round_is_an_empty_frame_of_the_same_dtypes():
    empty = counted(ROUND, (), frozenset())
    assert to_frame(empty).dtypes.equals(to_frame(ROUND).dtypes)
    assert from_frame(to_frame(empty), ROUND).totals.actions == 0


def test_a_frame_goes_back_to_the_same_report():
    assert from_frame(to_frame(ROUND), ROUND) == ROUND


def test_with_an_earlier_summary_changes_and_history_are_derived_anew():
    earlier = report(returned(("O1", "| | | | |"), ("O2", "| | | | |")), as_of=dt.date(2022, 4, 1))
    later = counted(ROUND._replace(previous=as_previous(earlier)), ROUND.actions, frozenset({"กองคลัง"}))
    frame = to_frame(later)
    assert from_frame(frame, later) == later
    frame.loc[0, ["status", "completed_on"]] = ["in_progress", pd.NaT]
    corrected = from_frame(frame, later)
    kinds = [[(change.kind.value, change.action.item) for change in each.changes] for each in (later, corrected)]
    assert ("done", "O1") in kinds[0] and ("done", "O1") not in kinds[1]
    assert ("late", "O1") in kinds[1]
    assert [point.completed for point in corrected.history] == [0, 0]


texts = st.none() | st.text(min_size=1)
dates = st.none() | st.dates(dt.date(2021, 1, 1), dt.date(2023, 1, 1)) | st.just(dt.date(8913, 12, 31))  # 31/12/9999
addresses = st.sampled_from(["https://a.example/ก", "https://[b"])
answers = st.fixed_dictionaries(
    {
        "progress": st.none() | st.integers(0, 100) | st.sampled_from([62.5]),
        "completed_on": dates,
        "evidence": st.none() | st.just(()) | st.lists(addresses, min_size=1).map(tuple),
        "explanation": texts,
        "reported_on": dates,
        "reporter": texts,
        "remarks": texts,
    }
)
actions = st.builds(
    Action, st.just(""), st.sampled_from(["กองคลัง", "กองช่าง"]), st.integers(1, 99), st.none() | st.sampled_from(Survey),
    st.none() | st.integers(1, 10), st.sampled_from([None, "O1", "O2"]), st.text(), st.text(), dates, dates, st.text(),
    st.text(), st.just({}),
)  # fmt: skip
places = st.none() | st.builds(Place, st.text(min_size=1), st.text(), st.integers(1, 9))


@settings(max_examples=50)
@given(st.lists(st.tuples(actions, st.sampled_from(Status), answers, st.booleans(), places, st.booleans()), max_size=4))
def test_any_actions_go_back_to_themselves(rows):
    tracked = [
        placed(
            action._replace(ref=str(number)), status, given_answers, ROUND.settings, ROUND.as_of,
            None if added else ROUND.points.get(action.item or ""), reported=reported, source=source, added=added,
        )
        for number, (action, status, given_answers, reported, source, added) in enumerate(rows)
    ]  # fmt: skip
    one = counted(ROUND, tracked, frozenset({"กองคลัง"}))
    assert from_frame(to_frame(one), one) == one


def test_a_corrected_answer_counts_anew():
    frame = to_frame(ROUND)
    frame.loc[1, ["status", "completed_on", "evidence"]] = ["completed", "2022-04-30", f"{SITE}/o2"]
    corrected = from_frame(frame, ROUND)
    assert (ROUND.totals.statuses[Status.COMPLETED], corrected.totals.statuses[Status.COMPLETED]) == (1, 2)
    assert corrected.actions[1].state == "completed"
    assert corrected.score.earned > ROUND.score.earned


def test_evidence_may_be_a_list_of_addresses():
    frame = to_frame(ROUND).astype({"evidence": object})
    frame.at[1, "evidence"] = [f"{SITE}/a", f"{SITE}/b"]
    assert from_frame(frame, ROUND).actions[1].evidence == (f"{SITE}/a", f"{SITE}/b")


@pytest.mark.parametrize(
    ("given", "evidence"),
    [
        ("www.x.example/o1", ("https://www.x.example/o1",)),
        (f" {SITE}/a \r\n\n{SITE}/b", (f"{SITE}/a", f"{SITE}/b")),
        ("", ()),
    ],
)
def test_evidence_is_taken_as_it_would_be_from_a_cell(given, evidence):
    frame = to_frame(ROUND)
    frame.loc[1, "evidence"] = given
    assert from_frame(frame, ROUND).actions[1].evidence == evidence


def test_rows_left_out_are_left_out_and_what_is_derived_need_not_be_there():
    frame = to_frame(ROUND).drop(columns=list(DERIVED))
    assert from_frame(frame[frame.unit == "กองช่าง"], ROUND).totals.actions == 1


def test_contradictions_in_rows_left_out_are_left_out_with_them(tmp_path):
    """And the summary of the rest is written."""
    both = [
        returned(("O1", f"{word} | | | | |"), ("O2", "| | | | |"), file=f"{word}.xlsx") for word in ("เสร็จ", "กำลังทำ")
    ]
    contradicted = report(*both)
    assert [conflict.ref for conflict in contradicted.conflicts] == ["2565-กองคลัง-O1-1"]
    frame = to_frame(contradicted)
    assert from_frame(frame, contradicted) == contradicted
    rest = from_frame(frame[frame["item"] != "O1"], contradicted)
    assert not rest.conflicts
    write_summary(rest, tmp_path / "s.xlsx")


@pytest.mark.parametrize(
    ("key", "value", "read"),
    [("indicator", "9", 9), ("no", "1", 1), ("reported", 1, True), ("progress", "60", 60), ("row", "2", 2)],
)
def test_a_value_is_taken_alike_whatever_stands_beside_it(key, value, read):
    """As one cell that was typed anew in Excel comes among the others."""
    frame = to_frame(ROUND)
    frame[key] = frame[key].astype(object)
    frame.at[0, key] = value
    first = from_frame(frame, ROUND).actions[0]
    found = {"progress": first.progress, "reported": first.reported, "row": first.source.row}
    assert found.get(key, getattr(first.action, key, None)) == read


def test_a_frame_survives_a_csv():
    path_free = to_frame(ROUND).to_csv(index=False)
    from io import StringIO

    assert from_frame(pd.read_csv(StringIO(path_free)), ROUND) == ROUND


WRONG = [
    ("status", "เสร็จ"),
    ("status", None),
    ("ref", "2565-กองคลัง-O1-1"),
    ("ref", "2565-กองคลัง-O9-1"),  # made up
    ("unit", "กองอื่น"),
    ("completed_on", "ปลายเดือน"),
    ("completed_on", "2565-04-30"),  # a Buddhist year
    ("completed_on", "30/4/65"),  # pandas: 2065
    ("completed_on", "4/5/2022"),  # pandas: the 5th of April
    ("completed_on", 44681),  # pandas: 1970
    ("completed_on", True),
    ("progress", "ครึ่งหนึ่ง"),
    ("progress", 101),
    ("no", None),
    ("no", float("inf")),
    ("evidence", "เอกสารแนบ"),
    ("evidence", f"{SITE}/a, b"),
    ("evidence", "file:///C:/a.pdf"),
    ("evidence", 5),
    ("evidence", ["x"]),
]


@pytest.mark.parametrize(("key", "value"), WRONG)
def test_a_value_that_does_not_belong_is_named_with_row_and_column(key, value):
    frame = to_frame(ROUND).astype({key: object})
    frame.loc[2, key] = value
    with pytest.raises(CannotGoOn) as stop:
        from_frame(frame, ROUND)
    said = message(stop.value.problem, "en")
    assert stop.value.problem.code == "frame-value-wrong"
    assert ("not_started / in_progress" in advice(stop.value.problem, "en")) == (key == "status")
    assert f"row 2, column {key} " in said


@pytest.mark.parametrize(
    "given", ["2022-04-30", "2022-04-30 00:00:00", dt.date(2022, 4, 30), np.datetime64("2022-04-30")]
)
def test_a_date_may_be_given_as_a_date_or_an_unmistakable_text(given):
    frame = to_frame(ROUND).astype({"completed_on": object})
    frame.at[2, "completed_on"] = given
    assert from_frame(frame, ROUND).actions[2].answers["completed_on"] == dt.date(2022, 4, 30)


def test_a_missing_column_is_named():
    with pytest.raises(CannotGoOn) as stop:
        from_frame(to_frame(ROUND).drop(columns=["title", "unit"]), ROUND)
    assert stop.value.problem.found == "unit, title"


def test_the_answers_that_were_issued_stay():
    issued = ISSUE._replace(actions=tuple(each._replace(answers={"remarks": "เดิม"}) for each in ISSUE.actions))
    one = report(returned(("O1", "เสร็จ | | | | |"))._replace(issue=issued))
    assert from_frame(to_frame(one), one).actions[0].action.answers == {"remarks": "เดิม"}


REASONS = [
    ("ref", "2565-กองคลัง-O1-1", "it stands in another row, too"),
    ("ref", "O9", "the report has none of this name"),
    ("unit", "กองอื่น", "the report has none of this name"),
    ("completed_on", "30/04/2022", "not a date such as 2022-04-30"),
    ("completed_on", "2565-04-30", "its year is to be Gregorian"),
    ("progress", 150, "it is to be from 0 to 100"),
    ("evidence", "-", "not a web address such as"),
    ("no", None, "a value is needed"),
    ("reported", "จริง", "gives (boolean)"),
    ("reporter", "\ud800", "does not belong there"),
]


@pytest.mark.parametrize(("key", "value", "why"), REASONS)
def test_what_is_wrong_with_it_is_said(key, value, why):
    frame = to_frame(ROUND).astype(object)
    frame.at[1, key] = value
    with pytest.raises(CannotGoOn) as stop:
        from_frame(frame, ROUND)
    assert why in f"{message(stop.value.problem, 'en')} {advice(stop.value.problem, 'en')}"


@pytest.mark.parametrize("key", ["sheet", "row"])
def test_where_an_answer_came_from_is_whole_or_not_there(key):
    frame = to_frame(ROUND)
    frame.loc[0, key] = pd.NA
    with pytest.raises(CannotGoOn, match=key):
        from_frame(frame, ROUND)


def test_a_source_may_be_blank_instead_of_missing():
    frame = to_frame(ROUND)
    frame["file"], frame["sheet"] = frame["file"].fillna(""), frame["sheet"].fillna("")
    assert from_frame(frame, ROUND) == ROUND


def test_a_column_that_stands_twice_is_named():
    frame = to_frame(ROUND)
    with pytest.raises(CannotGoOn, match="remarks"):
        from_frame(pd.concat([frame, frame[["remarks"]]], axis=1), ROUND)
