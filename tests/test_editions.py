"""Editions: what is put by comes back whole or not at all, and the log tells what has changed."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from diagnoza import tables
from diagnoza.editions.archive import archive, load
from diagnoza.editions.changes import changes
from diagnoza.editions.published import views
from diagnoza.errors import DiagnozaError, NotApplicable, ParamsError, ProblemsError
from diagnoza.partnership import Previous, load_partnership
from diagnoza.pieces import Said, Tabulated
from diagnoza.prepare import editions as room
from diagnoza.prepare.partnership import prepare
from diagnoza.stored.editions import EditionTables

if TYPE_CHECKING:
    from pathlib import Path

DAY = dt.date(2021, 2, 28)
FIFTH = '  - {teryt: "0402102", role: member}  # Zbiczno'


def partners(**roles: str) -> pd.DataFrame:
    return pd.DataFrame([{"teryt": code, "name": code.title(), "role": role, "type": "wiejska"} for code, role in roles.items()])


def deliveries(**prints: str) -> pd.DataFrame:
    rows = [{"table": "flows", "file": f"{name}.csv", "date": "2021-01-18", "sha256": sha} for name, sha in prints.items()]
    return pd.DataFrame(rows, columns=["table", "file", "date", "sha256"])


def findings(**sentences: str) -> pd.DataFrame:
    """Make findings of sentences, each with its strength before a colon."""
    rows = [{"finding": name, "strength": said[0], "sentence": said[2:]} for name, said in sentences.items()]
    return pd.DataFrame(rows, columns=["finding", "strength", "sentence"])


def actions(*names: str) -> pd.DataFrame:
    rows = [{"recommendation": name, "title": name.title(), "strength": "A"} for name in names]
    return pd.DataFrame(rows, columns=["recommendation", "title", "strength"])


def edition(**parts: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Make an edition: partners b and l, a file f, a finding x, an action joint; unless told otherwise."""
    usual = {"partners": partners(b="member", l="lead"), "deliveries": deliveries(f="1"), "findings": findings(x="B:Za mało.")}
    return usual | {"recommendations": actions("joint")} | parts


def told(before: dict[str, pd.DataFrame], now: dict[str, pd.DataFrame]) -> list[tuple[str, ...]]:
    found = changes(before, now)[["kind", "what", "id", "before", "now"]]
    return [tuple(row) for row in found.astype(str).to_numpy().tolist()]


# The log ----------------------------------------------------------------------------------------------------------------------


def test_two_editions_that_say_the_same_give_no_row() -> None:
    assert changes(edition(), edition()).empty


def test_partners_join_leave_and_change_roles() -> None:
    now = edition(partners=partners(b="lead", z="member"))
    assert told(edition(), now) == [
        ("partner", "new", "z", "", "member"),
        ("partner", "gone", "l", "lead", ""),
        ("partner", "role", "b", "member", "lead"),
    ]


def test_files_are_new_gone_or_of_another_content() -> None:
    before, now = edition(deliveries=deliveries(f="1", g="2", h="3")), edition(deliveries=deliveries(f="1", g="9", i="4"))
    assert [row[1:3] for row in told(before, now)] == [("new", "flows i.csv"), ("gone", "flows h.csv"), ("content", "flows g.csv")]


def test_a_finding_may_change_its_sentence_and_its_strength() -> None:
    before, now = edition(findings=findings(x="B:Za mało.", y="A:Dość.")), edition(findings=findings(x="A:Brak.", z="C:Nowe."))
    assert told(before, now) == [
        ("finding", "new", "z", "", "C"),
        ("finding", "gone", "y", "A", ""),
        ("finding", "sentence", "x", "Za mało.", "Brak."),
        ("finding", "strength", "x", "B", "A"),
    ]


def test_what_one_edition_does_not_have_is_not_compared() -> None:
    before = {name: table for name, table in edition().items() if name in {"partners", "deliveries"}}
    assert told(before, edition()) == [("finding", "not_compared", "", "", ""), ("recommendation", "not_compared", "", "", "")]
    assert changes(before, before).empty


@pytest.mark.parametrize("seed", range(5))
def test_there_and_back_new_is_gone_and_the_rest_changes_sides(seed: int) -> None:
    one, other = (edition(deliveries=drawn(seed * 2 + at), findings=drawn_findings(seed * 2 + at)) for at in (0, 1))
    swap = {"new": "gone", "gone": "new"}
    there = {(kind, what, id_, before, now) for kind, what, id_, before, now in told(one, other)}
    back = {(kind, swap.get(what, what), id_, now, before) for kind, what, id_, before, now in told(other, one)}
    assert there == back
    assert there


def drawn(seed: int) -> pd.DataFrame:
    chance = pd.Series(list("abcdefgh")).sample(5, random_state=seed)
    return deliveries(**{name: str((seed + at) % 3) for at, name in enumerate(chance)})


def drawn_findings(seed: int) -> pd.DataFrame:
    chance = pd.Series(list("pqrstuvw")).sample(5, random_state=seed)
    return findings(**{name: f"{'ABC'[(seed + at) % 3]}:Zdanie {(seed * at) % 2}." for at, name in enumerate(chance)})


# Published --------------------------------------------------------------------------------------------------------------------


def test_the_sentences_name_partners_and_count_the_rest() -> None:
    before = edition(deliveries=deliveries(f="1", g="1"), findings=findings(x="B:Za mało.", y="A:Dość."))
    now = edition(partners=partners(b="member", l="lead", z="member"), deliveries=deliveries(f="2", h="1", i="1"))
    assert views.say_changes(changes(before, now), DAY).replace("\xa0", " ") == (
        "Poprzednie wydanie diagnozy pochodzi z 28 lutego 2021 r. Nowi partnerzy: gmina Z. "
        "Pliki danych: 2 nowe, 1 wycofany i 1 o innej treści. Wnioski: 1 wycofany. Rekomendacje: bez zmian."
    )


def test_where_nothing_has_changed_the_sentences_say_so() -> None:
    assert views.say_changes(changes(edition(), edition()), DAY).replace("\xa0", " ") == (
        "Poprzednie wydanie diagnozy pochodzi z 28 lutego 2021 r. Skład partnerstwa i role partnerów się nie zmieniły. "
        "Pliki danych: bez zmian. Wnioski: bez zmian. Rekomendacje: bez zmian."
    )


def test_the_table_shows_what_was_beside_what_is() -> None:
    before = edition(findings=findings(x="B:Za mało.", y="A:Dość."))
    now = edition(partners=partners(b="lead", l="lead"), findings=findings(x="A:Brak."), deliveries=deliveries(f="2"))
    rows = [[str(cell).replace("\xa0", " ") for cell in row] for row in views.changes_grid(changes(before, now)).rows]
    assert rows == [
        ["Partnerzy", "inna rola", "gmina B (członek)", "gmina B (lider)"],
        ["Pliki danych", "inna treść pliku", "f.csv (z dnia 18 stycznia 2021 r.)", "f.csv (z dnia 18 stycznia 2021 r.)"],
        ["Wnioski", "wniosek wycofany", "Dość. (A)", "–"],
        ["Wnioski", "inna treść", "Za mało.", "Brak."],
        ["Wnioski", "inna siła dowodów", "Brak. (B)", "Brak. (A)"],
    ]


@dataclass
class Shown:
    """A partnership as the chapter opens it."""

    partnership: Any
    deliveries: pd.DataFrame
    edition_changes: pd.DataFrame

    def sources(self, names: Any) -> list[str]:
        return list(names)


@dataclass
class WithPrevious:
    """Params that name an edition before."""

    previous: Previous


def test_the_part_is_sentences_and_the_table_where_anything_has_changed() -> None:
    params, files = WithPrevious(Previous(folder="editions/2021-02", date=DAY)), deliveries(f="1").assign(survey="")
    said, shown = views.edition(Shown(params, files, changes(edition(), edition(deliveries=deliveries(f="2")))))
    assert isinstance(said, Said)
    assert isinstance(shown, Tabulated)
    assert (shown.key, shown.sources) == ("edition-changes", ["params", "delivery:flows"])
    assert [type(piece) for piece in views.edition(Shown(params, files, changes(edition(), edition())))] == [Said]
    untold = changes({name: edition()[name] for name in ("partners", "deliveries")}, edition())
    assert "nie porównano" in str(views.edition(Shown(params, files, untold)))


def test_a_first_edition_says_that_it_is_the_first(tmp_path: Path) -> None:
    with pytest.raises(NotApplicable, match=r"^To pierwsze wydanie"):
        _ = EditionTables(tmp_path, tmp_path, "").edition_changes


# Putting by and reading again -------------------------------------------------------------------------------------------------


@pytest.fixture
def put_by(project: Path) -> Path:
    """Put by an edition of Jabłonowo, without deliveries."""
    partnership = load_partnership("jablonowo", project)
    prepare(partnership, project)
    return archive(partnership, project, day=DAY)


def test_what_is_put_by_comes_back_the_same(project: Path, put_by: Path) -> None:
    assert put_by == project / "data/raw/jablonowo/editions/2021-02-28"
    processed = project / "data/processed/jablonowo"
    found = load(put_by)
    assert set(found) == {path.stem for path in processed.glob("*.parquet")} & set(tables.TABLES)
    for name, table in found.items():
        pd.testing.assert_frame_equal(table, tables.check(pd.read_parquet(processed / f"{name}.parquet"), name, file=name))
    assert {path.suffix for path in put_by.iterdir()} == {".parquet", ".json"}


def test_an_edition_is_never_overwritten_and_needs_tables(project: Path, put_by: Path) -> None:
    before = {path: path.read_bytes() for path in put_by.iterdir()}
    with pytest.raises(DiagnozaError, match="an edition of 2021-02-28 already"):
        archive(load_partnership("jablonowo", project), project, day=DAY)
    assert {path: path.read_bytes() for path in put_by.iterdir()} == before
    with pytest.raises(DiagnozaError, match="diagnoza prepare mg-6"):
        archive(load_partnership("mg-6", project), project, day=DAY)


def test_an_edition_is_put_by_whole_or_not_at_all(project: Path, put_by: Path) -> None:
    (project / "data/processed/jablonowo/partners.parquet").write_bytes(b"half a file")
    with pytest.raises(ProblemsError, match=r"partners\.parquet, file: it is damaged"):
        archive(load_partnership("jablonowo", project), project, day=dt.date(2021, 3, 1))
    assert [path.name for path in put_by.parent.iterdir()] == ["2021-02-28"]


def test_everything_wrong_with_an_edition_comes_at_once(put_by: Path) -> None:
    (put_by / "partners.parquet").unlink()
    (put_by / "deliveries.parquet").write_bytes(b"PAR1")
    manifest = json.loads((put_by / "manifest.json").read_text("utf-8"))
    pd.read_parquet(put_by / "audit.parquet").drop(columns="rows").to_parquet(put_by / "audit.parquet")
    del manifest["edition"]["tables"]["audit.parquet"]  # as in an edition that was copied by hand
    (put_by / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(ProblemsError) as error:
        load(put_by)
    told = {(problem.file, problem.what) for problem in error.value.problems}
    assert told == {
        ("editions/2021-02-28/partners.parquet", "the manifest of the edition names it, but it is not there"),
        ("editions/2021-02-28/deliveries.parquet", "it is not the file that was put by"),
        ("editions/2021-02-28/audit.parquet", "the column is missing"),
    }
    assert set(load(put_by, ["sources"])) == {"sources"}  # what is not read does not stand in the way


@pytest.mark.parametrize(
    ("content", "what"), [(None, "it is not there"), ("{", "it is damaged"), ("[]", "it is damaged"), ('{"tables": 1}', "does not list")]
)
def test_an_edition_without_a_sound_manifest_cannot_be_read(tmp_path: Path, content: str | None, what: str) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_text(content, "utf-8")
    with pytest.raises(ProblemsError, match=what):
        load(tmp_path)


# With the params of a partnership ---------------------------------------------------------------------------------------------


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_fifth_municipality_is_the_change_of_the_next_edition(project: Path, put_by: Path) -> None:
    params = project / "params/jablonowo.yaml"
    change(params, "\nperiod:", f"\n{FIFTH}\nperiod:")
    change(params, "sources:", "previous: {folder: editions/2021-02-28, date: 2021-02-28}\nsources:")
    partnership = load_partnership("jablonowo", project)
    now = prepare(partnership, project)
    before, problems = room.read(partnership, project)
    made = {name: pd.read_parquet(now.folder / f"{name}.parquet") for name in ("partners", "deliveries")}
    [row] = room.tabulate(before, made)["edition_changes"].query("what != 'not_compared'").to_dict("records")
    assert (row["kind"], row["what"], row["id"], row["name"], row["before"], row["now"]) == (
        *("partner", "new", "0402102", "gmina Zbiczno"),
        *("", "member"),
    )
    assert problems == []
    assert set(room.files(partnership, project)) == {path.relative_to(project).as_posix() for path in put_by.iterdir()}


def test_a_first_edition_needs_no_files_and_gives_no_log(project: Path) -> None:
    partnership = load_partnership("jablonowo", project)
    assert room.files(partnership, project) == []
    assert room.read(partnership, project) == (None, [])
    assert room.tabulate(None, {}) == {}


def test_the_day_in_params_is_held_against_that_of_the_edition(project: Path, put_by: Path) -> None:
    params = project / "params/jablonowo.yaml"
    change(params, "sources:", f"previous: {{folder: editions/{put_by.name}, date: 2021-02-27}}\nsources:")
    _, [problem] = room.read(load_partnership("jablonowo", project), project)
    assert (problem.where, "2021-02-28" in problem.what) == ("previous.date", True)


@pytest.mark.parametrize(
    ("previous", "line"),
    [
        ("{folder: editions/2020, date: 2021-02-28}", "previous.folder: there is no edition in data/raw/jablonowo/editions/2020"),
        ("{folder: ../mg-6, date: 2021-02-28}", "previous.folder: '../mg-6' is not inside data/raw/jablonowo/"),
        ("{folder: editions/2021-02-28}", "previous.date: is missing. Add the day of that edition"),
        ("{folder: editions/2021-02-28, date: 2999-01-01}", "previous.date: 2999-01-01 is in the future"),
        ("2021", "previous: 2021 is a number, not a group of keys"),
    ],
)
def test_what_is_wrong_with_the_edition_that_params_name(project: Path, put_by: Path, previous: str, line: str) -> None:
    assert put_by.is_dir()
    change(project / "params/jablonowo.yaml", "sources:", f"previous: {previous}\nsources:")
    with pytest.raises(ParamsError) as error:
        load_partnership("jablonowo", project)
    [problem] = error.value.problems
    assert line in str(problem)
