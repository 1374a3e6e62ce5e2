"""The section of the qualification report on the infant's gut as distributions over infants, in Markdown."""

from math import isnan

from milkway.published.gut_agreement import Agreement
from milkway.published.gut_cohorts import GUT_GUILDS, GutOccasion, gut_marks
from milkway.published.gut_comparison import Compared
from milkway.published.gut_section import InfantGuts
from milkway.published.page_tables import table
from milkway.published.resampling import REPLICATES, Moved
from milkway.published.treated_infants import Foretold, Treated
from milkway.published.visit_comparison import VisitsCompared

BIRTHS = {"vaginal": "vaginal", "c_section": "caesarean"}
COURSE_WORDS = {
    "1_days": "1 day before",
    "3_days": "3 days before",
    "day_0_to_2": "day 0 to 2",
    "day_0_to_5": "day 0 to 5",
    "peripartum": "mother's, peripartum",
}
HEAD = """## The infant's gut as distributions over infants

The tables were tuned on infants of both cohorts, of Shao's on those not marked as on antibiotics: the skill here is in-sample,
and the rival's is not. What the model does when one cohort is kept out stands in docs/decisions/0039-calibration.md.

{infants} infants of each birth under the best parameter table, one set. All are fed from the breast, where Shao's feeding is
mixed; after caesarean birth the mother had an antibiotic around birth, after vaginal birth none had. **Fair IQD** is the
integrated squared difference of two distribution functions of log10(share + background) over infants, less its expected
sampling noise: 0 on average for a perfect model, which may score below. The **rival** knows no biology: infants of the other
cohorts, of an age within a factor of 1.6 and of the same birth where it is known, cohorts weighted equally. Births of MAL-ED
are not known, so its infants stand in the rivals of both births. After "rival n" is Kish's effective number of them: 8.5 for
Jakobsen's day 90, vaginal, where one infant of Shao's carries a third of the weight. Stool is read with patchiness and no
recovery by guild; "copies" reads cohorts of 16S by copies of the gene. Shao's infants are those not marked (last part).

SE is a standard error: infants are drawn again {replicates} times from the tables of quantiles and from the simulated ones,
guilds apart, so that how guilds depend on each other is left out. Jakobsen's caesarean infants (*), 9 to 12, are too few to
ship as quantiles: they have mean shares and no fair IQD, and count in none of the sums.
"""
LOADS = """### How many

Bifidobacteria of vaginally born infants (Nagpal 2017): share with more than 10^3 cells per g; mean and standard deviation of
log10 of these carriers; the expected CRPS of simulated infants against published ones, an infant who is no carrier at 3 and the
published carriers as a normal law; beside "flat", the share of carriers, mean and standard deviation that the other days have
on average, and beside the published law itself.
"""
VISITS = """\
Last: the median Bray-Curtis dissimilarity of an infant's own visits, and of visits of two infants. Patchiness of stool was
bounded by days 4 to 7 of vaginally born infants, so the first row is no test.
"""
TREATED = """### Marked infants: no row of the tables was fitted to these

Shao's table marks samples by `antibiotics_current_use`: "marked" is its yes, "not marked" its no. In effect it is a mark of the
infant, not of the sample:

{marks}

Whose antibiotic it is, and when it was given, stands nowhere in what could be read; marked infants may differ otherwise too.

Mean share in marked infants less that in those not marked, and the same of simulated infants who are given a course less those
without: one that begins 1 or 3 days before the sample and lasts until it; one from birth, of 2 or 5 days; or, of vaginally born
infants, one of the mother around birth. Nobody knows which of these it was.
"""
SKILL = """\
Shares add up to one, so signs of guilds are not independent. "Guilds" counts those whose mean difference over the days has the
right sign. Skill is 1 less the sum of squared errors over that of the rival, which says that there is no difference.
"""
RATES = """\
The killing rate of the infant's antibiotic is a placeholder. At a third, once and three times of it, for the course that begins
3 days before the sample and vaginal birth:
"""
TOGETHER = """\
Mean of {0.occasions} occasions: {0.model:.3f}. Better than the rival on {0.better} of {0.rivalled}, by more than two standard
errors on {0.clearly_better}; worse by more than two on {0.clearly_worse}. Skill, 1 less the sum of the model's over that of the
rival's: {1}. Occasions are drawn apart though they share infants, so
the interval is rather too narrow.
"""


def gut_section(found: InfantGuts) -> str:
    """Return the section."""
    return "\n".join(
        [
            HEAD.format(infants=found.infants, replicates=REPLICATES),
            _shares(found),
            _means(found),
            _visits(found),
            _loads(found),
            _given(found),
        ]
    )


def _shares(found: InfantGuts) -> str:
    columns = ("study", "birth", "day", "n", "fair IQD (SE)", "copies", "rival (SE)", "rival n", "less rival (SE)", *GUT_GUILDS)
    return (
        f"{table(columns, 'll', [_row_of_shares(one) for one in found.occasions if one.averaged])}\n{_together(found.agreement)}"
    )


def _row_of_shares(one: Compared) -> tuple:
    margin = None if one.model is None or one.rival is None else one.model - one.rival
    model, rival = _with_error(one.model, one.model_moved), _with_error(one.rival, one.rival_moved)
    rivals = f"{one.rivals} ({one.effective:.3g})" if one.rivals else "-"
    numbers = (one.n, model, _three(one.copies), rival, rivals, _with_error(margin, one.margin_moved))
    return (*_who(one.occasion, one), *numbers, *(_three(guild.model) for guild in one.guilds.values()))


def _together(told: Agreement) -> str:
    skill = "none" if isnan(told.skill) else f"{told.skill:.2f} (90 % interval {told.skill_low:.2f} to {told.skill_high:.2f})"
    return TOGETHER.format(told, skill)


def _means(found: InfantGuts) -> str:
    columns = ("mean share, published / simulated", "birth", "day", *GUT_GUILDS)
    rows = [
        (*_who(one.occasion, one), *(f"{guild.published:.3f} / {guild.simulated:.3f}" for guild in one.guilds.values()))
        for one in found.occasions
    ]
    off = found.agreement
    said = f"Mean absolute error {off.absolute_error:.3f}; of a perfect model, by sampling alone, {off.sampling_error:.3f}.\n"
    return f"{table(columns, 'll', rows)}\n{said}"


def _visits(found: InfantGuts) -> str:
    columns = ("rank correlation, published / simulated", "birth", "days", "n", *GUT_GUILDS, "within", "between")
    return f"{table(columns, 'll', [_row_of_visits(one) for one in found.visits])}\n{VISITS}"


def _row_of_visits(one: VisitsCompared) -> tuple:
    before, after, known = one.visits.before, one.visits.after, one.visits.rank_correlation
    ranks = [f"{_two(known.get(guild))} / {_two(one.rank_correlation[guild])}" for guild in GUT_GUILDS]
    alike = [f"{pair[0]:.2f} / {pair[1]:.2f}" for pair in ((one.visits.within, one.within), (one.visits.between, one.between))]
    return (before.study, BIRTHS[before.birth], f"{before.day} to {after.day}", one.visits.n, *ranks, *alike)


def _loads(found: InfantGuts) -> str:
    columns = ("day", "carriers, published / simulated", "mean log10", "SD log10", "CRPS", "flat", "published law")
    pairs = [
        (one.day, *(f"{_two(a)} / {_two(b)}" for a, b in (one.carriers, one.mean, one.sd)))
        + tuple(_two(x) for x in (one.crps, one.flat, one.perfect))
        for one in found.bifidobacteria
    ]
    rows = [(BIRTHS[one.birth], one.day, *(f"{x:.1f}" for x in one.quantiles)) for one in found.totals]
    sums = table(("all cells per g, log10", "day", "5 %", "50 %", "95 %"), "l", rows)
    return f"{LOADS}\n{table(columns, '', pairs)}\n{sums}"


def _given(found: InfantGuts) -> str:
    columns = ("birth", "day", "n", "difference", *GUT_GUILDS)
    rows = [row for one in found.treated for row in _rows_of_treated(one)]
    head = TREATED.format(marks="\n".join(f"- {one.statement}: {one.count} of {one.of}" for one in gut_marks()))
    return "\n".join([head, table(columns, "lrll", rows), _foretold(found), SKILL, _rates(found)])


def _rows_of_treated(one: Treated) -> list[tuple]:
    who = (BIRTHS[one.occasion.birth], one.occasion.day, f"{one.n} against {one.untreated}")
    guilds = one.guilds.values()
    observed = (*who, "observed (SE)", *(f"{guild.observed:+.3f} ({guild.error:.3f})" for guild in guilds))
    supposed = [(*who, COURSE_WORDS[course], *(f"{guild.predicted[course]:+.3f}" for guild in guilds)) for course in one.courses]
    return [observed, *supposed]


def _foretold(found: InfantGuts) -> str:
    rows = [
        (name, COURSE_WORDS[one.course], *_counts(one))
        for birth, name in ((None, "all"), *BIRTHS.items())
        for one in found.foretold(birth)
    ]
    return table(("birth", "course", "right signs", "guilds", 'skill against "no difference"'), "ll", rows)


def _rates(found: InfantGuts) -> str:
    rows = [(f"{one.rate:g}", *_counts(one.foretold)) for one in found.rates]
    columns = ("killing, 1/day", "right signs", "guilds", 'skill against "no difference"')
    return f"{RATES}\n{table(columns, '', rows)}"


def _counts(one: Foretold) -> tuple[str, str, str]:
    return f"{one.signs} of {one.of}", f"{one.guilds} of {len(GUT_GUILDS)}", f"{one.skill:.2f}"


def _who(occasion: GutOccasion, one: Compared) -> tuple[str, str, int]:
    return (occasion.study + "*" * (not one.averaged), BIRTHS[occasion.birth], occasion.day)


def _three(value: float | None) -> str:
    return "-" if value is None else f"{round(value, 3) + 0.0:.3f}"


def _with_error(value: float | None, moved: Moved | None) -> str:
    return "-" if moved is None else f"{_three(value)} ({moved.error:.3f})"


def _two(value: float | None) -> str:
    return "-" if value is None or isnan(value) else f"{value:.2f}"
