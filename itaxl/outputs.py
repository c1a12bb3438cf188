"""What is written on request beside the summary: JSON, CSV, the memo, the office's own template."""

import csv
import json
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from itaxl.calls import Call
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.report import Report
from itaxl.files import check_document, check_workbook
from itaxl.terminal import list_problems, tell


class Forms(NamedTuple):
    """The office's forms that are written on request: the memo as a Word file, and its own template, filled."""

    memo: Path | None = None
    template: Path | None = None
    filled: Path | None = None

    def check(self) -> None:
        """Raises CannotGoOn for a form that would have another kind of file's name, or a template without output."""
        if self.memo:
            check_document(self.memo)
        if self.filled:
            check_workbook(self.filled)
        if (self.template is None) != (self.filled is None):
            raise CannotGoOn(Problem("template-needs-output"))


NO_FORMS = Forms()


def write_json(call: Call, report: Report, path: Path | None) -> None:
    """The whole report as JSON, its texts in the call's language."""
    from itaxl.core.reportdata import report_data

    if path is not None:
        text = json.dumps(report_data(report, call.language), ensure_ascii=False, indent=1)
        call.write(path, lambda place: _write_text(place, text + "\n"))


def write_csv(call: Call, report: Report, path: Path | None) -> None:
    """Every action as CSV, with the mark by which Excel knows UTF-8."""
    from itaxl.core.reportdata import csv_rows

    if path is not None:
        text = StringIO(newline="")
        csv.writer(text).writerows(csv_rows(report))
        call.write(path, lambda place: _write_text(place, "\ufeff" + text.getvalue()))


def write_memo(call: Call, report: Report, path: Path | None) -> None:
    """The memo as a Word file."""
    if path is not None:
        from itaxl import word  # lxml and python-docx: only who asks for the memo pays for them
        from itaxl.core.memo import memo

        parts, agency = memo(report), report.settings.agency
        written = call.write(path, lambda place: word.write_memo(parts, place, agency, report.as_of))
        tell(Problem("done-memo", found=str(written)), call.language)


def template_filler(call: Call, forms: Forms) -> Callable[[Report], Sequence[Problem]]:
    """Looks into the office's template and tells what would be lost of it; gives what fills it and tells of that, and
    whose result is all that was told."""
    if forms.template is None or forms.filled is None:
        return lambda report: ()
    from itaxl.excel import template as templates  # openpyxl: only who has a template pays for it

    template, filled = templates.open_template(forms.template), forms.filled
    list_problems(template.problems, call.language)

    def fill(report: Report) -> Sequence[Problem]:
        told: list[Problem] = []
        written = call.write(filled, lambda place: told.extend(templates.fill(template, report, place)))
        for problem in (Problem("done-filled", found=str(written)), *told):
            tell(problem, call.language)
        return [*template.problems, *told]

    return fill


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")
