"""The restricted likelihood of repeated values, slow and obvious, with numerical derivatives, to hold the package's model to."""

from dataclasses import dataclass

import numpy as np
from scipy import optimize

STEP = 1e-4  # of numerical derivatives by central differences, whose error is then about 1e-8


@dataclass(frozen=True)
class Plain:
    """Values (woman, visit) with NaN where missing, and their design (woman, visit, column); one covariance.

    Covariances are told as the logarithms of visits' standard scales and what stands below ones in a triangle, as mmrm does.
    """

    values: np.ndarray
    design: np.ndarray

    def covariance(self, theta):
        visits = self.values.shape[1]
        triangle = np.eye(visits)
        triangle[np.tril_indices(visits, -1)] = theta[visits:]
        root = np.exp(theta[:visits])[:, None] * triangle
        return root @ root.T

    def coefficients(self, theta):
        """Coefficients by generalised least squares, and their covariance."""
        covariance, information, sums = self.covariance(theta), 0, 0
        for value, rows, seen in self._alike():
            inverse = np.linalg.inv(covariance[np.ix_(seen, seen)])
            information = information + np.einsum("wac,ab,wbd->cd", rows, inverse, rows, optimize=True)
            sums = sums + np.einsum("wac,ab,wb->c", rows, inverse, value, optimize=True)
        phi = np.linalg.inv(information)
        return phi @ sums, phi

    def minus_log_likelihood(self, theta):
        covariance, (best, phi), total = self.covariance(theta), self.coefficients(theta), 0.0
        for value, rows, seen in self._alike():
            own, residual = covariance[np.ix_(seen, seen)], value - rows @ best
            total += len(value) * np.linalg.slogdet(own)[1] + (residual * np.linalg.solve(own, residual.T).T).sum()
        free = np.isfinite(self.values).sum() - len(best)
        return (total - np.linalg.slogdet(phi)[1] + free * np.log(2 * np.pi)) / 2

    def slope(self, theta):
        return _slope(self.minus_log_likelihood, theta)

    def search(self, maxcor, ftol):
        """Where a quasi-Newton search stops that begins at ones; R's `optim` keeps 5 corrections and stops at 1e7 roundings."""
        options = {"maxcor": maxcor, "ftol": ftol, "gtol": 0.0, "maxiter": 500}
        start = np.zeros(self.values.shape[1] * (self.values.shape[1] + 1) // 2)
        return optimize.minimize(self.minus_log_likelihood, start, jac=self.slope, method="L-BFGS-B", options=options).x

    def moved(self, theta):
        """How coefficients move with theta (theta, column), and the covariance of theta from the likelihood's curvature."""
        curvature = np.array(_slope(self.slope, theta))
        return np.array(_slope(lambda one: self.coefficients(one)[0], theta)), np.linalg.inv((curvature + curvature.T) / 2)

    def freedom(self, theta, contrasts):
        """Satterthwaite's degrees of freedom of each contrast."""
        uncertainty = self.moved(theta)[1]
        slopes = np.array(_slope(lambda one: self.coefficients(one)[1], theta))
        spreads = [np.einsum("c,icd,d->i", one, slopes, one) for one in contrasts]
        phi = self.coefficients(theta)[1]
        return [
            2 * (one @ phi @ one) ** 2 / (spread @ uncertainty @ spread) for one, spread in zip(contrasts, spreads, strict=True)
        ]

    def _alike(self):
        """Women with the same visits."""
        seen = np.isfinite(self.values)
        for pattern in np.unique(seen[seen.any(axis=1)], axis=0):
            women = (seen == pattern).all(axis=1)
            yield self.values[women][:, pattern], self.design[women][:, pattern], pattern


def _slope(function, at):
    steps = STEP * np.eye(len(at))
    return np.array([(function(at + step) - function(at - step)) / (2 * STEP) for step in steps])
