"""Why an estimate, an interval or a p does not exist, in the words of every output: the one place of these wordings."""

# of women
NO_WOMEN = "an arm without women"
NOBODY_ANALYSED = "nobody is analysed"
FEWER_THAN_TWO = "fewer than two women in an arm"
FEWER_THAN_THREE = "fewer than three women"
ALONE = "fewer than two women in an arm, so that nothing tells how she differs from others"
LONE = "one woman alone, so that nothing tells how women differ"
FEW_CENTRES = "fewer than two centres in an arm"
UNOBSERVED = "an arm without women under observation"
FEW_FOLLOWED = "fewer than three women of an arm were followed"
NO_OUTCOME = "an arm in which no outcome is known"

# of events
NOBODY_ILL = "nobody with the event in either arm"
EVERYBODY_ILL = "nobody without the event in either arm"
NO_EVENT = "no event in either arm"
NO_EPISODE = "no episode in either arm"

# of times to an event
NOT_TOGETHER = "no event while both arms were observed"
NOT_BEFORE_HORIZON = "no event before the horizon"
NOT_FOLLOWED = "nobody of an arm was followed beyond day 0"
COMPETING = "days without the event are not one time where another event ends it: after that she can no longer have either"

# of levels of a covariate
MORE_THAN_TWO = "more than two levels, so that no single number says how they differ; p is of one value for all"
BOTH_AT_EDGE = "an arm without the event in both levels"

# of values that do not differ
WOMEN_ALIKE = "women do not differ within arms"
CENTRES_ALIKE = "no difference between centres to judge by"
RATINGS_ALIKE = "ratings do not differ within arms"
SCORES_ALIKE = "scores do not differ within arms"
LOADS_ALIKE = "loads do not differ within arms"
VALUES_ALIKE = "values do not differ"

# of scores, loads and ratings
FEW_SCORES = "fewer than two scores in an arm"
FEW_LOADS = "fewer than two loads in an arm"
FEW_LOADS_ABOVE = "fewer than two loads above the limit in an arm"
ALL_BELOW = "every load is below the limit"
HALF_BELOW = "at least half of the loads are below the limit"
FEW_RATINGS = "fewer than two ratings of an arm at a visit"
FEW_BOTH = "fewer than two women of an arm with a value at baseline and at the visit"
CHANGES_ALIKE = "changes do not differ within arms"
UNRATED = "nobody was rated at the last visit"
NO_SAMPLE = "no sample was taken"

# of averages
UNBOUNDED = "without a bound in some setting, so that no average is had"

# of planned trials
NO_TRIAL = "no trial that was drawn has an estimate and an interval"
NO_ERROR = "too few trials with an estimate, or too few women of the pool, to tell it"
NO_FORMULA = "no formula for this comparison, or the arms of the pool show nothing to put into it"
NO_TRUTH = "the women of the pool have no finite contrast"

# of worlds with and without a mechanism
NO_PAIR = "no dyad has the quantity in both worlds"
FEW_PAIRS = "fewer than two dyads have the quantity in both worlds"
FEW_DRAWS = "too few draws of the parameters have a pair of worlds"
NOBODY_ILL_WITHOUT = "nobody of the simulated women is ill without the product"
BEYOND_CHANCE = "no measurement differs beyond chance"


def no_two(women: int) -> str:
    """Return why a single arm has no interval: fewer than two women.

    >>> no_two(1), no_two(0)
    ('one woman alone, so that nothing tells how women differ', 'nobody is analysed')
    """
    return LONE if women else NOBODY_ANALYSED


def no_estimate(why: str) -> str:
    """Return that there is no estimate, and why.

    >>> no_estimate(NO_WOMEN)
    'no estimate: an arm without women'
    """
    return f"no estimate: {_known(why)}"


def no_interval(why: str) -> str:
    """Return that there is no interval, and why."""
    return f"no interval: {_known(why)}"


def no_p(why: str) -> str:
    """Return that there is no p, and why."""
    return f"no p: {_known(why)}"


def no_level(why: str) -> str:
    """Return why levels cannot be compared, from what is to be said of those without a test.

    >>> no_level("parous: no: fewer than two loads in an arm")
    'no test in a level (parous: no: fewer than two loads in an arm)'
    """
    return f"no test in a level ({_known(why)})"


def in_some_setting(reasons: list[str]) -> str:
    """Return why there is no average over settings, from the reasons of those without an estimate.

    >>> in_some_setting([NO_EVENT, "", ""]), in_some_setting([NO_EVENT, NO_EVENT])
    ('in a setting of the routes: no event in either arm', 'no event in either arm')
    """
    found = "; ".join(dict.fromkeys(why for why in reasons if why))
    return found if all(reasons) else f"in a setting of the routes: {found}"


def _known(why: str) -> str:
    assert why, "what does not exist has its reason"
    return why
