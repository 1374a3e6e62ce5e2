"""Tables of what happened over time: first mastitis with women at risk, strain detection, loads in milk, and the infant's gut."""

from collections.abc import Iterator

import numpy as np

from milkway.analysis.kaplan_meier import at_risk_on
from milkway.analysis.reasons import NO_SAMPLE
from milkway.analysis.record import Sample
from milkway.analysis.scores.mastitis_scores import CLINICAL_FIRST
from milkway.protocol.design import last_day
from milkway.protocol.read_assay import assays_of
from milkway.reports.numbers import counted, plain, share
from milkway.reports.table import Table
from milkway.trials.run_trial import TrialRun

AT_RISK_EVERY = 28


def at_risk(run: TrialRun) -> Table:
    """Return women at risk of a first clinical mastitis, by arm, hypothesis and route setting."""
    endpoint = first_event(run)
    days = np.array(days_at_risk(run))
    rows = []
    for world in run.worlds if endpoint else ():
        for arm in run.protocol.arms:
            score = world.arms[arm.name].scores["observed"][endpoint].known()
            rows.append(
                (world.hypothesis, world.setting, arm.label, *map(str, at_risk_on(score.value, days)), str(int(score.seen.sum())))
            )
    columns = ("Hypothesis", "Disputed routes", "Arm", *(f"Day {day}" for day in days), "Events")
    return Table("at-risk", "Women at risk of a first clinical mastitis, by days since enrolment", columns, tuple(rows))


def detection(run: TrialRun) -> Table:
    """Return women in whose samples the strain was found, by visit."""
    rows = []
    for world in run.worlds:
        for arm in run.protocol.arms:
            for sample in counted_samples(world.arms[arm.name].samples):
                known = sample.detected[np.isfinite(sample.detected)]
                cells = counted(int(known.sum()), len(known), None) if len(known) else NO_SAMPLE
                rows.append((world.hypothesis, world.setting, arm.label, visit_text(run, sample), cells))
    columns = ("Hypothesis", "Disputed routes", "Arm", "Visit", "Strain found")
    return Table("strain-detection", "The strain in samples, as the laboratory reports it", columns, tuple(rows))


def loads(run: TrialRun) -> Table:
    """Return counts of samples by visit: the median where it is above the limit, and samples below it."""
    rows = []
    for world in run.worlds:
        for arm in run.protocol.arms:
            for sample in counted_samples(world.arms[arm.name].samples):
                for group, counts in sample.counts.items():
                    taken = counts.sampled
                    values = np.where(counts.below, 0.0, counts.value)[taken]
                    middle = float(np.median(values)) if len(values) else 0.0
                    text = plain(float(np.log10(middle))) if middle > 0 else ("below the limit" if len(values) else NO_SAMPLE)
                    below = counted(int(counts.below[taken].sum()), int(taken.sum()), None) if taken.any() else NO_SAMPLE
                    rows.append((world.hypothesis, world.setting, arm.label, visit_text(run, sample), group, text, below))
    columns = ("Hypothesis", "Disputed routes", "Arm", "Visit", "Group", "Median, log10 CFU/mL", "Below the limit")
    return Table("milk-cultures", "Samples by visit, as the laboratory counts them", columns, tuple(rows))


def counted_samples(samples: tuple[Sample, ...]) -> Iterator[Sample]:
    """Yield the samples of which bacteria are counted."""
    yield from (one for one in samples if one.assayed == "counts")


def composition(run: TrialRun) -> Table:
    """Return the courses in full: infant gut shares, true milk loads, and the strain where it truly is."""
    rows = []
    for world in run.worlds:
        for arm in run.protocol.arms:
            for point in world.arms[arm.name].courses:
                values = (_course_value(point.course, one) for one in (point.value, point.low, point.high))
                rows.append(
                    (world.hypothesis, world.setting, arm.label, point.course, point.of, str(point.day), *values, str(point.n))
                )
    columns = (
        "Hypothesis",
        "Disputed routes",
        "Arm",
        "Course",
        "Of",
        "Day",
        "Value",
        "10th percentile",
        "90th percentile",
        "Dyads",
    )
    note = "Shares: mean over dyads, which have no percentiles where they are of dyads. Loads: median, log10 cell/mL."
    return Table("courses", "Infant gut, milk loads and the strain over time, as they truly are", columns, tuple(rows), note)


def days_at_risk(run: TrialRun) -> tuple[int, ...]:
    """Return days since enrolment at which women at risk are shown: every four weeks, and the last that all could reach."""
    design = run.protocol.design
    last = last_day(design) - design.enrolment[1]
    return (*range(0, last - AT_RISK_EVERY // 2, AT_RISK_EVERY), last)


def first_event(run: TrialRun) -> str:
    """Return the name of the endpoint that is a time to a first event, or nothing."""
    return next((one.name for one in run.protocol.endpoints if one.score == CLINICAL_FIRST.name), "")


def visit_text(run: TrialRun, sample: Sample) -> str:
    """Return the visit, and the assay where it is not the only one of milk as mixed."""
    assay = next(one for one in assays_of(run.protocol) if one.name == sample.assay)
    alone = assay.called == assay.name and sum(one.called == one.name for one in run.protocol.assays.of_milk) == 1
    of = "" if alone else f": {assay.called}"
    return next(f"{visit.name} ({visit.day}){of}" for visit in run.protocol.visits if visit.name == sample.visit)


def _course_value(course: str, value: float | None) -> str:
    if course == "milk load":
        return "no cell" if value is None else plain(value)
    return share(value)
