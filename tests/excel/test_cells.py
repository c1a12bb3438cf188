"""What people do to the cells of a sheet in Excel, each done to a file and read back."""

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from itaxl.core.sentences import message
from itaxl.core.statuses import Status
from itaxl.excel.hands import Hands
from tests.office import needs_libreoffice, saved_by_libreoffice
from tests.onerow import AS_OF, DAY, DONE, ITEM, LINK, UNIT, Cells, of_item, raw_round, read_back
from tests.rawbooks import book
from tests.rounds import SAVED_AT, make, report

# --- percentages -------------------------------------------------------------------------------------------

PERCENTAGES = [
    # number, format, status, what it is read as, the codes of what is told
    (1, "0%", "กำลังดำเนินการ", 100, {"progress-contradicts"}),
    (1, "0%", "เสร็จแล้ว", 100, set()),
    (0.6, "0%", "กำลังดำเนินการ", 60, set()),
    (0.6, "0.00%", "กำลังดำเนินการ", 60, set()),
    (0.005, "0.0%", "กำลังดำเนินการ", 0.5, set()),
    (0, "0%", "กำลังดำเนินการ", 0, set()),
    (0.333, "#,##0.0 %", "กำลังดำเนินการ", 33.3, set()),
    (60, "0%", "กำลังดำเนินการ", None, {"progress-unreadable"}),  # it shows 6000%: nobody knows what was meant
    (60, '0"%"', "กำลังดำเนินการ", 60, set()),  # a mark that is only written behind the number
    (60, "0\\%", "กำลังดำเนินการ", 60, set()),
    (1, "0", "เสร็จแล้ว", 100, {"progress-fraction"}),
    (1, "0", "กำลังดำเนินการ", 1, {"progress-one"}),
    (0.6, "General", "กำลังดำเนินการ", 60, {"progress-fraction"}),
]


@pytest.mark.parametrize(("number", "form", "status", "value", "codes"), PERCENTAGES)
def test_a_percentage_is_what_the_cell_shows(tmp_path, number, form, status, value, codes):
    def do(cells):
        done = status == "เสร็จแล้ว"
        cells.type(status=status, progress=number, completed_on=DAY if done else None, evidence=LINK if done else None)
        cells["progress"].number_format = form

    tracked, problems = read_back(tmp_path, do)
    assert (tracked.progress, set(problems)) == (value, codes)


def test_a_percentage_that_cannot_be_one_is_quoted_as_it_is_shown(tmp_path):
    def do(cells):
        cells.type(progress=60)
        cells["progress"].number_format = "0%"

    _, problems = read_back(tmp_path, do)
    assert problems["progress-unreadable"].found == "6000%"
    assert problems["progress-unreadable"].cell == "L7"


def test_a_status_of_100_per_cent_is_read_as_it_is_shown(tmp_path):
    def do(cells):
        cells.type(status=1)
        cells["status"].number_format = "0%"

    tracked, problems = read_back(tmp_path, do)
    assert (tracked.status, problems) == (Status.COMPLETED, {})


# --- dates -------------------------------------------------------------------------------------------------

SERIAL = 44640.0  # 20 March 2022
DATE_FORMATS = [14, 17, 22, 27, 30, 36, 50, 58, 71, 72, 74, 75, 77, 78, 81]


@pytest.mark.parametrize("number", DATE_FORMATS)
def test_a_number_in_a_built_in_format_of_dates_is_a_date(tmp_path, number):
    styles = f'<cellXfs><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs>'
    tracked, problems = raw_round(tmp_path, f'<c r="F2" s="1"><v>{SERIAL}</v></c>', styles)
    assert tracked.completed_on == DAY
    assert "date-serial" not in problems


@pytest.mark.parametrize("code", ["d/m/yyyy", "[$-107041E]d mmm yyyy", "[$-D07041E]ว ดดด ปปปป", "ว/ด/ปป", "d mmm bbbb"])
def test_a_number_in_a_format_of_a_persons_own_is_a_date(tmp_path, code):
    formats = f'<numFmts><numFmt numFmtId="170" formatCode="{code}"/></numFmts>'
    styles = f'{formats}<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>'
    tracked, problems = raw_round(tmp_path, f'<c r="F2" s="1"><v>{SERIAL}</v></c>', styles)
    assert tracked.completed_on == DAY
    assert "date-serial" not in problems


def test_a_bare_number_is_a_date_and_says_so(tmp_path):
    tracked, problems = raw_round(tmp_path, f'<c r="F2"><v>{SERIAL}</v></c>', '<cellXfs><xf numFmtId="0"/></cellXfs>')
    assert tracked.completed_on == DAY
    assert problems["date-serial"].cell == "F2"


@pytest.mark.parametrize("number", [0, 14, 71])
def test_days_may_count_from_1904(tmp_path, number):
    styles = f'<cellXfs><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs>'
    main = book()["xl/workbook.xml"].replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    cell = f'<c r="F2" s="1"><v>{SERIAL - 1462}</v></c>'
    tracked, problems = raw_round(tmp_path, cell, styles, **{"xl/workbook.xml": main})
    assert tracked.completed_on == DAY
    assert ("date-serial" in problems) is (number == 0)


@pytest.mark.parametrize("text", ["2022-03-20", "2022-03-20T00:00:00", "2022-03-20T14:30:00Z"])
def test_a_date_cell_in_iso_form_is_a_date(tmp_path, text):
    tracked, problems = raw_round(
        tmp_path, f'<c r="F2" t="d"><v>{text}</v></c>', '<cellXfs><xf numFmtId="0"/></cellXfs>'
    )
    assert tracked.completed_on == DAY
    assert not {code for code in problems if code.startswith("date")}


@pytest.mark.parametrize("number", [9, 10, 67, 68])
def test_a_built_in_format_of_percentages_shows_one(tmp_path, number):
    styles = f'<cellXfs><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs>'
    tracked, problems = raw_round(tmp_path, '<c r="E2" s="1"><v>1</v></c>', styles)
    assert tracked.progress == 100
    assert "progress-fraction" not in problems


# --- formulas ----------------------------------------------------------------------------------------------


def counted(tmp_path, cells, status="เสร็จแล้ว"):
    """A table whose second row ends with these cells of raw XML, E for the progress and F for the finish date."""
    return raw_round(tmp_path, cells, '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>')


def test_the_saved_result_of_a_formula_counts_and_is_told(tmp_path):
    tracked, problems = counted(
        tmp_path, '<c r="E2"><f>50+50</f><v>100</v></c><c r="F2" s="1"><f>TODAY()</f><v>44640</v></c>'
    )
    assert (tracked.progress, tracked.completed_on) == (100, DAY)
    told = problems["formula-value"]
    assert told.cell in ("E2", "F2")
    assert "=TODAY()" in message(told) or "=50+50" in message(told)


UNCOUNTED = [
    "<f>TODAY()</f>",
    "<f>TODAY()</f><v/>",
    "<f>TODAY()</f><v></v>",
    '<f t="shared" ref="F2:F3" si="0">TODAY()</f>',
]


@pytest.mark.parametrize("inside", UNCOUNTED)
def test_a_formula_without_a_saved_result_is_unknown_not_empty(tmp_path, inside):
    tracked, problems = counted(tmp_path, f'<c r="F2">{inside}</c>')
    assert tracked.completed_on is None
    told = problems["formula-uncounted"]
    assert (told.cell, told.column, told.found) == ("F2", "completed_on", "=TODAY()")
    assert "completed-undated" not in problems  # there is an answer, which is not known


def test_a_formula_whose_result_is_no_text_at_all_is_blank(tmp_path):
    _, problems = counted(tmp_path, '<c r="F2" t="str"><f>IF(1=2,1,"")</f><v></v></c>')
    assert set(problems) == {"completed-undated", "column-missing"}  # there is no column of evidence in it


def test_a_shared_formula_is_told_with_its_text(tmp_path):
    cells = '<c r="E2"><f t="shared" ref="E2:F2" si="3">50+50</f><v>100</v></c><c r="F2"><f t="shared" si="3"/><v>44640</v></c>'
    _, problems = counted(tmp_path, cells)
    assert dict(problems["formula-value"].facts)["formula"] == "=50+50"


def test_our_own_formulas_and_those_of_links_are_no_complaint(tmp_path):
    def do(cells):
        cells.type(evidence=f'=HYPERLINK("{LINK}","ดูที่นี่")')

    tracked, problems = read_back(tmp_path, do)
    assert (tracked.evidence, problems) == ((LINK,), {})


def test_a_formula_among_our_own_is_found_wherever_it_stands(tmp_path):
    def do(cells):
        cells.type(progress="=40+2", remarks='="รอ"&"เงิน"')

    tracked, problems = read_back(tmp_path, do)  # openpyxl saves no results
    assert problems["formula-uncounted"].cell in ("L7", "R7")
    assert tracked.progress is None


@needs_libreoffice
def test_a_formula_that_a_program_has_counted_is_read(tmp_path):
    plan, _, tracking = make(tmp_path)
    cells = Cells(Hands(tracking))
    cells.type(**{**DONE, "progress": "=60+40", "completed_on": "=DATE(2022,3,20)"})
    cells["method"].value = '="เผย"&"แพร่"'
    cells.hands.save(tmp_path / "back.xlsx", SAVED_AT, "")
    saved = saved_by_libreoffice(tmp_path / "back.xlsx", tmp_path / "office")
    tracked, problems = of_item(report(AS_OF, saved, plan=plan))
    assert (tracked.progress, tracked.completed_on) == (100, DAY)
    assert set(problems) == {"formula-value", "issued-changed"}


def test_a_formula_in_a_plan_cell_that_shows_what_was_issued_is_no_complaint(tmp_path):
    rows = '<c r="C2" t="str"><f>"x"</f><v></v></c><c r="E2"><v>100</v></c>'
    _, problems = counted(tmp_path, rows)
    assert not {code for code in problems if code.startswith("formula")}


# --- struck-through text -----------------------------------------------------------------------------------


def test_a_cell_that_is_struck_through_still_counts_and_is_told(tmp_path):
    def do(cells):
        cells["completed_on"].font = Font(strike=True)
        cells["remarks"].font = Font(strike=True)  # blank: nothing is struck

    tracked, problems = read_back(tmp_path, do)
    assert tracked.completed_on == DAY
    assert set(problems) == {"answer-struck"}
    assert problems["answer-struck"].cell == "M7"
    assert "2022-03-20" in message(problems["answer-struck"])


def test_the_part_of_a_text_that_is_struck_through_is_told(tmp_path):
    def do(cells):
        line = InlineFont(strike=True)
        cells["remarks"].value = CellRichText("รอเงิน ", TextBlock(line, "รอพัสดุ"), " แล้ว")

    tracked, problems = read_back(tmp_path, do)
    assert tracked.text("remarks") == "รอเงิน รอพัสดุ แล้ว"
    assert dict(problems["answer-struck"].facts) == {"struck": "รอพัสดุ"}


def test_a_row_that_is_struck_through_is_told_at_its_title(tmp_path):
    def do(cells):
        cells["title"].font = Font(strike=True)
        cells["method"].font = Font(strike=True)

    tracked, problems = read_back(tmp_path, do, keep=False)
    assert problems["answer-struck"].column == "title"
    assert tracked.status is Status.NOT_STARTED


@needs_libreoffice
def test_what_libreoffice_saves_is_struck_through_only_where_a_person_did_it(tmp_path):
    plan, _, tracking = make(tmp_path)
    cells = Cells(Hands(tracking))
    cells.type(**DONE, remarks="รอ")
    cells["progress"].font = Font(strike=True)
    cells["remarks"].value = CellRichText("รอเงิน ", TextBlock(InlineFont(strike=True), "รอพัสดุ"))
    cells.hands.save(tmp_path / "back.xlsx", SAVED_AT, "")
    saved = saved_by_libreoffice(tmp_path / "back.xlsx", tmp_path / "office")
    result = report(AS_OF, saved, plan=plan)
    struck = [problem for problem in result.problems if problem.code == "answer-struck"]
    assert [(each.cell, dict(each.facts)["struck"]) for each in struck] == [("L7", "100"), ("R7", "รอพัสดุ")]


# --- what is typed -----------------------------------------------------------------------------------------

TYPED = [
    # what is typed, what becomes of it, the codes of what is told
    ({"progress": "100"}, {"progress": 100}, set()),
    ({"progress": "๑๐๐ %"}, {"progress": 100}, set()),
    ({"status": "100%"}, {}, set()),
    ({"completed_on": "44640"}, {"completed_on": DAY}, {"date-serial"}),
    ({"completed_on": "25650320"}, {"completed_on": DAY}, set()),
    ({"completed_on": 25650320}, {"completed_on": DAY}, set()),
    ({"reporter": 1234, "remarks": 0.5}, {"reporter": "1234", "remarks": "0.5"}, set()),
    ({"remarks": True}, {"remarks": "TRUE"}, set()),
    ({"remarks": " ", "progress": "\u200b", "reporter": "\u00a0\ufeff"}, {"remarks": None, "progress": None, "reporter": None}, set()),
    ({"status": " ดำเนินการ\u200bแล้ว\nเสร็จ "}, {}, set()),
    ({"remarks": "บรรทัดแรก\r\nบรรทัดสอง\u200b"}, {"remarks": "บรรทัดแรก\nบรรทัดสอง"}, set()),
    ({"evidence": f"{LINK}\n{LINK}b , {LINK}c"}, {"evidence": (LINK, f"{LINK}b", f"{LINK}c")}, set()),
    ({"evidence": f"ดูที่ {LINK} และ www.thotsop.example/x"}, {"evidence": (LINK, "https://www.thotsop.example/x")}, set()),
    ({"remarks": "#REF!"}, {"remarks": None}, {"cell-error"}),
    ({"progress": "#N/A"}, {"progress": None}, {"cell-error"}),
    ({"evidence": CellRichText("หน้า ", TextBlock(InlineFont(b=True), LINK))}, {"evidence": (LINK,)}, set()),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "expected", "codes"), TYPED, ids=lambda each: str(each)[:40])
def test_what_is_typed_is_read_as_it_is_meant(tmp_path, typed, expected, codes):
    tracked, problems = read_back(tmp_path, lambda cells: cells.type(**typed))
    assert tracked.status is Status.COMPLETED
    assert {key: tracked.answers[key] for key in expected} == expected
    assert set(problems) == codes


BEHIND = [
    # the text, the target behind it, the addresses that count, the codes of what is told
    ("ดูที่นี่", LINK, (LINK,), set()),
    (LINK, LINK, (LINK,), set()),
    (f"{LINK}/", LINK.replace("https", "http"), (LINK.replace("https", "http"),), set()),
    (f"{LINK}/other", LINK, (LINK, f"{LINK}/other"), {"link-mismatch"}),
    (f"{LINK}\n{LINK}b", LINK, (LINK, f"{LINK}b"), set()),
    ("รูปภาพ", "file:///C:/งาน/o2.jpg", (), {"evidence-on-computer"}),
]


@pytest.mark.parametrize(("text", "target", "addresses", "codes"), BEHIND)
def test_the_target_behind_a_text_counts(tmp_path, text, target, addresses, codes):
    tracked, problems = read_back(tmp_path, lambda cells: cells.hands.link(UNIT, ITEM, target, text))
    assert (tracked.evidence, set(problems)) == (addresses, codes)
