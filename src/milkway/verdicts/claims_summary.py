"""The judged statements as plain values, as `milkway claims --json` prints them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

from milkway.verdicts.judge import Found, Judged, JudgedPart
from milkway.verdicts.questions import Questions
from milkway.verdicts.rated_twice import SCALES, agreement
from milkway.verdicts.steadiness import SETTLED, ratings_of, steadiness
from milkway.verdicts.unreported import Imagined
from milkway.verdicts.verdict import Word

CANNOT_MOVE = "no finding speaks, so that no rating can move the word"
SIDES = ("for", "against", "none")
Key = tuple[str, str]  # statement, part
Steady = Callable[[Judged, JudgedPart], float | None]


def summary(
    judged: Sequence[Judged],
    questions: Questions,
    counterfactuals: Mapping[Key, dict],
    skills: Mapping[str, dict | None],
    of_all: Mapping[Key, Word],
    unreported: Mapping[Key, Sequence[Imagined]],
    telling: Sequence[dict] = (),
    steady: Steady = steadiness,
) -> dict:
    """Return the statements as plain values.

    Args:
        judged: the statements in order.
        questions: what the model is asked, and what it is not.
        counterfactuals: what the model says, by statement and part; a part that is missing was not simulated.
        skills: of the mechanism, by topic of results; none where no fold says.
        of_all: the words of all findings, where `judged` leaves some out; else empty.
        unreported: plausible results of trials that were not reported; empty where nobody asked.
        telling: what would tell each pair of hypotheses apart; nothing without the model.
        steady: gives the share of redrawn ratings that keep a word.
    """
    topics = {(one.claim, one.part): one.topic for one in questions.contrasts}
    unasked = {(one.claim, one.part): one.because for one in questions.unasked}
    rules = Told(topics, unasked, counterfactuals, skills, of_all, unreported, steady)
    return {
        "claims": [_claim(one, rules) for one in judged],
        "agreement": [asdict(agreement(what)) for what in SCALES],
        "telling": list(telling),
    }


@dataclass(frozen=True)
class Told:
    """What stands beside the words, by statement and part; skills by topic."""

    topics: Mapping[Key, str]
    unasked: Mapping[Key, str]
    counterfactuals: Mapping[Key, dict]
    skills: Mapping[str, dict | None]
    of_all: Mapping[Key, Word]
    unreported: Mapping[Key, Sequence[Imagined]]
    steady: Steady


def _claim(judged: Judged, told: Told) -> dict:
    statement = judged.statement
    return {
        "id": statement.id,
        "statement": statement.quote,
        "verdict": judged.word,
        "mechanism": list(statement.mechanism),
        "rival": statement.rival or None,
        "parts": [_part(judged, one, told) for one in judged.parts],
    }


def _part(judged: Judged, one: JudgedPart, told: Told) -> dict:
    key, part = (judged.statement.id, one.part.id), one.part
    kept = told.steady(judged, one)
    plain: dict = {name: getattr(part, name) for name in ("id", "says", "population", "exposure", "outcome")}
    plain |= {"verdict": one.word, "steadiness": kept}
    plain |= (
        {"settled": kept >= SETTLED}
        if kept is not None
        else {"steadiness_note": part.not_reviewed or part.searched or CANNOT_MOVE}
    )
    plain |= {"dissent": one.verdict.dissent}
    plain |= {side: [finding(judged.statement.id, found, one) for found in one.side(side)] for side in SIDES}
    plain["counterfactual"] = _counterfactual(key, told)
    topic = told.topics.get(key, "")
    plain["skill"] = told.skills.get(topic) if topic else None
    plain["skill_note"] = no_evidence(plain["skill"], topic, asked=key not in told.unasked)
    if told.of_all:
        plain["verdict_of_all_findings"] = told.of_all[key]
    if key in told.unreported:
        plain["if_reported"] = [asdict(each) for each in told.unreported[key]]
    return plain


def no_evidence(skill: dict | None, topic: str, *, asked: bool) -> str:
    """Return why the model's answer is no evidence; nothing where its skill is better or no worse than published results alone.

    >>> no_evidence(None, "mastitis", asked=True)
    'the model earned no skill on mastitis with the parameters in use: its answer is no evidence'
    """
    if not asked:
        return "the model is not asked"
    if skill is None:
        of = f"on {topic} with the parameters in use" if topic else "here: no published result of it is scored"
        return f"the model earned no skill {of}: its answer is no evidence"
    if skill["word"] in ("better", "no worse"):
        return ""
    return f"skill on {topic}: {skill['word']} ({skill['clusters']} clusters): the model's answer is no evidence"


def _counterfactual(key: Key, told: Told) -> dict:
    found = told.counterfactuals.get(key)
    plain = {"simulated": found is not None, **(found if found is not None else {"contrasts": []})}
    return plain | ({"not_modelled": told.unasked[key]} if key in told.unasked else {})


def finding(statement: str, found: Found, part: JudgedPart) -> dict:
    """Return a finding as plain values."""
    rated, rating = found.rated, found.rating
    plain = {
        "id": rated.id,
        "said": found.said,
        "direction": rated.direction,
        "speaks": found.speaks,
        "shown_by": rated.shown_by,
        "certainty": rating.certainty,
        **{name: getattr(rating, name) for name in ("same_outcome", "same_exposure", "same_population")},
        "level": found.evidence.level,
        "because": rating.because,
        "rated_by": rating.rated_by,
        "ratings": ratings_of(statement, found),
        "citation": found.citation,
        "locator": found.locator,
        "sponsor": found.sponsor,
        "counts_once_with": list(part.once_with(found)),
    }
    return plain | ({"dose_response": rated.dose_response} if rated.dose_response else {})
