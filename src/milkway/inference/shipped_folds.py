"""What folds earned, as it ships beside the posterior: the skill of families of results, and forecasts of studies left out."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import expit

from milkway.inference import posterior
from milkway.inference.infant_misses import InfantsKnown
from milkway.published.gut_cohorts import GUT_GUILDS, GutOccasion

NAME = "folds.json"
BLOCK_OF = {"mastitis": "incidence and timing", "milk bacteria": "milk loads", "infant gut": "infant gut"}  # by topic
ORDER = ("hierarchy", "naive")  # the mechanism's skill leads


def shipped() -> Traversable | Path:
    """Return where folds ship, once some were made."""
    return files("milkway.inference").joinpath("data", NAME)


def shipped_folds() -> Mapping[str, Any] | None:
    """Return what folds earned, as `milkway calibrate --folds` wrote it; None where none ship that are of the posterior."""
    place = shipped()
    found = _read(place.read_text(encoding="utf-8")) if place.is_file() else None
    return found if found is not None and tuple(found[key] for key in posterior.MADE) == posterior_made() else None


def posterior_made() -> tuple[object, ...] | None:
    """Return code, seed and plan of which the posterior that ships was made; None without one."""
    place = posterior.shipped().joinpath(posterior.FILES[1])
    if not place.is_file():
        return None
    about = tomllib.loads(place.read_text(encoding="utf-8"))
    return tuple(about[key] for key in posterior.MADE)


def skill_of(topic: str, parameters: str = "posterior") -> dict[str, Any] | None:
    """Return the skill of the block of a topic: estimate, interval, clusters, word, and against whom; None without.

    Of the tables there is none: they know what is left out.

    Against the hierarchy where it was scored, else against the naive rival; the word against that stands beside it, since it
    says whose number comes first.

    Args:
        topic: of results.
        parameters: "posterior" or "tables", from which they are forecast.
    """
    found = shipped_folds() if parameters == "posterior" else None
    block = next((one for one in (found or {"blocks": []})["blocks"] if one["name"] == BLOCK_OF.get(topic)), None)
    for rival in ORDER:
        if block is not None and "estimate" in block[rival]:
            told = block[rival]
            kept = {key: told[key] for key in ("estimate", "low", "high", "p_positive", "word")}
            return kept | {"clusters": len(told["clusters"]), "against": rival, "against_naive": block["naive"]["word"]}
    return None


def share_forecast(result: str) -> np.ndarray | None:
    """Return (place,) evenly spaced quantiles of a share that a fold without its cluster forecast; None without such a fold.

    Args:
        result: of the catalogue, a share of women.
    """
    found = (shipped_folds() or {"forecasts": {}})["forecasts"].get(result)
    return None if found is None else expit(np.array(found))


def discrepancies() -> Mapping[str, Sequence[float]]:
    """Return quantiles of how far worlds were off by topic where they did not know the results; nothing without folds."""
    return (shipped_folds() or {"discrepancy": {}})["discrepancy"]


def infants_known() -> InfantsKnown:
    """Return what worlds of the posterior say of infants of cohorts; nothing without folds."""
    found: dict[str, dict[GutOccasion, np.ndarray]] = {guild: {} for guild in GUT_GUILDS}
    for one in (shipped_folds() or {"infants": []})["infants"]:
        occasion = GutOccasion(one["study"], one["birth"], one["antibiotic"], one["first"], one["last"])
        for guild, quantiles in one["quantiles"].items():
            found[guild][occasion] = np.array(quantiles)
    return found


@lru_cache(2)
def _read(text: str) -> Mapping[str, Any]:
    return json.loads(text)
