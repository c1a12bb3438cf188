import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from itaxl.core.evidence import (
    is_address,
    is_on_computer,
    is_on_private_drive,
    is_on_website,
    is_plain_address,
    read_evidence,
    same_address,
    same_but_for_escapes,
)

FOUND = [
    ("https://a.example/x", ("https://a.example/x",)),
    ("https://a.example/x\nhttp://b.example", ("https://a.example/x", "http://b.example")),
    ("ดูที่ https://a.example/x, และ (http://c.example/y).", ("https://a.example/x", "http://c.example/y")),
    ("https://a.example/wiki_(x)", ("https://a.example/wiki_(x)",)),
    ("www.a.example/x", ("https://www.a.example/x",)),
    ("https://www.a.example https://www.a.example", ("https://www.a.example",)),
    (
        "https://a.example,https://b.example;www.c.example",
        ("https://a.example", "https://b.example", "https://www.c.example"),
    ),
    ("https://a.example/x?list=1,2;3", ("https://a.example/x?list=1,2;3",)),
    ("mail@www.a.example", ()),
    ("ftp://a.example javascript:alert(1) C:\\งาน\\x.pdf", ()),
    ("https://a.example/?to=www.b.example", ("https://a.example/?to=www.b.example",)),
    ("https://a.example/ไทย?q=1&b=2", ("https://a.example/ไทย?q=1&b=2",)),
]


@pytest.mark.parametrize(("text", "addresses"), FOUND)
def test_addresses_in_what_people_paste(text, addresses):
    assert read_evidence(text) == addresses


@pytest.mark.parametrize(
    ("address", "website", "on"),
    [
        ("https://www.nakhok.example/x", "https://www.nakhok.example", True),
        ("http://ita.nakhok.example/x", "www.nakhok.example/", True),
        ("https://evilnakhok.example", "nakhok.example", False),
        ("https://nakhok.example.evil.example", "nakhok.example", False),
        ("https://drive.example/x", "nakhok.example", False),
        ("https://drive.example/x", "", True),
        ("https://[broken", "nakhok.example", False),
    ],
)
def test_evidence_counts_on_the_office_website_and_below_it(address, website, on):
    assert is_on_website(address, website) is on


ON_COMPUTER = [
    ("file:///C:/x.pdf", True), ("FILE://server/x", True), (r"C:\Users\คลัง\x.pdf", True), ("d:/งาน/x.pdf", True),
    (r"\\server\งาน", True), (r"ดูที่ \\nas\ita", True), (r"ไฟล์ (C:\x)", True),
    ("https://a.example/x", False), ("http://a.example:8080/c:/x", False), (r"https:\\www.a.example", False),
    ("อยู่ในแฟ้ม", False), ("ftp://a.example", False), ("profile: x", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "on"), ON_COMPUTER)
def test_a_file_on_a_computer_is_known(text, on):
    assert is_on_computer(text) is on


PRIVATE = [
    ("https://drive.google.com/file/d/1", True), ("https://tambon-my.sharepoint.com/x", True), ("https://1drv.ms/x", True),
    ("https://www.dropbox.com/s/x", True), ("https://docs.google.com/forms/x", True),
    ("https://www.nakhok.example/drive.google.com", False), ("https://mydropbox.com/x", False), ("https://[broken", False),
]  # fmt: skip


@pytest.mark.parametrize(("address", "private"), PRIVATE)
def test_a_private_drive_is_known_by_its_host(address, private):
    assert is_on_private_drive(address) is private


def test_the_same_address_as_programs_rewrite_it():
    assert same_address("https://A.example/ก", "http://a.example/%E0%B8%81/")
    assert not same_address("https://a.example/x", "https://a.example/X")


def test_the_same_address_with_other_escapes():
    assert same_but_for_escapes("https://a.example/ก", "https://a.example/%E0%B8%81")
    assert not same_but_for_escapes("https://a.example/x", "https://a.example/x/")


@pytest.mark.parametrize(
    ("text", "one"), [("https://a.example", True), ("https://", False), ("javascript:x", False), ("a b", False)]
)
def test_only_http_addresses_may_become_links(text, one):
    assert is_address(text) is one


@given(st.from_regex(r"\Ahttps?://[a-z0-9./?=&%#_:,;()'ก-]{0,12}\Z"))
@example("https://a.example/x")
@example("https://a.example.")
@example("https://a.example/?")
@example("https://a.example/x/?y=1&z=%E0#k")
@example("https://a.example/x,https://b.example")
def test_a_plain_address_is_read_as_just_that(text):
    assert not is_plain_address(text) or (read_evidence(text) == (text,) and is_address(text))


def test_the_addresses_of_an_office_are_plain():
    assert is_plain_address("https://www.nakhok.example/ita/2565/o12.pdf?view=1")


def test_of_thousands_of_addresses_in_a_cell_a_hundred_count():
    assert len(read_evidence(" ".join(f"http://a.th/{number}" for number in range(3_000)))) == 100
