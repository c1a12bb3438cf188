"""`remind` and `send` from outside: drafts, delivery, and what comes back."""

import csv
import datetime as dt
import email
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from collections import Counter
from email import policy
from email.utils import getaddresses
from itertools import islice
from pathlib import Path

import openpyxl
import pytest

from itaxl import demo
from itaxl.cli import main
from itaxl.core.layout import BY_KEY, HIDDEN_SHEET, sheet_titles
from itaxl.core.problems import CannotGoOn
from itaxl.excel.hands import Hands
from itaxl.excel.plan_writer import write_plan
from itaxl.mail.outbox import ledger_path
from itaxl.mail.smtp import Account
from itaxl.mail_commands import _attachment
from tests.mail.servers import PASSWORD, serving
from tests.rounds import ISSUED_ON

AS_OF = "10/5/65"
LEGAL = "งานกฎหมายและคดี"
FINANCE = "งานการเงินและบัญชี"  # has finished all, with "a file on our computer" as its evidence


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mail") / "nakhok"
    assert main(["demo", str(folder)]) == 0
    return folder


@pytest.fixture
def nakhok(played, tmp_path, monkeypatch):
    """The Na Khok round, in the working folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ITAXL_MAIL_PASSWORD", raising=False)
    shutil.copytree(played, tmp_path / "nakhok")
    return tmp_path / "nakhok"


def with_mail(nakhok, account, **settings):
    """The plan with its mail server set up."""
    draft = demo.draft()
    server = {"mail_host": account.host, "mail_port": account.port, "mail_security": account.security}
    changed = type(draft)(
        draft.fiscal_year, {**draft.settings, **server, **settings}, draft.units, draft.measures, draft.holidays
    )
    write_plan(changed, nakhok / "plan.xlsx", ISSUED_ON)


def remind(*more, as_of=AS_OF):
    return main(["remind", "nakhok/plan.xlsx", "nakhok/returns", "--as-of", as_of, "--outbox", "out", *more])


def send(*more):
    return main(["send", "nakhok/summary.xlsx", "--outbox", "out", *more])


def mails(folder="out", prefix="เตือน"):
    """The messages in the outbox, by what their file is called after."""
    found = sorted(Path(folder).glob(f"{prefix} *.eml"))
    return {
        path.stem.removeprefix(f"{prefix} "): email.message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in found
    }


def messages():
    """The messages in the outbox byte by byte, by file name, without the header that says how they were written."""
    found = {path.name: path.read_bytes().partition(b"\r\n") for path in Path("out").glob("*.eml")}
    assert all(seal.startswith(b"X-Itaxl-Written: ") for seal, _, _ in found.values())
    return {name: data for name, (_, _, data) in found.items()}


def attached(mail):
    [part] = mail.iter_attachments()
    return part


def body(mail, kind="plain"):
    return mail.get_body((kind,)).get_content()


# --- drafts ------------------------------------------------------------------------------------------------


def test_each_unit_that_owes_something_gets_a_draft_of_its_own(nakhok, capsys):
    assert remind() == 0
    found = mails()
    report = json.loads((nakhok / "report.json").read_text("utf-8"))
    late = Counter(action["unit"] for action in report["actions"] if action["state"] == "overdue")
    unproven = {each["unit"] for each in report["actions"] if each["state"] == "completed" and not each["evidence"]}
    assert unproven == {FINANCE}
    assert set(found) == {*late, *unproven} - {"ต้องยืนยัน"}
    for unit, mail in found.items():
        assert mail["X-Unsent"] == "1"
        assert (mail["From"], mail["Cc"]) == ("plan@nakhok.example", "plan@nakhok.example")
        assert _unit_of(mail["To"]) == unit
        if unit in unproven:
            assert "ขาดหลักฐาน 1" in mail["Subject"]
            assert list(mail.iter_attachments()) == []  # nothing is open: the file that was sent is to be mended
            continue
        assert f"เกินกำหนด {late[unit]}" in mail["Subject"]
        assert attached(mail).get_filename().isascii()
    said = capsys.readouterr().out
    assert said.splitlines()[0].startswith("สำนักปลัด: ถึง palad@nakhok.example สำเนา plan@nakhok.example")
    assert "ยังไม่ได้ส่ง" in said
    assert "ไม่รู้ว่าจะส่งถึงใคร" in said


def test_no_unit_sees_anothers_rows(nakhok):
    remind()
    report = json.loads((nakhok / "report.json").read_text("utf-8"))
    own = {
        unit["unit"]: {each["method"] for each in report["actions"] if each["unit"] == unit["unit"]}
        for unit in report["units"]
    }
    states = ("overdue", "due_soon", "on_track", "no_deadline", "deadline_unreadable")
    for unit, mail in mails().items():
        if unit == FINANCE:  # has nothing open
            continue
        Path("open.xlsx").write_bytes(attached(mail).get_content())
        book = openpyxl.load_workbook("open.xlsx")
        assert [sheet.title for sheet in book] == ["คำชี้แจง", "สรุป", sheet_titles([unit])[unit], HIDDEN_SHEET]
        titles = [row[BY_KEY_TITLE] for row in book[sheet_titles([unit])[unit]].iter_rows(min_row=7, values_only=True)]
        still_open = [
            each["title"] for each in report["actions"]
            if each["unit"] == unit and each["state"] in states
        ]  # fmt: skip
        assert [title for title in titles if title] == still_open
        others = (
            {method for other, methods in own.items() if other != unit for method in methods} - own[unit] - {"ต้องยืนยัน"}
        )
        texts = (
            body(mail)
            + body(mail, "html")
            + " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
        )
        assert not [method for method in others if method and method in texts]


BY_KEY_TITLE = list(BY_KEY).index("title")


def test_the_outbox_is_used_again_and_only_changes_are_rewritten(nakhok, capsys):
    remind()
    before = {path: path.read_bytes() for path in Path("out").iterdir()}
    assert remind() == 0
    assert {path: path.read_bytes() for path in Path("out").iterdir()} == before
    hands = Hands(nakhok / "to-units" / "กองการศึกษา.xlsx")
    for title in ("O15", "การประเมินความเสี่ยง"):
        hands.answer("กองการศึกษา", title, status="เสร็จ", completed_on="29 เม.ย. 65", evidence=f"{demo.SITE}/x")
    hands.save(nakhok / "returns" / "กองการศึกษา.xlsx", dt.datetime(2022, 5, 9, tzinfo=dt.UTC), "ศึกษา")
    remind()
    assert "กองการศึกษา" not in mails()
    assert "ลบร่าง “เตือน กองการศึกษา.eml”" in capsys.readouterr().out
    same = {path: data for path, data in before.items() if path.suffix == ".eml" and "กองการศึกษา" not in path.name}
    assert {path: path.read_bytes() for path in same} == same


def test_a_unit_without_an_address_is_listed(nakhok, capsys):
    draft = demo.draft()
    units = tuple({**unit, "email": ""} if unit["short"] == LEGAL else unit for unit in draft.units)
    write_plan(
        type(draft)(draft.fiscal_year, draft.settings, units, draft.measures, draft.holidays),
        nakhok / "plan.xlsx",
        ISSUED_ON,
    )
    assert remind() == 0
    assert f"{LEGAL} มีเรื่องต้องแจ้ง: เกินกำหนด 2 ต้องแก้ 1 จุด แต่ไม่มีอีเมล" in capsys.readouterr().out
    assert LEGAL not in mails()
    with Path("out/เตือน รายชื่อ.csv").open(encoding="utf-8-sig", newline="") as file:
        assert (LEGAL, "ไม่มีอีเมล") in [(row["ชื่อ"], row["สถานะ"]) for row in csv.DictReader(file)]


def test_where_no_address_can_be_used_nobody_is_said_to_owe_nothing(nakhok, capsys):
    draft = demo.draft()
    units = tuple({**unit, "email": ""} for unit in draft.units)
    write_plan(
        type(draft)(draft.fiscal_year, draft.settings, units, draft.measures, draft.holidays),
        nakhok / "plan.xlsx",
        ISSUED_ON,
    )
    assert remind() == 0
    said = capsys.readouterr().out
    assert "ไม่มีหน่วยงานใดค้างรายการ" not in said and "ไม่ต้องทำอะไร" not in said
    assert "มีเรื่องต้องแจ้ง แต่ไม่มีที่อยู่อีเมลที่จะส่งถึง" in said
    assert said.count("แต่ไม่มีอีเมลที่ใช้ได้") == 8
    assert mails() == {}


def test_a_unit_that_cannot_be_reached_is_no_success_however_quiet(nakhok, capsys):
    with serving() as (_, account):
        with_mail(nakhok, account)
        book = openpyxl.load_workbook(nakhok / "plan.xlsx")
        for row in book["หน่วยงาน"].iter_rows():
            if any(cell.value == "กองช่าง" for cell in row):
                [address] = [cell for cell in row if "@" in str(cell.value)]
                address.value = "คลัง@นาโคก.ไทย"
        book.save(nakhok / "plan.xlsx")
        assert remind(*FAST, "--quiet", "--log", "mail.log") == 1
    assert "กองช่าง" in capsys.readouterr().err
    assert "mail-unit-unreachable" in Path("mail.log").read_text("utf-8")


def test_an_earlier_summary_keeps_the_last_answers(nakhok):
    """Who finished in an earlier round is not reminded of it in a round in which only others have returned."""
    for path in (nakhok / "returns").iterdir():
        if "ช่าง" not in path.name:
            path.unlink()
    assert remind(as_of="15/5/65") == 0
    without = set(mails())
    assert remind("--previous", "nakhok/summary.xlsx", as_of="15/5/65") == 0
    assert set(mails()) < without


def test_a_plan_of_another_name_wrongs_nobody(nakhok, capsys):
    with_mail(nakhok, type("Account", (), {"host": "127.0.0.1", "port": 25, "security": "none"}), agency="อบต.อื่น")
    assert remind() == 2
    assert "ตรวจชื่อหน่วยงาน" in capsys.readouterr().err
    assert not list(Path("out").glob("*.eml")) if Path("out").exists() else True


def test_the_outbox_among_the_returns_is_known_as_ours(nakhok):
    arguments = ["remind", "nakhok/plan.xlsx", "nakhok/returns", "--as-of", AS_OF, "--outbox", "nakhok/returns/out"]
    assert main(arguments) == 0
    assert main(arguments) == 0


@pytest.mark.parametrize(
    "name", ["xl/embeddings/oleObject1.bin", "xl/activeX/activeX1.bin", "xl/ctrlProps/ctrlProp1.xml"]
)
def test_a_summary_with_more_in_it_than_ours_is_not_sent(nakhok, capsys, name):
    with zipfile.ZipFile(nakhok / "summary.xlsx", "a") as book:
        book.writestr(name, b"x")
    assert send("--to", "a@b.example") == 2
    assert "summary.xlsx" in capsys.readouterr().err


@pytest.mark.parametrize(("more", "stream"), [([], "out"), (["--quiet"], "err")])
def test_a_file_of_which_nobody_knows_whose_it_is_is_told_to_the_planner(nakhok, capsys, more, stream):
    (nakhok / "returns" / "สแกน001.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    assert remind(*more) == 1
    assert "สแกน001.xlsx" in getattr(capsys.readouterr(), stream)
    assert not [unit for unit, mail in mails().items() if "สแกน001" in body(mail)]


def test_long_before_any_deadline_nobody_gets_anything(nakhok, capsys):
    shutil.rmtree(nakhok / "returns")
    (nakhok / "returns").mkdir()
    assert remind(as_of="2022-03-05") == 0
    assert "ไม่มีหน่วยงานใดค้างรายการ" in capsys.readouterr().out
    assert mails() == {}


def test_an_address_in_other_capitals_is_the_same_recipient(nakhok):
    assert send("--to", "nayok@nakhok.example", "--to", "Nayok@NAKHOK.example") == 0
    [mail] = mails(prefix="สรุป").values()
    assert mail["To"] == "nayok@nakhok.example"
    with_mail(nakhok, Account("127.0.0.1", 1, "none", "", None), mail_sender="KLANG@nakhok.example")
    assert remind() == 0
    assert mails()["กองคลัง"]["Cc"] is None


def test_the_summary_goes_to_those_named_or_to_the_plans(nakhok):
    assert send("--to", "a@nakhok.example", "--to", "b@nakhok.example") == 0
    [mail] = mails(prefix="สรุป").values()
    assert getaddresses([mail["To"]]) == [("", "a@nakhok.example"), ("", "b@nakhok.example")]
    assert send("--plan", "nakhok/plan.xlsx") == 0
    [mail] = mails(prefix="สรุป").values()
    assert (mail["To"], mail["From"], mail["Cc"]) == ("palad@nakhok.example", "plan@nakhok.example", None)
    part = attached(mail)
    assert part.get_filename() == "ITA-2565_summary_2022-05-10.xlsx"
    assert part.get_content_type() == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert part.get_content() == (nakhok / "summary.xlsx").read_bytes()
    report = json.loads((nakhok / "report.json").read_text("utf-8"))
    totals = report["totals"]
    assert f"เกินกำหนด {totals['overdue']} จาก {totals['actions']} มาตรการ" in mail["Subject"]
    assert f"แล้วเสร็จ {totals['completed']} จาก" in body(mail)
    assert f"คะแนนประมาณ {report['score']['today']:.2f}" in body(mail)
    rows = re.findall(r"^- \S.* · เกินกำหนด (\d+) · ใกล้ครบ", body(mail), re.MULTILINE)
    assert [int(row) for row in rows] == sorted((int(row) for row in rows), reverse=True)
    assert len(rows) == sum(unit["actions"] > 0 for unit in report["units"])


def test_english_on_request_and_the_messages_stay_thai(nakhok, capsys):
    assert remind("--lang", "en") == 0
    said = capsys.readouterr().out
    assert "something to tell: overdue 3, and nobody" in said
    assert "drafts in the folder out: 8 (listed in เตือน รายชื่อ.csv); nothing was sent" in said
    assert "กองคลัง: to klang@nakhok.example, copy to plan@nakhok.example · ITA 2565 กองคลัง" in said
    assert "เรียน" in body(mails()["กองคลัง"])


def test_thai_names_of_attachments_on_request(nakhok):
    send("--to", "a@nakhok.example", "--thai-names")
    [mail] = mails(prefix="สรุป").values()
    assert attached(mail).get_filename() == "สรุป ITA 2565 ณ 2565-05-10.xlsx"
    remind("--thai-names")
    assert attached(mails()["กองคลัง"]).get_filename() == "แบบติดตาม ITA 2565 กองคลัง 2565-05-10.xlsx"


STOPS = [
    (["--to", "ปลัด@nakhok.example"], "อักษรนอกภาษาอังกฤษ"),
    (["--to", "palad@nakhok"], "ไม่ใช่ที่อยู่อีเมล"),
    (["--to", "a@b.example\nBcc: x@y.example"], "ไม่ใช่ที่อยู่อีเมล"),
    (["--to", "a..b@c.example"], "ไม่ใช่ที่อยู่อีเมล"),
    ([], "ยังไม่รู้ว่าจะส่งสรุปถึงใคร"),
    (["--to", "a@b.example", "--send"], "เพิ่ม --plan"),
    (["--plan", "nakhok/plan.xlsx", "--send"], "ยังไม่ได้ตั้งค่าเครื่องแม่ข่าย"),
    (["--plan", "nakhok/plan.xlsx", "--send", "--rate", "0"], "--rate ต้องเป็น"),
    (["--to", "a@b.example", "--rate", "-5"], "--rate ต้องเป็น"),
    (["--to", "ปลัด <palad@nakhok.example>"], "กรอกเฉพาะที่อยู่"),
    (["--to", "a@b.example,c@d.example"], "มีหลายที่อยู่"),
]


@pytest.mark.parametrize(("arguments", "why"), STOPS)
def test_what_cannot_go_out_is_told_and_nothing_is_written(nakhok, capsys, arguments, why):
    assert send(*arguments) == 2
    said = capsys.readouterr().err
    assert why in said and "→" in said
    assert not Path("out").exists()


def test_only_a_summary_of_ours_is_sent(nakhok, capsys):
    assert main(["send", "nakhok/plan.xlsx", "--to", "a@b.example", "--outbox", "out"]) == 2
    assert "ไม่ใช่ไฟล์สรุปที่โปรแกรมนี้เขียน" in capsys.readouterr().err
    Path("picture.xlsx").write_bytes(b"\x89PNG")
    assert main(["send", "picture.xlsx", "--to", "a@b.example", "--outbox", "out"]) == 2


# --- delivery ----------------------------------------------------------------------------------------------

FAST = ("--send", "--rate", "6000")


def test_what_is_sent_is_what_was_drafted_and_goes_once(nakhok, capsys):
    with serving() as (post, account):
        with_mail(nakhok, account)
        remind()
        drafts = messages()
        assert remind(*FAST) == 0
        assert "ส่งแล้ว 16 ส่งไปก่อนหน้านี้ 0 ไม่สำเร็จ 0" in capsys.readouterr().out
        sent = messages()
        date = re.compile(rb"Date: [^\r]*\r\n")
        for name, draft in drafts.items():
            assert date.sub(b"", draft).removeprefix(b"X-Unsent: 1\r\n") == date.sub(b"", sent[name])
        assert sorted(data for _, data in post.taken) == sorted(sent.values())
        assert remind(*FAST) == 0
        assert remind(as_of="11/5/65") == 0  # drafts of another day
        assert len(post.taken) == 8
        assert "ส่งแล้ว 0 ส่งไปก่อนหน้านี้ 16 ไม่สำเร็จ 0" in capsys.readouterr().out


def test_a_refusal_is_told_however_quiet_and_written_into_table_and_log(nakhok, capsys):
    with serving() as (post, account):
        with_mail(nakhok, account)
        post.on_rcpt = lambda address: "550 5.1.1 no such user" if address.startswith("klang") else None
        assert remind(*FAST, "--quiet", "--log", "mail.log") == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith("กองคลัง → klang@nakhok.example: เครื่องแม่ข่ายไม่รับ: 550 5.1.1 no such user\n  → ")
        log = Path("mail.log").read_text("utf-8").splitlines()
        assert len(log) == 16
        assert all(re.match(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00\tmail-(accepted|refused)\t", line) for line in log)
        with Path("out/เตือน รายชื่อ.csv").open(encoding="utf-8-sig", newline="") as file:
            states = {row["ผู้รับ"]: row["สถานะ"] for row in csv.DictReader(file)}
        assert states["klang@nakhok.example"] == "ถูกปฏิเสธ"
        assert messages()["เตือน กองคลัง.eml"].startswith(b"X-Unsent")


def test_the_password_is_nowhere(nakhok, trusted, monkeypatch, capsys):
    monkeypatch.setenv("ITAXL_MAIL_PASSWORD", PASSWORD)
    with serving("ssl", trusted.context(), logs_in=True) as (post, account):
        with_mail(nakhok, account)
        assert remind(*FAST, "--log", "mail.log") == 0
        monkeypatch.setenv("ITAXL_MAIL_PASSWORD", PASSWORD[::-1])
        assert send("--plan", "nakhok/plan.xlsx", *FAST, "--log", "mail.log") == 2
        said = capsys.readouterr()
        assert "ไม่ให้ plan@nakhok.example เข้าสู่ระบบ" in said.err
        assert len(post.taken) == 8
    everything = [path.read_bytes() for path in Path().rglob("*") if path.is_file()]
    everything += [said.out.encode(), said.err.encode()]
    for secret in (PASSWORD, PASSWORD[::-1]):
        assert not [data for data in everything if secret.encode() in data]


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no SIGKILL")
def test_a_run_that_is_killed_reports_what_is_unknown_and_resends_only_when_told(nakhok, capsys):
    with serving() as (post, account):
        with_mail(nakhok, account)
        post.slow = 0.3
        command = ["remind", "nakhok/plan.xlsx", "nakhok/returns", "--as-of", AS_OF, "--outbox", "out", *FAST]
        process = subprocess.Popen([sys.executable, "-m", "itaxl", *command], stdout=subprocess.PIPE, text=True)
        for line in process.stdout:
            if "ส่งแล้ว (250" in line:
                break
        process.send_signal(signal.SIGKILL)
        process.communicate()
        post.slow = 0
        status = remind(*FAST)
        said = capsys.readouterr().err
        unknown = re.findall(r"^(\S+) → (\S+): ไม่รู้ว่า", said, re.MULTILINE)
        assert status == (1 if unknown else 0)
        got = Counter(address for address in post.recipients() if address != "plan@nakhok.example")
        assert set(got.values()) == {1}
        assert len(got) + len({unit for unit, _ in unknown} - {_unit_of(address) for address in got}) == 8
        assert remind(*FAST, "--resend") == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no SIGKILL")
def test_a_run_that_is_killed_leaves_no_draft_of_what_was_sent(nakhok):
    with serving() as (post, account):
        with_mail(nakhok, account)
        post.slow = 0.3
        command = ["remind", "nakhok/plan.xlsx", "nakhok/returns", "--as-of", AS_OF, "--outbox", "out", *FAST]
        process = subprocess.Popen([sys.executable, "-m", "itaxl", *command], stdout=subprocess.PIPE, text=True)
        accepted = (line for line in process.stdout if "ส่งแล้ว (250" in line)
        assert len(list(islice(accepted, 5))) == 5  # two letters with their copies, and the first line of the third
        process.send_signal(signal.SIGKILL)
        process.communicate()
        taken = {_unit_of(address) for address in post.recipients() if address != "plan@nakhok.example"}
    with Path("out/เตือน รายชื่อ.csv").open(encoding="utf-8-sig", newline="") as file:
        states = {row["ชื่อ"]: row["สถานะ"] for row in csv.DictReader(file) if row["ผู้รับ"]}
    assert all(state.startswith("กำลังส่ง") for state in states.values())
    unsent = {unit for unit, mail in mails().items() if mail["X-Unsent"]}
    assert len(unsent & taken) <= 1  # the one during which it was killed
    assert len(taken) >= 2


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no SIGINT of another process")
@pytest.mark.parametrize("how", ["SIGINT", "SIGTERM"])
def test_a_run_that_is_stopped_says_what_became_of_the_messages(nakhok, how):
    with serving() as (post, account):
        with_mail(nakhok, account)
        post.slow = 0.5
        command = ["remind", "nakhok/plan.xlsx", "nakhok/returns", "--as-of", AS_OF, "--outbox", "out", *FAST]
        command += ["--log", "mail.log"]
        process = subprocess.Popen(
            [sys.executable, "-m", "itaxl", *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a run in the background ignores it
        )
        assert any("ส่งแล้ว (250" in line for line in process.stdout)  # and not the end of what it says
        process.send_signal(getattr(signal, how))
        _, said = process.communicate()
    assert process.returncode == 2
    assert "การส่งถูกสั่งหยุดกลางทาง ส่งไปแล้ว " in said
    accepted = int(said.partition("ส่งไปแล้ว ")[2].split()[0])
    assert "เตือน รายชื่อ.csv" in said
    assert "mail-interrupted" in Path("mail.log").read_text("utf-8").splitlines()[-1]
    with Path("out/เตือน รายชื่อ.csv").open(encoding="utf-8-sig", newline="") as file:
        states = Counter(row["สถานะ"] for row in csv.DictReader(file))
    assert states["ส่งแล้ว"] == accepted >= 2  # never one without its copy, which was answered with it
    assert accepted % 2 == 0
    assert not [state for state in states if state.startswith("กำลังส่ง")]


# --- drafts that somebody edited, and options --------------------------------------------------------------


def test_an_edited_draft_is_neither_sent_nor_written_over(nakhok, capsys):
    with serving() as (post, account):
        with_mail(nakhok, account)
        assert remind() == 0
        path = Path("out/เตือน กองคลัง.eml")
        edited = path.read_bytes().replace(b"Subject: ", b"Subject: Urgent ")
        path.write_bytes(edited)
        capsys.readouterr()
        assert remind(as_of="11/5/65") == 0
        said = capsys.readouterr().out
        assert "ร่าง “เตือน กองคลัง.eml” ถูกแก้ไข" in said
        assert "เขียนร่างอีเมล 7 ฉบับ" in said  # of eight
        assert remind(*FAST, "--quiet", "--log", "mail.log") == 1
        said = capsys.readouterr().err
        assert "กองคลัง → klang@nakhok.example: ไม่ได้ส่ง เพราะร่าง “เตือน กองคลัง.eml” ถูกแก้ไข" in said
        assert Path("mail.log").read_text("utf-8").count("mail-edited") == 2
        assert path.read_bytes() == edited
        assert "klang@nakhok.example" not in post.recipients()
        assert len(post.taken) == 7
        path.unlink()
        assert remind(*FAST) == 0
        assert post.recipients().count("klang@nakhok.example") == 1


def test_an_attachment_of_another_name_is_not_sent_again(nakhok, capsys):
    with serving() as (post, account):
        with_mail(nakhok, account)
        assert remind(*FAST) == 0
        assert remind(*FAST, "--thai-names") == 0
        assert len(post.taken) == 8
        assert "ส่งแล้ว 0 ส่งไปก่อนหน้านี้ 16 ไม่สำเร็จ 0" in capsys.readouterr().out


def test_drafts_are_in_the_log_too(nakhok):
    assert remind("--log", "mail.log") == 0
    lines = Path("mail.log").read_text("utf-8").splitlines()
    assert len(lines) == 16
    assert all("\tmail-drafted\t" in line for line in lines)


@pytest.mark.parametrize("log", ["nowhere/mail.log", "nakhok"])
def test_a_log_that_cannot_be_written_is_told_before_anything_is_done(nakhok, capsys, log):
    assert remind("--log", log) == 2
    assert log in capsys.readouterr().err
    assert mails() == {}


def test_why_a_scheduled_run_did_not_go_on_is_in_the_log(nakhok, capsys):
    assert remind("--send", "--quiet", "--log", "mail.log") == 2
    assert capsys.readouterr().out == ""
    [line] = Path("mail.log").read_text("utf-8").splitlines()
    assert re.match(r"20\d\d-\S+\tmail-not-ready\t", line)


def test_a_workbook_is_no_log(nakhok, capsys):
    before = (nakhok / "plan.xlsx").read_bytes()
    assert remind("--log", "nakhok/plan.xlsx") == 2
    assert "plan.xlsx" in capsys.readouterr().err
    assert (nakhok / "plan.xlsx").read_bytes() == before


def test_a_summary_of_another_office_goes_to_nobody_of_this_plan(nakhok, capsys):
    with_mail(nakhok, type("Account", (), {"host": "127.0.0.1", "port": 25, "security": "none"}), agency="อบต.อื่น")
    assert send("--plan", "nakhok/plan.xlsx") == 2
    assert "แต่แผนเป็นของ อบต.อื่น 2565" in capsys.readouterr().err
    assert mails(prefix="สรุป") == {}


def test_the_plan_is_read_once(nakhok, monkeypatch):
    from itaxl.excel.worker import Readers

    read, plan = [], Readers.plan
    monkeypatch.setattr(Readers, "plan", lambda self, path: read.append(path) or plan(self, path))
    assert remind() == 0
    assert read == [Path("nakhok/plan.xlsx")]


@pytest.mark.parametrize(("more", "stream"), [([], "out"), (["--quiet"], "err")])
def test_files_that_could_not_be_read_are_named_whoever_else_is_told(nakhok, capsys, more, stream):
    (nakhok / "returns" / "กองช่าง (2).xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    (nakhok / "returns" / "กองคลัง.pdf").write_bytes(b"%PDF-1.4")
    assert remind(*more) == 1
    said = getattr(capsys.readouterr(), stream)
    assert "กองช่าง (2).xlsx" in said
    assert "กองคลัง.pdf" in said
    assert said.count("กองช่าง (2).xlsx") == 1


@pytest.mark.parametrize("given", [["nakhok/summary.xlsx"], ["nakhok/plan.xlsx", "nakhok/summary.xlsx"]])
def test_a_summary_in_the_place_of_the_returns_reminds_nobody(nakhok, capsys, given):
    assert main(["remind", "nakhok/plan.xlsx", *given, "--as-of", AS_OF, "--outbox", "out"]) == 2
    assert "--previous" in capsys.readouterr().err
    assert mails() == {}


def test_a_folder_without_returns_is_a_round_in_which_nobody_has_reported_and_told(nakhok, capsys):
    Path("empty").mkdir()
    assert main(["remind", "nakhok/plan.xlsx", "empty", "--as-of", AS_OF, "--outbox", "out"]) == 0
    assert "ไม่พบไฟล์ที่ส่งกลับใน empty" in capsys.readouterr().out
    assert all("ยังไม่ได้รับแบบติดตาม" in body(mail) for mail in mails().values())


def test_nobody_is_asked_for_what_a_later_file_has_answered(nakhok):
    """A status that nobody can read, then the same file again with one that everybody can."""
    title, tracking = "การประเมินความเสี่ยง", nakhok / "to-units" / "กองคลัง.xlsx"
    remind()
    before = body(mails()["กองคลัง"])
    for day, word in ((20, "ฝนตก"), (21, "กำลังดำเนินการ")):
        hands = Hands(tracking)
        hands.answer("กองคลัง", title, status=word)
        hands.save(nakhok / "returns" / f"กองคลัง {word}.xlsx", dt.datetime(2022, 5, day, tzinfo=dt.UTC), "คลัง")
        remind()
        assert ("“ฝนตก”" in body(mails()["กองคลัง"])) == (word == "ฝนตก")
    assert "“ฝนตก”" not in before


# --- addresses ---------------------------------------------------------------------------------------------


def test_one_bad_recipient_keeps_no_other_from_the_summary_and_is_named(nakhok, capsys):
    with serving() as (post, account):
        with_mail(nakhok, account, recipients="palad@nakhok.example; นายก@นาโคก.ไทย; clerk@nakhok.example")
        assert send("--plan", "nakhok/plan.xlsx", *FAST, "--quiet") == 1
        said = capsys.readouterr().err
        assert "plan.xlsx › ตั้งค่า › B" in said
        assert "“นายก@นาโคก.ไทย” ใน ผู้รับรายงาน" in said and "อักษรนอกภาษาอังกฤษ" in said
        assert post.recipients() == ["clerk@nakhok.example", "palad@nakhok.example"]
        assert send("--plan", "nakhok/plan.xlsx", "--to", "palad@nakhok.example") == 0  # who asks for others only


def test_a_sender_with_a_name_is_told_with_its_cell_and_nothing_is_sent(nakhok, capsys):
    with serving() as (post, account):
        with_mail(nakhok, account, mail_sender="ผู้จัดทำแผน <plan@nakhok.example>")
        assert remind(*FAST) == 2
        said = capsys.readouterr().err
        assert "plan.xlsx › ตั้งค่า › B" in said and "กรอกเฉพาะที่อยู่" in said
        assert post.taken == []
        assert remind() == 1  # drafts without a sender, which is told
        assert "กรอกเฉพาะที่อยู่" in capsys.readouterr().out


def test_a_units_bad_address_is_named_with_its_cell(nakhok, capsys):
    draft = demo.draft()
    units = tuple(
        {**unit, "email": "a@x.example, b@x.example"} if unit["short"] == LEGAL else unit for unit in draft.units
    )
    changed = type(draft)(draft.fiscal_year, draft.settings, units, draft.measures, draft.holidays)
    write_plan(changed, nakhok / "plan.xlsx", ISSUED_ON)
    assert remind() == 1
    said = capsys.readouterr().out
    assert re.search(r"plan\.xlsx › หน่วยงาน › F\d+", said)
    assert "“a@x.example, b@x.example” ไม่ใช่ที่อยู่อีเมลที่ใช้ได้ (มีหลายที่อยู่" in said
    assert f"{LEGAL} มีเรื่องต้องแจ้ง" in said


def _unit_of(address):
    return next(unit["short"] for unit in demo.draft().units if unit["email"] == address)


def test_two_runs_at_once_are_refused(nakhok, capsys):
    from itaxl.clock import now
    from itaxl.mail.ledger import Ledger

    Path("out").mkdir()
    with serving() as (_, account), Ledger(ledger_path(Path("out")), now):
        with_mail(nakhok, account)
        assert remind(*FAST) == 2
        assert "กำลังใช้" in capsys.readouterr().err


# --- the circle --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("plan", [["--plan", "nakhok/plan.xlsx"], []])
def test_remind_fill_in_consolidate(nakhok, plan):
    """A reply that is filled in and sent back counts like any other return, and contradicts nothing."""
    remind()
    before = json.loads((nakhok / "report.json").read_text("utf-8"))
    for unit, mail in mails().items():
        if unit == FINANCE:  # has nothing open
            continue
        Path("open.xlsx").write_bytes(attached(mail).get_content())
        hands, sheet = Hands(Path("open.xlsx")), sheet_titles([unit])[unit]
        for action in before["actions"]:
            if action["unit"] == unit and action["state"] == "overdue" and not action["added"]:
                title = action["title"]
                hands.answer(
                    sheet, title, status="ดำเนินการแล้วเสร็จ", progress=100, completed_on="11 พ.ค. 65",
                    evidence=f"{demo.SITE}/{unit}",
                )  # fmt: skip
        hands.save(nakhok / "returns" / f"ตอบ {unit}.xlsx", dt.datetime(2022, 5, 11, 9, tzinfo=dt.UTC), unit)
    arguments = ["nakhok/returns", "-o", "again.xlsx", "--as-of", "12/5/65", "--json", "again.json", *plan]
    main(["consolidate", *arguments])
    after = json.loads(Path("again.json").read_text("utf-8"))
    replies = [file for file in after["files"] if file["file"].startswith("ตอบ")]
    assert len(replies) == 7
    assert {file["outcome"] for file in replies} == {"read"}
    states = {action["ref"]: action for action in after["actions"]}
    for action in before["actions"]:
        if action["unit"] == "ต้องยืนยัน":
            continue
        now = states[action["ref"]]
        if action["state"] == "overdue":
            assert (now["status"], now["completed_on"]) == ("completed", "2022-05-11"), action["ref"]
            kept = [key for key in ("explanation", "reporter", "remarks") if action[key]]
            assert {key: now[key] for key in kept} == {key: action[key] for key in kept}
        else:
            assert {key: now[key] for key in ("status", "progress", "completed_on", "evidence")} == {
                key: action[key] for key in ("status", "progress", "completed_on", "evidence")
            }
    assert {each["ref"] for each in after["conflicts"]} == {each["ref"] for each in before["conflicts"]}
    codes = {problem["code"] for problem in after["problems"] if (problem["file"] or "").startswith("ตอบ")}
    assert not codes & {"answers-conflict", "plan-added", "action-added", "ref-mismatch", "action-withdrawn"}
    assert not [problem for problem in after["problems"] if problem["code"] == "plan-added"]


def test_a_summary_of_another_kind_is_called_that(tmp_path):
    path = tmp_path / "summary.csv"
    path.write_text("ก,ข\n1,2\n", "utf-8")
    with pytest.raises(CannotGoOn) as stop:
        _attachment(path, "summary")
    assert (stop.value.problem.code, stop.value.problem.found) == ("mail-attachment-kind", ".csv")
