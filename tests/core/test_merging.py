import datetime as dt
import time
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from itaxl.core.merging import Candidate, merge
from itaxl.core.records import Answer, Place, Row
from itaxl.core.statuses import Status
from tests.tables import action

O1 = action()
DONE, BEGUN = Status.COMPLETED, Status.IN_PROGRESS


def at(hour):
    return dt.datetime(2022, 5, 1, hour, tzinfo=dt.UTC)


def row(file, saved_at=None, issued=None, **answers):
    cells = {key: value if isinstance(value, Answer) else Answer(value, str(value)) for key, value in answers.items()}
    return Candidate(Row(O1, Place(file, "กองคลัง", 8), {"status": 10}, cells, issued or {}), saved_at, file)


def values(merged):
    return {key: answer.value for key, answer in merged.answers.items()}


def test_one_return_changed_a_field_that_is_the_value():
    merged = merge(O1, [row("a", reporter="ก"), row("b", status=BEGUN), row("c")])
    assert values(merged) == {"reporter": "ก", "status": BEGUN}
    assert merged.conflicts == ()
    assert merged.source.row.place.file == "b"


def test_two_that_differ_are_listed_and_the_newest_taken():
    merged = merge(O1, [row("a", at(9), status=DONE), row("b", at(8), status=BEGUN)])
    assert values(merged) == {"status": DONE}
    [conflict] = merged.conflicts
    assert (conflict.column, conflict.taken.value, conflict.taken.file) == ("status", DONE, "a")
    assert [said.file for said in conflict.values] == ["a", "b"]  # newest first


def test_an_unknown_time_loses_to_a_known_one():
    assert values(merge(O1, [row("a", at(1), status=BEGUN), row("b", None, status=DONE)])) == {"status": BEGUN}


def test_the_same_answer_twice_is_no_conflict():
    merged = merge(O1, [row("a", at(9), remarks="รอ  ข้อมูล"), row("b", at(8), remarks="รอ ข้อมูล")])
    assert merged.conflicts == ()


def test_status_progress_and_finish_date_come_from_one_file():
    day = dt.date(2022, 4, 20)
    merged = merge(
        O1, [row("a", at(8), status=DONE, progress=100, completed_on=day), row("b", at(9), status=BEGUN, progress=40)]
    )
    assert values(merged) == {"status": BEGUN, "progress": 40}
    assert [conflict.column for conflict in merged.conflicts] == ["status", "progress"]


def test_a_file_that_says_part_of_what_another_says_gives_way_to_it():
    day = dt.date(2022, 4, 20)
    merged = merge(O1, [row("a", at(8), status=DONE, completed_on=day), row("b", at(9), status=DONE)])
    assert values(merged) == {"status": DONE, "completed_on": day}
    assert merged.conflicts == ()


def test_a_status_in_one_file_and_a_progress_in_another_are_told():
    merged = merge(O1, [row("a", at(8), status=DONE), row("b", at(9), progress=40)])
    assert values(merged) == {"status": DONE}  # the newer file's blank status overrides nothing
    [conflict] = merged.conflicts
    assert (conflict.column, [said.value for said in conflict.values]) == ("progress", [40, None])


def test_a_file_without_a_status_gives_way_to_an_older_one_with_it():
    day = dt.date(2022, 4, 10)
    merged = merge(O1, [row("a", at(8), status=DONE, completed_on=day), row("b", at(9), progress=40)])
    assert values(merged) == {"status": DONE, "completed_on": day}
    assert [conflict.column for conflict in merged.conflicts] == ["progress"]


def test_three_files_that_say_different_parts_are_one_conflict():
    merged = merge(O1, [row("a", at(9), status=DONE), row("b", at(8), progress=40), row("c", at(7), progress=60)])
    assert values(merged) == {"status": DONE}
    [conflict] = merged.conflicts
    assert (conflict.column, [said.value for said in conflict.values]) == ("progress", [40, 60])
    assert (conflict.taken, conflict.value) == (None, None)  # the status counts, neither progress does


def test_a_blank_never_overrides_and_a_prefilled_answer_stays():
    prefilled = action(answers={"remarks": "รอ", "status": BEGUN})
    merged = merge(prefilled, [row("a", at(9), issued={"remarks": "รอ", "status": BEGUN}, status=BEGUN)])
    assert values(merged) == {"remarks": "รอ", "status": BEGUN}


def test_an_unreadable_answer_is_an_answer():
    unreadable = row("a", at(9), status=Answer(Status.UNREADABLE, "ไปเรื่อย", readable=False))
    merged = merge(O1, [unreadable, row("b", at(8), status=DONE)])
    assert values(merged)["status"] is Status.UNREADABLE
    assert merged.conflicts[0].taken.text == "ไปเรื่อย"


def test_an_unreadable_date_contradicts_a_readable_one():
    day = dt.date(2022, 4, 20)
    unreadable = Answer(None, "วันก่อน", readable=False)
    merged = merge(
        O1, [row("a", at(8), status=DONE, completed_on=day), row("b", at(9), status=DONE, completed_on=unreadable)]
    )
    assert [conflict.column for conflict in merged.conflicts] == ["completed_on"]


CANDIDATES = st.builds(
    lambda file, hour, status, progress, remarks: row(
        file,
        hour and at(hour),
        **{
            key: value
            for key, value in (("status", status), ("progress", progress), ("remarks", remarks))
            if value is not None
        },
    ),
    st.sampled_from("abc"),
    st.none() | st.integers(1, 3),
    st.none() | st.sampled_from([DONE, BEGUN]),
    st.none() | st.sampled_from([40, 60]),
    st.none() | st.sampled_from(["รอ", "ขาด"]),
)


@given(st.lists(CANDIDATES, max_size=4, unique_by=lambda candidate: candidate.row.place.file))
def test_the_order_of_the_files_changes_nothing(candidates):
    results = {repr((values(merge(O1, order)), merge(O1, order).conflicts)) for order in permutations(candidates)}
    assert len(results) <= 1


@given(st.lists(CANDIDATES, min_size=1, max_size=4))
def test_the_same_files_twice_change_nothing_and_every_conflict_has_what_was_taken(candidates):
    once, twice = merge(O1, candidates), merge(O1, candidates * 2)
    assert values(once) == values(twice)
    assert [c.column for c in once.conflicts] == [c.column for c in twice.conflicts]
    for conflict in once.conflicts:
        assert conflict.value == values(once).get(conflict.column)
        assert conflict.taken is None or conflict.taken in conflict.values
        assert len(conflict.values) > 1


# --- the other rule ----------------------------------------------------------------------------------------

HALF = action(answers={"status": BEGUN, "progress": 50, "remarks": "รอ"})
ISSUED = {"status": BEGUN, "progress": 50, "remarks": "รอ"}


def test_what_was_issued_stays_for_a_field_that_is_contradicted():
    one = row("a", at(9), ISSUED, status=BEGUN, progress=50, remarks="ขาดคน", reporter="ก")
    other = row("b", at(8), ISSUED, status=BEGUN, progress=50, remarks="ขาดเงิน")
    merged = merge(HALF, [one, other], "issued")
    assert values(merged) == {"status": BEGUN, "progress": 50, "remarks": "รอ", "reporter": "ก"}
    [conflict] = merged.conflicts
    assert (conflict.column, conflict.issued, conflict.taken, conflict.value) == ("remarks", "รอ", None, "รอ")
    assert [(said.value, said.file) for said in conflict.values] == [("ขาดคน", "a"), ("ขาดเงิน", "b")]


def test_status_progress_and_finish_date_stay_as_one():
    day = dt.date(2022, 4, 20)
    one = row("a", at(9), ISSUED, status=DONE, progress=100, completed_on=day)
    other = row("b", at(8), ISSUED, status=BEGUN, progress=80)
    merged = merge(HALF, [one, other], "issued")
    assert values(merged) == ISSUED  # no finish date beside a status that was not taken
    assert {conflict.taken for conflict in merged.conflicts} == {None}


def test_what_nobody_contradicts_is_taken_whatever_the_rule():
    one, other = row("a", at(9), status=DONE), row("b", at(8), reporter="ข")
    assert values(merge(O1, [one, other], "issued")) == {"status": DONE, "reporter": "ข"}


@given(st.lists(CANDIDATES, min_size=1, max_size=4))
def test_both_rules_find_the_same_conflicts_and_agree_on_all_else(candidates):
    newest, kept = merge(O1, candidates), merge(O1, candidates, "issued")
    assert [(each.column, each.values) for each in newest.conflicts] == [
        (each.column, each.values) for each in kept.conflicts
    ]
    contradicted = {each.column for each in kept.conflicts}
    if contradicted & {"status", "progress", "completed_on"}:
        contradicted |= {"status", "progress", "completed_on"}
    assert values(kept) == {key: value for key, value in values(newest).items() if key not in contradicted}


def test_every_answer_knows_the_row_that_it_came_from():
    merged = merge(O1, [row("a", at(9), status=DONE), row("b", at(8), reporter="ข")])
    assert {key: each.place.file for key, each in merged.rows.items()} == {"status": "a", "reporter": "b"}


FIFTY, SIXTY = ({"status": BEGUN, "progress": n} for n in (50, 60))


def test_who_was_shown_an_answer_and_changed_it_does_not_contradict_it():
    merged = merge(O1, [row("a", at(8), **FIFTY), row("reply", at(9), issued=FIFTY, status=DONE, progress=100)])
    assert values(merged) == {"status": DONE, "progress": 100}
    assert merged.conflicts == ()


def test_nor_what_was_said_before_it():
    files = [row("a", at(7), **SIXTY), row("b", at(8), **FIFTY), row("reply", at(9), issued=FIFTY, status=DONE)]
    assert merge(O1, files[:2]).conflicts
    merged = merge(O1, files)
    assert (merged.conflicts, merged.answers["status"].value) == ((), DONE)


def test_who_was_shown_another_answer_contradicts_it():
    merged = merge(O1, [row("a", at(8), **SIXTY), row("reply", at(9), issued=FIFTY, status=DONE, progress=100)])
    assert [conflict.column for conflict in merged.conflicts] == ["status", "progress"]


def test_what_could_not_be_read_was_asked_for_again():
    unreadable = Answer(Status.UNREADABLE, "ฝนตก", readable=False)
    files = [row("a", at(8), status=unreadable, progress=40), row("reply", at(9), issued={"progress": 40}, status=DONE)]
    assert merge(O1, files).conflicts == ()


def test_a_text_is_superseded_by_itself():
    told = {"status": BEGUN, "remarks": "รอ"}
    merged = merge(O1, [row("a", at(8), **told), row("reply", at(9), issued=told, status=BEGUN, remarks="ได้แล้ว")])
    assert (values(merged), merged.conflicts) == ({"status": BEGUN, "remarks": "ได้แล้ว"}, ())


def test_a_row_pasted_tens_of_thousands_of_times_takes_no_longer_each():
    many = [
        row("a", status=DONE)._replace(row=row("a", status=DONE).row._replace(place=Place("a", "ก", n)))
        for n in range(30_000)
    ]
    began = time.process_time()
    assert values(merge(O1, many)) == {"status": DONE}
    assert time.process_time() - began < 20  # compared with each other they take many minutes
