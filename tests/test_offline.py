"""The folder from which itaxl is installed on Windows without internet."""

import ast
import contextlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from scripts.build_offline import PYTHONS, WINDOWS, Target, build, copy_windows, needs_without_wheel
from scripts.windows.program import install
from scripts.windows.program.install import DONE, OURS, fits, kept, remove, replace, versions, why_not
from tests.office import IN_CI
from tests.rounds import make

HERE = Target(None)
WHEELS = ["pure-1.0-py3-none-any.whl", "fast-1.0-cp311-cp311-win_amd64.whl", "fast-1.0-cp312-cp312-win_amd64.whl"]


@pytest.fixture
def folder(tmp_path):
    """The folder as it is shipped, without wheels."""
    copy_windows(tmp_path / "kit")
    return tmp_path / "kit"


def commands(folder):
    return sorted(folder.rglob("*.cmd"))


def test_command_files_are_ascii_with_the_line_ends_of_windows(folder):
    assert [path.name for path in commands(folder)] == [
        "consolidate.cmd",
        "doctor.cmd",
        "install.cmd",
        "issue.cmd",
        "run.cmd",
    ]
    for path in commands(folder):
        raw = path.read_bytes()
        assert raw.isascii()
        assert raw.count(b"\n") == raw.count(b"\r\n") == len(raw.splitlines())


def test_command_files_refer_only_to_files_that_are_shipped_and_quote_their_paths(folder):
    """%~dp0 is the folder of the file itself, with whatever letters and blanks its path has."""
    for path in commands(folder):
        text = path.read_text("ascii")
        for quoted, name in re.findall(r'(.)%~dp0([^"\r\n]*)', text):
            assert quoted == '"'
            name = name.replace("%ITAXL_SCRIPT%", "issue")
            if "*" not in name:
                assert (path.parent / name.replace("\\", "/")).is_file(), name
        for name in re.findall(r"ITAXL_SCRIPT=(\S+)", text):
            assert name == path.stem  # by which run.cmd knows the line that started it
            assert (folder / "program" / f"{name}.py").is_file()
        assert ("%*" in text) == (path.name != "install.cmd")  # what is dropped on it must not become a target
        for label in re.findall(r"goto (\w+)", text):
            assert f"\n:{label}\n" in text


def test_a_window_stays_open_and_speaks_utf_8(folder):
    for name in ("install.cmd", "program/run.cmd"):
        text = (folder / name).read_text("ascii")
        assert "chcp 65001 >nul" in text
        assert "PYTHONUTF8=1" in text
        assert text.index("pause") > text.index("ITAXL_STATUS=%errorlevel%")


@pytest.mark.parametrize("name", ["issue", "consolidate", "doctor"])
def test_an_icon_without_its_folder_says_so(folder, name):
    """Copied to the desktop, or clicked in a zip's window."""
    text = (folder / f"{name}.cmd").read_text("ascii")
    assert text == (folder / "issue.cmd").read_text("ascii").replace("=issue", f"={name}")
    missing = text[text.index("goto run") : text.index(":run")]
    assert "extract" in missing and "shortcut" in missing and missing.endswith("pause\nexit /b 2\n")


def test_what_stands_behind_an_ampersand_is_never_run_as_a_command(folder):
    """The line is read whole while nothing in it can be meant for cmd, and ends with the window that it started."""
    text = (folder / "program" / "run.cmd").read_text("ascii")
    steps = ["setlocal EnableDelayedExpansion", 'set "ITAXL_LINE=!cmdcmdline!"', "setlocal DisableDelayedExpansion"]
    steps += ["%~dp0", "if defined ITAXL_LINE exit %ITAXL_STATUS%", "exit /b %ITAXL_STATUS%"]
    assert [text.index(step) for step in steps] == sorted(text.index(step) for step in steps)


def test_the_read_me_opens_in_notepad(folder):
    raw = (folder / "อ่านก่อน.txt").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    for name in ("install.cmd", "doctor.cmd", "issue.cmd", "consolidate.cmd", "แผนเปล่า", "ส่งกลับ"):
        assert name in raw.decode("utf-8")


def test_where_it_is_installed_is_where_it_is_looked_for():
    assert r"%USERPROFILE%\.itaxl\Scripts\python.exe" in (WINDOWS / "program" / "run.cmd").read_text("ascii")
    assert 'Path.home() / ".itaxl"' in (WINDOWS / "program" / "install.py").read_text("utf-8")


def test_a_python_without_wheels_in_the_folder_is_named_with_those_that_have(tmp_path):
    assert fits(WHEELS, (3, 12), "win-amd64")
    assert not fits(WHEELS, (3, 13), "win-amd64")
    assert not fits(WHEELS, (3, 12), "win32")
    assert not fits(WHEELS, (3, 12), "win-arm64")
    assert not fits(["fast-1.0-cp310-cp310-win_amd64.whl"], (3, 10), "win-amd64")
    assert versions(WHEELS) == ["3.11", "3.12"]
    assert "3.11, 3.12" in why_not(tmp_path / "new", WHEELS)  # this is no Windows


def test_a_folder_with_other_files_is_left_alone(tmp_path, monkeypatch):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(SystemExit, match="other files"):
        build(tmp_path, [])
    monkeypatch.setattr("scripts.windows.program.install.fits", lambda *_: True)
    (tmp_path / "pyvenv.cfg").touch()  # an environment, but not ours
    assert "มีไฟล์อื่นอยู่แล้ว" in why_not(tmp_path, WHEELS)
    monkeypatch.setattr(install, "TARGET", tmp_path)
    assert "มีไฟล์อื่นอยู่แล้ว" in why_not(tmp_path, WHEELS)
    assert "เป็นไฟล์ ไม่ใช่โฟลเดอร์" in why_not(tmp_path / "mine.txt", WHEELS)
    (tmp_path / OURS).touch()
    assert why_not(tmp_path, WHEELS) == ""
    assert (tmp_path / "mine.txt").exists()


@pytest.fixture
def installed(tmp_path):
    """A folder as a finished install leaves it."""
    folder = tmp_path / ".itaxl"
    folder.mkdir()
    for name in (OURS, DONE, "works"):
        (folder / name).touch()
    return folder


def test_a_failed_install_leaves_the_one_that_works(installed, tmp_path):
    assert not replace(installed, tmp_path / "no wheels")
    assert (installed / "works").exists()
    assert not kept(installed).exists()


def test_a_failed_first_install_leaves_nothing(tmp_path):
    assert not replace(tmp_path / "new" / ".itaxl", tmp_path / "no wheels")
    assert list((tmp_path / "new").iterdir()) == []


def test_an_install_that_was_cut_off_is_put_right_by_the_next(installed, tmp_path, monkeypatch):
    installed.rename(kept(installed))
    installed.mkdir()
    (installed / OURS).touch()  # half of a new one
    monkeypatch.setattr(install, "fits", lambda *_: True)
    assert why_not(installed, WHEELS) == ""
    assert not replace(installed, tmp_path / "no wheels")
    assert (installed / "works").exists()


@pytest.mark.parametrize("error", [PermissionError, KeyboardInterrupt])
def test_what_is_left_of_a_folder_that_was_to_be_deleted_is_still_ours(installed, monkeypatch, error):
    """A file is in use, or the window was closed meanwhile."""
    if os.name != "nt":
        (installed / "lib").mkdir()
        (installed / "lib64").symlink_to("lib")  # as in an environment
    monkeypatch.setattr(install, "fits", lambda *_: True)
    unlink = os.unlink

    def refuse(path, **options):
        if Path(path).name == "works":
            raise error
        unlink(path, **options)

    with monkeypatch.context() as patch, contextlib.suppress(KeyboardInterrupt):
        patch.setattr(os, "unlink", refuse)
        remove(installed)
    assert (installed / "works").exists()
    assert why_not(installed, WHEELS) == ""
    remove(installed)
    assert not installed.exists()


def test_an_empty_folder_goes_too(tmp_path):
    """Windows renames nothing to a name that an empty folder has."""
    (tmp_path / "x").mkdir()
    remove(tmp_path / "x")
    assert not (tmp_path / "x").exists()


def test_what_works_stays_while_what_is_half_made_is_in_use(installed, tmp_path, monkeypatch):
    old = installed.rename(kept(installed))
    installed.mkdir()
    (installed / "held").touch()
    unlink = os.unlink

    def refuse(path, **options):
        if Path(path).name == "held":
            raise PermissionError
        unlink(path, **options)

    monkeypatch.setattr(os, "unlink", refuse)
    assert not replace(installed, tmp_path / "no wheels")
    assert (old / "works").exists()


def test_a_finished_install_replaces_the_old_one(installed, tmp_path, monkeypatch):
    monkeypatch.setattr(install.subprocess, "run", lambda step, check: subprocess.CompletedProcess(step, 0))
    assert replace(installed, tmp_path)
    assert sorted(path.name for path in installed.iterdir()) == sorted([OURS, DONE])
    assert not kept(installed).exists()


def test_a_folder_in_use_is_a_sentence(installed, tmp_path, monkeypatch, capsys):
    def refuse(self, target):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(install, "fits", lambda *_: True)
    monkeypatch.setattr(Path, "rename", refuse)
    (tmp_path / WHEELS[0]).touch()
    assert install.main(installed, tmp_path) == 2
    assert "ติดตั้งไม่สำเร็จ" in capsys.readouterr().err
    assert (installed / "works").exists()


def test_an_old_python_can_read_the_installer():
    ast.parse((WINDOWS / "program" / "install.py").read_text("utf-8"), feature_version=(3, 7))


def test_install_tries_the_pythons_of_the_kit_newest_first(folder):
    text = (folder / "install.cmd").read_text("ascii")
    assert f"in ({' '.join(version[2:] for version in reversed(PYTHONS))})" in text
    tries = re.findall(r'(\S+(?: -3\S*)?) -c "%ITAXL_NEW%"', text)
    assert tries == ["py -3.%%v", "python", "py -3"]  # the last only finds one that is too new, and install.py says so


@pytest.mark.parametrize("name", ["install.cmd", "program/no-python.txt", "อ่านก่อน.txt"])
def test_the_pythons_of_the_kit_are_named(folder, name):
    text = (folder / name).read_text("utf-8")
    assert re.search(rf"{re.escape(PYTHONS[0])} (to|ถึง) {re.escape(PYTHONS[-1])} \(64", text)


def test_an_old_or_a_32_bit_python_is_none(folder):
    check = re.search(r'"ITAXL_NEW=(.*)"', (folder / "install.cmd").read_text("ascii"))[1]
    for version, maxsize, wanted in (((3, 10, 9), 2**63, 1), ((3, 11, 0), 2**31 - 1, 1), ((3, 11, 0), 2**63 - 1, 0)):
        said = f"import sys; sys.version_info = {version}; sys.maxsize = {maxsize}; {check}"
        assert subprocess.run([sys.executable, "-c", said], check=False).returncode == wanted


def test_a_kit_without_wheels_is_not_taken_for_a_missing_python(folder):
    """In a zip's window nothing is beside install.cmd, not even the Thai text."""
    text = (folder / "install.cmd").read_text("ascii")
    assert text.index("goto incomplete") < text.index("py -3")
    assert "extract all of it" in text and 'incomplete.txt" 2>nul' in text
    assert "แตกไฟล์ทั้งหมดก่อน" in (folder / "program" / "incomplete.txt").read_text("utf-8")


def test_a_half_install_and_one_whose_python_is_gone_are_not_run(folder):
    text = (folder / "program" / "run.cmd").read_text("ascii")
    assert text.index(f".itaxl\\{DONE}") < text.index('"%ITAXL_PYTHON%" "%~dp0')
    assert text.index("ITAXL_SCRIPT%.py") < text.index("==103 goto half") < text.index("STATUS=%errorlevel%")
    assert "ติดตั้งไม่ครบ" in (folder / "program" / "half-installed.txt").read_text("utf-8")


def test_a_failed_build_leaves_no_folder_and_keeps_the_last_one(tmp_path, monkeypatch):
    monkeypatch.setattr("scripts.build_offline._pip", lambda *_: False)
    kit = tmp_path / "kit"
    with pytest.raises(SystemExit, match="could not be built"):
        build(kit, [HERE])
    assert list(tmp_path.iterdir()) == []
    kit.mkdir()
    (kit / "install.cmd").write_text("the last one")
    with pytest.raises(SystemExit, match="could not be built"):
        build(kit, [HERE])
    assert [path.name for path in tmp_path.rglob("*")] == ["kit", "install.cmd"]


def wheel(folder, name, *needs):
    distribution, version = name.split("-")[:2]
    with zipfile.ZipFile(folder / name, "w") as archive:
        lines = [
            "Metadata-Version: 2.1",
            f"Name: {distribution}",
            f"Version: {version}",
            *(f"Requires-Dist: {need}" for need in needs),
        ]
        archive.writestr(f"{distribution}-{version}.dist-info/METADATA", "\n".join(lines))


def test_what_only_windows_needs_is_found(tmp_path):
    """pip reads markers as of the machine that it runs on, and leaves these out."""
    wheel(
        tmp_path,
        "frames-3.0-cp312-cp312-win_amd64.whl",
        'zones; sys_platform == "win32"',
        'old; python_version < "3.12"',
        'x; extra == "all"',
        "dates>=2",
    )
    wheel(tmp_path, "dates-1.9-py3-none-any.whl")
    assert list(needs_without_wheel(tmp_path, Target("3.12"))) == ["zones", "dates>=2"]
    assert list(needs_without_wheel(tmp_path, Target("3.13"))) == []  # there are no frames for it
    wheel(tmp_path, "dates-2.1-py3-none-any.whl")
    wheel(tmp_path, "zones-1-cp311-cp311-win_amd64.whl")
    assert list(needs_without_wheel(tmp_path, Target("3.12"))) == ["zones"]


def built_here(folder):
    """Builds the folder for this machine; skipped, but in CI, where no package index can be reached."""
    try:
        targets = build(folder, [HERE])
    except SystemExit:
        targets = []
    if not targets and not IN_CI:
        pytest.skip("no package index can be reached: the offline folder is tried in CI")
    assert targets == [HERE]


def without_network(home):
    """(what runs a command with the network off, as far as this machine lets us; its environment)"""
    nowhere = "http://127.0.0.1:9"
    names = ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "PIP_INDEX_URL")
    env = {**os.environ, **dict.fromkeys(names, nowhere), "PIP_NO_INDEX": "1", "HOME": str(home)}
    env["PYTHONIOENCODING"] = "cp874"  # and a Thai console
    env.pop("PYTHONPATH", None)
    alone = ["unshare", "--map-root-user", "--net"]
    able = shutil.which("unshare") and not subprocess.run([*alone, "true"], capture_output=True).returncode
    return (alone if able else []), env


def test_it_installs_and_plays_a_round_with_the_network_off(tmp_path):
    kit, office, target = tmp_path / "ชุด ติดตั้ง", tmp_path / "งาน ITA ปี 65", tmp_path / "ที่ ติดตั้ง"
    built_here(kit)
    office.mkdir()
    make(office)
    target.mkdir()
    (target / "pyvenv.cfg").write_text("of a Python that is gone")
    (target / OURS).touch()
    alone, env = without_network(tmp_path)
    interpreter = target / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def said(python: Path | str, *arguments: Path | str) -> str:
        command = [*alone, str(python), *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=env, cwd=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    program = kit / "program"
    assert "ติดตั้งแล้ว" in said(sys.executable, program / "install.py", target)
    assert said(interpreter, "-m", "itaxl", "--version").startswith("itaxl ")
    assert "6 มาตรการ" in said(interpreter, program / "doctor.py", office / "plan.xlsx")
    assert "4 หน่วยงาน" in said(interpreter, program / "issue.py", office / "plan.xlsx")
    assert "เปิดดู" in said(interpreter, program / "consolidate.py", "--no-open", office)
    assert {path.name[:9] for path in office.glob("*.xlsx")} >= {"แบบติดตาม", "สรุป ITA "}
    assert len(list((kit / "แผนเปล่า").glob("แผน ITA *.xlsx"))) == 3
