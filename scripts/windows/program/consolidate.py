"""Consolidates the returns that were dropped on it, or those beside the plan, into a summary."""

import sys
from pathlib import Path

from itaxl.clock import today
from itaxl.planner import consolidate, run

if __name__ == "__main__":
    sys.exit(run(consolidate, sys.argv[1:], Path(__file__).resolve().parents[1], today()))
