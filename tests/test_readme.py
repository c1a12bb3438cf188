"""README says what is true: its examples run, and every command and option is in it."""

import argparse
import inspect
import re
import shlex
import shutil
from pathlib import Path

import pytest

import itaxl
from itaxl.cli import main
from itaxl.commandline import build_parser
from itaxl.core.templatenames import NAMES

PROJECT = Path(itaxl.__file__).parents[1]
README = (PROJECT / "README.md").read_text("utf-8")
COMMANDS = re.findall(r"^    itaxl (.+)$", README, re.MULTILINE)
PYTHON = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def parsers():
    parser = build_parser()
    yield "", parser
    [commands] = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    yield from commands.choices.items()


OPTIONS = [
    (command, option) for command, parser in parsers() for action in parser._actions for option in action.option_strings
]


def test_the_examples_run_in_their_order(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(PROJECT / "workbooks", "workbooks")
    assert len(COMMANDS) >= 6
    for line in COMMANDS:
        assert main(shlex.split(line, comments=True)) in (0, 1), line
    said = capsys.readouterr()
    assert not said.err
    assert len(PYTHON) >= 3
    names: dict[str, object] = {}
    for example in PYTHON:
        exec(compile(example, "README.md", "exec"), names)
    assert {
        "summary.xlsx",
        "tracking.xlsx",
        "plan.xlsx",
        "round-2-summary.xlsx",
        "corrected.xlsx",
        "memo.docx",
        "report.xlsx",
    } <= {path.name for path in tmp_path.iterdir()}
    assert names["corrected"].totals != names["report"].totals


@pytest.mark.parametrize("command", [command for command, _ in parsers() if command])
def test_every_command_is_in_an_example(command):
    assert any(line.split()[0] == command for line in COMMANDS)


@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_every_option_is_documented(command, option):
    assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", README)


@pytest.mark.parametrize("name", [name for name in itaxl.__all__ if inspect.isfunction(getattr(itaxl, name))])
def test_every_function_is_told_of(name):
    assert re.search(rf"itaxl\.{name}\b|`{name}`", README)


@pytest.mark.parametrize("name", NAMES)
def test_every_name_of_a_template_is_told_of(name):
    assert f"`{name}`" in README
