"""The editable tables of the method: kinds of institutions, needed pairs and team by model, checklist of readiness."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

from pydantic import BaseModel, Field

from diagnoza.errors import ParamsError
from diagnoza.folding import fold
from diagnoza.strict_yaml import Draft, Flag, Strict, Text, check_keys, check_values, in_order, read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FILES = tuple(f"params/cooperation/{name}.yaml" for name in ("institution_types", "needed_pairs", "readiness"))
OTHER = "other"
NAME = r"^[a-z0-9]+(_[a-z0-9]+)*$"
Level = Literal["gmina", "powiat", "region"]
Sector = Literal[
    "administration", "social", "education", "health", "labour", "safety", "justice", "culture", "community", "religion", "other"
]
ModelId = Literal["rural", "urban_rural", "urban"]
MODELS: dict[str, ModelId] = {
    "wiejska": "rural",
    "miejsko-wiejska": "urban_rural",
    "miejska": "urban",
    "miasto na prawach powiatu": "urban",
}
"""Which model a municipality has, by its type in the register."""


class Kind(Strict):
    """A kind of institution."""

    id: Text = Field(pattern=NAME, description="a short name of lower-case letters a-z, digits and _, e.g. labour_office")
    name: Text = Field(description="the Polish name as it stands in the report")
    level: Level = Field(description=f"one of {', '.join(get_args(Level))}")
    sector: Sector = Field(description=f"one of {', '.join(get_args(Sector))}")
    aliases: tuple[Text, ...] = Field(default=(), description="the list of other words that deliveries may use, or take it out")
    one_person: Flag = Field(default=False, description="true if it is a single person unless a delivery says otherwise, else take it out")


class KindsSource(Strict):
    """The file of kinds."""

    kinds: tuple[Kind, ...] = Field(description="the list of kinds, each with the keys id, name, level and sector")


class NeededPair(Strict):
    """Two kinds of institutions that should cooperate."""

    first: Text = Field(description="the id of a kind of institution")
    second: Text = Field(description="the id of the other kind of institution")
    about: Text = Field(description="what they should cooperate on, in Polish")


class NeededMember(Strict):
    """A kind of institution that should be in the team."""

    kind: Text = Field(description="the id of a kind of institution")
    core: Flag = Field(default=False, description="true for the narrow circle that the team begins with, else take it out")


class Model(Strict):
    """What is needed in a municipality of one type."""

    id: ModelId = Field(description=f"one of {', '.join(get_args(ModelId))}")
    pairs: tuple[NeededPair, ...] = Field(description="the list of needed pairs, each with the keys first, second and about")
    team: tuple[NeededMember, ...] = Field(description="the list of needed members, each with the key kind")


class ModelsSource(Strict):
    """The file of needed pairs."""

    models: tuple[Model, ...] = Field(description="the list of models, each with the keys id, pairs and team")


class Item(Strict):
    """An item of the checklist."""

    id: Text = Field(pattern=NAME, description="a short name of lower-case letters a-z, digits and _, e.g. coordinator")
    label: Text = Field(description="the item in Polish as it stands in the report")


class ItemsSource(Strict):
    """The file of the checklist."""

    items: tuple[Item, ...] = Field(description="the list of items, each with the keys id and label")


@dataclass(frozen=True)
class Method:
    """
    What the team has edited.

    Attributes
    ----------
    kinds, models, items
        Kinds of institutions, models and items of the checklist by id, in the order of the files.
    """

    kinds: dict[str, Kind]
    models: dict[str, Model]
    items: dict[str, Item]
    _words: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        words = {fold(word): one.id for one in self.kinds.values() for word in (*one.aliases, one.name, one.id)}
        object.__setattr__(self, "_words", words)

    def kind(self, text: str) -> str:
        """Give the id of a kind written as its id, name or alias; "" where it is none of them."""
        return self._words.get(fold(text), "")

    def item(self, text: str) -> str:
        """Give the id of an item of the checklist written as its id or label; "" where it is none of them."""
        folded = fold(text)
        return next((one.id for one in self.items.values() if folded in {fold(one.id), fold(one.label)}), "")

    def kind_name(self, kind: str) -> str:
        """Name a kind in Polish."""
        return self.kinds[kind].name if kind in self.kinds else "inna instytucja"


def read_method(root: Path) -> Method:
    """
    Read the three files of ``params/cooperation/``.

    Parameters
    ----------
    root
        Project folder.

    Returns
    -------
        Kinds, models and items.

    Raises
    ------
    ParamsError
        With every problem of all three: what is missing, misspelled, named twice, or a kind that is not declared.
    """
    sources: tuple[type[BaseModel], ...] = (KindsSource, ModelsSource, ItemsSource)
    drafts = [_draft(root, file, model) for file, model in zip(FILES, sources, strict=True)]
    kinds, models, items = drafts
    known = [row.get("id") for _, row in kinds.rows("kinds")]
    for draft, name in ((kinds, "kinds"), (models, "models"), (items, "items")):
        _check_once(draft, name)
    for i, _ in models.rows("models"):
        _check_model(models, i, known)
    if problems := [problem for draft in drafts for _, problem in in_order(draft).problems]:
        raise ParamsError(problems)
    read_in = [model.model_validate(draft.values) for model, draft in zip(sources, drafts, strict=True)]
    return Method(*({one.id: one for one in getattr(file, name)} for file, name in zip(read_in, ("kinds", "models", "items"), strict=True)))


def _draft(root: Path, file: str, model: type[BaseModel]) -> Draft:
    path = root / file
    draft = Draft(path, root)
    if not path.is_file():
        draft.report((), "the file is not there", f"Restore it with: git checkout -- {file}")
    elif read(draft):
        check_keys(draft, draft.values, model)
        check_values(draft, model)
    return draft


def _check_once(draft: Draft, name: str) -> None:
    seen: dict[object, int] = {}
    for i, row in draft.rows(name):
        first = seen.setdefault(row.get("id"), i)
        if first != i:
            draft.report((name, i, "id"), f"'{row.get('id')}' stands in {name}[{first}] already", "Keep one of them")


def _check_model(draft: Draft, i: int, kinds: Sequence[object]) -> None:
    """See that a model names kinds that are declared, and every pair and member once."""
    remedy = f"Write one of {', '.join(map(str, kinds))}, or declare it in {FILES[0]}"
    for group, keys in (("pairs", ("first", "second")), ("team", ("kind",))):
        seen: set[frozenset[object]] = set()
        for at, row in draft.rows("models", i, group):
            for key in keys:
                if (name := draft.sound("models", i, group, at, key)) is not None and name not in kinds:
                    draft.report(("models", i, group, at, key), f"there is no kind '{name}'", remedy)
            named = frozenset(row.get(key) for key in keys)
            if named in seen:
                draft.report(("models", i, group, at), "it stands there already", "Keep one of them")
            seen.add(named)
