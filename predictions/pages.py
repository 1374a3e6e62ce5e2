"""The page of a predicted trial in Markdown."""

from predictions.predicted import AVERAGED, Predicted
from predictions.sampling import Forecast

HEAD = """# {registry}: what the model predicts

{title}.

Predicted on {date}, before any result could be read, by `uv run python -m predictions`; do not edit by hand. This is not evidence
about the product, and no advice. {varied} A first prediction, of 2026-11-23, is in the history of this file; since
then all that is uncertain is drawn, not the free parameters alone, and the free ones were learned again.

{women}
Each row is a hypothesis of what the strain does. Their sizes are not measured: they were tuned by hand on other trials of the
same product, so that a row says what would follow if one were true. The disputed entero-mammary and prenatal routes are off,
on, or either as likely (averaged). An entry is the median and in brackets the 50 % and the 90 % interval of what the trial would
print: parameters are drawn ({sets} sets, each with {simulated} women in both arms for each setting), then the trial draws its
women. Not in it: that its women differ from the simulated ones, and that the model is wrong
([qualification](../docs/qualification.md)). The last column is the chance of p < 0.05 (Pearson) for a share on the product that
is lower / higher than on placebo.

What the evidence does not say about this trial is assumed, and marked in `src/milkway/protocol/shipped/{name}.toml`.
"""


def page(one: Predicted, made: dict) -> str:
    """Return the page.

    Args:
        one: the predicted trial.
        made: plain values that say how it was made.
    """
    protocol = one.protocol
    told = {"registry": protocol.registry, "title": protocol.title, "name": protocol.name, "women": _women(one)}
    head = HEAD.format(
        **told, date=made["date"], varied=made["varied"], sets=made["parameter_sets"], simulated=made["women_simulated"]
    )
    names = dict.fromkeys(endpoint for endpoint, _, _ in one.forecasts)
    labels = {endpoint.name: endpoint.label for endpoint in protocol.endpoints}
    return "\n".join([head, *(_section(one, name, labels[name]) for name in names), _foot(made)])


def _women(one: Predicted) -> str:
    product, control = one.women
    if one.staying == 1:
        return f"{product} women on the product and {control} on placebo are analysed.\n"
    return (
        f"{product} women on the product and {control} on placebo are randomised, of whom {100 * one.staying:.0f} % complete.\n"
    )


def _section(one: Predicted, endpoint: str, label: str) -> str:
    columns = ("hypothesis", "routes", "placebo", "product", "difference", "ratio", "p < 0.05, lower / higher")
    routes = (*(setting.name for setting in one.protocol.routes.settings), AVERAGED)
    rows = [
        (hypothesis.name, name, *_cells(one.forecasts[endpoint, hypothesis.name, name]))
        for hypothesis in one.protocol.hypotheses
        for name in routes
    ]
    lines = ["| " + " | ".join(row) + " |" for row in (columns, *rows)]
    return "\n".join([f"## {label}\n", lines[0], "|---|---|--:|--:|--:|--:|--:|", *lines[1:]]) + "\n"


def _cells(found: Forecast) -> tuple[str, ...]:
    shares = [_interval(tuple(100 * value for value in each), 1) for each in (found.control, found.product, found.difference)]
    return (
        f"{shares[0]} %",
        f"{shares[1]} %",
        f"{shares[2]} points",
        _interval(found.ratio, 2) if found.ratio else "-",
        f"{100 * found.chance_lower:.0f} % / {100 * found.chance_higher:.0f} %",
    )


def _interval(q: tuple[float, ...], digits: int) -> str:
    low, lower, middle, upper, high = (f"{round(value, digits) + 0.0:.{digits}f}" for value in q)
    return f"{middle} ({lower} to {upper}; {low} to {high})"


def _foot(made: dict) -> str:
    kept = [f"- {name}: `{value}`" for name, value in made.items() if name not in ("date", "varied")]
    return "## How it was made\n\n" + "\n".join(kept) + "\n"
