"""Writes the summary workbook: one page for the executive, and behind it every action, item, problem and file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from itaxl.core.calendar import thai_date
from itaxl.core.carriedsummary import summary_rows
from itaxl.core.memo import memo
from itaxl.core.report import Report
from itaxl.excel.book import Book
from itaxl.excel.hidden import write_hidden
from itaxl.excel.summary_changes import write_changes
from itaxl.excel.summary_items import write_items
from itaxl.excel.summary_memo import write_memo
from itaxl.excel.summary_oit import write_oit
from itaxl.excel.summary_overdue import write_overdue
from itaxl.excel.summary_page import write_page
from itaxl.excel.summary_returns import write_conflicts, write_files
from itaxl.excel.summary_sheets import write_actions, write_problems


def write_summary(report: Report, path: Path, sources: Mapping[str, str] | None = None) -> None:
    """Writes the summary to `path`; `sources` gives each returned file's address relative to it, for links."""
    settings = report.settings
    title = f"สรุป ITA {settings.fiscal_year} {settings.agency} ณ {thai_date(report.as_of)}"
    book = Book(path, title, settings.agency, report.as_of, thai_digits=settings.thai_digits)
    links = sources or {}
    write_page(book, report)
    write_overdue(book, report)
    write_actions(book, report, links)
    write_items(book, report)
    write_problems(book, report, links)
    write_conflicts(book, report, links)
    write_changes(book, report)
    write_files(book, report, links)
    write_oit(book, report)
    write_memo(book, memo(report))
    write_hidden(book, summary_rows(report))
    book.close()
