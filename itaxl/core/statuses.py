"""The four statuses, and what people write for them."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from itaxl.core.reading import Cell, How, Reading, plain, shown
from itaxl.core.text import is_blank, nearest, squashed


class Status(StrEnum):
    """What a unit says of an action; UNREADABLE where it wrote something else."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    UNREADABLE = "unreadable"


WORDS: dict[Status, str] = {
    Status.NOT_STARTED: "ยังไม่ได้ดำเนินการ",
    Status.IN_PROGRESS: "อยู่ระหว่างดำเนินการ",
    Status.COMPLETED: "ดำเนินการแล้วเสร็จ",
    Status.CANCELLED: "ยกเลิก",
}
"""The four words of the drop-down."""

SHOWN: dict[Status, str] = {**WORDS, Status.UNREADABLE: "อ่านสถานะไม่ได้"}
"""The statuses as the summary shows them."""

SYNONYMS: dict[Status, tuple[str, ...]] = {
    Status.NOT_STARTED: (
        "ยังไม่ดำเนินการ", "ยังไม่เริ่ม", "ยังไม่เริ่มดำเนินการ", "ยังไม่ได้เริ่ม", "ยังไม่ได้เริ่มดำเนินการ",
        "ยังไม่ได้ทำ", "ยังไม่ทำ", "-", "--", "not started",
    ),
    Status.IN_PROGRESS: (
        "กำลังดำเนินการ", "กำลังดำเนินการอยู่", "กำลังทำ", "กำลังจัดทำ", "ระหว่างดำเนินการ", "ระหว่างการดำเนินการ",
        "in progress", "ongoing",
    ),
    Status.COMPLETED: (
        "เสร็จแล้ว", "แล้วเสร็จ", "เสร็จ", "เสร็จสิ้น", "เสร็จสิ้นแล้ว", "เสร็จเรียบร้อย", "เสร็จเรียบร้อยแล้ว", "เสร็จสมบูรณ์",
        "เรียบร้อย", "เรียบร้อยแล้ว", "ดำเนินการแล้ว", "ดำเนินการเสร็จ", "ดำเนินการเสร็จแล้ว", "ดำเนินการเสร็จสิ้น",
        "ดำเนินการเสร็จสิ้นแล้ว", "ดำเนินการเรียบร้อย", "ดำเนินการเรียบร้อยแล้ว", "ดำเนินการแล้วเสร็จเรียบร้อย", "ทำแล้ว",
        "100%", "100", "done", "completed", "complete", "finished", "✓", "✔", "✅", "☑",
    ),
    Status.CANCELLED: ("ยกเลิกแล้ว", "ยกเลิกการดำเนินการ", "cancelled", "canceled"),
}  # fmt: skip
"""What people write for the four words; compared without blanks."""

BEGINNINGS: dict[str, Status] = {"อยู่ระหว่าง": Status.IN_PROGRESS, "อยู่ในระหว่าง": Status.IN_PROGRESS}
"""Beginnings that decide, whatever follows: "อยู่ระหว่างเสนอผู้บริหาร"."""

AMBIGUOUS: tuple[str, ...] = ("ไม่ดำเนินการ", "ไม่ได้ดำเนินการ")
"""These may mean "has not" or "will not": the unit must be asked."""

_BY_WORD = {squashed(word): status for status, word in WORDS.items()} | {
    squashed(word): status for status, words in SYNONYMS.items() for word in words
}
_AMBIGUOUS = frozenset(squashed(word) for word in AMBIGUOUS)
_AROUND = ".!\ufe0f"  # the last makes an emoji of a sign
_NEGATIONS = ("ยัง", "ไม่", "not")
_NOT_ALL = ("บางส่วน", "เกือบ", "partly", "almost")  # words that take back the "finished" beside them
_MORE = re.compile(r"[(\[,;:\d]|เมื่อ|วันที่|เพราะ|เนื่องจาก|ตาม|โดย")  # where a status goes on with its day or reason
_NOTHING = re.compile(r"(?<![\d.])0+(?:\.0+)?(?:%|เปอร์เซ็นต์)|ร้อยละ0+(?:\.0+)?(?![\d.])")
_PART = re.compile(r"(?<!\d)(?!100)\d{1,2}(?:\.\d+)?(?:%|เปอร์เซ็นต์)|ร้อยละ(?!100)\d")


@lru_cache(maxsize=1024)
def read_status(value: Cell) -> Reading[Status]:
    """The status in a cell; a blank one is for the caller to judge by the row's other answers.

    An unknown or ambiguous word has the value UNREADABLE, the note "status-unreadable" and, as hint, the
    likely word or two.
    """
    if is_blank(value):
        return Reading(None, How.BLANK)
    word = squashed(shown(value)).strip(_AROUND)
    status = _BY_WORD.get(word)
    if status is None:
        status = next((status for start, status in BEGINNINGS.items() if word.startswith(start)), None)
    if status is not None:
        return plain(status)
    likely = (WORDS[status] for status in _likely(word))
    return Reading(Status.UNREADABLE, How.UNREADABLE, ("status-unreadable",), *likely)


def _likely(word: str) -> tuple[Status, ...]:
    """What an unknown word may mean: two statuses, one or none."""
    if word in _AMBIGUOUS:
        return Status.NOT_STARTED, Status.CANCELLED
    if word.startswith(_NEGATIONS):  # never suggest the opposite of what was written
        return Status.NOT_STARTED, Status.IN_PROGRESS
    if _NOTHING.search(word):
        return (Status.NOT_STARTED,)
    if any(part in word for part in _NOT_ALL) or _PART.search(word):
        return (Status.IN_PROGRESS,)
    if told := _BY_WORD.get(_MORE.split(word, maxsplit=1)[0]):
        return () if told is Status.COMPLETED and any(no in word for no in _NEGATIONS) else (told,)
    nearest_word = nearest(word, _BY_WORD)
    return (_BY_WORD[nearest_word],) if nearest_word else ()
