"""What would tell explanations of the product apart: measurements ranked for each pair, designs, what is told, what cannot be.

All numbers come from a run of `milkway claims`, the kept one or another; sentences are made from them.
"""

import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files

from milkway.explorer.held import held
from milkway.explorer.kept_answers import CLAIMS, kept_answer
from milkway.protocol.known import read_known_protocol
from milkway.reports.claims.claims_tables import number, unit_label
from milkway.verdicts.claims_summary import Key
from milkway.verdicts.questions import read_questions

POWER, LEVEL = 0.8, 0.05
PAIN = ("mean_pain", "days_in_pain")
WHY_NOT = (
    "All of these measurements are the same in both worlds, or differ by less than chance would make of so many differences.",
    "Of carriers from gut to breast only the product of uptake, homing and survival is seen: milk cannot say which of the three "
    "is large or small.",
)
RESTS_ON = "That the strain stays in milk after the last dose comes from the persistence in the duct that competition includes."


def kept_decision() -> dict:
    """Return what the kept run says, with its version and day, and whether numbers have changed since."""
    kept = kept_answer(CLAIMS)
    parts = {(one["claim"], one["part"]): one["says"] for one in kept.answer["parts"]}
    return kept.about | {"run": kept.answer["run"]} | decision(kept.answer["telling"], parts)


def decision_of(summary: dict) -> dict:
    """Return what the summary of another run of `milkway claims` says."""
    parts = {(one["id"], part["id"]): part["counterfactual"] for one in summary["claims"] for part in one["parts"]}
    return decision(summary["telling"], parts)


def decision(telling: Sequence[dict], parts: Mapping[Key, dict]) -> dict:
    """Return what tells each pair of hypotheses apart, as plain values with sentences.

    Args:
        telling: of every pair every measurement, the most telling first.
        parts: what the model says, by statement and part.
    """
    published = next((one["published"] for one in parts.values() if "published" in one), [])
    return {
        "power": POWER,
        "level": LEVEL,
        "hypotheses": _hypotheses(),
        "pairs": [{**one, "says": pair_sentence(one), "told": _told(one["pair"], published)} for one in telling],
        "published": [{**one, "says": published_sentence(one)} for one in published],
        "designs": [_design(one, parts) for one in _designs()],
        "why_not": list(WHY_NOT),
        "rests_on": RESTS_ON,
    }


def pair_sentence(one: dict) -> str:
    """Return what to measure to tell a pair apart, and how many more women pain needs.

    >>> strain = {"quantity": "strain_in_milk", "label": "Strain in milk, day 28", "women_per_arm": 21}
    >>> pain = {"quantity": "mean_pain", "label": "Breast pain, mean of 16 weeks", "women_per_arm": None}
    >>> pair_sentence({"pair": ["competition", "immune"], "measurements": [strain, pain]})
    'To tell competition from immune, measure: strain in milk, day 28. 21 women an arm. Pain shows no difference beyond chance.'
    """
    first, second = one["pair"]
    best = one["measurements"][0]
    if best["women_per_arm"] is None:
        return f"Nothing here tells {first} from {second}: no measurement differs beyond chance."
    pain = min((each["women_per_arm"] for each in one["measurements"] if _is_pain(each) and each["women_per_arm"]), default=None)
    label = best["label"] if best["label"][1:2] == "." else best["label"][0].lower() + best["label"][1:]
    told = f"To tell {first} from {second}, measure: {label}. {best['women_per_arm']:,} women an arm."
    if _is_pain(best):
        return told
    return told + (f" Pain needs {pain:,}." if pain else " Pain shows no difference beyond chance.")


def published_sentence(one: dict) -> str:
    """Return which hypotheses a published interval holds.

    >>> published_sentence({"study": "a", "within": ["null", "immune"], "simulated": {"null": 1.0, "immune": 0.8, "both": 0.3}})
    'The interval of a holds null and immune: it does not tell these apart. Outside it lies both.'
    """
    inside, outside = one["within"], [name for name in one["simulated"] if name not in one["within"]]
    told = f"The interval of {one['study']} holds {_listed(inside) or 'none of the explanations'}"
    told += ": it does not tell these apart." if len(inside) > 1 else "."
    return told + (f" Outside it {'lies' if len(outside) == 1 else 'lie'} {_listed(outside)}." if outside else "")


def _is_pain(one: dict) -> bool:
    return one["quantity"] in PAIN


def _told(pair: list[str], published: Sequence[dict]) -> list[str]:
    """Return the studies whose interval holds one of a pair and not the other."""
    return [one["study"] for one in published if sum(name in one["within"] for name in pair) == 1]


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _hypotheses() -> list[dict]:
    protocol = read_known_protocol(read_questions().protocol)
    return [
        {"name": one.name, "label": one.label, "kind": one.basis.kind, "tuned_on": list(one.basis.tuned_on)}
        for one in protocol.hypotheses
    ]


@held
def _designs() -> list[dict]:
    return tomllib.loads(files("milkway.explorer").joinpath("designs.toml").read_text(encoding="utf-8"))["design"]


def _design(one: dict, parts: Mapping[Key, dict]) -> dict:
    """Return a design with what the model says of its quantity, if it has one."""
    asked = parts.get((one.get("claim", ""), one.get("part", "")), {"contrasts": []})["contrasts"]
    return one | {"says": [_contrast_sentence(each) for each in asked if each["quantity"] == one["quantity"]]}


def _contrast_sentence(one: dict) -> str:
    given, absent = (number(one[f"value_{side}"], one["unit"], one.get("difference_note", "")) for side in ("with", "without"))
    return f"{one['label']}{unit_label(one['unit'])}: {given} with {one['with']}; {absent} with {one['without']}."
