"""The headline of a report in plain words: what was simulated, what came out beside the published, and the caution."""

from milkway.analysis.reasons import no_estimate
from milkway.analysis.registry import ANALYSES
from milkway.analysis.result import Result
from milkway.cohorts.chosen import model_line, plain_model
from milkway.ledger.setting_values import Chosen
from milkway.protocol.endpoint import Endpoint
from milkway.reports.estimate_text import estimate_text
from milkway.reports.numbers import estimate
from milkway.reports.trial.design_words import ENROLLED, entered
from milkway.reports.trial.endpoint_tables import arm_text, contrast_of, published_arm, published_text, told_of
from milkway.reports.trial.forest import MEASURE
from milkway.trials.route_settings import settings_sentence
from milkway.trials.run_trial import TrialRun


def simulated(run: TrialRun) -> str:
    """Return what was simulated."""
    protocol, flow = run.protocol, run.worlds[0].arms
    arms = " and ".join(f"{flow[arm.name].flow['randomised']} to {arm.label}" for arm in protocol.arms)
    alone = f"into a single arm, {protocol.arms[0].label}, which is compared with none"
    into = alone if protocol.single else f"and randomised, {arms}"
    first, last = protocol.design.enrolment
    on = ENROLLED[protocol.design.at]
    return (
        f"{protocol.design.size} virtual women were enrolled {on}{first} to {last} days after birth {into},"
        f" and followed until {protocol.design.ends}. Every one of them is a simulation of bacteria in a mother's gut,"
        " breasts and milk and in her baby's gut. No human took part."
    )


def routes(run: TrialRun) -> str:
    """Return which disputed routes each setting has, its weight in the average, and the model if it is not the complete one."""
    return " ".join([settings_sentence(run.protocol.routes.settings), *model_line(plain_model(run.model))])


def settings(run: TrialRun) -> str:
    """Return under which hypotheses that no data decide the trial ran."""
    told = ", ".join(one.words for one in run.settings)
    return f"Settings, hypotheses that no data decide and none of whose values is the truth: {told}."


def reasons(run: TrialRun) -> list[tuple[str, str]]:
    """Return each setting with its value, and what it is, why data do not decide, and why the reference is the reference."""
    return [(one.words, _reason(one)) for one in run.settings]


def _reason(chosen: Chosen) -> str:
    about, setting = chosen.setting.about, chosen.setting
    return f"{about[0].upper()}{about[1:]}. {setting.why} {setting.reference} is the reference: {setting.reference_why}."


def published(run: TrialRun, endpoint: Endpoint) -> str:
    """Return the published result in a sentence, or nothing."""
    if endpoint.published is None:
        return ""
    arms = [arm.name for arm in run.protocol.arms]
    told = [f"{published_arm(endpoint, name)} with {name}" for name in arms if name in endpoint.published.arms]
    measure = told_of(endpoint, MEASURE)
    contrast = published_text(endpoint, arms, measure, mark="")
    return f"The published trial found {', '.join(told)}: {_name(measure)} {contrast}." if told else ""


def whose(run: TrialRun, endpoint: Endpoint) -> str:
    """Return in whom the endpoint is analysed."""
    whole = f"all women {entered(run.protocol)}, until they leave"
    return "women who completed it" if endpoint.population == "completers" else whole


def found(run: TrialRun, endpoint: Endpoint) -> list[tuple[str, str]]:
    """Return a sentence for each hypothesis, with its name."""
    sentences = []
    for hypothesis in run.protocol.hypotheses:
        result = run.results[hypothesis.name]["observed"][endpoint.name]
        values = ", ".join(f"{arm_text(result.arms[arm.name], endpoint)} with {arm.name}" for arm in run.protocol.arms)
        sentences.append(
            (hypothesis.label, f"{values}; {_contrasts(result, endpoint)}{_by_setting(run, hypothesis.name, endpoint)}")
        )
    return sentences


def _contrasts(result: Result, endpoint: Endpoint) -> str:
    """Return the contrast of each arm with the reference; the arm is named where there are several."""
    measure = told_of(endpoint, MEASURE)
    same = [one for one in result.contrasts if one.found.measure.name == measure]
    told = [estimate_text(one.found) + (f" for {one.arm}" if len(same) > 1 else "") for one in same]
    return f"{_name(measure)} {', '.join(told)}"


def _by_setting(run: TrialRun, hypothesis: str, endpoint: Endpoint) -> str:
    """Return the leading contrast in each route setting, in brackets."""
    measure = told_of(endpoint, MEASURE)
    worlds = [world for world in run.worlds if world.hypothesis == hypothesis]
    found = {world.setting: contrast_of(world.results["observed"][endpoint.name], measure) for world in worlds}
    told = ", ".join(
        f"{setting} {estimate(measure, one.estimate, None, None, None) if one.estimate is not None else no_estimate(one.note)}"
        for setting, one in found.items()
    )
    return f" (disputed routes {told})" if told and len(worlds) > 1 else ""


def _name(measure: str) -> str:
    label = ANALYSES[measure].label
    return label[0].lower() + label[1:]


def caution(run: TrialRun, endpoint: Endpoint) -> str:
    """Return what the reader must keep in mind."""
    text = "This is one virtual trial: chance moves it as it moves a real one, and the interval says how far."
    if endpoint.name in run.protocol.used_in_tuning:
        text += (
            " The published result shaped both the background risk and the size of the product's effects,"
            " so likeness to it is not evidence for any hypothesis."
        )
    return text + " What can be learned is how the hypotheses differ, and what this design could tell apart."
