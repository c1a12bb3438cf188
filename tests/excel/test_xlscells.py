"""Far cells and formulas under old numbers in an .xls, and what an .xls that lies costs."""

import random
from struct import pack

import pytest

from itaxl.excel import process
from itaxl.excel.extents import FAR_ROW
from itaxl.excel.olestreams import container, stream_in
from itaxl.excel.return_reader import read_return
from itaxl.excel.worker import read_apart
from tests import xls
from tests.rawbooks import book, zipped

NEAR = (xls.text(0, 0, "ก"), xls.number(1, 1, 2))
PADDING = xls.record(0x5C, bytes(5000))  # who wrote it: makes the stream one of its own
STREAMS = pytest.mark.parametrize("padding", [b"", PADDING], ids=["a small stream", "a stream of its own"])


def read(folder, cells, of_the_book=b""):
    path = folder / "x.xls"
    path.write_bytes(xls.container(xls.book("กองคลัง", cells, of_the_book)))
    return read_return(path, "x.xls")


@STREAMS
def test_an_ordinary_one_is_read_as_it_is(tmp_path, padding):
    returned = read(tmp_path, (xls.dimensions(2, 2), *NEAR), padding)
    assert [grid.rows for grid in returned.grids] == [[["ก", ""], ["", 2.0]]]


@pytest.mark.parametrize("size", [0, 1, 4095, 4096, 4097, 4_190_208, 4_194_304, 9_999_999])
def test_what_is_put_in_a_container_is_found_in_it(size):
    stream = random.Random(size).randbytes(size)
    found = stream_in(container("Workbook", stream), ["Workbook"])
    assert found.rstrip(b"\0") == stream.rstrip(b"\0")


@pytest.mark.parametrize("piece", [512, 64])
def test_a_stream_of_which_a_part_is_missing_is_damage(tmp_path, piece):
    """Filled up with noughts it would be read as if it were whole."""
    cells = [xls.number(row, 0, row) for row in range(300 if piece == 512 else 20)]
    data = xls.container(xls.book("S", cells))
    cut = data[: -piece * 2]
    (tmp_path / "x.xls").write_bytes(cut)
    returned = read_return(tmp_path / "x.xls", "x.xls")
    assert returned.refused and returned.refused.code == "file-damaged"


def test_what_a_container_declares_of_other_streams_is_not_believed(tmp_path):
    """python-calamine would make room for what the root says that all small streams take."""
    data = bytearray(xls.container(xls.book("S", NEAR)))
    entry = data.index("Root Entry".encode("utf-16-le"))
    data[entry + 120 : entry + 124] = pack("<I", 2**31 - 1)
    (tmp_path / "x.xls").write_bytes(data)
    assert [grid.rows for grid in read_return(tmp_path / "x.xls", "x.xls").grids] == [[["ก", ""], ["", 2.0]]]


@STREAMS
def test_cells_far_outside_are_left_out_and_each_is_told(tmp_path, padding):
    far = (
        xls.number(65_535, 255, 7),
        xls.formula(65_535, 254, 0),
        xls.record(0x207, b"\1\0\0x"),
        xls.text(FAR_ROW, 0, "ไกล"),
    )
    returned = read(tmp_path, (xls.dimensions(65_536, 256), *NEAR, *far), padding)
    assert [grid.rows for grid in returned.grids] == [[["ก", ""], ["", 2.0]]]
    told = [(each.code, each.sheet, each.cell) for each in returned.problems[1:]]
    assert told == [("cell-far", "กองคลัง", cell) for cell in ("IV65536", "IU65536", "A5001")]


@STREAMS
def test_a_formula_that_bears_an_older_format_s_number_keeps_its_value(tmp_path, padding):
    """Some programs write these, Excel reads them, python-calamine passes over them."""
    returned = read(tmp_path, (*NEAR, xls.formula(2, 0, 3, kind=0x406), xls.formula(2, 1, 4, kind=0x206)), padding)
    assert [grid.rows for grid in returned.grids] == [[["ก", ""], ["", 2.0], [3.0, 4.0]]]


def test_a_size_that_lies_takes_no_room(tmp_path):
    returned = read(tmp_path, (xls.dimensions(1_000_000, 256), *NEAR))
    assert [grid.rows for grid in returned.grids] == [[["ก", ""], ["", 2.0]]]


@pytest.mark.parametrize("size", [pack("<HHHHH", 0, 65_535, 0, 65_535, 0), pack("<IIHHH", 9, 1, 9, 1, 0), b""])
def test_a_size_in_another_form_takes_no_room(tmp_path, size):
    returned = read(tmp_path, (xls.record(0x200, size), *NEAR))
    assert [grid.rows for grid in returned.grids] == [[["ก", ""], ["", 2.0]]]


def test_the_stream_for_older_programs_does_not_hide_the_other(tmp_path):
    stream = xls.book("กองคลัง", (*NEAR, xls.number(65_535, 255, 7)))
    (tmp_path / "x.xls").write_bytes(xls.container(stream, older=True))
    returned = read_return(tmp_path / "x.xls", "x.xls")
    assert [each.cell for each in returned.problems[1:]] == ["IV65536"]
    assert [grid.rows for grid in returned.grids] == [[["ก", ""], ["", 2.0]]]


def test_more_texts_than_there_is_room_for_are_damage(tmp_path):
    returned = read(tmp_path, NEAR, xls.record(0xFC, pack("<II", 2**31 - 1, 2**31 - 1)))
    assert returned.refused and returned.refused.code == "file-damaged"


def test_sheets_within_each_other_are_damage(tmp_path):
    inner = xls.record(0x85, pack("<IBBBBB", 83, 0, 0, 1, 0, ord("x")))  # at the first cell of the other
    returned = read(tmp_path, NEAR, inner)
    assert returned.refused and returned.refused.code == "file-damaged"


def test_sheets_that_together_span_more_than_a_machine_holds_are_refused(tmp_path):
    sheets = [(xls.number(0, 0, 1), xls.number(65_000, 29, 1))] * 3
    (tmp_path / "x.xls").write_bytes(xls.container(xls.workbook(sheets)))
    returned = read_return(tmp_path / "x.xls", "x.xls")
    assert returned.refused and returned.refused.code == "file-too-large"


def test_a_damaged_one_is_not_taken_for_the_zip_behind_it(tmp_path):
    (tmp_path / "x.xls").write_bytes(xls.container(b"nothing") + zipped(book()))
    returned = read_return(tmp_path / "x.xls", "x.xls")
    assert returned.refused and returned.refused.code == "file-damaged"


def test_sheets_that_begin_beyond_the_end_of_the_file_are_damage(tmp_path):
    first = xls.record(0x85, pack("<IBBBBB", 1_000_000, 0, 0, 1, 0, ord("x")))
    path = tmp_path / "x.xls"
    path.write_bytes(xls.container(xls.book("กองคลัง", NEAR, first, lie=2_000_000)))
    returned = read_return(path, "x.xls")
    assert returned.refused and returned.refused.code == "file-damaged"


@pytest.mark.parametrize("lie", [len(xls.begin(0)), len(xls.begin(0)) - 6])
def test_a_sheet_that_hides_where_it_begins_is_looked_at_from_where_the_reader_begins(tmp_path, monkeypatch, lie):
    """python-calamine makes room for the size that a sheet says, and aborts; whatever stands where it begins."""
    monkeypatch.setattr(process, "start", process.launch)  # a fork of pytest would print its own dump
    hidden = (xls.dimensions(65_536, 65_535), *NEAR, xls.number(65_535, 255, 7))
    for name, cells, start in (("a.xls", NEAR, 0), ("b.xls", hidden, lie), ("c.xls", NEAR, 0)):
        (tmp_path / name).write_bytes(xls.container(xls.book("S", cells, lie=start)))
    one, two, three = read_apart((tmp_path / name, name) for name in ("a.xls", "b.xls", "c.xls"))
    assert one.grids and three.grids
    assert two.refused is None or two.refused.code == "file-damaged"
