"""What all tables of a case share: they are read once, when they are first asked for, and every figure has its sources."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from diagnoza.context.indicators import INDICATORS
from diagnoza.files import READ

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True)
class Source:
    """
    A source as it is printed under a table or figure.

    Attributes
    ----------
    provider, title
        Who publishes it and what it is, Polish.
    origin
        real or synthetic.
    """

    provider: str
    title: str
    origin: str


@dataclass(frozen=True)
class Stored:
    """Processed tables in a folder; each is read once, when it is first asked for."""

    root: Path
    folder: Path
    fingerprint: str

    def _read(self, name: str) -> pd.DataFrame:
        return pd.read_parquet(self._noted(f"{name}.parquet"))

    def _noted(self, name: str) -> Path:
        """Give the path of a table, and tell whoever notes what is read; Python itself tells only of the files that it opens."""
        sys.audit(READ, str(self.folder / name))
        return self.folder / name

    @cached_property
    def figures(self) -> pd.DataFrame:
        """Table `Figures`."""
        return self._read("figures")

    @cached_property
    def distributions(self) -> pd.DataFrame:
        """Table `Distributions`."""
        return self._read("distributions")

    @cached_property
    def seats(self) -> pd.DataFrame:
        """Table `Seats`."""
        return self._read("seats")

    @cached_property
    def audit(self) -> pd.DataFrame:
        """Table `Audit`."""
        return self._read("audit")

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """Inputs with their sha256, versions of the packages."""
        return dict(json.loads((self.folder / "manifest.json").read_text("utf-8")))

    @cached_property
    def national(self) -> bool:
        """Whether the comparison rests on the national tables, not on their stored distributions."""
        return any(name.startswith("DIAGNOZA_REFERENCE/gus") for name in self.manifest["inputs"])

    @cached_property
    def outline(self) -> pd.DataFrame:
        """Coarse outline of the country: lon, lat [degrees]."""
        return pd.read_csv(self.root / "data" / "raw" / "reference" / "poland.csv")

    @cached_property
    def _sources(self) -> pd.DataFrame:
        return self._read("sources").set_index("source")

    def sources(self, names: Iterable[str]) -> list[Source]:
        """
        Give the sources of some indicators or figures.

        Parameters
        ----------
        names
            Identifiers of indicators or of sources.
        """
        ids: list[str] = []
        for name in names:
            ids += [one for one in (INDICATORS[name].sources if name in INDICATORS else (name,)) if one not in ids]
        rows = self._sources.loc[ids]
        return [Source(str(row.provider), str(row.title), str(row.origin)) for row in rows.itertuples()]
