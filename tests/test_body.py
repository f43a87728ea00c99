"""From cells to the body of a page: numbers, references, ids, contents, sections; and what has no place there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import nbformat
import pytest
from bs4 import BeautifulSoup

from diagnoza.report import body, figure, link, say, table
from report_samples import ALT, REAL, Stage, small_chart, small_grid

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def finish(markdown: str, **options: int) -> body.Body:
    return body.finish(body.render([nbformat.v4.new_markdown_cell(markdown)]), [], **options)


def put_table(key: str) -> None:
    table(small_grid(), key=key, title=f"Tabela {key}", sources=[REAL], n="2 gmin")


def put_figure(key: str) -> None:
    figure(small_chart(), small_grid(), key=key, title=f"Rycina {key}", alt=ALT, sources=[REAL], n="2 gmin")


def test_headings_move_down_as_the_page_has_an_h1_of_its_own() -> None:
    read = BeautifulSoup(finish("# Rozdział\n\n## Wniosek\n\n### Wymiar").html, "html.parser")
    assert [(one.name, one["id"]) for one in read.select("h1, h2, h3, h4")] == [("h2", "rozdzial"), ("h3", "wniosek"), ("h4", "wymiar")]


def test_contents_have_two_levels() -> None:
    toc = finish("# Ł1\n\n## a\n\n### x\n\n## b\n\n# Ł2").toc
    assert [(one.text, [child.text for child in one.children]) for one in toc] == [("Ł1", ["a", "b"]), ("Ł2", [])]


def test_equal_headings_get_ids_of_their_own() -> None:
    assert [entry.id for entry in finish("# Wnioski\n\n# Wnioski\n\n# ???").toc] == ["wnioski", "wnioski-2", "czesc"]


def test_a_heading_does_not_take_the_id_of_the_main_part() -> None:
    assert [entry.id for entry in finish("# Treść").toc] == ["tresc-2"]


def test_tables_and_figures_are_numbered_apart_in_their_order(stage: Stage) -> None:
    put_table("a")
    put_figure("a")
    put_table("b")
    finished = stage.finish()
    assert [(one["key"], one["number"]) for one in finished.records] == [("tab-a", 1), ("fig-a", 1), ("tab-b", 2)]
    read = BeautifulSoup(finished.html, "html.parser")
    captions = [one.get_text().replace("\u00a0", " ") for one in read.select("caption, figcaption")]
    assert captions == ["Tabela 1. Tabela a", "Rycina 1. Rycina a", "Dane do ryciny 1", "Tabela 2. Tabela b"]


def test_a_reference_gets_the_number_of_what_it_leads_to_also_when_that_comes_later(stage: Stage) -> None:
    say(f"Mówią o tym {link('tab-b')} i {link('fig-a')}.")
    put_table("a")
    put_table("b")
    put_figure("a")
    links = BeautifulSoup(stage.finish().html, "html.parser").select("p > a[href^='#']")
    assert [(one["href"], one.get_text()) for one in links] == [("#tab-b", "tabela\u00a02"), ("#fig-a", "rycina\u00a01")]


def test_a_reference_to_what_is_missing_is_text_that_says_so() -> None:
    read = BeautifulSoup(finish(f"Mówi o tym {link('tab-lost')}.").html, "html.parser")
    assert read.a is None
    assert "tabela niedostępna" in read.get_text()


@pytest.mark.parametrize("put", [put_table, put_figure])
def test_a_key_used_twice_is_refused(stage: Stage, put: Callable[[str], None]) -> None:
    put("a")
    put("a")
    with pytest.raises(ValueError, match="-a; give one of them another"):
        stage.finish()


def test_a_table_and_a_figure_may_have_the_same_key(stage: Stage) -> None:
    put_table("a")
    put_figure("a")
    assert len(stage.finish().records) == 2


def test_chapters_and_findings_are_sections(stage: Stage) -> None:
    for text in ("# Jeden", "Wstęp.", "## Wniosek", "Zdanie.", "### Wymiar", "Dalej.", "# Dwa", "Koniec."):
        say(text)
    read = BeautifulSoup(stage.finish().html, "html.parser")
    outer = read.find_all("section", recursive=False)
    assert [one.get("aria-labelledby") for one in outer] == ["jeden", "dwa"]
    finding = read.select_one("section.finding")
    assert finding is not None
    assert "Wstęp" not in finding.get_text()
    assert all(word in finding.get_text() for word in ("Wniosek", "Zdanie", "Wymiar", "Dalej"))
    assert "Koniec" not in outer[0].get_text()


def test_drawings_and_downloads_pass_unchanged(stage: Stage) -> None:
    put_figure("a")
    given = stage.shown[0]["text/html"]
    finished = stage.finish().html
    for kept in (re.findall(r"<svg.*?</svg>", given, re.DOTALL), re.findall(r'href="data:[^"]+"', given)):
        assert len(kept) == 1
        assert kept[0] in finished


@pytest.mark.parametrize("tag", ["parameters", "injected-parameters", "remove", "papermill-error-cell-tag"])
def test_cells_that_are_not_for_publication_are_dropped(tmp_path: Path, tag: str) -> None:
    path = tmp_path / "executed.ipynb"
    cells = [nbformat.v4.new_markdown_cell("# Rozdział"), nbformat.v4.new_code_cell("x", metadata={"tags": [tag]})]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    assert [cell.source for cell in body.published_cells(path)] == ["# Rozdział"]


def test_neither_code_nor_streams_nor_errors_nor_pictures_reach_the_page() -> None:
    outputs = [
        nbformat.v4.new_output("stream", name="stderr", text="UserWarning: secret"),
        nbformat.v4.new_output("stream", name="stdout", text="secret"),
        nbformat.v4.new_output("error", ename="ValueError", evalue="secret", traceback=["Traceback secret"]),
        nbformat.v4.new_output("execute_result", data={"text/plain": "secret"}),
        nbformat.v4.new_output("display_data", data={"image/png": "c2VjcmV0", "text/plain": "secret"}),
        nbformat.v4.new_output("display_data", data={"application/javascript": "secret()"}),
    ]
    rendered = body.render([nbformat.v4.new_code_cell("secret = 1", outputs=outputs), nbformat.v4.new_raw_cell("secret")])
    assert "secret" not in rendered
    assert "c2VjcmV0" not in rendered


def test_short_words_stay_with_the_next_one_but_code_is_left_alone() -> None:
    read = BeautifulSoup(finish("Mieszka w gminie. `a w b`").html, "html.parser")
    assert "w\u00a0gminie" in read.get_text()
    assert read.code is not None
    assert read.code.get_text() == "a w b"
