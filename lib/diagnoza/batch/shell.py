"""papermill's engine of ours: cells run in an IPython shell of this very process, with no kernel, no socket and no port."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from ipykernel.jsonutil import encode_images, json_clean
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from nbclient.exceptions import CellTimeoutError
from nbformat import NotebookNode, from_dict
from papermill.engines import Engine
from traitlets import Type
from traitlets.config import Config

if TYPE_CHECKING:
    from collections.abc import Callable

BACKEND = "module://matplotlib_inline.backend_inline"
TERMINAL = ("TERM", "CLICOLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "PAGER", "GIT_PAGER")
"""Variables that the shell of a kernel sets."""
LANGUAGE = {  # what ipykernel says of itself
    "codemirror_mode": {"name": "ipython", "version": sys.version_info[0]},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
    "version": sys.version.split()[0],
}


class CellFailedError(Exception):
    """A cell ended with an error, which its outputs show."""


class Overdue(BaseException):
    """The time of a cell is over."""


@dataclass
class Outputs:
    """What the running cell has displayed so far, as the notebook is to hold it."""

    kept: list[NotebookNode] = field(default_factory=list)
    by_display: dict[str, list[NotebookNode]] = field(default_factory=dict)
    clear_next: bool = False

    def add(self, kind: str, *, display: str | None = None, **content: Any) -> None:
        """Keep an output."""
        if self.clear_next:
            self.clear()
        node = from_dict({"output_type": kind, **content})  # type: ignore[no-untyped-call]
        self.kept.append(node)
        if display:
            self.by_display.setdefault(display, []).append(node)

    def update(self, display: str | None, data: Any, metadata: Any) -> None:
        """Replace what was displayed under a name, in whatever cell."""
        for node in self.by_display.get(display or "", ()):
            node.data, node.metadata = from_dict(data), from_dict(metadata)  # type: ignore[no-untyped-call]

    def stream(self, name: str, text: str) -> None:
        """Keep text that was printed, all of one stream in one piece."""
        if self.clear_next:
            self.clear()
        for node in self.kept:
            if node.output_type == "stream" and node.name == name:
                node.text += text
                return
        self.add("stream", name=name, text=text)

    def clear(self, *, wait: bool = False) -> None:
        """Forget what the cell displayed, now or when it displays something else."""
        if not wait:
            self.kept.clear()
        self.clear_next = wait


class Stream(io.TextIOBase):
    """``sys.stdout`` or ``sys.stderr`` of the cells."""

    encoding = "utf-8"

    def __init__(self, name: str, outputs: Outputs, descriptor: int) -> None:
        self._name, self._outputs, self._descriptor = name, outputs, descriptor

    def write(self, text: str) -> int:
        """Keep the text."""
        if text:
            self._outputs.stream(self._name, text)
        return len(text)

    def writable(self) -> bool:
        """Tell that it can be written to."""
        return True

    def fileno(self) -> int:
        """Give the descriptor that programs started by a cell write to."""
        return self._descriptor


class Publisher(DisplayPublisher):
    """What `display` calls."""

    outputs: Outputs

    def publish(  # type: ignore[override]  # its `source` is not used any more
        self, data: Any, metadata: Any = None, *, transient: Any = None, update: bool = False, **_: Any
    ) -> None:
        """Keep what is displayed, or put it in place of what was displayed under the same name."""
        display = (transient or {}).get("display_id")
        plain, about = _plain(data), _plain(metadata or {})
        if update:
            self.outputs.update(display, plain, about)
        else:
            self.outputs.add("display_data", display=display, data=plain, metadata=about)

    def clear_output(self, wait: bool = False) -> None:  # noqa: FBT001, FBT002  (IPython calls it so)
        """Forget what the cell displayed."""
        self.outputs.clear(wait=wait)


class Hook(DisplayHook):
    """What takes the value that a cell ends with."""

    outputs: Outputs

    def write_output_prompt(self) -> None:
        """Print no prompt."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        """Keep the value in all its forms."""
        if data := _plain(format_dict):
            self.outputs.add("execute_result", execution_count=self.prompt_count, data=data, metadata=_plain(md_dict or {}))

    def finish_displayhook(self) -> None:
        """Print no line end."""


class Shell(ZMQInteractiveShell):
    """The shell of an ordinary kernel without the kernel: what cells display is kept, not sent."""

    displayhook_class: Any = Type(Hook)
    display_pub_class: Any = Type(Publisher)

    outputs: Any

    def keep_in(self, outputs: Outputs) -> None:
        """Keep in `outputs` what is displayed from now on."""
        parts: tuple[Any, ...] = (self, self.displayhook, self.display_pub)
        for part in parts:
            part.outputs = outputs

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        self._last_traceback = stb
        self.outputs.add("error", ename=str(etype.__name__), evalue=str(evalue), traceback=_plain(stb))


@dataclass
class Watch:
    """How long cells may run [s], and who is told that one begins (its number, how many there are) and how it ended."""

    seconds: Callable[[], float] | None = None
    begins: Callable[[int, int], None] = lambda _, __: None
    ended: Callable[[int, NotebookNode], None] = lambda _, __: None
    spilled: Callable[[], list[tuple[str, str]]] = list
    """Gives what the cell wrote past Python, by stream."""
    reached: int | None = None


class ShellEngine(Engine):  # type: ignore[misc]  # papermill has no types
    """
    Executes the cells in this process.

    The process should live for one notebook: what cells change in it stays changed. A cell that kills the process ends
    everything in it. `diagnoza run` therefore gives each notebook a process of its own.
    """

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, *, watch: Watch | None = None, **_: Any) -> None:
        """Execute the cells of `nb_man` in order, up to the first that fails."""
        del kernel_name  # always this Python
        watch = watch or Watch()
        with _Started() as shell:
            total = sum(map(_is_code, nb_man.nb.cells))
            number = 0
            for index, cell in enumerate(nb_man.nb.cells):
                nb_man.cell_start(cell, index)
                try:
                    if _is_code(cell):
                        number += 1
                        watch.reached = number
                        watch.begins(number, total)
                        _run(shell, cell, watch)
                        watch.ended(number, cell)
                except CellFailedError as error:
                    nb_man.cell_exception(cell, cell_index=index, exception=error)
                    break
                finally:
                    nb_man.cell_complete(cell, cell_index=index)
        nb_man.nb.metadata["language_info"] = from_dict(LANGUAGE)  # type: ignore[no-untyped-call]


class _Started:
    """A fresh shell and its streams; all is put back at the end."""

    def __enter__(self) -> Shell:
        Shell.clear_instance()
        off = {"HistoryManager": {"enabled": False}, "HistoryAccessor": {"enabled": False}}
        self._streams = sys.stdout, sys.stderr, sys.displayhook
        self._environment = dict(os.environ)
        shell: Shell = Shell.instance(config=Config(off))
        shell.keep_in(Outputs())
        self._draw_inline(shell)
        return shell

    def __exit__(self, *_: object) -> None:
        sys.stdout, sys.stderr, sys.displayhook = self._streams
        Shell.clear_instance()
        for name in set(TERMINAL) - self._environment.keys():
            os.environ.pop(name, None)
        os.environ.update({name: self._environment[name] for name in TERMINAL if name in self._environment})
        if self._backend:
            import matplotlib as mpl  # noqa: PLC0415

            mpl.use(self._backend)

    def _draw_inline(self, shell: Shell) -> None:
        """Show figures in the outputs; the setting is remembered for the process and would pass by a second shell."""
        import matplotlib as mpl  # noqa: PLC0415
        from IPython.core.pylabtools import activate_matplotlib  # noqa: PLC0415
        from matplotlib_inline.backend_inline import configure_inline_support  # noqa: PLC0415

        self._backend = mpl.get_backend() if "matplotlib.pyplot" in sys.modules else None
        activate_matplotlib(BACKEND)  # type: ignore[no-untyped-call]
        vars(configure_inline_support).pop("current_backend", None)
        configure_inline_support(shell, BACKEND)  # type: ignore[no-untyped-call]


def _run(shell: Shell, cell: NotebookNode, watch: Watch) -> None:
    """Run one cell and put into it what it displayed; raise where it failed or its time was over."""
    outputs = Outputs(by_display=shell.outputs.by_display)
    shell.keep_in(outputs)
    sys.stdout, sys.stderr = Stream("stdout", outputs, 1), Stream("stderr", outputs, 2)
    count = shell.execution_count
    with _Alarm(watch.seconds) as alarm:
        result = shell.run_cell(cell.source, store_history=True)  # type: ignore[no-untyped-call]
    for name, text in watch.spilled():
        outputs.stream(name, text)
    cell.outputs, cell.execution_count = outputs.kept, count
    if alarm.rang:
        raise CellTimeoutError.error_from_timeout_and_cell("Cell execution timed out", int(alarm.seconds), cell)
    if not result.success and "raises-exception" not in cell.metadata.get("tags", []):
        raise CellFailedError(str(result.error_in_exec or result.error_before_exec))


class _Alarm:
    """Raises `Overdue` in the cell when its time is over; what does not listen is left to who supervises this process."""

    def __init__(self, seconds: Callable[[], float] | None) -> None:
        self.seconds = seconds() if seconds and hasattr(signal, "setitimer") else 0.0
        self.rang = False

    def __enter__(self) -> Self:
        if self.seconds:
            self._before = signal.signal(signal.SIGALRM, self._ring)
            signal.setitimer(signal.ITIMER_REAL, self.seconds, 5.0)  # again, where something has swallowed the first
        return self

    def __exit__(self, *_: object) -> None:
        if self.seconds:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._before)

    def _ring(self, *_: object) -> None:
        self.rang = True
        raise Overdue(f"not done after {self.seconds:.0f} s")


def remaining(cell_timeout: float, end: float) -> float:
    """Tell how long the next cell may run [s]: as long as any cell, and not past the notebook's end on the monotonic clock."""
    return max(1.0, min(cell_timeout, end - time.monotonic()))


def _is_code(cell: Any) -> bool:
    return bool(cell.cell_type == "code" and cell.source.strip())


def _plain(value: Any) -> Any:
    """Turn a value into what it is after a journey as JSON."""
    return json.loads(json.dumps(json_clean(encode_images(value) if isinstance(value, dict) else value)))  # type: ignore[no-untyped-call]
