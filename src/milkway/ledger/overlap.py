"""Which studies share participants, so that nobody counts twice."""

from collections.abc import Mapping

from milkway.core.errors import Mistake


def sharing(same: Mapping[str, tuple[str, ...]], study: str) -> frozenset[str]:
    """Return the other studies that share participants with one, whichever of the two says so.

    Two studies that a third has pooled share nobody with each other.

    Args:
        same: the studies that each study names.
        study: its id.

    >>> sorted(sharing({"pooled": ("a", "b"), "a": (), "b": ()}, "a"))
    ['pooled']
    """
    return frozenset(same.get(study, ())) | {other for other, named in same.items() if study in named}


def overlap_mistakes(same: Mapping[str, tuple[str, ...]], fitted: frozenset[str]) -> list[Mistake]:
    """Return studies named that do not exist, and pairs with the same participants of which both are fitted."""
    mistakes = [
        Mistake(f"{study}.toml same_participants_as", other, ", ".join(same))
        for study, named in same.items()
        for other in named
        if other not in same
    ]
    allowed = "findings to calibrate in one of the two, since the participants are the same"
    return mistakes + [
        Mistake(f"{study}.toml use", f"calibrate here and in {other}.toml", allowed)
        for study in sorted(fitted)
        for other in sorted(sharing(same, study) & fitted)
        if study < other
    ]
