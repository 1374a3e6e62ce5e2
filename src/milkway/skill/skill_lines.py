"""The table of skill by block, and its first line, from what folds earned: losses come first."""

from collections.abc import Mapping, Sequence
from typing import Any

from milkway.published.page_tables import table

NONE = (
    "**No skill is shown.** No fit that ships has left anything out, so that nothing below says whether a rival made of "
    "published results alone would not have done as well."
)
DEVELOPMENT = (
    "Skill of forecasts of clusters left out, of the posterior that ships (`--parameters posterior`) and not of the tables, by "
    "rules [fixed before](decisions/0034-skill.md). All of it is development skill: the evidence was read here."
)
RIVALS = {"hierarchy": "H: the same likelihood without the mechanism", "naive": "N: published results alone"}
UNITS = {"skill": "", "gain": " nats per result"}
TRUSTED = ("better", "no worse")
OF_TABLES = "Skill: not known for the tables: they were tuned with results in sight, so that none can be left out to test them."
ALONE = "Scores here are of one trial and no evidence of skill."
OF_STOOL = "infants' stool"  # beside the endpoints of a forecast
Skill = Mapping[str, Any]


def skill_rows(blocks: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Return a row for each block and rival: estimate with its interval, differences of clusters, and the word.

    Args:
        blocks: as `folds.json` has them.
    """
    rows = []
    for block in blocks:
        for rival, words in RIVALS.items():
            found = block[rival]
            told = "-"
            if "estimate" in found:
                told = f"{found['estimate']:+.2f} ({found['low']:+.2f} to {found['high']:+.2f}){UNITS[block['unit']]}"
            clusters = "; ".join(f"{name} {value:+.2f}" for name, (value, _) in found["clusters"].items())
            rows.append({"block": block["name"], "against": words, "estimate": told, "clusters": clusters, "word": found["word"]})
    return rows


def leads(skill: Skill | None) -> bool:
    """Return whether the mechanism's number stands before the rivals': only where it is no worse than published results alone.

    >>> leads(None), leads({"against_naive": "cannot tell (2)"}), leads({"against_naive": "no worse"})
    (False, False, True)
    """
    return skill is not None and skill["against_naive"] in TRUSTED


def earned_sentences(skills: Mapping[str, Skill | None], parameters: str) -> list[str]:
    """Return what folds earned on results like those of a forecast, and of which they scored none.

    Args:
        skills: by what is forecast, as `shipped_folds.skill_of` has them.
        parameters: "tables" or "posterior", from which it is forecast.
    """
    if parameters == "tables":
        return [OF_TABLES, ALONE]
    some = {name: one for name, one in skills.items() if one is not None}
    lines = [
        f"Skill of forecasts like {name} against {one['against']}, on {one['clusters']} clusters left out: {one['word']} "
        f"({one['estimate']:.2f}, 90 % {one['low']:.2f} to {one['high']:.2f}); against published results alone: "
        f"{one['against_naive']}."
        for name, one in some.items()
    ]
    others = ", ".join(name for name in skills if name not in some)
    if others:
        lines.append(f"Skill of forecasts like {others}: none has been earned, since no fold scored results like these.")
    return [*lines, ALONE]


def first_line(blocks: Sequence[Mapping[str, Any]]) -> str:
    """Return where the mechanism loses, then where it is behind and no word is earned; no praise before a loss.

    >>> lost = {"name": "a", "naive": {"word": "worse"}, "hierarchy": {"word": "cannot tell (2)"}}
    >>> first_line([lost])
    'Worse than N in a. Nowhere better.'
    """
    words = [(rival[0].upper(), block["name"], block[rival]["word"]) for block in blocks for rival in ("naive", "hierarchy")]
    parts = [f"Worse than {who} in {name}." for who, name, word in words if word == "worse"]
    behind = [
        f"{block['name']} against {rival[0].upper()} ({block[rival]['word']})"
        for block in blocks
        for rival in ("naive", "hierarchy")
        if min(block[rival].get("value", 0.0), block[rival].get("estimate", 0.0)) < 0 and block[rival]["word"] != "worse"
    ]
    parts += [f"Behind, as far as so few clusters tell, in {'; '.join(behind)}."] if behind else []
    better = [f"{name} (against {who})" for who, name, word in words if word == "better"]
    parts.append(f"Better in {', '.join(better)}." if better else "Nowhere better.")
    return " ".join(parts)


def skill_section(folds: Mapping[str, Any] | None) -> str:
    """Return the table of skill in Markdown, losses in its first line; that there is none where no folds ship."""
    if folds is None:
        return NONE
    head = ("block", "against", "estimate (90 %)", "clusters", "word")
    rows = [
        tuple(one[name] for name in ("block", "against", "estimate", "clusters", "word")) for one in skill_rows(folds["blocks"])
    ]
    return f"**{first_line(folds['blocks'])}** {DEVELOPMENT}\n\n{table(head, 'lllll', rows)}"


def scores_in_words(blocks: Sequence[Mapping[str, Any]]) -> str:
    """Return what every block earned, as the log of scorings has it.

    >>> row = {"word": "cannot tell (1)", "clusters": {"a": [0.25, 0.1]}, "estimate": 0.2, "low": -0.1, "high": 0.5}
    >>> scores_in_words([{"name": "loads", "unit": "skill", "naive": row, "hierarchy": {"word": "no rival", "clusters": {}}}])
    'loads against H: no rival; loads against N: a +0.25, cannot tell (1)'
    """
    rows = skill_rows(blocks)
    parts = [f"{one['block']} against {one['against'][0]}: {one['clusters']}, {one['word']}" for one in rows]
    return "; ".join(part.replace(": , ", ": ") for part in parts).replace("|", "/")
