"""Comparisons of interventions that tests make: small, on the tables, or made up with known effects."""

from milkway.cohorts.declared import declared_parameters, model_of
from milkway.interventions.asked_women import asked_women
from milkway.interventions.compared_draw import Comparison
from milkway.interventions.dyad_outcomes import OUTCOMES
from milkway.interventions.intervention_catalogue import pairs_among, read_catalogue
from milkway.lives.means import Means
from milkway.protocol.known import words_with
from milkway.simulation.kept_machine import machine_of
from milkway.simulation.solver import Solver


def comparison(*names, of="general", dyads=16, without=(), outcomes=tuple(OUTCOMES)):
    """Interventions of the catalogue, by name, and their pairs."""
    table = declared_parameters()
    women = asked_women(of, words_with(table), {})
    machine = machine_of(model_of(table).lacking(*women.without, *without), table.keys())
    known = read_catalogue().named
    chosen = tuple(known[name] for name in names)
    pairs = pairs_among(read_catalogue(), chosen)
    return Comparison(women, machine, chosen, pairs, outcomes, dyads, 1, Means(Solver()))
