"""Issues the tracking workbook of the plan that was dropped on it, or of the one beside `issue.cmd`."""

import sys
from pathlib import Path

from itaxl.clock import today
from itaxl.planner import issue, run

if __name__ == "__main__":
    sys.exit(run(issue, sys.argv[1:], Path(__file__).resolve().parents[1], today()))
