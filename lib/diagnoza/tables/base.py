"""What all declared tables share."""

from __future__ import annotations

import pandera.pandas as pa

MUNICIPALITY = r"^\d{7}$"
UNIT = r"^\d{4}(\d{3})?$"
GROUPS = ("miasto na prawach powiatu", "miejska", "miejsko-wiejska", "wiejska")


class Table(pa.DataFrameModel):
    """What all declared tables share: no column beside the declared ones, values brought to the declared type."""

    class Config:
        """Settings of pandera."""

        strict = True
        coerce = True
