"""Damages valid returns in every way that it can think of and reads them; sets itself up first.

    python3 scripts/fuzz.py [FILE|FOLDER...] [--runs 20000] [--seed 2565] [--jobs N] [--office] [--keep DIR]

Bytes flipped, files cut off, parts removed, doubled and swapped with another return's, and, because most flipped bytes
end at a checksum, XML and texts changed inside a part that is packed anew. Each file must end in a return or in a
problem, with rows = actions + rejected + blank, in bounded time: whatever else happens is printed with its number, is
kept in DIR, and makes the exit code 1. `--office` damages the returns also as LibreOffice saves them (.ods, .xls).
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
NAKHOK = PROJECT / "workbooks" / "nakhok"
AS_OF = dt.date(2022, 5, 10)
SECONDS = 10.0  # for one file; an undamaged one takes a hundredth of it

Change = Callable[[bytes, random.Random], bytes]


@dataclass(frozen=True, slots=True)
class Valid:
    """An undamaged return: its bytes and, of a zip, its parts by name."""

    name: str
    data: bytes
    parts: dict[str, bytes]

    @classmethod
    def read(cls, path: Path) -> Valid:
        data, parts = path.read_bytes(), dict[str, bytes]()
        if data.startswith(b"PK"):
            with zipfile.ZipFile(BytesIO(data)) as archive:
                parts = {name: archive.read(name) for name in archive.namelist()}
        return cls(path.name, data, parts)


# --- ways to damage bytes, a part, and a whole workbook ----------------------------------------------------


def flipped(data: bytes, dice: random.Random) -> bytes:
    """Some bytes changed."""
    damaged = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 5, 30))):
        if damaged:
            damaged[dice.randrange(len(damaged))] ^= 1 << dice.randrange(8)
    return bytes(damaged)


def truncated(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data) + 1)]


def shortened(data: bytes, dice: random.Random) -> bytes:
    """A piece taken out."""
    start = dice.randrange(len(data) + 1)
    return data[:start] + data[start + dice.choice((1, 2, 16, 512)) :]


def overwritten(data: bytes, dice: random.Random) -> bytes:
    """A piece copied over another place, or filled with one byte."""
    length = dice.choice((2, 4, 8, 64, 512))
    start, place = dice.randrange(len(data) + 1), dice.randrange(len(data) + 1)
    piece = data[start : start + length] if dice.random() < 0.5 else dice.choice((b"\0", b"\xff")) * length
    return data[:place] + piece + data[place + len(piece) :]


VALUES = (
    "", " ", "0", "-1", "1", "2", "7", "99", "1.5", "-0.5", "1e999", "1e308", "NaN", "inf", "99999999999999999999",
    "2147483648", "4294967296", "1048577", "A0", "A1", "XFD1048576", "ZZZZZ99999999", "A1:XFD1048576", "-A1", "a1",
    "s", "e", "b", "d", "n", "str", "inlineStr", "true", "rId1", "rId99", "../../x.xml", "/xl/workbook.xml", "#REF!",
    "สำนักปลัด", "กองคลัง", "_itaxl", "คำชี้แจง", "O1", "O99", "ดำเนินการแล้วเสร็จ", "เสร็จ", "ยกเลิก", "100%",
    "๑๐๐", "31/2/65",
    "30 เม.ย. 65", "30/4/9999", "0/0/0", "1/1/1", "ไตรมาส 9", "ไตรมาส 2/0000", "ตลอดปีงบประมาณ 9999", "ก.พ. 2443",
    "44681",
    "2958466", "-657435", "20220230", "00000000", "https://[", "http://x:99999/", "file:///C:/x", "=1+1",
    "\u200b", "&#0;",
    "&#xD800;", "&#55;", "&x;", "&amp", "<", "]]>", "x" * 5000, "9" * 5000, "[" * 3000, "tracking", "plan", "9999",
    "0001-01-01", "9999-12-31", '["a"]', "not_started", "OIT",
)  # fmt: skip
_VALUE = re.compile(rb"(?<==\")[^\"]*(?=\")|(?<==')[^']*(?=')")
_TEXT = re.compile(rb"(?<=>)[^<>]+(?=<)")
_ELEMENT = re.compile(rb"<[\w:-]+(?:\s[^<>]*)?(?:/>|>[^<>]*</[\w:-]+>)")
_TAG = re.compile(rb"<[^<>]*>")
_ATTRIBUTE = re.compile(rb"[\w:]+=\"[^\"]*\"")


def _changed(data: bytes, pattern: re.Pattern[bytes], dice: random.Random, change: Callable[[bytes], bytes]) -> bytes:
    """One to four of what matches the pattern, changed."""
    found = list(pattern.finditer(data))
    for match in sorted(dice.sample(found, min(len(found), dice.choice((1, 1, 2, 4)))), key=lambda m: -m.start()):
        data = data[: match.start()] + change(match[0]) + data[match.end() :]
    return data


def with_other(pattern: re.Pattern[bytes]) -> Change:
    """What matches the pattern becomes another value."""
    return lambda data, dice: _changed(data, pattern, dice, lambda _: dice.choice(VALUES).encode())


def doubled(data: bytes, dice: random.Random) -> bytes:
    return _changed(data, _ELEMENT, dice, lambda element: element * dice.choice((2, 2, 3, 1000)))


def dropped(data: bytes, dice: random.Random) -> bytes:
    return _changed(data, dice.choice((_ELEMENT, _TAG)), dice, lambda _: b"")


def exchanged(data: bytes, dice: random.Random) -> bytes:
    """Two elements in each other's place."""
    found = list(_ELEMENT.finditer(data))
    if len(found) < 2:
        return data
    one, two = sorted(dice.sample(found, 2), key=re.Match.start)
    return data[: one.start()] + two[0] + data[one.end() : two.start()] + one[0] + data[two.end() :]


def written_otherwise(data: bytes, dice: random.Random) -> bytes:
    """Attributes written as XML allows it, or nearly, and no program does, some with another value."""

    def change(attribute: bytes) -> bytes:
        name, _, value = attribute.partition(b"=")
        if dice.random() < 0.5:
            value = b'"' + dice.choice(VALUES).encode() + b'"'
        written = b"%b =\n%b" % (name, value), b"%b %b=%b" % (attribute, name, value), b'x=">" %b=%b' % (name, value)
        return dice.choice(written)

    return _changed(data, _ATTRIBUTE, dice, change)


RAW: Sequence[Change] = (flipped, truncated, shortened, overwritten)
IN_PARTS: Sequence[Change] = (
    *[with_other(_VALUE), with_other(_TEXT)] * 4,
    doubled,
    dropped,
    exchanged,
    written_otherwise,
    *RAW,
)
_TELLING = re.compile(r"worksheets/sheet|sharedStrings|content\.xml|workbook\.xml")


def damaged(valid: Sequence[Valid], dice: random.Random) -> tuple[Valid, bytes]:
    """(a valid return, its bytes damaged)."""
    one = dice.choice(valid)
    if not one.parts or dice.random() < 0.2:
        return one, dice.choice(RAW)(one.data, dice)
    parts = list(one.parts.items())
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        parts = _with_part_damaged(parts, dice.choice(valid).parts, dice)
    packed = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w", compresslevel=1) as archive:
        warnings.simplefilter("ignore")  # of names that stand twice
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=zipfile.ZIP_DEFLATED)
    return one, packed.getvalue()


Parts = list[tuple[str, bytes]]


def _with_part_damaged(parts: Parts, others: dict[str, bytes], dice: random.Random) -> Parts:
    telling = [place for place, (name, _) in enumerate(parts) if _TELLING.search(name)]
    place = dice.choice(telling) if telling and dice.random() < 0.8 else dice.randrange(len(parts))
    name, content = parts[place]
    way = dice.random()
    if way < 0.8:
        new = [(name, dice.choice(IN_PARTS)(content, dice))]
    elif way < 0.88:
        new = [(name, others.get(name, b""))]
    elif way < 0.93:
        new = [(name, dice.choice(parts)[1])]
    elif way < 0.95:
        new = [(dice.choice((name.upper(), name + "x", f"../{name}", name.replace("/", "\\"))), content)]
    elif way < 0.97:
        new = [(name, content)] * 2
    else:
        new = []
    return [*parts[:place], *new, *parts[place + 1 :]] or parts


# --- reading ------------------------------------------------------------------------------------------------


class Reader:
    """Reads damaged returns as the program does, against the Na Khok plan and without any."""

    def __init__(self, files: Iterable[Path], seed: int, folder: Path) -> None:
        from itaxl import read_plan

        self.plan, _ = read_plan(NAKHOK / "plan.xlsx")
        self.valid = [Valid.read(path) for path in files]
        self.seed, self.file = seed, folder / f"{os.getpid()}.xlsx"

    def run(self, number: int) -> str:
        """The outcome of one run: the same for the same seed and number.

        Raises AssertionError, or whatever reading lets out, where a promise is broken.
        """
        one, data = self.damaged(number)
        self.file.write_bytes(data)
        return outcome(self.file, one.name, self.plan, whole=number % 50 == 0)

    def damaged(self, number: int) -> tuple[Valid, bytes]:
        return damaged(self.valid, random.Random(f"{self.seed} {number}"))


def outcome(path: Path, name: str, plan: object, *, whole: bool = False) -> str:
    """What becomes of a file: read, partly, or the code of the problem that refused it; `whole` writes the summary too.

    Raises AssertionError where the rows do not add up or nothing is said.
    """
    from itaxl import catalogues
    from itaxl.core.consolidation import consolidate
    from itaxl.core.issuing import issue
    from itaxl.core.problems import CannotGoOn
    from itaxl.core.reportdata import report_data
    from itaxl.core.returns import understand
    from itaxl.excel.return_reader import read_return

    returned = read_return(path, name)
    for reference in (issue(plan), returned.issue):
        if reference and not (returned.refused or returned.skipped):
            tally = understand(returned, reference).tally
            assert tally.rows == tally.actions + tally.rejected + tally.blank, tally
    try:
        report_data(consolidate([returned], AS_OF, catalogues.load))
    except CannotGoOn as stop:
        assert stop.problem.code == "nothing-issued", stop.problem
    report = consolidate([returned], AS_OF, catalogues.load, plan)
    [file] = report_data(report)["files"]
    assert file["rows"] == file["actions"] + file["rejected"] + file["blank"], file
    if whole:
        _write(report, path.parent)
    reason = report.files[0].reason
    assert reason or file["outcome"] in ("read", "partly"), file
    return reason.code if reason else file["outcome"]


def _write(report: object, folder: Path) -> None:
    from itaxl.core.feedback import chat_text, feedback_of
    from itaxl.excel.feedback_writer import write_feedback
    from itaxl.excel.summary_writer import write_summary

    write_summary(report, folder / f"{os.getpid()}-summary.xlsx", {})
    for feedback in feedback_of(report):
        assert chat_text(feedback, "x.xlsx")
        write_feedback(feedback, folder / f"{os.getpid()}-feedback.xlsx", {})


# --- many runs, in processes of their own ------------------------------------------------------------------

TOO_LONG, DIED, MEMORY = "longer than allowed", "reader died", "out of memory"
CONTAINED = (DIED, MEMORY)  # what the program's own process for reading answers with a problem


def serve(reader: Reader, numbers: Iterable[int]) -> None:
    """Says each number before its run, and its outcome after it; what breaks a promise begins with "!"."""
    _limit_memory()
    for number in numbers:
        print(number, flush=True)
        try:
            said = reader.run(number)
        except MemoryError:
            said = MEMORY
        except BaseException as error:  # noqa: BLE001 - that none comes is what is tried
            at = error.__traceback__
            while at and at.tb_next:
                at = at.tb_next
            where = f"{Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}" if at else ""
            said = f"!{type(error).__name__} {where} {' '.join(str(error).split())[:200]}"
        print(said, flush=True)


def _limit_memory() -> None:
    """As much as the program's own process for reading may take."""
    from itaxl.excel.serving import MOST_MEMORY

    if sys.platform == "linux":
        import resource

        most = MOST_MEMORY + int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def outcomes(command: Sequence[str], first: int, runs: int, step: int) -> Iterator[tuple[int, str]]:
    """(number, outcome) of every `step`-th run, by processes started again where one dies or is late."""
    number = first
    while number < runs:
        late = threading.Event()
        process = subprocess.Popen(
            [*command, "--serve", str(number), str(runs), str(step)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
        )  # fmt: skip
        assert process.stdout
        while process.stdout.readline():
            timer = threading.Timer(SECONDS, lambda process=process, late=late: (late.set(), process.kill()))
            timer.start()
            said = process.stdout.readline().rstrip("\n")
            timer.cancel()
            yield number, said or (f"!{TOO_LONG}" if late.is_set() else DIED)
            number += step
        if process.wait() and number == first:
            sys.exit("the returns cannot be read")
        first = number


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("sources", nargs="*", type=Path, default=[NAKHOK / "returns"])
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=2565)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--office", action="store_true")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--serve", nargs=3, type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    files = [path for source in given.sources for path in (sorted(source.iterdir()) if source.is_dir() else [source])]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if given.serve:
            serve(Reader(files, given.seed, folder), range(*given.serve))
            return 0
        if given.office:
            files += saved_by_office(files, folder)
        reader = Reader(files, given.seed, folder)
        command = [sys.executable, __file__, *map(str, files), "--seed", str(given.seed)]
        return _report(reader, command, given)


def saved_by_office(files: Sequence[Path], folder: Path) -> list[Path]:
    """The files as LibreOffice saves them in its own format and in Excel's old one."""
    office = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    for kind in ("ods", "xls"):
        command = [*office, "--convert-to", kind, "--outdir", str(folder), *map(str, files)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return sorted([*folder.glob("*.ods"), *folder.glob("*.xls")])


def _report(reader: Reader, command: Sequence[str], given: argparse.Namespace) -> int:
    counts, broken, began, lock = Counter[str](), 0, time.monotonic(), threading.Lock()

    def follow(first: int) -> None:
        nonlocal broken
        for number, said in outcomes(command, first, given.runs, given.jobs):
            with lock:
                counts[said.partition(" ")[0] if said.startswith("!") else said] += 1
                broken += said.startswith("!")
                if said.startswith("!") or said in CONTAINED:
                    one, data = reader.damaged(number)
                    print(f"{number}: {said} ({one.name})", flush=True)
                    if given.keep:
                        given.keep.mkdir(parents=True, exist_ok=True)
                        (given.keep / f"{number} {one.name}").write_bytes(data)

    threads = [threading.Thread(target=follow, args=(first,)) for first in range(given.jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for said, count in counts.most_common():
        print(f"{count:7,} {said}")
    print(f"{counts.total():7,} runs in {time.monotonic() - began:.0f} s, seed {given.seed}; {broken} broke a promise")
    return 1 if broken or counts.total() != given.runs else 0


if __name__ == "__main__":
    from environment import python, speak_utf8

    if "--inside" not in sys.argv and "--serve" not in sys.argv:
        speak_utf8()
        inside = [str(python("[test]")), __file__, "--inside", *sys.argv[1:]]
        sys.exit(subprocess.run(inside, check=False).returncode)
    sys.argv = [argument for argument in sys.argv if argument != "--inside"]
    speak_utf8()
    sys.exit(main())
