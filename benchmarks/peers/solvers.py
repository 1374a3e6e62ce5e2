"""CVODE and LSODA with our compiled derivatives, each with its best Jacobian."""

import numpy as np
from scipy.integrate import odeint
from scipy.sparse import csc_matrix
from sksundae.cvode import CVODE

from benchmarks.peers.segments import Equations, Integrate, Path

MANY = 1_000_000


def cvode(solver: str, tolerance: float, absolute: np.ndarray) -> Integrate:
    """Return CVODE (BDF) with a linear solver: "difference" (dense, finite differences), "dense" or "sparse" (our Jacobian)."""

    def integrate(equations: Equations, days: np.ndarray, stocks: np.ndarray) -> Path:
        entries = np.zeros(len(equations.rows))

        def dense(day: float, y: np.ndarray, yp: np.ndarray, out: np.ndarray) -> None:
            equations.jacobian(day, y, entries)
            out[equations.rows, equations.columns] = entries

        def sparse(day: float, y: np.ndarray, yp: np.ndarray, out: np.ndarray) -> None:
            equations.jacobian(day, y, out)

        how = {
            "difference": {"linsolver": "dense"},
            "dense": {"linsolver": "dense", "jacfn": dense},
            "sparse": {"linsolver": "sparse", "jacfn": sparse, "sparsity": _pattern(equations, len(stocks))},
        }[solver]
        peer = CVODE(equations.rhs, rtol=tolerance, atol=absolute, max_num_steps=MANY, **how)
        times = days if len(days) > 2 else np.array([days[0], days.mean(), days[1]])  # two alone would ask for every step
        found = peer.solve(times, stocks)
        if not found.success:
            raise ArithmeticError(found.message)
        return Path(found.y if times is days else found.y[::2], int(found.nfev), 0 if solver == "difference" else int(found.njev))

    return integrate


def lsoda(tolerance: float, absolute: np.ndarray) -> Integrate:
    """Return LSODA (SciPy's odeint) with our Jacobian, dense."""

    def integrate(equations: Equations, days: np.ndarray, stocks: np.ndarray) -> Path:
        out, entries = np.zeros(len(stocks)), np.zeros(len(equations.rows))
        slopes = np.zeros((len(stocks), len(stocks)))

        def rhs(day: float, y: np.ndarray) -> np.ndarray:
            equations.rhs(day, y, out)
            return out

        def jacobian(day: float, y: np.ndarray) -> np.ndarray:
            equations.jacobian(day, y, entries)
            slopes[equations.columns, equations.rows] = entries
            return slopes

        settings = {"rtol": tolerance, "atol": absolute, "mxstep": MANY, "tfirst": True, "full_output": True}
        amounts, told = odeint(rhs, stocks, days, Dfun=jacobian, col_deriv=True, **settings)
        return Path(amounts, int(told["nfe"][-1]), int(told["nje"][-1]))

    return integrate


def _pattern(equations: Equations, size: int) -> csc_matrix:
    return csc_matrix((np.ones(len(equations.rows)), (equations.rows, equations.columns)), shape=(size, size))
