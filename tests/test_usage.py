import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import itaxl.commandline
from itaxl.cli import main
from itaxl.commandline import build_parser
from itaxl.usage import TEXTS, language_of

THAI = re.compile(r"[\u0e00-\u0e7f]")
COMMANDS = next(action.choices for action in build_parser()._actions if action.dest == "command")


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        ("", "th"),
        ("check a", "th"),
        ("--lang en check a", "en"),
        ("check a --lang en", "en"),
        ("check a --lang=en", "en"),
        ("--lang en check a --lang th", "th"),
        ("check a --lang th --lang en", "en"),
        ("--help --lang en", "en"),
        ("--lang xx check a", "th"),
        ("--lang en check a --lang xx", "en"),  # the complaint is in the language that is known
        ("check a --lang", "th"),
        ("check -- --lang en", "th"),  # files of these names
        ("check en", "th"),
    ],
)
def test_the_language_is_known_before_anything_is_parsed(arguments, language):
    assert language_of(arguments.split()) == language


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        ("check a", "th"),
        ("--lang en check a", "en"),
        ("check a --lang en", "en"),
        ("--lang en check --lang th a", "th"),
        ("--lang th check a --lang=en", "en"),
    ],
)
def test_the_option_stands_before_the_command_or_after_it_and_the_last_one_wins(arguments, language):
    assert build_parser().parse_args(arguments.split()).lang == language


def test_every_text_is_used_and_stands_in_both_languages():
    used = set(re.findall(r'say\("([\w.]+)"\)', Path(itaxl.commandline.__file__).read_text("utf-8")))
    assert used | set(COMMANDS) == set(TEXTS)
    assert all(THAI.search(thai) and not THAI.search(english) for thai, english in TEXTS.values())


def asked(capsys, arguments):
    """(exit status, what was printed, what was complained of)."""
    with pytest.raises(SystemExit) as stop:
        main(shlex.split(arguments))
    said = capsys.readouterr()
    return stop.value.code, said.out, said.err


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_in_the_language_headings_and_all(capsys, command):
    thai = asked(capsys, f"{command} --help")
    english = asked(capsys, f"{command} --help --lang en")
    assert asked(capsys, f"--lang en {command} --help") == english
    assert (thai[0], english[0]) == (0, 0)
    for heading, theirs in (("วิธีใช้:", "usage:"), ("สิ่งที่ต้องระบุ:", "positional arguments:"), ("ตัวเลือก:", "options:")):
        assert heading in thai[1] and theirs not in thai[1]
        assert theirs in english[1]
    assert not THAI.search(english[1])
    assert [line for line in thai[1].splitlines() if re.search("[a-z]{4,} [a-z]{3,} [a-z]{3,}", line)] == []


COMPLAINTS = [
    ("", "ยังขาด: COMMAND", "missing: COMMAND"),
    ("consolidate", "ยังขาด: -o/--output, SOURCE", "missing: -o/--output, SOURCE"),
    ("check a --plan", "ต้องมีค่าตามหลัง --plan", "--plan needs a value after it"),
    ('check ""', "SOURCE ว่างเปล่า", "SOURCE is empty"),
    ("check a --colour", "ไม่รู้จัก: --colour", "not known: --colour"),
    ("check a --force=yes", "--force ไม่มีค่าตามหลัง แต่พบ 'yes'", "--force takes no value, but 'yes' is given"),
    ("new p.xlsx --year x", "ค่าของ --year ต้องเป็นตัวเลข แต่พบ 'x'", "--year must be a number, not 'x'"),
    ("nonsense", "ไม่มีคำสั่ง 'nonsense' เลือกจาก", "there is no command 'nonsense'; choose from"),
    ("new p.xlsx --a=b --lang=xx", "--lang ใช้ค่า 'xx' ไม่ได้ เลือกจาก", "--lang cannot be 'xx'; choose from"),
    ("issue p.xlsx --", "ยังขาด: -o/--output", "missing: -o/--output"),
    ("check a --=x", "--=x อาจหมายถึง --help,", "--=x may mean --help,"),
]


@pytest.mark.parametrize(("arguments", "thai", "english"), COMPLAINTS)
def test_a_complaint_is_in_the_language_with_the_next_step(capsys, arguments, thai, english):
    status, out, err = asked(capsys, arguments)
    assert (status, out) == (2, "")
    assert err.startswith(f"คำสั่งไม่ถูกต้อง: {thai}")
    assert "→ ดูวิธีใช้ด้วย itaxl" in err
    status, out, err = asked(capsys, f"--lang en {arguments}")
    assert (status, out) == (2, "")
    assert err.startswith(f"this command cannot be read: {english}")
    assert "→ see itaxl" in err
    assert not THAI.search(err)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("itaxl cons", {"consolidate"}),
        ("itaxl consolidate --on-c", {"--on-conflict"}),
        ("itaxl consolidate --on-conflict ", {"newest", "issued", "stop"}),
        ("itaxl check --lang ", {"th", "en"}),
    ],
)
def test_the_tab_key_completes_commands_options_and_choices(tmp_path, typed, offered):
    """As the shell's function of argcomplete asks; files are completed by the shell."""
    said = tmp_path / "said"
    asked = {
        "_ARGCOMPLETE": "1",
        "_ARGCOMPLETE_IFS": "\n",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(said),
        "COMP_LINE": typed,
        "COMP_POINT": str(len(typed)),
    }
    subprocess.run([sys.executable, "-m", "itaxl"], env={**os.environ, **asked}, timeout=60, check=False)
    assert {word.strip() for word in said.read_text("utf-8").split("\n")} == offered
