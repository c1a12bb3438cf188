import pytest

from itaxl.core.mailsettings import check_mail, checked_address, is_loopback, sending_trouble
from itaxl.core.problems import CannotGoOn, Problem
from itaxl.core.records import Catalogue, Measure, Plan, Unit
from itaxl.core.sentences import message
from tests.tables import settings

GOOD = {
    "mail_host": "mail.x.example", "mail_port": 465, "mail_security": "ssl", "mail_sender": "plan@x.example", "recipients": ("palad@x.example",),
}  # fmt: skip


def plan(*units, **more):
    given = units or (Unit("กองคลัง", email="klang@x.example"),)
    measure = Measure(5, None, None, None, "", "", None, None, "", tuple(unit.short for unit in given), "", "")
    return Plan(settings(**more), given, (measure,), Catalogue(2565, ()), file="plan.xlsx")


def codes(*units, **changes):
    return [problem.code for problem in check_mail(plan(*units, **{**GOOD, **changes}))]


CASES = [
    ({}, ["mail-usable"]),
    ({"mail_port": 587, "mail_security": "starttls"}, ["mail-usable"]),
    ({"mail_port": 2525}, ["mail-usable"]),  # its owner knows
    ({"mail_port": 465, "mail_security": "starttls"}, ["mail-port-contradicts"]),
    ({"mail_port": 587, "mail_security": "ssl"}, ["mail-port-contradicts"]),
    ({"mail_port": 25, "mail_security": "ssl"}, ["mail-port-contradicts"]),
    ({"mail_port": 993}, ["mail-port-receives"]),
    ({"mail_port": 25, "mail_security": "none"}, ["mail-unprotected"]),
    ({"mail_host": "localhost", "mail_port": 25, "mail_security": "none"}, ["mail-usable"]),
    ({"mail_host": "127.0.0.1", "mail_port": 1025, "mail_security": "none"}, ["mail-usable"]),
    ({"mail_host": "https://mail.x.example"}, ["mail-host-wrong"]),
    ({"mail_host": "mail.x.example:465"}, ["mail-host-wrong"]),
    ({"mail_host": "plan@x.example"}, ["mail-host-wrong"]),
    ({"mail_host": "เครื่องแม่ข่าย"}, ["mail-host-wrong"]),
    ({"mail_port": None, "mail_sender": ""}, ["mail-missing"]),
    ({"mail_port": 0}, ["mail-missing"]),
    ({"mail_host": "", "mail_security": "none"}, ["mail-missing"]),
    ({"recipients": ()}, ["mail-usable", "mail-no-recipients"]),
    (
        {"mail_host": "", "mail_port": None, "mail_security": ""},
        ["mail-not-set"],
    ),  # a sender alone: drafts to send by hand
]


@pytest.mark.parametrize(("changes", "expected"), CASES, ids=lambda value: str(value))
def test_what_is_missing_or_contradictory_is_told(changes, expected):
    assert codes(**changes) == expected


@pytest.mark.parametrize(
    ("changes", "cell"),
    [
        ({"mail_port": 993}, "B11"),
        ({"mail_host": "", "mail_port": None}, "B10"),
        ({"mail_port": None}, "B11"),
        ({"recipients": ()}, "B14"),
    ],
)
def test_each_is_told_with_the_cell_of_its_setting(changes, cell):
    cells = {"mail_host": "B10", "mail_port": "B11", "mail_security": "B12", "recipients": "B14"}
    told = check_mail(plan(**{**GOOD, **changes})._replace(cells=cells))
    assert told[-1].cell == cell


def test_units_that_have_measures_but_no_address_are_named():
    units = (Unit("กองคลัง"), Unit("กองช่าง", email="chang@x.example"), Unit("ต้องยืนยัน"))
    (problem,) = (each for each in check_mail(plan(*units, **GOOD)) if each.code == "mail-unit-without")
    assert (problem.sheet, problem.found) == ("หน่วยงาน", "กองคลัง")


def test_what_is_missing_is_called_by_its_name_in_the_plan():
    (problem,) = check_mail(plan(**{**GOOD, "mail_port": None, "mail_security": ""}))
    assert "พอร์ต · ความปลอดภัย" in message(problem)


def test_a_value_that_could_not_be_read_is_not_called_missing_too():
    wrong = Problem("setting-wrong", found="tls", facts=(("name", "ความปลอดภัย"),))
    assert check_mail(plan(**{**GOOD, "mail_security": ""}), [wrong]) == []


@pytest.mark.parametrize(
    ("host", "own"),
    [("localhost", True), ("LOCALHOST", True), ("127.0.0.9", True), ("::1", True), ("10.0.0.1", False), ("localhost.example", False)],
)  # fmt: skip
def test_none_is_for_this_machine_only(host, own):
    assert is_loopback(host) is own


TROUBLE = [
    ({}, None),
    ({"mail_security": "none"}, "mail-unprotected"),
    ({"mail_port": None}, "mail-missing"),
    ({"mail_host": "", "mail_port": None, "mail_security": ""}, "mail-not-ready"),
    ({"recipients": ()}, None),  # who gets what is another question
]


@pytest.mark.parametrize(("changes", "code"), TROUBLE)
def test_what_keeps_from_sending(changes, code):
    trouble = sending_trouble(plan(**{**GOOD, **changes}))
    assert (trouble.code if trouble else None) == code


@pytest.mark.parametrize(("code", "name"), [("setting-wrong", "พอร์ต"), ("email-wrong", "ผู้ส่ง")])
def test_what_could_not_be_read_is_what_keeps_from_sending(code, name):
    wrong = Problem(code, found="x", facts=(("name", name),))
    assert sending_trouble(plan(**{**GOOD, "mail_port": None, "mail_sender": ""}), [wrong]) == wrong
    other = Problem(code, found="x", facts=(("name", "ผู้รับรายงาน"),))
    assert sending_trouble(plan(**GOOD), [other]) is None


@pytest.mark.parametrize(
    ("address", "code"), [("ปลัด@x.example", "mail-address-international"), ("palad@x", "mail-address-wrong")]
)
def test_an_address_that_cannot_be_used_is_told_why(address, code):
    assert checked_address("palad@x.example") == "palad@x.example"
    with pytest.raises(CannotGoOn) as stop:
        checked_address(address)
    assert stop.value.problem.code == code
