"""All lines of evidence, asked one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from diagnoza.synthesis.lines import flows, goals, institutions, inventory, programme, statistics, surveys, voices

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.synthesis.base import About, Finding, Item


class Line(Protocol):
    """A module of `diagnoza.synthesis.lines`."""

    def evidence(self, made: Mapping[str, pd.DataFrame], about: About, /) -> list[Item]: ...  # noqa: D102
    def findings(self, made: Mapping[str, pd.DataFrame], about: About, /) -> list[Finding]: ...  # noqa: D102


MODULES: tuple[Line, ...] = (statistics, surveys, inventory, flows, voices, institutions, programme, goals)


def collect(made: Mapping[str, pd.DataFrame], about: About) -> tuple[list[Item], list[Finding]]:
    """
    Ask every line what it says.

    Parameters
    ----------
    made
        Stored tables by name; what was not delivered is absent.
    about
        Whose they are.

    Returns
    -------
        Items of evidence and findings of all lines, in the order of the chapters.
    """
    items = [one for line in MODULES for one in line.evidence(made, about)]
    findings = [one for line in MODULES for one in line.findings(made, about)]
    return items, findings
