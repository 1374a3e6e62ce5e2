"""Women of the model in place of a law: all women of one large virtual trial without effect, from whom both arms are drawn anew.

Their leaving, their ties, loads below a limit and repeated episodes are as the model has them. Both arms are of the same women,
so that nothing differs.
"""

from dataclasses import dataclass, fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar
from zlib import crc32

import numpy as np

import milkway
from milkway.analysis.kinds import CHANGE, COUNT, LOAD, NUMBER, NUMBERS, RECURRENCE, SHARE, TIME
from milkway.analysis.outcomes import Outcomes
from milkway.analysis.registry import SCORES
from verification.tally import Found, Tally
from verification.tried_cell import measures

WOMEN = 1500
SCORE_OF = {
    SHARE: "clinical_any",
    COUNT: "clinical_episodes",
    TIME: "clinical_first",
    RECURRENCE: "clinical_recurrent",
    NUMBER: "pain_max",
    LOAD: "load",
    NUMBERS: "pain_visits",
    CHANGE: "load_change",
}
PLACES = {"visit": "end", "visits": ["entry", "week_4", "end"], "group": "staphylococcus", "baseline": "entry"}


@dataclass(frozen=True)
class WomenCell:
    """The kind of number, the women of the two arms, which luck, how many trials, and the folder of the simulated women."""

    kind: str
    sizes: tuple[int, int]
    luck: int
    trials: int
    folder: Path
    alike: ClassVar[bool] = True

    @property
    def name(self) -> str:
        """Return what tells it from others."""
        return f"women|{self.kind}|{self.sizes[0]}:{self.sizes[1]}|{self.luck}|{self.trials}"

    def tried(self) -> dict[str, Found]:
        """Return what was found of each measure that suits the kind."""
        kind = next(one for one in SCORE_OF if one.words == self.kind)
        women, draw = read_women(self.folder, SCORE_OF[kind]), np.random.default_rng(crc32(self.name.encode()))
        tried = {one: Tally() for one in measures(kind, by_centre=False)}
        for _ in range(self.trials):
            arms = [women.taking(draw.integers(len(women.value), size=size)) for size in self.sizes]
            for measure, tally in tried.items():
                tally.add(measure.between(arms[0], arms[1]))
        return {measure.name: tally.found() for measure, tally in tried.items()}


def simulate(folder: Path) -> None:
    """Simulate the women and keep what the trial sees of them, unless a folder has them.

    Args:
        folder: named after the code that they depend on.
    """
    if (folder / "done").exists():
        return
    base = milkway.Protocol.read("hurtado2017")
    plain = base.model_dump(mode="json")
    alone = {**plain["routes"], "settings": [{**plain["routes"]["settings"][0], "weight": 1.0}]}
    asked = base.but(
        endpoints=[_endpoint(one) for one in SCORE_OF.values()],
        hypotheses=plain["hypotheses"][:1],
        routes=alone,
        used_in_tuning=[],
        name="simulated_women",
    )
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place:
        arms = milkway.trial(asked, dyads=WOMEN, seed=1, out=Path(place) / "run", parameters="tables").run.worlds[0].arms
    for score in SCORE_OF.values():
        parts = [arm.scores["observed"][score] for arm in arms.values()]
        together: dict[str, Any] = {
            one.name: np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(Outcomes)
        }
        np.savez(folder / f"{score}.npz", **together)
    (folder / "done").touch()


def read_women(folder: Path, score: str) -> Outcomes:
    """Return what a trial sees of all women."""
    with np.load(folder / f"{score}.npz") as held:
        return Outcomes(**{one.name: held[one.name] for one in fields(Outcomes)})


def _endpoint(score: str) -> dict[str, object]:
    suits = next(kind for kind, one in SCORE_OF.items() if one == score)
    named = {"name": score, "label": score, "unit": "-", "score": score, "population": "randomised"}
    return {
        **named,
        "analyses": [one.name for one in measures(suits, by_centre=False)],
        **{need: PLACES[need] for need in SCORES[score].needs},
    }
