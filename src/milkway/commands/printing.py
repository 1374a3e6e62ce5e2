"""What a run prints when it is finished, or drawn again; it loads what draws, so commands load it when they have run."""

from milkway.reports.designs.designs_terminal import print_designs
from milkway.reports.power.power_terminal import print_power
from milkway.reports.trial.missing_terminal import print_missing
from milkway.reports.trial.trial_terminal import print_trial
from milkway.verbs.report import DrawnStudy
from milkway.verbs.trial import FinishedTrial

STUDIES = {"power": print_power, "designs": print_designs}


def print_run(found: FinishedTrial | DrawnStudy) -> None:
    """Print a trial with its study of missing data if there is one, or a study of power or designs."""
    if isinstance(found, DrawnStudy):
        STUDIES[found.verb](found.summary, found.folder)
        return
    print_trial(found.run, found.folder)
    if found.missing is not None:
        print_missing(found.missing)
