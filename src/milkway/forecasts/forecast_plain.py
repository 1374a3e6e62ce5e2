"""A forecast as plain values for JSON."""

import numpy as np

from milkway.analysis.kinds import COUNT, SHARE
from milkway.forecasts.forecast import AVERAGED, EndpointForecast, Forecast, Told
from milkway.forecasts.forecast_scores import joint_scores, score_of, scored_places
from milkway.forecasts.given_results import Given
from milkway.forecasts.printed_trials import PrintedContrast
from milkway.forecasts.withdrawal import of_families
from milkway.planning.naive_plan import assumed
from milkway.planning.plan_b import Said, plan_b
from milkway.skill.naive import reference_groups
from milkway.skill.naive_evidence import family_of
from milkway.skill.scores import place_of

TARGET = 0.8  # power of the plans beside a forecast
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)


def plain_results(found: Forecast) -> list[dict]:
    """Return each result: an arm or a contrast under a hypothesis, averaged over route settings, scored where it is known."""
    counted = set(scored_places(found))
    rows = []
    for one in found.endpoints:
        for hypothesis in found.hypotheses:
            told = one.by[hypothesis, AVERAGED]
            rows += [_arm(found, one, arm, hypothesis, told, counted) for arm in told.truths.level]
            rows += [_contrast(found, one, contrast, hypothesis) for contrast in told.printed.contrasts]
    return rows


def plain_joint(found: Forecast) -> list[dict]:
    """Return the results that are scored together, with the log score of the forecast, of the rival and of the hierarchy."""
    return [
        {
            "names": [f"{endpoint}, {arm}" for endpoint, arm in one.places],
            "log_score": one.model.value,
            "error": one.model.error,
            "rival": one.naive,
            "hierarchy": one.hierarchy,
        }
        for one in joint_scores(found)
    ]


def plain_routes(found: Forecast) -> list[dict]:
    """Return the same forecasts under each setting of the disputed routes."""
    return [
        {
            "routes": setting.name,
            "weight": setting.weight,
            "results": [
                {"name": one.endpoint.name, "arm": arm, "hypothesis": hypothesis} | interval_of(values)
                for one in found.endpoints
                for hypothesis in found.hypotheses
                for arm, values in one.by[hypothesis, setting.name].printed.arms.items()
            ],
        }
        for setting in found.protocol.routes.settings
    ]


def not_placed(found: Forecast) -> list[str]:
    """Return the published contrasts that no forecast contrast is like, a sentence each."""
    made = {
        (one.endpoint.name, contrast.arm, contrast.measure)
        for one in found.endpoints
        for contrast in one.by[found.counted, AVERAGED].printed.contrasts
    }
    told = []
    for place, value in found.contrasts.items():
        endpoint, arm, measure = place
        if place not in made:
            forecast = ", ".join(f"{other} of {name}" for one, name, other in sorted(made) if one == endpoint) or "nothing"
            told.append(f"{endpoint}: {measure} {value:g} of {arm or 'an arm that is not said'}, where {forecast} is forecast")
    return told


def naive_groups(found: Forecast) -> dict[str, list[str]]:
    """Return by endpoint with a naive rival the studies whose groups it is made of."""
    families = {one.endpoint.name: family_of(one.endpoint.score) for one in found.endpoints if one.naive is not None}
    return {name: list(reference_groups(one, found.protocol.study)) for name, one in families.items() if one is not None}


def plain_plan_b(found: Forecast) -> dict | None:
    """Return plan B of the first endpoint that has one, else why the first has none; None where nothing is forecast, or compared.

    Milkway's level is of the counted hypothesis, over draws, with what the model may miss; as many are lost as in the simulation.
    """
    whole = [] if found.protocol.single else [one for one in found.endpoints if not one.endpoint.timed]
    plans = [plan_b(found.protocol, one.endpoint.endpoint, _said(found, one), None, TARGET) for one in whole]
    return next((one for one in plans if not one["why_not"]), plans[0] if plans else None)


def plain_withdrawals(found: Forecast) -> list[str]:
    """Return what would make us withdraw such forecasts, a sentence each."""
    families = [family_of(one.endpoint.score) for one in found.endpoints]
    return [one.sentence for one in of_families(frozenset(one.name for one in families if one is not None))]


def noise(found: Forecast) -> dict[str, float | None]:
    """Return by endpoint the share of the variance over draws that was the noise of few women, and was taken out."""
    return {one.endpoint.name: one.by[found.counted, AVERAGED].truths.noise for one in found.endpoints}


def interval_of(values: np.ndarray) -> dict:
    """Return median, 50 % and 90 % interval of what trials print; None where there is nothing."""
    if not len(values):
        return {"median": None, "interval50": None, "interval90": None}
    low, lower, middle, upper, high = np.quantile(values, LEVELS).tolist()
    return {"median": middle, "interval50": [lower, upper], "interval90": [low, high]}


def short_of(values: np.ndarray) -> dict:
    """Return median and 90 % interval."""
    found = interval_of(values)
    return {"median": found["median"], "interval90": found["interval90"]}


def _said(found: Forecast, one: EndpointForecast) -> Said:
    truths = one.by[found.counted, AVERAGED].truths
    lost = {arm: 1 - share for arm, share in (truths.analysed or {}).items()}
    return Said(assumed(truths.level[found.protocol.reference]), lost, "draws of the parameters, with what the model may miss")


def _arm(found: Forecast, one: EndpointForecast, arm: str, hypothesis: str, told: Told, counted: set) -> dict:
    known, place = found.given.get((one.endpoint.name, arm)), (one.endpoint.name, arm)
    return (
        {"name": one.endpoint.name, "arm": arm, "hypothesis": hypothesis}
        | interval_of(told.printed.arms[arm])
        | {
            "published": None if known is None else known.plain,
            "place": None if known is None else place_of(told.printed.arms[arm], known.value),
        }
        | _score(told, one, arm, known, with_error=True)
        | {
            "mechanism": short_of(one.alone[hypothesis].printed.arms[arm]),
            "rival": _other(one.naive, one, arm, known),
            "hierarchy": _other(one.hierarchy, one, arm, known),
            "scored": hypothesis == found.counted and place in counted,
        }
    )


def _contrast(found: Forecast, one: EndpointForecast, contrast: PrintedContrast, hypothesis: str) -> dict:
    """Return a contrast: it follows from the arms, so that it is placed and never scored; its p is of the mechanism alone."""
    alone, maker = _alike(one.alone[hypothesis], contrast), _alike(one.maker.get(hypothesis), contrast)
    assert alone is not None
    known = found.contrasts.get((one.endpoint.name, contrast.arm, contrast.measure))
    return (
        {"name": one.endpoint.name, "contrast": contrast.arm, "measure": contrast.measure, "hypothesis": hypothesis}
        | interval_of(contrast.estimate)
        | {"significant": {"lower": alone.lower, "higher": alone.higher}}
        | {
            "published": None if known is None else {"value": known},
            "place": None if known is None or not len(contrast.estimate) else place_of(contrast.estimate, known),
            "log_score": None,
            "mechanism": short_of(alone.estimate),
            "maker": None if maker is None else short_of(maker.estimate),
            "rival": _other_contrast(one.naive, contrast),
            "hierarchy": _other_contrast(one.hierarchy, contrast),
            "scored": False,
        }
    )


def _other(told: Told | None, one: EndpointForecast, arm: str, known: Given | None) -> dict | None:
    if told is None or arm not in told.printed.arms:
        return None
    return short_of(told.printed.arms[arm]) | _score(told, one, arm, known)


def _other_contrast(told: Told | None, like: PrintedContrast) -> dict | None:
    same = _alike(told, like)
    return None if same is None else short_of(same.estimate) | {"log_score": None}


def _alike(told: Told | None, like: PrintedContrast) -> PrintedContrast | None:
    """Return the contrast of the same arm and measure."""
    made = () if told is None else told.printed.contrasts
    return next((one for one in made if (one.arm, one.measure) == (like.arm, like.measure)), None)


def _score(told: Told, one: EndpointForecast, arm: str, known: Given | None, *, with_error: bool = False) -> dict:
    name = "log_score" if one.kind is SHARE or one.kind is COUNT else "crps"
    found = None if known is None else score_of(told, one.kind, arm, known)
    made = {name: None if found is None else found.value}
    return made | ({"error": None if found is None else found.error} if with_error else {})
