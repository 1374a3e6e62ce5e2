"""The skill of the mechanism with the parameters in use, by the topic of results that a statement is about."""

from milkway.inference.posterior import settled
from milkway.inference.shipped_folds import skill_of
from milkway.verdicts.questions import Questions


def skills_of(questions: Questions, parameters: str) -> dict[str, dict | None]:
    """Return the skill of the mechanism with the parameters in use, by topic of results."""
    use = settled(parameters)
    return {one.topic: skill_of(one.topic, use) for one in questions.contrasts if one.topic}
