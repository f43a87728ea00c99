"""
The process that executes one notebook: ``python -m diagnoza.batch.worker``.

It reads its order (one line of JSON) from stdin and keeps reading: when stdin ends, whoever gave the order is gone, and the worker
goes too, with its kernel. It writes the executed notebook whole or not at all, then a record of how it went. The record together
with exit status 0 is the only proof of success: papermill marks the cells of a kernel that died `completed`, and takes ``sys.exit(0)``
in a cell for a success.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # not where it is only imported, as by a test
    sys.modules["pyarrow"] = None  # type: ignore[assignment]  # papermill tries it, for Hadoop: a quarter of a second

import nbformat
import papermill
import psutil
from nbclient.exceptions import CellTimeoutError
from papermill.engines import NBClientEngine, papermill_engines
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from diagnoza.files import whole

START_TIMEOUT = 120
"""How long a kernel may take to start [s]; twice the usual, since all cores are busy."""
NOT_DELIVERED = {"NotDelivered", "NotApplicable"}
"""Errors that end a chapter with a sentence for its reader."""
OUTPUT_TIMEOUT = 60
"""How long a finished cell's output may be under way [s]."""


@dataclass
class Order:
    """What to execute and where to put it; times in seconds."""

    notebook: str
    parameters: dict[str, str]
    output: str
    failed: str
    record: str
    scratch: str
    cell_timeout: float
    deadline: float


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
            witness.reached = sum(cell.metadata.papermill.status != "pending" for cell in _code(nb_man.nb))
            raise


def main() -> int:
    """Execute the order on stdin; 0: done, 1: the notebook failed and the record says how."""
    order = Order(**json.loads(sys.stdin.readline()))
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    witness = Witness()
    fault = _execute(order, witness)
    _tidy(witness.notebook, Path(order.notebook).stem)
    with whole(Path(order.failed if fault else order.output)) as temporary:
        nbformat.write(witness.notebook, temporary)  # type: ignore[no-untyped-call]
    Path(order.record).write_text(json.dumps(fault or {"kind": "done"}), encoding="utf-8")
    return 1 if fault else 0


def _execute(order: Order, witness: Witness) -> dict[str, Any] | None:
    """Run the notebook; give what went wrong, as `diagnoza.batch.engine.Failure` holds it, or None."""
    end = time.monotonic() + order.deadline
    papermill_engines.register("diagnoza", WitnessedEngine)
    try:
        papermill.execute_notebook(
            order.notebook,
            None,
            parameters=order.parameters,
            engine_name="diagnoza",
            kernel_name="python3",
            request_save_on_cell_execute=False,
            autosave_cell_every=0,
            progress_bar=False,
            start_timeout=START_TIMEOUT,
            # options of nbclient
            witness=witness,
            timeout_func=lambda _: max(1, min(order.cell_timeout, end - time.monotonic())),
            iopub_timeout=OUTPUT_TIMEOUT,
            shutdown_kernel="immediate",
            record_timing=False,
            config=_transport(order.scratch),
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
    for number, cell in enumerate(_code(notebook), start=1):
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


def _code(notebook: Any) -> list[Any]:
    """List the code cells that a kernel is given; their order is the number that JupyterLab shows."""
    return [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]


def _transport(scratch: str) -> Config:
    """Talk to the kernel through sockets in a private folder: no port that two kernels could take, nothing others can listen to."""
    if sys.platform == "win32":
        return Config()
    return Config({"KernelManager": {"transport": "ipc", "connection_file": str(Path(scratch) / "kernel.json")}})


def _tidy(notebook: Any, name: str) -> None:
    """Remove what names this machine or differs between two equal runs: paths, times, the random id of papermill's own cell."""
    for part in (notebook, *notebook.cells):
        part.metadata.pop("papermill", None)
        if "injected-parameters" in part.metadata.get("tags", []):
            part.id = re.sub(r"[^a-zA-Z0-9_-]", "-", f"parameters-{name}")[:64]  # chapters are joined, so it must not repeat


def _leave_with_parent() -> None:
    """Wait for the end of stdin, that is of the parent; then end the kernel and this process."""
    while os.read(0, 4096):  # not sys.stdin, whose lock a waiting thread would hold when the interpreter ends
        pass
    with contextlib.suppress(psutil.Error):
        for child in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.Error):
                child.kill()
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
