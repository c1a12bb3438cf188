"""What each command does: reads, has the core work, writes. Each gives the exit status 0 or 1, or raises CannotGoOn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from itaxl import catalogues
from itaxl.calls import Call
from itaxl.core import planlayout
from itaxl.core.deadlines import State
from itaxl.core.filenames import readable
from itaxl.core.onconflict import OnConflict
from itaxl.core.problems import CannotGoOn, Fact, Problem
from itaxl.core.report import Report
from itaxl.core.returns import Return
from itaxl.core.sentences import Severity, severity
from itaxl.core.statuses import Status
from itaxl.files import (
    Source,
    check_outputs,
    check_text,
    check_workbook,
    check_writable,
    find_sources,
    links_from,
    make_folder,
    others_in,
    real_path,
)
from itaxl.outputs import NO_FORMS, Forms, template_filler, write_csv, write_json, write_memo
from itaxl.replacing import check_plan_replaceable, check_replaceable
from itaxl.roundreport import begin_reading, read_plan, read_report
from itaxl.terminal import list_findings, list_problems, tell

if TYPE_CHECKING:
    from itaxl.excel.worker import Readers

SHOWN_PROBLEMS = 20  # how many consolidate lists; check lists all


def new(call: Call, path: Path, year: int, agency: str, *, force: bool = False) -> int:
    """A plan workbook to fill in, for a fiscal year (BE)."""
    from itaxl.core.drafts import PlanDraft, public_holidays, usable_year
    from itaxl.excel.plan_writer import write_plan

    fiscal_year = usable_year(year)
    check_workbook(path)
    check_outputs([path], [], force=force)
    check_plan_replaceable(path)
    draft = PlanDraft(fiscal_year, {"agency": agency}, holidays=public_holidays(fiscal_year))
    written = call.write(path, lambda place: write_plan(draft, place, call.today))
    tell(Problem("done-new", found=str(written), facts=(("year", str(fiscal_year)),)), call.language)
    if catalogues.load(fiscal_year) is None:
        tell(Problem("catalogue-not-shipped", found=str(fiscal_year)), call.language)
    return 0


def issue(
    call: Call, plan_path: Path, output: Path, split: Path | None, round_number: int | None,
    previous_path: Path | None = None, *, force: bool = False,
) -> int:  # fmt: skip
    """The tracking workbook, and with `split` one file per unit, with the last answers of an earlier summary."""
    from itaxl.core.issuing import issue as issue_plan
    from itaxl.core.layout import sheet_titles
    from itaxl.core.previous import check_previous
    from itaxl.core.told import prefilled_told
    from itaxl.excel.tracking_writer import write_tracking
    from itaxl.excel.worker import Readers

    check_workbook(output)
    with Readers() as readers:
        plan, problems = readers.plan(plan_path)
        previous = readers.summary(previous_path) if previous_path else None
    if previous:
        check_previous(previous, plan.settings, call.today)
    issued = issue_plan(plan, round_number, previous)
    titles = sheet_titles([unit.short for unit in issued.units])
    own_files: dict[str, Path] = {}
    if split is not None:
        if real_path(split) == real_path(output):
            raise CannotGoOn(Problem("output-double", found=str(split)))
        make_folder(split)
        own_files = {
            short: split / f"{_file_name(titles[short])}.xlsx" for short, shares in issued.shares.items() if shares
        }
    check_outputs([output, *own_files.values()], _given(plan_path, previous_path), force=force)
    check_replaceable([output, *own_files.values()])
    list_problems(problems, call.language)
    written = call.write(output, lambda place: write_tracking(issued, place, call.today))
    units = sum(shares > 0 for shares in issued.shares.values())
    facts = (("units", str(units)), ("actions", str(len(issued.actions))))
    tell(Problem("done-issue", found=str(written), facts=facts), call.language)
    if previous:
        tell(prefilled_told(previous, issued), call.language)
    for short, path in own_files.items():
        call.write(path, partial(write_tracking, issued, as_of=call.today, units=[short]))
    if split is not None:
        tell(Problem("done-split", found=str(split), facts=(("count", str(len(own_files))),)), call.language)
    return _status(problems)


def check(
    call: Call, readers: Readers, sources: Sequence[Path], plan: Path | None, as_of: str | None,
    json_path: Path | None, feedback: Path | None, *, force: bool = False,
) -> int:  # fmt: skip
    """Lists the problems of returned files, and on request writes for each what its unit is to mend."""
    found = find_sources(sources)
    others = _others(call, sources, found, plan, _given(json_path))
    check_outputs(_given(json_path), _inputs(found, plan), force=force)
    _check_texts(json_path)
    if feedback is not None:
        make_folder(feedback)
    returns = begin_reading(call, readers, found)
    report = read_report(call, readers, returns, read_plan(readers, plan), as_of, others=others)
    told = _write_feedback(call, report, found, feedback, force=force)
    write_json(call, report, json_path)
    own, of_plan = _apart(report.problems, plan)
    list_problems(own, call.language)
    _tell_plan(call, of_plan, plan)
    counts = Counter(severity(problem) for problem in report.problems)
    facts = {"files": len(report.files), "errors": counts[Severity.ERROR], "warnings": counts[Severity.WARNING]}
    facts["infos"] = counts[Severity.INFO]
    code = "done-check" if report.problems else "done-clean"
    for problem in (Problem(code, facts=tuple((name, str(number)) for name, number in facts.items())), *told):
        tell(problem, call.language)
    return _status(report.problems)


def consolidate(
    call: Call, readers: Readers, sources: Sequence[Path], output: Path, plan: Path | None, as_of: str | None,
    json_path: Path | None, csv_path: Path | None, forms: Forms = NO_FORMS, *,
    on_conflict: OnConflict = "newest", previous: Path | None = None, force: bool = False,
) -> int:  # fmt: skip
    """The summary workbook of returned files, and on request JSON, CSV and the office's forms."""
    from itaxl.core.told import changes_told

    check_workbook(output)
    forms.check()
    found = find_sources(sources)
    outputs = _given(output, json_path, csv_path, forms.memo, forms.filled)
    others = _others(call, sources, found, plan, outputs)
    inputs = [source for source in found if not _is_our_last(source, output)]
    read = [*_inputs(inputs, plan), *_given(previous, forms.template)]
    check_outputs(outputs, read, force=force)
    _check_texts(json_path, csv_path)
    fill = template_filler(call, forms)
    returns = begin_reading(call, readers, found)
    from itaxl.excel.summary_writer import write_summary  # loaded while they are read

    report = read_report(call, readers, returns, read_plan(readers, plan), as_of, on_conflict, previous, others)
    links = links_from(found, output)
    written = call.write(output, lambda place: write_summary(report, place, links))
    write_json(call, report, json_path)
    write_csv(call, report, csv_path)
    write_memo(call, report, forms.memo)
    told = fill(report)
    own, of_plan = _apart(report.problems, plan)
    serious = [problem for problem in own if severity(problem) is not Severity.INFO]
    list_problems(serious[:SHOWN_PROBLEMS], call.language)
    if len(serious) > SHOWN_PROBLEMS:
        count = str(len(serious) - SHOWN_PROBLEMS)
        tell(Problem("more-problems", facts=(("count", count),)), call.language)
    _tell_plan(call, of_plan, plan)
    if not found:
        tell(Problem("nothing-found", found=_named(sources)), call.language)
    if report.previous:
        tell(changes_told(report, report.previous), call.language)
    _tell_totals(call, report, written)
    return _status([*report.problems, *told])


def demo(call: Call, folder: Path) -> int:
    """The Na Khok round in a folder; running it again replaces what it wrote."""
    from itaxl.demo import play

    played = play(folder, call.write, call.language)
    _tell_totals(call, played.report, played.summary)
    facts = (("returns", str(played.returns)),)
    tell(Problem("done-demo", found=str(folder), facts=facts), call.language)
    return 0


def doctor(call: Call, plan_path: Path | None) -> int:
    """Whether this machine, the plan and its mail settings are fit for the round."""
    from itaxl.doctor import examine

    findings = examine(plan_path, call.today, check_writable)
    list_findings(findings, call.language)
    counts = Counter(severity(finding) for finding in findings)
    facts = (("errors", str(counts[Severity.ERROR])), ("warnings", str(counts[Severity.WARNING])))
    well = "doctor-well" if plan_path else "doctor-machine-well"
    tell(Problem("doctor-done" if any(int(count) for _, count in facts) else well, facts=facts), call.language)
    return _status(findings)


# --- what they share ---------------------------------------------------------------------------------------


def _others(
    call: Call, sources: Sequence[Path], found: Sequence[Source], plan: Path | None, outputs: Sequence[Path]
) -> list[Return]:
    """What lies in the sources and is not read.

    Raises CannotGoOn, after telling it, when there is nothing else and no plan.
    """
    others = others_in(sources, outputs)
    if not found and plan is None:
        list_problems([reason for each in others if (reason := each.refused or each.skipped)], call.language)
        raise CannotGoOn(Problem("nothing-returned", found=_named(sources)))
    return others


def _apart(problems: Sequence[Problem], plan: Path | None) -> tuple[list[Problem], list[Problem]]:
    """(what is to be listed, what the plan's own cells say again in every run and doctor lists)."""
    own: list[Problem] = []
    of_plan: list[Problem] = []
    for problem in problems:
        about_plan = plan is not None and problem.file == readable(plan.name) and problem.sheet in planlayout.SHEETS
        known = about_plan and severity(problem) is not Severity.ERROR and problem.code != "plan-setting-changed"
        (of_plan if known else own).append(problem)
    return own, of_plan


def _tell_plan(call: Call, problems: Sequence[Problem], plan: Path | None) -> None:
    if problems:
        tell(Problem("plan-notes", found=str(plan), facts=(("count", str(len(problems))),)), call.language)


def _named(sources: Sequence[Path]) -> str:
    return ", ".join(map(str, sources))


def _tell_totals(call: Call, report: Report, written: Path) -> None:
    facts: dict[str, Fact] = {
        "as_of": report.as_of,
        "actions": str(report.totals.actions),
        "completed": str(report.totals.statuses[Status.COMPLETED]),
        "overdue": str(report.totals.states[State.OVERDUE]),
        "silent": str(len(report.silent_units)),
    }
    tell(Problem("done-consolidate", found=str(written), facts=tuple(facts.items())), call.language)


def _write_feedback(
    call: Call, report: Report, found: Sequence[Source], folder: Path | None, *, force: bool
) -> list[Problem]:
    from itaxl.feedback import write_all

    return write_all(report, found, folder, call.write, force=force) if folder is not None else []


def _is_our_last(source: Source, output: Path) -> bool:
    """True for a summary of ours that lies among the sources and is to be replaced: any other source is not."""
    from itaxl.excel.worker import read_apart

    if source.path != real_path(output):
        return False
    return any(returned.skipped for returned in read_apart([(source.path, source.name)]))


def _inputs(found: Sequence[Source], plan: Path | None) -> Iterator[Path]:
    yield from (source.path for source in found)
    if plan is not None:
        yield plan


def _check_texts(*paths: Path | None) -> None:
    for path in _given(*paths):
        check_text(path)


def _given(*paths: Path | None) -> list[Path]:
    return [path for path in paths if path is not None]


def _file_name(title: str) -> str:
    """A sheet's name as a file's: without what Windows refuses."""
    return "".join("_" if letter in '<>"|' else letter for letter in title).rstrip(". ")


def _status(problems: Sequence[Problem]) -> int:
    return int(any(severity(problem) is Severity.ERROR for problem in problems))
