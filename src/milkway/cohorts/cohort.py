"""A cohort: dyads with their covariates and their parameters."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from milkway.core.brief import brief
from milkway.core.errors import InputError, Mistake
from milkway.core.network import Network


@dataclass(frozen=True)
class Cohort:
    """Dyads drawn from a population.

    Attributes:
        dyads: (dyad,) identity of each dyad, which keys its luck.
        covariates: (dyad,) by name; a yes is 1.
        parameters: (dyad, parameter) in the order of `network.parameters`, canonical units.
    """

    dyads: np.ndarray
    covariates: Mapping[str, np.ndarray]
    parameters: np.ndarray

    __repr__ = brief

    def setting(self, network: Network, values: Mapping[str, float | np.ndarray]) -> "Cohort":
        """Return the cohort with other values of some parameters.

        Args:
            network: names the columns.
            values: by parameter key; a number for all, or (dyad,) one for each.

        Raises:
            InputError: keys that are not parameters of this network.
        """
        column = network.parameter_index
        mistakes = [Mistake("parameter", repr(key), "a parameter of this model") for key in values if key not in column]
        if mistakes:
            raise InputError("parameters to set", mistakes)
        parameters = self.parameters.copy()
        for key, value in values.items():
            parameters[:, column[key]] = value
        return replace(self, parameters=parameters)

    def covariate(self, name: str) -> np.ndarray:
        """Return (dyad,) a covariate; a yes is 1."""
        return np.asarray(self.covariates[name], dtype=float)

    def taking(self, positions: np.ndarray) -> "Cohort":
        """Return the dyads at some positions, in that order, with their identities."""
        own = {name: values[positions] for name, values in self.covariates.items()}
        return Cohort(self.dyads[positions], own, self.parameters[positions])
