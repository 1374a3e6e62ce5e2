# pyright: basic
"""The counter-based generator Philox4x32-10, compiled (Salmon 2011, salmon2011)."""

import numpy as np

from milkway.core.compiled import compiled

MULTIPLIER_0, MULTIPLIER_1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
WEYL_0, WEYL_1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
WORD, HALF = np.uint64(0xFFFFFFFF), np.uint64(32)
ROUNDS = 10


@compiled()
def philox(k0, k1, c0, c1, c2, c3):
    """Return the four 32-bit words of one Philox4x32-10 block."""
    for _ in range(ROUNDS):
        p0, p1 = MULTIPLIER_0 * c0, MULTIPLIER_1 * c2
        c0, c1, c2, c3 = (p1 >> HALF) ^ c1 ^ k0, p1 & WORD, (p0 >> HALF) ^ c3 ^ k1, p0 & WORD
        k0, k1 = (k0 + WEYL_0) & WORD, (k1 + WEYL_1) & WORD
    return c0, c1, c2, c3


@compiled()
def keyed_uniform(seed, dyad, event, index, draw):
    """Return a uniform number in (0, 1) with 53 bits for one key."""
    a, b, _, _ = philox(
        np.uint64(seed) & WORD,
        np.uint64(seed) >> HALF,
        np.uint64(dyad) & WORD,
        np.uint64(event) & WORD,
        np.uint64(index) & WORD,
        np.uint64(draw) & WORD,
    )
    return (float((a << np.uint64(21)) | (b >> np.uint64(11))) + 0.5) * 1.1102230246251565e-16


@compiled()
def fill_uniform(out: np.ndarray, seed: int, dyads: np.ndarray, event: int, index: np.ndarray, draw: int) -> None:
    """Write one uniform number per dyad; `dyads` and `index` are (dyad,)."""
    for i in range(out.size):
        out[i] = keyed_uniform(seed, dyads[i], event, index[i], draw)
