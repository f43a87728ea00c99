"""The synthetic surveys of the project hold planted faults: cleaning finds all of them and sets nobody else aside."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from cleaning_samples import POLAND, audit
from diagnoza.folding import fold
from diagnoza.partnership import load_partnership
from diagnoza.surveys.cleaning import careless, duplicates, rejected
from diagnoza.surveys.cleaning.clean import clean
from diagnoza.surveys.cleaning.corrections import load_corrections
from diagnoza.surveys.cleaning.places import Places
from diagnoza.surveys.codebook import load_codebooks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from diagnoza.surveys.cleaning.cleaned import Cleaned

AGAIN = (duplicates.SAME_ID, duplicates.SAME_PERSON, duplicates.SAME_TRACE, duplicates.SAME_ANSWERS)


@pytest.fixture(scope="module")
def script(root: Path) -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(root / "scripts"))
        yield import_module("make_synthetic_surveys")


def of_project(root: Path, partnership: str, survey: str) -> Cleaned:
    declared = load_partnership(partnership, root)
    corrections = load_corrections(root / f"params/{partnership}.corrections.yaml", root)
    one = next(one for one in declared.surveys if one.id == survey)
    files = [(source, root / "data/raw" / partnership / source.file) for source in declared.sources if source.survey == survey]
    codebook = load_codebooks(root / "params/questionnaires")[one.questionnaire]
    return clean(one, codebook, files, Places(declared.municipalities, POLAND, corrections), corrections)


def declared_outside(root: Path, partnership: str) -> set[str]:
    places = load_corrections(root / f"params/{partnership}.corrections.yaml", root).places
    return {fold(place.written) for place in places if place.teryt == "outside"}


@pytest.mark.parametrize(
    ("partnership", "survey", "planted"),
    [("jablonowo", "youth", "JABLONOWO_YOUTH"), ("starachowice", "entrepreneurs", "STARACHOWICE_ENTREPRENEURS")],
)
def test_the_planted_rows_are_set_aside_and_no_other(root: Path, script: Any, partnership: str, survey: str, planted: str) -> None:
    mess = getattr(script, planted).mess
    given = of_project(root, partnership, survey)
    outside = sum(fold(name) in declared_outside(root, partnership) for name in mess.elsewhere)
    found = audit(given)
    assert sum(found.get(reason, 0) for reason in AGAIN) == mess.doubled
    assert {reason: found.get(reason, 0) for reason in (rejected.TRIAL, rejected.SCREENED_OUT, rejected.BROKEN_OFF)} == {
        rejected.TRIAL: mess.tests,
        rejected.SCREENED_OUT: mess.screened + outside,
        rejected.BROKEN_OFF: mess.broken_off,
    }
    assert given.flags[careless.FAST].sum() == mess.speeders
    assert given.flags[careless.STRAIGHT].sum() == mess.straight


def test_an_earlier_export_of_the_same_form_counts_nobody_twice(root: Path, script: Any) -> None:
    work = script.MG6_RESIDENTS
    given = of_project(root, "mg-6", "residents")
    earlier = given.audit[given.audit["file"].str.contains("03")].set_index("reason")["rows"]
    assert earlier[""] == 0
    outside = sum(fold(name) in declared_outside(root, "mg-6") for name in work.mess.elsewhere)
    assert len(given.frame) == work.respondents - work.mess.screened - work.mess.broken_off - outside
