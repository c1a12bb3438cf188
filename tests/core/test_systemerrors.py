import errno
import os

import pytest

from itaxl.core.problems import Problem
from itaxl.core.sentences import message
from itaxl.core.systemerrors import why

COMMON = [
    (errno.EACCES, "ไม่มีสิทธิ์", "no permission"),
    (errno.EISDIR, "เป็นโฟลเดอร์", "it is a folder"),
    (errno.ENOTDIR, "ไม่ใช่โฟลเดอร์", "it is no folder"),
    (errno.ENOENT, "ไม่พบไฟล์", "it was not found"),
    (errno.ENOSPC, "พื้นที่ในไดรฟ์เต็ม", "the drive is full"),
    (errno.EROFS, "อ่านได้อย่างเดียว", "read-only"),
    (errno.ENAMETOOLONG, "ชื่อยาวเกินไป", "the name is too long"),
]


@pytest.mark.parametrize(("number", "thai", "english"), COMMON)
def test_what_the_system_complains_of_is_said_in_the_user_s_language(number, thai, english):
    problem = Problem("output-unwritable", found="x", facts=(("why", why(OSError(number, os.strerror(number)))),))
    assert thai in message(problem, "th")
    assert english in message(problem, "en")


def test_what_we_have_no_word_for_is_quoted():
    assert why(OSError(errno.EDOM, "odd")) == "odd"
    assert why(OSError("no number")) == ""
