"""The command line: ``diagnoza run | status | prepare | check | profile | archive | codebook | review | dictionary``."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from diagnoza.errors import DiagnozaError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnoza.batch.drafts import Choice
    from diagnoza.batch.run import Run

app = typer.Typer(
    help="One diagnosis per partnership of municipalities: from delivered files to an accessible report.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help needs no rich, which takes longer than all the rest
)

Partnerships = Annotated[
    list[str] | None, typer.Argument(metavar="[PARTNERSHIP]...", help="Ids in params/; all of them when none is given.")
]
Workers = Annotated[int | None, typer.Option(min=1, help="How many notebooks at a time.", show_default="the number of cores")]
Force = Annotated[bool, typer.Option("--force", help="Make also what is up to date.")]
Verbose = Annotated[bool, typer.Option("--verbose", help="Say more while it goes on, and show what cells display.")]
Only = Annotated[list[str] | None, typer.Option("--only", metavar="CHAPTER", help="Only this chapter, e.g. 05-flows; may be repeated.")]
Failed = Annotated[bool, typer.Option("--failed", help="Only chapters that failed last time.")]
Explain = Annotated[bool, typer.Option("--explain", help="Say of each chapter why it is stale.")]
CellTime = Annotated[float, typer.Option("--cell-time", min=1, help="How long one cell may run [s].")]
NotebookTime = Annotated[float, typer.Option("--notebook-time", min=1, help="How long one notebook may run [s].")]
Which = Annotated[str, typer.Option("--engine", metavar="auto|warm|kernel", help="What executes notebooks.", hidden=True)]

ENDINGS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""Requests to end; Windows has not all of them."""

# What a command needs is imported when it runs: `diagnoza --help` answers at once, and a mistake in one room leaves the others usable.


@app.command()
def run(  # noqa: PLR0913  (one for each option)
    names: Partnerships = None,
    *,
    only: Only = None,
    failed: Failed = False,
    force: Force = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done and why.")] = False,
    workers: Workers = None,
    cell_time: CellTime = 600,
    notebook_time: NotebookTime = 900,
    engine: Which = "auto",
    verbose: Verbose = False,
) -> None:
    """Prepare, execute the chapters, assemble the reports and the index; only what is stale is made again."""
    with _plain():
        from diagnoza.batch.drafts import Choice  # noqa: PLC0415
        from diagnoza.batch.engine import Limits  # noqa: PLC0415
        from diagnoza.batch.requests import requested  # noqa: PLC0415
        from diagnoza.partnership import project_root  # noqa: PLC0415

        partnerships = requested(names or [], project_root())
        choice = Choice(tuple(only or ()), failed, force)
        if dry_run:
            _stand(names, choice, explain=True)
        else:
            limits = Limits(cell_time, notebook_time)
            _end(_run(workers=workers, choice=choice, limits=limits, engine=engine, verbose=verbose).reports(partnerships))


@app.command()
def status(names: Partnerships = None, *, only: Only = None, explain: Explain = False) -> None:
    """Say what is stale; write nothing."""
    with _plain():
        from diagnoza.batch.drafts import Choice  # noqa: PLC0415

        _stand(names, Choice(tuple(only or ())), explain=explain)


@app.command()
def prepare(names: Partnerships = None, *, verbose: Verbose = False) -> None:
    """Read, check and correct what was delivered: data/raw/ to data/processed/."""
    with _plain():
        from diagnoza.batch.requests import requested  # noqa: PLC0415
        from diagnoza.partnership import project_root  # noqa: PLC0415

        partnerships = requested(names or [], project_root())
        _end(_run(verbose=verbose).prepare(partnerships))


@app.command()
def check(names: Partnerships = None) -> None:
    """List every problem of params and of what was delivered, each with its remedy; write nothing."""
    with _plain():
        from diagnoza.batch.requests import requested  # noqa: PLC0415
        from diagnoza.partnership import project_root  # noqa: PLC0415
        from diagnoza.prepare.partnership import check as problems_of  # noqa: PLC0415

        root = project_root()
        partnerships = requested(names or [], root)
        problems = {partnership.id: problems_of(partnership, root) for partnership in partnerships}
        for name, found in problems.items():
            typer.echo(f"{name}: {_count(len(found))}")
            for problem in found:
                typer.echo(f"  {problem}")
        _end(not any(problems.values()))


@app.command()
def profile(
    codes: Annotated[list[str] | None, typer.Argument(metavar="[TERYT]...", help="Seven-digit codes of municipalities.")] = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="Every municipality there are figures for.")] = False,
    partnership: Annotated[str | None, typer.Option(help="Draw on its diagnosis; all its municipalities when no code is given.")] = None,
    workers: Workers = None,
    force: Force = False,
    verbose: Verbose = False,
) -> None:
    """Make profiles of municipalities: of public figures alone, in reports/municipalities/, or of a diagnosis, in its folder."""
    if (every and partnership) or (not partnership and every == bool(codes)):
        raise typer.BadParameter("Give the codes of municipalities, or --all, or --partnership.")
    with _plain():
        from diagnoza.batch.drafts import Choice  # noqa: PLC0415
        from diagnoza.batch.requests import requested_codes, requested_members  # noqa: PLC0415
        from diagnoza.partnership import load_partnership, project_root  # noqa: PLC0415

        made = _run(workers=workers, choice=Choice(force=force), verbose=verbose)
        if partnership is None:
            _end(made.profiles(requested_codes(codes or [], project_root())))
        else:
            within = load_partnership(partnership, project_root())
            _end(made.profiles(requested_members(codes or [], within), within))


@app.command()
def codebook(
    file: Annotated[Path, typer.Argument(help="A survey file of any kind, or an XLSForm.", show_default=False)],
    *,
    dialect: Annotated[str | None, typer.Option(help="The tool that exported it.", show_default="told by its columns")] = None,
    output: Annotated[Path | None, typer.Option(help="The YAML file to write.", show_default="the screen")] = None,
) -> None:
    """Draft a codebook from a survey file, for a consultant to finish."""
    with _plain():
        from diagnoza.surveys.reading.drafts import draft, save  # noqa: PLC0415

        text = draft(file, dialect)
        if output is None:
            typer.echo(text, nl=False)
        else:
            save(text, output)
            typer.echo(str(output))


@app.command()
def review(
    partnership: Annotated[str, typer.Argument(help="Its id.", show_default=False)],
    survey: Annotated[str, typer.Argument(help="The id of one of its surveys.", show_default=False)],
    *,
    output: Annotated[Path | None, typer.Option(help="The CSV file to write.", show_default="SURVEY-review.csv")] = None,
) -> None:
    """Write a sheet of masked open answers, for a person to read, to name themes and to mark what may be quoted."""
    with _plain():
        from diagnoza.partnership import load_partnership, project_root  # noqa: PLC0415
        from diagnoza.surveys.open_answers.sheet import write_sheet  # noqa: PLC0415
        from diagnoza.surveys.tabulate import read_survey  # noqa: PLC0415

        root = project_root()
        path = output or Path(f"{survey}-review.csv")
        write_sheet(read_survey(load_partnership(partnership, root), root, survey), path)
        typer.echo(str(path))


@app.command()
def archive(partnership: Annotated[str, typer.Argument(help="Its id.", show_default=False)]) -> None:
    """Put the present edition by in data/raw/<id>/editions/, so that the next one tells what has changed."""
    with _plain():
        from diagnoza.editions.archive import archive as put_by  # noqa: PLC0415
        from diagnoza.partnership import load_partnership, project_root  # noqa: PLC0415
        from diagnoza.prepare.partnership import prepare as made  # noqa: PLC0415

        root = project_root()
        loaded = load_partnership(partnership, root)
        made(loaded, root)
        typer.echo(put_by(loaded, root).relative_to(root).as_posix())


@app.command()
def dictionary() -> None:
    """Write the data dictionary, the glossary and the assumptions in docs/ again."""
    with _plain():
        from diagnoza.dictionary import write  # noqa: PLC0415
        from diagnoza.partnership import project_root  # noqa: PLC0415

        root = project_root()
        for path in write(root):
            typer.echo(path.relative_to(root).as_posix())


def main() -> None:
    """Start the command; a request to end, however it comes, takes the same orderly way as Ctrl-C."""
    for number in ENDINGS:
        if number == signal.SIGINT or signal.getsignal(number) != signal.SIG_IGN:  # a script's background jobs ignore SIGINT, nohup SIGHUP
            signal.signal(number, _interrupt)
    if sys.getfilesystemencoding() != "utf-8":  # a locale without Polish letters: names of files would not reach other processes whole
        os.execve(sys.executable, [sys.executable, "-m", "diagnoza.cli", *sys.argv[1:]], os.environ | {"PYTHONUTF8": "1"})  # noqa: S606
    app()


def _interrupt(_: int, __: object) -> NoReturn:
    """Raise once; a second Ctrl-C would stop the cleaning up."""
    for number in ENDINGS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


@contextlib.contextmanager
def _plain() -> Iterator[None]:
    """Show what is the matter with the input without a traceback; say what an interruption means."""
    try:
        yield
    except DiagnozaError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    except KeyboardInterrupt as error:
        typer.echo("Interrupted. What was finished is kept, and the next run goes on from there.", err=True)
        raise typer.Exit(130) from error


def _run(*, verbose: bool, **options: Any) -> Run:
    from diagnoza.batch.progress import Progress  # noqa: PLC0415
    from diagnoza.batch.run import Run  # noqa: PLC0415
    from diagnoza.partnership import project_root  # noqa: PLC0415

    root = project_root()
    return Run(root, Progress(root, verbose=verbose), **options)


def _stand(names: list[str] | None, choice: Choice, *, explain: bool) -> None:
    from diagnoza.batch.requests import requested  # noqa: PLC0415
    from diagnoza.batch.status import standings  # noqa: PLC0415
    from diagnoza.partnership import project_root  # noqa: PLC0415

    root = project_root()
    for standing in standings(requested(names or [], root), root, choice):
        for line in standing.lines(explain=explain):
            typer.echo(line)


def _end(well: bool) -> None:  # noqa: FBT001  (the one thing it takes)
    if not well:
        raise typer.Exit(1)


def _count(problems: int) -> str:
    return "no problems" if not problems else f"{problems} problem{'' if problems == 1 else 's'}"


if __name__ == "__main__":
    main()
