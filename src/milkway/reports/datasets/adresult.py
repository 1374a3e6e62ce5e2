"""ADRESULT: every contrast, or estimate of a single arm, of every world as observed, with its words where there is none."""

from collections.abc import Iterator

import pandas as pd

from milkway.protocol.protocol import Protocol
from milkway.reports.datasets.texts import pieces
from milkway.reports.numbers import exists
from milkway.trials.results import World
from milkway.trials.run_trial import TrialRun

NOTES = ("NOTE", "NOTE1", "NOTE2")


def adresult(run: TrialRun) -> pd.DataFrame:
    """Return the results, a world's in the order of the protocol's endpoints."""
    return pd.DataFrame([row for world in run.worlds for row in _of(world, run.protocol)])


def _of(world: World, protocol: Protocol) -> Iterator[dict[str, object]]:
    places = {arm.name: place for place, arm in enumerate(protocol.arms, start=1)}
    labels = {arm.name: arm.label for arm in protocol.arms}
    number, hypothesis = next(one for one in enumerate(protocol.hypotheses, start=1) if one[1].name == world.hypothesis)
    whole = {"STUDYID": protocol.name, "HYPOTH": hypothesis.label, "HYPOTHN": number, "ROUTES": world.setting, "SYNFL": "Y"}
    found = [(name, one) for name, result in world.results["observed"].items() for one in result.contrasts]
    for place, (endpoint, one) in enumerate(found, start=1):
        estimate = one.found
        arms = {"TRT01P": labels[one.arm], "TRT01PN": places[one.arm]}
        reference = {"TRTREF": labels.get(one.reference, ""), "TRTREFN": places.get(one.reference)}
        numbers = {"ESTIMATE": estimate.estimate, "LOWER": estimate.low, "UPPER": estimate.high, "PVALUE": estimate.p}
        numbers |= {"MARGIN": estimate.measure.margin, "PVALUE1": estimate.not_worse}
        women = dict(zip(("NTRT", "NREF"), estimate.n, strict=True))
        note = dict(zip(NOTES, pieces(estimate.note, len(NOTES)), strict=True))
        asked = {"RESSEQ": place, "ENDPOINT": endpoint, "MEASURE": estimate.measure.name}
        known = {name: value if exists(value) else None for name, value in numbers.items()}
        yield {**whole, **asked, **arms, **reference, **known, **women, **note}
