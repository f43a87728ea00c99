"""The page of all partnerships: key figures, a map of linked circles, and the same data as a table with strips on common scales."""

from __future__ import annotations

import html
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza import polish
from diagnoza.case import Case, open_case
from diagnoza.context.indicators import INDICATORS
from diagnoza.context.inequality import weighted_mean
from diagnoza.files import whole
from diagnoza.partners.members import newest
from diagnoza.report.assemble import KINDS, Head, footer, render_page
from diagnoza.report.body import Body
from diagnoza.report.index_contents import contents_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from diagnoza.partnership import Partnership

KEY = ("own_revenue", "unemployment", "migration_rate")
MAP_WIDTH = 520.0
RADIUS = (12.0, 22.0)
STRIP = (140.0, 24.0)
BYTES_PER_KB = 1024


@dataclass(frozen=True)
class Row:
    """What the page says of one partnership; `means` are weighted over its municipalities, or missing."""

    partnership: Partnership
    regions: tuple[str, ...]
    people: float
    lon: float
    lat: float
    means: dict[str, float]
    years: dict[str, int]


def assemble_index(partnerships: Sequence[Partnership], root: Path) -> Path:
    """
    Write ``reports/index.html``, whole or not at all.

    Parameters
    ----------
    partnerships
        All partnerships of the project.
    root
        Project root.

    Returns
    -------
    Path
        The page.
    """
    cases = [open_case(one.id, root=root) for one in partnerships]
    rows = sorted((_row(case) for case in cases), key=lambda row: polish.collation_key(row.partnership.name))
    ordered = sorted(cases, key=lambda case: polish.collation_key(case.name))
    parts = [_figures(rows), _map(rows, cases[0].outline) if cases else "", _table(rows, root), contents_table(ordered), _notes(rows)]
    head = Head(
        title="Diagnozy partnerstw",
        kicker="Diagnozy partnerstw gmin",
        heading="Diagnozy partnerstw",
        lead="Raporty o sytuacji społecznej, gospodarczej i przestrzennej gmin, które działają razem.",
        description="Spis diagnoz partnerstw gmin z mapą i kluczowymi wskaźnikami.",
    )
    inputs = dict(sorted(item for case in cases for item in case.manifest["inputs"].items()))
    page = render_page(head, Body("\n".join(parts), [], []), footer({"inputs": inputs}, root, ""), look="wide")
    folder = root / "reports"
    folder.mkdir(exist_ok=True)
    with whole(folder / "index.html") as draft:
        draft.write_text(page, "utf-8")
    return folder / "index.html"


def _row(case: Case) -> Row:
    members = list(case.members)
    municipal = case.partners[case.partners["teryt"].isin(members)]
    people = newest(case.figures, "population")["value"].reindex(members)
    seats = case.seats.set_index("teryt").reindex(members)
    values, years = {}, {}
    table = case.indicators if case.has_indicators else pd.DataFrame(columns=["teryt", "indicator", "year", "value", "base"])
    for name in KEY:
        of_one = table[table["indicator"].eq(name) & table["teryt"].isin(members)]
        last = of_one[of_one["year"].eq(of_one["year"].max())]
        values[name] = weighted_mean(last["value"], last["base"]) if len(last) == len(members) else math.nan
        years[name] = int(last["year"].iloc[0]) if len(last) else 0
    return Row(
        case.partnership, tuple(sorted(municipal["voivodeship"].unique())), float(people.sum(skipna=False)),
        float(seats["lon"].mean()), float(seats["lat"].mean()), values, years,
    )  # fmt: skip


def _figures(rows: Sequence[Row]) -> str:
    gminas = sum(len(row.partnership.municipalities) for row in rows)
    people = sum(row.people for row in rows if not math.isnan(row.people))
    regions = len({region for row in rows for region in row.regions})
    shown = [
        (len(rows), polish.plural(len(rows), "diagnoza", "diagnozy", "diagnoz")),
        (gminas, polish.plural(gminas, "gmina", "gminy", "gmin")),
        (people, polish.plural(people, "mieszkaniec", "mieszkańcy", "mieszkańców")),
        (regions, polish.plural(regions, "województwo", "województwa", "województw")),
    ]
    items = "".join(f"<li><strong>{polish.number(value)}</strong> {word}</li>" for value, word in shown)
    return f'<ul class="figures">{items}</ul>'


def _map(rows: Sequence[Row], outline: pd.DataFrame) -> str:
    """Draw the country and a numbered circle per partnership that is a link to its report."""
    squeeze = math.cos(math.radians(float(outline["lat"].mean())))
    west, north = float(outline["lon"].min()), float(outline["lat"].max())
    scale = MAP_WIDTH / ((float(outline["lon"].max()) - west) * squeeze)
    height = (north - float(outline["lat"].min())) * scale

    def at(lon: float, lat: float) -> tuple[float, float]:
        return (lon - west) * squeeze * scale, (north - lat) * scale

    points = " ".join(f"{x:.0f},{y:.0f}" for x, y in (at(lon, lat) for lon, lat in outline[["lon", "lat"]].to_numpy()))
    most = max((row.people for row in rows if not math.isnan(row.people)), default=1.0)
    circles = []
    for number, row in enumerate(rows, start=1):
        if math.isnan(row.lon):
            continue
        x, y = at(row.lon, row.lat)
        radius = RADIUS[0] + (RADIUS[1] - RADIUS[0]) * math.sqrt(row.people / most) if not math.isnan(row.people) else RADIUS[0]
        circles.append(
            f'<a href="{row.partnership.id}/index.html" aria-label="{number}. {html.escape(row.partnership.name)}">'
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius:.0f}" fill="#12436D" stroke="#fff" stroke-width="2"></circle>'
            f'<text x="{x:.0f}" y="{y + 6:.0f}" text-anchor="middle" fill="#fff" font-size="16" font-weight="700">{number}</text></a>'
        )
    return (
        '<section aria-labelledby="mapa"><h2 id="mapa">Mapa</h2><p>Numery odpowiadają wierszom tabeli. Wielkość koła zależy od liczby '
        f'mieszkańców.</p><div class="country scroll" role="region" aria-label="Mapa – obszar przewijany" tabindex="0">'
        f'<svg viewBox="-4 -4 {MAP_WIDTH + 8:.0f} {height + 8:.0f}" role="group" '
        f'aria-label="Mapa Polski z odnośnikami do {polish.counted(len(rows), "diagnozy", "diagnoz", "diagnoz")}">'
        f'<polygon points="{points}" fill="#EEF1F4" stroke="#595959" stroke-width="1"></polygon>{"".join(circles)}</svg></div>'
        '<p class="source">Źródło: zarys kraju i siedziby gmin – PRG i PRNG (GUGiK), uproszczenie własne; ludność – GUS.</p></section>'
    )


def _table(rows: Sequence[Row], root: Path) -> str:
    scales = {name: [row.means[name] for row in rows if not math.isnan(row.means[name])] for name in KEY}
    head = ["Diagnoza", "Rodzaj, województwo", "Gminy", "Ludność", *[_header(rows, name) for name in KEY], "Raport"]
    body = "".join(_line(number, row, scales, root) for number, row in enumerate(rows, start=1))
    cells = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    return (
        '<section aria-labelledby="tabela"><h2 id="tabela">Wszystkie diagnozy</h2>'
        '<div class="scroll" role="region" aria-labelledby="spis-caption" tabindex="0"><table>'
        '<caption id="spis-caption"><span>Diagnozy w porządku alfabetycznym</span></caption>'
        f"<thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table></div></section>"
    )


def _header(rows: Sequence[Row], name: str) -> str:
    years = polish.span(row.years[name] for row in rows if row.years[name])
    return html.escape(polish.typography(f"{INDICATORS[name].label}, {years}"))


def _line(number: int, row: Row, scales: dict[str, list[float]], root: Path) -> str:
    page = root / "reports" / row.partnership.id / "index.html"
    size = f"HTML, {round(page.stat().st_size / BYTES_PER_KB)} KB" if page.is_file() else "raport nie powstał"
    name = html.escape(row.partnership.name)
    linked = f'<a href="{row.partnership.id}/index.html">{name}</a>' if page.is_file() else name
    plain = [f"{KINDS[row.partnership.kind].lower()}, {', '.join(row.regions)}"]
    numbers = [polish.number(len(row.partnership.municipalities)), polish.number(row.people)]
    return (
        f'<tr><th scope="row">{number}. {linked}</th>{"".join(f"<td>{html.escape(cell)}</td>" for cell in plain)}'
        + "".join(f'<td class="number">{cell}</td>' for cell in numbers)
        + "".join(f"<td>{_strip(row.means[name], scales[name], name)}</td>" for name in KEY)
        + f"<td>{size}</td></tr>"
    )


def _strip(value: float, scale: Sequence[float], name: str) -> str:
    """Draw all partnerships as ticks and this one as a dot, on the scale that all rows share; the value stands beside."""
    text = polish.number(value, INDICATORS[name].decimals)
    if math.isnan(value):
        return text
    low, high = min(scale), max(scale)
    width, height = STRIP

    def at(one: float) -> float:
        return 8 + (width - 16) * ((one - low) / (high - low) if high > low else 0.5)

    ticks = "".join(f'<line x1="{at(one):.0f}" x2="{at(one):.0f}" y1="5" y2="19" stroke="#52606D"></line>' for one in scale)
    return (
        f'{text}<svg class="strip" viewBox="0 0 {width:.0f} {height:.0f}" aria-hidden="true">'
        f'<line x1="8" x2="{width - 8:.0f}" y1="12" y2="12" stroke="#D5DBE1"></line>{ticks}'
        f'<circle cx="{at(value):.0f}" cy="12" r="6" fill="#12436D" stroke="#fff"></circle></svg>'
    )


def _notes(rows: Sequence[Row]) -> str:
    single = sum(row.partnership.kind == "single" for row in rows)
    return (
        '<section aria-labelledby="jak-czytac"><h2 id="jak-czytac">Jak czytać tabelę</h2><p>Wartości są średnimi gmin ważonymi liczbą '
        "mieszkańców. Kreski na pasku to wszystkie diagnozy, koło – ta, której dotyczy wiersz; skala jest wspólna dla całej kolumny. "
        "To nie ranking: gminy różnią się typem i wielkością, a porównanie z podobnymi gminami zawiera każdy raport.</p>"
        f"<p>{polish.counted(single, 'diagnoza dotyczy', 'diagnozy dotyczą', 'diagnoz dotyczy')} pojedynczej gminy.</p></section>"
    )
