"""The Na Khok round of FY2565: the memo's measures and units, and what the units answered (made up), as CSV."""
