import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.core.matching import Claim, alike, expect, match
from tests.tables import action


def claim_of(each):
    return Claim(each.ref, each.item or "", each.title, each.method)


O1 = action("O1", "โครงสร้าง", ref="a")
O2 = action("O2", "ข้อมูลผู้บริหาร", ref="b")
TWIN = action("O2", "ข้อมูลผู้บริหาร", ref="c", method="อีกวิธีหนึ่ง")


def refs(claims, actions):
    return [(found.action.ref if found.action else None, found.by_ref) for found in match(claims, actions)]


def test_untouched_rows_match_by_ref():
    assert refs([claim_of(O1), claim_of(O2)], [O1, O2]) == [("a", True), ("b", True)]


def test_rows_sorted_without_the_hidden_column_match_by_content():
    claims = [Claim("b", "O1", O1.title, O1.method), Claim("a", "O2", O2.title, O2.method)]
    assert refs(claims, [O1, O2]) == [("a", False), ("b", False)]


def test_actions_that_share_item_and_title_are_told_apart_by_method():
    claims = [Claim("b", "O2", TWIN.title, TWIN.method), Claim("c", "O2", O2.title, O2.method)]
    assert refs(claims, [O2, TWIN]) == [("c", False), ("b", False)]


def test_a_deleted_ref_column_changes_nothing():
    claims = [Claim("", "o 2", O2.title, O2.method), Claim("", "๐๑", "โครง สร้าง", O1.method)]
    assert refs(claims, [O1, O2]) == [("b", False), ("a", False)]


def test_a_reworded_title_is_known_by_item_and_method():
    assert refs([Claim("a", "O1", "ผังองค์กร", O1.method)], [O1, O2]) == [("a", False)]  # and its ref does not count


UNTITLED = [
    # a row whose title is gone, the action that it answers
    (Claim("a", "O1", "", O1.method), ("a", True)),
    (Claim("a", "O2", "", O1.method), ("b", False)),  # item and method say something else than the ref
    (Claim("a", "O1", "", "อย่างอื่น"), (None, False)),
    (Claim("a", "", "", ""), ("a", True)),  # nothing is left that could say anything against it
    (Claim("x", "O1", "", ""), ("a", False)),  # the one action of that item
]


@pytest.mark.parametrize(("claim", "found"), UNTITLED)
def test_a_ref_counts_when_the_title_is_gone_and_all_else_agrees(claim, found):
    assert refs([claim], [O1, O2]) == [found]


def test_a_second_row_with_the_same_ref_and_another_title_is_a_new_action():
    claims = [claim_of(O1), Claim("a", "O1", "ผังองค์กรใหม่", "วิธีอื่น")]
    assert refs(claims, [O1]) == [("a", True), (None, False)]


def test_a_copy_of_a_row_answers_the_same_action():
    assert refs([claim_of(O1), claim_of(O1)], [O1, O2]) == [("a", True), ("a", True)]


def test_what_was_not_issued_is_new():
    assert refs([Claim("", "", "งานเลี้ยง", "จัดงาน")], [O1]) == [(None, False)]


ACTIONS = [action(f"O{n % 3}", f"หัวข้อ {n % 2}", ref=str(n), method=f"วิธี {n}") for n in range(6)]


@given(st.permutations(range(6)), st.permutations(range(6)))
def test_however_visible_rows_and_refs_are_shuffled_every_row_finds_its_action(rows, hidden):
    """Methods differ, so that content alone decides."""
    claims = [
        Claim(str(ref), ACTIONS[n].item, ACTIONS[n].title, ACTIONS[n].method)
        for n, ref in zip(rows, hidden, strict=True)
    ]
    assert [found.action.ref for found in match(claims, ACTIONS)] == [str(n) for n in rows]


FIRST, SECOND = action("O2", "ก", ref="2-1", method="วิธี 1"), action("O2", "ก", ref="2-2", method="วิธี 2")


def test_what_was_issued_finds_itself_in_a_plan_whose_rows_were_swapped():
    """Refs count the rows of a plan, and so change owner when rows are swapped: content decides."""
    swapped = [action("O2", "ก", ref="2-1", method="วิธี 2"), action("O2", "ก", ref="2-2", method="วิธี 1")]
    expected = expect([FIRST, SECOND], swapped)
    assert {ref: now.method for ref, now in expected.current.items()} == {"2-1": "วิธี 1", "2-2": "วิธี 2"}


def test_what_the_plan_has_dropped_and_added_is_known():
    shortened = [action("O2", "ก", ref="2-1", method="วิธี 2"), action("O9", "ใหม่", ref="9-1", method="x")]
    expected = expect([FIRST, SECOND], shortened)
    assert {ref: now.ref for ref, now in expected.current.items()} == {"2-2": "2-1"}
    assert [new.ref for new in expected.new] == ["9-1"]


def test_without_anything_issued_the_plan_is_expected():
    assert expect([], [O1]).issued == (O1,)


ALIKE = [
    ("O2", "ชื่อที่ต่างไปเลย", "ข้อมูลผู้บริหาร"),
    (None, "ข้อมลผู้บริหาร", "ข้อมูลผู้บริหาร"),
    ("O9", "โครงสราง", "โครงสร้าง"),
    (None, "ปรับปรุงหน้าขออนุญาต", ""),
    (None, "", ""),
]


@pytest.mark.parametrize(("item", "title", "like"), ALIKE)
def test_the_action_that_was_probably_meant_is_found_by_item_or_by_title(item, title, like):
    assert alike(item, title, [O1, O2]) == like
    assert alike(item, title, []) == ""


def test_tens_of_thousands_of_rows_that_were_not_issued_are_not_each_compared_with_every_action():
    actions = [action("O1", f"เรื่องที่ {n}", ref=str(n), method=f"วิธี {n}") for n in range(100)]
    claims = [Claim("", "", f"งานอื่น {n}", "ทำ") for n in range(20_000)]
    began = time.process_time()
    assert not any(found.action for found in match(claims, actions))
    assert time.process_time() - began < 5  # three passes over two million pairs take half a minute
