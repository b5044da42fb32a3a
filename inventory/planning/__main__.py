"""`python -m inventory.planning INSTANCE --out PLAN.csv`"""

import argparse
import json
import sys

from inventory.planning.command import solve_files
from inventory.planning.tables import BadInstance


def main(arguments: list[str] | None = None) -> int:
    """Exit 0 with one line of JSON, 2 with a line naming file, row and column."""
    parser = argparse.ArgumentParser(prog="inventory.planning")
    parser.add_argument("instance")
    parser.add_argument("--out", required=True)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--explain")
    parser.add_argument("--bound", action="store_true")
    asked = parser.parse_args(arguments)
    try:
        figures = solve_files(
            asked.instance, asked.out, seconds=asked.seconds, explain=asked.explain, bound=asked.bound
        )
    except BadInstance as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(json.dumps(figures) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
