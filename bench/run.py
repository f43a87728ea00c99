"""Where the time of one report goes, as ratios within one run: prepare, chapters, assembly. Run with ``make bench``."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from diagnoza.case import open_case
from diagnoza.partnership import load_partnership, project_root
from diagnoza.report.assemble import Chapter, assemble

if TYPE_CHECKING:
    from collections.abc import Callable

PARTNERSHIP = "mg-6"
ROUNDS = 3


def main() -> None:
    """Time each stage in a copy of the project, a few rounds, and print medians and ratios to the whole."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("params", "notebooks", "data/raw"):
            shutil.copytree(project_root() / name, root / name)
        rounds = [one_round(root) for _ in range(ROUNDS)]
    medians = {stage: statistics.median(one[stage] for one in rounds) for stage in rounds[0]}
    whole = sum(seconds for stage, seconds in medians.items() if stage != "open again")
    print(f"{PARTNERSHIP}, medians of {ROUNDS} rounds, one process at a time")
    for stage, seconds in medians.items():
        print(f"  {stage:32} {seconds:7.2f} s   {seconds / whole:6.1%} of a report")


def one_round(root: Path) -> dict[str, float]:
    """Time every stage once, from nothing."""
    shutil.rmtree(root / "data" / "processed", ignore_errors=True)
    spent = {"prepare": timed(lambda: open_case(PARTNERSHIP, root=root)), "open again": timed(lambda: open_case(PARTNERSHIP, root=root))}
    chapters = []
    for notebook in sorted((root / "notebooks").glob("[0-9]*.ipynb")):
        executed = root / notebook.name
        command = [sys.executable, "-m", "papermill", "--no-progress-bar", str(notebook), str(executed), "-p", "partnership", PARTNERSHIP]
        spent[f"papermill {notebook.stem}"] = timed(partial(subprocess.run, command, cwd=root, check=True, capture_output=True))
        chapters.append(Chapter(notebook.stem, notebook.stem, executed, None))
    partnership = load_partnership(PARTNERSHIP, root)
    spent["assemble"] = timed(lambda: assemble(partnership, chapters, root))
    return spent


def timed(work: Callable[[], object]) -> float:
    """Run something and give the seconds it took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
