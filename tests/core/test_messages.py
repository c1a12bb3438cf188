import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.core.messages import Heading, Message, Paragraph, Points, Table, inert

MESSAGE = Message(
    "หัวเรื่อง",
    (
        Paragraph("เรียน กองคลัง"),
        Heading("เกินกำหนด"),
        Table(("มาตรการ", "กำหนด", "คะแนน"), (("O1 โครงสร้าง", "30 เม.ย. 2565", "0.444"), ("เรื่องอื่น", "", ""))),
        Points(("หนึ่ง", "สอง")),
    ),
)


def test_the_plain_text_names_the_columns_on_each_line():
    assert MESSAGE.text.splitlines() == [
        "เรียน กองคลัง",
        "",
        "== เกินกำหนด ==",
        "- O1 โครงสร้าง · กำหนด 30 เม.ย. 2565 · คะแนน 0.444",
        "- เรื่องอื่น",
        "",
        "- หนึ่ง",
        "- สอง",
    ]


class Page(HTMLParser):
    """The texts of a page, and the names of its elements and attributes."""

    def __init__(self, html):
        super().__init__()
        self.texts, self.names, self.attributes, self.open = [], [], set(), []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


def test_the_html_has_the_same_texts_in_elements_that_mail_programs_know():
    page = Page(MESSAGE.html)
    assert [text.replace("\u00a0", " ") for text in page.texts if text.strip()] == [
        "หัวเรื่อง", "เรียน กองคลัง", "เกินกำหนด", "มาตรการ", "กำหนด", "คะแนน", "O1 โครงสร้าง", "30 เม.ย. 2565",
        "0.444", "เรื่องอื่น", "หนึ่ง", "สอง",
    ]  # fmt: skip
    assert set(page.names) <= {
        "html", "head", "meta", "title", "body", "table", "thead", "tbody", "tr", "td", "th", "p", "h2", "ul", "li",
    }  # fmt: skip
    assert not {"src", "href", "id"} & page.attributes


TEXTS = [
    ("สอง\r\nบรรทัด", "สอง บรรทัด"),
    ("ก\u202eกลับ\u202c", "กกลับ"),
    ("ช่อง\u00a0ว่าง\t\u2028x", "ช่อง ว่าง x"),
    ("bell\a\0\x1b[31m", "bell[31m"),
    ("  ", ""),
    ("\ud800", ""),
]


@pytest.mark.parametrize(("text", "shown"), TEXTS)
def test_a_text_is_inert_on_one_line(text, shown):
    assert inert(text) == shown


@given(st.text())
def test_no_text_gets_out_of_its_place(text):
    said = Message(text, (Paragraph(text), Heading(text), Points((text,)), Table(("ก", text), ((text, text),))))
    page = Page(said.html)
    assert page.names == Page(Message("x", tuple(type(b)(*_filled(b)) for b in said.blocks)).html).names
    assert len(said.text.splitlines()) <= 8
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x09\x0b-\x1f]", said.text + said.html)


def _filled(block):
    if isinstance(block, Table):
        return ("ก", "x"), (("x", "x"),)
    return (("x",),) if isinstance(block, Points) else ("x",)


@pytest.mark.parametrize("date", ["30 เม.ย. 2565", "๑ พ.ค. ๒๕๖๕", "10 พฤษภาคม 2565"])
def test_a_date_stays_on_one_line_in_html_and_is_plain_in_text(date):
    shown = date.replace(" ", "\u00a0")
    table = Table(("มาตรการ", "กำหนด"), (("O1", date),))
    message = Message("x", (Paragraph(f"ข้อมูล ณ วันที่ {date}"), Points((f"กำหนด {date} แล้ว",)), table))
    assert message.html.count(shown) == 3
    assert message.text.count(date) == 3
    assert "\u00a0" not in message.text
