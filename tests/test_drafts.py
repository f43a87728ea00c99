"""A draft codebook: what a file shows, written so that the project's own reader takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyreadstat
import yaml
from typer.testing import CliRunner

from diagnoza.cli import app
from diagnoza.surveys.codebook import load_codebook
from diagnoza.surveys.reading.answers import read_answers
from diagnoza.surveys.reading.drafts import draft
from survey_samples import as_csv, as_xlsx

if TYPE_CHECKING:
    from pathlib import Path

FORM = {
    "survey": [
        ["type", "name", "label::English (en)", "label::Polski (pl)", "relevant", "constraint"],
        ["start", "start", "", "", "", ""],
        ["begin_group", "g", "", "", "", ""],
        ["select_one yn", "bus", "Do you use the bus?", "Czy jeździ Pan(i) autobusem?", "", ""],
        ["select_multiple why", "why_not", "Why not?", "Dlaczego nie?", "selected(${bus}, 'no')", ""],
        ["integer", "Age", "Age", "Wiek", "", ". >= 15 and . < 100"],
        ["note", "n", "Thanks", "Dziękujemy", "", ""],
        ["end_group", "g", "", "", "", ""],
    ],
    "choices": [
        ["list_name", "name", "label::English (en)", "label::Polski (pl)"],
        ["yn", "yes", "Yes", "Tak"],
        ["yn", "no", "No", "Nie"],
        ["yn", "dk", "Don't know", "Nie wiem"],
        ["why", "far", "Too far", "Za daleko"],
        ["why", "other", "Other", "Inne"],
    ],
}


def questions(path: Path) -> dict[str, dict[str, object]]:
    return {one["id"]: one for one in yaml.safe_load(draft(path))["questions"]}


def test_a_form_gives_labels_kinds_ranges_and_bases(tmp_path: Path) -> None:
    assert list(questions(as_xlsx(tmp_path / "form.xlsx", **FORM)).values()) == [
        {
            "id": "bus",
            "wording": "Czy jeździ Pan(i) autobusem?",
            "kind": "single",
            "options": [{"code": "yes", "label": "Tak"}, {"code": "no", "label": "Nie"}],
            "missing": [{"code": "dk", "label": "Nie wiem", "kind": "dont_know"}],
        },
        {
            "id": "why_not",
            "wording": "Dlaczego nie?",
            "kind": "multiple",
            "options": [{"code": "far", "label": "Za daleko"}, {"code": "other", "label": "Inne", "free_text": True}],
            "base": {"question": "bus", "codes": ["no"]},
        },
        {"id": "age", "wording": "Wiek", "kind": "number", "variants": ["Age"], "minimum": 15.0, "maximum": 99.0},
    ]


def test_an_spss_file_gives_its_labels_and_kinds_of_missing(tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    labels = {"P1": {1: "Zdecydowanie nie", 2: "Raczej nie", 3: "Raczej tak", 4: "Zdecydowanie tak", 8: "Nie wiem"}}
    pyreadstat.write_sav(
        pd.DataFrame({"P1": [1.0, 3.0, 8.0]}), path, column_labels=["Zgoda?"], variable_value_labels=labels, missing_ranges={"P1": [8]}
    )
    found = questions(path)["p1"]
    assert (found["wording"], found["kind"], found["direction"]) == ("Zgoda?", "scale", "up")
    assert found["options"] == [{"code": str(at), "label": labels["P1"][at]} for at in (1, 2, 3, 4)]
    assert found["missing"] == [{"code": "8", "label": "Nie wiem", "kind": "dont_know"}]


def test_a_table_gives_what_its_answers_show(tmp_path: Path) -> None:
    header = ["Sygnatura czasowa", "1. Płeć", "Ocena", "Skąd?", "Uwagi", "Wiek", "E-mail"]
    rows = [
        ["2025", ["Kobieta", "Mężczyzna"][at % 2], ["Raczej tak", "Zdecydowanie nie", "Raczej nie", "Nie wiem"][at % 4],
         ["Radio", "Prasa", "Radio;Prasa"][at % 3], f"uwaga {at} o drodze", str(20 + at), f"a{at}@b.pl"]
        for at in range(24)
    ]  # fmt: skip
    found = questions(as_csv(tmp_path / "a.csv", header, *rows))
    assert {name: one["kind"] for name, one in found.items()} == {
        "plec": "single",
        "ocena": "scale",
        "skad": "multiple",
        "uwagi": "text",
        "wiek": "number",
    }
    assert [one["label"] for one in found["ocena"]["options"]] == ["Zdecydowanie nie", "Raczej nie", "Raczej tak"]  # type: ignore[attr-defined]
    assert found["ocena"]["missing"] == [{"code": "-8", "label": "Nie wiem", "kind": "dont_know"}]
    assert "E-mail" in draft(tmp_path / "a.csv").split("id:")[0]


def test_a_draft_reads_its_own_file_without_a_problem(tmp_path: Path, root: Path) -> None:
    header = ["Respondent ID", "Które znasz?", "", "Ocena", "Ocena"]
    rows = [
        ["", "Dom kultury", "Biblioteka", "Szkoła", "Lekarz"],
        *([str(at), "Dom kultury", "", str(1 + at % 5), "3"] for at in range(20)),
    ]
    rows[0][3:] = ["Szkoła", "Response"]
    path = as_csv(tmp_path / "a.csv", header, *rows)
    written = tmp_path / "a.yaml"
    written.write_text(draft(path), "utf-8")
    given = read_answers(path, load_codebook(written, root / "tests/codebooks/bank.yaml"))
    assert (given.problems, len(given.frame), given.unknown) == ((), 20, ())


def test_the_command_prints_or_writes_and_never_overwrites(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", ["Płeć"], ["K"], ["M"], ["K"])
    printed = CliRunner().invoke(app, ["codebook", str(path), "--dialect", "table"])
    assert printed.exit_code == 0
    assert "wording: Płeć" in printed.output
    out = tmp_path / "out.yaml"
    assert CliRunner().invoke(app, ["codebook", str(path), "--output", str(out)]).exit_code == 0
    assert "wording: Płeć" in out.read_text("utf-8")
    again = CliRunner().invoke(app, ["codebook", str(path), "--output", str(out)])
    assert (again.exit_code, "there is such a file already" in again.output) == (1, True)


def test_the_command_says_what_is_wrong_with_a_file_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"")
    result = CliRunner().invoke(app, ["codebook", str(tmp_path / "a.csv")])
    assert (result.exit_code, result.output.strip().count("\n")) == (1, 0)
    assert "the file is empty" in result.output
