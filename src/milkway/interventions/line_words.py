"""The word of a line: an effect passes through blocks of results, and has the worst word that the mechanism earned in them."""

from collections.abc import Callable, Iterable, Mapping

from milkway.skill.skill_lines import TRUSTED

TOPICS = {
    "mastitis": "women ill with mastitis",
    "pain": "pain",
    "breastfeeding": "how long breastfeeding goes on",
    "milk bacteria": "bacteria in milk",
    "infant gut": "guilds in infants' guts",
    "mother's gut": "the mother's gut",
    "product": "what a product does",
}
NONE = "none known"
WORST = ("worse", NONE, "cannot tell", "no worse", "better")
Skill = Mapping[str, object] | None


def words_by_topic(skill_of: Callable[[str], Skill]) -> dict[str, str]:
    """Return what the mechanism earned in each block, the worse of its words against the hierarchy and the naive rival.

    Args:
        skill_of: the skill of a topic, with `word` and `against_naive`; None where none is known.

    >>> words_by_topic(lambda topic: None)["mastitis"]
    'none known'
    """
    return {topic: _word(skill_of(topic)) for topic in TOPICS}


def worst_of(words: Iterable[str]) -> str:
    """Return the worst of some words.

    >>> worst_of(["better", "cannot tell (2)", "no worse"]), worst_of(["better", "no worse"])
    ('cannot tell (2)', 'no worse')
    """
    return min(words, key=lambda word: WORST.index(word.partition(" (")[0]))


def is_trusted(word: str) -> bool:
    """Return whether a line of this word may be ranked: only where the mechanism is no worse than its rivals."""
    return word in TRUSTED


def _word(skill: Skill) -> str:
    return NONE if skill is None else worst_of([str(skill["word"]), str(skill["against_naive"])])
