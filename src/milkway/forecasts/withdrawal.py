"""What would make us withdraw a block of forecasts, said with a number and a date before the result: `data/withdrawal.toml`.

An entry is never changed or taken out; what is thought later is a new entry below, with its own date.
"""

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass as checked

from milkway.core.errors import InputError, Mistake
from milkway.ledger.parsing import STRICT, parsed, toml_of
from milkway.skill.naive_evidence import naive_evidence


@checked(config=STRICT, frozen=True)
class Withdrawal:
    """An entry.

    Attributes:
        block: of forecasts.
        date: on which it was written.
        withdraw_if: what must come for it, with its number.
        chance: of withdrawing forecasts that are right.
        why: that chance is so.
        families: of the naive rival, whose endpoints the block forecasts; none where no endpoint of a trial is of it.
    """

    block: str
    date: date
    withdraw_if: str
    chance: Annotated[float, Field(gt=0, lt=0.5)]
    why: str
    families: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Return it as it is told."""
        return f"We withdraw the forecasts of {self.block} if {self.withdraw_if} (written {self.date.isoformat()})."


@checked(config=STRICT, frozen=True)
class _File:
    withdrawal: tuple[Withdrawal, ...] = Field(min_length=1)


@cache
def withdrawals() -> tuple[Withdrawal, ...]:
    """Return every entry, the oldest first.

    Raises:
        InputError: every mistake of the file: its keys, a family that the naive rival has not, dates that do not ascend.

    >>> withdrawals()[0].block
    'women ill'
    """
    mistakes: list[Mistake] = []
    found = parsed(_File, toml_of(files("milkway.forecasts").joinpath("data", "withdrawal.toml")), "withdrawal.toml", mistakes)
    if found is not None:
        mistakes += entry_mistakes(found.withdrawal)
    if found is None or mistakes:
        raise InputError("withdrawal.toml", mistakes)
    return found.withdrawal


def entry_mistakes(entries: tuple[Withdrawal, ...]) -> list[Mistake]:
    """Return what is wrong with entries: unknown families, sentences without a number, an older one below a newer."""
    known = [one.name for one in naive_evidence().families]
    mistakes: list[Mistake] = []
    for number, one in enumerate(entries):
        where = f"withdrawal {number + 1} ({one.block})"
        mistakes += [Mistake(f"{where} families", name, ", ".join(known)) for name in one.families if name not in known]
        if number and one.date < entries[number - 1].date:
            mistakes.append(Mistake(f"{where} date", one.date.isoformat(), "a date not before that of the entry above"))
        if not any(letter.isdigit() for letter in one.withdraw_if):
            mistakes.append(Mistake(f"{where} withdraw_if", "no number", "a sentence with a number"))
    return mistakes


def of_families(names: frozenset[str]) -> tuple[Withdrawal, ...]:
    """Return the entries of blocks that forecast endpoints of some families of the naive rival."""
    return tuple(one for one in withdrawals() if names & set(one.families))
