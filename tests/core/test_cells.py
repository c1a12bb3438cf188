import pytest

from itaxl.core.cells import address, cell_of, column_letters, spot_of


@pytest.mark.parametrize(
    ("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_columns_have_letters(column, letters):
    assert column_letters(column) == letters


def test_addresses_count_from_one():
    assert address(13, 8) == "I14"


def test_a_missing_column_leaves_the_row():
    assert [cell_of({"due_on": 8}, 13, key) for key in ("due_on", "status")] == ["I14", "14"]


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
