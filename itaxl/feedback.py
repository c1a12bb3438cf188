"""The folder of feedback: for each returned file with something to mend a workbook, and a text to paste into a chat.

Only what is ours is ever replaced or taken away: a feedback workbook says what it is, and the text beside one is ours.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from itaxl.core.feedback import Feedback, chat_text, feedback_of
from itaxl.core.feedbacknames import feedback_names
from itaxl.core.problems import CannotGoOn, Problem, Word
from itaxl.core.report import Report
from itaxl.core.systemerrors import why
from itaxl.files import Source, check_outputs, links_from, real_path

Write = Callable[[Path, Callable[[Path], None]], Path]
"""Writes a file beside its place and moves it in; gives where it went."""

Pair = tuple[Path, Path]
"""The workbook and the text on one returned file."""


def write_all(report: Report, found: Collection[Source], folder: Path, write: Write, *, force: bool) -> list[Problem]:
    """Writes the feedback into the folder; gives what is to be told of it.

    With `force`, what an earlier run of ours wrote on these files is replaced, or taken away where nothing is left to
    mend. Raises CannotGoOn, before anything is written, when a file is in the way.
    """
    names = feedback_names([file.file for file in report.files])
    pairs = {file: (folder / f"{name}.xlsx", folder / f"{name}.txt") for file, name in names.items()}
    _check(pairs, (source.path for source in found), force=force)
    links = links_from(found, folder / "x")
    written: set[str] = set()
    for feedback in feedback_of(report):
        _write_pair(feedback, pairs[feedback.file], links, write)
        written.add(feedback.file)
    told = list(_take_away({file: pair for file, pair in pairs.items() if file not in written}))
    code = "done-feedback" if written else "feedback-none"
    return [*told, Problem(code, found=str(folder), facts=(("count", str(len(written))),))]


def _check(pairs: Mapping[str, Pair], inputs: Iterable[Path], *, force: bool) -> None:
    there = {pair[0]: [path for path in pair if _exists(path)] for pair in pairs.values()}
    in_the_way = [workbook for workbook, paths in there.items() if paths]
    for workbook, is_ours in zip(in_the_way, _are_ours(in_the_way) if in_the_way else (), strict=True):
        if not is_ours:
            raise CannotGoOn(Problem("feedback-in-the-way", found=str(there[workbook][0])))
    ours = {real_path(path) for paths in there.values() for path in paths}
    outputs = [path for pair in pairs.values() for path in pair]
    check_outputs(outputs, (path for path in inputs if real_path(path) not in ours), force=force)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise CannotGoOn(Problem("output-unwritable", found=str(path), facts=(("why", why(error)),))) from None


def _are_ours(workbooks: Sequence[Path]) -> Iterator[bool]:
    from itaxl.excel.worker import read_apart

    for returned in read_apart((workbook, workbook.name) for workbook in workbooks):
        yield returned.skipped is not None and ("kind", Word.FEEDBACK) in returned.skipped.facts


def _write_pair(feedback: Feedback, pair: Pair, links: Mapping[str, str], write: Write) -> None:
    """The workbook first: a text without one would not be known as ours."""
    from itaxl.excel.feedback_writer import write_feedback

    workbook = write(pair[0], lambda place: write_feedback(feedback, place, links))
    text = chat_text(feedback, workbook.name)
    write(pair[1], lambda place: _write_text(place, text))


def _write_text(place: Path, text: str) -> None:
    place.write_text(text, encoding="utf-8-sig", newline="")  # with a mark, for the Notepad of an old Windows


def _take_away(pairs: Mapping[str, Pair]) -> Iterator[Problem]:
    """Removes what an earlier run said of files that have nothing to mend any more."""
    for file, (workbook, text) in pairs.items():
        if workbook.exists():
            try:
                text.unlink(missing_ok=True)
                workbook.unlink()
            except OSError as error:
                facts = (("why", why(error)),)
                raise CannotGoOn(Problem("output-unwritable", found=str(workbook), facts=facts)) from None
            yield Problem("feedback-removed", file, found=workbook.name)
