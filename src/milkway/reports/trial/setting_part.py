"""What a trial's report says of its settings: which held, what each alone would change, and the ceiling.

Running every setting takes several times as long as the trial, so a report shows the table that ships for its protocol, says
whether it was made of the numbers in use, and otherwise names the command that makes one.
"""

from milkway.biology.models import COMPLETE
from milkway.planning.ceiling import prevents
from milkway.planning.kept_settings import KeptTable, kept_table
from milkway.protocol.known import read_known_protocol
from milkway.protocol.protocol_file import shipped_protocols
from milkway.reports.setting_tables import ceiling_line, settings_table
from milkway.reports.table import Table
from milkway.trials.run_trial import TrialRun


def kept_for(run: TrialRun) -> KeptTable | None:
    """Return the table that ships for a trial; None with values or a model of the user's own, for which it was not made."""
    return kept_table(run.protocol) if run.model is COMPLETE and not run.own else None


def setting_table(kept: KeptTable | None) -> Table | None:
    """Return the table of each setting changed alone, None where none was made."""
    return settings_table(kept.summary) if kept is not None else None


def setting_lines(run: TrialRun, kept: KeptTable | None) -> list[str]:
    """Return the ceiling, and where the numbers are from; or the command that makes them, which compares arms."""
    if kept is None:
        return [] if run.protocol.single else [_not_made(run)]
    found = kept.summary
    told = f"Settings and ceiling: milkway {found['version']}, {kept.made}, {found['dyads']} women, seed {found['seed']}"
    stale = (
        f"; made under other numbers than those in use, `milkway settings {found['protocol']}` makes it anew"
        if kept.stale
        else ""
    )
    return [*([ceiling_line(found)] if found["prevention"] else []), f"{told}{stale}."]


def _not_made(run: TrialRun) -> str:
    protocol = run.protocol
    shipped = protocol.name in shipped_protocols() and read_known_protocol(protocol.name).title == protocol.title
    named = protocol.name if shipped else "PROTOCOL.toml"
    ceiling = ", and the ceiling, what a product that killed every staphylococcus would do" if prevents(protocol) else ""
    return f"Not run here: each setting changed alone{ceiling}. `milkway settings {named}` runs them."
