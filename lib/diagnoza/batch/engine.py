"""What executes a job: the seam `Engine`, how a job went, and which engine serves on this machine."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import threading
import traceback
from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from diagnoza.errors import DiagnozaError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from diagnoza.batch.plan import Job

CELL_TIMEOUT = 600.0
"""How long one cell may run [s]."""
DEADLINE = 900.0
"""How long one notebook may run [s]."""
GRACE = 15.0
"""How long after its deadline a process may still be busy with ending [s], before it is ended."""

SENTENCES = {
    "error": "Obliczenie zakończyło się błędem",
    "died": "Proces obliczeniowy został przerwany",
    "timeout": "Przekroczono czas obliczeń",
}


@dataclass(frozen=True)
class Failure:
    """Why a chapter is missing."""

    kind: str
    """``error`` in a cell, ``died`` (its process), or ``timeout``."""
    detail: str
    """For the consultant: the error in one line."""
    cell: int | None = None
    """The number that JupyterLab shows beside the cell, in the kept notebook."""
    kept: Path | None = None
    """The notebook as it stood, with its traceback."""

    @property
    def sentence(self) -> str:
        """What the report says: one Polish sentence."""
        where = f" w komórce {self.cell}" if self.cell else ""
        return f"{SENTENCES[self.kind]}{where}."

    @property
    def line(self) -> str:
        """What the terminal says, in one line."""
        where = f"cell {self.cell}: " if self.cell else ""
        return where + " ".join(self.detail.split())


@dataclass(frozen=True)
class Execution:
    """What an engine tells of one execution."""

    failure: Failure | None = None
    reads: list[Path] | None = None
    """The files that the notebook has read; None: not known."""
    cpu: float | None = None
    """Processor time [s]; None: not known."""
    peak: float | None = None
    """The most memory it had at a time [MB]; None: not known."""
    by_signal: bool = False
    """Whether a signal that we did not send ended it: the one thing that is worth a second try."""


@dataclass(frozen=True)
class Outcome:
    """How a job went; `redone` is false when its result was up to date."""

    job: Job
    failure: Failure | None = None
    redone: bool = True
    seconds: float = 0.0
    cpu: float | None = None
    peak: float | None = None
    tries: int = 1
    undeclared: tuple[str, ...] = ()
    """Files that the notebook opened and may not depend on."""


class TaskError(DiagnozaError):
    """A task other than a notebook failed: what it said, or the traceback of a mistake of our own."""

    def __init__(self, text: str, *, ours: bool) -> None:
        super().__init__(text)
        self.ours = ours


@dataclass(frozen=True)
class Limits:
    """How long things may take [s]."""

    cell: float = CELL_TIMEOUT
    notebook: float = DEADLINE
    grace: float = GRACE


@dataclass
class Running:
    """What is being executed, for who wants to show it."""

    label: str
    scratch: Path
    begun: float
    pid: int | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def cell(self) -> tuple[int, int] | None:
        """The cell that runs and how many there are; None before the first one."""
        try:
            number, total = (self.scratch / "at").read_text("utf-8").split()
            return int(number), int(total)
        except (OSError, ValueError):
            return None


class Engine(ABC):
    """What executes jobs and tasks. It is called from several threads at once."""

    def __init__(self) -> None:
        self.running: dict[str, Running] = {}
        """What is being executed, by a name of its own."""
        self.remark: str | None = None
        """Why another engine serves instead; None: it does not."""
        self._alone = threading.Lock()

    @abstractmethod
    def execute(self, job: Job) -> Execution:
        """Make ``job.output`` whole or not at all; on failure ``job.failed`` if there is something to keep."""

    def call(self, task: str, arguments: Mapping[str, Any], environment: Mapping[str, str] | None = None) -> None:
        """
        Do a task of `diagnoza.batch.tasks`: here in this process, one at a time.

        Parameters
        ----------
        task
            Its name.
        arguments
            What it is given, by name.
        environment
            Variables to set for it.

        Raises
        ------
        TaskError
            It failed.
        """
        from diagnoza.batch.tasks import TASKS  # noqa: PLC0415  (it brings all that makes tables and pages)

        with self._alone, _variables(environment or {}):
            try:
                TASKS[task](**arguments)
            except DiagnozaError as error:
                raise TaskError(str(error), ours=False) from error
            except Exception as error:
                raise TaskError(traceback.format_exc().rstrip(), ours=True) from error

    def stop(self) -> None:  # noqa: B027  (an engine that holds no process needs none)
        """End all that is running, leaving no process; from now on nothing is executed."""

    def close(self) -> None:  # noqa: B027  (the same)
        """Give back what the engine holds, at the end of a run."""


@contextlib.contextmanager
def _variables(values: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def verdict(job: Job, scratch: Path, status: int) -> Failure | None:
    """
    Judge an execution: only the record, the exit status and the file together are believed.

    Parameters
    ----------
    job
        What was executed.
    scratch
        Its private folder.
    status
        Exit status of its process; negative: the signal that ended it.
    """
    record = read_record(scratch)
    if status == 0 and record == {"kind": "done"} and job.output.is_file():
        return None
    if record.get("kind") in SENTENCES:
        return Failure(**record, kept=job.failed)
    return Failure("died", f"its process {how_it_ended(scratch, status)}")


def read_record(scratch: Path) -> dict[str, Any]:
    """Read what a process says of its work; empty if it has said nothing."""
    try:
        content = json.loads((scratch / "record.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def how_it_ended(scratch: Path, status: int) -> str:
    """Put the end of a process in words, with the last line that it wrote."""
    import signal  # noqa: PLC0415

    if status < 0:
        name = signal.Signals(-status).name if -status in set(signal.Signals) else str(-status)
        why = {"SIGKILL": ", as the system does when memory runs out", "SIGSEGV": ", a crash in a library"}.get(name, "")
        return f"was ended by signal {-status} ({name}{why})"
    written = [(scratch / name).read_text("utf-8", "replace").strip() for name in ("log.txt", "2.txt") if (scratch / name).is_file()]
    last = [text.splitlines()[-1] for text in written if text]
    return f"ended with status {status} and no record" + (f": {last[-1]}" if last and status > 0 else "")


def settled(job: Job, failure: Failure | None) -> Failure | None:
    """Leave beside the job either its result or what is kept of its failure, never both."""
    if failure is None:
        job.failed.unlink(missing_ok=True)
        return None
    job.output.unlink(missing_ok=True)
    if failure.kept is None or not job.failed.is_file():
        job.failed.unlink(missing_ok=True)
        return replace(failure, kept=None)
    return failure


def environment_of(root: Path, scratch: Path) -> dict[str, str]:
    """Set what makes a process repeatable: one thread per process, UTF-8, no settings of the person who runs it."""
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    jupyter = {"JUPYTER_RUNTIME_DIR": str(scratch), "IPYTHONDIR": str(scratch / "ipython"), "JUPYTER_PREFER_ENV_PATH": "1"}
    return {"DIAGNOZA_ROOT": str(root), "PYTHONUTF8": "1", "PYTHONHASHSEED": "0", **one, **jupyter}


def private_folder() -> tempfile.TemporaryDirectory[str]:
    """Make a folder for one execution, removed at its end."""
    return tempfile.TemporaryDirectory(prefix="diagnoza-", ignore_cleanup_errors=True)


def sweep_after(job: Job, pid: int) -> None:
    """Remove the temporary files that a process which was killed has left."""
    for left in job.output.parent.glob(f".*.{pid}.tmp"):
        left.unlink(missing_ok=True)
