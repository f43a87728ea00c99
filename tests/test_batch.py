"""What is stale and why, and what the pool does about it; `test_faults.py` has what may go wrong."""

from __future__ import annotations

import json
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest
from rich.console import Console

from diagnoza.batch.engine import Engine, Execution, Failure, Outcome
from diagnoza.batch.plan import Job, chapters, parts_of, read_notebook, stamped, sweep, why_stale, write_stamp
from diagnoza.batch.pool import run_jobs
from diagnoza.batch.progress import Made, Progress, Trouble
from diagnoza.errors import DiagnozaError
from diagnoza.files import digest, whole

if TYPE_CHECKING:
    from pathlib import Path


class Writer(Engine):
    """An engine that only writes the output, or fails where it was told to."""

    def __init__(self, *failing: str) -> None:
        super().__init__()
        self.executed: list[str] = []
        self.stopped = False
        self._failing = failing

    def execute(self, job: Job) -> Execution:
        self.executed.append(job.name)
        if job.name in self._failing:
            return Execution(Failure("error", "ValueError: no", cell=3))
        job.output.write_text("executed", encoding="utf-8")
        return Execution()

    def stop(self) -> None:
        self.stopped = True


def store(path: Path, *sources: str, tags: tuple[str, ...] = (), outputs: tuple[str, ...] = ()) -> Path:
    """Write a notebook by hand: a parameters cell, then markdown for what begins with ``#``, code otherwise."""
    cells: list[dict[str, Any]] = [
        {
            "cell_type": "code",
            "metadata": {"tags": ["parameters"]},
            "source": 'partnership = "demo"',
            "outputs": [],
            "execution_count": None,
        }
    ]
    for source in sources:
        kind = "markdown" if source.startswith("#") else "code"
        cells.append({"cell_type": kind, "metadata": {"tags": list(tags)}, "source": source.splitlines(keepends=True)})
        if kind == "code":
            cells[-1]["execution_count"] = None
            cells[-1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": text} for text in outputs]
    kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 4}), encoding="utf-8")
    return path


def job(root: Path, name: str = "01-chapter", *, source: str = "1", **inputs: str) -> Job:
    notebook = read_notebook(store(root / "notebooks" / f"{name}.ipynb", source))
    parts = parts_of(notebook, {"partnership": "demo"}, inputs=inputs.values(), root=root)
    return Job("demo", name, notebook.path, {"partnership": "demo"}, root / "out" / f"{name}.ipynb", parts)


def test_chapters_are_the_numbered_notebooks_in_order_titled_by_their_first_heading(tmp_path: Path) -> None:
    store(tmp_path / "notebooks" / "02-context.ipynb", "import x", "## Społeczeństwo i gospodarka ##\nPytanie.", "# Inny")
    store(tmp_path / "notebooks" / "01-partnership.ipynb", "#bez odstępu to nie nagłówek")
    store(tmp_path / "notebooks" / "municipality.ipynb", "# Profil")
    assert [(each.name, each.title) for each in chapters(tmp_path)] == [
        ("01-partnership", "01-partnership"),
        ("02-context", "Społeczeństwo i gospodarka"),
    ]


def test_a_project_without_chapters_and_a_file_that_is_no_notebook_are_said_so(tmp_path: Path) -> None:
    with pytest.raises(DiagnozaError, match="holds no chapter"):
        chapters(tmp_path)
    broken = store(tmp_path / "notebooks" / "01-broken.ipynb")
    broken.write_text("<<<<<<< HEAD", encoding="utf-8")
    with pytest.raises(DiagnozaError, match=r"01-broken\.ipynb: cannot be read as a notebook"):
        chapters(tmp_path)


def test_a_notebook_is_its_sources_and_tags_and_not_its_outputs(tmp_path: Path) -> None:
    first = read_notebook(store(tmp_path / "a.ipynb", "# T", "x = 1")).fingerprint
    assert read_notebook(store(tmp_path / "a.ipynb", "# T", "x = 1", outputs=("1",))).fingerprint == first
    assert read_notebook(store(tmp_path / "a.ipynb", "# T", "x = 2")).fingerprint != first
    assert read_notebook(store(tmp_path / "a.ipynb", "# T", "x = 1", tags=("hide",))).fingerprint != first


def test_a_second_run_redoes_nothing_and_a_change_names_what_changed(tmp_path: Path) -> None:
    assert job(tmp_path).stale() == "not made yet"
    engine = Writer()
    assert [outcome.redone for outcome in run_jobs([job(tmp_path, tables="1")], engine, workers=2)] == [True]
    assert [outcome.redone for outcome in run_jobs([job(tmp_path, tables="1")], engine, workers=2)] == [False]
    assert engine.executed == ["01-chapter"]
    assert job(tmp_path, tables="1").stale() is None
    assert job(tmp_path, tables="2").stale() == "changed: inputs"
    assert job(tmp_path, tables="1", source="2").stale() == "changed: notebook"


def test_locked_packages_and_the_library_are_parts_of_every_result(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir()
    (tmp_path / "locked" / "requirements.lock").write_text("pandas==3.1.1", encoding="utf-8")
    with_lock, without = job(tmp_path / "locked").parts, job(tmp_path / "free").parts
    assert {name for name in with_lock if with_lock[name] != without[name]} == {"packages"}
    assert set(without) == {"notebook", "parameters", "inputs", "library", "packages", "Python"}


def test_a_result_that_was_deleted_is_stale_although_its_stamp_is_there(tmp_path: Path) -> None:
    [outcome] = run_jobs([job(tmp_path)], Writer(), workers=1)
    outcome.job.output.unlink()
    assert outcome.job.stale() == "missing: 01-chapter.ipynb"


def test_a_damaged_stamp_makes_its_result_again(tmp_path: Path) -> None:
    [outcome] = run_jobs([job(tmp_path)], Writer(), workers=1)
    outcome.job.stamp.write_text('{"parts": ', encoding="utf-8")
    assert outcome.job.stale() == "not made yet"


def test_force_does_all_again(tmp_path: Path) -> None:
    engine = Writer()
    for force in (False, True):
        run_jobs([job(tmp_path)], engine, workers=1, force=force)
    assert engine.executed == ["01-chapter", "01-chapter"]


def test_a_failure_stops_no_other_leaves_no_stamp_and_is_all_that_a_second_run_does(tmp_path: Path) -> None:
    jobs = [job(tmp_path, name) for name in ("01-good", "02-bad", "03-good")]
    outcomes = run_jobs(jobs, Writer("02-bad"), workers=2)
    assert [outcome.failure is None for outcome in outcomes] == [True, False, True]
    assert not jobs[1].stamp.exists()
    engine = Writer()
    run_jobs(jobs, engine, workers=2)
    assert engine.executed == ["02-bad"]


def test_outcomes_come_one_by_one_in_the_calling_thread_and_are_returned_in_the_order_of_the_jobs(tmp_path: Path) -> None:
    jobs = [job(tmp_path, f"{number:02}-chapter") for number in range(6)]
    run_jobs(jobs[3:4], Writer(), workers=1)
    told: list[tuple[str, bool, threading.Thread]] = []
    outcomes = run_jobs(
        jobs, Writer(), workers=3, done=lambda outcome: told.append((outcome.job.name, outcome.redone, threading.current_thread()))
    )
    assert [outcome.job for outcome in outcomes] == jobs
    assert told[0][:2] == ("03-chapter", False)
    assert {name for name, _, _ in told} == {each.name for each in jobs}
    assert {thread for _, _, thread in told} == {threading.main_thread()}


def test_an_interruption_stops_the_engine_and_goes_on(tmp_path: Path) -> None:
    def interrupt(_: Outcome) -> None:
        raise KeyboardInterrupt

    engine = Writer()
    with pytest.raises(KeyboardInterrupt):
        run_jobs([job(tmp_path)], engine, workers=1, done=interrupt)
    assert engine.stopped


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text("old", encoding="utf-8")

    def write(text: str) -> None:
        with whole(target) as temporary:
            temporary.write_text(text[:3], encoding="utf-8")
            if len(text) > 3:
                raise OSError("No space left on device")

    with pytest.raises(OSError, match="No space"):
        write("longer")
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["old"]
    write("new")
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["new"]


def test_what_is_half_done_has_no_stamp(tmp_path: Path) -> None:
    stamp = tmp_path / "report.json"
    write_stamp(stamp, {"chapters": "1"}, seconds=0)
    assert why_stale(stamp, {"chapters": "1"}, []) is None
    with pytest.raises(DiagnozaError), stamped(stamp, {"chapters": "2"}):
        raise DiagnozaError("no")
    assert why_stale(stamp, {"chapters": "1"}, []) == "not made yet"


def test_only_temporary_files_are_swept(tmp_path: Path) -> None:
    for name in (".01-chapter.ipynb.77.tmp", "01-chapter.ipynb", ".lock"):
        (tmp_path / name).touch()
    sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "01-chapter.ipynb"]


@pytest.mark.parametrize(
    ("failure", "sentence", "line"),
    [
        (Failure("error", "KeyError: 'x'", 5), "Obliczenie zakończyło się błędem w komórce 5.", "cell 5: KeyError: 'x'"),
        (Failure("died", "signal 9"), "Proces obliczeniowy został przerwany.", "signal 9"),
        (Failure("timeout", "a\nb", 2), "Przekroczono czas obliczeń w komórce 2.", "cell 2: a b"),
    ],
)
def test_the_report_gets_a_polish_sentence_and_the_terminal_the_error(failure: Failure, sentence: str, line: str) -> None:
    assert failure.sentence == sentence
    assert failure.line == line


def test_a_log_gets_a_line_per_chapter_and_the_end_says_what_where_and_what_failed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "reports" / "mg-6" / "index.html"
    with Progress(tmp_path) as progress:
        progress.begin(2)
        progress.finished(Outcome(job(tmp_path, "01-good"), seconds=2.0))
        progress.finished(Outcome(job(tmp_path, "02-bad"), Failure("error", "ValueError: [no]", 4), seconds=1.0))
        made = [Made("mg-6", page, redone=True, seconds=3.0, missing=1), Made("swilcza", page, redone=False)]
        trouble = Trouble("demo 02-bad", "cell 4: ValueError: [no]", "Then run `diagnoza run demo`.")
        progress.summary("report", made, [trouble], seconds=4.0, where=tmp_path / "reports" / "index.html")
    assert capsys.readouterr().out.splitlines() == [
        "demo 01-good: done in 2.0 s",
        "demo 02-bad: failed after 1.0 s: cell 4: ValueError: [no]",
        "  mg-6     reports/mg-6/index.html  made in 3.0 s, 1 chapter missing",
        "  swilcza  reports/mg-6/index.html  up to date",
        "2 reports, 1 of them up to date, 4.0 s: reports/index.html",
        "1 failed:",
        "  demo 02-bad: cell 4: ValueError: [no]",
        "    Then run `diagnoza run demo`.",
    ]


def test_a_terminal_gets_a_bar_and_only_what_failed_or_with_verbose_every_chapter(tmp_path: Path) -> None:
    for verbose in (False, True):
        console = Console(force_terminal=True, width=100, record=True, file=sys.__stderr__, quiet=False)
        with Progress(tmp_path, verbose=verbose, console=console) as progress:
            progress.begin(1)
            progress.finished(Outcome(job(tmp_path, "01-good"), seconds=2.0))
        assert ("demo 01-good: done" in console.export_text()) is verbose


def test_fingerprints_are_framed() -> None:
    assert digest(["ab", "c"]) != digest(["a", "bc"])
    assert digest([]) != digest([""])
    assert digest(["ż"]) == digest(["ż".encode()])
