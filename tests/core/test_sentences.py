import datetime as dt
import re
from pathlib import Path

import pytest

import itaxl
from itaxl.core.dates import Period
from itaxl.core.problems import Problem, Word
from itaxl.core.sentences import SENTENCES, Severity, advice, message, severity_rank
from itaxl.core.sentences.facts import WORDS, quoted
from itaxl.core.statuses import Status

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


THAI = re.compile(r"[\u0e00-\u0e7f]")
NAMES = re.compile("“[^”]*”")
BLANKS = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("code", SENTENCES)
def test_english_has_thai_letters_only_in_the_quoted_names_of_what_is_in_the_workbook(code):
    _, message_th, advice_th, message_en, advice_en = tuple(SENTENCES[code])
    assert all(THAI.search(text) for text in (message_th, advice_th))
    assert not any(THAI.search(NAMES.sub("", text)) for text in (message_en, advice_en))


@pytest.mark.parametrize("code", SENTENCES)
def test_both_languages_tell_the_same_facts(code):
    _, message_th, advice_th, message_en, advice_en = tuple(SENTENCES[code])
    assert set(BLANKS.findall(message_th + advice_th)) == set(BLANKS.findall(message_en + advice_en))


QUOTED = [
    (dt.date(2022, 4, 30), "30 เม.ย. 2565", "2022-04-30"),
    (Period(dt.date(2022, 3, 1), dt.date(2022, 4, 30)), "1 มี.ค. 2565 – 30 เม.ย. 2565", "2022-03-01 – 2022-04-30"),
    (Period(None, dt.date(2022, 4, 30)), "30 เม.ย. 2565", "2022-04-30"),
    (Word.WEEKEND, "เสาร์-อาทิตย์", "a weekend"),
    (Status.COMPLETED, "ดำเนินการแล้วเสร็จ", "ดำเนินการแล้วเสร็จ"),  # the word of the drop-down
    ((dt.date(2022, 4, 30), "-", 80), "30 เม.ย. 2565 / - / 80", "2022-04-30 / - / 80"),
    (("https://a.example", "https://b.example"), *["https://a.example / https://b.example"] * 2),
    ("ข้อความของเขา", "ข้อความของเขา", "ข้อความของเขา"),
    (90.0, "90", "90"),
    (None, "", ""),
]


@pytest.mark.parametrize(("fact", "thai", "english"), QUOTED)
def test_a_fact_is_quoted_in_the_language_of_its_sentence(fact, thai, english):
    assert (quoted(fact, "th"), quoted(fact, "en")) == (thai, english)


def test_every_word_of_ours_has_a_name_in_both_languages():
    assert set(WORDS) == set(Word)
    assert all(THAI.search(thai) and not THAI.search(english) for thai, english in WORDS.values())


def test_two_likely_words_are_joined_in_the_sentence():
    problem = Problem("status-unreadable", found="ไม่ดำเนินการ", facts=(("hint", "ก"), ("other", "ข")))
    assert message(problem).endswith("น่าจะหมายถึง ก หรือ ข")
    assert message(problem, "en").endswith("it probably means ก or ข")


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
