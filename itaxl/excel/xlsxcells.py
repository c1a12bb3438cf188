"""What python-calamine does not give of an .xlsx, found in the bytes of its parts."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping

from itaxl.core import layout
from itaxl.core.asides import Asides, Formula, Remark, Spot
from itaxl.core.cells import spot_of
from itaxl.core.dates import EPOCH_1900, EPOCH_1904
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.excel.archive import Archive
from itaxl.excel.extents import cells_of, far_problems, shown_in, without_far_cells
from itaxl.excel.kinds import Relation, relations
from itaxl.excel.marks import CellMap, Look, Marks
from itaxl.excel.markup import WITHIN, attributes
from itaxl.excel.xlsxanew import written_anew
from itaxl.excel.xlsxcomments import has_comments, people_of, remarks_of
from itaxl.excel.xlsxformulas import formulas_of
from itaxl.excel.xlsxlinks import links_of
from itaxl.excel.xlsxstyles import struck_in_texts, struck_strings, styles_of

_BEGINS_SHEET = re.compile(rb"<(?:[^\s<>/]*:)?sheet(?=[\s/>])")
_SHEET = re.compile(_BEGINS_SHEET.pattern + rb"(" + WITHIN + rb")>")
_NO_TABLES = ("chartsheet", "dialogsheet")  # kinds of sheets that hold none, if they are what they say
_COUNTS_FROM_1904 = re.compile(rb"<(?:\w+:)?workbookPr\s[^<>]*?\bdate1904\s*+=\s*+[\"'](?:1|true)[\"']")
_OF_ERRORS = re.compile(rb"t\s*+=\s*+[\"']e[\"']")
_ERROR_CELL = re.compile(
    rb"<(?:\w+:)?c\s((?>[^<>]*?\bt\s*+=\s*+[\"']e[\"'])[^<>]*+)(?<!/)>"
    rb"[^<]*+(?:<(?!/?(?:\w+:)?[cv][\s/>])[^<]*+)*+<(?:\w+:)?v(?:\s[^<>]*)?>([^<]*)<"
)
_ANY_ERROR = b"#VALUE!"
_KNOWN_ERRORS = frozenset((_ANY_ERROR, b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!"))


def marks(archive: Archive, main: str, only: Container[str] | None = None) -> Marks:
    """What is found in every sheet, or in these only, when no other will be read; links and what stands beside the
    values only in those that may be a unit's.

    Raises CannotGoOn where a sheet is missing, or is one part with another.
    """
    related = {relation.name: relation for relation in relations(archive, main)}
    strings, styles = _shared(archive, main, related, "sharedStrings"), _shared(archive, main, related, "styles")
    beside = _Beside(archive, main, strings or b"", styles or b"")
    errors: dict[str, CellMap] = {}
    links: dict[str, CellMap] = {}
    looks: dict[str, Mapping[Spot, Look]] = {}
    asides: dict[str, Asides] = {}
    problems: list[Problem] = []
    sheets: dict[str, tuple[str, bytes]] = {}
    for title, way in _sheets(archive, main):
        if only is not None and title not in only:
            continue
        relation = related.get(way)
        if relation is None or relation.part in sheets or relation.part not in archive.names:
            raise CannotGoOn(Problem("file-damaged", archive.file))
        part, content = relation.part, archive.part(relation.part)
        if relation.kind in _NO_TABLES and b"sheetData" not in content:
            continue
        content, far = without_far_cells(archive.file, content, strings or b"")
        problems += far_problems(archive.file, title, far)
        if title not in layout.NOT_UNITS:
            formulas, targets = formulas_of(content)
            links[title] = targets | links_of(content, archive, part)
            looks[title], asides[title] = beside.of(content, part, formulas)
        else:
            asides[title] = Asides(beside.remarks(part))
        errors[title], content = errors_of(content)
        sheets[part] = title, content
    from_1904 = _COUNTS_FROM_1904.search(archive.part(main)) is not None
    book = written_anew(list(sheets.values()), strings, styles, from_1904=from_1904)
    return Marks(errors, links, looks, asides, problems, book, EPOCH_1904 if from_1904 else EPOCH_1900)


def _sheets(archive: Archive, main: str) -> Iterator[tuple[str, str]]:
    """(name, name of the relation) of each sheet that the workbook lists.

    Raises CannotGoOn where it lists one in a way that no program writes.
    """
    book = archive.part(main)
    tags = _SHEET.findall(book)
    if len(tags) < sum(1 for _ in _BEGINS_SHEET.finditer(book)):
        raise CannotGoOn(Problem("file-damaged", archive.file))
    for own in map(attributes, tags):
        yield own.get("name", ""), next((value for name, value in own.items() if name.endswith(":id")), "")


def _shared(archive: Archive, main: str, related: Mapping[str, Relation], kind: str) -> bytes | None:
    """The part of this kind that the sheets share, also where nothing relates to it; None where there is none."""
    parts = [relation.part for relation in related.values() if relation.kind == kind]
    usual = f"{main.rpartition('/')[0]}/{kind}.xml".lower()
    return next((archive.part(part) for part in (*parts, usual) if part in archive.names), None)


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


def errors_of(content: bytes) -> tuple[dict[Spot, str], bytes]:
    """(the error cells of a sheet, its XML with no error in it but those that python-calamine knows)."""
    if b"#" not in content or not _OF_ERRORS.search(content):  # a single byte is found sooner than anything
        return {}, content
    errors = list(_ERROR_CELL.finditer(content))
    found = {spot_of(attributes(cell[1]).get("r", "")): cell[2].decode("utf-8", "replace") for cell in errors}
    if None in found:  # a cell that does not say where it stands
        cells = (cell for cell in cells_of(content) if cell.kind == "e")
        found = {(cell.row, cell.column): shown_in(content[cell.start : cell.end]) for cell in cells}
    strange = [cell for cell in errors if cell[2] not in _KNOWN_ERRORS]
    kept, place = bytearray(), 0
    for cell in strange:
        kept += content[place : cell.start(2)] + _ANY_ERROR
        place = cell.end(2)
    return {spot: error for spot, error in found.items() if spot}, bytes(kept + content[place:])
