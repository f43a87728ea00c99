"""
One order carried out in this process: a notebook by papermill, written whole or not at all, and a record of how it went.

The record together with the exit status is the only proof of success: papermill marks the cells of a kernel that died
`completed`, and takes ``sys.exit(0)`` in a cell for a success.
"""

from __future__ import annotations

import json
import re
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError
from papermill.engines import NBClientEngine, papermill_engines
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from diagnoza.batch.shell import ShellEngine, Watch, remaining
from diagnoza.files import whole

if TYPE_CHECKING:
    from collections.abc import Callable

START_TIMEOUT = 120
"""How long a kernel may take to start [s]; twice the usual, since all cores are busy."""
NOT_DELIVERED = {"NotDelivered", "NotApplicable"}
"""Errors that end a chapter with a sentence for its reader."""
OUTPUT_TIMEOUT = 60
"""How long a finished cell's output may be under way [s]."""
PAPERMILLS = {"injected-parameters": "parameters", "papermill-error-cell-tag": "error"}
"""Tags of the cells that papermill adds, which have random ids, and what they are called instead."""
AT, JOURNAL, RECORD = "at", "journal.jsonl", "record.json"
"""Files of the private folder: the cell that runs and how many there are; the outputs of each cell that has ended; the record."""


@dataclass(frozen=True)
class Order:
    """What to execute and where to put it; times in seconds."""

    notebook: str
    parameters: dict[str, str]
    output: str
    failed: str
    scratch: str
    """A private folder, which the one who gives the order removes."""
    cell_timeout: float
    deadline: float
    environment: dict[str, str] = field(default_factory=dict)
    """Variables to set for this notebook."""

    def to_json(self) -> str:
        """Put it in one line."""
        return json.dumps(asdict(self))


@dataclass
class Witness:
    """The notebook as the engine leaves it, and the code cell it had come to when the engine gave up."""

    notebook: Any = field(default_factory=nbformat.v4.new_notebook)
    reached: int | None = None


class WitnessedEngine(NBClientEngine):  # type: ignore[misc]  # papermill has no types
    """papermill's own engine, looked at before papermill marks every cell of a dead kernel `completed`."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, *, witness: Witness, **options: Any) -> None:
        """Execute the cells of `nb_man`; on an error that is not a cell's own, note how far it came."""
        witness.notebook = nb_man.nb
        try:
            super().execute_managed_notebook(nb_man, kernel_name, **options)
        except Exception:
            witness.reached = sum(cell.metadata.papermill.status != "pending" for cell in code_cells(nb_man.nb))
            raise


class WarmEngine(ShellEngine):
    """The engine of ours, its notebook looked at in the same way."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, *, witness: Witness, watch: Watch, **_: Any) -> None:  # type: ignore[override]
        """Execute the cells of `nb_man`; on an error that is not a cell's own, note how far it came."""
        witness.notebook = nb_man.nb
        try:
            super().execute_managed_notebook(nb_man, kernel_name, watch=watch)
        finally:
            witness.reached = watch.reached


def with_kernel(order: Order) -> bool:
    """Execute the order with a stock kernel; tell whether the chapter was made."""
    end = time.monotonic() + order.deadline
    at = (Path(order.scratch) / AT).open("w", encoding="utf-8")

    def begins(cell: Any, cell_index: int) -> None:
        del cell_index
        code = code_cells(witness.notebook)
        for number in (number for number, each in enumerate(code, start=1) if each is cell):
            _note(at, number, len(code))

    witness = Witness()
    options = {
        "kernel_name": "python3",
        "start_timeout": START_TIMEOUT,
        # options of nbclient
        "witness": witness,
        "timeout_func": lambda _: int(remaining(order.cell_timeout, end)),
        "iopub_timeout": OUTPUT_TIMEOUT,
        "shutdown_kernel": "immediate",
        "record_timing": False,
        "on_cell_execute": begins,
        "config": _transport(order.scratch),
    }
    with at:
        return _carry_out(order, WitnessedEngine, witness, options)


def in_this_process(order: Order, spilled: Callable[[], list[tuple[str, str]]]) -> bool:
    """
    Execute the order in this process, which may be used for nothing else afterwards; tell whether the chapter was made.

    Parameters
    ----------
    order
        What to execute.
    spilled
        Gives what was written to the descriptors 1 and 2 since it was last asked, by stream.
    """
    end = time.monotonic() + order.deadline
    witness = Witness()
    scratch = Path(order.scratch)
    with (scratch / AT).open("w", encoding="utf-8") as at, (scratch / JOURNAL).open("a", encoding="utf-8") as journal:

        def ended(number: int, cell: Any) -> None:
            journal.write(json.dumps([number, cell.outputs, cell.execution_count]) + "\n")
            journal.flush()

        watch = Watch(
            seconds=lambda: remaining(order.cell_timeout, end),
            begins=lambda number, total: _note(at, number, total),
            ended=ended,
            spilled=spilled,
        )
        return _carry_out(order, WarmEngine, witness, {"kernel_name": "python3", "witness": witness, "watch": watch})


def bury(order: Order) -> int | None:
    """
    Keep of a notebook whose process died what it had displayed until then.

    Parameters
    ----------
    order
        What was being executed.

    Returns
    -------
    int or None
        The number of the code cell in which it died; None, and nothing kept, where it did not come to a cell.
    """
    scratch = Path(order.scratch)
    try:
        reached = int((scratch / AT).read_text("utf-8").split()[0])
        lines = (scratch / JOURNAL).read_text("utf-8").splitlines() if (scratch / JOURNAL).is_file() else []
        ended = {number: (outputs, count) for number, outputs, count in map(json.loads, lines)}
        notebook = papermill.execute_notebook(order.notebook, None, order.parameters, prepare_only=True, kernel_name="python3")
    except (OSError, ValueError, IndexError):
        return None
    for number, cell in enumerate(code_cells(notebook), start=1):
        outputs, count = ended.get(number, ([], None))
        cell.outputs, cell.execution_count = nbformat.from_dict(outputs), count  # type: ignore[no-untyped-call]
    _keep(notebook, order, Path(order.failed))
    return reached


def _carry_out(order: Order, engine: type, witness: Witness, options: dict[str, Any]) -> bool:
    papermill_engines.register("diagnoza-job", engine)
    fault = _execute(order, witness, options)
    _keep(witness.notebook, order, Path(order.failed if fault else order.output))
    (Path(order.scratch) / RECORD).write_text(json.dumps(fault or {"kind": "done"}), encoding="utf-8")
    return fault is None


def _execute(order: Order, witness: Witness, options: dict[str, Any]) -> dict[str, Any] | None:
    """Run the notebook; give what went wrong, as `diagnoza.batch.engine.Failure` holds it, or None."""
    try:
        papermill.execute_notebook(
            order.notebook,
            None,
            parameters=order.parameters,
            engine_name="diagnoza-job",
            request_save_on_cell_execute=False,
            autosave_cell_every=0,
            progress_bar=False,
            **options,
        )
    except PapermillExecutionError:
        pass  # the notebook holds the error
    except CellTimeoutError as error:
        return {"kind": "timeout", "cell": witness.reached, "detail": str(error).splitlines()[0]}
    except RuntimeError as error:  # nbclient: the kernel died, or did not start
        return {"kind": "died", "cell": witness.reached, "detail": str(error)}
    return _fault(witness.notebook)


def _fault(notebook: Any) -> dict[str, Any] | None:
    """Find the first code cell that did not run to its end."""
    for number, cell in enumerate(code_cells(notebook), start=1):
        for output in cell.outputs:
            if output.output_type == "error" and output.ename in NOT_DELIVERED:
                _say_not_delivered(notebook, cell, output.evalue)
                return None
            if output.output_type == "error":
                return {"kind": "error", "cell": number, "detail": f"{output.ename}: {output.evalue}"}
        if cell.execution_count is None:
            return {"kind": "error", "cell": number, "detail": "the cell did not run"}
    return None


def _say_not_delivered(notebook: Any, cell: Any, sentence: str) -> None:
    """End the chapter with the sentence: what was not delivered is an answer, not a fault."""
    cell.outputs = [nbformat.v4.new_output("display_data", {"text/markdown": f"*{sentence}*"})]  # type: ignore[no-untyped-call]
    del notebook.cells[notebook.cells.index(cell) + 1 :]


def _keep(notebook: Any, order: Order, path: Path) -> None:
    """Write the notebook whole or not at all."""
    _tidy(notebook, Path(order.notebook).stem)
    with whole(path) as temporary:
        nbformat.write(notebook, temporary)  # type: ignore[no-untyped-call]


def code_cells(notebook: Any) -> list[Any]:
    """List the code cells that are executed; their order is the number that JupyterLab shows."""
    return [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]


def _transport(scratch: str) -> Config:
    """Talk to the kernel through sockets in a private folder: no port that two kernels could take, nothing others can listen to."""
    if sys.platform == "win32":
        return Config()
    return Config({"KernelManager": {"transport": "ipc", "connection_file": str(Path(scratch) / "kernel.json")}})


def _tidy(notebook: Any, name: str) -> None:
    """Remove what names this machine or differs between two equal runs: paths, times, the random id of papermill's own cell."""
    for number, part in enumerate((notebook, *notebook.cells)):
        part.metadata.pop("papermill", None)
        tags = part.metadata.get("tags", [])
        if own := next((word for tag, word in PAPERMILLS.items() if tag in tags), None):  # chapters are joined, so it must not repeat
            part.id = re.sub(r"[^a-zA-Z0-9_-]", "-", f"{own}-{number}-{name}" if own == "error" else f"{own}-{name}")[:64]
    for cell in code_cells(notebook):
        cell.outputs = _joined(cell.outputs)


def _joined(outputs: list[Any]) -> list[Any]:
    """Put what a cell printed to one stream in one piece; a kernel sends it in pieces, cut by chance."""
    streams: dict[str, Any] = {}
    joined = []
    for output in outputs:
        if output.output_type == "stream" and output.name in streams:
            streams[output.name].text += output.text
        else:
            joined.append(output)
        if output.output_type == "stream":
            streams.setdefault(output.name, output)
    return joined


def _note(at: TextIO, number: int, total: int) -> None:
    """Tell whoever looks which cell is running."""
    at.seek(0)
    at.write(f"{number} {total} \n")
    at.flush()
