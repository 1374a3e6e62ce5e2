"""How tests of samplers compare what was drawn with a density."""

import numpy as np
from scipy import stats

N = 20_000
# A chi-square test with a fixed seed: below 1e-3 a sampler would be wrong, not unlucky.
DOUBTFUL = 1e-3


def pooled_p(sample, mass):
    """P-value of counts 0, 1, 2, ... against their probabilities, with bins of at least ten expected."""
    expected = np.append(mass, max(0.0, 1 - mass.sum())) * len(sample)
    seen = np.bincount(np.minimum(sample.astype(int), len(mass)), minlength=len(mass) + 1)
    edges, gathered = [0], 0.0
    for i, count in enumerate(expected):
        gathered += count
        if gathered >= 10:
            edges.append(i + 1)
            gathered = 0.0
    edges[-1] = len(expected)
    bins = [slice(a, b) for a, b in zip(edges, edges[1:], strict=False)]
    found = np.array([[seen[b].sum(), expected[b].sum()] for b in bins])
    return stats.chisquare(found[:, 0], found[:, 1] * found[:, 0].sum() / found[:, 1].sum()).pvalue
