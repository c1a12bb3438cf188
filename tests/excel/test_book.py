"""Texts on one line, and what a sheet says above each page."""

import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from itaxl.excel.book import letters_of, printed, shortened


@given(st.text("กขคำ่ัี็ab ", max_size=60), st.integers(1, 40))
def test_a_text_is_cut_where_it_has_too_many_letters(text, most):
    line = " ".join(text.split())
    cut = shortened(text, most)
    if letters_of(line) <= most:
        assert cut == line
    else:
        assert cut.endswith("…") and line.startswith(cut[:-1]) and letters_of(cut) == most


def test_the_longest_text_of_a_cell_is_cut_at_once():
    """Letter by letter from the end, counting all of them each time, it would take minutes."""
    assert shortened("ก" * 32_000, 40) == "ก" * 39 + "…"


def test_a_long_header_is_no_warning(tmp_path, recwarn):
    book = xlsxwriter.Workbook(str(tmp_path / "x.xlsx"))
    printed(book.add_worksheet(), "&" * 300, landscape=True)
    book.close()
    assert not recwarn.list
