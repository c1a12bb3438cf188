"""What a reader may do to the process that it runs in, and that the next file does not notice."""

import datetime as dt
import faulthandler
import os
import random
import signal
import subprocess
import sys
import threading
import time

import pytest

from itaxl.core.problems import CannotGoOn
from itaxl.core.returns import Bundle, Return
from itaxl.excel import allowance, plan_reader, process, return_reader, serving, summary_reader
from itaxl.excel.summary_writer import write_summary
from itaxl.excel.worker import AHEAD, Readers, read_apart, read_summary_apart
from tests.rawbooks import book, sheet, whole, zipped
from tests.rounds import make, report

AS_OF = dt.date(2022, 4, 1)


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

    def read(path, name, way):
        if path.suffix == ".zip" and not way:
            return Bundle(name, tuple(((each,), f"{name} › {each}") for each in path.stem.split("+")))
        harm = HARM.get(way[0] if way else path.stem)
        return Return(name, digest=harm[0](path) if harm else "read")

    def read_plan(path, name):
        return HARM[path.stem][0](path)

    monkeypatch.setattr(return_reader, "read_file", read)
    monkeypatch.setattr(plan_reader, "read_plan", read_plan)
    monkeypatch.setattr(process, "start", process.fork)
    monkeypatch.setattr(serving, "LARGEST_ANSWER", 5_000)


@pytest.fixture
def impatient():
    """Ends what would wait for ever, and takes no notice of errors of the system."""

    def stop(*_):
        raise AssertionError("waits for ever")

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(20)
    yield
    signal.alarm(0)


@pytest.mark.parametrize("jobs", [1, 2])
def test_neither_side_waits_for_the_other_with_names_and_answers_that_fill_the_pipes(
    tmp_path, simulated, monkeypatch, impatient, jobs
):
    """A zip may hold names of 64 KB, as long as the pipe through which they are asked for."""
    monkeypatch.setattr(serving, "LARGEST_ANSWER", 2_000_000)
    monkeypatch.setattr(return_reader, "read_file", lambda path, name, way: Return(name, digest="d" * 700_000))
    names = [f"{number} {'n' * length}" for number, length in enumerate([*[65_000] * 8, *[300] * 20])]
    assert [result.file for result in read_apart(((tmp_path / "x", name) for name in names), jobs)] == names


@pytest.mark.parametrize("jobs", [1, 3])
@pytest.mark.parametrize("harm", HARM)
def test_harm_costs_its_file_alone_and_is_said(tmp_path, simulated, monkeypatch, harm, jobs):
    _, code, found = HARM[harm]
    if harm == "loop":
        monkeypatch.setattr(allowance, "SECONDS", 2.0)
    names = ["before", harm, "between", harm, "after", *map(str, range(AHEAD))]
    results = list(read_apart(((tmp_path / name, name) for name in names), jobs))
    assert [result.file for result in results] == names
    assert [result.digest for result in results if not result.refused] == ["read"] * (3 + AHEAD)
    refused = [result.refused for result in results if result.refused]
    assert [(problem.code, problem.found) for problem in refused] == [(code, found)] * 2


@pytest.mark.parametrize("jobs", [1, 2])
def test_harm_in_a_zip_costs_its_file_alone_and_the_order_stays(tmp_path, simulated, jobs):
    names = ["a", "1+abort+2+panic+3.zip", "b", "c"]
    results = list(read_apart(((tmp_path / name, name) for name in names), jobs))
    inside = [f"{names[1]} › {each}" for each in ("1", "abort", "2", "panic", "3")]
    assert [result.file for result in results] == ["a", *inside, "b", "c"]
    assert [result.file for result in results if result.refused] == [inside[1], inside[3]]


@pytest.mark.parametrize("jobs", [1, 2])
def test_files_that_hang_cost_their_zip_its_time_and_what_is_left_is_named(tmp_path, simulated, monkeypatch, jobs):
    """Each has half of what is left, so that one bad file hides no good one: 1.5, 0.8, 0.8 seconds, then nothing."""
    for name, seconds in (("SECONDS", 2.0), ("ZIP_SECONDS", 3.0), ("FREE_SECONDS", 0.0), ("LEAST_SECONDS", 0.8)):
        monkeypatch.setattr(allowance, name, seconds)
    monkeypatch.setattr(serving, "LARGEST_ANSWER", 1_000_000)
    inside = ["1", "loop", "2", "loop", "3", "loop", "loop", *map(str, range(4, 300))]
    began = time.monotonic()
    results = list(read_apart([(tmp_path / name, name) for name in (f"{'+'.join(inside)}.zip", "after")], jobs))
    assert time.monotonic() - began < 12
    assert results[-1].digest == "read"
    codes = [result.refused.code if result.refused else "read" for result in results[:-1]]
    assert codes[:6] == ["read", "file-too-slow"] * 3
    assert set(codes[6:]) == {"zip-too-slow"}


@pytest.mark.parametrize("harm", HARM)
def test_a_plan_that_does_harm_is_refused_in_the_same_words_and_returns_are_read_after_it(
    tmp_path, simulated, monkeypatch, harm
):
    monkeypatch.setattr(allowance, "SECONDS", 2.0)
    _, code, found = HARM[harm]
    with Readers() as readers:
        with pytest.raises(CannotGoOn) as stop:
            readers.plan(tmp_path / f"{harm}.xlsx")
        assert (stop.value.problem.code, stop.value.problem.found) == (code, found)
        assert [returned.digest for returned in readers.returns([(tmp_path / "x", "x")])] == ["read"]


def test_the_plan_and_the_returns_are_read_by_one_process(tmp_path, monkeypatch):
    make(tmp_path)
    started = []
    start = process.fork
    monkeypatch.setattr(process, "start", lambda: started.append(start()) or started[-1])
    with Readers() as readers:
        assert readers.is_plan(tmp_path / "plan.xlsx") and not readers.is_plan(tmp_path / "tracking.xlsx")
        plan, problems = readers.plan(tmp_path / "plan.xlsx")
        [returned] = readers.returns([(tmp_path / "tracking.xlsx", "t")])
    assert (plan, problems) == plan_reader.read_plan(tmp_path / "plan.xlsx")
    assert returned.issue and len(started) == 1


def test_no_more_processes_are_started_than_have_something_to_read(tmp_path, simulated, monkeypatch):
    started = []
    monkeypatch.setattr(process, "start", lambda: started.append(process.fork()) or started[-1])
    assert len(list(read_apart([(tmp_path / "a", "a"), (tmp_path / "b", "b")], jobs=8))) == 2
    assert len(started) == 2


def test_files_that_are_read_well_share_one_process(tmp_path, monkeypatch):
    started = []
    start = process.fork
    monkeypatch.setattr(process, "start", lambda: started.append(start()) or started[-1])
    monkeypatch.setattr(return_reader, "read_file", lambda path, name, way: Return(name, digest=str(os.getpid())))
    processes = {result.digest for result in read_apart((tmp_path / str(n), str(n)) for n in range(5))}
    assert len(started) == 1 and len(processes) == 1 and str(os.getpid()) not in processes


def test_what_a_fresh_process_takes_to_begin_is_no_files_time(tmp_path, simulated, monkeypatch):
    monkeypatch.setattr(serving, "load", lambda: time.sleep(1.5))
    monkeypatch.setattr(allowance, "SECONDS", 1.0)
    results = list(read_apart((tmp_path / name, name) for name in ("one", "abort", "three")))
    assert [result.refused and result.refused.code for result in results] == [None, "file-crashed", None]


def test_one_that_cannot_begin_costs_its_file_and_is_said(tmp_path, simulated, monkeypatch):
    monkeypatch.setattr(serving, "load", lambda: time.sleep(30))
    monkeypatch.setattr(allowance, "BEGINNING_SECONDS", 1.0)
    [result] = read_apart([(tmp_path / "one", "one")])
    assert result.refused.code == "file-too-slow"


def test_a_reader_that_hangs_ends_itself_where_nobody_ends_it(tmp_path, simulated, monkeypatch):
    """Who asked may have been killed."""
    monkeypatch.setattr(serving, "LONGEST_ALONE", 1)
    loop, after = read_apart((tmp_path / name, name) for name in ("loop", "after"))
    assert (loop.refused.code, after.digest) == ("file-too-slow", "read")


def test_no_process_is_started_on_the_way_out(tmp_path, simulated, monkeypatch):
    started = []
    monkeypatch.setattr(process, "start", lambda: started.append(process.fork()) or started[-1])
    with Readers(1, tmp_path / "abort") as readers:
        returns = readers.returns([(tmp_path / "a", "a")])
        with pytest.raises(CannotGoOn):
            readers.plan(tmp_path / "abort")
        assert len(started) == 1
        assert [each.digest for each in returns] == ["read"]
    assert len(started) == 2


def test_who_stops_early_leaves_no_process_behind(tmp_path, simulated, monkeypatch):
    started = []
    monkeypatch.setattr(process, "start", lambda: started.append(process.fork()) or started[-1])
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
    monkeypatch.setattr(summary_reader, "read_summary", lambda path, name: HARM[path.stem][0](path))
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


def test_a_summary_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CannotGoOn) as stop:
        read_summary_apart(tmp_path / "no")
    assert (stop.value.problem.code, stop.value.problem.found) == ("file-missing", str(tmp_path / "no"))


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_asked_for_ahead_may_be_fetched_in_any_order(tmp_path, jobs):
    """And is read once: the plan is begun before anything else."""
    make(tmp_path)
    previous = tmp_path / "summary.xlsx"
    write_summary(report(AS_OF, tmp_path / "tracking.xlsx"), previous)
    files = [(tmp_path / "tracking.xlsx", str(number)) for number in range(3)]
    with Readers(jobs, tmp_path / "plan.xlsx", previous) as readers:
        returns = readers.returns(files)
        assert next(returns).file == "0"
        assert readers.summary(previous).file == "summary.xlsx"
        assert readers.plan(tmp_path / "plan.xlsx")[0].file == "plan.xlsx"
        assert [returned.file for returned in returns] == ["1", "2"]
        assert readers.plan(tmp_path / "plan.xlsx") == plan_reader.read_plan(tmp_path / "plan.xlsx")


@pytest.mark.parametrize("jobs", [0, -1, 33])
def test_a_number_of_processes_that_cannot_be_is_refused(jobs):
    with pytest.raises(CannotGoOn) as stop:
        Readers(jobs)
    assert stop.value.problem.code == "jobs-not-usable"


def run_python(code, *arguments, **options):
    """A program of its own, in which the code runs."""
    return subprocess.run([sys.executable, "-c", code, *arguments], timeout=60, check=False, **options)


def test_standard_streams_that_are_closed_cost_nothing(tmp_path):
    (tmp_path / "x.xlsx").write_bytes(zipped(book()))
    code = (
        "import itaxl, os, sys; os.close(0); os.close(2)\n"
        "print([returned.refused for returned in itaxl.read_returns(sys.argv[1])])"
    )
    assert run_python(code, str(tmp_path), capture_output=True).stdout == b"[None]\n"


def test_a_fork_that_leaves_through_the_reading_ends_nobody_elses_process(tmp_path):
    for name in "abc":
        (tmp_path / f"{name}.xlsx").write_bytes(zipped(book(sheet(f"<row><c><v>{ord(name)}</v></c></row>"))))
    code = (
        "import itaxl, os, sys\n"
        "refused = []\n"
        "for returned in itaxl.read_returns(sys.argv[1]):\n"
        "    refused.append(returned.refused)\n"
        "    child = os.fork()\n"
        "    if not child: sys.exit()\n"
        "    os.waitpid(child, 0)\n"
        "print(refused)"
    )
    assert run_python(code, str(tmp_path), capture_output=True).stdout == b"[None, None, None]\n"


def test_a_program_that_does_not_want_to_hear_of_its_children_reads_on(tmp_path):
    (tmp_path / "x.xlsx").write_bytes(zipped(book()))
    code = (
        "import itaxl, signal, sys; signal.signal(signal.SIGCHLD, signal.SIG_IGN)\n"
        "from itaxl.excel.worker import Readers\n"
        "from pathlib import Path\n"
        "import os, time\n"
        "with Readers() as readers:\n"
        "    [returned] = readers.returns([(Path(sys.argv[1]) / 'x.xlsx', 'x')])\n"
        "    readers._desks[0].worker.kill()\n"
        "    time.sleep(0.5)\n"
        "print(returned.refused)"
    )
    done = run_python(code, str(tmp_path), capture_output=True)
    assert (done.stdout, done.stderr) == (b"None\n", b"")


def test_what_no_gate_sees_costs_its_file_alone(tmp_path, monkeypatch):
    """Rows that do not say where they stand, and one long text in every cell: each fills the memory, and is legal."""
    monkeypatch.setattr(process, "start", process.launch)  # a fork of pytest would print its own dump
    noise = f"<!--{random.Random(1).randbytes(60_000).hex()}-->"  # so that none is a bomb
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>' + "<row/>" * 150_000 + "<row><c><v>1</v></c></row>"
    far = sheet(f'{rows}<row r="9"><c r="ZZ9"><v>2</v></c></row>') + noise
    row = '<c t="s"><v>0</v></c>' * 20
    cells = sheet(f"<row>{row}</row>" * 150)
    long = {**whole({"S": cells}, shared=[f"<si><t>{'ก' * 32_000}</t></si>"]), "docProps/a.xml": noise}
    for name, parts in (("a", book()), ("b", book(far)), ("c", long), ("d", book())):
        (tmp_path / name).write_bytes(zipped(parts))
    one, two, three, four = read_apart((tmp_path / name, name) for name in "abcd")
    assert one.grids and four.grids
    assert two.refused and three.refused
    assert {two.refused.code, three.refused.code} == {"file-memory"}


def test_the_files_of_one_zip_answer_no_more_together_than_is_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(process, "start", process.fork)
    monkeypatch.setattr(serving, "LARGEST_OF_ZIP", 2_000)
    (tmp_path / "x.zip").write_bytes(zipped({f"{n}.xlsx": zipped(book()) for n in range(9)}))
    *first, last = read_apart([(tmp_path / "x.zip", "x.zip")])
    assert first[0].grids and last.refused.code == "zip-too-large"
