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
    problems: list[Problem] = []
    for row, cells in table.rows():
        name, value = table.value(cells, "name"), table.value(cells, "value")
        if is_blank(name) or is_blank(value):
            continue
        setting = _BY_NAME.get(squashed(shown(name)))
        if setting is None:
            problems.append(table.problem("setting-unknown", row, "name", shown(name)))
            continue
        found, wrong = _read(table, row, setting, value)
        problems += wrong
        if found is not None and values.setdefault(setting.key, found) != found:
            problems.append(table.problem("setting-double", row, "value", value, name=setting.name))
            values[setting.key] = found
    for key in ("agency", "fiscal_year"):
        if key not in values:
            name = planlayout.setting_name(key)
            unread = next((problem for problem in problems if dict(problem.facts).get("name") == name), None)
            cell = setting_cells(table).get(key)
            missing = Problem("setting-missing", table.grid.file, table.grid.sheet, cell, facts=(("name", name),))
            raise CannotGoOn(unread._replace(code="setting-needed") if unread else missing)
    return Settings(**values), problems


def _read(table: Table, row: int, setting: Setting, value: Cell) -> tuple[object, list[Problem]]:
    """(the value, None where it cannot be used; what is wrong with it)."""
    if setting.kind is SettingKind.EMAILS:
        good, wrong = _emails(setting, clean(shown(value)).strip())
        told = (table.problem("email-wrong", row, "value", text, name=setting.name, why=why) for text, why in wrong)
        return good or None, list(told)
    try:
        return _value(setting, value), []
    except Unusable:
        return None, [table.problem("setting-wrong", row, "value", value, name=setting.name)]


def setting_cells(table: Table) -> dict[str, str]:
    """The address of each setting's value by key: the last one that is filled in, or where it is to be."""
    found: dict[str, str] = {}
    for row, cells in table.rows():
        setting = _BY_NAME.get(squashed(shown(table.value(cells, "name"))))
        if setting and not (setting.key in found and is_blank(table.value(cells, "value"))):
            found[setting.key] = table.cell(row, "value")
    return found


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
