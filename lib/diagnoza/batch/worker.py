"""
The process that executes one notebook with a kernel of its own: ``python -m diagnoza.batch.worker``.

It reads its order (one line of JSON) from stdin and keeps reading: when stdin ends, whoever gave the order is gone, and the worker
goes too, with its kernel.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading

if __name__ == "__main__":  # not where it is only imported, as by a test
    sys.modules["pyarrow"] = None  # type: ignore[assignment]  # papermill tries it, for Hadoop: a quarter of a second

import psutil

from diagnoza.batch.execution import Order, with_kernel


def main() -> int:
    """Execute the order on stdin; 0: done, 1: the notebook failed and the record says how."""
    order = Order(**json.loads(sys.stdin.readline()))
    os.environ.update(order.environment)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    return 0 if with_kernel(order) else 1


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
