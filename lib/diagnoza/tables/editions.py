"""What has changed between two editions of a diagnosis."""

from __future__ import annotations

from typing import ClassVar

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from diagnoza.tables.base import Table

KINDS = ("partner", "delivery", "finding", "recommendation")
WHATS = ("new", "gone", "role", "content", "sentence", "strength", "not_compared")
"""Only in this edition; only in the one before; another role of a partner, content of a file, sentence or strength of a finding; or the
edition before has no such table, so that nothing can be told."""


class EditionChanges(Table):
    """What is new, gone or different since the edition before: one row per change."""

    kind: Series[pd.StringDtype] = pa.Field(isin=list(KINDS), description="partner, delivery, finding, recommendation")
    what: Series[pd.StringDtype] = pa.Field(isin=list(WHATS), description="what has changed")
    id: Series[pd.StringDtype] = pa.Field(
        description="TERYT of a partner; raw table and file of a delivery; identifier of a finding or recommendation; empty: not compared"
    )
    name: Series[pd.StringDtype] = pa.Field(description="name, file, sentence or title; that of this edition where it is there")
    before: Series[pd.StringDtype] = pa.Field(
        description="role, day of delivery, sentence or strength in the edition before; empty: it was not there"
    )
    now: Series[pd.StringDtype] = pa.Field(description="the same in this edition; empty: it is not there")

    class Config:
        """Settings of pandera."""

        unique: ClassVar = ["kind", "what", "id"]
