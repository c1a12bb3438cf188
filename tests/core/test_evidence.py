import pytest

from itaxl.core.evidence import is_address, is_on_website, read_evidence, same_address

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


def test_the_same_address_as_programs_rewrite_it():
    assert same_address("https://A.example/ก", "http://a.example/%E0%B8%81/")
    assert not same_address("https://a.example/x", "https://a.example/X")


@pytest.mark.parametrize(
    ("text", "one"), [("https://a.example", True), ("https://", False), ("javascript:x", False), ("a b", False)]
)
def test_only_http_addresses_may_become_links(text, one):
    assert is_address(text) is one
