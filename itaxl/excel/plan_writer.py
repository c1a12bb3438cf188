"""Writes a plan workbook that a planner can fill in without a manual."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

from itaxl import catalogues
from itaxl.core import planlayout
from itaxl.core.calendar import in_year
from itaxl.core.carried import PLAN
from itaxl.core.codes import Survey
from itaxl.core.drafts import DraftRow, PlanDraft
from itaxl.core.layout import FORMAT_VERSION
from itaxl.core.planlayout import PlanColumn, PlanSheet, Setting, SettingKind
from itaxl.core.records import Catalogue
from itaxl.excel.book import Book, Sheet, printed, quoted
from itaxl.excel.hidden import write_hidden
from itaxl.excel.styles import A3, A4

ITEM_LIST = "รายชื่อข้อ"  # a sheet to look codes up in; not read
_HEADER = 3  # the header's row, counted from 0
_OPEN_ROWS = {
    planlayout.UNITS: 40,
    planlayout.MEASURES: 120,
    planlayout.HOLIDAYS: 30,
    planlayout.LAST_ITEMS: 60,
    planlayout.SIGNERS: 8,
    planlayout.CATALOGUE: 60,
}
_FROZEN = {planlayout.UNITS: 1, planlayout.MEASURES: 4}  # columns that stay in view
_MORE_ROWS = 5  # at least so many open rows below what is prefilled


def write_plan(draft: PlanDraft, path: Path, as_of: dt.date) -> None:
    """Writes the draft as a plan workbook; `as_of` is the date that the file gives as its own."""
    shipped = catalogues.load(draft.fiscal_year)
    agency = str(draft.settings.get("agency", ""))
    book = Book(path, f"แผนยกระดับ ITA {draft.fiscal_year} {agency}", agency or "itaxl", as_of)
    rows: Mapping[str, Sequence[DraftRow]] = {
        planlayout.UNITS: draft.units,
        planlayout.MEASURES: draft.measures,
        planlayout.HOLIDAYS: [{"name": name} for name in draft.holidays.values()],
        planlayout.LAST_ITEMS: [{"item": item.code, "title": item.title} for item in shipped.items] if shipped else [],
        planlayout.SIGNERS: draft.signers,
    }
    for spec in planlayout.SHEETS.values():
        if spec.name == planlayout.CATALOGUE and shipped:
            continue
        sheet = _sheet(book, spec, draft)
        if spec.name == planlayout.SETTINGS:
            _settings(book, sheet, draft)
        else:
            _table(book, sheet, spec, rows.get(spec.name, ()), draft.fiscal_year)
    for offset, day in enumerate(draft.holidays, 1):
        sheet = book.workbook.get_worksheet_by_name(planlayout.HOLIDAYS)
        sheet.write_datetime(_HEADER + offset, 0, day, book.style("open_date"))
    if shipped:
        _item_list(book, draft.fiscal_year)
    _names(book, shipped, draft)
    write_hidden(book, (("itaxl", PLAN), ("format", str(FORMAT_VERSION))))
    book.close()


def _sheet(book: Book, spec: PlanSheet, draft: PlanDraft) -> Sheet:
    sheet = book.sheet(spec.name)
    for column, each in enumerate(spec.columns):
        sheet.set_column(column, column, each.width)
        sheet.write_string(_HEADER, column, each.header, book.style("header"))
    sheet.set_row_pixels(0, 42)
    sheet.write_string(0, 0, f"แผนยกระดับ ITA ปีงบประมาณ พ.ศ. {draft.fiscal_year}: {spec.name}", book.style("title"))
    sheet.write_string(1, 0, spec.purpose, book.style("lead"))
    sheet.set_row_pixels(_HEADER, 40)
    sheet.freeze_panes(_HEADER + 1, _FROZEN.get(spec.name, 0))
    printed(sheet, str(draft.settings.get("agency", "")), landscape=True, repeat=_HEADER)
    sheet.set_paper(A3 if spec.name in (planlayout.UNITS, planlayout.MEASURES) else A4)
    sheet.fit_to_pages(1, 0)
    return sheet


def _table(book: Book, sheet: Sheet, spec: PlanSheet, rows: Sequence[DraftRow], fiscal_year: int) -> None:
    last = _HEADER + _open_rows(spec.name, len(rows))
    for row in range(_HEADER + 1, last + 1):
        values = rows[row - _HEADER - 1] if row - _HEADER - 1 < len(rows) else {}
        sheet.grow(row, [(values.get(each.key, ""), each.width) for each in spec.columns])
        for column, each in enumerate(spec.columns):
            text, style = values.get(each.key, ""), book.style(_STYLES.get(each.key, "open_text"))
            if text:
                sheet.write_string(row, column, text, style)
            else:
                sheet.write_blank(row, column, None, style)
    for column, each in enumerate(spec.columns):
        sheet.data_validation(_HEADER + 1, column, last, column, _rule(each, fiscal_year))


def _open_rows(sheet: str, filled: int) -> int:
    return max(_OPEN_ROWS[sheet], filled + _MORE_ROWS)


# Text as typed but for numbers and dates, which Excel may make of what is typed.
_STYLES = {"day": "open_date", "score": "open_score"}


def _rule(column: PlanColumn, fiscal_year: int) -> dict[str, object]:
    """A prompt, and a drop-down that offers without refusing: a cell may name several units."""
    prompt = {"input_title": column.header, "input_message": in_year(column.prompt, fiscal_year)}
    sources: dict[str, object] = {
        "surveys": [survey.value for survey in Survey],
        "units": "=unit_names",
        "items": "=item_codes",
    }
    if column.choices:
        return {"validate": "list", "source": sources[column.choices], "show_error": False, **prompt}
    return {"validate": "any", **prompt}


def _settings(book: Book, sheet: Sheet, draft: PlanDraft) -> None:
    values: dict[str, str | float] = {"fiscal_year": draft.fiscal_year, **draft.settings}
    for row, setting in enumerate(planlayout.SETTING_ROWS, _HEADER + 1):
        sheet.write_string(row, 0, setting.name, book.style("text_bold"))
        value = values.get(setting.key, setting.default)
        style = book.style(_SETTING_STYLES.get(setting.kind, "open_value"))
        if value is None or value == "":
            sheet.write_blank(row, 1, None, style)
        elif isinstance(value, str):
            sheet.write_string(row, 1, value, style)
        else:
            sheet.write_number(row, 1, value, style)
        example = in_year(setting.example, draft.fiscal_year)
        beside = f"{example} ({setting.prompt})" if setting.prompt else example
        sheet.write_string(row, 2, beside, book.style("small_box"))
        sheet.grow(row, [(setting.name, _width(0)), (beside, 1.15 * _width(2))])
        sheet.data_validation(row, 1, row, 1, _setting_rule(setting, example))


_SETTING_STYLES = {SettingKind.TEXT: "open_text", SettingKind.PERIOD: "open_text", SettingKind.SCORE: "open_score"}


def _setting_rule(setting: Setting, example: str) -> dict[str, object]:
    """A drop-down where there is a choice, and a prompt."""
    message = f"{setting.prompt} เช่น {example}".strip()
    rule: dict[str, object] = {"input_title": setting.short or setting.name, "input_message": message}
    choices = {
        SettingKind.YES_NO: [planlayout.YES, planlayout.NO],
        SettingKind.SECURITY: list(planlayout.SECURITY_WORDS),
    }
    if setting.kind in choices:
        return {**rule, "validate": "list", "source": choices[setting.kind], "show_error": False}
    return {**rule, "validate": "any"}


def _width(column: int) -> float:
    return planlayout.SHEETS[planlayout.SETTINGS].columns[column].width


def _item_list(book: Book, fiscal_year: int) -> None:
    """The year's items, to look a code up in."""
    catalogue = catalogues.load(fiscal_year)
    sheet = book.sheet(ITEM_LIST)
    columns = (("ข้อ", 8), ("หัวข้อ", 70), ("ตัวชี้วัดที่", 12), ("ตัวชี้วัดย่อย", 14), ("การยืนยัน", 30))
    sheet.write_string(0, 0, f"ข้อของแบบ OIT ปีงบประมาณ พ.ศ. {fiscal_year}", book.style("title"))
    sheet.write_string(1, 0, "สำหรับดูรหัสข้อ โปรแกรมไม่อ่านแผ่นนี้", book.style("lead"))
    for column, (header, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(_HEADER, column, header, book.style("header"))
    for row, item in enumerate(catalogue.items if catalogue else (), _HEADER + 1):
        sheet.write_string(row, 0, item.code, book.style("centre"))
        sheet.write_string(row, 1, item.title, book.style("text"))
        sheet.write_number(row, 2, item.indicator, book.style("centre"))
        sheet.write_string(row, 3, item.sub_indicator, book.style("centre"))
        sheet.write_string(row, 4, "" if item.confirmed else "พบในแหล่งเดียว โปรดตรวจ", book.style("text"))
    sheet.freeze_panes(_HEADER + 1, 0)
    printed(sheet, "", landscape=False, repeat=_HEADER)
    sheet.fit_to_pages(1, 0)


def _names(book: Book, shipped: Catalogue | None, draft: PlanDraft) -> None:
    """What the drop-downs offer, as defined names; that of the units ends with the last one filled in."""
    last = _HEADER + 1 + _open_rows(planlayout.UNITS, len(draft.units))
    units, first = quoted(planlayout.UNITS), _HEADER + 2
    filled = f"{units}!$A${first}:$A${last}"
    book.define("unit_names", f"{units}!$A${first}:INDEX({filled},MAX(1,COUNTA({filled})))")
    count = len(shipped.items) if shipped else _OPEN_ROWS[planlayout.CATALOGUE]
    source = quoted(ITEM_LIST if shipped else planlayout.CATALOGUE)
    book.define("item_codes", f"{source}!$A${first}:$A${first + count - 1}")
