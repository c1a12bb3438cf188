"""Files on disk: the sources that a user names, and outputs written beside and moved into place."""

import contextlib
import os
import threading
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from itaxl.core.filenames import begins_as_workbook, ending, is_looked_for, is_told_of, readable
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.returns import Return, passed_over
from itaxl.core.systemerrors import why


class Source(NamedTuple):
    """A file to read; `name` is what messages call it: short, and different from every other source's."""

    path: Path
    name: str


def find_sources(given: Iterable[Path]) -> list[Source]:
    """The files that were named and those in the folders that were named, each once, by name.

    Raises CannotGoOn for a name that does not exist.
    """
    found: dict[Path, str] = {}
    for path in given:
        try:
            for file, name in _found(path):
                found.setdefault(real_path(file), readable(name))
        except OSError as error:
            raise CannotGoOn(Problem("file-unreadable", readable(str(path)), facts=(("why", why(error)),))) from None
    return sorted(_told_apart(found), key=lambda source: source.name)


def others_in(given: Iterable[Path], outputs: Iterable[Path] = ()) -> list[Return]:
    """The files in the folders that were named that are not looked for, each skipped by its name, but for hidden ones
    and ours: `outputs` are about to be written. A folder in them that may not be looked into is refused."""
    ours = {real_path(path) for path in outputs}
    found: dict[Path, str] = {}
    closed: list[Return] = []
    for folder in filter(Path.is_dir, given):
        errors: list[OSError] = []
        for file in _files_in(folder, errors.append):
            name = file.relative_to(folder).as_posix()
            if not _may_be_return(file) and is_told_of(name) and real_path(file) not in ours:
                found.setdefault(real_path(file), readable(name))
        for error in errors:
            name = readable(Path(error.filename).relative_to(folder).as_posix())
            closed.append(Return(name, refused=Problem("file-unreadable", name, facts=(("why", why(error)),))))
    return [*closed, *(passed_over(source.name) for source in _told_apart(found))]


def _files_in(folder: Path, tell: Callable[[OSError], None] | None = None) -> list[Path]:
    """Everything in the folder that is no folder itself, a link that leads nowhere, too; `tell` hears of the folders in
    it that may not be looked into."""
    return sorted(Path(place, name) for place, _, names in os.walk(folder, onerror=tell) for name in names)


def real_path(path: Path) -> Path:
    """Where links lead to; one that leads to itself is itself, over which `resolve` stumbles."""
    return Path(os.path.realpath(path))


def _may_be_return(file: Path) -> bool:
    """True by its ending, or without one by how it begins."""
    if is_looked_for(file.name) or ending(file.name) or not is_told_of(file.name):
        return is_looked_for(file.name)
    if not file.is_file():
        return False
    try:
        with file.open("rb") as opened:
            return begins_as_workbook(opened.read(8))
    except OSError:
        return False


def _found(path: Path) -> Iterator[tuple[Path, str]]:
    """(each file, its name)."""
    if path.is_dir():
        for file in _files_in(path):
            if _may_be_return(file):
                yield file, file.relative_to(path).as_posix()
    elif path.is_file():
        yield path, path.name
    else:
        raise CannotGoOn(Problem("file-missing", found=str(path)))


def _told_apart(found: Mapping[Path, str]) -> Iterator[Source]:
    """Files of one name are called by their whole path, and numbered where even that looks the same."""
    alike, seen = Counter(found.values()), Counter[str]()
    for path, name in found.items():
        name = name if alike[name] == 1 else readable(path.as_posix())
        seen[name] += 1
        yield Source(path, name if seen[name] == 1 else f"{name} ({seen[name]})")


def make_folder(folder: Path) -> None:
    """Makes the folder, if it is not there.

    Raises CannotGoOn when a file has its name or it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        facts = (("why", why(error)),)
        raise CannotGoOn(Problem("folder-unusable", found=str(folder), facts=facts)) from None


def check_outputs(outputs: Sequence[Path], inputs: Iterable[Path], *, force: bool) -> None:
    """Before any work: no output is an input, none exists already unless `force` says that it may be replaced, and
    files can be made in all of their folders.

    Raises CannotGoOn.
    """
    taken = dict.fromkeys(map(real_path, inputs), "output-is-input")
    for path in outputs:
        try:
            code = taken.get(real_path(path)) or _in_the_way(path, force=force)
        except OSError as error:
            raise CannotGoOn(Problem("output-unwritable", found=str(path), facts=(("why", why(error)),))) from None
        if code:
            raise CannotGoOn(Problem(code, found=str(path.parent if code == "output-folder-missing" else path)))
        taken[real_path(path)] = "output-double"
        check_writable(path.parent, "output-unwritable", path)


def _in_the_way(path: Path, *, force: bool) -> str:
    """The code of what is in an output's way; "" where nothing is.

    Raises OSError where the system does not let us look.
    """
    if path.is_dir():
        return "output-is-folder"
    if path.exists() and not force:
        return "output-exists"
    return "" if path.parent.is_dir() else "output-folder-missing"


def check_writable(folder: Path, code: str = "click-folder-closed", path: Path | None = None) -> None:
    """Raises CannotGoOn with the code, about the path or the folder itself, when no file can be made in the folder, or
    none with a name as long as the path's."""
    name = f".itaxl-{_own_number()}.tmp"  # not tempfile: it tries for ever in a closed folder on Windows
    probe = folder / name.ljust(len(path.name) if path else 0, "_")
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        facts = (("why", why(error)),)
        raise CannotGoOn(Problem(code, found=str(path or folder), facts=facts)) from None


def check_workbook(path: Path) -> None:
    """Raises CannotGoOn for a workbook of ours that would not be called .xlsx: Excel refuses another name."""
    if path.suffix.lower() != ".xlsx" and not _is_folder(path):
        raise CannotGoOn(Problem("output-not-xlsx", found=str(path)))


def check_document(path: Path) -> None:
    """Raises CannotGoOn for a Word file of ours that would not be called .docx."""
    if path.suffix.lower() != ".docx" and not _is_folder(path):
        raise CannotGoOn(Problem("output-not-docx", found=str(path)))


def check_text(path: Path) -> None:
    """Raises CannotGoOn for JSON or CSV under a name by which an office program would open it as a document."""
    if path.suffix.lower() in _DOCUMENTS and not _is_folder(path):
        raise CannotGoOn(Problem("output-not-text", found=str(path)))


def _is_folder(path: Path) -> bool:
    """True for a folder, which is told as one later; false, too, where the system does not let us look."""
    try:
        return path.is_dir()
    except OSError:
        return False


_DOCUMENTS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".doc", ".docx", ".pdf", ".zip"})


def write_output(path: Path, write: Callable[[Path], None], *, replaces: bool = True) -> tuple[Path, Problem | None]:
    """Has `write` fill a temporary file in the same folder and moves it into place, of what is there only if it
    `replaces` it.

    Where the output is open in another program, or has been made by another meanwhile, it is written beside it: (where
    it went, the warning or None). Raises CannotGoOn when the folder cannot be written to.
    """
    temporary = path.with_name(f"{_begins_temporary(path)}{_own_number()}.tmp")
    try:
        write(temporary)
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        _clear_leftovers(temporary, path)
        return _move(temporary, path) if replaces else _move_beside(temporary, path)
    except OSError as error:
        raise CannotGoOn(Problem("output-unwritable", found=str(path), facts=(("why", why(error)),))) from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _own_number() -> str:
    """Of this thread of this process: others may write at the same time."""
    return f"{os.getpid()}-{threading.get_native_id()}"


def _begins_temporary(path: Path) -> str:
    """How the name of a temporary file for an output begins: its own, and not longer than most outputs' names, because
    Windows takes no path of more than 259 letters."""
    return f".itaxl-{zlib.crc32(os.fsencode(path.name)):08x}-"


_LEFT_OVER = 3600  # seconds after which a temporary file's run is long over


def _clear_leftovers(temporary: Path, path: Path) -> None:
    """Clears away what runs that were killed left of the same output: files older by an hour than the one just written,
    by the file system's own clock, so that a run at the same time, perhaps on another machine, keeps its own."""
    now = temporary.stat().st_mtime
    for leftover in path.parent.glob(f"{_begins_temporary(path)}*.tmp"):
        with contextlib.suppress(OSError):
            if leftover.stat().st_mtime < now - _LEFT_OVER:
                leftover.unlink()


def _move(temporary: Path, path: Path) -> tuple[Path, Problem | None]:
    try:
        temporary.replace(path)
    except PermissionError:
        if not path.exists():
            raise
        beside = _free_name(path)
        temporary.replace(beside)
        return beside, Problem("output-open", found=str(path), facts=(("beside", str(beside)),))
    return path, None


def _move_beside(temporary: Path, path: Path) -> tuple[Path, Problem | None]:
    """Replaces nothing: what was not there before the work began may be there now."""
    place = path
    while not _is_moved(temporary, place):
        place = _free_name(path)
    if place == path:
        return path, None
    return place, Problem("output-taken", found=str(path), facts=(("beside", str(place)),))


def _is_moved(temporary: Path, path: Path) -> bool:
    """Gives the file its name, unless another has it already."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        return False
    except OSError:  # a drive on which a file has one name only: between these two lines nobody is likely to come
        if path.exists():
            return False
        temporary.replace(path)
    return True


def _free_name(path: Path) -> Path:
    number = 2
    while (beside := path.with_name(f"{path.stem} ({number}){path.suffix}")).exists():
        number += 1
    return beside


def links_from(sources: Iterable[Source], output: Path) -> dict[str, str]:
    """Each source's address relative to the output's folder, by name; none for a source on another drive, or whose
    name no workbook can hold."""
    links: dict[str, str] = {}
    for source in sources:
        with contextlib.suppress(ValueError):
            address = Path(os.path.relpath(source.path, real_path(output).parent)).as_posix()
            address.encode()
            links[source.name] = address
    return links
