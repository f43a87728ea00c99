"""The chapter on voices: nobody can be told from it, nothing is a share, and what is real and what is synthetic stay apart."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import report_checks
from diagnoza import report
from diagnoza.errors import NotDelivered
from diagnoza.polish import NBSP
from diagnoza.prepare import voices
from diagnoza.prepare.given import Given
from diagnoza.stored.voices import VoiceTables
from diagnoza.tables.voices import Coding
from diagnoza.voices.hiding import conceal, tells_sector
from diagnoza.voices.published import charts, grids, select, texts, words
from report_samples import Stage
from voice_samples import MEETINGS, Opened, delivered, said, starachowice, tables

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[1]
[CHAPTER] = [path for path in (ROOT / "notebooks").rglob("06-voices.ipynb") if ".ipynb_checkpoints" not in path.parts]
NAMES = pd.Series({"2611011": "Starachowice"})


def display(case: Any) -> Stage:
    """Run the chapter as its kernel does; what was not delivered ends it, as the runner has it, with its sentence."""
    stage, names = Stage(), dict[str, Any]()
    with pytest.MonkeyPatch.context() as patch, report.if_delivered():
        patch.setattr("diagnoza.report.output.display", stage.display)
        patch.setattr("diagnoza.case.open_case", lambda _: case)
        for cell in json.loads(CHAPTER.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), names)  # noqa: S102  (the notebook)
    return stage


def text_of(stage: Stage) -> str:
    return "\n".join(one.get("text/markdown") or one["text/html"] for one in stage.shown).replace(NBSP, " ")


def records(stage: Stage) -> dict[str, dict[str, Any]]:
    found = [one["application/vnd.diagnoza+json"] for one in stage.shown if "text/html" in one]
    return {one["key"]: one for one in found}


@pytest.fixture(scope="module")
def made() -> dict[str, pd.DataFrame]:
    return starachowice()[2]


@pytest.fixture(scope="module")
def shown(made: dict[str, pd.DataFrame]) -> Stage:
    return display(Opened(NAMES, made))


def everything(made: dict[str, pd.DataFrame], stage: Stage) -> Iterable[str]:
    """Give all that is stored, and all that is displayed, downloads and notebook records included."""
    yield from (table.to_csv() for table in made.values())
    yield json.dumps(stage.shown, ensure_ascii=False)
    yield from report_checks.downloads(stage.page()).values()


SECRETS = {
    "text": "Rozmawiałem z Janem Kowalskim i panią Nowak, tel. 601 234 567.",
    "subject": "sala u Kowalskiego",
    "condition": "zgoda pana Kowalskiego",
    "target": "rodzina Kowalskich",
    "term": "do powrotu Anny Nowak",
    "unit": "sal Kowalskiego",
}


def test_a_name_typed_anywhere_in_a_statement_reaches_no_stored_table_and_no_page(tmp_path: Path) -> None:
    typed = SECRETS | {"amount": "2", "readiness": "2", "quotable": "1", "turn": "Kowalski", "item": "Kowalski"}
    rows = [said("Kowalski-1", **typed, category=category) for category in ("deficyt", "zasób", "gotowość")]
    rows += [
        said("Kowalski-1", **typed, category="oczekiwana zmiana", coder="2"),
        said(2, meeting="wywiad Kowalski", type="IDI", consent="tak", quotable="1"),
    ]
    meetings = MEETINGS + "Kowalski,2020-03-04,FGI,4\n"
    made = tables(tmp_path, [*rows, said(3, meeting="Kowalski")], meetings)
    assert len(made["voice_quotes"]) == 2
    assert (len(made["voice_needs"]), len(made["voice_offers"])) == (1, 1)
    for text in everything(made, display(Opened(NAMES, made))):
        assert not re.search(r"kowalsk|nowak|601", text, re.IGNORECASE), text
    assert "[osoba]" in made["voice_quotes"]["text"].iloc[0]


def test_the_only_policeman_is_quoted_without_a_label_and_three_with_one(tmp_path: Path) -> None:
    for people, label in (("1", ""), ("2", ""), ("3", "police"), ("", "")):
        rows = [
            said(
                1, text="Brakuje światła.", sector="policja", people=people, quotable="1", category="zasób", readiness="2", subject="oferta"
            )
        ]
        made = tables(tmp_path / f"of{people}", rows)
        assert made["voice_quotes"]["sector"].tolist() == [label]
        assert made["voice_offers"]["owner"].tolist() == [label]
        outputs = display(Opened(NAMES, made)).shown
        quoted = [one["text/markdown"] for one in outputs if "Brakuje" in one.get("text/markdown", "")]
        offers = [one["text/html"] for one in outputs if one.get("text/plain") == "<table tab-voices-offers>"]
        told = [made["voice_quotes"].to_csv(), made["voice_offers"].to_csv(), *quoted, *offers]
        assert len(told) == 4
        assert {"polic" in text.lower() for text in told} == {bool(label)}


def test_who_was_one_of_too_few_is_not_counted_by_persons(tmp_path: Path) -> None:
    made = tables(tmp_path, [said(1, sector="policja", people="2"), said(2, sector="urząd", people=""), said(3, people="3")])
    assert made["voice_sectors"][["sector", "status"]].to_numpy().tolist() == [["office", "not_told"], ["police", "few"], ["ngo", "shown"]]
    assert made["voice_sectors"]["people"].dropna().tolist() == [3]
    assert [row[1] for row in grids.sectors_grid(made["voice_sectors"]).rows] == ["nie podano", "mniej niż 3", 3]


def test_words_that_name_the_sector_of_one_of_too_few_are_not_quoted(tmp_path: Path) -> None:
    about: dict[str, object] = {"quotable": "1", "subject": "dyżur w komendzie", "readiness": "2", "condition": "zgoda policji"}
    rows = [said(1, category="zasób", text="W naszej komendzie brakuje ludzi.", sector="policja", people="2", **about)]
    made = tables(tmp_path / "few", rows)
    assert made["voice_quotes"].empty
    assert made["voice_offers"][["subject", "condition"]].to_numpy().tolist() == [["", ""]]
    assert "opis pominięto" in text_of(display(Opened(NAMES, made)))
    enough = tables(tmp_path / "three", [row | {"people": "3"} for row in rows])
    assert enough["voice_quotes"]["sector"].tolist() == ["police"]
    assert enough["voice_offers"]["subject"].tolist() == ["dyżur w komendzie"]


def test_an_interview_is_quoted_on_consent_only_and_never_has_a_sector(tmp_path: Path) -> None:
    rows = [
        said(
            n,
            meeting=f"K{n}",
            type="IDI",
            date="2020-09-01",
            sector="policja",
            people="5",
            quotable="1",
            text=f"Zdanie {word}.",
            consent=consent,
        )
        for n, word, consent in ((1, "pierwsze", ""), (2, "drugie", "zgoda"), (3, "trzecie", "stanowisko instytucji"))
    ]
    made = tables(tmp_path, [*rows, said(4, text="Zdanie czwarte.")])
    assert made["voice_quotes"]["text"].tolist() == ["Zdanie drugie.", "Zdanie trzecie."]
    assert set(made["voice_quotes"]["sector"]) == {""}
    assert "police" not in set(made["voice_sectors"]["sector"])
    assert "(transport publiczny; wywiad, stanowisko instytucji)" in text_of(display(Opened(NAMES, made)))


def test_only_what_a_person_marked_is_quoted(tmp_path: Path) -> None:
    made = tables(tmp_path, [said(1, text="Pierwsze.", quotable="1"), said(2, text="Drugie."), said(3, text="Trzecie.", quotable="może")])
    assert made["voice_quotes"]["text"].tolist() == ["Pierwsze."]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Na osiedlu Wzgórze nie ma świetlicy", "Na osiedlu [miejsce] nie ma świetlicy"),
        ("Przy ul. Radomskiej jest ciemno", "Przy ul. [miejsce] jest ciemno"),
        ("Komendant i wicestarosta obiecali", "[stanowisko] i [stanowisko] obiecali"),
        ("Starostwo i kierownik urzędu", "Starostwo i [stanowisko] urzędu"),
        ("Klub Promyk czeka, promyk też", "Klub [ukryto] czeka, [ukryto] też"),
        ("W parku jest za mało ławek", "W parku jest za mało ławek"),
    ],
)
def test_places_positions_and_told_words_are_masked(text: str, masked: str) -> None:
    assert conceal(text, ["Promyk"], str) == masked
    assert conceal(masked, ["Promyk"], str) == masked


def test_words_to_hide_are_masked_in_all_rows_of_the_statement(tmp_path: Path) -> None:
    rows = [
        said(1, text="Klub Promyk czeka.", hidden="Promyk"),
        said(1, category="zasób", text="", subject="sala klubu Promyk", readiness="2"),
    ]
    made = tables(tmp_path, rows)
    assert made["voice_offers"]["subject"].tolist() == ["sala klubu [ukryto]"]


def test_a_sector_is_told_by_its_own_words_only() -> None:
    assert tells_sector("U nas w starostwie", "powiat")
    assert not tells_sector("U nas w starostwie", "ngo")
    assert not tells_sector("Cokolwiek", "")


def test_no_statement_is_stored_but_those_that_are_quoted(made: dict[str, pd.DataFrame]) -> None:
    coding = starachowice()[0]["statements"].table
    assert list(Coding.validate(coding).columns) == list(coding.columns)
    stored = "\n".join(table.to_csv() for table in made.values())
    quoted = set(made["voice_quotes"]["text"])
    for text in set(coding["text"]) - {""}:
        assert (text in stored) == (text in quoted)
    assert not {"text", "speaker", "statement"} & {name for key, table in made.items() if key != "voice_quotes" for name in table.columns}


def test_real_facts_and_synthetic_statements_have_sources_of_their_own(shown: Stage) -> None:
    found = records(shown)
    assert [key for key, one in found.items() if not one["synthetic"]] == ["tab-voices-meetings"]
    meetings = found["tab-voices-meetings"]
    assert meetings["n"].replace(NBSP, " ") == "2 spotkania, 25 osób"
    row = [str(cell).replace(NBSP, " ") for cell in meetings["grid"]["rows"][0]]
    assert row == ["F1 i F2", "grupa fokusowa", "2 marca 2020 r.", "Urząd Miejski w Starachowicach", "25", "prowadząca z fundacji"]
    assert "Spółdzielnia Socjalna Starachowiczanka" in text_of(shown)


def test_the_chapter_tells_counts_and_no_shares(shown: Stage) -> None:
    assert "%" not in report_checks.visible(shown.page())
    assert not re.search(r"\b(nan|None|<NA>|inf|istotn\w+ różnic)\b", text_of(shown))
    assert "na 2 z 2 spotkań, w 3 z 6 środowisk" in text_of(shown)


def test_needs_without_an_offer_come_first_and_offers_keep_their_conditions(shown: Stage, made: dict[str, pd.DataFrame]) -> None:
    rows = records(shown)["tab-voices-needs"]["grid"]["rows"]
    states = [row[0] for row in rows]
    assert states == sorted(states, key=list(texts.NEEDS.values()).index)
    assert states[0] == "bez oferty"
    offers = records(shown)["tab-voices-offers"]["grid"]["rows"]
    for condition in made["voice_offers"]["condition"]:
        assert any(condition in str(row[3]).replace(NBSP, " ") for row in offers)
    named = {int(one) for row in rows for one in re.split(r", |\si\s", str(row[5])) if one.isdecimal()}
    assert named == set(made["voice_matches"]["offer"])


def test_the_figure_has_a_dot_for_each_row_of_its_table(made: dict[str, pd.DataFrame]) -> None:
    codes = select.whole(made["voice_codes"])
    chart = charts.plot_codes(codes, words.fields_in_order(codes))
    numbers = [text.get_text() for text in chart.axes[0].texts]
    assert sorted(numbers) == sorted(str(n) for n in codes["statements"])
    assert len(chart.axes[0].collections) == len(codes)
    assert len(words.alt_codes(codes)) <= 250
    assert {text.get_fontsize() for text in [*chart.axes[0].texts, *chart.axes[0].get_xticklabels()]} == {11.0}


def test_tables_are_narrow_and_every_number_is_a_number(shown: Stage) -> None:
    for key, one in records(shown).items():
        assert len(one["grid"]["columns"]) <= 6, key
        for row in one["grid"]["rows"]:
            assert not any(isinstance(cell, str) and re.fullmatch(r"\d+(,\d+)?", cell) for cell in row[:5]), (key, row)


def test_what_was_not_delivered_is_one_sentence_each(tmp_path: Path) -> None:
    (tmp_path / "made").mkdir()
    stored = VoiceTables(tmp_path, tmp_path / "made", "")
    with pytest.raises(NotDelivered, match="wykazu spotkań"):
        _ = stored.meetings
    for name in ("voice_base", "voice_codes", "coding_disputes"):
        with pytest.raises(NotDelivered, match="zakodowanych wypowiedzi"):
            getattr(stored, name)


def test_stored_tables_come_back_as_they_were(made: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    for name, table in made.items():
        table.to_parquet(tmp_path / f"{name}.parquet")
    stored = VoiceTables(tmp_path, tmp_path, "")
    for name, table in made.items():
        pd.testing.assert_frame_equal(getattr(stored, name), table)


def test_a_chapter_of_little_says_so_and_does_not_break(tmp_path: Path) -> None:
    alone = tables(tmp_path / "talk", [said(1, meeting="K", type="IDI", date="2020-09-01", sector="policja", people="1")], None)
    shown = text_of(display(Opened(NAMES, alone)))
    assert select.NO_CODES in shown
    assert "Nie ujęto 1 wypowiedzi" in shown
    assert "polic" not in shown
    few = tables(tmp_path / "few", [said(1)])
    shown = text_of(display(Opened(NAMES, few)))
    for sentence in (select.NO_NEEDS, select.NO_READINESS, select.NO_PAIRS, select.NO_QUOTES, select.NOT_DOUBLE):
        assert sentence in shown
    nothing = tables(tmp_path / "none", [said(1, category="marzenie")])
    assert text_of(display(Opened(NAMES, nothing))).endswith(f"*{select.NO_CODES}*")


def test_a_partnership_without_meetings_and_statements_has_one_sentence_and_one_with_meetings_says_who_came(tmp_path: Path) -> None:
    assert text_of(display(Opened(NAMES, {}))) == "*Nie dostarczono tabeli voice_base.*"
    partnership = delivered(tmp_path, None)
    found, _ = voices.read(partnership, tmp_path)
    made = voices.tabulate(found, Given(partnership, tmp_path, {}, []))
    assert set(made) == {"meetings"}
    shown = text_of(display(Opened(NAMES, made)))
    assert "2 spotkania, 25 osób" in shown
    assert shown.endswith("*Nie dostarczono tabeli voice_base.*")


def test_what_was_typed_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script> *gwiazdki* [odnośnik](http://zlo.pl) `kod`"
    rows = [
        said(1, text=hostile, quotable="1", subject=hostile),
        said(2, category="zasób", subject=hostile, readiness="2", condition=hostile),
    ]
    made = tables(tmp_path, rows)
    page = display(Opened(NAMES, made)).page()
    assert "<script>alert" not in page
    assert 'href="http' not in page
    assert "*gwiazdki*" in report_checks.visible(page)
