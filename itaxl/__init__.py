"""itaxl: tracking and summary workbooks for a Thai local office's ITA action plan."""

__version__ = "0.1.0"
