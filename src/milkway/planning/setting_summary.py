"""A protocol under each setting as plain values for JSON, and which setting is the least favourable to its product."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version

from milkway.ledger.setting_values import plain_settings
from milkway.ledger.tables import ParameterTable
from milkway.planning.benefit import Benefit, benefit_of
from milkway.planning.ceiling import CEILING, prevents
from milkway.planning.planned_truth import is_ratio
from milkway.planning.power_summary import ABOUT
from milkway.planning.setting_worlds import NONE, SettingRow, Told, effective
from milkway.protocol.protocol import Protocol
from milkway.trials.settings_held import settings_of

MEANS = (
    "the contrast of a product that, from its first day, killed every S. aureus and coagulase-negative staphylococcus that a "
    "woman carries, and did nothing else: a bound, in this model, on what acting against staphylococci can do; not a prediction, "
    "and no bound on products that act otherwise"
)


def settings_plain(protocol: Protocol, table: ParameterTable, rows: Sequence[SettingRow], women: int, seed: int) -> dict:
    """Return the comparison as plain values.

    Args:
        protocol: the trial, its settings the base.
        table: parameters under the base.
        rows: the base first.
        women: under every arm.
        seed: of all chance.
    """
    endpoint = protocol.endpoints[0]
    least = least_favourable(rows, benefit_of(endpoint))
    return {
        "about": ABOUT,
        "protocol": protocol.name,
        "title": protocol.title,
        "seed": seed,
        "dyads": women,
        **plain_settings(settings_of(protocol, table)),
        "routes": [one.model_dump(mode="json") for one in protocol.routes.settings],
        "endpoint": {
            "name": endpoint.name,
            "label": endpoint.label,
            "unit": endpoint.unit,
            "better": endpoint.better,
            "contrast": "ratio" if is_ratio(endpoint) else "difference",
        },
        "reference": protocol.reference,
        "hypotheses": [one.name for one in effective(protocol)],
        "prevention": prevents(protocol),
        "ceiling": MEANS,
        "rows": [_row(one) for one in rows],
        "least_favourable": None if least is None else {"setting": least.setting, "value": least.value},
        "version": version("milkway"),
    }


def least_favourable(rows: Sequence[SettingRow], benefit: Benefit) -> SettingRow | None:
    """Return the row under which the product, the mean over hypotheses and arms, does least good.

    Args:
        rows: the base, and each setting changed alone.
        benefit: how effects are judged.

    Returns:
        None where no row has an effect that exists, as without hypotheses.
    """
    found = {
        number: benefit.of(sum(one.value for one in told) / len(told))
        for number, row in enumerate(rows)
        if (told := [one for (name, _), one in row.contrasts.items() if name != NONE])
    }
    known = {number: distance for number, distance in found.items() if math.isfinite(distance)}
    return rows[min(known, key=lambda number: known[number])] if known else None


def _row(row: SettingRow) -> dict:
    contrasts = {name: told for name, told in row.contrasts.items() if name[1] != CEILING}
    ceiling = row.contrasts[NONE, CEILING]
    levels = {name: told for name, told in row.levels.items() if name[1] != CEILING}
    return {
        "setting": row.setting,
        "value": row.value,
        "levels": _nested(levels),
        "contrasts": _nested(contrasts),
        "ceiling": _plain(ceiling),
    }


def _nested(found: Mapping[tuple[str, str], Told]) -> dict[str, dict]:
    """Return numbers by hypothesis and arm."""
    nested: dict[str, dict] = {}
    for (name, arm), told in found.items():
        nested.setdefault(name, {})[arm] = _plain(told)
    return nested


def _plain(told: Told) -> dict[str, float | None]:
    return {key: value if math.isfinite(value) else None for key, value in asdict(told).items()}
