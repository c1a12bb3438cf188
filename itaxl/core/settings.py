"""The sheet ตั้งค่า of a plan: the office, its year and scores, how deadlines count, the mail server."""

from __future__ import annotations

import re
from typing import Any

from itaxl.core import planlayout
from itaxl.core.addresses import is_email, split_addresses, why_no_email
from itaxl.core.calendar import BE_OFFSET
from itaxl.core.planlayout import Setting, SettingKind
from itaxl.core.problems import CannotGoOn, Problem, Word
from itaxl.core.reading import Cell, read_number, shown
from itaxl.core.records import Settings
from itaxl.core.table import Table
from itaxl.core.text import clean, comparable, is_blank, squashed
from itaxl.core.years import FIRST_BUDDHIST

_BY_NAME = {squashed(setting.name): setting for setting in planlayout.SETTING_ROWS}
_YES = {squashed(word) for word in (planlayout.YES, "yes", "true", "y", "เลื่อน", "ใช้", "1")}
_NO = {squashed(word) for word in (planlayout.NO, "no", "false", "n", "ไม่", "ไม่เลื่อน", "ไม่ใช้", "0", "-")}


class Unusable(ValueError):
    """A setting's value that cannot be read."""


def read_settings(table: Table) -> tuple[Settings, list[Problem]]:
    """The settings, those not given at their defaults.

    Raises CannotGoOn without an agency or a fiscal year.
    """
    values: dict[str, Any] = {}
    problems: list[Problem] = _told_twice(table)
    for row, cells in table.rows():
        name, value = table.value(cells, "name"), table.value(cells, "value")
        if is_blank(name) or is_blank(value):
            continue
        setting = _BY_NAME.get(squashed(shown(name)))
        if setting is None:
            problems.append(table.problem("setting-unknown", row, "name", shown(name)))
            continue
        if setting.kind is SettingKind.EMAILS:
            values[setting.key], wrong = _emails(setting, clean(shown(value)).strip())
            problems += (
                table.problem("email-wrong", row, "value", text, name=setting.name, why=why) for text, why in wrong
            )
            continue
        try:
            values[setting.key] = _value(setting, value)
        except Unusable:
            problems.append(table.problem("setting-wrong", row, "value", value, name=setting.name))
    for key in ("agency", "fiscal_year"):
        if key not in values:
            name = planlayout.setting_name(key)
            unread = next((problem for problem in problems if dict(problem.facts).get("name") == name), None)
            cell = setting_cells(table).get(key)
            missing = Problem("setting-missing", table.grid.file, table.grid.sheet, cell, facts=(("name", name),))
            raise CannotGoOn(unread._replace(code="setting-needed") if unread else missing)
    return Settings(**values), problems


def _told_twice(table: Table) -> list[Problem]:
    """Settings that have another value further up; of several the last one that can be used counts."""
    first: dict[str, Cell] = {}
    found: list[Problem] = []
    for row, cells in table.rows():
        name, value = squashed(shown(table.value(cells, "name"))), table.value(cells, "value")
        if name in _BY_NAME and not is_blank(value) and first.setdefault(name, value) != value:
            found.append(table.problem("setting-double", row, "value", value, name=_BY_NAME[name].name))
    return found


def setting_cells(table: Table) -> dict[str, str]:
    """The address of each setting's value, filled in or not, by key."""
    named = ((row, _BY_NAME.get(squashed(shown(table.value(cells, "name"))))) for row, cells in table.rows())
    return {setting.key: table.cell(row, "value") for row, setting in named if setting}


def _value(setting: Setting, value: Cell) -> object:
    text = clean(shown(value)).strip()
    match setting.kind:
        case SettingKind.YEAR:
            return _year(text)
        case SettingKind.SCORE:
            return _between(text, 0, 100)
        case SettingKind.NUMBER:
            number = _between(text, 0, 65535)
            if not number.is_integer():
                raise Unusable(text)
            return int(number)
        case SettingKind.YES_NO:
            return _yes_no(text)
        case SettingKind.SECURITY:
            if comparable(text) not in planlayout.SECURITY_WORDS:
                raise Unusable(text)
            return comparable(text)
        case _:
            return text


def _year(text: str) -> int:
    """A fiscal year BE; a Gregorian one is turned into BE."""
    found = re.fullmatch(r"(?:พ\.?\s?ศ\.?\s?)?(\d{4})", comparable(text))
    if not found:
        raise Unusable(text)
    year = int(found[1])
    year = year if year >= FIRST_BUDDHIST else year + BE_OFFSET
    if not FIRST_BUDDHIST <= year < FIRST_BUDDHIST + BE_OFFSET:
        raise Unusable(text)
    return year


def _between(text: str, least: float, most: float) -> float:
    number = read_number(comparable(text).removesuffix("คะแนน").removesuffix("วัน").rstrip("% "))
    if number is None or not least <= number <= most:
        raise Unusable(text)
    return number


def _yes_no(text: str) -> bool:
    word = squashed(text)
    if word in _YES or word in _NO:
        return word in _YES
    raise Unusable(text)


def _emails(setting: Setting, text: str) -> tuple[tuple[str, ...] | str, list[tuple[str, Word]]]:
    """(the addresses that can be used, or the only one of the sender; each other text, and why it cannot)."""
    parts = split_addresses(text)
    if setting.key == "mail_sender" and len(parts) > 1:
        return "", [(text, Word.SEVERAL_ADDRESSES)]
    good = tuple(part for part in parts if is_email(part))
    wrong = [(part, why_no_email(part)) for part in parts if not is_email(part)]
    return "".join(good) if setting.key == "mail_sender" else good, wrong
