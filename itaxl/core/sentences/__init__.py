"""Every sentence that itaxl says of a problem, once, in Thai and English; its code never changes.

A sentence may quote `{found}` and the problem's facts. A part in square brackets is left out when what it quotes is
empty: "[ น่าจะเป็น “{hint}”]".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from itaxl.core.language import Language, said
from itaxl.core.problems import Problem
from itaxl.core.sentences import about_answers, about_files, about_machine, about_plans, about_work
from itaxl.core.sentences.facts import quoted
from itaxl.core.sentences.sentence import SEVERITY_WORDS, Sentence, Severity

__all__ = [
    "Language",
    "Sentence",
    "Severity",
    "advice",
    "message",
    "sentence",
    "severity",
    "severity_rank",
    "severity_word",
]

SENTENCES: dict[str, Sentence] = {
    **about_files.SENTENCES,
    **about_answers.SENTENCES,
    **about_plans.SENTENCES,
    **about_work.SENTENCES,
    **about_machine.SENTENCES,
}


class _Part(StrEnum):
    MESSAGE = "message"
    ADVICE = "advice"


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
    return _said(problem, _Part.MESSAGE, language)


def advice(problem: Problem, language: Language = "th") -> str:
    """What to do about it, in one sentence; never empty."""
    return _said(problem, _Part.ADVICE, language)


_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_BLANK = re.compile(r"\{(\w+)\}")


def _said(problem: Problem, part: _Part, language: Language) -> str:
    facts = {
        "file": problem.file or "",
        "sheet": problem.sheet or "",
        "cell": problem.cell or "",
        "found": _short(problem.found or ""),
        **{name: _short(quoted(fact, language)) for name, fact in problem.facts},
    }
    text: str = getattr(SENTENCES[problem.code], f"{part}_{language}")
    text = _OPTIONAL.sub(lambda optional: optional[1] if _filled(optional[1], facts) else "", text)
    return _BLANK.sub(lambda blank: facts.get(blank[1], ""), text)


def _filled(text: str, facts: Mapping[str, str]) -> bool:
    return all(facts.get(name) for name in _BLANK.findall(text))


_LONGEST = 160


def _short(text: str) -> str:
    """A quoted text on one line, cut where it would bury the sentence."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
