import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl import catalogues
from itaxl.core.oit import HAS, HAS_NOT, Place, oit_rows
from itaxl.core.records import Catalogue
from itaxl.core.score import Shortfall
from itaxl.core.statuses import Status
from tests.tables import report_of, tracked

SITE = "https://www.thotsop.example"
APRIL, MAY = dt.date(2022, 4, 20), dt.date(2022, 5, 10)


def done(item="O1", unit="กองคลัง", on=APRIL, evidence=(f"{SITE}/o1",), **answers):
    return tracked(item, unit=unit, answers={"completed_on": on, "evidence": evidence, **answers})


def row(*actions, item="O1", **more):
    [found] = [each for each in oit_rows(report_of(*actions, website=SITE, **more)) if each.code == item]
    return found


def test_there_is_a_row_for_each_item_of_the_year_in_the_catalogues_order():
    report = report_of(done("O8"), done("O2"))
    rows = oit_rows(report)
    assert [each.code for each in rows] == [item.code for item in report.catalogue.items]
    assert [each.code for each in rows if each.planned] == ["O2", "O8"]


ANSWERS = [
    ((done(),), HAS),
    ((done(), done(unit="กองช่าง")), HAS),
    ((done(), tracked(status=Status.IN_PROGRESS, unit="กองช่าง")), HAS_NOT),
    ((done(), tracked(status=Status.CANCELLED, unit="กองช่าง")), HAS),
    ((tracked(status=Status.CANCELLED),), HAS_NOT),
    ((done(on=dt.date(2022, 5, 1)),), HAS_NOT),
    ((done(on=None),), HAS_NOT),
    ((done(evidence=()),), HAS_NOT),
    ((done(evidence=("https://drive.example/x",)),), HAS_NOT),
    ((tracked(status=Status.UNREADABLE),), HAS_NOT),
]


@pytest.mark.parametrize(("shares", "answer"), ANSWERS)
def test_an_item_has_it_when_it_is_earned(shares, answer):
    report = report_of(*shares, website=SITE)
    assert row(*shares).answer == answer == (HAS if "O1" in report.standing.earned else HAS_NOT)


@pytest.mark.parametrize(("shares", "answer"), [case for case in ANSWERS if case[0][0].completed_on == APRIL])
def test_a_year_without_facts_asks_for_finished_shares_with_evidence(shares, answer):
    catalogue = Catalogue(2570, catalogues.load(2565).items)
    found = row(*shares, catalogue=catalogue)
    assert (found.answer, found.place) == (answer, None)


def test_an_item_outside_the_plan_is_open_and_tells_its_last_score():
    found = row(done("O2"), item="O3", last_items={"O3": 100.0})
    assert (found.planned, found.answer, found.urls, found.place, found.last_year) == (False, "", (), None, 100.0)


def test_an_item_that_only_a_unit_added_is_still_open():
    assert not row(tracked(added=True), done("O2")).planned


def test_an_item_that_the_catalogue_does_not_have_comes_last():
    assert [each.code for each in oit_rows(report_of(done("O99"), done()))][-1] == "O99"


def test_what_one_source_alone_says_keeps_its_mark():
    marked = {item.code for item in catalogues.load(2565).items if not item.confirmed}
    assert marked
    assert {each.code for each in oit_rows(report_of(done())) if not each.confirmed} == marked


def test_standing_and_reason_travel_with_the_item():
    found = row(
        done(), tracked(status=Status.IN_PROGRESS, unit="กองช่าง"), tracked(status=Status.NOT_STARTED, unit="สำนักปลัด")
    )
    assert (found.place, found.why) == (Place.LOST, (Shortfall.UNFINISHED,))
    assert (found.units_done, found.units, found.status) == (1, 3, Status.IN_PROGRESS)


def test_addresses_of_all_units_are_joined_each_page_once_the_offices_own_first():
    found = row(
        done(evidence=("https://qa.example/board", f"{SITE}/a")),
        done(unit="กองช่าง", evidence=(f"{SITE}/a/", f"{SITE}/b")),
        tracked(status=Status.CANCELLED, unit="สำนักปลัด", answers={"evidence": (f"{SITE}/never",)}),
    )
    assert found.urls == (f"{SITE}/a", f"{SITE}/b", "https://qa.example/board")
    assert found.elsewhere == 1


EXPLANATIONS = [
    (("หน้าหลัก > ก",), "หน้าหลัก > ก"),
    (("หน้าหลัก > ก", "หน้าหลัก > ก"), "หน้าหลัก > ก"),
    (("หน้าหลัก > ก", "หน้าหลัก > ข"), "หน่วย 0: หน้าหลัก > ก\nหน่วย 1: หน้าหลัก > ข"),
    (("ก", "ข", "ก"), "หน่วย 0, หน่วย 2: ก\nหน่วย 1: ข"),
    (("", "ข"), "ข"),
    (("", ""), ""),
]


@pytest.mark.parametrize(("texts", "joined"), EXPLANATIONS)
def test_explanations_are_joined_and_name_their_units_where_they_differ(texts, joined):
    shares = [done(unit=f"หน่วย {place}", explanation=text) for place, text in enumerate(texts)]
    assert row(*shares).explanation == joined


def test_who_answered_is_named_with_the_reporter_while_the_units_are_few():
    asked = tracked(status=Status.NOT_STARTED, unit="กองช่าง")
    assert row(done(reporter="ผอ."), done(unit="สำนักปลัด"), asked).answered_by == "กองคลัง (ผอ.), สำนักปลัด"
    many = [done(unit=f"กองที่ {number}", reporter="ผอ.") for number in range(6)]
    assert row(*many).answered_by == "กองที่ 0, กองที่ 1, กองที่ 2, กองที่ 3, กองที่ 4, กองที่ 5"


@given(
    st.lists(
        st.tuples(st.sampled_from("กขคง"), st.lists(st.sampled_from([f"{SITE}/{n}" for n in range(5)]), max_size=3))
    )
)
def test_no_address_is_lost_and_none_stands_twice(shares):
    actions = [done(unit=unit, evidence=tuple(urls)) for unit, urls in shares]
    rows = oit_rows(report_of(*actions, website=SITE)._replace())
    urls = [url for each in rows for url in each.urls]
    assert set(urls) == {url for _, of_unit in shares for url in of_unit}
    assert len(urls) == len(set(urls))
