"""What a delivered file of flows holds, entry by entry, and everything that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from diagnoza.catalogue import known
from diagnoza.errors import Problem
from diagnoza.flows.reading.cells import read_users, read_year
from diagnoza.flows.reading.places import Places, quoted
from diagnoza.folding import fold
from diagnoza.teryt import POWIAT_DIGITS
from diagnoza.units import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diagnoza.units import Dots

RAGGED = "liczba komórek inna niż w nagłówku"
NO_PLACE = "nieznana gmina lub powiat"
NO_SERVICE = "nieznana usługa"
NO_YEAR = "brak roku albo rok niemożliwy"
NO_SIDE = "nie wiadomo, kto zgłasza"
UNREAD = "liczba nie do odczytania albo niemożliwa"
POWIAT_LIVES = "powiat nie jest miejscem zamieszkania"
TOTAL = "suma podana w pliku"


class Given(NamedTuple):
    """What is known of a file beside what stands in it; empty: nothing."""

    side: str = ""
    year: int | None = None
    service: str = ""


@dataclass
class Entry:
    """
    A row of a list, or a cell of a matrix: places as written and as nodes, and the reason where it is set aside.

    ``cells`` are all cells of a row of a list, by which it is told from others; ``person``: it is one person of a register; ``reporter``:
    the place that reports, where the row names it.
    """

    line: int
    where: str
    origin: str
    destination: str
    nodes: tuple[str, str] = ("", "")
    service: str = ""
    year: int | None = None
    side: str = "provider"
    users: float | None = None
    status: str = "not_reported"
    made: str = "counted"
    source: str = ""
    cells: tuple[str, ...] = ()
    person: bool = False
    reporter: str = ""
    reason: str = ""

    def set_aside(self, reason: str) -> None:
        """Set it aside; the first reason stays."""
        self.reason = self.reason or reason


@dataclass
class Account:
    """A file on its way: entries, problems to look at, those for which it cannot be used, and sheets that hold no flows."""

    file: str
    places: Places
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    stopping: list[Problem] = field(default_factory=list)
    unread: list[Problem] = field(default_factory=list)

    def report(self, where: str, what: str, remedy: str) -> None:
        """Take something to look at."""
        self.problems.append(Problem(self.file, where, what, remedy))

    def stop(self, where: str, what: str, remedy: str) -> None:
        """Take something for which the file cannot be used."""
        self.stopping.append(Problem(self.file, where, what, remedy))

    def place(self, text: str, where: str) -> str:
        """Give the node of a place, with a problem where there is none."""
        node = self.places.node(text)
        if not node:
            what = f"{quoted(text)} is no place that is known, or may be two" if text.strip() else "the place is empty"
            self.report(where, what, self.places.remedy(text))
        return node

    def users(self, entry: Entry, text: str, dots: Dots) -> None:
        """Read the persons of an entry; one that cannot be read is set aside."""
        try:
            entry.users, entry.status = read_users(text, dots, whole=entry.made == "counted")
        except UnreadableError as error:
            self.report(entry.where, f"{quoted(text)}: {error.what}", error.remedy)
            entry.set_aside(UNREAD)
            entry.status = "unread"

    def no_powiat_lives(self, entry: Entry, where: str) -> None:
        """Set aside an entry in which the users live in a powiat and not in a municipality."""
        if len(entry.nodes[0]) == POWIAT_DIGITS and entry.nodes[0].isdecimal() and not entry.reason:
            self.report(where, f"{quoted(entry.origin)} is a powiat, but people live in municipalities", "Write the municipality")
            entry.set_aside(POWIAT_LIVES)

    def told(self, given: Given, sheet: str, titles: Iterable[str]) -> Given:
        """Complete what is known of a file with what its titles and the name of the sheet tell of all its rows."""
        texts = [sheet, *titles]
        years = {year for text in texts if (year := read_year(text))}
        year = given.year or (years.pop() if len(years) == 1 else None)
        return Given(given.side, year, given.service or self._service_of(sheet, texts))

    def _service_of(self, sheet: str, texts: Iterable[str]) -> str:
        scope = self.places.scope
        if own := scope.service(sheet):
            return own
        said = [f" {fold(text)} " for text in texts]
        named = {one.id for one in scope.services.values() if any(f" {fold(one.label)} " in text for text in said)}
        return named.pop() if len(named) == 1 else ""

    def need(self, told: Given, where: str, *, service: bool, year: bool) -> None:
        """Ask for the service and the year where neither a column nor a title says them."""
        services = self.places.scope.services
        if service and not told.service:
            remedy = "Add a column „Usługa”, name the sheet after the service, or give `service:` to the source in params"
            remedy = f"{remedy}; {known('', services)}"
            self.stop(where, "nothing says which service it is", remedy)
        if year and told.year is None:
            remedy = "Add a column „Rok”, write one year in a row above, or give `year:` to the source in params"
            self.stop(where, "nothing says which year it is, or several are named", remedy)
