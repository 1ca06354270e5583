"""`python -m tests.simulation --seeds N [--seed S] [--plant NAME] [--trace]`."""

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.simulation.plants import PLANTS  # noqa: E402 - after the path is set
from tests.simulation.world import simulate  # noqa: E402


def main() -> int:
    """Run worlds; the exit code says whether everything held."""
    words = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    words.add_argument("--seeds", type=int, default=1, help="how many worlds")
    words.add_argument("--seed", type=int, default=0, help="the first of them")
    words.add_argument("--plant", default="", choices=["", *PLANTS], help="a bug to plant")
    words.add_argument("--trace", action="store_true", help="print all that happens")
    chosen = words.parse_args()
    began, broken, transactions = time.process_time(), 0, 0
    for seed in range(chosen.seed, chosen.seed + chosen.seeds):
        planted = PLANTS[chosen.plant]() if chosen.plant else None
        result = simulate(seed, chosen.plant, planted, aloud=chosen.trace)
        transactions += result.transactions
        if result.violations:
            broken += 1
            print(f"seed {seed}: {len(result.violations)} violations")
            for sentence in result.violations[:5]:
                print(f"  {sentence}")
            print(f"  {result.replay}", flush=True)
    spent = time.process_time() - began
    print(f"{chosen.seeds} worlds, {transactions} transactions, {broken} broken, {spent:.1f} s")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
