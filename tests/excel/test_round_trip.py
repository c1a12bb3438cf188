"""The strongest test: write, fill in as a person would, read back, compare every field."""

import datetime as dt

import pytest

from itaxl.core.layout import ANSWERS
from itaxl.core.sentences import message
from itaxl.core.statuses import Status
from itaxl.excel.hands import Hands
from itaxl.excel.tracking_writer import write_tracking
from tests.rounds import SAVED_AT, SITE, make, report

AS_OF = dt.date(2022, 5, 10)

# What is typed into each unit's sheet, and what it means.
FILLED = {
    ("สำนักปลัด", "O1"): (
        {
            "status": "เสร็จแล้ว", "progress": 100, "completed_on": dt.date(2022, 4, 20), "evidence": f"{SITE}/o1\n{SITE}/o1b",
            "explanation": "หน้าหลัก > ITA\nกดปุ่มแรก", "reported_on": "๒๘ เม.ย. ๖๕", "reporter": "=cmd|' /C calc'!A0", "remarks": "-",
        },
        {
            "status": Status.COMPLETED, "progress": 100, "completed_on": dt.date(2022, 4, 20), "evidence": (f"{SITE}/o1", f"{SITE}/o1b"),
            "explanation": "หน้าหลัก > ITA\nกดปุ่มแรก", "reported_on": dt.date(2022, 4, 28), "reporter": "=cmd|' /C calc'!A0", "remarks": "-",
        },
    ),
    ("กองคลัง", "O2"): (
        {"status": "กำลังดำเนินการ", "progress": "๖๐ %", "remarks": "รอ"},
        {"status": Status.IN_PROGRESS, "progress": 60, "remarks": "รอ"},
    ),
    ("กองคลัง", "O15"): (
        {"status": "ดำเนินการแล้วเสร็จ", "completed_on": dt.date(2565, 5, 3)},
        {"status": Status.COMPLETED, "completed_on": dt.date(2022, 5, 3)},
    ),
    ("งานพัสดุ", "O24"): ({"status": "ยกเลิก", "remarks": "รวมกับข้ออื่น"}, {"status": Status.CANCELLED, "remarks": "รวมกับข้ออื่น"}),
    ("กองช่าง โยธา", "ชี้แจง"): ({"status": "ยังไม่ดำเนินการ"}, {"status": Status.NOT_STARTED}),
}  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("round")
    plan, issued, tracking = make(folder)
    hands = Hands(tracking)
    for (sheet, wanted), (typed, _) in FILLED.items():
        text = typed.get("reporter")
        hands.answer(sheet, wanted, **typed)
        if text:  # a person's program keeps it a text; openpyxl would make a formula of it
            hands.sheet(sheet).cell(hands.row(sheet, wanted), hands.column(sheet, "reporter")).data_type = "s"
    back = folder / "back.xlsx"
    hands.save(back, SAVED_AT, "หัวหน้า")
    return plan, issued, back


def compare(result, issued):
    expected = {key: meant for key, (_, meant) in FILLED.items()}
    assert len(result.actions) == len(issued.actions)
    by_ref = {tracked.action.ref: tracked for tracked in result.actions}
    for action in issued.actions:
        tracked = by_ref[action.ref]
        assert tracked.action == action
        sheet = tracked.action.unit.replace("/", " ")
        meant = next(
            (
                meant
                for (unit, wanted), meant in expected.items()
                if unit == sheet and (action.item == wanted or action.title.startswith(wanted))
            ),
            {},
        )
        blanks = {"status": Status.NOT_STARTED, "evidence": ()}
        for key in ANSWERS:
            value = tracked.status if key == "status" else tracked.answers[key]
            wanted = meant.get(key, blanks.get(key))
            assert (value or None) == (wanted or None), (action.ref, key)


@pytest.mark.parametrize("with_plan", [True, False])
def test_every_field_comes_back_as_it_was_filled_in(filled, with_plan):
    plan, issued, back = filled
    result = report(AS_OF, back, plan=plan if with_plan else None)
    compare(result, issued)
    assert [(file.outcome, file.tally.actions, file.tally.rejected) for file in result.files] == [
        ("read", len(issued.actions), 0)
    ]


def test_states_and_days_follow_the_as_of_date(filled):
    plan, _, back = filled
    states = {
        tracked.action.ref: (tracked.state.value, tracked.days_overdue)
        for tracked in report(AS_OF, back, plan=plan).actions
    }
    assert states == {
        "2565-สำนักปลัด-O1-1": ("completed", None),
        "2565-กองคลัง-O2-1": ("overdue", 40),
        "2565-สำนักปลัด-O15-1": ("overdue", 10),
        "2565-กองคลัง-O15-1": ("completed_late", None),
        "2565-กองช่าง/โยธา-O15-1": ("overdue", 10),
        "2565-งานพัสดุ-O24-1": ("cancelled", None),
        "2565-กองคลัง-ไม่ระบุข้อ-1": ("deadline_unreadable", None),
        "2565-กองช่าง/โยธา-ไม่ระบุข้อ-1": ("on_track", None),
    }


def test_the_input_is_not_touched(filled):
    plan, _, back = filled
    before = back.read_bytes()
    report(AS_OF, back, plan=plan)
    assert back.read_bytes() == before


ANOTHER = [
    ({"round": 1}, {}, "file-old-round", "รอบที่ 1 แต่รอบนี้คือรอบที่ 2"),
    ({}, {"agency": "อบต.อื่น"}, "file-other-agency", "แบบติดตามของ อบต.อื่น"),
    ({}, {"fiscal_year": 2564}, "file-other-year", "ปีงบประมาณ 2564"),
]


@pytest.mark.parametrize(("of_round", "of_office", "code", "said"), ANOTHER)
def test_a_copy_of_an_old_round_or_of_another_office_or_year_is_set_aside_with_the_reason(
    tmp_path, of_round, of_office, code, said
):
    """What the very hidden sheet says decides, whatever was filled in and whatever the file is called."""
    plan, first, _ = make(tmp_path)
    second = first._replace(round=2)
    other = second._replace(settings=second.settings._replace(**of_office), **of_round)
    files = []
    for name, issued in (("ใหม่", second), ("สำเนาของ ใหม่ (1)", other)):
        write_tracking(issued, tmp_path / "t.xlsx", AS_OF)
        hands = Hands(tmp_path / "t.xlsx")
        hands.answer("กองคลัง", "O2", status="ยกเลิก" if issued is other else "กำลังทำ", remarks="-")
        files.append(tmp_path / f"{name}.xlsx")
        hands.save(files[-1], SAVED_AT, "")
    for order in (files, files[::-1]):
        result = report(AS_OF, *order, plan=plan)
        [aside] = [file for file in result.files if file.outcome == "refused"]
        assert (aside.file, aside.reason.code, aside.tally.rows) == ("สำเนาของ ใหม่ (1).xlsx", code, 0)
        assert said in message(aside.reason)
        assert aside.reason in result.problems
        assert result.conflicts == ()
        assert result.totals.statuses[Status.IN_PROGRESS] == 1
