"""Runs all checks: linter, formatter, types, tests; sets itself up first. Arguments go to pytest."""

import subprocess
import sys

from environment import PROJECT, python, speak_utf8

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("pytest", *sys.argv[1:]),
)

if __name__ == "__main__":
    speak_utf8()
    interpreter = str(python("[test]"))
    failed = [
        " ".join(check)
        for check in CHECKS
        if subprocess.run([interpreter, "-m", *check], cwd=PROJECT, check=False).returncode
    ]
    print("failed: " + ", ".join(failed) if failed else "all checks passed")
    sys.exit(bool(failed))
