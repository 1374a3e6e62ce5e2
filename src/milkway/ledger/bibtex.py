"""Sources as BibTeX, which `read_sources` reads back."""

from collections.abc import Iterable

from milkway.ledger.sources import Source

FIELDS = ("author", "title", "journal", "year", "doi", "url", "note")


def bibtex(sources: Iterable[Source]) -> str:
    r"""Return sources as the text of a BibTeX file.

    >>> print(bibtex([Source("kent2006", "article", "Kent", "", "Pediatrics", "2006", "", "", "")]))
    @article{kent2006,
      author = {Kent},
      journal = {Pediatrics},
      year = {2006},
    }
    <BLANKLINE>
    """
    return "\n".join(_entry(source) for source in sources)


def _entry(source: Source) -> str:
    written = {name: getattr(source, name) for name in FIELDS}
    written["author"] = " and ".join(_name(name) for name in source.author.split(" and "))
    lines = [f"  {name} = {{{text}}},\n" for name, text in written.items() if text]
    return f"@{source.kind}{{{source.key},\n{''.join(lines)}}}\n"


def _name(name: str) -> str:
    """Return an author's name, in braces where BibTeX would take its words for first and last names.

    >>> _name("EFSA NDA Panel"), _name("Bond, D. M."), _name("others")
    ('{EFSA NDA Panel}', 'Bond, D. M.', 'others')
    """
    return f"{{{name}}}" if " " in name and "," not in name else name
