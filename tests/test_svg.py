"""Charts as inline SVG, the font they share with the page, and colours that can be seen."""

from __future__ import annotations

import base64
import io
import re

import pytest
from fontTools.ttLib import TTFont
from matplotlib.colors import to_hex

from diagnoza import charts
from diagnoza.report.fonts import LETTERS, font_css
from diagnoza.report.svg import to_svg
from report_checks import contrast
from report_samples import ALT, HOSTILE, small_chart

MEANINGFUL = ["INK", "MUTED", "OUTLINE", "FOCUS", "SECOND"]
PAGE_TEXT = ["#1F2933", "#52606D", "#0B5394", "#8C3A12", "#12436D"]


def svg(prefix: str = "fig-x") -> str:
    return to_svg(small_chart(), prefix=prefix, title="Tytuł", alt=ALT)


def test_a_drawing_is_one_named_element_without_xml_head_metadata_style_or_comments() -> None:
    text = svg()
    assert text.startswith("<svg ")
    assert text.endswith("</svg>")
    assert text.count("<svg") == 1
    assert 'role="img" aria-labelledby="fig-x-title fig-x-desc"' in text
    assert not re.search(r"<\?xml|<!DOCTYPE|<!--|<metadata|<style|matplotlib|xlink|Date|rdf:", text)


def test_ids_carry_the_prefix_and_are_referred_to() -> None:
    text = svg("fig-map")
    ids = set(re.findall(r'\bid="([^"]+)"', text))
    used = set(re.findall(r'(?:url\(#|href="#)([^")]+)', text)) | {"fig-map-title", "fig-map-desc"}
    assert ids == used
    assert all(one.startswith("fig-map-") for one in ids)
    assert not ids & set(re.findall(r'\bid="([^"]+)"', svg("fig-other")))


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert svg() == svg()


def test_coordinates_have_at_most_one_decimal() -> None:
    drawn = re.sub(r'style="[^"]*"|<(text|title|desc)[ >].*?</\1>', "", svg())
    assert not re.search(r"\d\.\d\d", drawn)


def test_the_box_keeps_its_capital_and_no_fixed_size() -> None:
    opening = svg().partition(">")[0]
    assert 'viewBox="0 0 576 144"' in opening
    assert "width=" not in opening


def test_text_stays_text_in_the_font_of_the_page() -> None:
    text = svg()
    assert "Łęczna &amp; &lt;b&gt;</text>" in text
    assert re.search(r"font(-family)?: [^;]*Lato", text)


def test_hostile_names_are_escaped() -> None:
    text = to_svg(small_chart(), prefix="fig-x", title=HOSTILE, alt=HOSTILE)
    assert not re.search(r"<(script|img)", text)


def test_the_embedded_font_has_every_polish_letter_and_nothing_outside_of_the_page() -> None:
    css = font_css()
    assert re.findall(r"url\(([^;,]*)", css) == ["data:font/woff2", "data:font/woff2"]
    for content in re.findall(r"base64,([A-Za-z0-9+/=]+)", css):
        known = TTFont(io.BytesIO(base64.b64decode(content))).getBestCmap()
        assert {letter for letter in LETTERS if ord(letter) not in known} <= {"√"}


@pytest.mark.parametrize("name", MEANINGFUL)
def test_what_carries_meaning_in_a_chart_stands_out_from_white(name: str) -> None:
    assert contrast(getattr(charts, name)) >= 3


@pytest.mark.parametrize("colour", [charts.INK, charts.MUTED, *PAGE_TEXT])
@pytest.mark.parametrize("background", ["#FFFFFF", "#F1F6FA"])
def test_text_can_be_read(colour: str, background: str) -> None:
    assert contrast(colour, background) >= 4.5


@pytest.mark.parametrize("colour", charts.DIVERGING)
def test_numbers_on_every_colour_of_the_heatmap_can_be_read(colour: str) -> None:
    assert contrast(to_hex(charts.readable_on(colour)).upper(), colour) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000") == pytest.approx(21)
    assert contrast("#767676") == pytest.approx(4.54, abs=0.01)
