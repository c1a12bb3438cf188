"""The two languages that itaxl speaks; what it says stands as (Thai, English) pairs."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    Language: TypeAlias = Literal["th", "en"]
else:

    def __getattr__(name: str) -> object:
        """`Language`, made when it is asked for: help does without `typing`, which takes long to load."""
        if name != "Language":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from typing import Literal

        return Literal["th", "en"]


LANGUAGES: tuple[Language, ...] = ("th", "en")
"""The first is the one spoken unless another is asked for."""

Pair = tuple[str, str]
"""One text in Thai and in English."""


def said(pair: Pair, language: Language) -> str:
    """The text in the language.

    Raises ValueError for a language that we do not speak.
    """
    if language not in LANGUAGES:
        raise ValueError(f"the language is to be one of {', '.join(LANGUAGES)}, and not {language!r}")
    return pair[language == "en"]
