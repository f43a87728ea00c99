"""Sentences, titles and text alternatives of the chapter, built from its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.catalogue import SECTORS
from diagnoza.charts import fitting
from diagnoza.pieces import plain
from diagnoza.voices.codes import CATEGORIES, CONSENTS, DOUBLE_CODED, SPEAKERS, code_name
from diagnoza.voices.published import texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.voices.published.select import Case

HOW_TO_READ = (
    "Rozmowy grupowe i wywiady mówią, co jest ważne dla osób zaproszonych i dlaczego; nie mówią, ilu mieszkańców tak sądzi. Dlatego "
    "najpierw podajemy, na ilu spotkaniach i w ilu środowiskach padł temat, potem liczbę wypowiedzi, a odsetków i istotności "
    "statystycznej nie podajemy wcale. Środowisko mówiącego podajemy tylko wtedy, gdy na spotkaniu były z niego co najmniej 3 osoby, "
    "a w wywiadach nigdy (założenie A26)."
)
WIDEST = 3
"""Codes named in a sentence."""
QUOTED = 3
"""Statements quoted of each category, no two of one field as long as there are others."""
PLURALS = {
    "deficit": "Deficyty",
    "resource": "Zasoby",
    "readiness": "Gotowość",
    "own_problem": "Problemy własne",
    "change": "Oczekiwane zmiany",
    "cooperation": "Możliwości współpracy",
}


def title_meetings(meetings: pd.DataFrame) -> str:
    """
    Title the list of meetings.

    Parameters
    ----------
    meetings
        Table `Meetings`.
    """
    return "Spotkania, o których mowa" if len(meetings) > 1 else "Spotkanie, o którym mowa"


def meetings_count(meetings: pd.DataFrame) -> str:
    """
    Count meetings and participants.

    Parameters
    ----------
    meetings
        Table `Meetings`.
    """
    alone = meetings[meetings["series"].eq("")]
    series = [own for _, own in meetings[meetings["series"].ne("")].groupby("series")]
    people = [*alone["n"], *(own["n_series"].fillna(own["n"].sum(skipna=False)).iloc[0] for own in series)]
    held = texts.meetings(len(meetings))
    if any(polish.is_missing(one) for one in people):
        return held
    return f"{held}, {polish.counted(sum(people), 'osoba', 'osoby', 'osób')}"


def say_participants(meetings: pd.DataFrame) -> str:
    """
    List the kinds of institutions that took part.

    Parameters
    ----------
    meetings
        Table `Meetings`.
    """
    kinds = dict.fromkeys(kind for joined in meetings["participants"] for kind in joined.split("; ") if kind)
    return f"Instytucje i środowiska, które uczestniczyły: {', '.join(map(plain, kinds))}." if kinds else ""


def base_count(base: pd.DataFrame) -> str:
    """
    Count statements, meetings and interviews.

    Parameters
    ----------
    base
        Table `VoiceBase`.
    """
    of = base.set_index("type")
    groups = int(of.loc[of.index != "idi", "meetings"].sum())
    talks = int(of.loc[of.index == "idi", "meetings"].sum())
    held = [*([texts.meetings(groups)] if groups else []), *([texts.interviews(talks)] if talks else [])]
    return f"{texts.statements(base['statements'].sum())}, {' i '.join(held)}"


def say_base(base: pd.DataFrame) -> str:
    """
    Tell what the chapter rests on, and how many statements it leaves out.

    Parameters
    ----------
    base
        Table `VoiceBase`.
    """
    left = int((base["statements"] - base["used"]).sum())
    rest = f" Nie ujęto {polish.counted(left, 'wypowiedzi', 'wypowiedzi', 'wypowiedzi')}: bez kodu albo takich, które wskazywałyby osobę."
    return f"Podstawa: {base_count(base)}.{rest if left else ''}"


def say_widest(codes: pd.DataFrame) -> str:
    """
    Tell what was spoken of most widely.

    Parameters
    ----------
    codes
        Rows of `VoiceCodes`, widest first.
    """
    first = [f"{code_name(row['category'], row['field'])} ({texts.extent(row)})" for row in codes.head(WIDEST).to_dict("records")]
    return f"Najszerzej mówiono o tych tematach: {'; '.join(first)}."


def title_widest(codes: pd.DataFrame) -> str:
    """
    Title the codes that most meetings spoke of.

    Parameters
    ----------
    codes
        Result of `select.widest`.
    """
    row = codes.iloc[0]
    if row["meetings"] and row["meetings"] == row["meetings_of"] > 1:
        return f"Tematy podjęte na wszystkich spotkaniach: {len(codes)}"
    return "Tematy podjęte na największej liczbie spotkań" if row["meetings"] else "Tematy podjęte w wywiadach"


def title_codes(codes: pd.DataFrame) -> str:
    """
    Title the figure of all codes by the field with most statements.

    Parameters
    ----------
    codes
        Rows of `VoiceCodes`, each code once.
    """
    said = codes.groupby("field", sort=False)["statements"].sum()
    first = [SECTORS[str(field)] for field, n in said.items() if n == said.max()]
    return f"Tematy rozmów; najwięcej przypisanych kodów: {' i '.join(first)}"


def fields_in_order(codes: pd.DataFrame) -> list[str]:
    """
    Order fields by how widely and how often they were spoken of.

    Parameters
    ----------
    codes
        Rows of `VoiceCodes`, each code once.
    """
    by_field = codes.groupby("field", sort=False).agg(meetings=("meetings", "max"), statements=("statements", "sum"))
    return [str(field) for field in by_field.sort_values(["meetings", "statements"], ascending=False, kind="stable").index]


def alt_codes(codes: pd.DataFrame) -> str:
    """
    Describe the figure of all codes.

    Parameters
    ----------
    codes
        Rows of `VoiceCodes`, widest first.
    """
    intro = "Wykres kropkowy: dziedziny w wierszach, kategorie w kolumnach, liczba wypowiedzi w kropce. Najszerzej:"
    parts = [f"{code_name(row['category'], row['field'])}, {row['statements']}" for row in codes.to_dict("records")]
    return fitting(intro, parts[:WIDEST])


def title_needs(needs: pd.DataFrame) -> str:
    """
    Title the table of needs by how many have no offer.

    Parameters
    ----------
    needs
        Table `VoiceNeeds`.
    """
    unmatched = int(needs["status"].eq("unmatched").sum())
    return f"Potrzeby i oferty: bez oferty {unmatched} z {polish.counted(len(needs), 'potrzeby', 'potrzeb', 'potrzeb')}"


def needs_count(case: Case) -> str:
    """
    Count needs and offers.

    Parameters
    ----------
    case
        The partnership.
    """
    needs = polish.counted(len(case.voice_needs), "potrzeba", "potrzeby", "potrzeb")
    return f"{needs}, {polish.counted(len(case.voice_offers), 'oferta', 'oferty', 'ofert')}"


def say_needs(needs: pd.DataFrame) -> str:
    """
    Name the needs without an offer, the most widely named first, and how many are covered or could be.

    Parameters
    ----------
    needs
        Table `VoiceNeeds`.
    """
    if needs.empty:
        return "Nie opisano żadnej potrzeby."
    counts = needs["status"].value_counts()
    told = [f"{label}: {counts[status]}" for status, label in texts.NEEDS.items() if status in counts.index]
    rows = needs[needs["status"].eq("unmatched")].to_dict("records")
    named = [f"{plain(row['subject'] or texts.NO_SUBJECT)} ({SECTORS[row['field']]})" for row in rows]
    lacking = f" Na żadną ofertę nie mogą dziś liczyć: {'; '.join(named)}." if named else " Każda potrzeba ma choćby częściową ofertę."
    return f"Stan potrzeb – {', '.join(told)}.{lacking}"


def say_offers(offers: pd.DataFrame) -> str:
    """
    Count offers that depend on a condition, and name those that nobody takes.

    Parameters
    ----------
    offers
        Table `VoiceOffers`.
    """
    if offers.empty:
        return ""
    bound = int(offers["condition"].ne("").sum())
    unused = [plain(row["subject"] or texts.NO_SUBJECT) for row in offers[offers["status"].eq("unused")].to_dict("records")]
    given = f"Warunek podano przy {bound} z {polish.counted(len(offers), 'oferty', 'ofert', 'ofert')}."
    return f"{given} Odbiorcy nie mają: {'; '.join(unused)}." if unused else f"{given} Każda oferta ma możliwego odbiorcę."


def readiness_count(readiness: pd.DataFrame) -> str:
    """
    Count declarations of readiness.

    Parameters
    ----------
    readiness
        Table `VoiceReadiness`.
    """
    n = int(readiness[["no", "conditional", "declared", "committed"]].to_numpy().sum())
    return polish.counted(n, "deklaracja", "deklaracje", "deklaracji")


def pairs_count(pairs: pd.DataFrame) -> str:
    """
    Count pairs of codes.

    Parameters
    ----------
    pairs
        Result of `select.together`.
    """
    return polish.counted(len(pairs), "para tematów", "pary tematów", "par tematów")


def say_quotes(quotes: pd.DataFrame) -> str:
    """
    Quote statements of each category, with their field and, where nobody can be told by it, the sector.

    Parameters
    ----------
    quotes
        Table `VoiceQuotes`.
    """
    parts = []
    for category in CATEGORIES:
        rows = quotes[quotes["category"].eq(category)]
        other = rows["field"].duplicated()
        chosen = rows.loc[[*rows.index[~other], *rows.index[other]][:QUOTED]]
        if len(chosen):
            lines = [f"- „{plain(row['text'])}” ({_whose(row)})" for row in chosen.to_dict("records")]
            parts.append("\n".join([f"**{PLURALS[category]}**\n", *lines]))
    return "\n\n".join(parts)


def _whose(row: Mapping[Any, Any]) -> str:
    who = [SPEAKERS[row["sector"]]] if row["sector"] else []
    who += [f"wywiad, {CONSENTS[row['consent']]}"] if row["type"] == "idi" else []
    return "; ".join([SECTORS[row["field"]], *who])


def say_agreement(agreement: pd.DataFrame, base: pd.DataFrame) -> str:
    """
    Tell how many statements two coded, and whether they are enough.

    Parameters
    ----------
    agreement, base
        Tables `CoderAgreement` and `VoiceBase`.
    """
    twice, of = int(agreement["n"].iloc[0]), int(base["statements"].sum())
    enough = "tyle wystarczy" if twice * DOUBLE_CODED >= of else "to za mało"
    return f"Dwie osoby kodowały {twice} z {texts.statements(of)}; potrzebna jest co najmniej jedna na {DOUBLE_CODED}, więc {enough}."


def double_count(agreement: pd.DataFrame) -> str:
    """
    Count the statements that two coded.

    Parameters
    ----------
    agreement
        Table `CoderAgreement`.
    """
    forms = ("wypowiedź zakodowana dwukrotnie", "wypowiedzi zakodowane dwukrotnie", "wypowiedzi zakodowanych dwukrotnie")
    return polish.counted(agreement["n"].iloc[0], *forms)


def disputes_count(disputes: pd.DataFrame) -> str:
    """
    Count statements to settle.

    Parameters
    ----------
    disputes
        Table `CodingDisputes`.
    """
    return texts.statements(len(disputes[["file", "row"]].drop_duplicates()))


def title_disputes(disputes: pd.DataFrame) -> str:
    """
    Title the list of statements to settle.

    Parameters
    ----------
    disputes
        Table `CodingDisputes`.
    """
    return f"Do uzgodnienia między koderami: {disputes_count(disputes)}"
