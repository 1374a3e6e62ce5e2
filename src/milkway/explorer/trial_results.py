"""The results of a trial as the page shows them, from its folder: hypotheses together, null first, beside the published."""

from collections.abc import Iterator, Mapping
from typing import Any

from milkway.analysis.kinds import ArmValue
from milkway.analysis.reasons import no_estimate
from milkway.analysis.registry import ANALYSES, SCORES
from milkway.inference.shipped_folds import skill_of
from milkway.ledger.setting_values import settings_line
from milkway.protocol.endpoint import Endpoint
from milkway.protocol.known import known_words
from milkway.protocol.protocol import Protocol
from milkway.protocol.protocol_file import protocol_of
from milkway.reports.numbers import UNREPORTED, estimate
from milkway.reports.trial.endpoint_tables import arm_text, published_arm, published_contrast, published_text, told_of
from milkway.reports.trial.forest import MEASURE
from milkway.skill.naive_evidence import family_of
from milkway.skill.skill_lines import earned_sentences
from milkway.trials.route_settings import settings_sentence

Plain = Mapping[str, Any]
AVERAGED = "averaged"
PUBLISHED = "published"


def trial_results(summary: Plain) -> dict:
    """Return what the page shows of a finished trial.

    Args:
        summary: as `summary.json` of the run has it.
    """
    protocol = protocol_of(summary["provenance"]["resolved_protocol"], "summary.json", known_words())
    skills = _skills(protocol, summary.get("parameters", "tables"))
    return {
        "title": protocol.title,
        "name": protocol.name,
        "seed": summary["seed"],
        "size": protocol.design.size,
        "single": protocol.single,
        "sentences": [settings_sentence(protocol.routes.settings), *settings_line(dict(summary))],
        "skill": earned_sentences(skills, summary.get("parameters", "tables")),
        "kinds": summary["provenance"]["parameter_kinds"],
        "failed": sum(count for name, count in summary["status"].items() if name != "complete"),
        "simulated": sum(summary["status"].values()),
        "hypotheses": [{"name": one.name, "label": one.label} for one in protocol.hypotheses],
        "flow": _flow(summary),
        "endpoints": [_endpoint(protocol, one, summary["endpoints"][one.name], skills) for one in protocol.endpoints],
    }


def _skills(protocol: Protocol, parameters: str) -> dict[str, dict | None]:
    """Return by endpoint's label what folds earned on results like it."""
    families = {one.label: family_of(one.score) for one in protocol.endpoints}
    return {label: None if one is None else skill_of(one.topic, parameters) for label, one in families.items()}


def _flow(summary: Plain) -> dict:
    """Return the flow of women; counts that differ between worlds are ranges."""
    screening = next(iter(summary["screening"].values()))
    arms = [
        {"label": one["label"], "steps": {step: _range([world[step] for world in one["flow"].values()]) for step in first}}
        for one in summary["arms"].values()
        for first in [next(iter(one["flow"].values()))]
    ]
    excluded = [f"{count} {reason}" for reason, count in screening.items() if reason != "eligible" and count]
    return {"screened": sum(screening.values()), "excluded": excluded, "arms": arms}


def _range(counts: list[int]) -> str:
    return str(counts[0]) if min(counts) == max(counts) else f"{min(counts)} to {max(counts)}"


def _endpoint(protocol: Protocol, endpoint: Endpoint, found: Plain, skills: Mapping[str, dict | None]) -> dict:
    name = told_of(endpoint, MEASURE)
    measure, skill = ANALYSES[name], skills[endpoint.label]
    arms = [arm.name for arm in protocol.arms]
    rows = [_published(endpoint, arms, name)] if endpoint.published is not None else []
    oracle = []
    for hypothesis in protocol.hypotheses:
        of = found["hypotheses"][hypothesis.name]
        rows += _rows(endpoint, hypothesis.name, AVERAGED, of, name)
        for setting, result in of["routes"].items() if len(of["routes"]) > 1 else ():
            rows += _rows(endpoint, hypothesis.name, setting, result, name)
        oracle += _rows(endpoint, hypothesis.name, AVERAGED, of["oracle"], name)
    return {
        "name": endpoint.name,
        "label": endpoint.label,
        "unit": endpoint.unit,
        "better": endpoint.better,
        "harm": SCORES[endpoint.score].harm,
        "tuned": endpoint.name in protocol.used_in_tuning,
        "skill": "none known" if skill is None else skill["against_naive"],
        "measure": {"label": measure.label, "ratio": measure.is_ratio, "alone": measure.alone},
        "scale": 100 if measure.points else 1,
        "margin": endpoint.margin if endpoint.leading.name == name else None,
        "arms": [{"name": arm.name, "label": arm.label} for arm in protocol.arms],
        "rows": rows,
        "oracle": oracle,
        "note": endpoint.published.note if endpoint.published is not None else "",
    }


def _published(endpoint: Endpoint, arms: list[str], measure: str) -> dict:
    contrast, derived = published_contrast(endpoint, arms, measure)
    numbers = {key: None if contrast is None else getattr(contrast, key) for key in ("estimate", "low", "high")}
    return {
        "hypothesis": PUBLISHED,
        "routes": "",
        "arm": "",
        **numbers,
        "text": UNREPORTED if contrast is None else published_text(endpoint, arms, measure, mark=""),
        "note": "by arithmetic from printed counts" if derived else "",
        "arms": [published_arm(endpoint, name, short=True) for name in arms],
    }


def _rows(endpoint: Endpoint, hypothesis: str, routes: str, result: Plain, measure: str) -> Iterator[dict]:
    """Yield a row for each arm that is compared; of a single arm the one row of its level."""
    found = [one for one in (result["contrasts"] or result.get("estimates", [])) if one["measure"] == measure]
    for one in found:
        text = estimate(measure, one["estimate"], one["low"], one["high"], one.get("p"))
        yield {
            "hypothesis": hypothesis,
            "routes": routes,
            "arm": one["arm"] if len(found) > 1 else "",
            **{key: one[key] for key in ("estimate", "low", "high")},
            "text": text if one["estimate"] is not None else no_estimate(one.get("note", "")),
            "note": one.get("note", ""),
            "arms": [arm_text(ArmValue(**arm), endpoint, short=True) for arm in result["arms"].values()],
        }
