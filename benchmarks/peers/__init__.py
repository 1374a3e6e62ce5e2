"""The mean field against other solvers of the same equations, error against cost: `python -m benchmarks.peers`."""

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # linear algebra on one core, before NumPy is loaded
    os.environ.setdefault(name, "1")
