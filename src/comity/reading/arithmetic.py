"""The arithmetic under the parser: faster than the library's own, and the same for a sentence in any company.

A sentence's parse must not hang on which sentences share its batch. BLIS, which thinc multiplies with, sums a row's
products in another order when the matrix has other rows, so that near ties may fall either way. OpenBLAS, which numpy
multiplies with, gives each row the same bits for five rows and more (a smaller matrix is filled up with zeros), and is
nearly twice as fast.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from thinc.api import NumpyOps
from threadpoolctl import threadpool_limits

_FEWEST = 8


class RowOps(NumpyOps):  # type: ignore[misc]
    """thinc's operations on numpy arrays, for prediction only."""

    name = "comity"

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """``x @ y``, each row's bits its own."""
        a = x.T if trans1 else x
        b = y.T if trans2 else y
        rows = a.shape[0]
        if 0 < rows < _FEWEST:
            filled = np.zeros((_FEWEST, a.shape[1]), dtype=a.dtype)
            filled[:rows] = a
            result = (filled @ b)[:rows]
        else:
            result = a @ b
        if out is None:
            return result
        out[...] = result
        return out

    def maxout(self, X: Any) -> Any:
        """The greatest of the pieces; which one it was only training would ask."""
        best = X[:, :, 0]
        for piece in range(1, X.shape[2]):
            best = np.maximum(best, X[:, :, piece])
        return best, None


def use(model: Any) -> None:
    """Let every layer of a thinc model work with these operations, on one thread.

    The matrices of a sentence are small: more threads only wait for each other, and workers share the cores already.
    """
    threadpool_limits(1, user_api="blas")
    ops = RowOps()
    for node in model.walk():
        node.ops = ops
