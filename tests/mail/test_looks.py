"""How the messages look, in a browser at the width of a phone and of a desk: nothing sticks out."""

import html
import re
import shutil
import subprocess

import pytest

from itaxl import demo
from itaxl.core.reminders import reminder_message, reminders_of
from itaxl.core.summarymessage import summary_message
from itaxl.files import write_output

CHROMIUM = shutil.which("chromium")
FRAME = """<iframe srcdoc="{inside}" width="{width}" height="900" style="border:0"
onload="document.title += ' ' + this.contentDocument.documentElement.scrollWidth"></iframe>"""


@pytest.fixture(scope="module")
def messages(tmp_path_factory):
    played = demo.play(tmp_path_factory.mktemp("looks") / "nakhok", write_output)
    reminders = [
        reminder_message(each, played.report, "ITA-2565_unit-03_2022-05-10.xlsx")
        for each in reminders_of(played.report)
    ]
    return [summary_message(played.report, "ITA-2565_summary_2022-05-10.xlsx"), *reminders]


@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: looking is for people")
@pytest.mark.parametrize("width", [360, 1200])
def test_nothing_is_wider_than_the_window(messages, tmp_path, width):
    page = tmp_path / "page.html"
    frames = (FRAME.format(inside=html.escape(message.html), width=width) for message in messages)
    page.write_text(f"<title></title>{''.join(frames)}", "utf-8")
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    done = subprocess.run([*command, "--dump-dom", page.as_uri()], capture_output=True, timeout=120, check=True)
    widths = re.search(rb"<title>([ \d]+)</title>", done.stdout)[1].split()
    assert len(widths) == len(messages)
    assert max(map(int, widths)) <= width
