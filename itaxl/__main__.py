"""`python -m itaxl`."""

import sys

from itaxl.cli import main

if __name__ == "__main__":
    sys.exit(main())
