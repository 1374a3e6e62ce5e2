"""The verdicts as a Markdown page, without any number of the model."""

from milkway.reports.claims.claims_tables import MEANING, READERS, agreement_sentence, steady, sure_of, way_of, word_of

HEAD = """# Statements and verdicts

Written by `python docs/write_claims.py`; `milkway claims` prints the same with what the model says beside it. The source
article is quoted in its own words, and each thing that it says is judged apart. A word follows from published findings by
[a stated rule](decisions/0010-verdicts.md) and from nothing else: no parameter of the model can change it. Abstracts,
registries and summaries were read, no trial's full text. This is not medical advice.
"""


def claims_page(summary: dict, without_sponsor: dict) -> str:
    """Return the page.

    Args:
        summary: the statements as plain values.
        without_sponsor: the same without what those with a stake ran.
    """
    words = {(one["id"], part["id"]): part["verdict"] for one in without_sponsor["claims"] for part in one["parts"]}
    columns = ("Part", "Word", "Steady", "Without those with a stake", "For", "Against", "Neither")
    parts = [HEAD]
    for one in summary["claims"]:
        rows = [columns, ("---",) * len(columns)]
        rows += [
            (
                part["says"],
                f"**{part['verdict']}**{word_of(part).removeprefix(part['verdict'])}",
                steady(part),
                words[one["id"], part["id"]],
                *(_ids(part[side]) for side in ("for", "against", "none")),
            )
            for part in one["parts"]
        ]
        whole = f" All parts: **{one['verdict']}**." if one["verdict"] and len(one["parts"]) > 1 else ""
        parts.append(f'\n"{one["statement"]}"{whole}\n\n{_table(rows)}')
    meanings = [f"- **{word}**: {meaning}" for word, meaning in MEANING.items()]
    steadily = (
        "*Steady* is the share of redrawn ratings that keep the word: a finding that several readers rated is rated by one of "
        "them, one that a single reader rated takes the disagreement below. Under 60 % the word is not settled between raters; "
        "there is none where no finding speaks, so that no rating can move the word."
    )
    parts += ["", *meanings, "", steadily, "", f"{agreement_sentence(summary)} {READERS}", "", "## Findings"]
    parts += [_findings(part) for one in summary["claims"] for part in one["parts"] if _all(part)]
    return "\n".join(parts).rstrip() + "\n"


def _findings(part: dict) -> str:
    rows = [("Source", "Speaks", "Certainty", "What was read", "Where", "Why so sure", "Rated by"), ("---",) * 7]
    rows += [
        (
            one["id"],
            way_of(one),
            sure_of(one),
            one["said"],
            one["locator"],
            one["because"] + (f"; counts once with {', '.join(one['counts_once_with'])}" if one["counts_once_with"] else ""),
            one["rated_by"],
        )
        for one in _all(part)
    ]
    return f"\n### {part['says']}\n\n{_table(rows)}"


def _all(part: dict) -> list[dict]:
    return [*part["for"], *part["against"], *part["none"]]


def _ids(found: list[dict]) -> str:
    return ", ".join(dict.fromkeys(one["id"] for one in found))


def _table(rows: list[tuple[str, ...]]) -> str:
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows)
