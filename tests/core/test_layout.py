from hypothesis import given
from hypothesis import strategies as st

from itaxl.core import layout
from itaxl.core.layout import COLUMNS, Filler, sheet_titles
from itaxl.core.table import header_key

CONTRACT = """ref รหัสอ้างอิง|no ที่|survey แบบสำรวจ|indicator ตัวชี้วัดที่|item ข้อ|title หัวข้อ|method วิธีการดำเนินการ|start_on เริ่มดำเนินการ
due_on กำหนดแล้วเสร็จ|follow_up การติดตามผล|status สถานะ|progress ความก้าวหน้า (%)|completed_on วันที่แล้วเสร็จ|evidence หลักฐาน (URL)
explanation คำอธิบายเพิ่มเติม|reported_on วันที่รายงานที่ประชุม|reporter ผู้รายงาน|remarks ปัญหา/อุปสรรค|days_overdue เกินกำหนด (วัน)"""


def test_keys_and_headers_are_those_of_format_version_1():
    wanted = [tuple(each.split(" ", 1)) for line in CONTRACT.splitlines() for each in line.split("|")]
    assert [(column.key, column.header) for column in COLUMNS] == wanted


def test_every_spelling_means_one_column():
    spelt = [(header_key(name), column.key) for column in COLUMNS for name in (column.header, *column.spellings)]
    assert len({name for name, _ in spelt}) == len({*spelt})


def test_every_answer_column_has_a_prompt_and_an_example():
    for column in COLUMNS:
        if column.filler is Filler.UNIT:
            assert 0 < len(column.prompt) <= 255
            assert len(column.header) <= 32  # Excel's limit for a prompt's title
            assert column.example


NAMES = st.text(alphabet="กขคงสรุป[]:*?/\\'abcAB ", min_size=1, max_size=60)


@given(st.lists(NAMES, unique=True, max_size=20))
def test_sheet_titles_are_safe_and_all_different(names):
    titles = sheet_titles(names)
    assert len({title.casefold() for title in titles.values()}) == len(names)
    for title in titles.values():
        assert 0 < len(title) <= 31
        assert not set(title) & set("[]:*?/\\")
        assert not title.startswith("'")
        assert not title.endswith("'")
        assert title not in (layout.GUIDE_SHEET, layout.TOTALS_SHEET, layout.HIDDEN_SHEET)
