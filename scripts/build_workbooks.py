"""Builds `workbooks/` again: blank plans of the shipped years, a template, the Na Khok round with its summary."""

import datetime as dt
import sys
from pathlib import Path

from itaxl import catalogues
from itaxl.core.drafts import PlanDraft, public_holidays
from itaxl.demo import MARK, play
from itaxl.excel.plan_writer import write_plan
from itaxl.excel.template_writer import write_template
from itaxl.files import write_output

WORKBOOKS = Path(__file__).resolve().parent.parent / "workbooks"


def build(folder: Path) -> None:
    """Writes everything into the folder."""
    for year in catalogues.years():
        draft = PlanDraft(year, holidays=public_holidays(year))
        first_day = dt.date(year - 544, 10, 1)  # any fixed day: the same plan gives the same file
        write_output(folder / f"blank-plan-{year}.xlsx", lambda path: write_plan(draft, path, first_day))  # noqa: B023
    write_output(folder / "office-template.xlsx", lambda path: write_template(path, dt.date(2022, 1, 1)))
    play(folder / "nakhok", write_output)
    (folder / "nakhok" / MARK).write_text("")  # what is shipped lists no digests: they depend on the machine's zlib


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else WORKBOOKS)
