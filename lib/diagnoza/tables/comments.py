"""Comments on the draft of a diagnosis and what the partnership says to each; nobody who sent one is named."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from diagnoza.tables.base import Table

FROM = ("resident", "ngo", "institution", "entrepreneur", "council", "other")
POSITIONS = ("accepted", "partly", "rejected", "explained", "unclear")
"""Taken in, taken in partly, not taken in, explained; unclear: there is something, but it is none of these."""
DAY = r"^$|^\d{4}-\d\d-\d\d$"


class Comments(Table):
    """What was said of the draft of the diagnosis, and the position of the partnership: one row per comment."""

    number: Series[pd.StringDtype] = pa.Field(str_length={"min_value": 1}, description="number as delivered")
    received: Series[pd.StringDtype] = pa.Field(str_matches=DAY, description="day it came in, ISO date; empty: not told")
    from_kind: Series[pd.StringDtype] = pa.Field(isin=["", *FROM], description="kind of sender, never who; empty: not told")
    about: Series[pd.StringDtype] = pa.Field(description="chapter or point it is about, masked; empty: not told")
    comment: Series[pd.StringDtype] = pa.Field(str_length={"min_value": 1}, description="the comment, masked")
    position: Series[pd.StringDtype] = pa.Field(isin=["", *POSITIONS], description="position of the partnership; empty: none yet")
    answer: Series[pd.StringDtype] = pa.Field(description="reasons of the position, masked; empty: not told")
    answered: Series[pd.StringDtype] = pa.Field(str_matches=DAY, description="day of the position, ISO date; empty: not told")
