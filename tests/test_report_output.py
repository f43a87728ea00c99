"""What a notebook says and shows: nothing is obeyed that came from data, nothing is shown without its words."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from diagnoza.errors import NotDelivered
from diagnoza.report import figure, if_delivered, link, say, table
from diagnoza.report.output import ALT_MAX, MIME
from diagnoza.stored.base import Source
from report_samples import ALT, HOSTILE, REAL, SYNTHETIC, Stage, small_chart, small_grid


def shown(stage: Stage) -> BeautifulSoup:
    return BeautifulSoup(stage.shown[-1]["text/html"], "html.parser")


def test_a_sentence_is_markdown_whose_html_is_shown_not_obeyed(stage: Stage) -> None:
    say("**Gmina** <script>alert(1)</script> & 5 < 6")
    assert "**Gmina** &lt;script&gt;" in stage.shown[0]["text/markdown"]
    page = stage.page()
    assert "<script" not in page
    assert "<strong>Gmina</strong> &lt;script&gt;alert(1)&lt;/script&gt; &amp; 5 &lt; 6" in page.replace("\u00a0", " ")


def test_a_sentence_keeps_short_words_and_units_with_their_neighbours(stage: Stage) -> None:
    say("W gminie i w mieście jest 5 km.")
    assert stage.shown[0]["text/markdown"] == "W\u00a0gminie i\u00a0w\u00a0mieście jest 5\u00a0km."


def test_nothing_is_displayed_of_an_empty_sentence(stage: Stage) -> None:
    say("  ")
    assert stage.shown == []


def test_what_was_not_delivered_is_a_sentence_and_any_other_error_goes_on(stage: Stage) -> None:
    with if_delivered():
        raise NotDelivered("Nie dostarczono ankiet.")
    assert stage.shown == [{"text/markdown": "*Nie dostarczono ankiet.*"}]
    with pytest.raises(KeyError), if_delivered():
        raise KeyError("teryt")


def test_a_reference_names_what_it_leads_to() -> None:
    assert link("tab-x") == "[tabela](#tab-x)"
    assert link("fig-x") == "[rycina](#fig-x)"


def test_a_table_has_its_caption_source_n_note_and_download(stage: Stage) -> None:
    table(small_grid(note="Założenie A4."), key="values", title="Wartości w gminach", sources=[REAL], n="2 gmin")
    block = shown(stage)
    assert block.div is not None
    assert block.div["id"] == "tab-values"
    assert block.caption is not None
    assert block.caption.get_text() == "Tabela. Wartości w\u00a0gminach"
    source = block.select_one(".source")
    assert source is not None
    assert source.get_text().replace("\u00a0", " ") == "Źródło: GUS (Ludność 2022). n = 2 gmin. Założenie A4."
    assert block.select_one('a[download="tab-values.csv"]')


def test_a_table_leaves_a_record_for_numbering_and_workbook(stage: Stage) -> None:
    table(small_grid(), key="values", title="Wartości", sources=[REAL], n="2 gmin")
    record = stage.shown[0][MIME]
    assert {name: record[name] for name in ("kind", "key", "title", "n", "synthetic", "source")} == {
        "kind": "table", "key": "tab-values", "title": "Wartości", "n": "2 gmin", "synthetic": False, "source": "GUS (Ludność 2022)",
    }  # fmt: skip
    assert record["grid"]["rows"] == [["Deszczno", 2121.5, 10662], ["Święta", -0.5, None]]


def test_a_provider_is_named_once_with_all_that_was_taken_from_it(stage: Stage) -> None:
    sources = [REAL, Source("PRNG", "Siedziby", "real"), Source("GUS", "Migracje", "real"), REAL]
    table(small_grid(), key="x", title="Wartości", sources=sources, n="2 gmin")
    assert stage.shown[0][MIME]["source"] == "GUS (Ludność 2022; Migracje); PRNG (Siedziby)"


@pytest.mark.parametrize("alt", ["", "  ", "Wykres", "rycina", "mapa", "a" * (ALT_MAX + 1)])
def test_a_figure_without_a_text_alternative_is_refused(stage: Stage, alt: str) -> None:
    with pytest.raises(ValueError, match="needs an alternative text"):
        figure(small_chart(), small_grid(), key="x", title="Tytuł", alt=alt, sources=[REAL], n="2 gmin")
    assert stage.shown == []


def test_a_figure_has_its_name_description_caption_and_the_numbers_it_shows(stage: Stage) -> None:
    figure(small_chart(), small_grid(), key="x", title="Najwięcej: Deszczno", alt=ALT, sources=[REAL], n="2 gmin")
    block = shown(stage)
    drawing = block.select_one("figure#fig-x svg[role=img]")
    assert drawing is not None
    assert drawing["aria-labelledby"] == "fig-x-title fig-x-desc"
    assert [one.get_text() for one in drawing.select("#fig-x-title, #fig-x-desc")] == ["Najwięcej: Deszczno", ALT]
    assert block.select_one("figcaption")
    assert len(block.select("details table tbody tr")) == 2


def test_synthetic_sources_are_marked_on_the_spot_and_in_the_record(stage: Stage) -> None:
    table(small_grid(), key="x", title="Odpowiedzi", sources=[REAL, SYNTHETIC], n="2 gmin")
    mark = shown(stage).select_one(".source strong.synthetic")
    assert mark is not None
    assert mark.get_text() == "Dane syntetyczne."
    assert stage.shown[0][MIME]["synthetic"]
    assert "danych syntetycznych" in stage.page()


def test_a_page_of_real_sources_says_nothing_of_synthetic_data(good_page: str) -> None:
    assert "syntetyczn" not in good_page.partition("<body")[2]


def test_titles_sources_and_cells_from_hostile_data_are_shown_not_obeyed(stage: Stage) -> None:
    grid = small_grid(columns=[HOSTILE, "a", "b"], rows=[[HOSTILE, 1.0, 2]], note=HOSTILE)
    source = Source(HOSTILE, HOSTILE, "real")
    table(grid, key="x", title=HOSTILE, sources=[source], n=HOSTILE)
    figure(small_chart(), grid, key="x", title=HOSTILE, alt=HOSTILE, sources=[source], n=HOSTILE)
    read = BeautifulSoup(stage.page(), "html.parser")
    assert not read.select("script, img")
    assert not [tag for tag in read.select("*") if any(name.startswith("on") for name in tag.attrs)]
    assert "<script>alert(1)</script>" in read.get_text()
