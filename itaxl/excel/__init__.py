"""The only place that knows a spreadsheet exists: gate, readers, writers, styles."""
