"""What `milkway check` prints: that nothing is wrong, what other commands refuse, and what a run costs."""

import sys

from milkway.ledger.setting_values import settings_line
from milkway.trials.case_definition import definition_line

MINUTE = 60


def print_check(summary: dict) -> None:
    """Print what was found in a protocol."""
    sys.stdout.write("\n".join(check_lines(summary)) + "\n")


def check_lines(summary: dict) -> list[str]:
    """Return what is printed, line by line."""
    cost, refused = summary["cost"], [_note(one) for one in summary["notes"]]
    lines = [f"{summary['protocol']}: no mistakes and no contradictions. {summary['title']}", *refused]
    lines += [*settings_line(summary), *definition_line(summary)]
    lines.append(
        f"A run {'enrols' if summary.get('single_arm') else 'randomises'} {cost['dyads']:,} dyads"
        f" and simulates {cost['dyad_days']:,} dyad-days: "
        f"{_counted(cost['worlds'], 'arm', 'arms')} in all worlds, "
        f"of {_counted(cost['hypotheses'], 'hypothesis', 'hypotheses')} "
        f"in {_counted(cost['routes'], 'setting', 'settings')} of the disputed routes."
    )
    lines.append(
        f"About {_time(cost['seconds'])} of processor time on one core, without the first compilation, "
        f"and about {cost['megabytes']:.0f} MB of disk."
    )
    lines.append(f"At {cost['dyad_years_per_second']:.0f} dyad-years a second ({cost['measured']}).")
    return lines


def _note(one: dict) -> str:
    return f"- {one['verb']}: refuses {one['where']}: found {one['found']}; allowed: {one['allowed']}"


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def _time(seconds: float) -> str:
    """Return a time of two figures.

    >>> _time(43.2), _time(754.0)
    ('43 s', '13 min')
    """
    return f"{seconds:.0f} s" if seconds < 2 * MINUTE else f"{seconds / MINUTE:.0f} min"
