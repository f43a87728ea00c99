"""
The warm process: ``python -m diagnoza.batch.zygote``. It has imported all that notebooks need, and forks one child for each order.

A child lives for one notebook or one task, so nothing leaks from one partnership to the next. This process has one thread and
runs no notebook, no figure and no polars (a child of a process that has run polars hangs for ever). Orders come in lines of JSON
on stdin, events go out on stdout; when stdin ends, whoever gave the orders is gone, and everything here ends too.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import gc
import hashlib
import importlib
import json
import os
import random
import selectors
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import psutil

from diagnoza.batch.processes import MARK
from diagnoza.batch.reads import LOG, watch
from diagnoza.errors import DiagnozaError

if TYPE_CHECKING:
    from collections.abc import Callable

NEVER = ("polars", "svy")
"""What must not be loaded here: polars has threads of its own, and svy runs it."""
HARMLESS = "jemalloc_bg_thd"
"""The thread of pyarrow's allocator, which looks after forks itself."""
PDEATHSIG, SUBREAPER = 1, 36
"""Requests of prctl(2)."""
YOUNG = 100_000
"""New objects before the collector looks for garbage: the process ends before it would be worth while."""


class Zygote:
    """
    The loop: take orders, fork, tell how children ended.

    Parameters
    ----------
    orders
        Descriptor to read from.
    events
        Descriptor to write to.
    """

    def __init__(self, orders: int, events: int) -> None:
        self._orders, self._events = orders, events
        self._children: dict[int, str] = {}
        self._begun: dict[int, float] = {}
        self._rest = b""

    def serve(self) -> None:
        """Do what is ordered until the orders end."""
        woken, wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._own = (self._orders, self._events, woken, wake)
        signal.set_wakeup_fd(wake)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        with selectors.DefaultSelector() as selector:
            self._selector = selector
            selector.register(self._orders, selectors.EVENT_READ)
            selector.register(woken, selectors.EVENT_READ)
            self._tell(ready=os.getpid())
            while True:
                ready = {key.fd for key, _ in selector.select()}
                if woken in ready:
                    with contextlib.suppress(BlockingIOError):
                        os.read(woken, 4096)
                self._reap()
                if self._orders in ready and not self._take():
                    break
        self._end_all()

    def _take(self) -> bool:
        """Read orders; tell whether there may be more."""
        read = os.read(self._orders, 65536)
        *lines, self._rest = (self._rest + read).split(b"\n")
        for line in lines:
            order = json.loads(line)
            if order["do"] == "kill":
                self._kill([pid for pid, name in self._children.items() if name == order["id"]])
            else:
                self._fork(order)
        return bool(read)

    def _fork(self, order: dict[str, Any]) -> None:
        if why := unfit():
            self._tell(unfit=why, id=order["id"])
            return
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            self._become(order, parent)
        self._children[pid] = order["id"]
        self._begun[pid] = time.monotonic()
        self._tell(began=order["id"], pid=pid)

    def _become(self, order: dict[str, Any], parent: int) -> NoReturn:
        """Be the child, from the fork to the end of the process."""
        status = 70
        try:
            os.setsid()
            _prctl(PDEATHSIG, signal.SIGKILL)
            if os.getppid() != parent:
                os._exit(status)
            signal.set_wakeup_fd(-1)
            for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_DFL)
            self._selector.close()
            for descriptor in self._own:
                os.close(descriptor)
            status = _obey(order)
        except BaseException:  # noqa: BLE001  (whatever it is, the process must not go on as another zygote)
            with contextlib.suppress(BaseException):
                os.write(2, traceback.format_exc().encode())
        os._exit(status)

    def _reap(self) -> None:
        """Tell of the children that have ended, each with its exit status, processor time [s] and most memory [MB]."""
        while True:
            try:
                ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                return
            if ended is None:
                return
            if ended.si_pid in self._children:
                with contextlib.suppress(OSError):  # what it has started, before its number may be given to another
                    os.killpg(ended.si_pid, signal.SIGKILL)
            pid, status, usage = os.wait4(ended.si_pid, 0)
            name = self._children.pop(pid, None)
            if name is None:
                continue  # an orphan of one that ended
            self._end_orphans()
            seconds = time.monotonic() - self._begun.pop(pid)
            told = {"cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss / 1024, "seconds": seconds}
            self._tell(ended=name, status=os.waitstatus_to_exitcode(status), pid=pid, **told)

    def _end_orphans(self) -> None:
        """End what children have started in sessions of its own: it has fallen to this process when they ended."""
        for pid in _children_of_this() - self._children.keys():
            with contextlib.suppress(psutil.Error):
                process = psutil.Process(pid)
                if process.environ().get(MARK) not in self._children.values():
                    for each in (*process.children(recursive=True), process):
                        with contextlib.suppress(psutil.Error):
                            each.kill()

    def _kill(self, pids: list[int]) -> None:
        for pid in pids:
            with contextlib.suppress(OSError):
                os.killpg(pid, signal.SIGKILL)
            with contextlib.suppress(OSError):  # it may not have come as far as a group of its own
                os.kill(pid, signal.SIGKILL)

    def _end_all(self) -> None:
        self._kill(list(self._children))
        family = psutil.Process().children(recursive=True)
        for process in family:
            with contextlib.suppress(psutil.Error):
                process.kill()
        psutil.wait_procs(family, timeout=1.0)

    def _tell(self, **event: Any) -> None:
        with contextlib.suppress(BrokenPipeError):
            os.write(self._events, (json.dumps(event) + "\n").encode())


def main() -> int:
    """Get warm, then serve; 3: this process cannot fork safely, and the reason has been told."""
    orders, events = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(2, 1)
    os.close(null)
    _prctl(SUBREAPER, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who gives the orders
    warm_up(json.loads(os.environ["DIAGNOZA_WARM"]))
    zygote = Zygote(orders, events)
    if why := unfit():
        zygote._tell(unfit=why)  # noqa: SLF001
        return 3
    zygote.serve()
    return 0


def warm_up(modules: list[str]) -> None:
    """Import what notebooks and pages need, set the style, compile the exporter; leave nothing for the collector to look at."""
    for name in (*modules, "diagnoza.batch.execution", "diagnoza.batch.tasks", "matplotlib_inline.backend_inline"):
        with contextlib.suppress(Exception):  # whoever needs it will say what is the matter
            importlib.import_module(name)
    with contextlib.suppress(Exception):
        from diagnoza.batch.tasks import warm  # noqa: PLC0415

        warm()
    gc.collect()
    gc.freeze()


def unfit() -> str | None:
    """Say why this process cannot fork children that will work; None: it can."""
    if loaded := [name for name in NEVER if name in sys.modules]:
        return f"{', '.join(loaded)} was loaded before the fork"
    threads = [Path(f"/proc/self/task/{each}/comm") for each in os.listdir("/proc/self/task") if each != str(os.getpid())]  # noqa: PTH208
    names = []
    for each in threads:
        with contextlib.suppress(OSError):
            names.append(each.read_text("utf-8").strip())
    others = [name for name in names if name != HARMLESS]
    return f"there are threads beside the main one: {', '.join(others)}" if others else None


def _obey(order: dict[str, Any]) -> int:
    """Do what is ordered, in the child; give the exit status."""
    scratch = Path(order["scratch"])
    files = [os.open(scratch / f"{number}.txt", os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600) for number in (1, 2)]
    for number, descriptor in enumerate(files, start=1):
        os.dup2(descriptor, number)
        os.close(descriptor)
    log = (scratch / "log.txt").open("w", encoding="utf-8")
    faulthandler.enable(file=log)
    os.environ.update(order["environment"] | {MARK: order["id"]})
    seed = int.from_bytes(hashlib.sha256(json.dumps(order.get("order", order["id"]), sort_keys=True).encode()).digest()[:4])
    _reseed(seed)
    gc.set_threshold(YOUNG, 50, 100)
    if order["do"] == "call":
        return _call(order, scratch)
    from diagnoza.batch.execution import Order, in_this_process  # noqa: PLC0415  (imported by now)

    watch(scratch / LOG)
    return 0 if in_this_process(Order(**order["order"]), _spilled(scratch)) else 1


def _call(order: dict[str, Any], scratch: Path) -> int:
    from diagnoza.batch.tasks import TASKS  # noqa: PLC0415  (imported by now)

    record = {"kind": "done"}
    try:
        TASKS[order["task"]](**order["arguments"])
    except DiagnozaError as error:
        record = {"kind": "refused", "detail": str(error)}
    except Exception:  # noqa: BLE001  (told at the end of the run, with its traceback)
        record = {"kind": "bug", "detail": traceback.format_exc().rstrip()}
    (scratch / "record.json").write_text(json.dumps(record), encoding="utf-8")
    return 0 if record["kind"] == "done" else 1


def _spilled(scratch: Path) -> Callable[[], list[tuple[str, str]]]:
    """Make a function that gives what was written past Python since it was last called."""
    positions = {"stdout": 0, "stderr": 0}

    def spilled() -> list[tuple[str, str]]:
        new = []
        for number, name in enumerate(positions, start=1):
            path = scratch / f"{number}.txt"
            if path.stat().st_size > positions[name]:
                with path.open("rb") as file:
                    file.seek(positions[name])
                    new.append((name, file.read().decode("utf-8", "replace")))
                    positions[name] = file.tell()
        return new

    return spilled


def _reseed(seed: int) -> None:
    """Give each notebook random numbers of its own, the same in every run: a fork would give all children the same state."""
    import numpy as np  # noqa: PLC0415  (imported by now)

    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002  (the state that old code draws from)


def _children_of_this() -> set[int]:
    me = os.getpid()
    return {int(each) for each in Path(f"/proc/self/task/{me}/children").read_text("utf-8").split()}


def _prctl(request: int, value: int) -> None:
    ctypes.CDLL(None, use_errno=True).prctl(request, value, 0, 0, 0)


if __name__ == "__main__":
    sys.exit(main())
