"""What stands beside the values of a table, told at its cell."""

from itaxl.core.asides import Asides, Comment, Formula, Remark
from itaxl.core.beside import comments_by_row, told_beside, with_unknown
from itaxl.core.reading import CellError
from itaxl.core.unitsheets import find_table
from tests.tables import grid

TEXT = """
    | ข้อ | หัวข้อ     | สถานะ      | ความก้าวหน้า | หมายเหตุ | วันที่แล้วเสร็จ | หลักฐาน |
    | O1 | โครงสร้าง | เสร็จแล้ว    | #50       | รอ      |
    | O2 | ผู้บริหาร   |            |           |         |
"""
A, B, C, D, E = range(5)


def table(**asides):
    return find_table(grid(TEXT, asides=Asides(**asides)))


def told(**asides):
    return [(each.code, each.cell, each.column) for each in told_beside(table(**asides))]


def test_a_table_with_nothing_beside_it_tells_nothing():
    assert told() == []
    assert told_beside(find_table(grid(TEXT))) == []


def test_only_answers_and_titles_that_are_there_are_told_as_struck_through():
    spots = dict.fromkeys([(0, C), (1, A), (1, B), (1, C), (2, C), (1, 9)], "")
    assert told(struck=spots) == [("answer-struck", "B2", "title"), ("answer-struck", "C2", "status")]


def test_the_part_that_is_struck_through_is_quoted_or_else_the_whole():
    whole, part = (told_beside(table(struck={(1, C): text}))[0].facts for text in ("", "เสร็จ"))
    assert (whole, part) == ((("struck", "เสร็จแล้ว"),), (("struck", "เสร็จ"),))


def test_only_formulas_of_answers_are_told():
    formula = Formula("=25*2", counted=True)
    assert told(formulas=dict.fromkeys([(1, B), (1, D), (2, D)], formula)) == [("formula-value", "D2", "progress")]


def test_an_answer_without_a_counted_result_becomes_unknown_and_its_neighbours_stay():
    uncounted = Formula("=A1", counted=False)
    changed = with_unknown(table(formulas=dict.fromkeys([(2, C), (2, B), (1, D), (0, C), (9, C)], uncounted)))
    assert changed.grid.rows[2] == ["O2", "ผู้บริหาร", CellError("=A1"), "", ""]
    assert changed.grid.rows[:2] == grid(TEXT).rows[:2]
    assert [(each.code, each.cell) for each in changed.errors()] == [("formula-uncounted", "C3")]


def test_a_table_whose_formulas_are_all_counted_stays_as_it_is():
    same = table(formulas={(1, D): Formula("=25*2", counted=True)})
    assert with_unknown(same) is same


def test_comments_are_kept_by_row_from_left_to_right_without_those_above():
    ask, answer = Remark("ปลัด", "จริงหรือ\u200b"), Remark("", "จริง")
    found = comments_by_row(table(remarks={(1, E): (answer,), (1, C): (ask, answer), (0, C): (ask,), (2, 9): (ask,)}))
    place = ("กองคลัง.xlsx", "กองคลัง")
    assert found[1] == (
        Comment(*place, "C2", "status", "ปลัด", "จริงหรือ"),
        Comment(*place, "C2", "status", "", "จริง"),
        Comment(*place, "E2", "remarks", "", "จริง"),
    )
    assert found[2] == (Comment(*place, "J3", "", "ปลัด", "จริงหรือ"),)
    assert set(found) == {1, 2}


def test_a_cell_with_several_comments_is_told_once():
    thread = (Remark("ปลัด", "จริงหรือ"), Remark("คลัง", "จริง"), Remark("ปลัด", "ดี"))
    [problem] = told_beside(table(remarks={(1, C): thread}))
    assert (problem.cell, problem.found) == ("C2", "จริงหรือ\nจริง\nดี")
    assert problem.facts == (("author", ("ปลัด", "คลัง")),)
