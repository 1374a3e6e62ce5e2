"""Trials that nobody, or everybody, leaves: there is nothing to study of missing data in them."""

from milkway.core.errors import InputError, Mistake
from milkway.trials.protocol.protocol import Protocol


def check_somebody_leaves(protocol: Protocol) -> None:
    """Raise if nobody leaves the trial.

    Raises:
        InputError: a share of the protocol is zero.
    """
    mistakes = leaving_mistakes(protocol)
    if mistakes:
        raise InputError(protocol.name, mistakes)


def leaving_mistakes(protocol: Protocol) -> list[Mistake]:
    """Return the shares of women who leave that leave nothing to study."""
    dropout = protocol.dropout
    shares = {"dropout.share": dropout.share} if set(dropout.shares) < {arm.name for arm in protocol.arms} else {}
    shares |= {f"dropout.shares.{arm}": share for arm, share in dropout.shares.items()}
    return [
        Mistake(where, str(share), "between 0 and 1, to study missing data")
        for where, share in shares.items()
        if not 0 < share < 1
    ]
