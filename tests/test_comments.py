"""Comments on the draft: each is kept or set aside with its reason, nobody who sent one is let in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from diagnoza.account import RAGGED, REPEATED, Handed
from diagnoza.comments.published import views
from diagnoza.comments.reading import CONTRADICTS, NO_COMMENT, NO_NUMBER, read_comments
from diagnoza.errors import ProblemsError
from diagnoza.grid import Grid
from diagnoza.partnership import load_partnership
from diagnoza.pieces import Said, Tabulated
from diagnoza.prepare import comments as room
from survey_samples import as_csv

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from diagnoza.account import ReadRows

HEADS = ["Nr", "Data wpływu", "Od kogo", "Czego dotyczy", "Uwaga", "Stanowisko", "Odpowiedź", "Data odpowiedzi"]
ROW = {"Od kogo": "mieszkaniec", "Uwaga": "Brakuje mapy.", "Stanowisko": "uwzględniono", "Odpowiedź": "Dodano."}


def people(text: str) -> str:
    """Mask one person, one mailbox: what masking of open answers does is tested elsewhere."""
    return text.replace("Jan Kowalski", "[osoba]").replace("jan@poczta.pl", "[e-mail]")


def handed(folder: Path, *rows: dict[str, str], besides: tuple[str, ...] = ()) -> Handed:
    """Write comments numbered as they come; what is not given is as in ROW, or empty."""
    heads = [*HEADS, *besides]
    whole = [[{"Nr": str(at), **ROW, **row}.get(head, "") for head in heads] for at, row in enumerate(rows, start=1)]
    return Handed(as_csv(folder / "comments.csv", heads, *whole), "comments.csv")


def read(folder: Path, *rows: dict[str, str]) -> ReadRows:
    return read_comments([handed(folder, *rows)], people)


def table(folder: Path, *positions: str) -> pd.DataFrame:
    return read(folder, *({"Stanowisko": one, "Odpowiedź": "Tak." if one else ""} for one in positions)).table


def aside(found: ReadRows) -> dict[str, int]:
    return {str(row.reason): int(str(row.rows)) for row in found.audit.itertuples() if row.outcome == "set aside"}


# Reading ----------------------------------------------------------------------------------------------------------------------


def test_words_of_offices_become_codes_and_days(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {"Od kogo": "Stowarzyszenie", "Stanowisko": "Nieuwzględniona", "Data wpływu": "15.02.2021 r.", "Data odpowiedzi": "2021-02-20"},
        {"Od kogo": "rada sołecka", "Stanowisko": "częściowo uwzględniono"},
        {"Od kogo": "", "Stanowisko": "w toku", "Odpowiedź": ""},
    )
    rows = found.table[["from_kind", "position", "received", "answered"]].to_numpy().tolist()
    assert rows == [["ngo", "rejected", "2021-02-15", "2021-02-20"], ["council", "partly", "", ""], ["", "", "", ""]]
    assert found.problems == ()


def test_an_empty_position_is_none_yet_and_words_of_no_known_one_are_unclear(tmp_path: Path) -> None:
    found = read(tmp_path, {"Stanowisko": "", "Odpowiedź": ""}, {"Stanowisko": "zobaczymy"}, {"Stanowisko": "", "Odpowiedź": "Dziękujemy."})
    assert found.table["position"].tolist() == ["", "unclear", "unclear"]
    assert [problem.where for problem in found.problems] == ["row 3, column Stanowisko", "row 4, column Stanowisko"]


def test_rows_in_are_rows_kept_and_rows_set_aside(tmp_path: Path) -> None:
    path = handed(
        tmp_path, {}, {"Nr": "1"}, {"Nr": ""}, {"Uwaga": ""}, {"Uwaga": "Źle."}, {"Nr": "5", "Uwaga": "źle", "Stanowisko": "wyjaśniono"}
    )
    path.path.write_text(f"{path.path.read_text('utf-8')}7,8\n", "utf-8")
    found = read_comments([path], people)
    assert found.table["number"].tolist() == ["1"]
    assert aside(found) == {NO_NUMBER: 1, NO_COMMENT: 1, REPEATED: 1, CONTRADICTS: 2, RAGGED: 1}
    assert found.audit["rows"].sum() == 7


def test_two_comments_of_one_number_are_both_kept_and_told(tmp_path: Path) -> None:
    found = read(tmp_path, {"Nr": "10", "Uwaga": "Brakuje dróg."}, {"Nr": "2"}, {"Nr": "2", "Uwaga": "Brakuje szkół."})
    assert found.table["number"].tolist() == ["2", "2", "10"]
    assert [problem.where for problem in found.problems] == ["row 4, column Nr"]


def test_what_does_not_fit_together_is_told_and_kept(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {"Stanowisko": "nie uwzględniono", "Odpowiedź": ""},
        {"Data wpływu": "2021-02-20", "Data odpowiedzi": "2021-02-10"},
        {"Stanowisko": "", "Odpowiedź": "", "Data odpowiedzi": "2021-02-10"},
        {"Data wpływu": "wczoraj"},
    )
    told = [problem.where for problem in found.problems]
    assert told == [
        "row 2, column Odpowiedź",
        "row 3, column Data odpowiedzi",
        "row 4, column Data odpowiedzi",
        "row 5, column Data wpływu",
    ]
    assert len(found.table) == 4


# Who sent it ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("head", ["Imię i nazwisko", "E-mail", "Adres zgłaszającego", "Telefon", "Author"])
def test_a_column_that_tells_who_sent_a_comment_refuses_the_file(tmp_path: Path, head: str) -> None:
    with pytest.raises(ProblemsError) as error:
        read_comments([handed(tmp_path, {head: "x"}, besides=(head,))], people)
    assert [problem.where for problem in error.value.problems] == [f"column {head}"]


def test_a_column_of_names_is_known_by_its_cells(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match="who sent the comments"):
        read_comments([handed(tmp_path, {"Inne": "Jan Kowalski"}, {"Inne": "jan@poczta.pl"}, {}, besides=("Inne",))], people)
    found = read_comments([handed(tmp_path, {"Inne": "pismo"}, {"Inne": "formularz"}, {"Inne": "Jan Kowalski"}, besides=("Inne",))], people)
    assert [problem.where for problem in found.problems] == ["column Inne"]  # a remark, not stored


def test_a_name_in_the_column_of_senders_refuses_the_file_and_is_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as error:
        read(tmp_path, {}, {"Od kogo": "Jan Kowalski"})
    assert [problem.where for problem in error.value.problems] == ["row 3, column Od kogo"]
    assert "Kowalski" not in str(error.value)


def test_a_sender_of_no_known_kind_is_another_one_and_not_stored(tmp_path: Path) -> None:
    found = read(tmp_path, {"Od kogo": "sołtys wsi Brzozie"})
    assert found.table["from_kind"].tolist() == ["other"]
    assert "Brzozie" not in found.table.to_csv() + "".join(map(str, found.problems))


def test_words_of_a_comment_are_masked_and_the_row_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, {"Uwaga": "Jan Kowalski obiecał.", "Odpowiedź": "Proszę pisać: jan@poczta.pl"})
    assert found.table[["comment", "answer"]].to_numpy().tolist() == [["[osoba] obiecał.", "Proszę pisać: [e-mail]"]]
    assert [problem.where for problem in found.problems] == ["row 2, column Uwaga", "row 2, column Odpowiedź"]
    assert "Kowalski" not in "".join(map(str, found.problems))


# Published --------------------------------------------------------------------------------------------------------------------


def test_the_sentence_counts_each_position_in_its_case_and_names_open_comments(tmp_path: Path) -> None:
    several = table(tmp_path, "uwzględniono", "nie uwzględniono", "nie uwzględniono", "wyjaśniono", "", "")
    assert views.say_comments(several).replace("\xa0", " ") == (
        "Do projektu diagnozy wpłynęło 6 uwag. Uwzględniono 1 uwagę, nie uwzględniono 2 uwag i wyjaśnieniem odpowiedziano na 1 uwagę. "
        "Jeszcze bez stanowiska: 2 uwagi (nr 5 i 6)."
    )
    one = table(tmp_path, "nie uwzględniono")
    assert views.say_comments(one).replace("\xa0", " ") == "Do projektu diagnozy wpłynęła 1 uwaga. Nie uwzględniono 1 uwagi."
    unclear = table(tmp_path, "może", "")
    assert views.say_comments(unclear).replace("\xa0", " ") == (
        "Do projektu diagnozy wpłynęły 2 uwagi. Stanowisko niejednoznaczne: 1 uwaga (nr 1). Jeszcze bez stanowiska: 1 uwaga (nr 2)."
    )


@pytest.mark.parametrize(
    ("positions", "title"),
    [
        (("uwzględniono", "wyjaśniono"), "Uwagi do projektu diagnozy: każda ma stanowisko partnerstwa"),
        (("uwzględniono", "może"), "Uwagi do projektu diagnozy i stanowisko partnerstwa"),
        (("uwzględniono", ""), "Uwagi do projektu diagnozy: bez stanowiska 1 uwaga z 2 uwag"),
    ],
)
def test_the_title_does_not_say_more_than_the_positions(tmp_path: Path, positions: tuple[str, ...], title: str) -> None:
    assert views.title(table(tmp_path, *positions)).replace("\xa0", " ") == title


def test_every_comment_has_a_row_and_what_is_not_told_says_so(tmp_path: Path) -> None:
    rows = [{"Stanowisko": "nie uwzględniono", "Odpowiedź": "", "Data odpowiedzi": "2021-02-20"}, {"Stanowisko": "", "Odpowiedź": ""}]
    grid = views.comments_grid(read(tmp_path, *rows).table)
    assert [row[-1] for row in grid.rows] == [
        "Nie uwzględniono (20\xa0lutego 2021\xa0r.): nie podano uzasadnienia",
        "Jeszcze bez stanowiska",
    ]
    assert [row[2] for row in grid.rows] == ["nie podano"] * 2


class Shown:
    """A partnership with comments."""

    def __init__(self, comments: pd.DataFrame) -> None:
        self.comments = comments

    def sources(self, names: Any) -> list[str]:
        return list(names)


def test_the_part_is_a_table_with_its_source_and_a_sentence(tmp_path: Path) -> None:
    shown, said = views.comments(Shown(table(tmp_path, "uwzględniono", "")))
    assert isinstance(shown, Tabulated)
    assert isinstance(shown.grid, Grid)
    assert (shown.key, shown.sources, shown.n.replace("\xa0", " ")) == ("comments", ["delivery:comments"], "2 uwagi")
    assert isinstance(said, Said)


# As delivered -----------------------------------------------------------------------------------------------------------------


def test_the_synthetic_list_is_read_with_its_faults(root: Path) -> None:
    found, problems = room.read(load_partnership("jablonowo", root), root)
    read_rows = found["comments"]
    assert read_rows.audit["rows"].sum() == 14
    assert aside(read_rows) == {NO_COMMENT: 1, REPEATED: 1, RAGGED: 1}
    assert read_rows.table["position"].value_counts().to_dict() == {
        "accepted": 3,
        "": 2,
        "explained": 2,
        "rejected": 2,
        "partly": 1,
        "unclear": 1,
    }
    words = read_rows.table.to_csv() + "".join(map(str, problems))
    assert "[telefon]" in words
    assert "[osoba]" in words
    assert "600 100 200" not in words
    assert "Kowalski" not in words


def test_nothing_is_made_where_no_comments_were_delivered(root: Path) -> None:
    assert room.read(load_partnership("mg-6", root), root) == ({}, [])
