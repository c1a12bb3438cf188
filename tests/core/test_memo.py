import datetime as dt
import re

import pytest

from itaxl.core.memo import COLUMNS, MOST_ROWS, head_of, memo
from itaxl.core.records import Signer
from itaxl.core.statuses import Status
from tests.tables import report_of, tracked

HEAD = Signer("นาย ง ตัวอย่าง", "นายกองค์การบริหารส่วนตำบลทดสอบ")
MARCH = dt.date(2022, 3, 1)


def text_of(found):
    rows = [text for row in found.rows for text in row.texts]
    return "\n".join(
        [found.department, found.date, found.subject, found.to, *found.paragraphs, found.annex_office, *rows]
    )


def test_numbers_are_written_in_thai_digits():
    report = report_of(
        tracked(), tracked("O2", Status.IN_PROGRESS, answers={"progress": 50}), last_score=75.4, phone="0 3488 0000"
    )
    found = memo(report)
    assert not re.search(r"[0-9]", text_of(found))
    assert "โทรศัพท์ ๐ ๓๔๘๘ ๐๐๐๐" in found.department
    assert found.date == "๑๐ พฤษภาคม ๒๕๖๕"


def test_the_paragraphs_tell_the_counts_of_the_report():
    report = report_of(
        tracked("O1"), tracked("O2", Status.IN_PROGRESS), tracked("O3", Status.NOT_STARTED, unit="กองช่าง", reported=False),
        tracked("O4", Status.CANCELLED), tracked("O5", Status.NOT_STARTED), silent=("กองช่าง",), last_score=75.4,
    )  # fmt: skip
    background, results, estimate, request = memo(report).paragraphs
    assert "ปีก่อนได้ ๗๕.๔๐ คะแนน" in background and "เป้าหมาย ๘๕ คะแนน" in background and "รวม ๕ มาตรการ" in background
    for said in (
        "แล้วเสร็จ ๑ มาตรการ", "อยู่ระหว่างดำเนินการ ๑ มาตรการ", "ยังไม่ได้ดำเนินการ ๑ มาตรการ ไม่ส่งรายงาน ๑ มาตรการ", "ยกเลิก ๑ มาตรการ",
        "เกินกำหนดแล้ว ๓ มาตรการ", "ยังไม่ส่งรายงาน ๑ แห่ง คือ กองช่าง", "ตารางแนบท้าย",
    ):  # fmt: skip
        assert said in results
    assert "อ่านสถานะไม่ได้" not in results  # a count of nothing is left out
    assert "เป็นการประมาณ" in estimate and "ต่ำกว่าเป้าหมาย" in estimate
    assert request.startswith("จึงเรียนมาเพื่อโปรดทราบ และ")


def test_an_open_window_says_what_may_still_be_reached_and_a_closed_one_does_not():
    share = tracked("O42", Status.IN_PROGRESS, as_of=MARCH)
    assert "อาจได้ถึง ๘๕.๐๐ คะแนน ซึ่งถึงเป้าหมาย" in memo(report_of(share, as_of=MARCH, last_score=80.0)).paragraphs[2]
    assert "อาจได้ถึง" not in memo(report_of(share, last_score=80.0)).paragraphs[2]


def test_where_no_item_can_gain_any_more_nothing_is_promised():
    share = tracked("O1", as_of=MARCH, answers={"completed_on": MARCH, "evidence": ("https://a.example/1",)})
    estimate = memo(report_of(share, as_of=MARCH, last_score=80.0)).paragraphs[2]
    assert "หากมาตรการที่เหลือ" not in estimate and "คะแนน ซึ่งต่ำกว่าเป้าหมาย" in estimate


def test_without_last_years_score_nothing_is_estimated():
    paragraphs = memo(report_of(tracked())).paragraphs
    assert len(paragraphs) == 3
    assert not any("ประมาณการ" in text for text in paragraphs)
    assert paragraphs[-1] == "จึงเรียนมาเพื่อโปรดทราบ"


def test_signers_are_the_plans_or_a_line_to_be_filled_in():
    assert memo(report_of(tracked(), signers=(HEAD,))).signers == (HEAD,)
    [blank] = memo(report_of(tracked())).signers
    assert set(blank.name) == {"."}
    [named] = memo(report_of(tracked(), signers=(Signer("", "ปลัด"),))).signers
    assert (named.position, set(named.name)) == ("ปลัด", {"."})


HEADS = [
    ("องค์การบริหารส่วนตำบลนาโคก", "นายกองค์การบริหารส่วนตำบลนาโคก"),
    ("อบต.นาโคก", "นายก อบต.นาโคก"),
    ("องค์การบริหารส่วนจังหวัดระยอง", "นายกองค์การบริหารส่วนจังหวัดระยอง"),
    ("เทศบาลตำบลบางปู", "นายกเทศมนตรีตำบลบางปู"),
    ("เทศบาลเมืองน่าน", "นายกเทศมนตรีเมืองน่าน"),
    ("ทน.ขอนแก่น", "นายกเทศมนตรีนครขอนแก่น"),
    ("สำนักงานทดสอบ", "หัวหน้าส่วนราชการ สำนักงานทดสอบ"),
]


@pytest.mark.parametrize(("agency", "head"), HEADS)
def test_the_memo_goes_to_the_head_of_the_office(agency, head):
    assert head_of(agency) == head
    assert head_of(agency, (HEAD, Signer("ก", "ปลัด"))) == HEAD.position


def test_the_annex_has_a_row_for_each_measure_in_the_order_of_the_memo():
    found = memo(
        report_of(
            tracked(None, survey="IIT", indicator=1, title="ชี้แจง"), tracked("O30", indicator=9, title="ช่องทาง"),
            tracked("O2", title="ผู้บริหาร"), tracked("O2", Status.IN_PROGRESS, title="ผู้บริหาร", unit="กองช่าง"),
        )
    )  # fmt: skip
    assert [row.title for row in found.rows] == ["O๒ ผู้บริหาร", "O๓๐ ช่องทาง", "ชี้แจง"]
    assert [len(row.texts) for row in found.rows] == [len(COLUMNS)] * 3
    assert found.rows[0].units == "กองคลัง, กองช่าง"
    assert found.rows[0].result == "ดำเนินการแล้วเสร็จ: กองคลัง\nอยู่ระหว่างดำเนินการ เกินกำหนด ๑๐ วัน: กองช่าง"


RESULTS = [
    ((tracked(answers={"completed_on": dt.date(2022, 4, 20)}),), "ดำเนินการแล้วเสร็จ เมื่อ ๒๐ เม.ย. ๒๕๖๕"),
    ((tracked(answers={"completed_on": dt.date(2022, 5, 2)}),), "ดำเนินการแล้วเสร็จ (หลังกำหนด) เมื่อ ๒ พ.ค. ๒๕๖๕"),
    ((tracked(status=Status.IN_PROGRESS, answers={"progress": 70}),), "อยู่ระหว่างดำเนินการ ร้อยละ ๗๐ เกินกำหนด ๑๐ วัน"),
    ((tracked(status=Status.NOT_STARTED),), "ยังไม่ได้ดำเนินการ เกินกำหนด ๑๐ วัน"),
    ((tracked(status=Status.NOT_STARTED, reported=False),), "ไม่ส่งรายงาน เกินกำหนด ๑๐ วัน"),
    ((tracked(status=Status.CANCELLED),), "ยกเลิก"),
    ((tracked(status=Status.NOT_STARTED, unit="ต้องยืนยัน", reported=False),), "ยังไม่มีผู้รับผิดชอบ"),
    ((tracked(), tracked(unit="กองช่าง")), "ดำเนินการแล้วเสร็จ ทั้ง ๒ หน่วยงาน"),
    (
        (*(tracked(status=Status.CANCELLED, unit=f"กอง {name}") for name in "กขคงจฉ"), tracked()),
        "ดำเนินการแล้วเสร็จ: กองคลัง\nยกเลิก: ๖ หน่วยงาน",
    ),
]


@pytest.mark.parametrize(("shares", "result"), RESULTS)
def test_a_result_is_said_in_full_for_one_unit_and_by_groups_for_several(shares, result):
    [row] = memo(report_of(*shares)).rows
    assert row.result == result


def test_what_the_annex_has_no_room_for_is_counted():
    actions = [tracked(title=f"เรื่อง {number}") for number in range(MOST_ROWS + 7)]
    found = memo(report_of(*actions))
    assert len(found.rows) == MOST_ROWS
    assert "อีก ๗ มาตรการ" in found.left_out
    assert memo(report_of(tracked())).left_out == ""
