"""What counts where several returns answer one field differently. It is told whatever the rule."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    OnConflict: TypeAlias = Literal["newest", "issued", "stop"]
else:

    def __getattr__(name: str) -> object:
        """`OnConflict`, made when it is asked for: help does without `typing`."""
        if name != "OnConflict":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from typing import Literal

        return Literal["newest", "issued", "stop"]


ON_CONFLICT: tuple[OnConflict, ...] = ("newest", "issued", "stop")
"""The answer of the file saved last (what counts unless another rule is asked for), what was issued, or nothing at all:
the work stops."""
