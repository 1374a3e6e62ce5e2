"""What the model says of each part of a claim as plain values: paired contrasts, and which hypotheses can be told apart."""

from dataclasses import asdict

from milkway.analysis.reasons import BEYOND_CHANCE, FEW_DRAWS, FEW_PAIRS, NO_PAIR, NOBODY_ILL_WITHOUT
from milkway.verdicts.compared_quantities import QUANTITIES
from milkway.verdicts.discrimination import Telling, best
from milkway.verdicts.model_answers import Answers, Compared, Fit
from milkway.verdicts.paired_contrasts import Difference

LEVEL = 0.95


def counterfactuals(answers: Answers) -> dict[tuple[str, str], dict]:
    """Return what the model says, by claim and part."""
    parts = dict.fromkeys((one.question.claim, one.question.part) for one in answers.compared)
    return {part: _of_part(answers, answers.of_part(*part)) for part in parts}


def every_measurement(answers: Answers) -> list[dict]:
    """Return of every pair of hypotheses what a trial could measure, the most telling first."""
    return [
        {"pair": list(pair), "measurements": [_in_full(one) for one in answers.tellings if one.pair == pair]}
        for pair in answers.pairs()
    ]


def _of_part(answers: Answers, compared: tuple[Compared, ...]) -> dict:
    plain = {
        "contrasts": [_contrast(one) for one in compared],
        "level": LEVEL,
        "dyads": answers.dyads,
        "draws": answers.draws,
        "drawn_from": answers.drawn_from,
        "failed": answers.failed,
        "seed": answers.seed,
        "tuned_on": sorted({study for one in compared for study in one.tuned_on}),
    }
    if any(one.question.hypotheses for one in compared):
        plain["published"] = [_fit(one) for one in answers.fits]
        plain["told_apart_by"] = [_told(answers, pair) for pair in answers.pairs()]
    return plain


def _contrast(one: Compared) -> dict:
    found, quantity = one.difference, QUANTITIES[one.quantity]
    return {
        "quantity": one.quantity,
        "label": quantity.label,
        "unit": quantity.unit,
        "with": one.given.label,
        "without": one.absent.label,
        "hypothesis": one.given.hypothesis or None,
        "rival": one.question.rival,
        "value_with": found.given,
        "value_without": found.absent,
        "difference": found.estimate,
        "over_dyads": asdict(found.over_dyads) if found.over_dyads is not None else None,
        "over_draws": asdict(found.over_draws) if found.over_draws is not None else None,
        **_why_not(found),
        "pairs": found.dyads,
        "draws": found.draws,
        "tuned_on": list(one.tuned_on),
    }


def _why_not(found: Difference) -> dict[str, str]:
    """Return why a difference, the values that it is of, or one of its intervals does not exist."""
    why = {} if found.dyads else {f"{key}_note": NO_PAIR for key in ("value_with", "value_without", "difference")}
    why |= {} if found.over_dyads is not None else {"over_dyads_note": FEW_PAIRS if found.dyads else NO_PAIR}
    return why if found.over_draws is not None else why | {"over_draws_note": FEW_DRAWS}


def _fit(fit: Fit) -> dict:
    published = fit.published
    return {
        "study": fit.study,
        "measure": published.measure,
        "estimate": published.estimate,
        "low": published.low,
        "high": published.high,
        "simulated": dict(fit.predicted),
        "within": list(fit.within),
        **({"simulated_note": NOBODY_ILL_WITHOUT} if None in fit.predicted.values() else {}),
    }


def _told(answers: Answers, pair: tuple[str, str]) -> dict:
    found = best(answers.tellings, pair)
    if found is None:
        return {"pair": list(pair), "measurement": None, "note": BEYOND_CHANCE}
    return {"pair": list(pair), "measurement": _measurement(found)}


def _measurement(found: Telling) -> dict:
    quantity = QUANTITIES[found.quantity]
    return {
        "quantity": found.quantity,
        "label": quantity.label,
        "unit": quantity.unit,
        "difference": found.difference,
        "noise": found.noise,
        "women_per_arm": found.women,
    }


def _in_full(found: Telling) -> dict:
    """Return a measurement with its interval over draws, and with dots that each stand for one woman in twenty."""
    plain = _measurement(found) | {"dots": list(found.dots)}
    plain |= {"over_draws": asdict(found.over_draws) if found.over_draws is not None else None}
    plain |= {} if found.women is not None else {"women_per_arm_note": BEYOND_CHANCE}
    return plain | ({} if found.over_draws is not None else {"over_draws_note": FEW_DRAWS})
