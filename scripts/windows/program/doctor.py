"""Examines this machine, and the plan that was dropped on it or lies beside `doctor.cmd`."""

import sys
from pathlib import Path

from itaxl.clock import today
from itaxl.planner import doctor, run

if __name__ == "__main__":
    sys.exit(run(doctor, sys.argv[1:], Path(__file__).resolve().parents[1], today()))
