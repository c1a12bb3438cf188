import datetime as dt

from itaxl.core.history import Point, point_of, with_point
from itaxl.core.records import Settings
from itaxl.core.score import Score
from itaxl.core.statuses import Status
from itaxl.core.tracked import placed
from tests.tables import action

DAY = dt.date(2022, 5, 10)
OFFICE = Settings("อบต.ทดสอบ", 2565)


def tracked(status, **more):
    return placed(action(**more), status, {}, OFFICE, DAY, None, reported=True, source=None)


def test_a_point_counts_what_is_finished_what_should_be_and_what_is_late():
    actions = [
        tracked(Status.COMPLETED),
        tracked(Status.IN_PROGRESS),
        tracked(Status.CANCELLED),  # asks for nothing any more
        tracked(Status.NOT_STARTED, due_on=DAY),  # due today: not late
        tracked(Status.NOT_STARTED, due_on=DAY + dt.timedelta(days=1)),
        tracked(Status.NOT_STARTED, due_on=None),
    ]
    score = Score(75.4, 85.0, 1.0, 2.0, 3.0, 76.4, 78.4, "B")
    assert point_of(DAY, actions, score) == Point(DAY, 6, 1, 3, 1, 76.4, 78.4)
    assert point_of(DAY, [], None) == Point(DAY, 0, 0, 0, 0)


def test_a_history_is_by_date_and_of_one_day_the_last_summary_counts():
    first, second = Point(dt.date(2022, 3, 15), 9, 1, 0, 0), Point(DAY, 9, 4, 9, 5)
    assert with_point((), first) == (first,)
    assert with_point((first,), second) == with_point((second,), first) == (first, second)
    again = Point(DAY, 9, 5, 9, 4)
    assert with_point((first, second), again) == (first, again)
