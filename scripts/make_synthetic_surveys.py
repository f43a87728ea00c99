"""
Write the synthetic survey files of data/raw/: invented answers, each file as another survey tool exports it, with counted faults.

Run with ``python scripts/make_synthetic_surveys.py``. The same files come out every time. Nobody was asked: what the answers say is
assumed in scripts/synthetic/ and tells nothing about the municipalities. Only totals of adults are real.

Files of reviewed answers are made last, of what the library's own reading and cleaning make of the files before: they show what a review
looks like and prove nothing about cleaning.
"""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import TYPE_CHECKING

from synthetic import exports, margins
from synthetic.fieldwork import (
    FIRST_EXPORT,
    JABLONOWO_LEADERS,
    JABLONOWO_RESIDENTS,
    JABLONOWO_YOUTH,
    MG6_LEADERS,
    MG6_RESIDENTS,
    RENAMED,
    REVIEWED,
    STARACHOWICE_ENTREPRENEURS,
    STARACHOWICE_SENIORS,
    STARACHOWICE_YOUTH,
    Fieldwork,
)
from synthetic.files import write_csv, write_xlsx
from synthetic.mess import plant
from synthetic.opinions import fill
from synthetic.people import respondents
from synthetic.places import BOBROWO, BRZOZIE, JABLONOWO, WAPIELSK
from synthetic.review import review

from diagnoza.delivery import read_csv
from diagnoza.partnership import load_partnership, project_root
from diagnoza.surveys.codebook import load_codebooks
from diagnoza.surveys.tabulate import read_surveys

if TYPE_CHECKING:
    from pathlib import Path

    from synthetic.opinions import Filled

    from diagnoza.surveys.codebook import Codebook


def main() -> None:
    """Write all files."""
    root = project_root()
    books = load_codebooks(root / "params" / "questionnaires")
    write_mg6(root, books)
    write_jablonowo(root, books)
    write_starachowice(root, books)
    write_reviews(root, books)


def conduct(work: Fieldwork, codebook: Codebook) -> list[Filled]:
    """
    Conduct an invented survey.

    Parameters
    ----------
    work
        The survey.
    codebook
        Its questionnaire.

    Returns
    -------
        Filled questionnaires in the order of their time, faults planted.
    """
    chance = Random(work.seed)  # noqa: S311  (nothing secret: the same files every time)
    people = respondents(codebook.group, work.counts, chance)
    chance.shuffle(people)
    given = []
    for at, person in enumerate(people):
        one = fill(codebook, person, chance)
        day = work.begin + dt.timedelta(days=int(work.days * chance.random() ** 1.6))  # most answer soon
        one.started = dt.datetime.combine(day, dt.time(7)) + dt.timedelta(seconds=int(chance.random() * 54_000))
        one.seconds = max(int(work.minutes * 60 * chance.lognormvariate(0, 0.4)), 300)
        one.device = work.devices[at % len(work.devices)]
        given.append(one)
    return plant(sorted(given, key=lambda one: str(one.started)), codebook, work.mess, chance)


def folder(root: Path, work: Fieldwork) -> Path:
    """Give the folder that the files of a survey lie in."""
    place = root / "data" / "raw" / work.partnership / "surveys"
    place.mkdir(parents=True, exist_ok=True)
    return place


def write_mg6(root: Path, books: dict[str, Codebook]) -> None:
    """Write two exports of the residents' survey, the first nested in the second, its margins, and the survey of leaders."""
    work = MG6_RESIDENTS
    book, place = books[work.questionnaire], folder(root, work)
    given = conduct(work, book)
    early = [one for one in given if one.started and one.started.date() <= FIRST_EXPORT]
    for one in given[len(early) :]:
        for question, (code, label) in RENAMED.items():
            if one.codes.get(question) == code:
                one.written[question] = label
    write_csv(place / "residents-2013-03.csv", exports.google_forms(book, early), empty=work.mess.empty)
    write_xlsx(place / "residents-2013-04.xlsx", exports.google_forms(book, given), sheet="Liczba odpowiedzi 1")
    write_adults(root, work, 2013)
    write_xlsx(place / "leaders.xlsx", exports.ms_forms(books["leaders"], conduct(MG6_LEADERS, books["leaders"])), sheet="Sheet1")


def write_jablonowo(root: Path, books: dict[str, Codebook]) -> None:
    """Write the surveys of youth, residents and leaders, and the margins of the first two."""
    youth, residents, leaders = JABLONOWO_YOUTH, JABLONOWO_RESIDENTS, JABLONOWO_LEADERS
    place = folder(root, youth)
    write_xlsx(place / "youth.xlsx", exports.ms_forms(books["youth"], conduct(youth, books["youth"])), sheet="Sheet1")
    rows = exports.limesurvey(books["residents"], conduct(residents, books["residents"]))
    write_csv(place / "residents.csv", rows, encoding="cp1250", separator=";", empty=residents.mess.empty)
    exports.write_spss(place / "leaders.sav", books["leaders"], conduct(leaders, books["leaders"]))
    write_adults(root, residents, 2019)
    homes = {JABLONOWO.teryt: 0.4, BRZOZIE.teryt: 0.17, BOBROWO.teryt: 0.25, WAPIELSK.teryt: 0.18}
    write_pupils(place, PUPILS["jablonowo"], margins.invented("gmina", homes, PUPILS["jablonowo"]))


def write_starachowice(root: Path, books: dict[str, Codebook]) -> None:
    """Write the surveys of youth, entrepreneurs and seniors, and the margins of the first and the last."""
    youth, firms, seniors = STARACHOWICE_YOUTH, STARACHOWICE_ENTREPRENEURS, STARACHOWICE_SENIORS
    place = folder(root, youth)
    write_xlsx(place / "youth.xlsx", exports.kobo(books["youth"], conduct(youth, books["youth"])), sheet="Ankieta dla młodzieży")
    rows = exports.surveymonkey(books["entrepreneurs"], conduct(firms, books["entrepreneurs"]))
    write_csv(place / "entrepreneurs.csv", rows, encoding="utf-8-sig", empty=firms.mess.empty)
    rows = exports.table(books["seniors"], conduct(seniors, books["seniors"]))
    write_csv(place / "seniors.txt", rows, encoding="utf-16-le", separator="\t", empty=seniors.mess.empty)
    write_pupils(place, PUPILS["starachowice"])
    margins.write(place / "seniors-margins.csv", margins.invented("sex*age_group", margins.SENIORS, SENIORS))


def write_reviews(root: Path, books: dict[str, Codebook]) -> None:
    """Write reviews of the open answers of some surveys; params declare them, so that they are there, if empty, before answers are read."""
    for work in REVIEWED:
        reviewed(root, work).touch()
    for name in dict.fromkeys(work.partnership for work in REVIEWED):
        cleaned = {one.survey.id: one for one in read_surveys(load_partnership(name, root), root).surveys}
        for work in (one for one in REVIEWED if one.partnership == name):
            rows = review(conduct(work, books[work.questionnaire]), cleaned[work.questionnaire])
            write_csv(reviewed(root, work), rows, encoding="utf-8-sig", separator=";")


def reviewed(root: Path, work: Fieldwork) -> Path:
    """Give the file of reviewed answers of a survey."""
    return folder(root, work) / f"{work.questionnaire}-reviewed.csv"


PUPILS = {"jablonowo": 590, "starachowice": 610}
"""Pupils of the final years: invented."""
SENIORS = 14_600
"""Residents of 60 and more: invented."""


def write_adults(root: Path, work: Fieldwork, year: int) -> None:
    """Write the margins of residents: real totals of adults by municipality, invented ones by sex and age."""
    figures = read_csv(root / "data" / "raw" / "reference" / "figures.csv")
    figures = figures.assign(value=figures["value"].astype(float), year=figures["year"].astype(int))
    homes = margins.adults(list(work.counts), figures, year)
    total = sum(count for _, _, count, _, _ in homes)
    margins.write(folder(root, work) / "residents-margins.csv", homes, margins.invented("sex*age_group", margins.ADULTS, total))


def write_pupils(place: Path, total: int, *more: margins.Margin) -> None:
    """Write the margins of youth: all of them invented."""
    sexes = margins.invented("sex", {"female": 0.49, "male": 0.51}, total)
    schools = margins.invented("school_type", {"general": 0.37, "technical": 0.44, "vocational": 0.19}, total)
    margins.write(place / "youth-margins.csv", *more, sexes, schools)


if __name__ == "__main__":
    main()
