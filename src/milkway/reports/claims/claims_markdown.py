"""The verdicts as a Markdown page, without any number of the model."""

from milkway.reports.claims.claims_tables import MEANING

HEAD = """# Statements and verdicts

Written by `python docs/write_claims.py`; `milkway claims` prints the same with what the model says beside it. Each statement
of the source article has one word. It follows from published findings by [a stated rule](decisions/0010-verdicts.md) and from
nothing else: no parameter of the model can change it. Ratings are provisional: one reader made them, and no
blind second rating exists; abstracts, registries and tables of reviews were read, no trial's full text. This is not medical
advice.
"""


def claims_page(summary: dict, without_sponsor: dict) -> str:
    """Return the page.

    Args:
        summary: the claims as plain values.
        without_sponsor: the same without what producers ran.
    """
    words = {one["id"]: one["verdict"] for one in without_sponsor["claims"]}
    rows = [("Statement", "Verdict", "Without producers' trials", "For", "Against", "Indirect"), ("---",) * 6]
    rows += [
        (
            one["statement"],
            f"**{one['verdict']}**",
            words[one["id"]],
            *(_ids(one[side]) for side in ("for", "against", "indirect")),
        )
        for one in summary["claims"]
    ]
    meanings = [f"- **{word}**: {meaning}" for word, meaning in MEANING.items()]
    parts = [HEAD, _table(rows), "", *meanings, "", "## Findings", *(_findings(one) for one in summary["claims"] if _all(one))]
    return "\n".join(parts).rstrip() + "\n"


def _findings(claim: dict) -> str:
    rows = [("Source", "Direction", "Certainty", "What was read", "Why so sure"), ("---",) * 5]
    rows += [
        (
            one["id"],
            one["direction"]
            + ("" if one["directness"] == "direct" else f", {one['directness'].replace('animals', 'in animals')}"),
            one["certainty"],
            one["said"],
            one["because"] + (f"; counts once with {', '.join(one['counts_once_with'])}" if one["counts_once_with"] else ""),
        )
        for one in _all(claim)
    ]
    return f"\n### {claim['statement']}\n\n{_table(rows)}"


def _all(claim: dict) -> list[dict]:
    return [*claim["for"], *claim["against"], *claim["indirect"]]


def _ids(found: list[dict]) -> str:
    return ", ".join(dict.fromkeys(one["id"] for one in found))


def _table(rows: list[tuple[str, ...]]) -> str:
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows)
