"""No value that openpyxl sees is lost: on our own workbooks, and on odd ones, the two readers agree or it is known why."""

import pytest

from scripts.compare_readers import PROJECT, Why, compare
from tests.rawbooks import MAIN, book, relations, sheet, zipped

STYLES = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="2"/><xf numFmtId="9"/></cellXfs></styleSheet>'
STRINGS = f'<sst xmlns="{MAIN}"><si><r><t>ตัว</t></r><r><rPr><b/></rPr><t>หนา</t></r></si><si><t/></si><si><t xml:space="preserve"> ก </t></si></sst>'


def workbook(cells, after="", **attributes):
    parts = book(sheet(f'<row r="1">{cells}</row>', **attributes).replace("</sheetData>", f"</sheetData>{after}"))
    parts["xl/styles.xml"], parts["xl/sharedStrings.xml"] = STYLES, STRINGS
    kinds = (("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml"))
    parts["xl/_rels/workbook.xml.rels"] = relations(*kinds)
    types = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
        for name, kind in (
            ("workbook", "sheet.main"),
            ("worksheets/sheet1", "worksheet"),
            ("styles", "styles"),
            ("sharedStrings", "sharedStrings"),
        )
    )
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("/>", f">{default}{types}</Types>")
    return zipped(parts)


ODD = {
    "numbers, also in text and in scientific form": (workbook('<c r="A1"><v>1</v></c><c r="B1" t="str"><v>1</v></c><c r="C1"><v>1E-3</v></c>'), []),
    "dates": (workbook('<c r="A1" s="1"><v>44681</v></c><c r="B1" s="1"><v>44681.5</v></c><c r="C1" t="d"><v>2022-04-30</v></c>'), []),
    "truth values": (workbook('<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c>'), []),
    "error cells": (workbook('<c r="A1" t="e"><v>#REF!</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c t="e" r="C1"/><c r="D1"><v>4</v></c>'), []),
    "rich text, an empty one and blanks": (workbook('<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>'), []),
    "inline texts": (workbook('<c r="A1" t="inlineStr"><is><r><t>ก</t></r><r><t>ข</t></r></is></c>'), []),
    "formulas with and without a cached value": (workbook('<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c><c r="C1" t="str"><f>"ก"</f><v>ก</v></c>'), []),
    "a dimension too small": (workbook('<c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c>', before='<dimension ref="A1"/>'), []),
    "cells without places": (workbook("<c><v>1</v></c><c><v>2</v></c>"), []),
    "far cells": (workbook('<c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c>'), [Why.FAR]),
    "values under a merged range": (workbook('<c r="A1"><v>1</v></c><c r="B1"><v>2</v></c>', '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'), [Why.MERGED]),
    "escapes": (workbook('<c r="A1" t="inlineStr"><is><t>ก_x000D_ข</t></is></c>'), [Why.ESCAPED]),
    "a number below zero in a date format": (workbook('<c r="A1" s="1"><v>-2.5</v></c>'), [Why.NEGATIVE]),
    "a percentage": (workbook('<c r="A1" s="3"><v>0.617</v></c>'), [Why.PERCENT]),
}  # fmt: skip


@pytest.mark.parametrize("what", ODD)
def test_the_readers_agree_or_it_is_known_why_not(tmp_path, what):
    data, expected = ODD[what]
    (tmp_path / "x.xlsx").write_bytes(data)
    found = compare(tmp_path / "x.xlsx")
    assert not isinstance(found, str), found
    assert [each.why for each in found] == expected, found


@pytest.mark.parametrize("path", sorted((PROJECT / "workbooks").rglob("*.xlsx")), ids=lambda path: path.stem)
def test_the_readers_agree_on_our_own_workbooks(path):
    assert compare(path) == []


def test_a_value_that_is_lost_or_changed_is_found(tmp_path):
    one, two = tmp_path / "one.xlsx", tmp_path / "two.xlsx"
    one.write_bytes(workbook('<c r="A1"><v>1</v></c>'))
    two.write_bytes(workbook('<c r="A1"><v>2</v></c><c r="B1"><v>3</v></c>'))
    assert [each.why for each in compare(one, saved=two)] == [Why.OTHER, Why.LOST]
