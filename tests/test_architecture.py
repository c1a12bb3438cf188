"""The house: which room may know what. Read from the imports themselves."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import itaxl

PACKAGE = Path(itaxl.__file__).parent
MODULES = {".".join(path.relative_to(PACKAGE).with_suffix("").parts): path for path in PACKAGE.rglob("*.py")}
SPREADSHEETS = {"openpyxl", "xlsxwriter", "python_calamine", "pandas"}
FILES_AND_CLOCK = {
    "pathlib",
    "os",
    "io",
    "shutil",
    "tempfile",
    "zipfile",
    "time",
    "sqlite3",
    "smtplib",
    "socket",
    "subprocess",
    "sys",
}
HEAVY = (
    "pandas", "openpyxl", "xlsxwriter", "babel", "numpy", "rich", "holidays", "rapidfuzz", "python_calamine", "docx", "lxml",
)  # fmt: skip


def imports(path):
    """Every module that the file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def tops(path):
    return {name.partition(".")[0] for name in imports(path)}


def asks_the_clock(path):
    """True when something of datetime's is asked for this moment; a score may have a value of today."""
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in ("today", "now", "utcnow")
        and ast.unparse(node).split(".")[0] in ("dt", "datetime", "date", "time")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    )


CORE = {name: path for name, path in MODULES.items() if name.startswith("core")}


@pytest.mark.parametrize("name", CORE)
def test_core_is_pure(name):
    path = CORE[name]
    assert not tops(path) & (SPREADSHEETS | FILES_AND_CLOCK | {"docx"})
    own = {each for each in imports(path) if each.startswith("itaxl.")}
    assert all(each.startswith("itaxl.core") for each in own), own
    assert not asks_the_clock(path)
    assert "open(" not in path.read_text("utf-8")


@pytest.mark.parametrize("name", [name for name in MODULES if not name.startswith("excel")])
def test_only_excel_knows_spreadsheets(name):
    assert not tops(MODULES[name]) & (SPREADSHEETS - {"pandas"})


def test_only_one_module_knows_word_files():
    assert [name for name, path in MODULES.items() if "docx" in tops(path)] == ["word"]


def test_at_most_one_module_knows_pandas():
    assert len([name for name, path in MODULES.items() if "pandas" in tops(path)]) <= 1


def test_only_one_module_asks_the_clock():
    assert [name for name, path in MODULES.items() if asks_the_clock(path)] == ["clock"]


EDGES = {"clock", "demo", "doctor", "files", "frames", "mail", "word"}


@pytest.mark.parametrize("name", [name for name in MODULES if name.partition(".")[0] in EDGES])
def test_no_edge_imports_another(name):
    others = {f"itaxl.{other}" for other in (set(MODULES) - {name}) if "." not in other and other != "__init__"}
    assert not set(imports(MODULES[name])) & others


def test_the_catalogues_hold_every_item_code():
    """No item code stands in code: only in examples that are shown to people, and in the demo's answers."""
    shown = {"core.layout", "core.planlayout", "demo", "core.codes", "core.items", "core.reportdata"}
    for name, path in MODULES.items():
        if name in shown or "sentences" in name:
            continue
        strings = [
            node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)
        ]
        assert not [text for text in strings if isinstance(text, str) and text in {f"O{n}" for n in range(1, 60)}], name


@pytest.mark.parametrize("arguments", [["-c", "import itaxl"], ["-m", "itaxl", "--help"]])
def test_importing_and_asking_for_help_loads_nothing_heavy(arguments):
    assert not loaded_by(*arguments) & set(HEAVY)


def test_help_does_not_wait_for_what_only_commands_need():
    needed = loaded_by("-c", "import argparse, runpy, shutil, textwrap")
    assert not (loaded_by("-m", "itaxl", "--help") - needed) & {"typing", "pathlib", "dataclasses", "json", "datetime"}


def loaded_by(*arguments):
    """The top names of the modules that a Python loads, without what the tests' own loads at its start."""
    where = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run(
        [sys.executable, "-S", "-X", "importtime", *arguments],
        capture_output=True, text=True, check=True, encoding="utf-8", env=where,
    )  # fmt: skip
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}


@pytest.mark.parametrize("name", MODULES)
def test_records_have_their_types_at_once(name):
    """As texts, each field's type would be compiled at every start: a twentieth of a whole `consolidate`."""
    text = MODULES[name].read_text("utf-8")
    assert not ("(NamedTuple" in text and "from __future__ import annotations" in text)
