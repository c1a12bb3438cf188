"""The same answers in whatever shape a file comes back: written by hand, part by part, and compared with the workbook."""

import datetime as dt
import unicodedata

import pytest

from itaxl.core.records import Outcome
from itaxl.excel.gate import admit
from itaxl.excel.grids import Workbook
from itaxl.excel.hands import Hands
from itaxl.excel.return_reader import read_return
from itaxl.files import find_sources
from tests.rawbooks import STRICT, rows_of, sheet, whole, zipped
from tests.rounds import SAVED_AT, SITE, make, report

AS_OF = dt.date(2022, 5, 10)
DAY_0_OF_1904 = dt.date(1904, 1, 1)
ANSWERED = {
    "กองคลัง": ("O2", {"status": "ดำเนินการแล้วเสร็จ", "completed_on": dt.date(2022, 3, 20), "evidence": f"{SITE}/o2"}),
    "สำนักปลัด": ("O1", {"status": "อยู่ระหว่างดำเนินการ", "progress": 40, "reported_on": dt.date(2022, 4, 28), "remarks": "<ก> & 'ข'"}),
    "งานพัสดุ": ("O24", {"status": "ยกเลิก", "remarks": "ไม่มีงบ\nปีนี้"}),
}  # fmt: skip


class Office:
    """A plan, and what its units answered, each sheet as rows of values from A1."""

    def __init__(self, folder):
        self.plan, _, tracking = make(folder)
        self.tracking = tracking
        hands = Hands(tracking)
        for unit, (item, answers) in ANSWERED.items():
            hands.answer(unit, item, **answers)
        hands.save(folder / "back.xlsx", SAVED_AT, "ก")
        book = Workbook(admit(folder / "back.xlsx", "back.xlsx"))
        self.sheets = {name: self.rows(book.grid(name)) for name in book.sheets}
        self.expected = self.answers(folder / "back.xlsx")

    def rows(self, grid):
        return [[]] * grid.top + [[None] * grid.left + list(values) for values in grid.rows]

    def result(self, *paths):
        return report(AS_OF, *paths, plan=self.plan)

    def answers(self, *paths):
        return answers(self.result(*paths))


def answers(result):
    return [(each.action.ref, each.status, dict(each.answers), each.evidence) for each in result.actions]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("office"))


def inline(office):
    return whole({name: sheet(rows_of(rows)) for name, rows in office.sheets.items()})


def shared(office):
    texts = []
    sheets = {name: sheet(rows_of(rows, shared=texts)) for name, rows in office.sheets.items()}
    return whole(sheets, shared=texts)


def strict(office):
    return whole({name: sheet(rows_of(rows), space=STRICT) for name, rows in office.sheets.items()}, strict=True)


def of_1904(office):
    sheets = {name: sheet(rows_of(rows, DAY_0_OF_1904)) for name, rows in office.sheets.items()}
    return whole(sheets, properties='date1904="1"')


def of_1904_without_formats(office):
    sheets = {name: sheet(rows_of(rows, DAY_0_OF_1904).replace(' s="1"', "")) for name, rows in office.sheets.items()}
    return whole(sheets, properties="date1904='true'")


def small_dimension(office):
    return whole({name: sheet(rows_of(rows), '<dimension ref="A1"/>') for name, rows in office.sheets.items()})


def huge_dimension(office):
    return whole(
        {name: sheet(rows_of(rows), '<dimension ref="A1:XFD1048576"/>') for name, rows in office.sheets.items()}
    )


def backslashes(office):
    return {name.replace("/", "\\"): part for name, part in inline(office).items()}


def macros(office):
    return {**inline(office), "xl/vbaProject.bin": b"x"}


def hidden_sheets(office):
    parts = inline(office)
    return {**parts, "xl/workbook.xml": parts["xl/workbook.xml"].replace("<sheet ", '<sheet state="hidden" ')}


def reordered(office):
    return whole({name: sheet(rows_of(office.sheets[name])) for name in reversed(office.sheets)})


SHAPES = [
    inline, shared, strict, of_1904, of_1904_without_formats, small_dimension, huge_dimension, backslashes, macros, hidden_sheets,
    reordered,
]  # fmt: skip


@pytest.mark.parametrize("suffix", [".xlsx", ".xlsm"])
@pytest.mark.parametrize("shape", SHAPES)
def test_the_shape_of_a_file_changes_no_answer(office, tmp_path, shape, suffix):
    (tmp_path / f"ส่งคืน{suffix}").write_bytes(zipped(shape(office)))
    result = office.result(tmp_path / f"ส่งคืน{suffix}")
    assert answers(result) == office.expected
    assert [file.outcome for file in result.files] == [Outcome.READ]


def test_whole_workbooks_of_several_units_each_with_its_own_sheet_filled_in_come_together(office, tmp_path):
    paths = []
    for unit, (item, given) in ANSWERED.items():
        hands = Hands(office.tracking)
        hands.answer(unit, item, **given)
        paths.append(tmp_path / f"จาก {unit}.xlsx")
        hands.save(paths[-1], SAVED_AT, unit)
    assert office.answers(*paths) == office.expected
    assert office.answers(*reversed(paths)) == office.expected
    assert office.result(*paths).conflicts == ()


def alone(office, unit, tmp_path, name, sheet_name):
    path = tmp_path / name
    path.write_bytes(zipped(whole({sheet_name: sheet(rows_of(office.sheets[unit]))})))
    return path


def test_a_sheet_copied_into_a_file_of_its_own_is_read(office, tmp_path):
    paths = [alone(office, unit, tmp_path, f"{number}.xlsx", "Sheet1") for number, unit in enumerate(ANSWERED)]
    assert office.answers(*paths) == office.expected


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
@pytest.mark.parametrize(
    "pattern",
    ["{}.xlsx", "สำเนาของ {}.xlsx", "{} (1).xlsx", "Copy of {}.xlsx", "{} - Copy.xlsx", "{} - สำเนา (2).xlsx"],
)
def test_a_table_with_nothing_of_ours_left_is_known_by_its_file_s_name(office, tmp_path, pattern, form):
    given = {unit: bare(office.sheets[unit]) for unit in ("กองคลัง", "สำนักปลัด", "กองช่าง โยธา")}
    paths = []
    for unit, rows in given.items():
        paths.append(tmp_path / unicodedata.normalize(form, pattern.format(unit)))
        paths[-1].write_bytes(zipped(whole({"Sheet1": sheet(rows_of(rows))})))
    result = office.result(*paths)
    assert [file.outcome for file in result.files] == [Outcome.READ] * 3
    assert {each.action.unit for each in result.actions if each.reported} == {"กองคลัง", "สำนักปลัด"}  # one is untouched


def bare(rows):
    """The table without what stands above it, the row of keys and the hidden refs."""
    header = next(place for place, values in enumerate(rows) if "สถานะ" in values)
    return [values[1:] for values in rows[header : header + 1] + rows[header + 2 :]]


@pytest.mark.parametrize("name", ["กองคลัง (2)", "สำเนาของ กองคลัง", "กองคลัง - Copy"])
def test_the_sheet_of_a_unit_is_known_when_a_program_has_copied_it(office, tmp_path, name):
    path = tmp_path / "x.xlsx"
    path.write_bytes(zipped(whole({name: sheet(rows_of(bare(office.sheets["กองคลัง"])))})))
    assert {each.action.unit for each in office.result(path).actions if each.reported} == {"กองคลัง"}


def test_the_same_file_twice_counts_once_whatever_it_is_called(office, tmp_path):
    data = zipped(inline(office))
    names = ["ส่งคืน.xlsx", "ส่งคืน (1).xlsx", "สำเนาของ ส่งคืน.xlsx", unicodedata.normalize("NFKD", "ดำ.xlsx"), "ดำ.xlsx"]
    for name in names:
        (tmp_path / name).write_bytes(data)
    result = office.result(*(tmp_path / name for name in names))
    assert answers(result) == office.expected
    assert sorted(file.outcome for file in result.files) == [Outcome.READ] + [Outcome.SKIPPED] * 4
    assert {file.reason.code for file in result.files if file.reason} == {"file-same"}


def test_folders_of_folders_are_searched_and_files_of_one_name_are_told_apart(office, tmp_path):
    for place in ("ก/ข/ค", "ก/ง", "จ"):
        (tmp_path / place).mkdir(parents=True)
    for (unit, _), place in zip(ANSWERED.items(), ("ก/ข/ค", "ก/ง", "จ"), strict=True):
        alone(office, unit, tmp_path / place, "ส่งคืน.xlsx", "Sheet1")
    sources = find_sources([tmp_path])
    assert [source.name for source in sources] == ["ก/ข/ค/ส่งคืน.xlsx", "ก/ง/ส่งคืน.xlsx", "จ/ส่งคืน.xlsx"]
    result = report_of(sources, office)
    assert answers(result) == office.expected
    apart = find_sources([tmp_path / "ก", tmp_path / "จ", tmp_path / "ก/ง/ส่งคืน.xlsx"])
    assert len({source.name for source in apart}) == len(apart) == 3


def report_of(sources, office):
    from itaxl import catalogues
    from itaxl.core.consolidation import consolidate

    returns = [read_return(source.path, source.name) for source in sources]
    return consolidate(returns, AS_OF, catalogues.load, office.plan)
