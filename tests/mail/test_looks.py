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
MEASURED = """
function measure(frame) {
  const page = frame.contentDocument, lines = cell => {
    const text = page.createRange();
    text.selectNodeContents(cell);
    return new Set([...text.getClientRects()].map(each => each.top)).size;
  };
  const most = cells => Math.max(0, ...[...cells].map(lines));
  const dates = [...page.querySelectorAll("td")].filter(cell => /^[0-9]+\\s\\S+\\s[0-9]{4}$/.test(cell.textContent));
  document.title += ` ${page.documentElement.scrollWidth}/${most(page.querySelectorAll("th"))}/${most(dates)}`;
}"""
FRAME = """<iframe srcdoc="{inside}" width="{width}" height="900" style="border:0" onload="measure(this)"></iframe>"""


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
def test_nothing_is_wider_than_the_window_and_no_short_text_breaks(messages, tmp_path, width):
    """On a phone, too, a header has two lines at most, and a date one."""
    page = tmp_path / "page.html"
    frames = (FRAME.format(inside=html.escape(message.html), width=width) for message in messages)
    page.write_text(f"<title></title><script>{MEASURED}</script>{''.join(frames)}", "utf-8")
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    done = subprocess.run([*command, "--dump-dom", page.as_uri()], capture_output=True, timeout=120, check=True)
    found = re.search(rb"<title>([ /\d]+)</title>", done.stdout)[1].split()
    widths, headers, dates = zip(*(map(int, each.split(b"/")) for each in found), strict=True)
    assert len(widths) == len(messages)
    assert max(widths) <= width
    assert 1 <= max(headers) <= 2
    assert max(dates) == 1
