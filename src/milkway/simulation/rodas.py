"""The Rodas4 method: six stages, order four, stiffly stable (Hairer 1996, Section IV.10, hairer1996).

Written for W K_s = h F(Y_s) + sum C_sj K_j + gamma_s h^2 dF/dt with W = I/gamma - h J, which needs no division by the step.
"""

import numpy as np

STAGES = 6
ON_ITS_WAY = 5  # from this stage on each begins where the one before begins, and that one added; the end follows the last
WEIGHTS = np.array([1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950, 1.0, 1.0])
NODES = np.array([0.0, 0.386, 0.21, 0.63, 1.0, 1.0])
DRIFT = np.array([0.25, -0.1043, 0.1035, -0.0362, 0.0, 0.0])
STARTS = np.array(
    [
        [0.0, 0.0, 0.0, 0.0, 0.0],
        [1.544, 0.0, 0.0, 0.0, 0.0],
        [0.9466785280815826, 0.2557011698983284, 0.0, 0.0, 0.0],
        [3.314825187068521, 2.896124015972201, 0.9986419139977817, 0.0, 0.0],
        [1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950, 0.0],
        [1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950, 1.0],
    ]
)
COUPLING = np.array(
    [
        [0.0, 0.0, 0.0, 0.0, 0.0],
        [-5.6688, 0.0, 0.0, 0.0, 0.0],
        [-2.430093356833875, -0.2063599157091915, 0.0, 0.0, 0.0],
        [-0.1073529058151375, -9.594562251023355, -20.47028614809616, 0.0, 0.0],
        [7.496443313967647, -10.24680431464352, -33.99990352819905, 11.70890893206160, 0.0],
        [8.083246795921522, -7.981132988064893, -31.52159432874371, 16.31930543123136, -6.058818238834054],
    ]
)


def _stage_shares() -> np.ndarray:
    """Return (stage,) how much the flux at each stage counts in what a step moves."""
    lower = np.zeros((STAGES, STAGES))
    lower[:, : STAGES - 1] = COUPLING
    return np.linalg.solve((np.eye(STAGES) / DRIFT[0] - lower).T, WEIGHTS)


STAGE_SHARES = _stage_shares()
MEAN_STATE = STAGE_SHARES @ (np.hstack([STARTS, np.zeros((STAGES, 1))]) + np.eye(STAGES))
"""(stage,) weights of the mean state of a step. Where change is linear, it is exactly what that state makes in the whole step."""
