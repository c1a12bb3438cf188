import pytest

from itaxl.core.addresses import each_once, is_email, split_addresses, why_no_email
from itaxl.core.problems import Word


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("klang@nakhok.example", True),
        ("a.b+c@x.go.th", True),
        ("klang", False),
        ("a@b", False),
        ("ก@nakhok.example", False),
        ("a b@c.d", False),
        ("a..b@c.example", False),
        (".a@c.example", False),
        ("a@-c.example", False),
        ("a@c..example", False),
        ("a@b.example\n", False),
        ("a@b.example\r\nBcc: c@d.example", False),
        (f"{'a' * 65}@b.example", False),
        (f"a@{'b' * 64}.example", False),
        (f"a@{'b.' * 130}example", False),
    ],
)
def test_emails(text, right):
    assert is_email(text) is right


WHY = [
    ("klang.nakhok.example", Word.NO_AT_SIGN),
    ("คลัง", Word.NO_AT_SIGN),
    ("a@x.example, b@x.example", Word.SEVERAL_ADDRESSES),
    ("a@x.example b@x.example", Word.SEVERAL_ADDRESSES),
    ("กองคลัง <klang@x.example>", Word.NAME_BESIDE),
    ("Somchai <klang@x.example>", Word.NAME_BESIDE),
    ("<klang@x.example>", Word.MISSPELT),
    ("klang@nakhok", Word.MISSPELT),
    ("a..b@x.example", Word.MISSPELT),
    ("คลัง@นาโคก.ไทย", Word.INTERNATIONAL),
    ("klang@นาโคก.ไทย", Word.INTERNATIONAL),
]


@pytest.mark.parametrize(("text", "why"), WHY)
def test_why_a_text_is_no_address(text, why):
    assert not is_email(text)
    assert why_no_email(text) is why


SEVERAL = [
    ("a@x.example; b@x.example,c@x.example", ["a@x.example", "b@x.example", "c@x.example"]),
    ("a@x.example b@x.example\n c@x.example", ["a@x.example", "b@x.example", "c@x.example"]),
    ("ปลัด อบต. <a@x.example>; b@x.example", ["ปลัด อบต. <a@x.example>", "b@x.example"]),
    ("a@x.example และ b@x.example", ["a@x.example และ b@x.example"]),
    (" ; ", []),
]


@pytest.mark.parametrize(("text", "parts"), SEVERAL)
def test_addresses_in_one_cell(text, parts):
    assert split_addresses(text) == parts


def test_capitals_make_no_other_mailbox():
    given = ["Klang@Nakhok.example", "a@b.example", "klang@nakhok.EXAMPLE", "a@b.example"]
    assert each_once(given) == ("Klang@Nakhok.example", "a@b.example")
    assert each_once([]) == ()
