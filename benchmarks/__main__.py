"""Run the benchmarks, all or those named: `python -m benchmarks checks`."""

import sys
from importlib import import_module

BENCHMARKS = ("checks", "diagnosis", "training", "crossover", "kernels", "grading", "lessons")


def main(names: list[str]) -> int:
    """Run each, and say which names are unknown."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"No benchmark is called {unknown[0]!r}. There are: {', '.join(BENCHMARKS)}.")
        return 2
    for name in names or BENCHMARKS:
        import_module(f"benchmarks.{name}").main()
    return 0


sys.exit(main(sys.argv[1:]))
