"""Plays the Na Khok round into the folder `demo` and says where the summary is; sets itself up first."""

import subprocess
import sys

from environment import PROJECT, python, speak_utf8

if __name__ == "__main__":
    speak_utf8()
    folder = sys.argv[1] if len(sys.argv) > 1 else str(PROJECT / "demo")
    sys.exit(subprocess.run([str(python()), "-m", "itaxl", "demo", folder], check=False).returncode)
