"""Logistic regression with as much doubt as the data call for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

_MOST_ROUNDS: Final = 100
_SETTLED: Final = 1e-9
_LEAST: Final = 1e-12

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights of k amounts with their standard errors, ``float64[k]``, and the precision of the prior about 0."""

    weights: Vector
    errors: Vector
    precision: float


def fit(amounts: Matrix, rest: Vector, counts: Vector) -> Fit:
    """Weights w for which what happened was to be expected: it had the log-odds ``amounts @ w + rest``.

    ``amounts``: ``float64[n, k]``, each row seen from what happened; ``rest``: ``float64[n]``, what is known besides;
    ``counts``: ``float64[n]``, how much each row counts. The weights have a normal prior about 0, without which a kind
    that was never wrong in a small sample would be worth everything. Its precision is found from the data themselves:
    (k - precision · trace of the covariance) / |w|² (MacKay, Neural Computation 4, 1992). Errors are those of the
    curvature, as if rows were independent.
    """
    precision = 1.0
    for _ in range(_MOST_ROUNDS):
        weights = _most_probable(amounts, rest, counts, precision)
        covariance = np.linalg.inv(_curvature(amounts, rest, counts, weights, precision))
        told = weights.size - precision * np.trace(covariance)
        found = float(max(_LEAST, told) / max(_LEAST, weights @ weights))
        if abs(found - precision) <= _SETTLED * precision:
            break
        precision = found
    return Fit(weights, np.sqrt(np.diag(covariance)), precision)


def _most_probable(amounts: Matrix, rest: Vector, counts: Vector, precision: float) -> Vector:
    """The weights of the greatest posterior density, by Newton's method."""
    weights = np.zeros(amounts.shape[1])
    for _ in range(_MOST_ROUNDS):
        slope = amounts.T @ (counts * _missed(amounts @ weights + rest)) - precision * weights
        step = np.linalg.solve(_curvature(amounts, rest, counts, weights, precision), slope)
        weights = weights + step
        if np.abs(step).max(initial=0.0) <= _SETTLED:
            break
    return weights


def _curvature(amounts: Matrix, rest: Vector, counts: Vector, weights: Vector, precision: float) -> Matrix:
    missed = _missed(amounts @ weights + rest)
    curved: Matrix = (amounts * (counts * missed * (1 - missed))[:, None]).T @ amounts
    return curved + precision * np.eye(weights.size)


def _missed(log_odds: Vector) -> Vector:
    """1 minus the probability of log-odds."""
    missed: Vector = 1 / (1 + np.exp(log_odds))
    return missed
