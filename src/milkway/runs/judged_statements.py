"""Every statement judged from published findings, as plain values, with what the model says beside it if it was asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from milkway.verdicts.claims_summary import Key, Steady, summary
from milkway.verdicts.judge import Judged, read_judged, read_record, without_producer
from milkway.verdicts.questions import Questions
from milkway.verdicts.steadiness import steadiness
from milkway.verdicts.unreported import imagined
from milkway.verdicts.verdict import Word


@dataclass(frozen=True)
class ModelSays:
    """What the model says, as plain values; nothing here bears on a word.

    Attributes:
        parts: paired contrasts and more, by statement and part.
        skills: of the mechanism with the parameters in use, by topic of results.
        telling: what would tell each pair of hypotheses apart.
    """

    parts: Mapping[Key, dict] = field(default_factory=dict[Key, dict])
    skills: Mapping[str, dict | None] = field(default_factory=dict[str, dict | None])
    telling: Sequence[dict] = ()


NOTHING = ModelSays()


def judged_with(
    questions: Questions, said: ModelSays, *, without_sponsor: bool, with_unreported: bool, steady: Steady = steadiness
) -> tuple[tuple[Judged, ...], dict]:
    """Return the statements judged, and the same as plain values.

    Args:
        questions: what the model is asked, and what it is not.
        said: by the model.
        without_sponsor: leave out what anybody with a stake ran.
        with_unreported: show what each word would be, had a trial that never reported come out one way or another.
        steady: gives the share of redrawn ratings that keep a word; it takes seconds for all.
    """
    record = read_record()
    everything = read_judged(record)
    judged = tuple(without_producer(one) for one in everything) if without_sponsor else everything
    parts = [((one.statement.id, part.part.id), part) for one in judged for part in one.parts]
    of_all: dict[Key, Word] = {}
    if without_sponsor:
        of_all = {(one.statement.id, part.part.id): part.word for one in everything for part in one.parts}
    unreported = {key: imagined(part, record) for key, part in parts if part.part.unreported} if with_unreported else {}
    return judged, summary(judged, questions, said.parts, said.skills, of_all, unreported, said.telling, steady)
