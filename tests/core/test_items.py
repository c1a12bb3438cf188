import pytest

from itaxl import catalogues
from itaxl.core.items import contradiction, likely_item

CATALOGUE = catalogues.load(2565)

WORDINGS = [
    ("โครงสร้าง", "O1"),
    ("แผนดำเนินงานประจำปี ๒๕๖๕", "O10"),
    ("แผนดำเนินงานประจำปี พ.ศ. 2565", "O10"),
    ("รายงานการกำกับติดตามการดำเนินงานประจำปี รอบ 6 เดือน", "O11"),
    ("ข้อมูลเชิงสถิติการให้บริการในปี พ.ศ. ๒๕๖๕", "O15"),
    ("การเสริมสร้างวัฒนธรรมองค์กร", "O38"),
    ("การดำเนินการเพื่อจัดการความเสี่ยงการทุจริต", "O37"),
    ("งานเลี้ยงปีใหม่", None),
    ("", None),
]


@pytest.mark.parametrize(("title", "code"), WORDINGS)
def test_the_wording_finds_the_item(title, code):
    item = likely_item(title, CATALOGUE)
    assert (item.code if item else None) == code


@pytest.mark.parametrize(
    ("code", "title", "other"),
    [
        ("O1", "โครงสร้าง", None),
        ("O10", "แผนดำเนินงานประจำปี ๒๕๖๕", None),
        ("O12", "รายงานผลการดำเนินงานประจำปี 2565", None),
        ("O8", "Q&A", None),
        ("O10", "E-Service", "O17"),
        ("O1", "ข้อมูลผู้บริหาร", "O2"),
        ("O5", "งานเลี้ยงปีใหม่", "O5"),
    ],
)
def test_code_and_title_that_contradict_each_other(code, title, other):
    found = contradiction(CATALOGUE.find(code), title, CATALOGUE)
    assert (found.code if found else None) == other


def test_every_official_title_agrees_with_its_own_code_in_every_year():
    for year in catalogues.years():
        catalogue = catalogues.load(year)
        for item in catalogue.items:
            assert contradiction(item, item.title, catalogue) is None
