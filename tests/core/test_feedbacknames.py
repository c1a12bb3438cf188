import pytest

from itaxl.core.feedbacknames import PREFIX, feedback_names

NAMES = [
    (["กองคลัง.xlsx", "กองช่าง.ods"], ["กองคลัง", "กองช่าง"]),
    (["a/ส่ง.xlsx", "b/ส่ง.xlsx"], ["a ส่ง", "b ส่ง"]),
    (["ส่ง.xlsx", "b/ส่ง.xlsx"], ["ส่ง", "b ส่ง"]),
    (["a.xlsx", "A.ods"], ["a", "A (2)"]),  # one name to Windows
    (["x/a.xlsx", "x/a.ods", "y/x/a.xlsx"], ["x a", "x a (2)", "x a (3)"]),
    (['ก:ข*ค?"ง<>|.xlsx'], ["ก_ข_ค__ง___"]),
    (["ก\tข\nค. .xlsx"], ["ก_ข_ค"]),
    (["=1+1.xlsx", "CON.xlsx", ".xlsx"], ["=1+1", "CON", ".xlsx".strip(".")]),
    (["mail.zip/กองช่าง.xlsx"], ["กองช่าง"]),
    (["cafe\u0301.xlsx", "caf\u00e9.ods"], ["caf\u00e9", "caf\u00e9 (2)"]),
    (["\udca1.xlsx"], ["_"]),
]


@pytest.mark.parametrize(("files", "names"), NAMES)
def test_feedback_is_called_after_the_file_safely_and_each_differently(files, names):
    assert feedback_names(files) == {file: PREFIX + name for file, name in zip(files, names, strict=True)}


def test_a_long_thai_name_leaves_room_for_the_ending():
    [name] = feedback_names(["ก" * 240 + ".xlsx"]).values()
    assert 100 < len(f"{name} (12).xlsx".encode()) <= 255
