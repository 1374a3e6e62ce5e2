"""What was found as plain values, as `milkway optimise --json` prints it: lines with their words, and rankings."""

from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import version

from milkway.interventions.compared_draw import Line
from milkway.interventions.dyad_outcomes import OUTCOMES, POWERS
from milkway.interventions.effects_over_draws import LEAST_DRAWS, Effect
from milkway.interventions.intervention import Catalogue, Intervention, Pair
from milkway.interventions.line_words import TOPICS, is_trusted
from milkway.interventions.optimised import Again, Optimised, blocks_of, is_by_definition
from milkway.interventions.ranking import AS_USUAL, Ranking
from milkway.interventions.reference_infants import REFERENCES, reference
from milkway.ledger.tables import ParameterTable

NO_EVIDENCE = "of the mechanism; no evidence"
UNSURE = ("placeholder", "tuned", "expert")
WHY_NOT = (
    "Nothing is ranked: every line passes through a block in which the mechanism is not known to be as good as published results"
    " alone, so that a number would be no evidence. Told are signs under each hypothesis, and what would have to be measured."
)
FEW_DRAWS = f"Nothing is ranked below {LEAST_DRAWS} draws of the parameters."


def plain_catalogue(catalogue: Catalogue, table: ParameterTable) -> dict:
    """Return the catalogue: interventions, pairs, what is not modelled, outcomes, and what is left out of these."""
    return {
        "about": "simulated; no human participants",
        "interventions": [plain_intervention(one, table) for one in catalogue.interventions],
        "pairs": [_pair(one) for one in catalogue.pairs],
        "not_modelled": [asdict(one) for one in catalogue.not_modelled],
        "outcomes": [_outcome(name) for name in OUTCOMES],
        "left_out_outcomes": [asdict(one) for one in catalogue.left_out],
        "lines": [],
        "version": version("milkway"),
    }


def plain_optimised(found: Optimised, catalogue: Catalogue, table: ParameterTable, words: Mapping[str, str]) -> dict:
    """Return all of it.

    Args:
        found: by the study.
        catalogue: that it chose from.
        table: in use, for the kinds of the numbers that decide.
        words: by block.
    """
    asked, whole = found.asked, plain_catalogue(catalogue, table)
    return whole | {
        "interventions": [
            plain_intervention(one, table) | {"share_of_women": found.whom[one.name]} for one in asked.interventions
        ],
        "pairs": [_pair(one) | {"share_of_women": found.whom[one.name]} for one in asked.pairs],
        "outcomes": [_outcome(name) for name in asked.outcomes],
        "hypotheses": [_hypothesis(name, found) for name in found.hypotheses],
        "blocks": {topic: {"about": about, "word": words[topic]} for topic, about in TOPICS.items()},
        "lines": [_line(line, effect, found) for line, effect in found.effects.items()],
        "rankings": [_ranking(place, one, found) for place, one in found.rankings.items()],
        "pareto": [
            {"hypothesis": name, "outcomes": list(one.outcomes), "members": dict(one.members), "beaten": list(one.beaten)}
            for name, one in found.fronts.items()
        ],
        "why_no_ranking": None if found.rankings else _why_not(found),
        "draws": found.draws,
        "dyads": asked.dyads,
        "lives": found.lives,
        "seed": asked.seed,
        "left_out": list(found.left_out),
    }


def plain_intervention(one: Intervention, table: ParameterTable) -> dict:
    """Return an intervention, with the kinds of the numbers that decide it and those that would have to be measured."""
    rows = [row for row in table.rows.values() if row.parameter in one.decided_by]
    told = {
        "name": one.name,
        "label": one.label,
        "does": one.sentence,
        "by": one.by,
        "varies": one.of,
        "for_whom": one.for_whom,
        "usual": one.usual,
        "through": list(one.through),
        "blocks": list(one.blocks),
        "size": one.size or None,
        "not_told": one.not_told or None,
        "by_definition": list(one.by_definition),
    }
    return told | {
        "decided_by": dict(table.counted(row.key for row in rows)),
        "to_measure": list(dict.fromkeys(row.number for row in rows if row.kind in UNSURE)),
    }


def _pair(one: Pair) -> dict:
    return {"name": one.name, "of": list(one.of), "because": one.because}


def _outcome(name: str) -> dict:
    one = OUTCOMES[name]
    told = {key: getattr(one, key) for key in ("label", "short", "unit", "whose", "better", "block")}
    return {"name": name, **told, "reference": _reference(name) if one.unit == POWERS else None}


def _reference(name: str) -> dict:
    known = reference(next(day for day in REFERENCES if name.endswith(f"_{day}")))
    occasion = known.occasion
    return {
        "study": occasion.study,
        "birth": occasion.birth,
        "antibiotic": occasion.antibiotic,
        "days": [occasion.first, occasion.last],
        "n": known.n,
        "among_themselves": known.among_themselves,
        "feeding": "not stated of each infant",
    }


def _hypothesis(name: str, found: Optimised) -> dict:
    stated = next((one for one in found.asked.women.protocol.hypotheses if one.name == name), None)
    basis = None if stated is None else {"kind": stated.basis.kind, "tuned_on": list(stated.basis.tuned_on)}
    return {"name": name, "label": name if stated is None else stated.label, "basis": basis}


def _line(line: Line, effect: Effect, found: Optimised) -> dict:
    word, defined = found.words[line], is_by_definition(found.asked, line)
    both = found.interactions.get(line)
    told = is_trusted(word) and not defined
    return {
        "what": line.what,
        "hypothesis": line.hypothesis,
        "outcome": line.outcome,
        "word": word,
        "blocks": list(blocks_of(found.asked, line)),
        "by_definition": defined,
        "sign": effect.sign,
        "draws": _counts(effect),
        "effect": _numbers(effect) if told else None,
        "of_the_mechanism": None if told else {"note": NO_EVIDENCE, **_numbers(effect)},
        "interaction": None if both is None else _interaction(both, told=told),
    }


def _counts(effect: Effect) -> dict:
    return {"lower": effect.lower, "higher": effect.higher, "same": effect.draws - effect.lower - effect.higher}


def _numbers(effect: Effect) -> dict:
    keys = ("usual", "change", "error", "noise", "low", "high", "dyads", "differing")
    return {key: getattr(effect, key) for key in keys}


def _interaction(effect: Effect, *, told: bool) -> dict:
    numbers = {"change": effect.change, "error": effect.error}
    return {
        "sign": effect.sign,
        "draws": _counts(effect),
        "effect": numbers if told else None,
        "of_the_mechanism": None if told else {"note": NO_EVIDENCE, **numbers},
    }


def _ranking(place: tuple[str, str], ranking: Ranking, found: Optimised) -> dict:
    outcome, hypothesis = place
    again = found.again.get(place)
    return {
        "outcome": outcome,
        "hypothesis": hypothesis,
        "unit": OUTCOMES[outcome].unit,
        "draws": ranking.draws,
        "places": [asdict(one) for one in ranking.places],
        "value_of_perfect_information": ranking.perfect,
        "winner": ranking.winner,
        "winner_again": None if again is None else _again(again),
        "note": f"{AS_USUAL} is not beaten" if ranking.winner == AS_USUAL else None,
    }


def _again(one: Again) -> dict:
    return {
        **_numbers(one.effect),
        "sign": one.effect.sign,
        "share_of_women": one.whom,
        "trial": asdict(one.trial),
    }


def _why_not(found: Optimised) -> str:
    trusted = any(is_trusted(word) and not is_by_definition(found.asked, line) for line, word in found.words.items())
    return FEW_DRAWS if trusted else WHY_NOT
