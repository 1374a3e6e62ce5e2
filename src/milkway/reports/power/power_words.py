"""What a study of power says in words: its headline, and the five parts by which a simulation study is reported (ADEMP)."""

from milkway.analysis.measure import Measure
from milkway.analysis.registry import MEASURES
from milkway.biology.disputed import routes_sentence
from milkway.cohorts.chosen import model_line
from milkway.reports.estimate_text import margin_text
from milkway.reports.flip_words import flip_sentences
from milkway.reports.least_words import settings_sentences
from milkway.reports.numbers import plain
from milkway.reports.plan_b_words import plan_b_sentences
from milkway.reports.power.power_tables import hypotheses

SAME_STRENGTHS = "The product has the strengths of the study under the settings as planned, not more."


def headline(summary: dict, study: dict) -> list[str]:
    """Return the main results as sentences."""
    planned = truth(study) if "least_favourable" in summary else SAME_STRENGTHS
    told = [routes_sentence(study["disputed_routes"]), *model_line(summary), *settings_sentences(summary), planned]
    if "margin" in study["endpoint"]:
        told.append(f"A claim is that the arm is not worse than the reference by the {margin_text(_judged(study))}.")
    for one in study["smallest"]:
        known = one["note"] or f"about {one['n']:.0f}"
        told.append(f"Under {one['hypothesis']}, {100 * study['target']:.0f} % power needs {known} women ({one['arm']}).")
    told += flip_sentences(study["flip"], offered="least_favourable" in summary)
    told += plan_b_sentences(study["plan_b"])
    short = [name for name, one in study["truth"]["strengths"].items() if one["strongest"]]
    told += [
        f"Even the strongest product does not reach the truth under {name}; its curve is for what it reaches." for name in short
    ]
    women, seconds = study["pool"]["women"], study["pool"]["seconds"]
    told.append(
        f"Pool of {women} women under every arm, disputed routes {study['routes']}: {seconds:.0f} s with its strengths;"
        f" curve {study['seconds']['curve']:.0f} s, {summary['reps']} trials of each size."
    )
    return told


def truth(study: dict) -> str:
    """Return what truth is planned for."""
    stated = study["truth"]["stated"]
    if stated is None:
        return "The product has the strengths written in the protocol; they are no evidence that it works."
    kind = study["truth"]["kind"]
    return (
        f"Planned for a true {kind} of {plain(stated)} ({study['endpoint']['label']}, all women, product"
        " against reference), as stated;"
        " the product's strength is solved for it under each hypothesis and is no evidence that it works."
    )


def ademp(summary: dict) -> dict[str, str]:
    """Return the study's aims, data-generating mechanisms, estimands, methods and performance measures."""
    study = summary["by_routes"][0]
    names, reasons = hypotheses(study), "; ".join(study["attrition"].values())
    sizes = [one["n"] for one in study["curve"] if one["hypothesis"] == names[0]]
    routes = ", ".join(one["routes"] for one in summary["by_routes"])
    return {
        "Aims": f"To find how many women {summary['title']} needs, and what attrition and the choice of endpoint do to it.",
        "Data-generating mechanisms": f"A pool of {study['pool']['women']} virtual women, eligible and"
        " enrolled by the protocol, each"
        f" simulated under every arm with the same luck, disputed routes {routes}, parameters from the"
        f" {summary['parameters']}. Hypotheses: {', '.join(names)}; under {names[0]} the arms are alike. {truth(study)}"
        f" Days of leaving are drawn afterwards, five times for each woman: {reasons}. Trials of"
        f" {min(sizes)} to {max(sizes)} women are drawn"
        " from the pool with replacement and allotted as the protocol says; a replicate has the same"
        " women at every size (the smaller"
        " trial is the beginning of the larger) and under every hypothesis.",
        "Estimands": "The contrast of product and reference in all women, to the end, whether or not"
        " they leave or report."
        f" Leading: {MEASURES[study['endpoint']['measure']].label} of {study['endpoint']['name']}.",
        "Methods": "Each trial is analysed as the protocol says, women who left being treated as each endpoint's population says."
        f" Closed form beside it: {study['closed_form'] or 'there is none'}.",
        "Performance measures": f"{_power(study)}; bias; coverage of 95 % intervals. {summary['reps']} trials"
        " of each size, fewer where an"
        " analysis is slow (stated). Monte-Carlo errors: binomial for trials; for the women of the pool"
        " a jackknife over 25 groups,"
        " carried to power along power = Phi(theta / SE - z).",
    }


def _power(study: dict) -> str:
    """Return what counts as a claim, and as a false one where no effect makes it that."""
    if "margin" in study["endpoint"]:
        return (
            f"Power: trials whose 95 % interval lies on the better side of the {margin_text(_judged(study))}; no hypothesis lies"
            " on it, so that the chance of a false claim is not shown"
        )
    return (
        f"Power: trials with p below {study['level']:g}, two-sided, in the direction that is better;"
        f" type I error: either direction under {hypotheses(study)[0]}"
    )


def _judged(study: dict) -> Measure:
    """Return the leading contrast, judged against its margin."""
    return MEASURES[study["endpoint"]["measure"]].at(study["endpoint"]["margin"])
