"""What a comparison of designs says in words: how it was made, and which differences are larger than their error."""

from milkway.biology.disputed import routes_sentence
from milkway.cohorts.chosen import model_line
from milkway.reports.designs.designs_tables import apart, hypotheses, points, rows_of
from milkway.reports.flip_words import flip_sentences
from milkway.reports.least_words import settings_sentences
from milkway.reports.numbers import plain


def headline(summary: dict) -> list[str]:
    """Return the main results as sentences."""
    truth, women = summary["truth"], summary["pool"]
    stated = "as strong as the protocol says" if truth["stated"] is None else f"so strong that the true {truth['kind']} of"
    stated += (
        "" if truth["stated"] is None else f" {summary['endpoint']['name']} is {plain(truth['stated'])} in the design as planned"
    )
    told = [
        routes_sentence(summary["disputed_routes"]),
        *model_line(summary),
        *settings_sentences(summary),
        f"Each design screens {summary['screened']} women, as many as the planned one needs; those not eligible count too.",
        f"The product is {stated}, and no stronger in the others; disputed routes {summary['routes']}.",
        f"{women['pools']} pools of {women['women']} women, {summary['reps']} trials a design (fewer where analysis is slow).",
    ]
    told += [
        f"Even the strongest product does not reach the truth under {name}."
        for name, one in truth["strengths"].items()
        if one["strongest"]
    ]
    told += flip_sentences(summary["flip"])
    for name in hypotheses(summary)[1:]:
        told += _moved(summary, name)
    return told


def _moved(summary: dict, hypothesis: str) -> list[str]:
    planned, *rows = rows_of(summary, hypothesis)
    clear = sorted((one for one in rows if apart(one)), key=lambda one: -one["difference"]["value"])
    power = f"Under {hypothesis}, the design as planned has {100 * planned['power']['value']:.0f} % power"
    if not clear:
        return [f"{power}; no design differs from it by more than its Monte-Carlo error."]
    more = [one for one in clear if one["difference"]["value"] > 0][:3]
    less = [one for one in reversed(clear) if one["difference"]["value"] < 0][:3]
    parts = [
        f"{word}: {'; '.join(_named(one) for one in some)}" for word, some in (("most gained", more), ("most lost", less)) if some
    ]
    return [f"{power}. {'. '.join(part[0].upper() + part[1:] for part in parts)} (points of power, beyond their error)."]


def _named(one: dict) -> str:
    return f"{one['design']} {points(one['difference'])}"
