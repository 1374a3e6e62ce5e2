"""What is kept of a what-if run: the midnights and stocks that a reader chooses, which changes nothing of what is simulated."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from milkway.core.errors import Mistake
from milkway.core.name_lists import several
from milkway.core.network import Network
from milkway.core.ranges import whole_numbers
from milkway.simulation.trajectory import Trajectory


@dataclass(frozen=True)
class Keep:
    """What to keep.

    Attributes:
        days: days since birth, in order: what stands at the midnight that begins each; nothing is the usual days.
        stocks: sites, and stocks as in "left_milk__s_aureus"; nothing is every stock.
    """

    days: tuple[int, ...] = ()
    stocks: tuple[str, ...] = ()


EVERYTHING = Keep()


def read_days(at: str | Sequence[int], first: int, last: int, mistakes: list[Mistake]) -> tuple[int, ...]:
    """Return days in order, each once; what is not a day of the run is a mistake.

    Args:
        at: days, or text such as "4,7,21" or "1:90:7", which is every seventh day from 1 up to 90.
        first: day of the run.
        last: day of the run.
        mistakes: added to.

    >>> read_days("21,4,7,4", -60, 120, []), read_days([4, 7], -60, 120, []), read_days("1:20:7", -60, 120, [])
    ((4, 7, 21), (4, 7), (1, 8, 15))
    """
    allowed = f"whole days of the run, from {first} to {last}, such as 4,7,21, or FIRST:LAST:STEP"
    found = [] if isinstance(at, str) and not at else whole_numbers(at)
    wrong = [one for one, days in found if not days or not first <= days[0] <= days[-1] <= last]
    if wrong:
        mistakes.append(Mistake("at", ", ".join(str(one) or "nothing" for one in wrong), allowed))
        return ()
    return tuple(sorted({day for _, days in found for day in days}))


def read_stocks(stocks: str | Sequence[str], network: Network, mistakes: list[Mistake]) -> tuple[str, ...]:
    """Return sites and stocks that exist; those that do not are mistakes.

    Args:
        stocks: names, or text with commas between them.
        network: whose stocks and watched quantities there are.
        mistakes: added to.
    """
    names = several(stocks)
    keys = all_keys(network)
    sites = tuple(dict.fromkeys(key.split("__")[0] for key in keys))
    for name in names:
        site = str(name).split("__")[0]
        if name not in keys and name not in sites:
            inside = ", ".join(key for key in keys if key.startswith(f"{site}__"))
            allowed = f"{site}, or a stock of it: {inside}" if inside else f"a site ({', '.join(sites)}), or SITE__STOCK"
            mistakes.append(Mistake("stocks", repr(name), allowed))
    return names


def only_kept(trajectory: Trajectory, keep: Keep) -> Trajectory:
    """Return a trajectory with the stocks to be kept and no others."""
    if not keep.stocks:
        return trajectory
    wanted = set(keep.stocks)
    places = [i for i, key in enumerate(trajectory.stocks) if key in wanted or key.split("__")[0] in wanted]
    return replace(trajectory, stocks=tuple(trajectory.stocks[i] for i in places), amounts=trajectory.amounts[:, :, places])


def all_keys(network: Network) -> tuple[str, ...]:
    """Return the stocks and the watched quantities of a network."""
    return (*(stock.key for stock in network.stocks), *(watch.name for watch in network.watches))
