"""`milkway.combine`: the results of several trials together, by random effects."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from milkway.arguments import shown
from milkway.core.errors import InputError, Mistake
from milkway.core.name_lists import several
from milkway.reports.combined_tables import forest_table
from milkway.reports.showing import Face, framed, notebook, saved
from milkway.runs.combined_trials import chosen_endpoints, combined, measure_mistakes
from milkway.runs.told_trials import read_trials

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go


@dataclass(frozen=True)
class CombinedTrials:
    """Trials together, as plain values."""

    summary: dict

    _repr_html_ = notebook
    save = saved

    @property
    def table(self) -> "pd.DataFrame":
        """Return every trial and what they say together, a row each, by endpoint and hypothesis."""
        return framed(
            {"endpoint": endpoint, "hypothesis": hypothesis, "measure": about["measure"], **row}
            for endpoint, about in self.summary["endpoints"].items()
            for hypothesis, found in about["hypotheses"].items()
            for row in (*found["trials"], *(({"trial": "random effects"} | found["pooled"],) if found["pooled"] else ()))
        )

    def plot(self, endpoint: str = "", hypothesis: str = "") -> "go.Figure":
        """Return the forest of an endpoint under a hypothesis, by default the first of either."""
        name = endpoint or next(iter(self.summary["endpoints"]))
        of = hypothesis or next(iter(self.summary["endpoints"][name]["hypotheses"]))
        return import_module("milkway.reports.combined_figure").combined_figure(self.summary, name, of)

    def tell(self) -> None:
        """Print a forest of each endpoint under each hypothesis."""
        import_module("milkway.reports.combined_terminal").print_combined(self.summary)

    def face(self) -> Face:
        """Return what it shows of itself."""
        endpoint, about = next(iter(self.summary["endpoints"].items()))
        lines = tuple(f"{one['trial']}: {one['women']} women" for one in self.summary["trials"])
        first = next(iter(about["hypotheses"]))
        return Face(
            "Trials combined", lines, {"combined": lambda: self.table}, lambda: forest_table(self.summary, endpoint, first)
        )

    def __repr__(self) -> str:
        """Return trials and endpoints in a line."""
        return f"<{len(self.summary['trials'])} trials combined: {', '.join(self.summary['endpoints'])}>"


def combine(runs: str | Sequence[str | Path], *, endpoint: str = "", measure: str = "") -> CombinedTrials:
    """Combine the results of several trials by random effects: a forest of each endpoint under each hypothesis.

    Endpoints of one name are combined under hypotheses of one name, from estimates and intervals as the reports print them;
    beside them the published results of the protocols. The mean has the interval of Hartung and Knapp, the variance between
    trials is that of Paule and Mandel. Two trials do not tell where one more would lie.

    Args:
        runs: Folders that milkway trial wrote, with commas between them, or one folder that holds them; each of a seed of its
            own. In Python also a list.
        endpoint: Name of the one endpoint to be combined, such as clinical_mastitis; by default each that two trials have.
        measure: Contrast to be combined, such as risk_ratio; by default the leading one of the first trial with the endpoint.

    Returns:
        The trials together. Their `summary`, which `--json` prints, has `trials` and `endpoints`, each with `measure` and
        `hypotheses`; of a hypothesis `trials` (with `weight`), `left_out` (with the reason), and `pooled`: `estimate`, `low`,
        `high`, `prediction`, `tau` (on the scale of logarithms for a ratio), `i2`, `q` and `q_p`.

    Raises:
        InputError: folders that hold no finished trial, trials of one seed, endpoints that are not alike: all of them.
    """
    words = {"endpoint": endpoint, "measure": measure}
    mistakes = [Mistake(name, shown(one), "a name") for name, one in words.items() if not isinstance(cast("object", one), str)]
    trials = read_trials(several(runs), mistakes)
    endpoints = chosen_endpoints(trials, endpoint, mistakes) if not mistakes else ()
    mistakes += measure_mistakes(trials, endpoints, measure) if not mistakes else []
    if mistakes:
        raise InputError("combine", mistakes)
    return CombinedTrials(combined(trials, endpoints, measure))
