"""Write the answers that the page of `milkway explore` keeps, since they take minutes to make; for a release.

`python docs/write_kept.py [claims] [qualification] [steadiness] [lives]`; without a name all.
"""

import argparse
import json
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import milkway
from milkway.explorer.bench import Bench
from milkway.explorer.kept_answers import CLAIMS, LIVES, QUALIFICATION, STEADINESS, mark_of
from milkway.explorer.lives_answers import lives
from milkway.explorer.worlds_asked import Lives, World
from milkway.runs.topic_skills import skills_of
from milkway.verbs.claims import FinishedClaims
from milkway.verdicts.questions import read_questions

FOLDER = Path(__file__).parent.parent / "src" / "milkway" / "explorer" / "kept"
DIGITS = 4  # that a page shows at most
WORLD = World().model_dump()  # as usual, in the order in which the page says it
RUN = ("dyads", "draws", "drawn_from", "failed", "seed")


def claims() -> dict:
    """Return what the model says of each part of each statement, and what would tell hypotheses apart."""
    found = milkway.claims().summary
    parts = [(one["id"], part["id"], part["counterfactual"]) for one in found["claims"] for part in one["parts"]]
    asked = [one for one in parts if one[2]["simulated"]]
    run = {key: asked[0][2][key] for key in RUN}
    said = [{"claim": claim, "part": part, "says": says} for claim, part, says in asked]
    return {"run": run, "skills": skills_of(read_questions(), "best"), "parts": said, "telling": found["telling"]}


def qualification() -> dict:
    """Return published results beside predictions, as docs/qualification.md has them; that page's run is what is logged."""
    with tempfile.TemporaryDirectory() as folder:
        found = milkway.qualify(log=Path(folder) / "log.md").summary
    return {key: value for key, value in found.items() if key not in ("infant_gut", "log")}


def steadiness() -> dict:
    """Return of each part the share of redrawn ratings that keep its word: of all findings, and without those with a stake."""
    return {
        "all": _steady(milkway.claims(without_model=True)),
        "independent": _steady(milkway.claims(without_model=True, without_sponsor=True)),
    }


def lives_as_usual() -> dict:
    """Return what the page shows first, beside what it asks for it."""
    asked = {"worlds": [WORLD], "days": 120, "women": 32, "seed": 1, "taxa": "residents", "chance": True}
    bench = Bench()
    bench.load()
    return {"asked": asked} | lives(bench, Lives.model_validate(asked | {"fine": True}))


def _steady(found: FinishedClaims) -> dict:
    return {one["id"]: {part["id"]: part["steadiness"] for part in one["parts"]} for one in found.summary["claims"]}


def rounded(value: object) -> object:
    """Return plain values with so many digits as a page shows."""
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    if isinstance(value, list):
        return [rounded(one) for one in value]
    return float(f"{value:.{DIGITS}g}") if isinstance(value, float) else value


MADE_BY = {
    CLAIMS: lambda: rounded(claims()),
    QUALIFICATION: lambda: rounded(qualification()),
    STEADINESS: steadiness,
    LIVES: lives_as_usual,
}

if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("names", nargs="*", default=list(MADE_BY))
    FOLDER.mkdir(exist_ok=True)
    for name in asked.parse_args().names:
        about = {"version": version("milkway"), "made": datetime.now(UTC).date().isoformat(), "mark": mark_of(name)}
        text = json.dumps(about | {"answer": MADE_BY[name]()}, ensure_ascii=False, separators=(",", ":"))
        (FOLDER / f"{name}.json").write_text(text.replace('{"', '\n{"') + "\n", encoding="utf-8")
