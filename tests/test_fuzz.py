"""Returns damaged by dice: the same runs each time, a sample of those of scripts/fuzz.py."""

from collections import Counter

import pytest

from scripts.fuzz import NAKHOK, Reader
from tests.rawbooks import ods
from tests.xlsb import write_xlsb

RUNS = 300
TABLE = [["ข้อ", "หัวข้อ", "สถานะ", "ความก้าวหน้า (%)", "วันที่แล้วเสร็จ"], ["O1", "โครงสร้าง", "เสร็จแล้ว", 100, "30 เม.ย. 65"]]

CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


@pytest.fixture
def reader(tmp_path):
    """Three returns of the Na Khok round, and a unit's table in other formats."""
    rows = "".join(f"<table:table-row>{''.join(map(CELL.format, row))}</table:table-row>" for row in TABLE)
    (tmp_path / "x.ods").write_bytes(ods(f'<table:table table:name="สำนักปลัด">{rows}</table:table>'))
    write_xlsb(tmp_path / "x.xlsb", {"สำนักปลัด": TABLE})
    returns = sorted((NAKHOK / "returns").glob("*.xlsx"))[:3]
    return Reader([*returns, tmp_path / "x.ods", tmp_path / "x.xlsb"], 2565, tmp_path)


def test_a_damaged_return_is_read_or_named_and_its_rows_add_up(reader):
    counts = Counter(reader.run(number) for number in range(RUNS))
    assert counts["read"] > RUNS / 5  # the damage is not so great that nothing is tried
    assert counts["file-damaged"] > RUNS / 10
    assert len(counts) >= 5


def test_the_same_run_damages_the_same_bytes(reader):
    assert reader.damaged(7) == reader.damaged(7)
    assert reader.damaged(7) != reader.damaged(8)
