"""What the folds earned, as plain values that ship: of every block its skill or gain against each rival, cluster by cluster."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from milkway.inference.calibration import Calibrated
from milkway.inference.fold_scores import Block, level
from milkway.inference.folds import Fold, everybody, not_left_out
from milkway.inference.infant_summaries import laws_of
from milkway.inference.learned_doubt import discrepancies, residuals
from milkway.ledger.clusters import cluster_of
from milkway.published.gut_cohorts import GUT_GUILDS
from milkway.skill.earned import Earned, Scored, gain, skill
from milkway.skill.pool_weight import pool_weight

PLACES = np.linspace(0.0, 1.0, 41)


def told_blocks(found: Sequence[Block], folds: Mapping[str, Fold], base: Calibrated) -> dict[str, Any]:
    """Return blocks, folds, how far worlds are off by topic, and what they say of cohorts and of results they do not know.

    Args:
        found: blocks with their scores.
        folds: by cluster.
        base: calibration on everything.
    """
    return {
        "blocks": [_block(one) for one in found],
        "folds": [_fold(one, base) for one in folds.values()],
        "discrepancy": discrepancies(base.data, residuals(base.data, everybody(base), folds)),
        "infants": _infants(base),
        "forecasts": {
            one.name: np.round(np.quantile(level(folds[cluster_of(one.study)], folds, base.data, one).value, PLACES), 4).tolist()
            for one in base.data.results
            if cluster_of(one.study) in folds
        },
    }


def _infants(base: Calibrated) -> list[dict[str, Any]]:
    """Return what the worlds that know all cohorts say of these, from which forecasts of others are moved."""
    even = np.full(len(base.worlds.z), 1 / len(base.worlds.z))
    return [
        asdict(one) | {"quantiles": {guild: np.round(base.worlds.middle(one, guild, even), 4).tolist() for guild in GUT_GUILDS}}
        for one in base.occasions
        if laws_of(one)["clostridia"].quantiles
    ]


def _block(block: Block) -> dict[str, Any]:
    return {
        "name": block.name,
        "unit": block.unit,
        "naive": _against(block.naive, block.unit),
        "hierarchy": _against(block.hierarchy, block.unit) | _pool(block),
        "left": list(block.left),
    }


def _against(scored: Sequence[Scored], unit: str) -> dict[str, Any]:
    if not scored:
        return {"word": "no rival", "clusters": {}}
    earned: Earned = gain(scored) if unit == "gain" else skill(scored)
    said = earned.together
    return {
        "value": round(earned.value, 4),
        "estimate": round(said.estimate, 4),
        "low": round(said.low, 4),
        "high": round(said.high, 4),
        "p_positive": round(said.p_positive, 4),
        "sign_flip": said.sign_flip,
        "over_draws": round(earned.over_draws, 4),
        "narrow": round(said.narrow, 4),
        "wide": round(said.wide, 4),
        "dropped": None if said.dropped is None else [round(one, 4) for one in said.dropped],
        "word": earned.word,
        "clusters": {one.cluster: [round(one.value, 4), round(one.error, 4)] for one in earned.differences},
        "results": [
            {
                "cluster": one.cluster,
                "occasion": one.occasion,
                "part": one.part,
                "model": round(one.model, 4),
                "rival": round(one.rival, 4),
                "error": None if one.error is None else round(one.error, 4),
                "over_draws": None if one.over_draws is None else round(one.over_draws, 4),
            }
            for one in scored
        ],
    }


def _pool(block: Block) -> dict[str, Any]:
    """Return the weight of M in the pool with H, of log scores."""
    if block.unit != "gain" or not block.hierarchy:
        return {}
    names = dict.fromkeys(one.cluster for one in block.hierarchy)
    sides = [
        [float(np.mean([getattr(one, side) for one in block.hierarchy if one.cluster == name])) for name in names]
        for side in ("model", "rival")
    ]
    found = pool_weight(*sides)
    return {"pool": {"median": found.median, "low": found.low, "high": found.high, "sentence": found.sentence}}


def _fold(one: Fold, base: Calibrated) -> dict[str, Any]:
    return {
        "cluster": one.cluster,
        "pareto_k": None if np.isnan(one.k) or np.isinf(one.k) else round(one.k, 2),
        "refitted": one.refitted,
        "worlds": len(one.weights),
        "effective": round(float(1 / (one.weights**2).sum()), 1),
        "structure_seen": one.structure,
        "not_left_out": list(not_left_out(one.studies, base)),
    }
