"""What python-calamine does not give of an .xlsx, found in the bytes of its parts."""

from __future__ import annotations

import re
from collections.abc import Container

from itaxl.core import layout
from itaxl.core.asides import Asides, Formula, Remark, Spot
from itaxl.core.cells import spot_of
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.excel.archive import Archive
from itaxl.excel.extents import far_problems, without_far_cells
from itaxl.excel.kinds import relations, relations_name, resolved
from itaxl.excel.marks import Look, Marks
from itaxl.excel.markup import WITHIN, attributes
from itaxl.excel.xlsxcomments import has_comments, people_of, remarks_of
from itaxl.excel.xlsxformulas import formulas_of
from itaxl.excel.xlsxlinks import links_of
from itaxl.excel.xlsxstyles import struck_in_texts, struck_strings, styles_of

_OF_EVERY_BOOK = ("[content_types].xml", "_rels/.rels")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s(" + WITHIN + rb")>")
_OF_ERRORS = re.compile(rb"t\s*+=\s*+[\"']e[\"']")
_ERROR_CELL = re.compile(
    rb"<(?:\w+:)?c\s((?>[^<>]*?\bt\s*+=\s*+[\"']e[\"'])[^<>]*+)(?<!/)>"
    rb"[^<]*+(?:<(?!/?(?:\w+:)?[cv][\s/>])[^<]*+)*+<(?:\w+:)?v(?:\s[^<>]*)?>([^<]*)<"
)


def marks(archive: Archive, main: str, only: Container[str] | None = None) -> Marks:
    """What is found in every sheet, or in these only, when no other will be read; links and what stands beside the
    values only in those that may be a unit's.

    Raises CannotGoOn where two sheets are one part, which would be worked on for each.
    """
    found = Marks.none()
    targets: dict[str, str] = {}
    of_kind: dict[str, str] = {}
    for relation in relations(archive, main):
        part = resolved(main, relation.get("Target", "")).lower()
        targets[relation.get("Id", "")] = of_kind[relation.get("Type", "").rpartition("/")[2]] = part
    strings, styles = of_kind.get("sharedStrings", ""), of_kind.get("styles", "")
    beside = _Beside(archive, main, archive.part(strings), archive.part(styles))
    for tag in _SHEET.finditer(archive.part(main)):
        sheet = attributes(tag[1])
        title = sheet.get("name", "")
        if only is not None and title not in only:
            continue
        part = targets.get(next((value for name, value in sheet.items() if name.endswith(":id")), ""), "")
        if part in found.parts:
            raise CannotGoOn(Problem("file-damaged", archive.file))
        content = _near(archive, part, title, archive.part(strings), found)
        found.errors[title] = _error_cells(content)
        if title not in layout.NOT_UNITS:
            formulas, links = formulas_of(content)
            found.links[title] = links | links_of(content, archive, part)
            found.looks[title], found.asides[title] = beside.of(content, part, formulas)
        else:
            found.asides[title] = Asides(beside.remarks(part))
    for part in (*_OF_EVERY_BOOK, main, relations_name(main), strings, styles):
        if b"sheetData" in archive.part(part):  # python-calamine may take it for a sheet, whatever is said here
            _near(archive, part, part, archive.part(strings), found)
        elif part in archive.parts:
            found.parts[part] = archive.parts[part]
    return found


def _near(archive: Archive, part: str, title: str, strings: bytes, found: Marks) -> bytes:
    """A sheet's XML without the cells far outside, which are told."""
    content, far = without_far_cells(archive.file, archive.part(part), strings)
    found.problems.extend(far_problems(archive.file, title, far))
    if part in archive.parts:
        found.parts[part] = content
    return content


class _Beside:
    """Finds what stands beside the values of a workbook's sheets, and how numbers look."""

    def __init__(self, archive: Archive, main: str, strings: bytes, styles: bytes) -> None:
        self._archive, self._styles, self._strings = archive, styles_of(styles), struck_strings(strings)
        self._people = people_of(archive, main) if has_comments(archive) else None

    def of(self, content: bytes, part: str, formulas: dict[Spot, Formula]) -> tuple[dict[Spot, Look], Asides]:
        looks: dict[Spot, Look] = {}
        struck = struck_in_texts(content, self._strings)
        for spot, style in self._styles.of_cells(content):
            if style in self._styles.looks:
                looks[spot] = self._styles.looks[style]
            if style in self._styles.struck:
                struck[spot] = ""
        return looks, Asides(self.remarks(part), struck, formulas)

    def remarks(self, part: str) -> dict[Spot, tuple[Remark, ...]]:
        """The comments on the cells of a sheet, by the name of its part."""
        return {} if self._people is None else remarks_of(self._archive, part, self._people)


def _error_cells(content: bytes) -> dict[Spot, str]:
    if b"#" not in content:  # every error begins with one, and nothing is found sooner than a single byte
        return {}
    if not _OF_ERRORS.search(content):
        return {}
    found = (
        (attributes(cell[1]).get("r", ""), cell[2].decode("utf-8", "replace")) for cell in _ERROR_CELL.finditer(content)
    )
    return {place: error for address, error in found if (place := spot_of(address))}
