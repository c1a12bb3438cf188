"""How our workbooks look: fonts, colours and formats, by the name of what they are for."""

from __future__ import annotations

from typing import Any

FONT = "TH Sarabun New"  # the government's standard face; Excel falls back to its own where it is missing
BODY, SMALL, TINY, LARGE, TITLE = 16, 14, 12, 20, 24  # points

INK, MUTED, EDGE, PAPER = "#1F2937", "#5B6472", "#BFC8D4", "#FFFFFF"
NAVY, NAVY_SOFT = "#17365D", "#E8EEF6"
PLAN_FILL, ANSWER_FILL, ANSWER_HEADER = "#E9EDF3", "#FFF2CC", "#B45309"
RED, RED_FILL = "#9B1C1C", "#FBD5D5"
AMBER, AMBER_FILL = "#7A4B00", "#FFD27A"
GREEN, GREEN_FILL = "#1E5631", "#D3EDDA"
GREY, GREY_FILL = "#4B5563", "#D9DCE1"

# Fills of the parts of a bar: apart from each other in black and white, too.
CHART_COLOURS = {"completed": "#8CC9A1", "open": "#D6E4F5", "overdue": "#9B1C1C", "cancelled": "#9CA3AF"}

# Buddhist-era dates that Excel and LibreOffice both show right; [$-th-TH,107] and bbbb do not in LibreOffice.
ERA, ERA_THAI_DIGITS = "[$-107041E]", "[$-D07041E]"
DAY = "d mmm yyyy"
DATE = f"{ERA}{DAY}"
AS_TYPED = "@"  # a text format: Excel keeps what is typed, leading zeros and "เม.ย. 65" included
UNSEEN = ";;;"
COUNT = "0;-0;–"

A4, A3 = 9, 8

Style = dict[str, Any]

BASE: Style = {"font_name": FONT, "font_size": BODY, "font_color": INK, "valign": "top"}
_BOX: Style = {"border": 1, "border_color": EDGE}
_WRAP: Style = {"text_wrap": True}
_TEXT: Style = {**_BOX, **_WRAP, "align": "left", "indent": 1}
_CENTRE: Style = {**_BOX, "align": "center"}
_MIDDLE: Style = {"valign": "vcenter"}
_BESIDE: Style = {**_MIDDLE, "align": "left", "indent": 1}
_LOCKED: Style = {"bg_color": PLAN_FILL}
_OPEN: Style = {"bg_color": ANSWER_FILL, "locked": False}
_ADDRESS: Style = {"font_color": "#1D4ED8", "underline": 1}
_HEAD: Style = {**_CENTRE, **_WRAP, **_MIDDLE, "bold": True, "font_color": PAPER}
_BAND: Style = {**_MIDDLE, "bold": True, "align": "left", "indent": 1}
_BANNER: Style = {"font_size": 22, "bold": True, "align": "center", **_MIDDLE, **_WRAP, **_BOX}
_TILE: Style = {
    "font_size": 26, "bold": True, "align": "center", **_MIDDLE, "num_format": "0",
    "bottom": 1, "left": 1, "right": 1, "border_color": EDGE,
}  # fmt: skip
_RED: Style = {"font_color": RED, "bg_color": RED_FILL}
_AMBER: Style = {"font_color": AMBER, "bg_color": AMBER_FILL}
_GREEN: Style = {"font_color": GREEN, "bg_color": GREEN_FILL}
_GREY: Style = {"font_color": GREY, "bg_color": GREY_FILL}

STYLES: dict[str, Style] = {
    # texts outside tables
    "title": {"font_size": TITLE, "bold": True, "font_color": NAVY, **_MIDDLE},
    "subtitle": {"font_size": LARGE, "bold": True, **_MIDDLE},
    "lead": {**_MIDDLE},
    "lead_wrapped": {**_MIDDLE, **_WRAP},
    "muted": {"font_color": MUTED, **_MIDDLE},
    "muted_date": {"font_color": MUTED, **_MIDDLE, "align": "left", "num_format": DATE},
    "note": {"font_size": SMALL, "font_color": MUTED, **_WRAP, **_MIDDLE},
    "label": {"font_color": MUTED, **_MIDDLE},
    "label_right": {"font_color": MUTED, **_MIDDLE, "align": "right", "indent": 1},
    "value": {"bold": True, **_MIDDLE, "align": "left"},
    "value_date": {"bold": True, **_MIDDLE, "align": "left", "num_format": DATE},
    "warning": {"bold": True, "font_color": RED, **_MIDDLE},
    # the same beside a filled cell
    "title_beside": {"font_size": TITLE, "bold": True, "font_color": NAVY, **_BESIDE},
    "subtitle_beside": {"font_size": LARGE, "bold": True, **_BESIDE},
    "lead_beside": {**_BESIDE},
    "value_beside": {"bold": True, **_BESIDE},
    "date_beside": {"bold": True, **_BESIDE, "num_format": DATE},
    "warning_beside": {"bold": True, "font_color": RED, **_BESIDE},
    "section": {"font_size": 18, "bold": True, "font_color": NAVY, "bottom": 2, "bottom_color": NAVY},
    "unit": {
        "font_size": 18, "bold": True, "font_color": PAPER, "bg_color": NAVY, "align": "center", **_MIDDLE, **_WRAP
    },
    "step": {"font_size": 18, "bold": True, "font_color": NAVY, "bg_color": NAVY_SOFT, "align": "center", **_MIDDLE},
    "step_text": {"font_size": 18, **_WRAP, **_MIDDLE, "align": "left", "indent": 1},
    # headers
    "band_plan": {**_BAND, "font_color": NAVY, "bg_color": NAVY_SOFT},
    "band_answer": {**_BAND, "font_color": PAPER, "bg_color": ANSWER_HEADER},
    "header": {**_HEAD, "bg_color": NAVY},
    "header_answer": {**_HEAD, "bg_color": ANSWER_HEADER},
    "header_upright": {**_HEAD, "bg_color": NAVY, "rotation": 90, "font_size": 13},
    "page_of": {**_BAND, "font_size": 18, "font_color": NAVY, "bg_color": NAVY_SOFT},
    "key": {"font_size": 8, "num_format": UNSEEN},
    # cells of the plan, locked
    "plan_text": {**_TEXT, **_LOCKED},
    "plan_label": {**_CENTRE, **_LOCKED},
    "plan_number": {**_CENTRE, **_LOCKED, "num_format": "0"},
    "plan_date": {**_CENTRE, **_LOCKED, "num_format": DATE},
    "plan_days": {**_CENTRE, **_WRAP, **_LOCKED, "bold": True, "num_format": '"▲ "0'},
    # cells that are filled in, open
    "open_text": {**_TEXT, **_OPEN, "num_format": AS_TYPED},
    "open_label": {**_CENTRE, **_OPEN, "num_format": AS_TYPED},
    "open_status": {**_CENTRE, **_WRAP, **_OPEN, "num_format": AS_TYPED},
    "open_percent": {**_CENTRE, **_OPEN, "num_format": "0.##"},
    "open_date": {**_CENTRE, **_OPEN, "num_format": DATE},
    "open_links": {**_TEXT, **_OPEN},
    "open_link": {**_TEXT, **_OPEN, **_ADDRESS},
    "open_number": {**_CENTRE, **_OPEN, "num_format": "0"},
    "open_value": {**_TEXT, **_OPEN},
    "open_score": {**_TEXT, **_OPEN, "num_format": "0.00"},
    # cells of reports
    "text": {**_TEXT},
    "text_bold": {**_TEXT, "bold": True},
    "text_indent": {**_TEXT, "indent": 3},
    "example": {**_TEXT, "bg_color": GREEN_FILL},
    "level": {**_CENTRE, "bold": True},
    "small_box": {**_TEXT, "font_size": SMALL, "font_color": MUTED},
    "one_line": {**_BOX, "align": "left", "indent": 1},
    "centre": {**_CENTRE},
    "count": {**_CENTRE, "num_format": COUNT},
    "count_bold": {**_CENTRE, "num_format": COUNT, "bold": True},
    "number": {**_CENTRE, "num_format": "0"},
    "days": {**_CENTRE, "num_format": "0", "bold": True, "font_color": RED},
    "points": {**_CENTRE, "num_format": "0.00"},
    "points_more": {**_CENTRE, "num_format": "+0.00", "bold": True, "font_color": GREEN},
    "date": {**_CENTRE, "num_format": DATE},
    "link": {**_TEXT, **_ADDRESS},
    "total": {**_TEXT, "bold": True, "bg_color": NAVY_SOFT},
    "total_count": {**_CENTRE, "bold": True, "bg_color": NAVY_SOFT, "num_format": COUNT},
    # the summary's page
    "banner_red": {**_BANNER, **_RED},
    "banner_amber": {**_BANNER, **_AMBER},
    "banner_green": {**_BANNER, **_GREEN},
    "banner_plain": {**_BANNER, "font_color": NAVY, "bg_color": NAVY_SOFT},
    "tile_label": {
        "font_color": MUTED, "align": "center", **_MIDDLE, **_WRAP,
        "top": 1, "left": 1, "right": 1, "border_color": EDGE,
    },
    "tile": {**_TILE},
    "tile_score": {**_TILE, "num_format": "0.00"},
    "tile_red": {**_TILE, **_RED},
    "tile_amber": {**_TILE, **_AMBER},
    "tile_green": {**_TILE, **_GREEN},
    "mark_red": {**_CENTRE, **_RED, "bold": True},
    "mark_amber": {**_CENTRE, **_AMBER, "bold": True},
    "mark_green": {**_CENTRE, **_GREEN, "bold": True},
    "mark_grey": {**_CENTRE, **_GREY, "bold": True},
    # the template of an office
    "letterhead": {"font_size": TITLE, "bold": True, "font_color": NAVY, "align": "center", **_MIDDLE},
    "letterhead_small": {"font_color": MUTED, "align": "center", **_MIDDLE, "bottom": 2, "bottom_color": NAVY},
    # the memo: sizes of the official form, 29 points for its name, 20 for its labels
    "memo_heading": {"font_size": 29, "bold": True, "align": "center", **_MIDDLE},
    "memo_label": {"font_size": LARGE, "bold": True, "valign": "bottom"},
    "memo_label_above": {"font_size": LARGE, "bold": True},
    "memo_line": {**_WRAP, "align": "left", "valign": "bottom", "bottom": 4},
    "memo_line_above": {**_WRAP, "align": "left", "bottom": 4},
    "memo_plain": {**_MIDDLE, "align": "left"},
    "memo_paragraph": {**_WRAP, "align": "left"},
    "memo_centre": {"align": "center", **_MIDDLE},
    "memo_centre_wrapped": {"align": "center", **_WRAP},
    "memo_title": {"bold": True, "align": "center", **_MIDDLE, **_WRAP},
    "memo_header": {"font_size": TINY, "bold": True, "align": "center", **_MIDDLE, **_WRAP, "border": 1},
    "memo_cell": {"font_size": TINY, "border": 1, **_WRAP, "align": "left"},
    "memo_cell_centre": {"font_size": TINY, "border": 1, **_WRAP, "align": "center"},
    # colours laid over other cells by conditional formats
    "over_red": {**_RED},
    "over_amber": {**_AMBER},
    "over_green": {**_GREEN},
    "over_grey": {**_GREY, "italic": True},
    # the same with a sign or a word for who sees no colours: over a deadline, and over the days by which a row is late,
    # which hold an empty text where it is not
    "over_red_due": {**_RED, "num_format": f'{ERA}"▲ "{DAY}'},
    "over_amber_due": {**_AMBER, "num_format": f'{ERA}"● "{DAY}'},
    "over_green_due": {**_GREEN, "num_format": f'{ERA}"✓ "{DAY}'},
    "over_grey_due": {**_GREY, "italic": True, "num_format": f'{ERA}"✕ "{DAY}'},
    "over_red_word": {**_RED, "num_format": '"▲ "0'},
    "over_amber_word": {**_AMBER, "num_format": ';;;"● ใกล้ครบกำหนด"'},
    "over_green_word": {**_GREEN, "num_format": ';;;"✓ แล้วเสร็จ"'},
    "over_grey_word": {**_GREY, "italic": True, "num_format": ';;;"✕ ยกเลิก"'},
    "over_amber_no_evidence": {**_AMBER, "num_format": ';;;"! ใส่หลักฐาน"'},
    "over_typed": {"num_format": f"[$-41E]{DAY}"},
    "over_typed_short": {"num_format": "[$-41E]d mmm yy"},
}  # fmt: skip
STYLES |= {
    name.replace("open_", "shown_"): {**style, "locked": True}
    for name, style in STYLES.items()
    if name.startswith("open_")
}
"""Formats by name; those called shown_… look like the open ones and are locked; those called over_… are laid over a
cell's own by conditions."""


def is_wrapped(style: str) -> bool:
    """True where a text longer than its cell goes on below."""
    return bool(STYLES[style].get("text_wrap"))
