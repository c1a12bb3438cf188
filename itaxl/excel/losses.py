"""What openpyxl does not carry over when it opens and saves a workbook: looked up in the parts of the zip.

Only an office's own template is ever opened and saved; what would be lost of it is told before.
"""

from __future__ import annotations

import re
from importlib.util import find_spec

from itaxl.core.problems import Word
from itaxl.excel.archive import Archive

_SHEETS, _DRAWINGS = "xl/worksheets/", "xl/drawings/drawing"

# What is lost, the beginning of the parts that show it, and what stands in one of them (None: that there is one).
_LOST: tuple[tuple[Word, str, bytes | None], ...] = (
    (Word.SHAPES, _DRAWINGS, rb"<\w+:(?:sp|grpSp|cxnSp)\b"),
    (Word.HEADER_PICTURES, _SHEETS, rb"<(?:\w+:)?legacyDrawingHF\b"),
    (Word.BACKGROUND, _SHEETS, rb"<(?:\w+:)?picture\b"),
    (Word.CONTROLS, "xl/ctrlprops/", None),
    (Word.CONTROLS, "xl/activex/", None),
    (Word.SPARKLINES, _SHEETS, rb"<\w+:sparklineGroup\b"),
    (Word.NEW_CONDITIONS, _SHEETS, rb"<\w+:conditionalFormatting\b"),
    (Word.NEW_LISTS, _SHEETS, rb"<\w+:dataValidation\b"),
    (Word.THREADS, "xl/threadedcomments/", None),
    (Word.SLICERS, "xl/slicers/", None),
    (Word.SLICERS, "xl/timelines/", None),
    (Word.NEW_CHARTS, "xl/charts/chartex", None),
    (Word.CHART_LOOKS, "xl/charts/chart", None),
    (Word.EMBEDDED, "xl/embeddings/", None),
    (Word.QUERIES, "xl/connections.xml", None),
    (Word.MACROS, "xl/vbaproject.bin", None),
    (Word.SIGNATURE, "_xmlsignatures/", None),
    (Word.RESULTS, _SHEETS, rb"<(?:\w+:)?f[ >]"),
)
_PICTURE = rb"<\w+:pic\b"


def losses(archive: Archive) -> tuple[Word, ...]:
    """What of the workbook would not be there after it is saved, each once."""
    found = [word for word, beginning, pattern in _LOST if _has(archive, beginning, pattern)]
    if _has_old_controls(archive):
        found.append(Word.CONTROLS)
    if find_spec("PIL") is None and _has(archive, _DRAWINGS, _PICTURE):
        found.insert(0, Word.PICTURES)
    return tuple(dict.fromkeys(found))


def _has_old_controls(archive: Archive) -> bool:
    """True where more is drawn the old way than comments and pictures in headers: buttons of programs other than Excel,
    which gives each a part of its own."""
    drawn = sum(name.startswith("xl/drawings/vmldrawing") and name.endswith(".vml") for name in archive.names)
    comments = sum(name.startswith("xl/comments") for name in archive.names)
    in_headers = sum(b"legacyDrawingHF" in part for part in archive.parts.values())
    return drawn > comments + in_headers


def _has(archive: Archive, beginning: str, pattern: bytes | None) -> bool:
    if pattern is None:
        return any(name.startswith(beginning) for name in archive.names)
    wanted = re.compile(pattern)
    return any(wanted.search(part) for name, part in archive.parts.items() if name.startswith(beginning))
