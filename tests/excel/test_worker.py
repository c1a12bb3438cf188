"""What a reader may do to the process that it runs in, and that the next file does not notice."""

import faulthandler
import os
import sys
import threading
import time

import pytest

from itaxl.core.problems import CannotGoOn
from itaxl.core.returns import Return
from itaxl.excel import worker
from itaxl.excel.worker import read_apart, read_summary_apart
from tests.rawbooks import book, zipped


def _abort(path):
    faulthandler.disable()
    os.abort()


def _loop(path):
    while True:
        pass


def _fill(path):
    return [bytearray(10_000_000) for _ in range(1000)]


class Panic(BaseException):
    """As one in Rust arrives."""


def _panic(path):
    raise Panic


def _grow(path):
    return "x" * 10_000


HARM = {
    "abort": (_abort, "file-crashed", "SIGABRT"),
    "loop": (_loop, "file-too-slow", None),
    "fill": (_fill, "file-memory", None),
    "panic": (_panic, "file-crashed", "Panic"),
    "grow": (_grow, "file-too-large", None),
}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="simulated where a process can be forked")


@pytest.fixture
def simulated(monkeypatch):
    """A reader that does harm on a file of that name."""

    def read(path, name):
        harm = HARM.get(path.stem)
        return Return(name, digest=harm[0](path) if harm else "read")

    monkeypatch.setattr(worker, "read_return", read)
    monkeypatch.setattr(worker, "_start", worker._fork)
    monkeypatch.setattr(worker, "LARGEST_ANSWER", 5_000)


@pytest.mark.parametrize("harm", HARM)
def test_harm_costs_its_file_alone_and_is_said(tmp_path, simulated, monkeypatch, harm):
    _, code, found = HARM[harm]
    if harm == "loop":
        monkeypatch.setattr(worker, "SECONDS", 2.0)
    names = ["before", harm, "between", harm, "after"]
    results = list(read_apart((tmp_path / name, name) for name in names))
    assert [result.file for result in results] == names
    assert [result.digest for result in results if not result.refused] == ["read"] * 3
    refused = [result.refused for result in results if result.refused]
    assert [(problem.code, problem.found) for problem in refused] == [(code, found)] * 2


def test_files_that_are_read_well_share_one_process(tmp_path, monkeypatch):
    started = []
    start = worker._fork
    monkeypatch.setattr(worker, "_start", lambda: started.append(start()) or started[-1])
    monkeypatch.setattr(worker, "read_return", lambda path, name: Return(name, digest=str(os.getpid())))
    processes = {result.digest for result in read_apart((tmp_path / str(n), str(n)) for n in range(5))}
    assert len(started) == 1 and len(processes) == 1 and str(os.getpid()) not in processes


def test_who_stops_early_leaves_no_process_behind(tmp_path, simulated, monkeypatch):
    started = []
    monkeypatch.setattr(worker, "_start", lambda: started.append(worker._fork()) or started[-1])
    reading = read_apart((tmp_path / name, name) for name in ("one", "loop", "three"))
    next(reading)
    begun = time.monotonic()
    reading.close()
    assert time.monotonic() - begun < 5
    assert started[0].ended() == -9


def test_it_is_a_program_of_its_own_where_other_threads_run(tmp_path):
    (tmp_path / "x.xlsx").write_bytes(zipped(book()))
    waiting = threading.Event()
    thread = threading.Thread(target=waiting.wait)
    thread.start()
    try:
        [returned] = read_apart([(tmp_path / "x.xlsx", "x.xlsx")])
    finally:
        waiting.set()
        thread.join()
    assert [list(values) for values in returned.grids[0].rows] == [["ก", 2.0]]


def test_a_summary_is_read_in_a_process_of_its_own_too(tmp_path, simulated, monkeypatch):
    """And one that takes its reader down is one sentence."""
    monkeypatch.setattr(worker, "read_summary", lambda path, name: HARM[path.stem][0](path))
    for name, code in (
        ("abort", "file-crashed"),
        ("fill", "file-memory"),
        ("panic", "file-crashed"),
        ("grow", "file-too-large"),
    ):
        (tmp_path / name).touch()
        with pytest.raises(CannotGoOn) as stop:
            read_summary_apart(tmp_path / name)
        assert (stop.value.problem.code, stop.value.problem.file) == (code, name)
    with pytest.raises(CannotGoOn) as stop:
        read_summary_apart(tmp_path / "no")
    assert stop.value.problem.code == "file-missing"
