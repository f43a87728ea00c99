"""Tables of flows as `prepare` stores them, simulated: synthetic, seeded, every status occurs, and every number can be added up."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from diagnoza.catalogue import read_services
from diagnoza.errors import NotDelivered
from diagnoza.tables import flows as declared
from report_samples import SYNTHETIC

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diagnoza.tables.base import Table

SERVICES = {one.id: one.label for one in read_services(Path(__file__).parents[1] / "params" / "questionnaires" / "bank.yaml").values()}
OUT, UNKNOWN, POWIAT = declared.OUTSIDE, declared.UNKNOWN, "0402"
YEAR = 2020
SMALLEST = 5
FOUR = {"0402022": "Bobrowo", "0402042": "Brzozie", "0402073": "Jabłonowo Pomorskie", "0412062": "Wąpielsk"}
SEATS = {"0402022": (19.27, 53.286), "0402042": (19.604, 53.325), "0402073": (19.154, 53.389), "0412062": (19.282, 53.137)}
MORE = {f"04120{at}2": f"Gmina Dalsza {'ABCDEFGHIJKLMNOPQRSTUVWX'[at]}" for at in range(1, 9) if at != 6} | {"0412092": "Stare Osiedle"}
TWELVE = FOUR | MORE
PARTNERSHIPS = {"one": {"0402073": "Jabłonowo Pomorskie"}, "four": FOUR, "twelve": TWELVE}
MODELS: dict[str, type[Table]] = {
    "flows": declared.Flows,
    "flow_totals": declared.FlowTotals,
    "flow_indicators": declared.FlowIndicators,
    "flow_use": declared.FlowUse,
    "survey_flows": declared.SurveyFlows,
    "settlement": declared.Settlement,
    "settlement_positions": declared.SettlementPositions,
    "survey_balances": declared.SurveyBalances,
    "mutual_benefit": declared.MutualBenefit,
    "joint_provision": declared.JointProvision,
    "scenarios": declared.Scenarios,
    "scenario_units": declared.ScenarioUnits,
}


@dataclass(frozen=True)
class Opened:
    """A partnership with simulated tables, as a notebook opens it."""

    names: pd.Series
    tables: dict[str, pd.DataFrame]
    boundaries: Any = None
    service_labels: dict[str, str] = field(default_factory=lambda: SERVICES)

    @property
    def partners(self) -> pd.DataFrame:
        """Table `Partners`, the columns that are asked for."""
        rows = [(code, name, "miejsko-wiejska" if code.endswith("3") else "wiejska") for code, name in self.names.items()]
        return pd.DataFrame([*rows, (POWIAT, "powiat brodnicki", "powiat")], columns=["teryt", "name", "type"])

    @property
    def seats(self) -> pd.DataFrame:
        """Table `Seats`."""
        rng = np.random.default_rng(3)
        around = {code: (19.3 + 0.3 * rng.random(), 53.2 + 0.25 * rng.random()) for code in MORE}
        placed = SEATS | around
        rows = [(code, *placed[str(code)]) for code in self.names.index if code in placed]
        return pd.DataFrame(rows, columns=["teryt", "lon", "lat"])

    @property
    def partnership(self) -> Any:
        """Params, as far as they are asked for."""
        told = [SimpleNamespace(id="close", title="Zamknięcie przedszkola w Bobrowie"), SimpleNamespace(id="join", title="Wspólna opieka")]
        return SimpleNamespace(flows=SimpleNamespace(scenarios=told))

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in self.tables:
            msg = "Nie dostarczono danych o przepływach usług."
            raise NotDelivered(msg)
        return self.tables[name]

    def sources(self, names: Iterable[str]) -> list[Any]:
        """Know the deliveries of flows, capacity and costs, and the public seats."""
        for name in names:
            if name not in {"delivery:flows", "delivery:capacity", "delivery:unit_costs", "seats"}:
                raise KeyError(name)
        return [SYNTHETIC]

    def survey_sources(self, names: Iterable[str]) -> list[Any]:
        """Know the survey of residents."""
        assert set(names) == {"residents"}
        return [SYNTHETIC]


def opened(partnership: str, *, without: Iterable[str] = ()) -> Opened:
    """Simulate a partnership; some tables are left empty."""
    names = pd.Series(PARTNERSHIPS[partnership])
    tables = simulate(list(names.index))
    for name in without:
        tables[name] = tables[name].head(0)
    return Opened(names, tables)


def simulate(codes: list[str]) -> dict[str, pd.DataFrame]:
    """Make all tables, each held against its declaration."""
    rng = np.random.default_rng(11)
    counted = {
        service: exact(codes, rng, school=service == "secondary_school") for service in ("kindergarten", "secondary_school", "library")
    }
    flows = pd.concat([reported(service, table, rng) for service, table in counted.items()], ignore_index=True)
    totals = pd.concat([summed(service, flows, codes) for service in counted], ignore_index=True)
    indicators = pd.concat([measured(service, flows, totals, codes) for service in counted], ignore_index=True)
    rows: dict[str, Any] = {"flows": flows, "flow_totals": totals, "flow_indicators": indicators}
    rows |= {"flow_use": used(totals), "survey_flows": surveyed(codes, rng)}
    due = settled(flows)
    rows |= {"survey_balances": gained(codes), "mutual_benefit": mutual(codes)}
    rows |= {"settlement": due, "settlement_positions": positions(due), "joint_provision": joint(codes)}
    rows |= {"scenarios": scenarios(), "scenario_units": after(codes)}
    return {name: pd.DataFrame(MODELS[name].validate(table)) for name, table in rows.items()}


def exact(codes: list[str], rng: np.random.Generator, *, school: bool) -> pd.DataFrame:
    """Count users by where they live and are served: most at home, secondary schools mostly in the powiat's."""
    columns = [*codes, POWIAT, OUT, UNKNOWN] if school else [*codes, OUT]
    rows = [*codes, OUT]
    table = pd.DataFrame(rng.poisson(9, (len(rows), len(columns))), index=rows, columns=columns)
    for code in codes:
        table.loc[code, code] = 0 if school else int(rng.integers(80, 300))
        table.loc[code, OUT] = int(rng.integers(10, 60))
        if school:
            table.loc[code, POWIAT], table.loc[code, UNKNOWN] = int(rng.integers(60, 140)), int(rng.integers(5, 12))
    far = [column for column in (OUT, UNKNOWN) if column in columns]
    table.loc[OUT, far] = 0
    if len(codes) > 1:
        table.loc[codes[0], codes[1]], table.loc[codes[1], codes[0]] = 0, 3
    return table


def reported(service: str, counted: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Write both reports; small numbers are hidden, and the second municipality reports nothing of libraries."""
    rows = []
    pairs = [(origin, destination, int(n)) for origin, row in counted.iterrows() for destination, n in row.items()]
    for origin, destination, n in pairs:
        if {origin, destination} <= {OUT, UNKNOWN}:
            continue
        silent = service == "library" and origin == counted.index[1] and len(counted) > 2
        both = destination not in {OUT, UNKNOWN} and origin != OUT
        other = int(n + rng.choice([0, 0, 1, 9])) if both and origin != destination else n
        row = {"users": n, "low": min(n, other), "high": max(n, other), "residence": other, "provider": n if both else np.nan}
        row |= {"verdict": ("agree" if other - n <= 3 else "dispute") if both else "one_sided", "status": "shown"}
        if silent:
            row = {"users": np.nan, "low": np.nan, "high": np.nan, "residence": np.nan, "provider": np.nan}
            row |= {"verdict": "missing", "status": "not_reported"}
        elif 0 < n < SMALLEST:
            row = dict.fromkeys(row, np.nan) | {"verdict": "", "status": "protected"}
        rows.append({"service": service, "year": YEAR, "origin": origin, "destination": destination, **row})
    return pd.DataFrame(rows)


def summed(service: str, flows: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """Add up what is shown of rows and columns, nothing where a part is hidden; what is not reported is not in a sum."""
    own, rows = flows[flows["service"].eq(service)], []
    for code in dict.fromkeys([*codes, *own["destination"], OUT]):
        row: dict[str, Any] = {"service": service, "year": YEAR, "unit": code}
        for name, side in (("demand", "origin"), ("supply", "destination")):
            parts = own[own[side].eq(code)]
            hidden, told = parts["status"].eq("protected").any(), parts["status"].eq("shown").any()
            status = "protected" if hidden else "shown" if told else "undefined" if code == POWIAT else "not_reported"
            row |= {name: parts["users"].sum() if status == "shown" else np.nan, f"{name}_status": status}
        silent = service == "library" and code == codes[min(1, len(codes) - 1)] and len(codes) > 1
        rows.append(row | {"reports": "provider" if silent or code == POWIAT else "none" if code in {OUT, UNKNOWN} else "both"})
    return pd.DataFrame(rows)


def measured(service: str, flows: pd.DataFrame, totals: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """Measure self-sufficiency, local use, what stays in the partnership, the balance and the dependency of each municipality."""
    cells = flows[flows["service"].eq(service)].set_index(["origin", "destination"])
    sums = totals[totals["service"].eq(service)].set_index("unit")
    rows = []
    for code in codes:
        demand, supply, home = sums.loc[code, "demand"], sums.loc[code, "supply"], cells.loc[(code, code), "users"]
        away = cells.loc[code].drop(index=[code, OUT, UNKNOWN], errors="ignore")["users"].dropna()
        sums_known = pd.notna(demand) and pd.notna(supply)
        other = str(away.idxmax()) if len(away) else ""
        rows += [
            _indicator(service, code, "self_sufficiency", home / demand if demand else np.nan, 0.02),
            _indicator(service, code, "local_use", home / supply if supply else np.nan, 0.0),
            _indicator(service, code, "partnership_sufficiency", home / demand if demand else np.nan, 0.0),
            _indicator(service, code, "net_balance", supply - demand if sums_known else np.nan, 4.0),
            _indicator(service, code, "dependency", away.max() / demand if demand and len(away) else np.nan, 0.0) | {"other": other},
        ]
    living = flows[flows["service"].eq(service) & flows["origin"].isin(codes)]
    own = living.loc[~living["destination"].isin([OUT, UNKNOWN]), "users"].sum() / living["users"].sum()
    return pd.DataFrame([*rows, _indicator(service, "", "partnership_sufficiency", own, 0.01)])


def _indicator(service: str, unit: str, name: str, value: float, range_: float) -> dict[str, Any]:
    status = "protected" if np.isnan(value) else "shown"
    value = value if name == "net_balance" else round(value, 2)
    least = -np.inf if name == "net_balance" else 0.0
    ends = {"low": max(least, value - range_), "high": value + range_}
    keys = {"service": service, "year": YEAR, "unit": unit, "indicator": name}
    return keys | {"value": value, **ends, "other": "", "status": status, "flags": ""}


def used(totals: pd.DataFrame) -> pd.DataFrame:
    """Set the load of kindergartens against places for 200."""
    own = totals[totals["service"].eq("kindergarten") & ~totals["unit"].isin([OUT, UNKNOWN])]
    return pd.DataFrame(
        {
            "service": own["service"],
            "year": own["year"],
            "unit": own["unit"],
            "served": own["supply"],
            "capacity": 200.0,
            "utilisation": own["supply"] / 200,
            "waiting": [12.0, *[0.0] * (len(own) - 1)],
            "unit_cost": 14_000.0,
        }
    )


def surveyed(codes: list[str], rng: np.random.Generator) -> pd.DataFrame:
    """Estimate where respondents use libraries; of one municipality too few answered, one share is hidden."""
    rows = []
    for at, code in enumerate(codes):
        share = round(float(rng.uniform(0.4, 0.9)), 2)
        for other, part in ((code, share), (OUT, 1 - share)):
            few, hidden = at == 1, at == 2
            status = "few" if few else "protected" if hidden else "small" if at == 3 else "shown"
            known = status in {"shown", "small"}
            rows.append(
                {
                    "survey": "residents",
                    "service": "library",
                    "origin": code,
                    "destination": other,
                    "share": part if known else np.nan,
                    "low": max(0, part - 0.08) if known else np.nan,
                    "high": min(1, part + 0.08) if known else np.nan,
                    "n": 60 if known else pd.NA,
                    "status": status,
                }
            )
    return pd.DataFrame(rows).astype({"n": "Int64"})


def gained(codes: list[str]) -> pd.DataFrame:
    """Estimate the balance of libraries; of the second municipality too few answered."""
    rows = [("residents", "library", code, -0.05, -0.12, 0.02, "shown") for code in codes]
    if len(codes) > 1:
        rows[1] = ("residents", "library", codes[1], np.nan, np.nan, np.nan, "few")
    return pd.DataFrame(rows, columns=list(declared.SurveyBalances.to_schema().columns))


def mutual(codes: list[str]) -> pd.DataFrame:
    """Set two pairs against each other: 1 000 zł one way and 3 000 zł the other; of the second pair nothing is known."""
    columns = list(declared.MutualBenefit.to_schema().columns)
    if len(codes) == 1:
        return pd.DataFrame([], columns=columns)
    known = (YEAR, codes[0], codes[2], 1_000.0, 3_000.0, 0.5, 0.25, 2, 0)
    return pd.DataFrame([known, (YEAR, codes[0], codes[1], 0.0, 0.0, np.nan, np.nan, 0, 1)], columns=columns)


def settled(flows: pd.DataFrame) -> pd.DataFrame:
    """Put a value on flows between municipalities: kindergartens by statute, libraries without any duty."""
    between = flows[flows["origin"].ne(flows["destination"]) & ~flows["origin"].eq(OUT) & ~flows["destination"].isin([OUT, UNKNOWN])]
    rows = []
    for row in between[between["service"].ne("secondary_school")].to_dict("records"):
        basis, rate = ("statute", 9_000.0) if row["service"] == "kindergarten" else ("value", 120.0)
        sums = {"amount": rate * row["users"], "low": rate * row["low"], "high": rate * row["high"]}
        rows.append(
            {
                "service": row["service"],
                "year": YEAR,
                "basis": basis,
                "payer": row["origin"],
                "payee": row["destination"],
                "users": row["users"],
                "rate": rate,
                **sums,
                "status": row["status"],
            }
        )
    made = pd.DataFrame(rows, columns=list(declared.Settlement.to_schema().columns))
    known = made[made["basis"].eq("statute") & made["amount"].gt(0)]
    if len(known):
        netted = known.iloc[[0]].assign(service="", users=np.nan, rate=np.nan)
        made = pd.concat([made, netted], ignore_index=True)
    return made


def positions(due: pd.DataFrame) -> pd.DataFrame:
    """Add up what each place would receive and pay on each basis."""
    rows = []
    own = due[due["service"].ne("")]
    for basis in dict.fromkeys(own["basis"]):
        some = own[own["basis"].eq(basis)]
        for unit in sorted({*some["payer"], *some["payee"]}):
            receives, pays = some.loc[some["payee"].eq(unit), "amount"].sum(), some.loc[some["payer"].eq(unit), "amount"].sum()
            left_out = int((some["payee"].eq(unit) | some["payer"].eq(unit))[some["amount"].isna()].sum())
            sums = {"receives": receives, "pays": pays, "position": receives - pays, "left_out": left_out}
            rows.append({"year": YEAR, "basis": basis, "unit": unit, **sums})
    return pd.DataFrame(rows, columns=list(declared.SettlementPositions.to_schema().columns))


def joint(codes: list[str]) -> pd.DataFrame:
    """Offer joint kindergartens of the first two municipalities."""
    columns = list(declared.JointProvision.to_schema().columns)
    pairs = [("kindergarten", YEAR, codes[0], codes[1], 120_500.0, 0.04, np.nan, 30.0, codes[0])] if len(codes) > 1 else []
    return pd.DataFrame(pairs, columns=columns)


def scenarios() -> pd.DataFrame:
    """Close a kindergarten, and join two providers, which has no room."""
    rows = [
        ("close", 1, "kindergarten", YEAR, "close", 130.0, 300_000.0, 2_600.0, True, ""),
        ("join", 2, "library", YEAR, "merge", 22.0, np.nan, np.nan, False, "Brakuje miejsc: gmina Brzozie."),
    ]
    return pd.DataFrame(rows, columns=list(declared.Scenarios.to_schema().columns))


def after(codes: list[str]) -> pd.DataFrame:
    """Tell of the first municipality before and after."""
    rows = [("close", codes[0], 130.0, 0.0, 0.0, 0.8, 0.0, 90_000.0, -40_000.0), ("join", OUT, *[np.nan] * 7)]
    return pd.DataFrame(rows, columns=list(declared.ScenarioUnits.to_schema().columns))
