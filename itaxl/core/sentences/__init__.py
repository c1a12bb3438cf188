"""Every sentence that itaxl says of a problem, once, in Thai and English; its code never changes.

A sentence may quote `{found}` and the problem's facts. A part in square brackets is left out when what it quotes is
empty: "[ น่าจะเป็น “{hint}”]".
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from itaxl.core.language import Language, said
from itaxl.core.problems import Problem
from itaxl.core.sentences import (
    about_answers,
    about_files,
    about_forms,
    about_machine,
    about_mail,
    about_plans,
    about_previous,
    about_sheets,
    about_work,
)
from itaxl.core.sentences.facts import quoted
from itaxl.core.sentences.sentence import SEVERITY_WORDS, Sentence, Severity
from itaxl.core.sentences.to_units import NOT_FOR_UNITS, TO_UNITS

__all__ = [
    "Language",
    "Sentence",
    "Severity",
    "advice",
    "advice_to_unit",
    "is_for_unit",
    "message",
    "sentence",
    "severity",
    "severity_rank",
    "severity_word",
]

SENTENCES: dict[str, Sentence] = {
    **about_files.SENTENCES,
    **about_sheets.SENTENCES,
    **about_answers.SENTENCES,
    **about_plans.SENTENCES,
    **about_work.SENTENCES,
    **about_previous.SENTENCES,
    **about_machine.SENTENCES,
    **about_forms.SENTENCES,
    **about_mail.SENTENCES,
}


def sentence(code: str) -> Sentence:
    """The sentence of a problem code.

    Raises KeyError for a code that does not exist.
    """
    return SENTENCES[code]


def severity(problem: Problem) -> Severity:
    """Error, warning or info."""
    return SENTENCES[problem.code].severity


def severity_word(level: Severity, language: Language = "th") -> str:
    """What a severity is called."""
    return said(SEVERITY_WORDS[level], language)


def severity_rank(code: str) -> int:
    """0 for an error, 1 for a warning, 2 for an info: most important first."""
    return list(Severity).index(SENTENCES[code].severity)


def message(problem: Problem, language: Language = "th") -> str:
    """What is wrong, in one sentence."""
    known = SENTENCES[problem.code]
    return _said(problem, said((known.message_th, known.message_en), language), language)


def advice(problem: Problem, language: Language = "th") -> str:
    """What to do about it, in one sentence; never empty."""
    known = SENTENCES[problem.code]
    return _said(problem, said((known.advice_th, known.advice_en), language), language)


def advice_to_unit(problem: Problem) -> str:
    """What the unit whose file it is can do about it, in Thai."""
    return _said(problem, TO_UNITS.get(problem.code, SENTENCES[problem.code].advice_th), "th")


def is_for_unit(problem: Problem) -> bool:
    """True for what the unit whose file it is should mend: errors and warnings, but for the planner's own."""
    return severity(problem) is not Severity.INFO and problem.code not in NOT_FOR_UNITS


_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_BLANK = re.compile(r"\{(\w+)\}")


def _said(problem: Problem, text: str, language: Language) -> str:
    """The text with its blanks filled by the problem."""
    facts = {
        "file": problem.file or "",
        "sheet": problem.sheet or "",
        "cell": problem.cell or "",
        "found": _short(problem.found or ""),
        **{name: _short(quoted(fact, language)) for name, fact in problem.facts},
    }
    text = _OPTIONAL.sub(lambda optional: optional[1] if _filled(optional[1], facts) else "", text)
    return _BLANK.sub(lambda blank: facts.get(blank[1], ""), text)


def _filled(text: str, facts: Mapping[str, str]) -> bool:
    return all(facts.get(name) for name in _BLANK.findall(text))


_LONGEST, _LONGEST_PATH = 160, 300
_BESIDE_END = 60  # letters that are kept of what stands at the end: of a path, the file's name


def _short(text: str) -> str:
    """A quoted text on one line, cut inside where it would bury the sentence; the path of a file hardly ever is."""
    text = " ".join(text.split())
    most = _LONGEST_PATH if "/" in text or "\\" in text else _LONGEST
    return text if len(text) <= most else f"{text[: most - _BESIDE_END - 1]}…{text[-_BESIDE_END:]}"
