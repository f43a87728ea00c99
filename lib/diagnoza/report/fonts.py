"""The part of Lato that a report needs, as a style sheet with the font inside."""

from __future__ import annotations

import base64
import io
from functools import cache

from fontTools import subset
from fontTools.ttLib import TTFont

from diagnoza.charts import FONTS

LETTERS = "".join(map(chr, range(0x20, 0x7F))) + "\u00a0ąćęłńóśźżĄĆĘŁŃÓŚŹŻ–—„”«»’…·•×−±≤≥≈²³§°‰√"
FACES = {400: "Lato-Regular.ttf", 700: "Lato-Bold.ttf"}


@cache
def font_css() -> str:
    """
    Write the @font-face rules with both faces inside.

    Returns
    -------
    str
        About 40 KB of CSS; the font files are those of the project, cut down to the Polish letters and signs.
    """
    return "".join(
        f"@font-face{{font-family:Lato;font-weight:{weight};font-display:swap;"
        f"src:url(data:font/woff2;base64,{_cut(face)}) format('woff2')}}"
        for weight, face in FACES.items()
    )


def _cut(face: str) -> str:
    options = subset.Options(flavor="woff2", layout_features=["kern", "liga", "tnum", "lnum"], hinting=False)
    font = TTFont(FONTS / face, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=LETTERS)
    subsetter.subset(font)
    font.flavor = "woff2"
    stream = io.BytesIO()
    font.save(stream)
    return base64.b64encode(stream.getvalue()).decode("ascii")
