import datetime as dt

import pytest

from itaxl import catalogues
from itaxl.core.deadlines import State
from itaxl.core.score import Standing, grade, item_points, points_before, score, standing, worth
from itaxl.core.statuses import Status
from itaxl.core.tracked import Tracked
from tests.tables import action, settings

FACTS = catalogues.load(2565).facts
POINTS = item_points(catalogues.load(2565))
IN_WINDOW, AFTER = dt.date(2022, 4, 1), dt.date(2022, 5, 10)
SITE = "https://www.nakhok.example"


def share(
    item="O1", status=Status.COMPLETED, completed_on="2022-04-20", evidence=(f"{SITE}/x",), unit="กองคลัง", added=False
):
    answers = {"completed_on": dt.date.fromisoformat(completed_on) if completed_on else None, "evidence": evidence}
    return Tracked(action(item, unit=unit), status, answers, State.COMPLETED, None, None, True, None, added)


def test_points_of_fy2565_as_published_tables_fit():
    assert sum(POINTS.values()) == pytest.approx(40.0)
    by_sub = {item.sub_indicator: POINTS[item.code] for item in catalogues.load(2565).items}
    expected = {"9.1": 0.444, "9.2": 0.5, "9.3": 0.571, "9.4": 1.0, "9.5": 0.8, "10.1": 1.25, "10.2": 5.0}
    assert {sub: round(points, 3) for sub, points in by_sub.items()} == expected


@pytest.mark.parametrize("year", catalogues.years())
def test_every_shipped_year_sums_to_the_weight_of_oit(year):
    catalogue = catalogues.load(year)
    assert sum(item_points(catalogue).values()) == pytest.approx(100 * catalogue.facts.weights["OIT"])


def test_a_year_without_facts_has_no_points():
    from itaxl.core.records import Catalogue

    assert item_points(Catalogue(2570, catalogues.load(2565).items)) == {}


STANDINGS = [
    ([share()], IN_WINDOW, "earned"),
    ([share()], AFTER, "earned"),
    ([share(completed_on="2022-05-01")], AFTER, "lost"),
    ([share(completed_on=None)], IN_WINDOW, "earned"),
    ([share(completed_on=None)], AFTER, "lost"),
    ([share(evidence=())], IN_WINDOW, "at_stake"),
    ([share(evidence=("https://drive.example/x",))], IN_WINDOW, "at_stake"),
    ([share(evidence=("https://ita.nakhok.example/x",))], IN_WINDOW, "earned"),
    ([share(status=Status.IN_PROGRESS)], IN_WINDOW, "at_stake"),
    ([share(status=Status.IN_PROGRESS)], FACTS.window_end, "at_stake"),
    ([share(status=Status.IN_PROGRESS)], FACTS.window_end + dt.timedelta(days=1), "lost"),
    ([share(status=Status.IN_PROGRESS)], AFTER, "lost"),
    ([share(status=Status.CANCELLED)], IN_WINDOW, "lost"),
    ([share(), share(unit="กองช่าง", status=Status.IN_PROGRESS)], IN_WINDOW, "at_stake"),
    ([share(), share(unit="กองช่าง", status=Status.CANCELLED)], IN_WINDOW, "earned"),
    ([share(), share(unit="กองช่าง")], AFTER, "earned"),
]


@pytest.mark.parametrize(("shares", "as_of", "where"), STANDINGS)
def test_earned_at_stake_and_lost(shares, as_of, where):
    now = standing(shares, FACTS, SITE, as_of)
    assert [name for name in ("earned", "at_stake", "lost") if getattr(now, name)] == [where]


def test_without_a_website_any_address_is_evidence():
    assert standing([share(evidence=("https://drive.example/x",))], FACTS, "", AFTER).earned == {"O1"}


def test_what_a_unit_added_and_what_has_no_item_have_no_points():
    assert standing([share(added=True), share(item=None)], FACTS, SITE, IN_WINDOW) == Standing(
        frozenset(), frozenset(), frozenset()
    )


def test_the_estimate_adds_to_last_years_score():
    now = Standing(frozenset({"O1", "O42"}), frozenset({"O43"}), frozenset({"O2"}))
    result = score(now, POINTS, settings(last_score=75.4, target=85), {}, FACTS)
    assert (result.earned, result.at_stake, result.lost) == (
        pytest.approx(5.444, abs=1e-3),
        5.0,
        pytest.approx(0.444, abs=1e-3),
    )
    assert result.today == pytest.approx(80.844, abs=1e-3)
    assert result.projected == pytest.approx(85.844, abs=1e-3)
    assert (result.previous, result.target, result.grade) == (75.4, 85, "A")


def test_last_years_item_scores_say_what_was_already_in_the_total():
    now = Standing(frozenset({"O42"}), frozenset(), frozenset({"O43"}))
    result = score(now, POINTS, settings(last_score=75.4), {"O42": 100, "O43": 50}, FACTS)
    assert result.today == pytest.approx(75.4 + 5 - 5 - 2.5)


def test_what_the_plans_items_brought_last_year_counts_each_by_its_score_and_others_not_at_all():
    now = Standing(frozenset({"O42"}), frozenset({"O1"}), frozenset({"O43"}))
    assert points_before(now, POINTS, {"O42": 100, "O43": 50, "O2": 100}) == pytest.approx(7.5)
    assert points_before(now, POINTS, {}) == 0


def test_iit_and_eit_limit_what_the_total_can_become():
    now = Standing(frozenset(POINTS), frozenset(), frozenset())
    result = score(now, POINTS, settings(last_score=75.4, last_iit=80, last_eit=70), {}, FACTS)
    assert result.today == pytest.approx(0.3 * 80 + 0.3 * 70 + 40)
    assert score(now, POINTS, settings(last_score=75.4), {}, FACTS).today == 100


def test_without_last_years_score_there_is_no_estimate():
    result = score(Standing(frozenset(), frozenset({"O1"}), frozenset()), POINTS, settings(), {}, FACTS)
    assert (result.previous, result.today, result.projected, result.grade) == (None, None, None, None)
    assert result.target == 85  # the year's pass mark


GRADES = [
    (95, "AA"),
    (94.99, "A"),
    (85, "A"),
    (84.996, "A"),
    (84.99, "B"),
    (75, "B"),
    (65, "C"),
    (55, "D"),
    (50, "E"),
    (49.9, "F"),
    (0, "F"),
]


@pytest.mark.parametrize(("total", "name"), GRADES)
def test_grades_of_fy2565(total, name):
    assert grade(total, settings(), FACTS) == name


@pytest.mark.parametrize(
    ("total", "iit", "eit", "name"),
    [
        (96, 95, 96, "ผ่านดีเยี่ยม"),
        (96, 90, 96, "ผ่านดี"),
        (96, None, None, "ผ่าน"),
        (86, 80, 90, "ผ่าน"),
        (84.9, 99, 99, "ต้องปรับปรุง"),
        (69, 60, 60, "ต้องปรับปรุงโดยด่วน"),
    ],
)
def test_grades_in_words_from_fy2566_on_ask_for_each_survey(total, iit, eit, name):
    assert grade(total, settings(last_iit=iit, last_eit=eit), catalogues.load(2566).facts) == name


def test_an_item_counts_once_however_many_units_share_it():
    assert worth(["O42", "O42"], POINTS) == 5.0
