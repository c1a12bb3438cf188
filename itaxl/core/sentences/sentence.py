"""The shape of a sentence."""

from enum import StrEnum
from typing import NamedTuple

from itaxl.core.language import Pair


class Severity(StrEnum):
    """How much a problem matters: an error needs mending, a warning a look, an info is told."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


SEVERITY_WORDS: dict[Severity, Pair] = {
    Severity.ERROR: ("ต้องแก้", "error"),
    Severity.WARNING: ("ควรตรวจ", "warning"),
    Severity.INFO: ("แจ้งให้ทราบ", "note"),
}
"""What each severity is called, in Thai and in English."""


class Sentence(NamedTuple):
    """What is wrong and what to do, in Thai and in English."""

    severity: Severity
    message_th: str
    advice_th: str
    message_en: str
    advice_en: str


def error(message_th: str, advice_th: str, message_en: str, advice_en: str) -> Sentence:
    """A sentence of an error."""
    return Sentence(Severity.ERROR, message_th, advice_th, message_en, advice_en)


def warning(message_th: str, advice_th: str, message_en: str, advice_en: str) -> Sentence:
    """A sentence of a warning."""
    return Sentence(Severity.WARNING, message_th, advice_th, message_en, advice_en)


def info(message_th: str, advice_th: str, message_en: str, advice_en: str) -> Sentence:
    """A sentence of an info."""
    return Sentence(Severity.INFO, message_th, advice_th, message_en, advice_en)
