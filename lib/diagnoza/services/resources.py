"""Kinds of resources that services stand on."""

from __future__ import annotations

RESOURCES = {
    "institutional": "instytucjonalne",
    "staff": "osobowe",
    "financial": "finansowe",
    "legal": "prawne",
    "technological": "technologiczne",
    "infrastructural": "infrastrukturalne",
    "other": "inne",
}
"""Kinds of resources of the inventory of MG-6, with their Polish names."""
