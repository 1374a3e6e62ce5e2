"""An SBML document under construction: each function adds one element, with its unit, to a draft."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from importlib import import_module
from typing import Any

from milkway.compilers.sbml_math import unit_identifier
from milkway.core.units import BASES, DIMENSIONLESS, Unit

Element = Any  # of libSBML, which has no types of its own
SBML_BASES = {
    "cell": ("item", 0, 1.0),
    "mL": ("litre", -3, 1.0),
    "day": ("second", 0, 86400.0),
    "mg": ("gram", -3, 1.0),
    "micromole": ("mole", -6, 1.0),
}


@dataclass(frozen=True)
class Draft:
    """The libSBML module, document and model; libSBML has no types of its own."""

    libsbml: Any
    document: Any
    model: Any


def open_draft(name: str) -> Draft:
    """Return an empty model whose time is in days and whose extents are plain numbers; libSBML is installed."""
    libsbml = import_module("libsbml")
    document = libsbml.SBMLDocument(3, 2)
    model = document.createModel()
    model.setId(name)
    model.setTimeUnits("day")
    model.setExtentUnits("dimensionless")
    model.setSubstanceUnits("cell")
    model.setVolumeUnits("mL")
    return Draft(libsbml, document, model)


def add_units(draft: Draft, units: Iterable[Unit]) -> None:
    """Define units by the SI: a cell is an item, a micromole 1e-6 mole."""
    for unit in dict.fromkeys(units):
        if unit == DIMENSIONLESS:
            continue
        definition = draft.model.createUnitDefinition()
        definition.setId(unit_identifier(unit))
        for base, exponent in zip(BASES, unit.exponents, strict=True):
            if exponent:
                kind, scale, multiplier = SBML_BASES[base]
                part = definition.createUnit()
                part.setKind(draft.libsbml.UnitKind_forName(kind))
                part.setScale(scale)
                part.setMultiplier(multiplier)
                part.setExponent(exponent)


def add_compartment(draft: Draft, name: str, label: str, uberon: str) -> None:
    """Add a body site; amounts are counted, so that it needs no size."""
    site = draft.model.createCompartment()
    site.setId(name)
    site.setName(label)
    site.setConstant(True)
    site.setSpatialDimensions(0)
    site.setUnits("dimensionless")
    _identify(draft, site, uberon, draft.libsbml.BQB_IS)


def add_species(draft: Draft, name: str, site: str, unit: Unit, label: str, reference: str) -> None:
    """Add an amount of cells or of a substance."""
    species = draft.model.createSpecies()
    species.setId(name)
    species.setName(label)
    species.setCompartment(site)
    species.setSubstanceUnits(unit_identifier(unit))
    species.setHasOnlySubstanceUnits(True)
    species.setBoundaryCondition(False)
    species.setConstant(False)
    species.setInitialAmount(0.0)
    species.setConversionFactor(conversion(unit))
    qualifier = draft.libsbml.BQB_IS if reference.startswith("CHEBI") else draft.libsbml.BQB_HAS_TAXON
    _identify(draft, species, reference, qualifier)


def conversion(unit: Unit) -> str:
    """Return the identifier of the parameter that says what an extent of 1 means."""
    return f"one_{unit_identifier(unit)}"


def add_parameter(
    draft: Draft, name: str, unit: Unit, value: float | None, constant: bool, label: str = "", note: str = ""
) -> None:
    """Add a parameter, or with `constant` False a state or derived quantity."""
    parameter = draft.model.createParameter()
    parameter.setId(name)
    parameter.setUnits(unit_identifier(unit))
    parameter.setConstant(constant)
    if value is not None:
        parameter.setValue(value)
    if label:
        parameter.setName(label)
    if note:
        add_note(parameter, [note])


def add_note(element: Element, paragraphs: Iterable[str]) -> None:
    """Attach plain text to an element, for people to read."""
    text = "".join(f'<p xmlns="http://www.w3.org/1999/xhtml">{escape(paragraph)}</p>' for paragraph in paragraphs)
    element.setNotes(text)


def set_start(draft: Draft, name: str, law: str) -> None:
    """Let a symbol begin at a formula's value."""
    element = draft.model.createInitialAssignment()
    element.setSymbol(name)
    element.setMath(math(draft, law))


def assign(draft: Draft, name: str, law: str) -> None:
    """Let a parameter be a formula at all times."""
    element = draft.model.createAssignmentRule()
    element.setVariable(name)
    element.setMath(math(draft, law))


def change(draft: Draft, name: str, law: str) -> None:
    """Let a parameter change at a formula's rate."""
    element = draft.model.createRateRule()
    element.setVariable(name)
    element.setMath(math(draft, law))


def add_event(draft: Draft, name: str, trigger: str, priority: int, assignments: dict[str, str]) -> None:
    """Add an event; of those at one moment the one with the higher priority comes first, and the next sees its result."""
    event = draft.model.createEvent()
    event.setId(name)
    event.setUseValuesFromTriggerTime(False)
    when = event.createTrigger()
    when.setInitialValue(False)
    when.setPersistent(True)
    when.setMath(math(draft, trigger))
    event.createPriority().setMath(math(draft, f"{priority} dimensionless"))
    for variable, law in assignments.items():
        assignment = event.createEventAssignment()
        assignment.setVariable(variable)
        assignment.setMath(math(draft, law))


def math(draft: Draft, formula: str) -> Any:
    """Return the tree of a formula; the model's identifiers win over the names of functions."""
    settings = draft.libsbml.L3ParserSettings()
    settings.setParseUnits(True)
    settings.setModel(draft.model)
    settings.setComparisonCaseSensitivity(True)
    tree = draft.libsbml.parseL3FormulaWithSettings(formula, settings)
    assert tree is not None, f"{draft.libsbml.getLastParseL3Error()}: {formula}"
    return tree


def _identify(draft: Draft, element: Any, reference: str, qualifier: int) -> None:
    if not reference:
        return
    element.setMetaId(f"meta_{element.getId()}")
    term = draft.libsbml.CVTerm(draft.libsbml.BIOLOGICAL_QUALIFIER)
    term.setBiologicalQualifierType(qualifier)
    term.addResource(f"https://identifiers.org/{reference}")
    element.addCVTerm(term)


def write_text(draft: Draft) -> str:
    """Return the document as XML."""
    return draft.libsbml.writeSBMLToString(draft.document)


def complaints(text: str) -> list[str]:
    """Return what libSBML finds wrong with a document: consistency, units, modelling practice."""
    libsbml = import_module("libsbml")
    document = libsbml.readSBMLFromString(text)
    document.checkConsistency()
    return [document.getError(i).getMessage().strip() for i in range(document.getNumErrors())]
