"""itaxl: tracking and summary workbooks for a Thai local office's ITA action plan.

    import datetime as dt
    import itaxl

    plan, problems = itaxl.read_plan("plan.xlsx")
    itaxl.write_tracking(itaxl.issue(plan), "tracking.xlsx", dt.date(2022, 3, 1))
    report = itaxl.consolidate(itaxl.read_returns("returns"), dt.date(2022, 5, 10), plan)
    itaxl.write_summary(report, "summary.xlsx", "returns")

Records are named tuples; dates are Gregorian, a `fiscal_year` is Buddhist (BE), points are points of the final
100. What is wrong in a workbook is a `Problem`, said in Thai or English by `message` and `advice`; `CannotGoOn` is
raised, with such a problem, when the work cannot go on. Nothing is loaded before it is asked for.
"""

from __future__ import annotations

from importlib import import_module

__version__ = "0.1.0"

TYPE_CHECKING = False  # as a type checker knows it, without loading `typing`
if TYPE_CHECKING:
    from itaxl.core.deadlines import State
    from itaxl.core.issuing import issue
    from itaxl.core.previous import Previous
    from itaxl.core.problems import CannotGoOn, Problem
    from itaxl.core.records import Action, Issue, Plan
    from itaxl.core.report import Report
    from itaxl.core.returns import Return
    from itaxl.core.sentences import Severity, advice, message, severity
    from itaxl.core.statuses import Status
    from itaxl.core.tracked import Tracked
    from itaxl.frames import from_frame, to_frame
    from itaxl.library import (
        consolidate,
        fill_template,
        new_plan,
        read_plan,
        read_returns,
        read_summary,
        summarise,
        write_memo,
        write_summary,
        write_tracking,
    )

__all__ = [
    "Action",
    "CannotGoOn",
    "Issue",
    "Plan",
    "Previous",
    "Problem",
    "Report",
    "Return",
    "Severity",
    "State",
    "Status",
    "Tracked",
    "__version__",
    "advice",
    "consolidate",
    "fill_template",
    "from_frame",
    "issue",
    "message",
    "new_plan",
    "read_plan",
    "read_returns",
    "read_summary",
    "severity",
    "summarise",
    "to_frame",
    "write_memo",
    "write_summary",
    "write_tracking",
]

_HOMES = {
    "core.deadlines": ("State",),
    "core.issuing": ("issue",),
    "core.previous": ("Previous",),
    "core.problems": ("CannotGoOn", "Problem"),
    "core.records": ("Action", "Issue", "Plan"),
    "core.report": ("Report",),
    "core.returns": ("Return",),
    "core.sentences": ("Severity", "advice", "message", "severity"),
    "core.statuses": ("Status",),
    "core.tracked": ("Tracked",),
    "frames": ("from_frame", "to_frame"),
    "library": (
        "consolidate", "fill_template", "new_plan", "read_plan", "read_returns", "read_summary", "summarise",
        "write_memo", "write_summary", "write_tracking",
    ),
}  # fmt: skip
_HOME = {name: home for home, names in _HOMES.items() for name in names}


if not TYPE_CHECKING:  # to a type checker, a name that is not offered is an error

    def __getattr__(name: str) -> object:
        """The public names, each imported from its room when it is first asked for."""
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__
