"""Builds the folder from which itaxl is installed on Windows without internet; sets itself up first.

    python3 scripts/build_offline.py [DIR] [--here]

The folder (default `dist/itaxl-offline`) holds the double-click files of `scripts/windows`, blank plans, and wheels of
itaxl and all that it needs for 64-bit Windows; with `--here` also for this machine, so that it can be tried here.
"""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
WINDOWS = PROJECT / "scripts" / "windows"
WIN = "win_amd64"
PYTHONS = ("3.11", "3.12", "3.13", "3.14", "3.15")
BLANK_PLANS = "แผนเปล่า"


@dataclass(frozen=True, slots=True)
class Target:
    """A Python to install on: 64-bit Windows' of this version ("3.12"), or with None the one that runs this."""

    python: str | None

    @property
    def options(self) -> list[str]:
        """What tells pip to choose wheels for this Python."""
        if self.python is None:
            return []
        return ["--platform", WIN, "--implementation", "cp", "--python-version", self.python]

    @property
    def markers(self) -> dict[str, str]:
        """What environment markers such as `sys_platform == "win32"` stand for there."""
        if self.python is None:
            return {}
        return {
            "python_version": self.python, "python_full_version": f"{self.python}.0", "implementation_name": "cpython",
            "platform_python_implementation": "CPython", "os_name": "nt", "sys_platform": "win32",
            "platform_system": "Windows", "platform_machine": "AMD64",
        }  # fmt: skip

    @property
    def tags(self) -> frozenset[Any]:
        """The tags of the wheels that can be installed there."""
        from packaging.tags import compatible_tags, cpython_tags, sys_tags

        if self.python is None:
            return frozenset(sys_tags())
        version = tuple(map(int, self.python.split(".")))
        interpreter = f"cp{version[0]}{version[1]}"
        return frozenset((*cpython_tags(version, platforms=[WIN]), *compatible_tags(version, interpreter, [WIN])))


def build(folder: Path, targets: Sequence[Target]) -> list[Target]:
    """Builds the folder afresh, beside it first: what fails leaves nothing. Gives the targets that have wheels.

    Exits with a sentence when it is not ours to replace.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / "install.cmd").exists():
        sys.exit(f"{folder} holds other files: name a new folder")
    folder = folder.absolute()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as place:
        fresh = Path(place) / folder.name
        built = fill(fresh, targets)
        if built:
            if folder.exists():
                shutil.rmtree(folder)
            fresh.rename(folder)
    return built


def fill(folder: Path, targets: Sequence[Target]) -> list[Target]:
    """Puts all that belongs into the folder; gives the targets that there are wheels for."""
    copy_windows(folder)
    (folder / BLANK_PLANS).mkdir()
    for plan in (PROJECT / "workbooks").glob("blank-plan-*.xlsx"):
        shutil.copy(plan, folder / BLANK_PLANS / f"แผน ITA {plan.stem[-4:]}.xlsx")
    wheels = folder / "program" / "wheels"
    itaxl = build_wheel(wheels)
    return [target for target in targets if download(itaxl, wheels, target)]


def copy_windows(folder: Path) -> None:
    """The double-click files, with the line ends that Windows wants; Notepad knows the read-me by its mark."""
    for path in (path for path in WINDOWS.rglob("*") if path.suffix in (".cmd", ".txt", ".py")):
        copy = folder / path.relative_to(WINDOWS)
        copy.parent.mkdir(parents=True, exist_ok=True)
        to_read = path.suffix == ".txt" and path.parent == WINDOWS  # the other texts are typed on the console
        ends = "\n" if path.suffix == ".py" else "\r\n"
        copy.write_text(path.read_text("utf-8"), "utf-8-sig" if to_read else "utf-8", newline=ends)


def build_wheel(wheels: Path) -> Path:
    """itaxl's own wheel, built from a copy: what an earlier build left in the checkout would go into it."""
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "itaxl"
        shutil.copytree(PROJECT / "itaxl", source / "itaxl", ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("setup.cfg", "pyproject.toml", "README.md"):
            shutil.copy(PROJECT / name, source)
        if not _pip("wheel", "--no-deps", "--wheel-dir", str(wheels), str(source)):
            sys.exit("the wheel of itaxl could not be built: is there a connection to the package index?")
    return next(wheels.glob("itaxl-*.whl"))


def download(itaxl: Path, wheels: Path, target: Target) -> bool:
    """Adds the wheels of all that itaxl needs on this target; False when there are none for it.

    pip reads markers as of the machine that it runs on, so what only the target needs is asked for by name.
    """
    command = ("download", "--only-binary=:all:", "--dest", str(wheels), *target.options)
    if not _pip(*command, str(itaxl)):
        return False
    while missing := sorted(set(needs_without_wheel(wheels, target))):
        if not _pip(*command, *missing):
            return False
    return True


def needs_without_wheel(wheels: Path, target: Target) -> Iterator[str]:
    """The requirements, holding on this target, of the wheels that fit it, that none of these wheels meets."""
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name, parse_wheel_filename

    tags = target.tags
    named = {path: parse_wheel_filename(path.name) for path in wheels.glob("*.whl")}
    fitting = {path: (name, version) for path, (name, version, _, own) in named.items() if own & tags}
    for path in fitting:
        for need in map(Requirement, _requirements(path)):
            if need.marker and not need.marker.evaluate({**target.markers, "extra": ""}):
                continue
            name = canonicalize_name(need.name)
            if not any(
                name == own and need.specifier.contains(version, prereleases=True) for own, version in fitting.values()
            ):
                yield f"{need.name}{need.specifier}"


def _requirements(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return HeaderParser().parsestr(archive.read(name).decode("utf-8")).get_all("Requires-Dist", [])


def _pip(*arguments: str) -> bool:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, check=False).returncode == 0


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Builds the folder from which itaxl is installed without internet.")
    parser.add_argument("folder", type=Path, nargs="?", default=PROJECT / "dist" / "itaxl-offline", metavar="DIR")
    parser.add_argument("--here", action="store_true", help="add the wheels for this machine, to try it here")
    given = parser.parse_args()
    targets = [*map(Target, PYTHONS), *([Target(None)] if given.here else [])]
    built = build(given.folder, targets)
    if not built:
        sys.exit("no wheels could be downloaded: is there a connection to the package index?")
    size = sum(path.stat().st_size for path in given.folder.rglob("*") if path.is_file())
    names = ", ".join(target.python or "this machine" for target in built)
    print(f"{given.folder}: {size / 1e6:.0f} MB, for Python {names}")
    return 0


if __name__ == "__main__":
    if all(map(importlib.util.find_spec, ("pip", "packaging"))):
        sys.exit(main())
    from environment import python

    sys.exit(subprocess.run([str(python("[kit]")), *sys.argv], check=False).returncode)
