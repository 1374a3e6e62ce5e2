"""A study printed as a ledger: its findings with quote, locator and use, its bias, sponsor, overlap, and what rests on it."""

from rich.console import Console
from rich.markup import escape

from milkway.reports.evidence.evidence_lines import field, print_resting, value_text

WORDS = {"calibrate": "may be fitted", "check": "compared with", "context": "context only"}


def print_study(console: Console, study: dict) -> None:
    """Print one study, as `milkway.ledger.account.study_account` returns it."""
    console.print(f"\n[bold]{escape(study['id'])}[/bold] ({study['kind']}) {escape(study['citation'])}")
    for name in ("registry", "design", "who", "population", "endpoint", "attrition", "attrition_note", "text_read"):
        field(console, name.replace("_", " "), study[name])
    field(console, "participants", str(study["participants"] or "not read"))
    for arm in study["arms"]:
        field(console, f"arm {arm['id']}", _arm(arm))
    _print_trust(console, study)
    console.print(f"[bold]Findings ({len(study['findings'])})[/bold]")
    for finding in study["findings"]:
        _print_finding(console, finding)
    field(console, "not reported", "; ".join(study["not_reported"]))
    field(console, "also among the quantities", ", ".join(study["quantities"]))
    print_resting(console, study["rests_on_it"])


def _arm(arm: dict) -> str:
    names = ("randomised", "dropped_out", "analysed")
    counts = [f"{arm[name]} {name.replace('_', ' ')}" for name in names if arm[name] is not None]
    return "; ".join(text for text in (arm["given"], arm["dose"], arm["start"], arm["duration"], *counts) if text)


def _print_trust(console: Console, study: dict) -> None:
    console.print("[bold]How far to trust it[/bold]")
    words = f" ({study['sponsor_words']})" if study["sponsor_words"] else ""
    field(console, "sponsor", study["sponsor"] + words)
    field(console, "funding", study["funding"])
    field(console, "blinding", study["blinding"])
    same = ", ".join(study["same_participants_as"])
    field(console, "same participants as", f"{same} (never counted twice)" if same else "no other study on record")
    for domain, judged in (study["risk_of_bias"] or {}).items():
        field(console, f"bias, {domain.replace('_', ' ')}", f"{judged['level']}: {judged['reason']}")
    for concern in study["concerns"]:
        field(console, "concern", concern)


def _print_finding(console: Console, one: dict) -> None:
    said = value_text(one) if one["value"] is not None else one["said"]
    details = [f"n = {one['n']}"] if one["n"] is not None else []
    details += [f"p = {one['p']:g}"] if one["p"] is not None else []
    details += [f"{100 * one['level']:g} % interval"] if one["level"] is not None else []
    where = ", ".join(text for text in (one["arm"], one["time"]) if text)
    told = escape((f" [{where}]" if where else "") + ": " + "; ".join((said, *details)))
    console.print(f"  [bold]{escape(one['name'])}[/bold]{told}")
    checked = "verified" if one["verified"] else "not verified"
    why = f" ({one['why']})" if one["why"] else ""
    field(console, "  record", f"{one['provenance']}, {checked}; {WORDS[one['use']]}{why}")
    for name in ("quote", "locator", "derived_from", "printed", "note"):
        field(console, f"  {name.replace('_', ' ')}", one[name])
