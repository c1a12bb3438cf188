import pytest

from itaxl.dropped import dropped_whole

CMD, ICON = r"C:\WINDOWS\system32\cmd.exe", r"C:\ชุด & (x86)\issue.cmd"


@pytest.mark.parametrize(
    "paths",
    [
        [],
        [r"C:\งาน\แผน.xlsx"],
        [r"C:\R&D\plan.xlsx"],
        [r"C:\a^b\50%PATH%\wow!x!\แผน(1),a;b=c.xlsx"],
        [r"C:\งาน ITA\แผน & 100% (x86)^!.xlsx"],
        [r"C:\R&D\plan.xlsx", r"C:\R & D\plan.xlsx", r"\\office\แผน&งาน\plan.xlsx", "D:\\"],
    ],
)
def test_what_is_dropped_is_read_as_explorer_wrote_it(paths):
    """Only what has a blank is quoted; after a double-click there is a blank in the place of the paths."""
    written = " ".join(f'"{path}"' if " " in path else path for path in paths)
    for line in (f'{CMD} /c ""{ICON}" {written}"', f'"{CMD}" /C ""{ICON}"  {written} " '):
        assert dropped_whole(line) == paths


@pytest.mark.parametrize(
    "line",
    [
        "",
        CMD,
        f'"{CMD}"',
        f"{CMD} /k {ICON} C:\\plan.xlsx",
        f'{CMD} /C "{ICON}" C:\\plan.xlsx',  # run as administrator
        f'{CMD} /c ""{ICON}" C:\\plan.xlsx --round 2"',
        f'{CMD} /c ""{ICON}" C:\\plan.xlsx & dir"',
        f'{CMD} /c ""{ICON}" plan.xlsx"',
    ],
)
def test_a_line_that_explorer_did_not_write_is_left_alone(line):
    assert dropped_whole(line) == []
