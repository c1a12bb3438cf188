"""Measures itaxl against what a user would pick instead, as ratios in one run; prints README's table.

    python3 scripts/bench.py [--only abcde] [--runs N]

The two sides of a pair are timed in turn, several times, and the median of the ratios counts: how fast the machine is
just now drops out. Work within this process is timed by the processor's clock, whole processes by the wall's. It sets
itself up first.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from environment import PROJECT, python, speak_utf8

if __name__ == "__main__" and "--inside" not in sys.argv:
    speak_utf8()
    command = [str(python("[test]")), __file__, "--inside", *sys.argv[1:]]
    sys.exit(subprocess.run(command, cwd=PROJECT, check=False).returncode)

import argparse
import atexit
import gc
import io
import shutil
import statistics
import sysconfig
import tempfile
import time
import venv
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd
import python_calamine
import xlsxwriter
from bench_workbooks import AS_OF, Round, copies, large_report, make_round

from itaxl import catalogues
from itaxl.core.consolidation import consolidate
from itaxl.core.layout import BY_KEY
from itaxl.core.returns import understand
from itaxl.excel.plan_reader import read_plan
from itaxl.excel.return_reader import read_return
from itaxl.excel.summary_writer import write_summary

Work = Callable[[], object]
Clock = Callable[[], float]


@dataclass(frozen=True)
class Line:
    """One line of the table: the ratio of ours to theirs, and what is to be reached."""

    what: str
    against: str
    ours: float
    theirs: float
    ratio: float
    goal: str

    def __str__(self) -> str:
        numbers = f"{self.ours:,.1f} | {self.theirs:,.1f} | {self.ratio:.2f}"
        return f"| {self.what} | {self.against} | {numbers} | {self.goal} |"


def compare(
    what: str, against: str, ours: Work, theirs: Work, goal: str, runs: int, clock: Clock = time.process_time
) -> Line:
    """Times both in turn."""
    ours(), theirs()
    return in_turn(what, against, [(timed(ours, clock), timed(theirs, clock)) for _ in range(runs)], goal)


def in_turn(what: str, against: str, pairs: Sequence[tuple[float, float]], goal: str) -> Line:
    """The line of what was timed in turn, as (ours, theirs)."""
    mine, other = (statistics.median(times) for times in zip(*pairs, strict=True))
    return Line(what, against, mine, other, statistics.median(one / two for one, two in pairs), goal)


def timed(work: Work, clock: Clock) -> float:
    """Milliseconds that the work takes."""
    gc.collect()
    start = clock()
    work()
    return (clock() - start) * 1000


# --- a: one workbook ---------------------------------------------------------------------------------------


def read_fully(path: Path) -> object:
    """From the gate to typed actions with provenance."""
    returned = read_return(path, path.name)
    assert returned.issue
    return understand(returned, returned.issue).rows


def read_values(path: Path) -> object:
    """What python-calamine gives of all sheets."""
    book = python_calamine.load_workbook(io.BytesIO(path.read_bytes()))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def measure_reading(made: Round, runs: int) -> Iterator[Line]:
    def ours() -> object:
        return read_fully(made.whole)

    def with_pandas(engine: str) -> Work:
        return lambda: pd.read_excel(made.whole, sheet_name=None, engine=engine)

    what = "(a) read a workbook: gate, values, typed actions with provenance"
    yield compare(what, "python-calamine, bare values", ours, lambda: read_values(made.whole), "≤ 2.5", runs * 3)
    yield compare(what, "`pandas.read_excel`, calamine", ours, with_pandas("calamine"), "", runs)
    yield compare(what, "`pandas.read_excel`, openpyxl", ours, with_pandas("openpyxl"), "≤ 0.17", runs)


# --- b, c: whole processes ---------------------------------------------------------------------------------

PLAIN_SCRIPT = f"""
import sys
import pandas as pd

out, *files = sys.argv[1:]
frames = []
for file in files:
    for sheet, frame in pd.read_excel(file, sheet_name=None, engine="calamine", header=4).items():
        if "{BY_KEY["status"].header}" in frame:
            frame = frame.dropna(subset=["{BY_KEY["title"].header}"])
            frames.append(frame.assign(file=file, sheet=sheet))
rows = pd.concat(frames)
counts = rows.groupby(["sheet", "{BY_KEY["status"].header}"]).size().unstack(fill_value=0)
with pd.ExcelWriter(out) as writer:
    counts.to_excel(writer, sheet_name="counts")
    rows.to_excel(writer, sheet_name="rows", index=False)
"""


def measure_consolidating(made: Round, folder: Path, runs: int) -> Iterator[Line]:
    script = folder / "plain.py"
    script.write_text(PLAIN_SCRIPT, "utf-8")
    files = list(map(str, made.parts))
    ours = ["-m", "itaxl", "consolidate", *files, "-o", str(folder / "s.xlsx"), "--plan", str(made.plan), "--force"]
    theirs = [str(script), str(folder / "p.xlsx"), *files]
    what = "(b) `itaxl consolidate` of 8 returns, the whole process"
    yield compare(
        what, "a plain pandas script", lambda: run(ours), lambda: run(theirs), "≤ 0.5", runs, time.perf_counter
    )


def measure_help(runs: int) -> Iterator[Line]:
    ours, theirs = ["-m", "itaxl", "--help"], ["-c", "pass"]
    what, against = "(c) `itaxl --help`", "`python -c pass`"
    yield compare(what, against, lambda: run(ours), lambda: run(theirs), "≤ 4", runs * 3, time.perf_counter)


@cache
def plain_python() -> str:
    """A Python that starts as a user's does: the one of the scripts first loads a finder for the checkout."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    venv.create(folder, with_pip=False)
    return str(folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def run(arguments: list[str]) -> str:
    """What a Python process prints; its modules compiled, as an installer leaves them."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPATH"] = os.pathsep.join((str(PROJECT), sysconfig.get_path("purelib")))
    command = [plain_python(), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8", env=environment)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


# --- d: many files -----------------------------------------------------------------------------------------


def measure_many(made: Round, folder: Path, runs: int) -> Iterator[Line]:
    """Milliseconds of the processor a file, and the memory taken; each number of files in processes of its own."""
    places = {count: copies(made.parts, count, folder / f"of-{count}") for count in (10, 100, 1000)}
    costs: list[dict[int, float]] = []
    memory: dict[int, float] = {}
    for _ in range(runs):
        costs.append({})
        for count, place in places.items():
            cost, peak = run([__file__, "--inside", "--many", str(made.plan), str(place)]).split()
            costs[-1][count], memory[count] = float(cost), float(peak)
    for count in (100, 1000):
        pairs = [(cost[count], cost[10]) for cost in costs]
        yield in_turn(f"(d) one file of {count:,}", "one file of 10", pairs, "≤ 1.1")
    more = [(_of_one_more(cost, 100, 1000), _of_one_more(cost, 10, 100)) for cost in costs]
    yield in_turn("(d) one more file, beyond 100", "one more, beyond 10", more, "0.9 – 1.1")
    few, many = memory[100], memory[1000]
    yield Line("(d) peak memory of 1,000 files (43,000 rows), MB", "of 100 files, MB", many, few, many / few, "")


def _of_one_more(cost: dict[int, float], few: int, many: int) -> float:
    """Milliseconds of one more file, without what is done once for however many files."""
    return (cost[many] * many - cost[few] * few) / (many - few)


def cost_of_many(plan_path: Path, folder: Path) -> None:
    """Prints the milliseconds a file that reading and consolidating all files of a folder takes, and the memory."""
    plan, _ = read_plan(plan_path)
    files = sorted(folder.iterdir())

    def work() -> object:
        return consolidate((read_return(file, file.name) for file in files), AS_OF, catalogues.load, plan)

    times = [timed(work, time.process_time) for _ in range(max(1, 200 // len(files)))]
    print(statistics.median(times) / len(files), peak_memory())


def peak_memory() -> float:
    """Megabytes that the process has taken at most; not a number where the system does not tell."""
    try:
        import resource
    except ImportError:
        return float("nan")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


# --- e: a large summary ------------------------------------------------------------------------------------


def measure_summary(actions: int, folder: Path, runs: int) -> Iterator[Line]:
    report = large_report(actions)
    summary, plain = folder / "large.xlsx", folder / "plain.xlsx"
    write_summary(report, summary)
    sheets = values_of(summary)
    what = f"(e) write a summary of {len(report.actions):,} actions"
    against = "XlsxWriter, the same cells and no more"
    yield compare(
        what, against, lambda: write_summary(report, summary), lambda: write_plainly(sheets, plain), "≤ 1.3", runs
    )


Values = dict[str, tuple[int, int, list[list[object]]]]
"""By sheet: the row and column of the first value, counted from 0, and the values."""


def values_of(path: Path) -> Values:
    book = python_calamine.load_workbook(str(path))
    sheets = {name: book.get_sheet_by_name(name) for name in book.sheet_names}
    return {name: (*(sheet.start or (0, 0)), sheet.to_python()) for name, sheet in sheets.items()}


def write_plainly(sheets: Values, path: Path) -> None:
    """As anybody would; of what it cannot make a link of, XlsxWriter tells at length."""
    warnings.filterwarnings("ignore", "Ignoring URL")
    book = xlsxwriter.Workbook(path, {"default_date_format": "d mmm yyyy"})
    for name, (top, left, rows) in sheets.items():
        sheet = book.add_worksheet(name)
        for row, values in enumerate(rows, top):
            for column, value in enumerate(values, left):
                if value != "":
                    sheet.write(row, column, value)
    book.close()


# -----------------------------------------------------------------------------------------------------------


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--many", nargs=2, type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--only", default="abcde", help="which parts: any of a, b, c, d, e")
    parser.add_argument("--runs", type=int, default=9, help="how often each pair is timed")
    parser.add_argument("--actions", type=int, default=50_000, help="of the large summary")
    given = parser.parse_args()
    if given.many:
        cost_of_many(*given.many)
        return
    print("| ours | against | ours, ms | theirs, ms | ratio | to reach |\n|---|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = make_round(folder)
        parts: dict[str, Callable[[], Iterator[Line]]] = {
            "a": lambda: measure_reading(made, given.runs),
            "b": lambda: measure_consolidating(made, folder, given.runs),
            "c": lambda: measure_help(given.runs),
            "d": lambda: measure_many(made, folder, given.runs),
            "e": lambda: measure_summary(given.actions, folder, max(1, given.runs // 3)),
        }
        for part, measure in parts.items():
            for line in measure() if part in given.only else ():
                print(line, flush=True)


if __name__ == "__main__":
    speak_utf8()
    main()
