"""Text that begins like a formula, in every text field of a plan and of a return, is plain text in every output."""

import csv
import datetime as dt

import openpyxl
import pytest

from itaxl.cli import main
from itaxl.core import planlayout
from itaxl.core.layout import ANSWERS, BY_KEY
from itaxl.excel.hands import Hands
from itaxl.excel.plan_writer import write_plan
from itaxl.excel.template_writer import write_template
from tests.office import all_saved_by_libreoffice, needs_libreoffice
from tests.rounds import ISSUED_ON, SAVED_AT, draft

BEGINNINGS = ["=", "+", "-", "@", "\t=", "\r=", "＝", "＋", "－", "＠"]
MARK = "1+1*cmd"  # what every text of ours goes on with
NASTY = [f"{beginning}{MARK}" for beginning in BEGINNINGS]
RUN = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


COLUMNS = {name: [column.key for column in sheet.columns] for name, sheet in planlayout.SHEETS.items()}


def nasty(place, *, beginning=None):
    """A text of this place, each place with another beginning."""
    return f"{beginning or BEGINNINGS[place % len(BEGINNINGS)]}{MARK}{place}"


def nasty_plan(path):
    """A plan in which every free text begins like a formula."""
    planned = draft(
        agency=nasty(0), department=nasty(1), phone=nasty(2), website=nasty(3), recipients=nasty(4), mail_host=nasty(5),
        mail_security=nasty(6), mail_sender=nasty(7),
    )  # fmt: skip
    units = tuple(
        {**unit, "full": nasty(place), "coordinator": nasty(place + 1), "phone": nasty(place + 2), "email": nasty(place + 3), "aliases": nasty(place + 9), "note": nasty(place + 4)}
        for place, unit in enumerate(planned.units, 10)
    )  # fmt: skip
    units += ({"short": "=1+1*cmdกอง", "parent": nasty(20)}, {"short": "@1+1*cmdกอง"})
    measures = tuple(
        {**measure, "title": nasty(place), "method": nasty(place + 1), "follow_up": nasty(place + 2), "note": nasty(place + 3)}
        for place, measure in enumerate(planned.measures, 40)
        if measure["item" if "item" in measure else "title"] != "ต้องยืนยัน"
    )  # fmt: skip
    measures += ({"item": "O3", "title": nasty(60), "units": "=1+1*cmdกอง/@1+1*cmdกอง"},)
    measures += ({key: nasty(place) for place, key in enumerate(COLUMNS[planlayout.MEASURES], 61)},)
    signers = ({"name": nasty(70), "position": nasty(71)},)
    holidays = {dt.date(2022, 4, 6): nasty(72)}
    planned = planned._replace(units=units, measures=measures, signers=signers, holidays=holidays)
    write_plan(planned, path, ISSUED_ON)


def nasty_return(tracking, path):
    """Every answer, and every text of an added action, begins like a formula; so do sheet, file and who saved it."""
    hands = Hands(tracking)
    for name in list(hands._book.sheetnames):
        sheet = hands.sheet(name)
        if sheet.sheet_state != "visible" or not any(
            cell.value == "due_on" for row in sheet.iter_rows() for cell in row
        ):
            continue
        first = hands._header(name) + 2
        for row in range(first, first + 4):
            for place, key in enumerate(("title", "method", "follow_up", "item", *ANSWERS), row):
                cell = sheet.cell(row, hands.column(name, key))
                if cell.value is None:
                    cell.value, cell.data_type = nasty(place), "s"
        sheet.title = f"{name[:20]}" if name.startswith(RUN) else f"-{name[:20]}"
    hands.save(path, SAVED_AT, nasty(80, beginning="="))


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """Every workbook that we write in such a round, by name, and the other files."""
    folder = tmp_path_factory.mktemp("injection")
    nasty_plan(folder / "plan.xlsx")
    (folder / "returns").mkdir()
    run = [str(folder / "returns"), "--plan", str(folder / "plan.xlsx"), "--as-of", "10/5/65"]
    assert main(
        ["issue", str(folder / "plan.xlsx"), "-o", str(folder / "t.xlsx"), "--split", str(folder / "split")]
    ) in (0, 1)
    nasty_return(folder / "t.xlsx", folder / "returns" / "=1+1*cmd.xlsx")
    (folder / "returns" / "+1+1*cmd.xlsx").write_bytes(b"")
    assert main(["check", *run, "--feedback", str(folder / "feedback")]) == 1
    write_template(folder / "office.xlsx", ISSUED_ON)
    forms = ["--template", str(folder / "office.xlsx"), "--filled", str(folder / "filled.xlsx")]
    forms += ["--memo", str(folder / "memo.docx"), "--csv", str(folder / "a.csv")]
    assert main(["consolidate", *run, "-o", str(folder / "summary.xlsx"), *forms]) == 1
    return folder


def workbooks(folder):
    return [
        folder / "plan.xlsx",
        folder / "t.xlsx",
        folder / "summary.xlsx",
        folder / "filled.xlsx",
        *folder.glob("split/*.xlsx"),
        *folder.glob("feedback/*.xlsx"),
    ]


def cells(path):
    return [
        cell
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]


def columns_tried(path, sheet, headers):
    """Those of the headers under which a text begins like a formula."""
    grid = openpyxl.load_workbook(path)[sheet]
    return {
        head.value
        for row in grid.iter_rows()
        for head in row
        if head.value in headers
        and any(MARK in str(grid.cell(below, head.column).value) for below in range(head.row + 1, grid.max_row + 1))
    }


def test_every_text_field_of_plan_and_return_is_tried(outputs):
    for sheet in planlayout.SHEETS.values():
        if sheet.name not in (planlayout.UNITS, planlayout.MEASURES, planlayout.SIGNERS):
            continue
        headers = {column.header for column in sheet.columns}
        assert columns_tried(outputs / "plan.xlsx", sheet.name, headers) == headers
    returned = outputs / "returns" / "=1+1*cmd.xlsx"
    headers = {BY_KEY[key].header for key in ANSWERS}
    sheets = [sheet.title for sheet in openpyxl.load_workbook(returned) if sheet.title.startswith(RUN)]
    assert headers in [columns_tried(returned, sheet, headers) for sheet in sheets]


def test_all_workbooks_hold_such_text_as_text(outputs):
    assert len(workbooks(outputs)) >= 10
    for path in workbooks(outputs):
        found = [cell for cell in cells(path) if str(cell.value).startswith(RUN) and MARK in str(cell.value)]
        formulas = [cell for cell in cells(path) if cell.data_type == "f"]
        assert not [cell.value for cell in formulas if str(cell.value).startswith(tuple(NASTY))]
        assert all(cell.data_type == "s" for cell in found if cell not in formulas), path.name
        assert [cell for cell in found if cell not in formulas], path.name
        links = [cell.hyperlink.target or "" for cell in cells(path) if cell.hyperlink]
        assert not [link for link in links if link.startswith(RUN)]


def test_feedback_has_no_formula_at_all(outputs):
    feedback = list(outputs.glob("feedback/*.xlsx"))
    assert len(feedback) == 2
    assert not [cell for path in feedback for cell in cells(path) if cell.data_type == "f"]


def test_no_field_of_the_csv_begins_like_a_formula(outputs):
    with (outputs / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        fields = [field for row in csv.reader(file) for field in row]
    assert sum(MARK in field for field in fields) > 50
    assert not [field for field in fields if field.lstrip(" \n").startswith(RUN)]


def test_no_line_of_a_chat_begins_like_a_formula(outputs):
    texts = [path.read_text("utf-8-sig") for path in outputs.glob("feedback/*.txt")]
    assert any(MARK in text for text in texts)
    assert not [line for text in texts for line in text.splitlines() if line.startswith(RUN)]


@needs_libreoffice
def test_libreoffice_shows_the_text(outputs, tmp_path):
    written = [outputs / "summary.xlsx", outputs / "filled.xlsx", *outputs.glob("feedback/*.xlsx")]
    for before, after in zip(written, all_saved_by_libreoffice(written, tmp_path / "office"), strict=True):
        # A carriage return stands escaped in the file, as the format wants it.
        theirs = [cell for cell in cells(after) if MARK in str(cell.value) and cell.data_type == "s"]
        ours = [cell for cell in cells(before) if MARK in str(cell.value) and cell.data_type == "s"]
        assert ["".join(cell.value.split()) for cell in theirs] == [
            "".join(cell.value.replace("_x000D_", "").split()) for cell in ours
        ]
