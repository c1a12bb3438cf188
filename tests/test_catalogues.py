import pytest

from itaxl import catalogues


def test_the_shipped_years():
    assert catalogues.years() == (2564, 2565, 2566)
    assert catalogues.load(2570) is None


@pytest.mark.parametrize("year", catalogues.years())
def test_every_item_has_a_place_a_title_and_sources(year):
    items = catalogues.load(year).items
    assert [item.code for item in items] == [f"O{number}" for number in range(1, 44)]
    for item in items:
        assert item.title
        assert item.sources
        assert item.sub_indicator.startswith(f"{item.indicator}.")


def test_rows_of_one_source_say_so():
    assert [item.code for item in catalogues.load(2565).items if not item.confirmed] == ["O36", "O37", "O38"]


@pytest.mark.parametrize("year", catalogues.years())
def test_the_years_facts(year):
    facts = catalogues.load(year).facts
    assert sum(facts.weights.values()) == pytest.approx(1)
    assert (facts.window_start.month, facts.window_end.month, facts.window_end.day) == (3, 4, 30)
    assert facts.window_end.year + 543 == year
    assert [grade.total for grade in facts.grades] == sorted((grade.total for grade in facts.grades), reverse=True)
    assert facts.sources
    assert facts.rule == ("unconfirmed" if year == 2566 else "inferred")


def test_a_code_is_another_item_in_another_year():
    assert catalogues.load(2565).find("O10").title != catalogues.load(2566).find("O10").title
