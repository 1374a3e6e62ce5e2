"""Trials of which no method for missing data can say anything: nobody or everybody leaves, whole centres, a single arm."""

from milkway.core.errors import InputError, Mistake
from milkway.protocol.protocol import Protocol
from milkway.protocol.single_arm import contrast_mistakes


def check_missing(protocol: Protocol) -> None:
    """Raise if there is nothing to study.

    Raises:
        InputError: a share of the protocol is zero, whole centres are randomised, or there is a single arm.
    """
    mistakes = missing_mistakes(protocol)
    if mistakes:
        raise InputError(protocol.name, mistakes)


def missing_mistakes(protocol: Protocol) -> list[Mistake]:
    """Return the shares of women who leave that leave nothing to study, centres, and a single arm."""
    dropout = protocol.dropout
    shares = {"dropout.share": dropout.share} if set(dropout.shares) < {arm.name for arm in protocol.arms} else {}
    shares |= {f"dropout.shares.{arm}": share for arm, share in dropout.shares.items()}
    mistakes = contrast_mistakes(protocol)
    mistakes += [
        Mistake(where, str(share), "between 0 and 1, to study missing data")
        for where, share in shares.items()
        if not 0 < share < 1
    ]
    if protocol.design.centres is not None:
        mistakes.append(Mistake("design.centres", "whole centres", "women randomised, since no method here accounts for centres"))
    return mistakes
