"""Which styles are like which: what little is known of a new one is told by those that resemble it."""

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
NEIGHBOURS = 8
ANOTHER_CATEGORY, ANOTHER_GROUP = 2.0, 0.6
ENOUGH = 6.0


def neighbours(category: Array, group: Array, traits: Array, evidence: Array) -> tuple[Array, Array]:
    """(styles (p, n), weights (p, n)) most like each style, itself left out, those that tell little too.

    category, group (p,), traits (p, f), evidence (p,) in pieces expected. Weights sum to one; a style that
    nothing is like has none.
    """
    count = min(NEIGHBOURS, max(len(category) - 1, 1))
    square = (traits**2).sum(axis=1)
    apart = np.clip(square[:, None] + square[None] - 2 * traits @ traits.T, 0, None)
    apart = apart + ANOTHER_CATEGORY * (category[:, None] != category[None])
    apart = apart + ANOTHER_GROUP * (group[:, None] != group[None])
    near = np.exp(-apart) * (evidence / (evidence + ENOUGH))[None]
    np.fill_diagonal(near, 0.0)
    found = np.argpartition(-near, count - 1, axis=1)[:, :count] if len(category) > count else None
    if found is None:
        found = np.tile(np.arange(count), (len(category), 1))
    weights = np.take_along_axis(near, found, axis=1)
    order = np.argsort(-weights, axis=1, kind="stable")
    found, weights = np.take_along_axis(found, order, axis=1), np.take_along_axis(weights, order, axis=1)
    whole = weights.sum(axis=1, keepdims=True)
    return found, np.divide(weights, whole, out=np.zeros_like(weights), where=whole > 1e-12)


def told(values: Array, found: Array, weights: Array, *, otherwise: Array | float) -> Array:
    """The neighbours' mean of a value (p,) or (p, f); what has no neighbours gets `otherwise`."""
    taken = values[found]
    share = weights.reshape(weights.shape + (1,) * (taken.ndim - 2))
    mean = (taken * share).sum(axis=1)
    none = weights.sum(axis=1) <= 0
    mean[none] = otherwise
    return mean
