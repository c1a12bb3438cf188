"""The two languages that itaxl speaks; what it says stands as (Thai, English) pairs."""

from __future__ import annotations

TYPE_CHECKING = False  # asking for help is to load no more than it needs
if TYPE_CHECKING:
    from typing import Literal, TypeAlias

Language: TypeAlias = "Literal['th', 'en']"

LANGUAGES: tuple[Language, ...] = ("th", "en")
"""The first is the one spoken unless another is asked for."""

Pair: TypeAlias = tuple[str, str]
"""One text in Thai and in English."""


def said(pair: Pair, language: Language) -> str:
    """The text in the language.

    Raises ValueError for a language that we do not speak.
    """
    if language not in LANGUAGES:
        raise ValueError(f"the language is to be one of {', '.join(LANGUAGES)}, and not {language!r}")
    return pair[language == "en"]
