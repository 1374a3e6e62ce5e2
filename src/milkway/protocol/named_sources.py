"""The keys of sources that a protocol names, each with its place."""

from milkway.ledger.sources import split_keys
from milkway.protocol.protocol import Protocol


def protocol_keys(protocol: Protocol) -> list[tuple[str, str]]:
    """Return every key of a source that a protocol names, after its place: the trial's, its study, and those of effects."""
    found = [(f"sources[{number}]", key) for number, key in enumerate(protocol.sources, start=1)]
    found += [("study", protocol.study)] if protocol.study else []
    for number, one in enumerate(protocol.hypotheses, start=1):
        where = f"hypotheses[{number}].basis"
        found += [(f"{where}.tuned_on", key) for key in one.basis.tuned_on]
        found += [(f"{where}.source", key) for key in split_keys(one.basis.source)]
    return found
