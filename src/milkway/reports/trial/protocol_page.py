"""The protocol as a page in the order of SPIRIT 2025, written from the protocol and nothing else."""

from milkway.protocol.protocol import Protocol
from milkway.reports.pages import template_of
from milkway.reports.trial import design_words

PROTOCOL = "protocol.html"


def protocol_page(protocol: Protocol, version: str) -> str:
    """Return the summary of a protocol as one HTML page that needs nothing else.

    Args:
        protocol: the trial.
        version: of milkway, which reads the protocol.
    """
    return template_of("protocol.html.j2").render(
        protocol=protocol,
        words=design_words,
        study=design_words.study_of(protocol),
        outcomes=design_words.outcomes(protocol),
        schedule=design_words.schedule(protocol),
        version=version,
    )
