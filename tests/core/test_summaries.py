from itaxl import catalogues
from itaxl.core.carriedsummary import read_summary, summary_rows
from itaxl.core.summaries import report_of
from itaxl.core.summarymessage import summary_message
from tests.core.test_consolidation import SITE, report, returned

ROUND = report(
    returned(
        ("O1", f"เสร็จ | #100 | @2022-04-20 | {SITE}/o1 | |"), ("O2", "ฝนตก | | | | |"), ("งานเพิ่ม", "เสร็จ | | | | |")
    )
)


def test_a_summary_says_what_it_said():
    back = report_of(read_summary(summary_rows(ROUND), "s.xlsx"), catalogues.load)
    assert (back.as_of, back.round, back.settings) == (ROUND.as_of, ROUND.round, ROUND.settings)
    for name in ("totals", "by_unit", "items", "standing", "score", "silent_units"):
        assert getattr(back, name) == getattr(ROUND, name), name
    for one, other in zip(back.actions, ROUND.actions, strict=True):
        same = ("status", "state", "days_overdue", "points", "reported", "added")
        assert all(getattr(one, name) == getattr(other, name) for name in same)
        assert one.action.ref == other.action.ref
    assert summary_message(back, "x.xlsx") == summary_message(ROUND, "x.xlsx")


def test_a_year_without_facts_has_no_score():
    other = ROUND._replace(settings=ROUND.settings._replace(fiscal_year=2570))
    assert report_of(read_summary(summary_rows(other), "s.xlsx"), catalogues.load).score is None
