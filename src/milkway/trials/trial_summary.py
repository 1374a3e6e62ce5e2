"""A run as plain tables for JSON: endpoints by hypothesis, beside what was published; what does not exist is None."""

from dataclasses import asdict

from milkway.analysis.result import Result
from milkway.analysis.result_plain import estimate_plain, finite, result_plain
from milkway.analysis.subgroups import INTERACTION, Claim, adjusted_claims
from milkway.ledger.setting_values import plain_settings
from milkway.protocol.endpoint import Endpoint, Published
from milkway.protocol.resolve import Plain
from milkway.protocol.subgroup import Subgroup
from milkway.trials.case_definition import plain_definition
from milkway.trials.results import World
from milkway.trials.run_trial import TrialRun
from milkway.trials.stopping import Look, looked_arm, stopped

ABOUT = "simulated; no human participants"


def summary(run: TrialRun) -> Plain:
    """Return the summary that `--json` prints: the same for the same protocol, tables, seed and versions."""
    plain = {
        "about": ABOUT,
        "protocol": run.protocol.name,
        "title": run.protocol.title,
        "seed": run.seed,
        "arms": _arms(run),
        "endpoints": {endpoint.name: _endpoint(run, endpoint) for endpoint in run.protocol.endpoints},
        "hypotheses": [one.model_dump(mode="json") for one in run.protocol.hypotheses],
        "routes": [one.model_dump(mode="json") for one in run.protocol.routes.settings],
        "ill_by_days": _ill(run),
        **plain_settings(run.settings),
        "interim": _interim(run),
        "screening": run.screening,
        "status": run.status,
        "provenance": _provenance(run),
    }
    return finite(plain | plain_definition(run.protocol.mastitis))


def _ill(run: TrialRun) -> Plain:
    """Return the share of women ill by days in a row that signs must last, by hypothesis and arm."""
    return {
        name: {arm: {str(days): asdict(one) for days, one in found.items()} for arm, found in arms.items()}
        for name, arms in run.ill.items()
    }


def _arms(run: TrialRun) -> Plain:
    """Return randomised women, and those analysed as the protocol's first endpoint is, by arm."""
    first = run.protocol.endpoints[0].name
    world = run.worlds[0]
    return {
        arm.name: {
            "label": arm.label,
            "randomised": world.arms[arm.name].flow["randomised"],
            "analysed": world.results["observed"][first].arms[arm.name].n,
            "flow": {f"{w.hypothesis}, routes {w.setting}": w.arms[arm.name].flow for w in run.worlds},
            "intercurrent": {f"{w.hypothesis}, routes {w.setting}": w.arms[arm.name].events for w in run.worlds},
        }
        for arm in run.protocol.arms
    }


def _endpoint(run: TrialRun, endpoint: Endpoint) -> Plain:
    found: Plain = {
        "label": endpoint.label,
        "unit": endpoint.unit,
        "population": endpoint.population,
        "better": endpoint.better,
        "estimand": endpoint.estimand_plain,
        "hypotheses": {name: _hypothesis(run, name, endpoint) for name in run.results},
        "used_in_tuning": endpoint.name in run.protocol.used_in_tuning,
    }
    return found | ({"published": _published(endpoint.published)} if endpoint.published else {})


def _hypothesis(run: TrialRun, name: str, endpoint: Endpoint) -> Plain:
    """Return the result averaged over routes, each route setting's, and the oracle's."""
    average = run.results[name]
    worlds = [world for world in run.worlds if world.hypothesis == name]
    tuned = next(one.basis.tuned_on for one in run.protocol.hypotheses if one.name == name)
    return {
        **result_plain(average["observed"][endpoint.name]),
        "routes": {world.setting: _of_world(world, endpoint.name) for world in worlds},
        "oracle": result_plain(average["oracle"][endpoint.name]),
        "tuned_on": list(tuned),
        **({"subgroups": _subgroups(run, name, endpoint)} if endpoint.subgroups else {}),
    }


def claims_of(run: TrialRun, hypothesis: str, endpoint: Endpoint) -> dict[Claim, float]:
    """Return p of every claim that is planned of levels of covariates, adjusted together with the endpoint's own."""
    levels, whole = run.levels[hypothesis][endpoint.name], run.results[hypothesis]["observed"][endpoint.name]
    return adjusted_claims(whole, levels, [one.confirmatory for one in endpoint.subgroups])


def _subgroups(run: TrialRun, hypothesis: str, endpoint: Endpoint) -> list[Plain]:
    """Return an endpoint by levels of each covariate; levels of exploratory ones have no p."""
    claims = claims_of(run, hypothesis, endpoint)
    return [
        {
            "covariate": one.covariate,
            "confirmatory": one.confirmatory,
            "levels": [
                {
                    "level": name,
                    **_level(result, one, {arm: p for (at, of, arm), p in claims.items() if (at, of) == (number, name)}),
                }
                for name, result in zip(found.names, found.results, strict=True)
            ],
            "interactions": [
                {"arm": each.arm, "reference": each.reference, **estimate_plain(each.found)}
                | ({"adjusted_p": p} if (p := claims.get((number, INTERACTION, each.arm))) is not None else {})
                for each in found.interactions
            ],
        }
        for number, (one, found) in enumerate(zip(endpoint.subgroups, run.levels[hypothesis][endpoint.name], strict=True))
    ]


def _level(result: Result, subgroup: Subgroup, adjusted: dict[str, float]) -> Plain:
    plain = result_plain(result)
    told = ("arm", "reference", "measure", "estimate", "low", "high", "direction", "n", "note")
    kept = [one if subgroup.confirmatory else {key: one[key] for key in told if key in one} for one in plain["contrasts"]]
    return {
        "arms": plain["arms"],
        "contrasts": [one | ({"adjusted_p": adjusted[one["arm"]]} if one["arm"] in adjusted else {}) for one in kept],
    }


def _of_world(world: World, endpoint: str) -> Plain:
    return {**result_plain(world.results["observed"][endpoint]), "oracle": result_plain(world.results["oracle"][endpoint])}


def _published(published: Published) -> Plain:
    """Return the published arms and contrasts, the first contrast also on its own as for a virtual result."""
    plain = published.model_dump(mode="json", exclude_none=True)
    contrasts = [{key: one.get(key) for key in ("measure", "estimate", "low", "high", "p", "kind")} for one in plain["contrasts"]]
    return plain | {"contrasts": contrasts, "contrast": contrasts[0] if contrasts else None}


def _interim(run: TrialRun) -> list[Plain] | None:
    """Return every look of every world; None without interim looks."""
    interim = run.protocol.interim
    if interim is None:
        return None
    found = [(world, stopped(world, run.protocol, interim)) for world in run.worlds]
    return [
        {
            "hypothesis": world.hypothesis,
            "routes": world.setting,
            "arm": looked_arm(run.protocol),
            "women": one.women,
            "stagewise_p": one.stagewise,
            **({} if one.not_worse is None else {"stagewise_one_sided_p": one.not_worse}),
            "median_unbiased": one.unbiased.estimate,
            "stagewise_low": one.unbiased.low,
            "stagewise_high": one.unbiased.high,
            "repeated_low": one.repeated.low,
            "repeated_high": one.repeated.high,
            **({"note": one.looks[-1].found.note} if one.stagewise is None or one.unbiased.estimate is None else {}),
            "looks": [_look(look) for look in one.looks],
        }
        for world, one in found
    ]


def _look(look: Look) -> Plain:
    plain = {key: getattr(look, key) for key in ("fraction", "women", "z", "limit", "decision")}
    return plain | {"contrast": estimate_plain(look.found)} | ({"note": look.found.note} if look.z is None else {})


def _provenance(run: TrialRun) -> Plain:
    return {
        "registry": run.protocol.registry,
        "study": run.protocol.study,
        "resolved_protocol": run.resolved,
        "parameter_kinds": run.kinds,
        "withdrawal_hazard": run.hazard,
        "warnings": list(run.warnings),
        "sources": [source.key for source in run.sources],
        "versions": run.versions,
    }
