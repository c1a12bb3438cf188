"""What leaves is read back by parsers that are not ours: Python's old one, and Debian's tools."""

import datetime as dt
import email
import re
import shutil
import subprocess
from dataclasses import replace
from email import policy
from email.header import decode_header, make_header
from email.utils import getaddresses, parsedate_to_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itaxl.core.messages import Message, Paragraph, inert
from itaxl.mail.letters import Attachment, email_bytes
from tests.mail.letters import DATA, DATE, letter, message
from tests.mail.servers import SENDER
from tests.office import IN_CI


def parsed(data):
    return email.message_from_bytes(data, policy=policy.compat32)


def said(header):
    return str(make_header(decode_header(header)))


def parts(mail):
    return {part.get_content_type(): part for part in mail.walk() if not part.is_multipart()}


def test_an_old_parser_reads_what_was_written():
    mine = letter()
    mail = parsed(email_bytes(mine, DATE, draft=False))
    assert said(mail["Subject"]) == mine.message.subject
    assert getaddresses([said(mail["To"])]) == [("", "klang@nakhok.example")]
    assert (mail["From"], mail["Cc"]) == (SENDER, SENDER)
    assert parsedate_to_datetime(mail["Date"]) == DATE
    assert mail["Auto-Submitted"] == "auto-generated"
    found = parts(mail)
    assert found["text/plain"].get_payload(decode=True).decode().replace("\r\n", "\n") == mine.message.text
    assert found["text/html"].get_payload(decode=True).decode().replace("\r\n", "\n") == mine.message.html
    workbook = found["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"]
    assert (workbook.get_filename(), workbook.get_payload(decode=True)) == ("ITA-2565_unit-03_2022-05-10.xlsx", DATA)


def test_it_is_plain_ascii_in_short_lines_with_the_line_ends_of_the_standard():
    data = email_bytes(letter(), DATE, draft=True)
    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    lines = data.split(b"\r\n")
    assert max(len(line) for line in lines if not line.startswith(b"Content-Type")) <= 76
    assert not re.search(rb"8bit", data)


def test_a_draft_opens_unsent_and_what_is_sent_does_not():
    assert parsed(email_bytes(letter(), DATE, draft=True))["X-Unsent"] == "1"
    assert "X-Unsent" not in parsed(email_bytes(letter(), DATE, draft=False))


def test_a_thai_name_of_an_attachment_survives_on_request():
    name = "แบบติดตาม ITA 2565 งานทะเบียนทรัพย์สินและพัสดุ 2565-05-10.xlsx"
    mail = parsed(email_bytes(letter(attachment=Attachment(name, DATA)), DATE, draft=False))
    [workbook] = [part for part in mail.walk() if part.get_filename()]
    assert workbook.get_filename() == name


def test_messages_to_a_unit_in_a_round_are_one_conversation_and_each_has_its_own_id():
    one, other = letter(), letter(message=message("อีกวัน"))
    mails = [parsed(email_bytes(each, DATE, draft=False)) for each in (one, other, letter("กองช่าง"))]
    assert mails[0]["References"] == mails[1]["References"] != mails[2]["References"]
    assert len({mail["Message-ID"] for mail in mails}) == 3
    assert email_bytes(one, DATE, draft=True).count(b"Message-ID") == 1
    assert re.fullmatch(r"<[0-9a-f]{32}@nakhok\.example>", mails[0]["Message-ID"])


CHANGES = [
    ("bytes of the attachment", {"attachment": Attachment("ITA-2565_unit-03_2022-05-10.xlsx", DATA + b"x")}),
    ("no attachment", {"attachment": None}),
    ("subject", {"message": message("อื่น")}),
    ("body", {"message": replace(message(), blocks=(Paragraph("อื่น"),))}),
]


@pytest.mark.parametrize(("what", "change"), CHANGES)
def test_the_key_follows_the_content(what, change):
    assert letter(**change).key != letter().key


def test_the_key_is_the_same_whatever_the_attachment_is_called():
    def named(name):
        said = replace(message(), blocks=(Paragraph(f"เปิดไฟล์แนบ {name} แล้วกรอก"),))
        return letter(message=said, attachment=Attachment(name, DATA))

    assert named("ITA-2565_unit-03.xlsx").key == named("แบบติดตาม <ITA> & 2565.xlsx").key


def test_the_key_is_the_same_whoever_else_gets_it_and_the_id_is_not():
    one, other = letter(), letter(copy=("other@nakhok.example",))
    assert one.key == other.key
    assert one.message_id != other.message_id
    assert one.message_id == letter().message_id


INJECTED = "กองคลัง\r\nBcc: thief@evil.example\r\n\r\n<script>"


def test_no_text_becomes_a_header():
    bad = letter(
        name=INJECTED,
        message=Message(INJECTED, (Paragraph(INJECTED),)),
        attachment=Attachment(f"{INJECTED}.xlsx", DATA),
    )
    mail = parsed(email_bytes(bad, DATE, draft=True))
    assert "Bcc" not in mail
    assert set(mail.keys()) == {
        "X-Unsent", "From", "To", "Cc", "Subject", "Date", "Message-ID", "References", "Auto-Submitted",
        "MIME-Version", "Content-Type",
    }  # fmt: skip
    assert "<script>" not in parts(mail)["text/html"].get_payload(decode=True).decode()
    assert [address for _, address in getaddresses([mail["To"]])] == ["klang@nakhok.example"]


@given(st.text(max_size=200))
@settings(max_examples=150)
def test_any_subject_comes_back_on_one_line(subject):
    mail = parsed(email_bytes(letter(message=message(subject)), DATE, draft=True))
    assert said(mail["Subject"]) == inert(subject)
    assert not mail.defects


def test_a_date_keeps_its_zone():
    mail = parsed(email_bytes(letter(), dt.datetime(2022, 5, 10, tzinfo=dt.UTC), draft=False))
    assert mail["Date"] == "Tue, 10 May 2022 00:00:00 +0000"


TOOLS = {name: shutil.which(name) for name in ("munpack", "reformime")}


def needs(name):
    return pytest.mark.skipif(TOOLS[name] is None and not IN_CI, reason=f"{name} is not installed: it runs in CI")


@needs("munpack")
def test_munpack_takes_the_attachment_out_byte_by_byte(tmp_path):
    (tmp_path / "mail.eml").write_bytes(email_bytes(letter(), DATE, draft=False))
    subprocess.run([TOOLS["munpack"], "-q", "mail.eml"], cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "ITA-2565_unit-03_2022-05-10.xlsx").read_bytes() == DATA


@needs("reformime")
def test_reformime_finds_subject_bodies_and_attachment(tmp_path):
    mine = letter()
    path = tmp_path / "mail.eml"
    path.write_bytes(email_bytes(mine, DATE, draft=True))

    def run(*arguments):
        with path.open("rb") as file:
            return subprocess.run([TOOLS["reformime"], *arguments], stdin=file, check=True, capture_output=True).stdout

    sections = run("-i").decode()
    kinds = re.findall(r"^content-type: (\S+)$", sections, re.MULTILINE)
    assert kinds == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]  # fmt: skip
    places = dict(zip(kinds, re.findall(r"^section: (\S+)$", sections, re.MULTILINE), strict=True))
    assert run("-e", "-s", places["text/plain"]).decode().replace("\r\n", "\n") == mine.message.text
    assert run("-e", "-s", places["text/html"]).decode().replace("\r\n", "\n") == mine.message.html
    assert run("-e", "-s", places[kinds[-1]]) == DATA
    head = path.read_bytes().partition(b"\r\n\r\n")[0].decode()
    subject = re.search(r"^Subject: (.*?)(?=^\S)", head, re.MULTILINE | re.DOTALL)[1]
    decoded = subprocess.run(
        [TOOLS["reformime"], "-u", "-h", " ".join(subject.split())], check=True, capture_output=True
    )
    assert decoded.stdout.decode().strip() == mine.message.subject
