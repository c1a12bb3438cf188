"""The pure middle of itaxl: records and rules. No files, no clock, no spreadsheet library."""
