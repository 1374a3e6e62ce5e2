"""What is said of the analysis of a real trial's data as a whole, a sentence each."""


def about(summary: dict) -> tuple[str, ...]:
    """Return who was analysed, and what a reader must know of the numbers.

    Args:
        summary: of the analysis.
    """
    randomised = ", ".join(f"{one['randomised']} {one['label']}" for one in summary["arms"].values())
    world = f" ({summary['world']})" if summary["world"] else ""
    first = f"{capital(summary['about'])}{world}. {summary['women']} women randomised: {randomised}."
    return (first, *summary["notes"])


def capital(text: str) -> str:
    """Return a text with a capital at its beginning.

    >>> capital("data as given")
    'Data as given'
    """
    return text[:1].upper() + text[1:]
