"""What the ledger has to say about one study, quantity, parameter or claim, as plain values."""

from dataclasses import asdict

from milkway.ledger.ledger import Evidence
from milkway.ledger.overlap import sharing
from milkway.ledger.rows import MEANINGS, OFF_MEANS, ParameterRow
from milkway.ledger.sources import split_keys
from milkway.ledger.statements import Rated
from milkway.ledger.studies import Study

USES = ("calibrate", "check", "context")
DIRECTIONS = ("for", "against", "none")


def study_line(study: Study) -> dict:
    """Return a study in a line: what it is, who was studied, how many, who ran it, and how its findings are used."""
    return {
        "id": study.id,
        "kind": study.kind,
        "who": study.who,
        "n": participants(study),
        "sponsor": study.sponsor,
        "blinding": study.blinding,
        "risk_of_bias": study.risk_of_bias.worst() if study.risk_of_bias else None,
        "use": {use: sum(finding.use == use for finding in study.findings) for use in USES},
    }


def participants(study: Study) -> int | None:
    """Return how many took part as far as was read: all arms together, or the largest number that a finding has."""
    counts = ([arm.randomised for arm in study.arms], [arm.analysed for arm in study.arms])
    whole = [sum(one for one in count if one is not None) for count in counts if count and None not in count]
    return max((*whole, *(finding.n for finding in study.findings if finding.n is not None)), default=None)


def study_account(evidence: Evidence, id_: str) -> dict:
    """Return a study with its findings, bias, sponsor, overlap, and the parameters and claims that rest on it."""
    study = evidence.studies[id_]
    plain = asdict(study)
    same = {one.id: one.same_participants_as for one in evidence.studies.values()}
    plain["participants"] = participants(study)
    plain["same_participants_as"] = sorted(sharing(same, id_))
    plain["quantities"] = sorted(one.id for one in evidence.quantities.values() if one.key == id_)
    plain["reference"] = str(evidence.sources[id_])
    return plain | {"rests_on_it": rests_on(evidence, id_, set(plain["quantities"]))}


def rests_on(evidence: Evidence, key: str, quantities: set[str]) -> dict:
    """Return the parameters and claims that rest on a source and on the quantities read in it."""
    rows = evidence.parameters.rows.items()
    read_in = {name for name, row in rows if key in split_keys(row.source) or quantities & set(split_keys(row.locator))}
    return {
        "parameters_read": sorted(read_in),
        "parameters_tuned": sorted(name for name, row in rows if key in row.tuned_on),
        "claims": {
            claim.id: ", ".join(dict.fromkeys(one.direction for one in claim.resting_on({key, *quantities})))
            for claim in evidence.claims.values()
            if claim.resting_on({key, *quantities})
        },
    }


def quantity_account(evidence: Evidence, id_: str) -> dict:
    """Return a quantity with its reference, and the parameters and claims that rest on it."""
    quantity = evidence.quantities[id_]
    study = evidence.studies.get(quantity.key)
    rows = evidence.parameters.rows.items()
    parameters = sorted(name for name, row in rows if id_ in split_keys(row.locator))
    claims = rests_on(evidence, "", {id_})["claims"]
    return asdict(quantity) | {
        "reference": str(evidence.sources[quantity.key]) if quantity.key else None,
        "study": study.id if study else None,
        "rests_on_it": {"parameters_read": parameters, "parameters_tuned": [], "claims": claims},
    }


def parameter_account(evidence: Evidence, row: ParameterRow) -> dict:
    """Return where a number comes from: value, spread, kind, its sources, and the quantities that it was read from."""
    locators = [evidence.quantities[name] for name in split_keys(row.locator) if name in evidence.quantities]
    shown = ("id", "quantity", "value", "low", "high", "unit", "who", "population", "status", "quote", "url")
    return {
        "key": row.key,
        **{name: getattr(row, name) for name in ("value", "unit", "kind", "distribution", "spread", "variation")},
        "kind_means": MEANINGS.get(row.kind, OFF_MEANS),
        "note": row.note,
        "locator": row.locator,
        "sources": {key: str(evidence.sources[key]) for key in split_keys(row.source)},
        "tuned_on": {key: str(evidence.sources[key]) for key in row.tuned_on},
        "read_from": [{name: getattr(one, name) for name in shown} for one in locators],
    }


def claim_account(evidence: Evidence, id_: str) -> dict:
    """Return a statement with its parts, and how the findings of each lean."""
    claim = evidence.claims[id_]
    return {
        **{"id": claim.id, "statement": claim.quote, "rival": claim.rival},
        "parts": {
            part.says: {way: [_cited(evidence, one) for one in part.findings if one.direction == way] for way in DIRECTIONS}
            for part in claim.parts
        },
    }


def _cited(evidence: Evidence, one: Rated) -> str:
    """Return a finding with where it was read."""
    if not one.ledger or one.quote:
        return f"{one.id}: {one.said or one.quote}"
    study = evidence.studies.get(one.ledger)
    return f"{one.id}: {study.citation if study else evidence.quantities[one.ledger].quantity}"
