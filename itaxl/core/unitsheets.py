"""Which sheets of a returned workbook are units' sheets: the table in them, and whose it is."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple, Self

from itaxl.core import layout
from itaxl.core.codes import read_item
from itaxl.core.filenames import own_name, without_copy_marks
from itaxl.core.matching import Claim, is_own_ref
from itaxl.core.records import Action, Issue, Unit
from itaxl.core.table import Grid, Table, find_header
from itaxl.core.text import squashed
from itaxl.core.units import Register

ENOUGH_KEYS = 5  # machine keys in one row that make it our row of keys
_SEVERAL = 2  # titles that one unit alone was issued, which make a sheet without a name its


def find_table(grid: Grid) -> Table | None:
    """The unit's table on a sheet: by the row of machine keys, else by the headers and their known spellings. The
    guide has none: what stands there is an example."""
    table = find_header(grid, layout.HEADERS, layout.is_header)
    if table is None or _is_guide(table):
        return None
    for row, values in islice(table.rows(), 3):
        keys = {  # of two columns of one key the first counts
            value: grid.left + place
            for place, value in reversed(list(enumerate(values)))
            if isinstance(value, str) and value in layout.BY_KEY
        }
        if len(keys) >= ENOUGH_KEYS:
            return Table(grid, {**table.columns, **keys}, table.header, row + 1)
    return table


def _is_guide(table: Table) -> bool:
    above = islice(table.grid.rows, max(0, table.header - table.grid.top))
    return any(isinstance(value, str) and value.startswith(layout.GUIDE_TITLE) for values in above for value in values)


class Owners(NamedTuple):
    """Tells whose a sheet is: `issued` are the actions that refs may mean, by ref."""

    register: Register
    titles: Mapping[str, str]
    issued: Mapping[str, Action]

    @classmethod
    def of(cls, reference: Issue, own: Issue | None) -> Self:
        """The owners among the units of `reference`; what was issued in the file itself goes before the plan."""
        titles = layout.sheet_titles([unit.short for unit in reference.units])
        actions = [*reference.actions, *(own.actions if own else ())]
        return cls(
            Register.of(reference.units),
            {squashed(title): short for short, title in titles.items()},
            {action.ref: action for action in actions},
        )

    def find(self, table: Table, claims: Sequence[Claim], *, alone: bool) -> str | None:
        """The unit (short name) whose refs its rows claim, or that the sheet or what stands above the table names; or
        the file's name, when it is the only table in it."""
        sheet = table.grid.sheet
        return (
            self._by_refs(claims)
            or self._named(sheet)
            or next((short for text in _texts_above(table) if (short := self._named(text))), None)
            or (self._named(own_name(table.grid.file)) if alone else None)
        )

    def by_rows(self, claims: Sequence[Claim]) -> tuple[str, int] | None:
        """(the unit whose actions alone its rows name, how many of these do), where nothing else says whose a sheet is:
        several, and none that only another unit was issued. Of what several units were issued a row says nothing."""
        issued: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for action in self.issued.values():
            issued[squashed(action.title)].add((action.item or "", action.unit))
        found: dict[str, set[str]] = defaultdict(set)
        for claim in claims:
            item = read_item(claim.item)
            units = {unit for code, unit in issued.get(squashed(claim.title), ()) if item in (None, code)}
            if len(units) == 1:
                found[units.pop()].add(squashed(claim.title))
        [(unit, titles)] = found.items() if len(found) == 1 else [("", set[str]())]
        short = self._named(unit) if len(titles) >= _SEVERAL else None
        return (short, len(titles)) if short else None

    def names(self, grid: Grid) -> bool:
        """True for a sheet that is called like a unit."""
        return self._named(grid.sheet) is not None

    def nearest(self, table: Table) -> str:
        """The unit (short name) most like what the sheet, what stands above the table, or the file is called; or ""."""
        names = (table.grid.sheet, *_texts_above(table), own_name(table.grid.file))
        return next((short for name in names if (short := self.register.nearest(name))), "")

    def _by_refs(self, claims: Sequence[Claim]) -> str | None:
        """By the refs that count: those whose item and title agree with what was issued under them."""
        votes: Counter[str] = Counter()
        for claim in claims:
            action = self.issued.get(claim.ref)
            if action is not None and is_own_ref(claim, action):
                votes[action.unit] += 1
                if votes[action.unit] > len(claims) // 2:  # the others cannot outvote it
                    break
        ranked = votes.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return self._named(ranked[0][0])

    def _named(self, name: str) -> str | None:
        """The unit of this name, also as its sheet was called, and with what programs add to the name of a copy."""
        for each in (name, without_copy_marks(name)):
            unit = self.register.find(each)
            if short := self.titles.get(squashed(each)) or (unit.short if unit else None):
                return short
        return None


def names_of_units(units: Sequence[Unit]) -> dict[str, str]:
    """The short name of each unit by every name of it (squashed), that of its sheet too."""
    titles = layout.sheet_titles([unit.short for unit in units])
    named = {squashed(title): short for short, title in titles.items()}
    return {name: unit.short for name, unit in Register.of(units).by_name.items()} | named


def called_after(file: str, units: Sequence[Unit]) -> frozenset[str]:
    """The unit (short name) that a file which cannot be opened is called after, as we call the files that we issue."""
    name = squashed(without_copy_marks(own_name(file)))
    return frozenset(short for called, short in names_of_units(units).items() if called == name)


def _texts_above(table: Table) -> Iterator[str]:
    """What stands above a table, without the label before a colon."""
    above = table.grid.rows[: table.header - table.grid.top]
    return (value.rpartition(":")[2] for values in above for value in values if isinstance(value, str))
