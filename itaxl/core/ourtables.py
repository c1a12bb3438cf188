"""The CSV tables of ours, by whose headers a reader of returns knows them."""

CSV_MARKS = frozenset({"carried_over", "state", "source"})
"""Headers of the CSV of all actions that no unit's table has."""

OUTBOX_HEADERS = ("ไฟล์", "ชื่อ", "ถึง", "สำเนา", "เรื่อง", "ไฟล์แนบ", "ผู้รับ", "สถานะ", "คำตอบของเครื่องแม่ข่าย")
"""The header row of the table of who gets which message."""
