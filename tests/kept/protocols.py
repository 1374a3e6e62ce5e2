"""The protocols of the kept commands: those that ship, made small, and three that ask every score and measure."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from milkway.analysis.kinds import CHANGE
from milkway.analysis.registry import MEASURES, SCORES, suited
from milkway.protocol.known import read_known_protocol
from milkway.protocol.resolve import resolve, to_toml

Tables = dict[str, Any]
PLACEHOLDER = {"kind": "placeholder", "note": "supposed, to be kept"}
CLUSTERED = "_clustered"


def write_protocols(folder: Path) -> None:
    """Write each protocol into a folder, as NAME.toml."""
    for name, make in MAKERS.items():
        (folder / f"{name}.toml").write_text(to_toml(make() | {"name": name}), encoding="utf-8")


def _like(name: str, hypotheses: int, settings: slice) -> Tables:
    """Return a protocol that ships with fewer hypotheses and one setting of the disputed routes."""
    tables = resolve(read_known_protocol(name))
    chosen = tables["routes"]["settings"][settings]
    tables["hypotheses"] = tables["hypotheses"][:hypotheses]
    tables["routes"]["settings"] = [one | {"weight": 1.0 / len(chosen)} for one in chosen]
    return tables


def _small() -> Tables:
    return _like("hurtado2017", 2, slice(0, 1))


def _on() -> Tables:
    return _like("hurtado2017", 2, slice(1, 2))


def _every() -> Tables:
    """Return a trial with allocation 2:1 and three visits, whose endpoints are every score under every measure of women."""
    tables = _small()
    tables["arms"][0]["allocation"] = 2
    tables["design"]["block"] = 6
    return tables | {"used_in_tuning": [], "endpoints": _endpoints(lambda measure: not measure.endswith(CLUSTERED))}


def _clusters() -> Tables:
    tables = _small()
    tables["design"]["centres"] = {"number": 8, "basis": PLACEHOLDER}
    return tables | {"used_in_tuning": [], "endpoints": _endpoints(lambda measure: measure.endswith(CLUSTERED))}


def _endpoints(asked: Callable[[str], bool]) -> list[Tables]:
    """Return an endpoint for each score, with every measure that suits it of those asked for."""
    found = []
    known = (name for name, one in SCORES.items() if one.taken != "sample" or one.of_counted_milk)
    for score in sorted((name for name in known if SCORES[name].kind is not CHANGE), key=_by_measure):
        analyses = [name for name in suited(score) if asked(name)]
        needs, better = SCORES[score].needs, SCORES[score].good
        one = {"name": score, "label": score, "unit": "as scored", "score": score, "population": "randomised", "better": better}
        if analyses:
            found.append(one | {need: PLACES[need] for need in needs} | _from(score) | {"analyses": analyses})
    return found


def _from(score: str) -> Tables:
    """Return the visit of what counts from a visit on."""
    return {"visit": "entry"} if "visit" in SCORES[score].needs and not SCORES[score].at_visit else {}


def _by_measure(score: str) -> tuple[int, int]:
    return list(MEASURES).index(suited(score)[0]), list(SCORES).index(score)


def _looks() -> Tables:
    return _small() | {"interim": {"fractions": [0.5, 0.75], "futility": [-2.0, -1.0], "basis": PLACEHOLDER}}


def _looks_on_time() -> Tables:
    """Return a trial with looks at the time to mastitis, which is good when long."""
    tables = _looks() | {"interim": {"fractions": [0.5], "bounds": "pocock", "basis": PLACEHOLDER}}
    first = [one for one in tables["endpoints"] if one["name"] == "first_mastitis"]
    return tables | {"used_in_tuning": [], "endpoints": first}


def _designs() -> Tables:
    longer = {"name": "fewer", "about": "retention", "changes": {"dropout.share": 0.1}}
    return _small() | {"designs": [longer]}


PLACES: Tables = {"visit": "end", "visits": ["entry", "week_4", "end"], "group": "staphylococcus"}
MAKERS: dict[str, Callable[[], Tables]] = {
    "small": _small,
    "on": _on,
    "every": _every,
    "clusters": _clusters,
    "looks": _looks,
    "looks_on_time": _looks_on_time,
    "designs": _designs,
}
