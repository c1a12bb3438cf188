import datetime as dt

from itaxl.core.issuing import prefilled, with_added
from itaxl.core.sentences import message
from itaxl.core.told import changes_told, prefilled_told
from tests.core.test_carrying_over import ADDED, EARLIER, report
from tests.core.test_consolidation import ISSUE, returned
from tests.tables import action, issued


def test_the_changes_are_told_by_number_with_what_is_kept():
    result = report(returned(("O1", "กำลังทำ | | | | |"), ("O2", "| | | | |")), previous=EARLIER)
    assert message(changes_told(result, EARLIER), "en") == (
        "since 2022-03-31 (มีนาคม.xlsx): newly completed 0, overdue 3, reopened 1, changes 4; "
        "actions that keep their last answers: 2"
    )
    whole = report(
        returned(("O1", "กำลังทำ | | | | |"), ("O2", "กำลังทำ | | | | |")),
        returned(("O1", "กำลังทำ | | | | |"), unit="กองช่าง", file="b.xlsx"),
        previous=EARLIER,
    )
    assert "keep" not in message(changes_told(whole, EARLIER), "en")


def test_what_was_prefilled_is_told_with_what_was_added_and_what_is_gone():
    before = {each.ref: each.answers for each in ADDED.issue.actions}
    now = with_added(issued(*ISSUE.actions[1:], action("O9", "ใหม่")), ADDED.issue.actions)
    told = message(prefilled_told(ADDED, prefilled(now, before, dt.date(2022, 3, 31))), "en")
    assert told == (
        "last answers as of 2022-03-31 were filled in from มีนาคม.xlsx, of actions: 1, added by units: 1; "
        "no longer in the plan and left out: 1"
    )
