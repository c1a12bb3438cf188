"""Texts longer than any that an office writes: each is done with at once. On a pattern that takes time by the square of a
length, or worse, a test here would run for minutes."""

import pytest

from itaxl.core.codes import read_item
from itaxl.core.dates import read_date, read_period
from itaxl.core.evidence import is_address, read_evidence
from itaxl.core.layout import HEADERS, is_header
from itaxl.core.merged import spread
from itaxl.core.statuses import read_status
from itaxl.core.table import find_header, header_key
from tests.tables import grid

READERS = [
    header_key,
    is_address,
    read_evidence,
    read_item,
    read_status,
    lambda text: read_date(text, 2565),
    lambda text: read_period(text, 2565),
]
RUNS = [
    "(",
    "[a",
    "(1",
    ",",
    "|http://",
    "http://a,",
    "-",
    "- ",
    ".",
    " .",
    "0",
    "1/",
    "ถึง",
    "ไตรมาส ",
    "วันที่ ",
    "ภายใน",
    "ข้อ",
    "o1",
    "ร้อยละ",
]


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("read", READERS)
def test_a_run_of_anything_is_read_at_once(read, run):
    read(run * (100_000 // len(run)) + "!")


def test_ranges_of_merged_cells_that_overlap_are_no_program_s_and_cost_no_more_than_others():
    row = "| โครงสร้าง | เสร็จแล้ว |\n"
    sheet = grid("| หัวข้อ | สถานะ |\n" + row * 20_000)
    table = find_header(
        sheet._replace(merged=[((top, 1), (20_000, 1)) for top in range(1, 20_000)]), HEADERS, is_header
    )
    spread(table, [(place, values, None) for place, values in table.rows()])
