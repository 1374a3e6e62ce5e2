"""A trial that came out exactly as the published one, made by hand."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import milkway
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.record import Sample
from milkway.analysis.registry import answered, occurrences
from milkway.assays.counts import Counts
from milkway.ledger.setting_values import settings_in
from milkway.ledger.sources import Source
from milkway.protocol.known import read_known_protocol
from milkway.protocol.resolve import resolve
from milkway.reports.datasets.adtte import times
from milkway.trials.arms import ArmWorld
from milkway.trials.courses import Point
from milkway.trials.results import World, averaged, world_of
from milkway.trials.run_trial import TrialRun
from milkway.trials.trial_data import Recorded

RANDOMISED = {"product": 303, "placebo": 322}
COMPLETED = {"product": 139, "placebo": 152}
AFFECTED = {"product": 16, "placebo": 30}


def _score(kind: str, arm: str, view: str) -> Outcomes:
    n, count = RANDOMISED[arm], AFFECTED[arm]
    number = np.arange(n)
    value = {
        "clinical_any": (number < count).astype(float),
        "clinical_first": np.where(number < count, 10.0 + number, 100.0),
        "load": np.where(number < 60, 1e3 * (1 + number % 7), 10.0),
        "pain_max": 3.0 + number % 5,
        "pain_mean": 1.0 + number % 3,
    }.get(kind, np.zeros(n))
    seen = number < 60 if kind == "load" else number < count
    counted = (number < COMPLETED[arm]) | (kind == "clinical_first") | (view == "oracle")
    return Outcomes(np.where(counted, value, np.nan), np.full(n, 100.0), seen)


def _recorded(name: str) -> Recorded:
    """Women enrolled on day 3: the affected fall ill on day 13, 14, ... and nobody is followed beyond day 103."""
    n, number = RANDOMISED[name], np.arange(RANDOMISED[name])
    ill = np.where(number < AFFECTED[name], 13.0 + number, np.nan)
    never = np.full(n, np.nan)
    first = {one.code: ill if one.code == "TTMAST" else never for one in times()}
    onsets = {one.term: np.zeros((0, 2)) for one in occurrences()}
    onsets["CLINICAL MASTITIS"] = np.stack([number, 13 + number], axis=1)[: AFFECTED[name]]
    answers = {one.name: np.full((n, 3 if one.needs else 1), 2.0) for one in answered()}
    return Recorded(np.ones(n, bool), number < COMPLETED[name], np.full(n, 103), first, onsets, answers)


def _arm(name: str, protocol) -> ArmWorld:
    n, left = RANDOMISED[name], RANDOMISED[name] - COMPLETED[name]
    flow = {"randomised": n, "withdrew": left, "failed": 0, "completed": COMPLETED[name]}
    flow |= {"stopped breastfeeding": 5, "completed, still breastfeeding": COMPLETED[name] - 5}
    scores = {v: {e.name: _score(e.score, name, v) for e in protocol.endpoints} for v in ("observed", "oracle")}
    below = np.arange(n) >= 60
    counts = Counts(np.ones(n, bool), np.ones(n), np.ones(n), np.where(below, 10.0, 1e3), below)
    sample = Sample(
        "milk_culture", "end", np.full(n, 112), {"staphylococcus": counts}, {}, np.zeros(n), np.where(below, 0.0, np.nan)
    )
    points = (
        Point("infant gut share", "bifidobacterium", 7, 0.6, 0.1, 0.9, n),
        Point("infant gut share", "strain", 7, 0.4, 0.0, 0.5, n),
        Point("milk load", "all", 7, 2.5, 1.0, None, n),
        Point("milk load", "lactobacillus", 7, None, None, None, n),
        Point("strain in milk", "strain", 7, 0.0, None, None, n),
    )
    status = {"complete": n, "step too short or number not finite": 0}
    dyads = np.arange(n) + (0 if name == "product" else RANDOMISED["product"])
    return ArmWorld(name, dyads, np.full(n, 3), flow, status, np.array([]), scores, (sample,), points, _recorded(name))


@pytest.fixture(scope="session")
def run() -> TrialRun:
    protocol = read_known_protocol("hurtado2017")
    one = world_of("off", "null", {arm.name: _arm(arm.name, protocol) for arm in protocol.arms}, protocol)
    settings = protocol.routes.settings
    worlds: list[World] = [replace(one, setting=s.name, hypothesis=h.name) for s in settings for h in protocol.hypotheses]
    average = averaged(worlds[: len(settings)], [setting.weight for setting in settings])
    rows = [
        {"covariate": "feeds_per_day", "arm": arm, "n": n, "kind": "mean", "value": 11.0, "spread": 3.0, "count": np.nan}
        for arm, n in RANDOMISED.items()
    ]
    return TrialRun(
        protocol=protocol,
        resolved=resolve(protocol),
        seed=1,
        screening={setting.name: {"eligible": 625, "not breastfeeding": 7} for setting in settings},
        baseline=pd.DataFrame(rows),
        asked={setting.name: pd.DataFrame({"parous": np.arange(625.0) % 2}) for setting in settings},
        worlds=tuple(worlds),
        results={hypothesis.name: average for hypothesis in protocol.hypotheses},
        hazard={setting.name: 0.007 for setting in settings},
        status={"complete": 625, "step too short or number not finite": 0},
        kinds={"placeholder": 4, "measured": 1},
        warnings=(),
        sources=(Source("hurtado2017", "article", "Hurtado JA", "Title", "Breastfeed Med", "2017", "", "", ""),),
        versions={"milkway": "0.1.0"},
        settings=settings_in({}),
        own=(),
    )


@pytest.fixture(scope="session")
def small_trial(tmp_path_factory):
    """A trial that ships with 24 women, under two hypotheses."""
    whole = milkway.Protocol.read("hurtado2017")
    plain = whole.model_dump(mode="json")
    alone = {**plain["routes"], "settings": [{**plain["routes"]["settings"][0], "weight": 1.0}]}
    protocol = whole.but(routes=alone, hypotheses=plain["hypotheses"][:2])
    return milkway.trial(protocol, dyads=24, seed=1, out=tmp_path_factory.mktemp("adam") / "run", parameters="tables").run
