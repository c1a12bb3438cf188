import pytest

from itaxl.core.cells import address, cell_of, column_letters, spot_of


@pytest.mark.parametrize(
    ("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_columns_have_letters(column, letters):
    assert column_letters(column) == letters


def test_addresses_count_from_one():
    assert address(13, 8) == "I14"


CELLS = [
    ({"ref": 0, "title": 5, "due_on": 8}, "due_on", "I14"),
    ({"ref": 0, "title": 5, "due_on": 8}, "status", "F14"),
    ({"ref": 0, "due_on": 8, "item": 2}, "status", "C14"),
    ({"ref": 0}, "status", "A14"),
]


@pytest.mark.parametrize(("columns", "key", "cell"), CELLS)
def test_where_a_column_is_missing_the_title_or_the_first_cell_of_the_row_says_where(columns, key, cell):
    assert cell_of(columns, 13, key) == cell


SPOTS = [
    ("A1", (0, 0)),
    ("N9:N12", (8, 13)),
    ("XFD1048576", (1048575, 16383)),
    ("", None),
    ("$A$1", None),
    ("1:4", None),
]


@pytest.mark.parametrize(("address", "spot"), SPOTS)
def test_an_address_gives_its_first_cell(address, spot):
    assert spot_of(address) == spot
