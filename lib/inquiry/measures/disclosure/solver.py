"""One door to HiGHS: linear and integer programs, quiet, with limits that give the same answer twice."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

STDOUT = 1
UNBOUNDED = frozenset({3, 4})  # of scipy's statuses: unbounded, and unbounded or infeasible
PROVEN = 0

_Numbers = NDArray[np.float64]


def solve(
    costs: _Numbers,
    rows: tuple[csr_array, _Numbers, _Numbers],
    bounds: tuple[_Numbers, _Numbers],
    whole: NDArray[np.bool_] | None = None,
    nodes: int = 0,
) -> Any:
    """Minimise costs · x where rows and x lie between their bounds.

    Parameters
    ----------
    costs : array
        A factor for each x.
    rows : tuple
        A matrix, and the least and greatest of matrix · x.
    bounds : tuple of two arrays
        The least and greatest of each x.
    whole : array of bool, optional
        Which x are whole numbers; without it, or without any, a linear program.
    nodes : int
        Where the search of an integer program ends: a limit by time would not give the same answer twice.

    Returns
    -------
    OptimizeResult
        As of `scipy.optimize.milp`.
    """
    has_whole = whole is not None and bool(whole.any())
    with quiet():
        return milp(
            costs,
            integrality=whole.astype(int) if whole is not None and has_whole else None,
            bounds=Bounds(*bounds),
            constraints=LinearConstraint(*rows) if rows[0].shape[0] else (),
            options={"node_limit": nodes, "mip_rel_gap": 0} if has_whole else {},
        )


@contextmanager
def quiet() -> Iterator[None]:
    """Nothing to standard output: HiGHS (1.11) prints a line there now and then, whatever it is told.

    What other threads print meanwhile is lost too; results are printed when all is done.
    """
    if sys.stdout is not None:
        sys.stdout.flush()
    try:
        kept = os.dup(STDOUT)
    except OSError:  # closed: nothing to keep clean
        yield
        return
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), STDOUT)
        yield
    finally:
        os.dup2(kept, STDOUT)
        os.close(kept)
