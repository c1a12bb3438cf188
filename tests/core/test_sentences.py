import re
from pathlib import Path

import pytest

import itaxl
from itaxl.core.records import Problem
from itaxl.core.sentences import SENTENCES, Severity, advice, message, severity_rank

CODE = re.compile(r'"((?:[a-z]+|1900s)(?:-(?:[a-z]+|1900s))+)"')
SOURCES = [path for path in Path(itaxl.__file__).parent.rglob("*.py") if "sentences" not in path.parts]


def codes_in_the_code():
    found = {code for path in SOURCES for code in CODE.findall(path.read_text("utf-8"))}
    return {code for code in found if code.partition("-")[0] in {each.partition("-")[0] for each in SENTENCES}}


def test_every_code_has_its_sentence_and_every_sentence_is_said():
    used = codes_in_the_code()
    assert set(SENTENCES) - used == set()
    assert used - set(SENTENCES) == set()


@pytest.mark.parametrize("code", SENTENCES)
def test_every_sentence_says_what_is_wrong_and_what_to_do_in_both_languages(code):
    problem = Problem(code, "ไฟล์.xlsx", "กองคลัง", "I14", "due_on", "5/4")
    for language in ("th", "en"):
        for text in (message(problem, language), advice(problem, language)):
            assert text.strip()
            assert not set("[]{}") & set(text)


def test_a_part_that_quotes_nothing_is_left_out():
    known = Problem("status-unreadable", found="เสด", facts=(("hint", "เสร็จ"),))
    assert message(known) == "ไม่รู้จักสถานะ “เสด” น่าจะหมายถึง เสร็จ"
    assert message(Problem("status-unreadable", found="ฝน")) == "ไม่รู้จักสถานะ “ฝน”"


def test_a_long_text_is_quoted_short_and_braces_in_it_are_harmless():
    said = message(Problem("date-unreadable", found="{found} [x]\n" + "ย" * 500))
    assert "{found} [x] ย" in said
    assert len(said) < 250


def test_errors_come_first():
    ranks = [severity_rank(code) for code in ("status-unreadable", "date-1900s", "row-note")]
    assert ranks == [0, 1, 2]
    assert list(Severity) == [Severity.ERROR, Severity.WARNING, Severity.INFO]
