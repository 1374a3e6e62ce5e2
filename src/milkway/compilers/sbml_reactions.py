"""A network's flows as reactions of an SBML draft."""

from typing import Any

from milkway.compilers.sbml_draft import Draft, add_note, math, set_start
from milkway.compilers.sbml_terms import Reaction
from milkway.core.model import Process


def write_reaction(draft: Draft, reaction: Reaction, species: set[str], process: Process) -> None:
    """Add a reaction with its ends, the other species that its law mentions, and the process it is part of."""
    element = draft.model.createReaction()
    element.setId(reaction.name)
    element.setReversible(False)
    element.setName(process.about)
    sources = ", ".join(process.cites) or "none given"
    add_note(element, [f"Process {process.name}; sources: {sources}."])
    if reaction.reactant:
        _end(element.createReactant(), reaction.reactant, 1.0)
    for name, stoichiometry in reaction.products.items():
        end, plain = element.createProduct(), _plain(stoichiometry)
        _end(end, name, plain)
        if plain is None:
            end.setId(f"{reaction.name}__number_of__{name}")
            set_start(draft, end.getId(), stoichiometry)
    law = math(draft, reaction.law)
    mentioned = {name for name in _names(law) if name in species} - {reaction.reactant, *reaction.products}
    for name in sorted(mentioned):
        element.createModifier().setSpecies(name)
    element.createKineticLaw().setMath(law)


def _end(end: Any, species: str, stoichiometry: float | None) -> None:
    end.setSpecies(species)
    end.setConstant(True)
    if stoichiometry is not None:
        end.setStoichiometry(stoichiometry)


def _plain(formula: str) -> float | None:
    try:
        return float(formula)
    except ValueError:
        return None


def _names(tree: Any) -> set[str]:
    found, stack = set(), [tree]
    while stack:
        node = stack.pop()
        if node.isName():
            found.add(node.getName())
        stack.extend(node.getChild(i) for i in range(node.getNumChildren()))
    return found
