"""The headline of a report in plain words: what was simulated, what came out beside the published, and the caution."""

from milkway.reports.endpoint_tables import arm_text, contrast_of, published_text
from milkway.reports.numbers import estimate, plain
from milkway.trials.endpoint import Endpoint
from milkway.trials.run import TrialRun


def simulated(run: TrialRun) -> str:
    """Return what was simulated."""
    protocol, flow = run.protocol, run.worlds[0].arms
    arms = " and ".join(f"{flow[arm.name].flow['randomised']} to {arm.label}" for arm in protocol.arms)
    first, last = protocol.design.enrolment
    on = "the day after a diagnosis, " if protocol.design.at == "diagnosis" else ""
    return (
        f"{protocol.design.size} virtual women were enrolled {on}{first} to {last} days after birth and randomised, {arms},"
        f" and followed until {protocol.design.ends}. Every one of them is a simulation of bacteria in a mother's gut,"
        " breasts and milk and in her baby's gut. No human took part."
    )


def published(run: TrialRun, endpoint: Endpoint) -> str:
    """Return the published result in a sentence, or nothing."""
    if endpoint.published is None:
        return ""
    arms = [arm.name for arm in run.protocol.arms]
    counts = [endpoint.published.arms[name] for name in arms if name in endpoint.published.arms]
    seen = " against ".join(f"{one.count} of {one.n}" for one in counts if one.count is not None)
    ratio = published_text(endpoint, arms, "risk_ratio").removesuffix(" *")
    return f"The published trial found {seen} women affected: risk ratio {ratio}." if seen else ""


def found(run: TrialRun, endpoint: Endpoint) -> list[tuple[str, str]]:
    """Return a sentence for each hypothesis, with its name."""
    arms = run.protocol.arms
    sentences = []
    for hypothesis in run.protocol.hypotheses:
        result = run.results[hypothesis.name]["observed"][endpoint.name]
        values = ", ".join(f"{arm_text(result.arms[arm.name], endpoint)} with {arm.name}" for arm in arms)
        ratio = contrast_of(result, "risk_ratio")
        text = estimate("risk_ratio", ratio.estimate, ratio.low, ratio.high, ratio.p) if ratio is not None else "not available"
        sentences.append((hypothesis.label, f"{values}; risk ratio {text}{_by_setting(run, hypothesis.name, endpoint)}"))
    return sentences


def _by_setting(run: TrialRun, hypothesis: str, endpoint: Endpoint) -> str:
    """Return the risk ratio of each route setting, in brackets."""
    worlds = [world for world in run.worlds if world.hypothesis == hypothesis]
    ratios = {world.setting: contrast_of(world.results["observed"][endpoint.name], "risk_ratio") for world in worlds}
    told = ", ".join(f"{setting} {plain(ratio.estimate)}" for setting, ratio in ratios.items() if ratio is not None)
    return f" (disputed routes {told})" if told and len(worlds) > 1 else ""


def caution(run: TrialRun, endpoint: Endpoint) -> str:
    """Return what the reader must keep in mind."""
    text = "This is one virtual trial: chance moves it as it moves a real one, and the interval says how far."
    if endpoint.name in run.protocol.used_in_tuning:
        text += (
            " The published result shaped both the background risk and the size of the product's effects,"
            " so likeness to it is not evidence for any hypothesis."
        )
    return text + " What can be learned is how the hypotheses differ, and what this design could tell apart."
