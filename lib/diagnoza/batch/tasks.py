"""What a run does besides notebooks: tables, pages, the index. Arguments can go as JSON, so that another process can do it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from diagnoza.partnership import load_partnership
from diagnoza.prepare import partnership as partnerships
from diagnoza.prepare import reference as public

if TYPE_CHECKING:
    from collections.abc import Callable


def reference(root: str, partnership: str | None = None) -> None:
    """Make the tables of public figures that a partnership, or a profile, stands on."""
    place = Path(root)
    named = load_partnership(partnership, place) if partnership else None
    public.prepare_reference(place, public.reference_folder(place, named))


def prepare(root: str, partnership: str) -> None:
    """Make the tables of a partnership."""
    partnerships.prepare(load_partnership(partnership, Path(root)), Path(root))


def report(root: str, partnership: str, chapters: list[list[Any]], profiles: list[str]) -> None:
    """
    Assemble a report.

    Of each chapter: its name, title, executed notebook (or None) and why it is missing (or None); codes of the profiles to link to.
    """
    from diagnoza.report import assemble  # noqa: PLC0415  (two seconds, not needed to prepare)

    content = [assemble.Chapter(name, title, Path(executed) if executed else None, why) for name, title, executed, why in chapters]
    assemble.assemble(load_partnership(partnership, Path(root)), content, Path(root), profiles)


def profile(root: str, code: str, partnership: str, executed: str) -> None:
    """Assemble the profile of a municipality from its executed notebook."""
    from diagnoza.report.assemble import assemble_profile  # noqa: PLC0415  (as in report)

    assemble_profile(code, partnership, Path(executed), Path(root))


def index(root: str, published: list[str]) -> None:
    """Make the index of the reports that there are."""
    from diagnoza.report.index import assemble_index  # noqa: PLC0415  (as in report)

    assemble_index([load_partnership(name, Path(root)) for name in published], Path(root))


def warm() -> None:
    """Do once what each process would do first: import what makes pages, draw and render something; the style is put back."""
    import io  # noqa: PLC0415

    import matplotlib as mpl  # noqa: PLC0415

    from diagnoza import charts  # noqa: PLC0415
    from diagnoza.report import assemble, body, index  # noqa: F401, PLC0415

    with mpl.rc_context():
        chart = charts.new_figure(1.0)
        chart.add_subplot().set_title("$x$")
        chart.savefig(io.StringIO(), format="svg")
    charts.set_style.cache_clear()  # a notebook sets it for itself
    body.render([])


TASKS: dict[str, Callable[..., None]] = {"reference": reference, "prepare": prepare, "report": report, "profile": profile, "index": index}
