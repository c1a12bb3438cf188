import os
import sys
import threading
from pathlib import Path

import pytest

from itaxl.core.problems import CannotGoOn, Word
from itaxl.files import check_outputs, check_text, check_workbook, find_sources, links_from, others_in, write_output


def touch(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, "utf-8", "replace")


def test_folders_are_searched_and_every_file_is_named_once(tmp_path):
    touch(tmp_path, "ก.xlsx", "ใน/ข.XLSM", "ใน/~$ข.xlsx", "note.txt", "ใน/ค.ods")
    found = find_sources([tmp_path, tmp_path / "ก.xlsx"])
    assert [source.name for source in found] == ["ก.xlsx", "ใน/~$ข.xlsx", "ใน/ข.XLSM", "ใน/ค.ods"]


def test_what_is_not_looked_for_is_named_but_for_what_is_hidden_or_ours(tmp_path):
    touch(
        tmp_path, "ก.xlsx", "กองช่าง.pdf", "ใน/กองคลัง.docx", "a.rar", "tmp.tmp", "note", ".DS_Store", "Thumbs.db",
        "desktop.ini", "~$กองคลัง.docx", ".git/x", "เตือน กองคลัง.eml", "สิ่งที่ต้องแก้ กองคลัง.txt", "ออก.json",
    )  # fmt: skip
    (tmp_path / "สำนักปลัด").write_bytes(b"PK\3\4...")
    (tmp_path / "ไม่มี.pdf").symlink_to(tmp_path / "ที่ไหน")
    (tmp_path / "ไม่มี.xlsx").symlink_to(tmp_path / "ที่ไหน")
    assert [source.name for source in find_sources([tmp_path])] == ["ก.xlsx", "สำนักปลัด", "ไม่มี.xlsx"]
    others = others_in([tmp_path, tmp_path / "ใน", tmp_path / "ก.xlsx"], [tmp_path / "ออก.json"])
    assert {each.file: each.skipped.code for each in others} == {
        "กองช่าง.pdf": "file-sent-wrong",
        "ใน/กองคลัง.docx": "file-sent-wrong",
        "a.rar": "file-sent-wrong",
        "ไม่มี.pdf": "file-sent-wrong",
        "tmp.tmp": "file-not-looked-for",
        "note": "file-not-looked-for",
    }


def test_files_of_one_name_in_two_folders_are_told_apart(tmp_path):
    touch(tmp_path, "a/x.xlsx", "b/x.xlsx")
    names = [source.name for source in find_sources([tmp_path / "a/x.xlsx", tmp_path / "b/x.xlsx"])]
    assert len(set(names)) == 2


def test_a_name_that_does_not_exist_cannot_go_on(tmp_path):
    with pytest.raises(CannotGoOn) as stop:
        find_sources([tmp_path / "ไม่มี"])
    assert stop.value.problem.code == "file-missing"


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux alone")
def test_names_that_are_no_text_are_told_apart_and_no_workbook_is_linked_to_them(tmp_path):
    names = [os.fsdecode(raw) for raw in (b"\xfe.xlsx", b"\xff.xlsx", b"\xff\xff/x.xlsx")]
    touch(tmp_path, "a.xlsx", *names)
    found = find_sources([tmp_path])
    assert [source.name for source in found if "/" not in source.name] == ["a.xlsx"]
    assert len({source.name for source in found}) == 4
    assert all(source.name.encode() for source in found)
    assert list(links_from(found, tmp_path / "out.xlsx").values()) == ["a.xlsx"]


def test_a_name_that_the_system_refuses_is_one_sentence(tmp_path):
    with pytest.raises(CannotGoOn) as stop:
        find_sources([tmp_path / ("ก" * 300)])
    assert "ชื่อยาวเกินไป" in str(stop.value)


def test_an_output_whose_name_the_system_refuses_is_one_sentence(tmp_path):
    with pytest.raises(CannotGoOn, match="ชื่อยาวเกินไป") as stop:
        check_outputs([tmp_path / ("ก" * 120 + ".xlsx")], [], force=False)
    assert stop.value.problem.code == "output-unwritable"
    with pytest.raises(CannotGoOn) as stop:
        check_workbook(tmp_path / ("ก" * 120))
    assert stop.value.problem.code == "output-not-xlsx"


def test_a_folder_that_may_not_be_looked_into_is_named(tmp_path, monkeypatch):
    touch(tmp_path, "a.xlsx", "ปิด/b.xlsx")
    scan = os.scandir

    def refuse(path):
        if str(path).endswith("ปิด"):
            raise PermissionError(13, "closed", str(path))
        return scan(path)

    monkeypatch.setattr("os.scandir", refuse)
    assert [source.name for source in find_sources([tmp_path])] == ["a.xlsx"]
    (closed,) = others_in([tmp_path])
    assert (closed.file, closed.refused.code) == ("ปิด", "file-unreadable")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_itself_stops_nothing(tmp_path):
    loop = tmp_path / "loop.xlsx"
    loop.symlink_to(loop)
    touch(tmp_path, "a.xlsx")
    assert [source.name for source in find_sources([tmp_path])] == ["a.xlsx", "loop.xlsx"]
    check_outputs([tmp_path / "s.xlsx"], [loop], force=False)
    with pytest.raises(CannotGoOn):
        check_outputs([loop], [], force=False)
        check_outputs([loop], [loop], force=False)


def test_outputs_are_checked_before_any_work(tmp_path):
    touch(tmp_path, "in.xlsx", "old.xlsx")
    cases = [
        (tmp_path / "in.xlsx", False, "output-is-input"),
        (tmp_path / "in.xlsx", True, "output-is-input"),
        (tmp_path / "old.xlsx", False, "output-exists"),
        (tmp_path / "ไม่มี" / "x.xlsx", False, "output-folder-missing"),
    ]
    for output, force, code in cases:
        with pytest.raises(CannotGoOn) as stop:
            check_outputs([output], [tmp_path / "in.xlsx"], force=force)
        assert stop.value.problem.code == code
    check_outputs([tmp_path / "old.xlsx", tmp_path / "new.xlsx"], [tmp_path / "in.xlsx"], force=True)


def test_nothing_is_begun_when_one_folder_cannot_be_written_to(tmp_path, monkeypatch):
    (tmp_path / "ปิด").mkdir()
    touch_file = Path.touch

    def touch_open(self, *rest, **more):
        if self.parent.name == "ปิด":
            raise PermissionError(13, "closed")
        touch_file(self, *rest, **more)

    monkeypatch.setattr(Path, "touch", touch_open)
    with pytest.raises(CannotGoOn) as stop:
        check_outputs([tmp_path / "a.xlsx", tmp_path / "ปิด" / "a.json"], [], force=False)
    assert (stop.value.problem.code, stop.value.problem.found) == ("output-unwritable", str(tmp_path / "ปิด" / "a.json"))
    assert [path.name for path in tmp_path.iterdir()] == ["ปิด"]


@pytest.mark.parametrize(
    ("name", "good"), [("a.json", True), ("a", True), ("a.txt", True), ("a.XLSX", False), ("a.docx", False)]
)
def test_text_gets_no_name_that_an_office_program_would_open(name, good):
    if good:
        check_text(Path(name))
        return
    with pytest.raises(CannotGoOn) as stop:
        check_text(Path(name))
    assert stop.value.problem.code == "output-not-text"


def test_an_output_is_moved_into_place_whole(tmp_path):
    seen = []
    write_output(tmp_path / "x.txt", lambda place: seen.append(place) or place.write_text("new"))
    assert (tmp_path / "x.txt").read_text() == "new"
    assert seen[0].parent == tmp_path
    assert [path.name for path in tmp_path.iterdir()] == ["x.txt"]


def test_what_a_killed_run_left_is_cleared_away_by_the_next_an_hour_later(tmp_path):
    places = []
    for name in ("x [1].txt", "y.txt"):
        write_output(tmp_path / name, lambda place: places.append(place) or place.touch())
    ours, others = (place.name[: -len(f"{os.getpid()}-{threading.get_native_id()}.tmp")] for place in places)
    old, new, of_another = f"{ours}1.tmp", f"{ours}2.tmp", f"{others}1.tmp"
    touch(tmp_path, old, new, of_another)
    for name in (old, of_another):
        os.utime(tmp_path / name, (0, 0))
    write_output(tmp_path / "x [1].txt", lambda place: place.write_text("new"))
    assert {path.name for path in tmp_path.iterdir()} == {"x [1].txt", "y.txt", new, of_another}


def test_a_temporary_name_is_not_longer_than_an_output_of_ours(tmp_path):
    """Windows takes no path of more than 259 letters: what would fit is written."""
    name = "ก" * 85  # 255 bytes, the longest that file systems take
    write_output(tmp_path / name, lambda place: place.write_text("new"))
    assert (tmp_path / name).read_text() == "new"


def test_a_name_that_is_too_long_is_told_before_any_work(tmp_path, monkeypatch):
    """As on Windows, which says of a long path that it was not found."""
    touch_ = Path.touch

    def touched(path, *rest):
        if len(str(path)) > 259:
            error = FileNotFoundError(2, "not found", str(path))
            error.winerror = 3
            raise error
        touch_(path, *rest)

    monkeypatch.setattr(Path, "touch", touched)
    short, long = tmp_path / "a.xlsx", tmp_path / f"{'a' * (259 - len(str(tmp_path)))}.xlsx"
    with pytest.raises(CannotGoOn) as stop:
        check_outputs([short, long], [], force=False)
    assert (stop.value.problem.code, stop.value.problem.found) == ("output-unwritable", str(long))
    assert stop.value.problem.facts == (("why", Word.NAME_TOO_LONG),)


@pytest.mark.parametrize("links", [True, False])
def test_what_somebody_else_made_meanwhile_is_not_replaced(tmp_path, monkeypatch, links):
    """Nor where a file has one name only, as on a USB stick."""
    if not links:
        monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(PermissionError(1, "no links")))
    path = tmp_path / "x.txt"

    def write(place):
        place.write_text("ours")
        path.write_text("theirs")

    written, warning = write_output(path, write, replaces=False)
    assert (path.read_text(), written.name, written.read_text()) == ("theirs", "x (2).txt", "ours")
    assert warning.code == "output-taken"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["x (2).txt", "x.txt"]
    assert write_output(tmp_path / "y.txt", write, replaces=False) == (tmp_path / "y.txt", None)


def test_a_failing_writer_leaves_the_old_output_and_nothing_else(tmp_path):
    touch(tmp_path, "x.txt")

    def fail(place: Path) -> None:
        place.write_text("half")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_output(tmp_path / "x.txt", fail)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("x.txt", "x.txt")]


def test_an_output_open_in_excel_is_written_beside_it(tmp_path, monkeypatch):
    """Windows refuses to replace a file that a program holds open."""
    touch(tmp_path, "x.xlsx", "x (2).xlsx")
    replace = Path.replace

    def refuse(self, target):
        if Path(target).name == "x.xlsx":
            raise PermissionError(13, "in use")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    written, warning = write_output(tmp_path / "x.xlsx", lambda place: place.write_text("new"))
    assert written.name == "x (3).xlsx"
    assert written.read_text() == "new"
    assert warning.code == "output-open"
    assert (tmp_path / "x.xlsx").read_text() == "x.xlsx"


def test_an_output_that_cannot_be_written_is_one_sentence(tmp_path):
    def fail(place: Path) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(CannotGoOn) as stop:
        write_output(tmp_path / "x.txt", fail)
    assert stop.value.problem.code == "output-unwritable"
