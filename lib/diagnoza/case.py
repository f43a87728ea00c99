"""What a notebook opens: the processed tables of one partnership, or of one municipality, read when they are asked for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from diagnoza import polish
from diagnoza.context.indicators import INDICATORS
from diagnoza.errors import DiagnozaError, NotDelivered
from diagnoza.partnership import Partnership, load_partnership, load_partnerships, project_root
from diagnoza.prepare import prepare, prepare_reference, reference_folder

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
class _Tables:
    """Processed tables in a folder; each is read once, when it is first asked for."""

    root: Path
    folder: Path
    fingerprint: str

    def _read(self, name: str) -> pd.DataFrame:
        return pd.read_parquet(self.folder / f"{name}.parquet")

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


@dataclass(frozen=True)
class Case(_Tables):
    """One partnership: its params and its processed tables."""

    partnership: Partnership

    @property
    def id(self) -> str:
        """Identifier, as in the name of the params file."""
        return self.partnership.id

    @property
    def name(self) -> str:
        """Full Polish name."""
        return self.partnership.name

    @cached_property
    def partners(self) -> pd.DataFrame:
        """Table `Partners`."""
        return self._read("partners")

    @cached_property
    def names(self) -> pd.Series:
        """
        Name of each municipality, by code, in Polish alphabetical order.

        Those of one name are told apart: "m. Bolesławiec" the town, "gm. Bolesławiec" the rural municipality around it;
        if need be also by their powiat.
        """
        municipal = self.partners[self.partners["role"].ne("provider")].set_index("teryt")
        names, kind = municipal["name"], municipal["type"].isin(["miejska", "miasto na prawach powiatu"]).map({True: "m. ", False: "gm. "})
        names = names.mask(names.duplicated(keep=False), kind + names)
        names = names.mask(names.duplicated(keep=False), names + ", " + municipal["powiat"])
        return names.loc[sorted(names.index, key=lambda code: polish.collation_key(str(names[code])))]

    @cached_property
    def members(self) -> tuple[str, ...]:
        """Codes of the municipalities, in Polish alphabetical order of their names."""
        return tuple(self.names.index)

    @cached_property
    def deliveries(self) -> pd.DataFrame:
        """Table `Deliveries`."""
        return self._read("deliveries")

    @cached_property
    def has_indicators(self) -> bool:
        """Whether there are public figures of any municipality of the partnership."""
        return bool(self._read("indicators")["teryt"].isin(self.members).any())

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """
        Table `Indicators`.

        Raises
        ------
        NotDelivered
            If there are no public figures of any municipality of the partnership.
        """
        if not self.has_indicators:
            msg = "Nie dostarczono danych publicznych dla gmin partnerstwa, dlatego tej części nie opracowano."
            raise NotDelivered(msg)
        return self._read("indicators")

    @cached_property
    def boundaries(self) -> gpd.GeoDataFrame | None:
        """Boundaries of the members (`member` true) and of their neighbours; None where no boundaries were given."""
        path = self.folder / "boundaries.parquet"
        return gpd.read_parquet(path) if path.is_file() else None


@dataclass(frozen=True)
class MunicipalCase(_Tables):
    """One municipality and its processed tables."""

    teryt: str

    @cached_property
    def unit(self) -> pd.Series:
        """The row of the register: name, type, powiat, voivodeship."""
        return pd.Series(self._read("units").set_index("teryt").loc[self.teryt])

    @property
    def name(self) -> str:
        """How the municipality is announced: "gmina Deszczno", "miasto Starachowice"."""
        return polish.place(self.unit["name"], self.unit["type"])

    @property
    def members(self) -> tuple[str, ...]:
        """The one code, so that measures of several municipalities serve one as well."""
        return (self.teryt,)

    @property
    def names(self) -> pd.Series:
        """Its name, by its code, as measures of several municipalities take it."""
        return pd.Series({self.teryt: self.unit["name"]})

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """Table `Indicators`, rows of this municipality."""
        return pd.read_parquet(self.folder / "indicators.parquet", filters=[("teryt", "==", self.teryt)])

    @cached_property
    def partnerships(self) -> list[Partnership]:
        """The partnerships in params/ that it belongs to."""
        return [one for one in load_partnerships(self.root) if self.teryt in one.municipalities]


def open_case(partnership: str, *, root: Path | None = None) -> Case:
    """
    Open a partnership for a notebook; its processed tables are made first where they are missing or out of date.

    Parameters
    ----------
    partnership
        Identifier: the name of its file in params/.
    root
        Project root; without it the one that the working folder lies in.

    Raises
    ------
    ParamsError
        If the params have problems; all of them are listed.
    """
    root = root or project_root()
    loaded = load_partnership(partnership, root)
    made = prepare(loaded, root)
    return Case(root, made.folder, made.fingerprint, loaded)


def open_municipality(municipality: str, *, root: Path | None = None) -> MunicipalCase:
    """
    Open a municipality for its profile.

    Parameters
    ----------
    municipality
        Seven digits, text.
    root
        Project root; without it the one that the working folder lies in.

    Raises
    ------
    DiagnozaError
        If the code is a number, or there are no figures of such a municipality.
    """
    if not isinstance(municipality, str):
        remedy = f"Write it in quotes; with papermill use -r municipality {municipality}"
        msg = f"The code {municipality} is a number, but a code is text. {remedy}."
        raise DiagnozaError(msg)
    root = root or project_root()
    made = prepare_reference(root, reference_folder(root))
    case = MunicipalCase(root, made.folder, made.fingerprint, municipality)
    if case.indicators.empty:
        remedy = "Check the code in data/raw/reference/register.csv, or name the national tables in DIAGNOZA_REFERENCE"
        msg = f"No public figures of municipality {municipality!r}. {remedy}."
        raise DiagnozaError(msg)
    return case
