"""`make bench`: each figure beside what it is measured against, in one run on one machine.

Absolute figures depend on the machine and on what else it does; the ratios hardly.
"""

import tempfile
from pathlib import Path

from benchmarks import (
    documents,
    pictograms,
    print_jobs,
    proposing,
    scoring,
    serving,
    suite,
    trending,
)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="stepback-bench-") as folder:
        demo = serving.make_demo(Path(folder))
        for title, measure in (
            ("Pages", lambda: serving.measure(demo)),
            ("Documents", lambda: documents.measure(demo)),
            ("Print for many", lambda: print_jobs.measure(demo)),
            ("Scoring", scoring.measure),
            ("Proposing", proposing.measure),
            ("Trends", trending.measure),
            ("Pictures", pictograms.measure),
            ("Suite", suite.measure),
        ):
            print(f"\n{title}", flush=True)
            for line in measure():
                print(f"  {line}", flush=True)


if __name__ == "__main__":
    main()
