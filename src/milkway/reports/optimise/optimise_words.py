"""What a comparison of interventions says in words: what was compared, what is not told, and why nothing is ranked."""

from collections.abc import Mapping, Sequence

from milkway.biology.disputed import routes_sentence
from milkway.cohorts.chosen import model_line
from milkway.reports.least_words import settings_sentences
from milkway.reports.numbers import plain, share
from milkway.skill.skill_lines import TRUSTED

QUESTIONS = (
    "These are research questions, and nothing of what anybody ought to do: what an intervention is for, and what it prevents or"
    " costs beyond these outcomes, is not in it."
)
SIGNS = (
    "A sign is told where so lopsided a count of draws comes by chance at most once in a hundred lines; beside it draws with this"
    " sign, of all. Else (cannot tell) draws that are lower : higher. None: nothing differs in any dyad. Set: by definition,"
    " whatever the model says."
)
SHAPE = {"mother": "The mother", "child": "The infant"}


def headline(summary: dict) -> list[str]:
    """Return what was compared, and how far it may be believed, a sentence each."""
    whom, bought = summary["women"], summary["bought"]
    told = [routes_sentence(whom["disputed_routes"]), *model_line(summary), *settings_sentences(summary), QUESTIONS]
    told.append(
        f"{summary['lives']:,} lives of the {whom['kind']} {whom['name']}: under each of {summary['draws']} draws of the"
        f" {summary['parameters']} {summary['dyads']} dyads as usual, and the first {bought['each']} whom an intervention is for"
        " under it, with the same luck."
    )
    if summary["why_no_ranking"] is not None:
        told.append(summary["why_no_ranking"])
    told += [f"Left out: {one}." for one in summary["left_out"]]
    tuned = sorted({study for one in summary["hypotheses"] if one["basis"] for study in one["basis"]["tuned_on"]})
    if tuned:
        told.append(f"Hypotheses on the product were sized on {' and '.join(tuned)}: their size is no evidence that it works.")
    return told


def reference_sentences(summary: Mapping) -> list[str]:
    """Return what infants' guilds are compared with, a sentence for each day."""
    told = []
    for one in summary["outcomes"]:
        known = one["reference"]
        if known is not None:
            first, last = known["days"]
            days = f"day {first}" if first == last else f"days {first} to {last}"
            told.append(
                f"{one['label']}: mean distance of log10(share + background) to an infant drawn at random from {known['n']} of"
                f" {known['study']}, vaginally born, {days}"
                + (", without the mark of an antibiotic" if known["antibiotic"] == "no" else "")
                + f"; mean of eight guilds. These infants are {plain(known['among_themselves'])} from each other, so that less"
                " than that is not nearer to them. How each was fed is not stated."
            )
    return told


def measure_sentences(summary: Mapping) -> list[str]:
    """Return what would have to be measured before lines could be believed, a sentence for each word that blocks have."""
    asked = dict.fromkeys(block for line in summary["lines"] for block in line["blocks"])
    by_word: dict[str, list[str]] = {}
    for block in asked:
        found = summary["blocks"][block]
        if found["word"] not in TRUSTED:
            by_word.setdefault(found["word"], []).append(found["about"])
    told = [
        f"Skill {word}: {'; '.join(about)}. Of each, results of at least five groups of studies would have to be left out and"
        " forecast no worse than by published results alone."
        for word, about in by_word.items()
    ]
    many = len(dict.fromkeys(number for one in summary["interventions"] for number in one["to_measure"]))
    numbers = f"{many} numbers that decide these interventions are placeholders, tuned or judged; each is named beside its own."
    return [*told, numbers] if told else []


def kinds_text(one: Mapping) -> str:
    """Return how many numbers of each kind decide an intervention.

    >>> kinds_text({"decided_by": {"placeholder": 2, "tuned": 1}})
    '2 placeholder, 1 tuned'
    """
    return ", ".join(f"{number} {kind}" for kind, number in one["decided_by"].items())


def trial_sentence(again: Mapping) -> str:
    """Return what a trial of a winner would need."""
    trial = again["trial"]
    if trial["women"] is None:
        return trial["note"][0].upper() + trial["note"][1:] + "."
    found = "" if trial["screened"] is None else f", found among about {trial['screened']:,}"
    return (
        f"A trial in two arms would need about {trial['women']:,} women whom it is for{found}"
        f" ({share(again['share_of_women'])} of women), for 80 % power at 5 %, by a formula ({trial['formula']}), if nobody left."
    )


def named(names: Sequence[str], summary: Mapping) -> str:
    """Return the labels of interventions."""
    labels = {one["name"]: one["label"] for one in summary["interventions"]}
    return "; ".join(labels.get(name, name) for name in names)
