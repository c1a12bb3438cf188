"""Returns damaged by dice: the same runs each time, a sample of those of scripts/fuzz.py."""

import sys
import zipfile
from collections import Counter

import pytest

from scripts import fuzz
from scripts.fuzz import NAKHOK, Reader, outcomes
from tests import xls
from tests.rawbooks import ods
from tests.xlsb import write_xlsb

RUNS = 300
TABLE = [["ข้อ", "หัวข้อ", "สถานะ", "ความก้าวหน้า (%)", "วันที่แล้วเสร็จ"], ["O1", "โครงสร้าง", "เสร็จแล้ว", 100, "30 เม.ย. 65"]]

CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


@pytest.fixture
def files(tmp_path):
    """Three returns of the Na Khok round, and a unit's table in other formats: the same bytes whenever they are made."""
    rows = "".join(f"<table:table-row>{''.join(map(CELL.format, row))}</table:table-row>" for row in TABLE)
    (tmp_path / "x.ods").write_bytes(ods(f'<table:table table:name="สำนักปลัด">{rows}</table:table>'))
    write_xlsb(tmp_path / "x.xlsb", {"สำนักปลัด": TABLE})
    for zipped in (tmp_path / "x.ods", tmp_path / "x.xlsb"):
        without_times(zipped)
    cells = [
        xls.text(row, column, str(value)) for row, values in enumerate(TABLE) for column, value in enumerate(values)
    ]
    (tmp_path / "x.xls").write_bytes(xls.container(xls.book("สำนักปลัด", cells)))
    returns = sorted((NAKHOK / "returns").glob("*.xlsx"))[:3]
    return [*returns, *(tmp_path / f"x.{kind}" for kind in ("ods", "xls", "xlsb"))]


def without_times(path):
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)


def test_a_damaged_return_is_read_or_named_and_its_rows_add_up(files):
    """As the script does it, in a process of its own with a limit: what a damaged file makes the reader ask for, the
    machine may have today and not tomorrow."""
    command = [sys.executable, fuzz.__file__, *map(str, files), "--seed", "2565"]
    said = dict(outcomes(command, 0, RUNS, 1))
    assert sorted(said) == list(range(RUNS))
    assert {number: outcome for number, outcome in said.items() if outcome.startswith("!")} == {}
    counts = Counter(said.values())
    assert counts["read"] > RUNS / 5  # the damage is not so great that nothing is tried
    assert counts["file-damaged"] > RUNS / 10
    assert len(counts) >= 5


def test_the_same_run_damages_the_same_bytes(files, tmp_path):
    one, other = (Reader(files, 2565, tmp_path) for _ in range(2))
    assert one.damaged(7) == other.damaged(7)
    assert one.damaged(7) != one.damaged(8)
