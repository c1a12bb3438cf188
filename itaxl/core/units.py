"""The units of the office: reading their sheet, and finding the ones that a text names."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Self

from itaxl.core.addresses import is_email, why_no_email
from itaxl.core.problems import Problem
from itaxl.core.reading import Cell, shown
from itaxl.core.records import Unit
from itaxl.core.table import Table
from itaxl.core.text import clean, is_blank, nearest, squashed

ALL_DIVISIONS = squashed("ทุกกอง")
ALL_UNITS = frozenset(squashed(word) for word in ("ทุกส่วนราชการ", "ทุกหน่วยงาน"))
DIVISION = "กอง"

# A name may hold a separator ("งานการเงินและบัญชี", "กองช่าง/โยธา"): the whole is tried before its parts.
_SEPARATORS = re.compile(r"[\n/,;]+")
AND = "และ"


class Register(NamedTuple):
    """The registered units, in the plan's order, and every name that means one of them."""

    units: tuple[Unit, ...]
    by_name: Mapping[str, Unit]

    @classmethod
    def of(cls, units: Iterable[Unit]) -> Self:
        """The register of these units; where two share a name, the first has it."""
        units = tuple(units)
        by_name: dict[str, Unit] = {}
        for unit in units:
            for name in unit.names:
                by_name.setdefault(squashed(name), unit)
        return cls(units, by_name)

    def find(self, name: str) -> Unit | None:
        """The unit of this short name, full name or other spelling."""
        return self.by_name.get(squashed(name))

    def nearest(self, name: str) -> str:
        """The short name most like an unknown one, or ""."""
        likely = nearest(name, self.by_name)
        return self.by_name[likely].short if likely else ""

    def named_in(self, text: str) -> tuple[tuple[Unit, ...], tuple[str, ...]]:
        """(the units that a cell names, each once; the parts that name none)."""
        found: dict[str, Unit] = {}
        unknown: list[str] = []
        for part in [text] if self._meant(text) else _SEPARATORS.split(text):
            units = self._joined(part)
            found.update((unit.short, unit) for unit in units)
            if not units and part.strip():
                unknown.append(part.strip())
        return tuple(found.values()), tuple(unknown)

    def _joined(self, text: str) -> tuple[Unit, ...]:
        """The units of a text whose names may be joined by และ, which names themselves may hold: a part is a name
        only if the rest can be read, too."""
        if units := self._meant(text):
            return units
        for joint in re.finditer(AND, text):
            left, right = self._meant(text[: joint.start()]), self._joined(text[joint.end() :])
            if left and right:
                return left + right
        return ()

    def _meant(self, text: str) -> tuple[Unit, ...]:
        name = squashed(text)
        if unit := self.by_name.get(name):
            return (unit,)
        if name == ALL_DIVISIONS:
            return tuple(unit for unit in self.units if unit.short.startswith(DIVISION))
        if name in ALL_UNITS:
            return tuple(unit for unit in self.units if unit.parent is None)
        return ()


def children(units: Iterable[Unit]) -> dict[str, list[str]]:
    """The short names under each short name, in order."""
    below: dict[str, list[str]] = {}
    for unit in units:
        if unit.parent is not None:
            below.setdefault(unit.parent, []).append(unit.short)
    return below


def read_units(table: Table) -> tuple[tuple[Unit, ...], list[Problem]]:
    """The sheet หน่วยงาน: units in its order, parents by short name; problems for what cannot be right."""
    units: list[Unit] = []
    rows: list[int] = []
    problems: list[Problem] = []
    taken: dict[str, str] = {}
    for row, values in table.rows():
        unit = _unit(table, values)
        if unit is None:
            continue
        for key, name in (("short", unit.short), ("full", unit.full), *(("aliases", alias) for alias in unit.aliases)):
            if (other := taken.get(squashed(name), unit.short)) != unit.short or (
                key == "short" and squashed(name) in taken
            ):
                problems.append(table.problem("unit-double", row, key, name, unit=unit.short, other=other))
                break
        if squashed(unit.short) in taken:
            continue
        taken.update((squashed(name), unit.short) for name in unit.names if squashed(name) not in taken)
        if unit.email and not is_email(unit.email):
            problems.append(table.problem("email-wrong", row, "email", unit.email, why=why_no_email(unit.email)))
            unit = unit._replace(email="")
        units.append(unit)
        rows.append(row)
    register = Register.of(units)
    linked = [_with_parent(unit, row, register, table, problems) for unit, row in zip(units, rows, strict=True)]
    return _without_circles(linked, rows, table, problems), problems


def _unit(table: Table, values: Iterable[Cell]) -> Unit | None:
    row = list(values)

    def text(key: str) -> str:
        value = table.value(row, key)
        return "" if is_blank(value) else clean(shown(value)).strip()

    short, full = text("short"), text("full")
    if not short and not full:
        return None
    return Unit(
        short=short or full,
        full=full,
        parent=text("parent") or None,
        coordinator=text("coordinator"),
        phone=text("phone"),
        email=text("email"),
        aliases=tuple(alias.strip() for alias in re.split(r"[;\n]", text("aliases")) if alias.strip()),
    )


def _with_parent(unit: Unit, row: int, register: Register, table: Table, problems: list[Problem]) -> Unit:
    if unit.parent is None:
        return unit
    parent = register.find(unit.parent)
    if parent is None:
        hint = register.nearest(unit.parent)
        problems.append(table.problem("parent-unknown", row, "parent", unit.parent, hint=hint))
    return unit._replace(parent=parent.short if parent and parent.short != unit.short else None)


def _without_circles(units: list[Unit], rows: list[int], table: Table, problems: list[Problem]) -> tuple[Unit, ...]:
    """A unit that is above itself loses its parent, so that counts can be rolled up."""
    parents = {unit.short: unit.parent for unit in units}
    for unit, row in zip(units, rows, strict=True):
        seen, above = {unit.short}, parents[unit.short]
        while above is not None and above not in seen:
            seen.add(above)
            above = parents.get(above)
        if above == unit.short:
            problems.append(table.problem("parent-circle", row, "parent", unit.parent))
            parents[unit.short] = None
    return tuple(unit._replace(parent=parents[unit.short]) for unit in units)
