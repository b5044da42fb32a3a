"""Poisson regression with a ridge: how days, seasons and feasts multiply what is sold."""

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
ROUNDS = 12
STEEPEST = 2.5


def fitted(columns: Array, sold: Array, expected: Array, *, ridge: Array) -> Array:
    """Coefficients (f,) by which exp(columns @ b) · expected comes nearest to what was sold.

    columns (n, f), sold and expected (n,), ridge (f,). Counts scatter more than Poisson's; what they scatter
    more is reckoned as so much less evidence, so that the ridge means the same for any house.
    """
    at = expected > 0
    x, n, m = columns[at], sold[at], expected[at]
    b = np.zeros(columns.shape[1])
    if not len(n) or n.sum() == 0:
        return b
    scatter = 1.0
    for _ in range(ROUNDS):
        mean = m * np.exp(np.clip(x @ b, -STEEPEST * 2, STEEPEST * 2))
        slope = x.T @ (n - mean) / scatter - ridge * b
        bend = (x * (mean / scatter)[:, None]).T @ x + np.diag(ridge + 1e-9)
        step = np.linalg.solve(bend, slope)
        b = b + np.clip(step, -1.0, 1.0)
        scatter = max(float((((n - mean) ** 2) / np.maximum(mean, 0.5)).mean()), 1.0)
        if np.abs(step).max() < 1e-4:
            break
    return b


def each_fitted(columns: Array, sold: Array, expected: Array, *, prior: Array) -> tuple[Array, Array]:
    """The same for many series at once: (coefficients (p, f), the variance they were drawn by (f,)).

    columns (n, f), sold and expected (p, n), prior (p, f): where each is drawn to. How firmly is learned from
    how the series differ, and by the scatter that remains.
    """
    p, f = len(sold), columns.shape[1]
    b, spread = prior.copy(), np.full(f, 0.15)
    outer = (columns[:, :, None] * columns[:, None, :]).reshape(len(columns), f * f)
    scatter = 1.0
    for _ in range(6):
        mean = expected * np.exp(np.clip(b @ columns.T, -STEEPEST * 2, STEEPEST * 2))
        slope = (sold - mean) @ columns / scatter - (b - prior) / spread
        bend = (mean @ outer).reshape(p, f, f) / scatter + np.diag(1 / spread)
        b = b + np.clip(np.linalg.solve(bend, slope[:, :, None])[:, :, 0], -0.7, 0.7)
        known = np.diagonal(np.linalg.inv(bend), axis1=1, axis2=2)
        told = mean.sum(axis=1) > 0
        if told.any():
            spread = np.clip((((b - prior) ** 2 + known)[told]).mean(axis=0), 1e-3, 2.0)
        there = mean > 0.05
        scatter = max(float((((sold - mean) ** 2)[there] / mean[there]).mean()), 1.0) if there.any() else 1.0
    return b, spread
