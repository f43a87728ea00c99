"""Titles and sentences about documents of the voivodeship."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.catalogue import SECTORS
from diagnoza.goals.published import texts
from diagnoza.pieces import plain

if TYPE_CHECKING:
    import pandas as pd

ONLY_MISSION = (
    "Na dostarczonej liście nie ma celów województwa przypisanych do dziedzin. Misja nie należy do żadnej z dziedzin, "
    "dlatego nie zestawiono z nią celów partnerów."
)


def say_region(regional: pd.DataFrame) -> str:
    """
    Quote what partners say of how they agree with the voivodeship, and say where there is nothing to hold goals against.

    Parameters
    ----------
    regional
        Table `RegionalGoals`.
    """
    said = list(dict.fromkeys(plain(text) for text in regional["said"] if text))
    quoted = f"O zgodności z dokumentami województwa źródło mówi: {'; '.join(said)}." if said else ""
    fields = regional["kind"].eq("goal") & regional["field"].isin(list(SECTORS))
    return " ".join(sentence for sentence in (quoted, "" if fields.any() else ONLY_MISSION) if sentence)


def title_region(regional: pd.DataFrame) -> str:
    """
    Title the list of the voivodeship by what is on it.

    Parameters
    ----------
    regional
        Table `RegionalGoals`.
    """
    ones = regional.drop_duplicates("goal")["kind"].value_counts()
    told = [texts.goals(ones["goal"])] if "goal" in ones.index else []
    told += [polish.counted(ones["mission"], "misja", "misje", "misji")] if "mission" in ones.index else []
    return f"Dokumenty województwa: {polish.listed(told)}"


def region_count(regional: pd.DataFrame) -> str:
    """
    Count what is on the list of the voivodeship.

    Parameters
    ----------
    regional
        Table `RegionalGoals`.
    """
    return polish.counted(regional["goal"].nunique(), "pozycja listy", "pozycje listy", "pozycji listy")
