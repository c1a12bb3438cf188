"""Comments and notes on cells: kept, and shown beside the action."""

import datetime as dt

import openpyxl
import pytest
from openpyxl.comments import Comment

from itaxl.core.asides import Comment as Told
from itaxl.core.reportdata import csv_rows, report_data
from itaxl.core.sentences import message
from itaxl.excel.hands import Hands
from itaxl.excel.summary_writer import write_summary
from tests.office import needs_libreoffice, saved_by_libreoffice
from tests.onerow import AS_OF, DONE, ITEM, UNIT, Cells, of_item, raw_round
from tests.rawbooks import MAIN, relations
from tests.rounds import SAVED_AT, make, report


def commented(tmp_path):
    plan, _, tracking = make(tmp_path)
    cells = Cells(Hands(tracking))
    cells.type(**DONE)
    cells["status"].comment = Comment("หัวหน้า:\nเสร็จจริงหรือ", "หัวหน้า")
    cells["title"].comment = Comment("=1+1 ข้อนี้ยาก", "สมศรี")
    cells.hands.sheet(UNIT)["G2"].comment = Comment("ถึงผู้จัดทำแผน", "")
    cells.hands.save(tmp_path / "back.xlsx", SAVED_AT, "")
    return plan, tmp_path / "back.xlsx"


KEPT = (
    Told("back.xlsx", UNIT, "F7", "title", "สมศรี", "=1+1 ข้อนี้ยาก"),
    Told("back.xlsx", UNIT, "K7", "status", "หัวหน้า", "เสร็จจริงหรือ"),
)


def test_comments_are_kept_and_told_once_a_cell(tmp_path):
    plan, back = commented(tmp_path)
    result = report(AS_OF, back, plan=plan)
    tracked, _ = of_item(result)
    assert tracked.comments == KEPT
    told = {problem.cell: problem for problem in result.problems if problem.code == "cell-comment"}
    assert {cell: problem.column for cell, problem in told.items()} == {"F7": "title", "K7": "status", "G2": None}
    assert "ถึงผู้จัดทำแผน" in message(told["G2"])
    assert "หัวหน้า" in message(told["K7"])


def test_comments_stand_beside_the_action_in_every_output(tmp_path):
    plan, back = commented(tmp_path)
    result = report(AS_OF, back, plan=plan)
    data = next(each for each in report_data(result)["actions"] if each["comments"])
    assert data["comments"][0] == KEPT[0]._asdict()
    header, *rows = csv_rows(result)
    [text] = [row[header.index("comments")] for row in rows if row[header.index("comments")]]
    assert text.split("\n")[1] == "back.xlsx | กองคลัง | K7 | status | หัวหน้า | เสร็จจริงหรือ"
    write_summary(result, tmp_path / "summary.xlsx")
    written = openpyxl.load_workbook(tmp_path / "summary.xlsx")["รายการทั้งหมด"]
    column = next(cell.column for cell in written[4] if cell.value == "ความเห็นในเซลล์")
    assert [cell.value for cell in written[written.max_row]][column - 1] in (None, "")
    assert [value for (value,) in written.iter_rows(5, None, column, column, values_only=True) if value] == [
        "F7 สมศรี: =1+1 ข้อนี้ยาก\nK7 หัวหน้า: เสร็จจริงหรือ"
    ]


def test_without_comments_the_summary_has_no_column_for_them(tmp_path):
    plan, _, tracking = make(tmp_path)
    write_summary(report(AS_OF, tracking, plan=plan), tmp_path / "summary.xlsx")
    written = openpyxl.load_workbook(tmp_path / "summary.xlsx")["รายการทั้งหมด"]
    assert "ความเห็นในเซลล์" not in [cell.value for cell in written[4]]


def test_a_comment_in_copies_of_one_file_is_kept_once(tmp_path):
    plan, back = commented(tmp_path)
    hands = Hands(back)
    hands.answer(UNIT, ITEM, remarks="แก้แล้ว")
    hands.save(tmp_path / "again.xlsx", SAVED_AT + dt.timedelta(hours=1), "")
    one = of_item(report(AS_OF, back, tmp_path / "again.xlsx", plan=plan))[0]
    other = of_item(report(AS_OF, tmp_path / "again.xlsx", back, plan=plan))[0]
    assert [(each.cell, each.text) for each in one.comments] == [(each.cell, each.text) for each in KEPT]
    assert one.comments == other.comments


@needs_libreoffice
@pytest.mark.parametrize("to", ["xlsx", "ods"])
def test_comments_that_libreoffice_saves_are_read(tmp_path, to):
    plan, back = commented(tmp_path)
    tracked, _ = of_item(report(AS_OF, saved_by_libreoffice(back, tmp_path / "office", to), plan=plan))
    told = [(each.cell, each.text.removeprefix("หัวหน้า:\n")) for each in tracked.comments]  # it keeps no authors
    assert told == [(each.cell, each.text) for each in KEPT]


THREADS = {
    "xl/worksheets/_rels/sheet1.xml.rels": relations(
        ("comments", "../comments1.xml"), ("threadedComment", "../threadedComments/threadedComment1.xml")
    ),
    "xl/comments1.xml": f'<comments xmlns="{MAIN}"><authors><author>tc={{1}}</author><author>ก &amp; ข</author></authors><commentList>'
    '<comment ref="D2" authorId="0"><text><t>[Threaded comment] Comment: เสร็จหรือยัง</t></text></comment>'
    '<comment ref="F2" authorId="1"><text><r><rPr><b/></rPr><t>ก &amp; ข:</t></r><r><t xml:space="preserve">\n วันไหน_x000D_</t></r></text></comment>'
    "</commentList></comments>",
    "xl/threadedComments/threadedComment1.xml": '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    '<threadedComment ref="D2" dT="2022-04-01T00:00:00.00" personId="{A}" id="{1}"><text>เสร็จหรือยัง</text></threadedComment>'
    '<threadedComment ref="D2" dT="2022-04-02T00:00:00.00" personId="{B}" id="{2}" parentId="{1}"><text>เสร็จแล้ว &lt;วันนี้&gt;</text></threadedComment>'
    "</ThreadedComments>",
    "xl/persons/person.xml": '<personList><person displayName="ปลัด" id="{A}" userId="x" providerId="None"/>'
    '<person displayName="คลัง" id="{B}" userId="y" providerId="None"/></personList>',
}


def with_threads(tmp_path, **more):
    """A raw table with a thread on the status and a note on the finish date."""
    return raw_round(tmp_path, "", related=[("person", "persons/person.xml")], **{**THREADS, **more})


def test_threads_with_their_replies_and_notes_are_read(tmp_path):
    tracked, problems = with_threads(tmp_path)
    assert [each[2:] for each in tracked.comments] == [
        ("D2", "status", "ปลัด", "เสร็จหรือยัง"),
        ("D2", "status", "คลัง", "เสร็จแล้ว <วันนี้>"),
        ("F2", "completed_on", "ก & ข", "วันไหน"),
    ]
    assert "ปลัด / คลัง" in message(problems["cell-comment"]) or problems["cell-comment"].cell == "F2"


def test_a_thread_of_which_only_the_note_is_left_is_kept(tmp_path):
    without = {"xl/worksheets/_rels/sheet1.xml.rels": relations(("comments", "../comments1.xml"))}
    tracked, _ = with_threads(tmp_path, **without)
    assert tracked.comments[0][2:] == ("D2", "status", "", "[Threaded comment] Comment: เสร็จหรือยัง")


def test_our_own_prompts_are_no_comments(tmp_path):
    plan, _, tracking = make(tmp_path)
    result = report(AS_OF, tracking, plan=plan)
    assert not any(tracked.comments for tracked in result.actions)
    assert "cell-comment" not in {problem.code for problem in result.problems}
