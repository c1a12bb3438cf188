"""Letters for the tests."""

from __future__ import annotations

import datetime as dt

from itaxl.core.messages import Heading, Message, Paragraph, Points, Table
from itaxl.mail.letters import Attachment, Letter
from tests.mail.servers import SENDER

DATE = dt.datetime(2022, 5, 10, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
DATA = b"PK\3\4" + bytes(range(256)) * 40 + b"\r\n.\r\n.\n\r"


def message(subject="ITA 2565 กองคลัง: เกินกำหนด 3 · ต้องแก้ 2 จุด"):
    table = Table(("มาตรการ", "เกิน (วัน)"), (("O1 โครงสร้าง", "10"), ("O2 <b>ข้อมูล</b>", "")))
    return Message(subject, (Paragraph("เรียน กองคลัง"), Heading("เกินกำหนด"), table, Points((". จุด & เดียว",))))


def letter(name="กองคลัง", to=("klang@nakhok.example",), copy=(SENDER,), **more):
    given = {"message": message(), "attachment": Attachment("ITA-2565_unit-03_2022-05-10.xlsx", DATA), **more}
    return Letter(name, SENDER, to, copy, thread=f"2565/1/{name}", **given)


def letters(count, **more):
    """Letters to as many units, each to one address."""
    return [letter(f"กอง {n}", (f"unit{n}@nakhok.example",), (), **more) for n in range(count)]
