"""How far two coders agree beyond chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence


def cohen_kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float | None:
    """
    Compute Cohen's kappa: agreement beyond what chance alone would bring.

    Parameters
    ----------
    first, second
        The labels of the same things by two coders, in the same order.

    Returns
    -------
        1 for full agreement, 0 for no more than chance, less for less; None where chance explains all, as where both always give one
        label, or nothing was coded.

    Notes
    -----
    κ = (po − pe) / (1 − pe), where po is the part of things labelled alike and pe the sum over labels of the product of both parts.

    References
    ----------
    Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological Measurement 20(1).

    Examples
    --------
    >>> cohen_kappa("aabb", "aabb"), cohen_kappa("aabb", "abab"), cohen_kappa("aa", "aa")
    (1.0, 0.0, None)
    """
    n = len(first)
    alike = sum(one == other for one, other in zip(first, second, strict=True)) * n
    chance = sum(list(first).count(label) * list(second).count(label) for label in set(first))
    return None if chance == n * n else (alike - chance) / (n * n - chance)
