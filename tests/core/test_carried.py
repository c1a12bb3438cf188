import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.core.carried import TRACKING, issue_rows, kind_of, read_issue, unpacked
from itaxl.core.records import Unit
from itaxl.core.statuses import Status
from tests.tables import action, issued

ANSWERS = {
    "status": Status.IN_PROGRESS,
    "progress": 62.5,
    "completed_on": dt.date(2022, 4, 20),
    "evidence": ("https://a.example/x", "https://b.example/y"),
    "remarks": "รอ\nข้อมูล",
}
ISSUE = issued(
    action(answers=ANSWERS),
    action("O2", due_on=None, due_text="พ.ศ. ๒๕๖๕"),
    action(None, unit="กองช่าง", survey=None, indicator=None),
)._replace(
    last_items={"O1": 50.0},
    units=(Unit("กองคลัง", "กองคลังเต็ม", None, aliases=("คลัง", "ส่วนการคลัง")), Unit("กองช่าง", parent="กองคลัง")),
)


def test_what_is_issued_comes_back_as_it_was():
    rows = issue_rows(ISSUE)
    assert kind_of(rows) == (TRACKING, 1)
    assert read_issue(rows) == ISSUE


def test_a_units_file_carries_its_own_actions_and_all_units():
    back = read_issue(issue_rows(ISSUE, ["กองช่าง"]))
    assert [each.unit for each in back.actions] == ["กองช่าง"]
    assert back.units == ISSUE.units
    assert back.shares == {"กองคลัง": 2, "กองช่าง": 1}


@given(st.text(min_size=1), st.text(), st.sampled_from([None, 85.0, 75.4]))
def test_any_text_comes_back(title, method, target):
    one = issued(action(title=title, method=method))._replace(settings=ISSUE.settings._replace(target=target))
    assert read_issue(issue_rows(one)) == one


@pytest.mark.parametrize("rows", [[], [["itaxl"]], [["itaxl", "tracking"], ["format", "x"]], [["ก", "ข"]]])
def test_what_is_not_ours_has_no_format(rows):
    assert kind_of(rows)[1] == 0


def test_a_text_longer_than_a_cell_comes_back():
    one = issued(action(method="วิธี😀" * 12_000))
    rows = issue_rows(one)
    assert max(len(cell.encode("utf-16-le")) // 2 for row in rows for cell in row) <= 32_767
    assert read_issue(rows) == one


@pytest.mark.parametrize(
    "damage",
    [
        lambda rows: rows[:3],
        lambda rows: [row for row in rows if row[0] != "round"],
        lambda rows: [*rows, ("actions", "ref", "no json")],
        lambda rows: [*rows, ("actions", "ref", "7")],
        lambda rows: [*rows, ("actions", "ref", '["ref", 7, null]')],
        lambda rows: [*rows, ("actions", "ref", "[" * 16_000)],
        lambda rows: [*rows, ("actions", "ref", '["one too few"]')],
        lambda rows: [row for row in rows if row[1] != "title"],
        lambda rows: [*rows, ("fiscal_year", "999999999999")],
        lambda rows: [*rows, ("fiscal_year", "-1")],
        lambda rows: [*rows, ("target", "1e999")],
        lambda rows: [*rows, ("last_item", "O1", "nan")],
        lambda rows: [*rows, ("unit", "กองคลัง", "", "กองช่าง", "", "1")],  # each of the two above the other
        lambda rows: [*rows, ("unit", "กองคลัง", "", "กองคลัง", "", "1")],
    ],
)
def test_damaged_rows_raise_one_of_the_promised_errors(damage):
    with pytest.raises((KeyError, ValueError, TypeError, RecursionError)):
        read_issue(damage(list(issue_rows(ISSUE))))


def test_what_the_answers_were_prefilled_from_is_carried():
    one = ISSUE._replace(known_on=dt.date(2022, 5, 10))
    assert read_issue(issue_rows(one)) == one


def test_half_a_letter_is_damage_and_two_halves_are_one():
    """Nothing can be written with half a letter."""
    assert unpacked(['["\\ud83d', '\\ude00"]']) == ["😀"]
    with pytest.raises(ValueError):
        unpacked(['["\\ud83d"]'])
