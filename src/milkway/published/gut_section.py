"""What `milkway qualify` says of the infant's gut over infants: made, and as plain values."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from math import isnan

from milkway.core.brief import brief
from milkway.ledger.tables import ParameterTable
from milkway.published.gut_agreement import Agreement, agreement
from milkway.published.gut_cohorts import GutOccasion, gut_marks
from milkway.published.gut_comparison import Compared, compared
from milkway.published.gut_loads import LEVELS, Carried, Total, carried, totals
from milkway.published.killing_rates import AtRate, at_rates, rates_days
from milkway.published.resampling import Moved
from milkway.published.simulated_infants import WORDS, Tell, infant_days, simulated_infants
from milkway.published.treated_infants import Foretold, Treated, foretold, treated, treated_days
from milkway.published.visit_comparison import VisitsCompared, visits_compared


@dataclass(frozen=True)
class InfantGuts:
    """Simulated infants beside cohorts.

    Attributes:
        infants: simulated of each birth.
        occasions: distributions of shares.
        agreement: what these say together.
        visits: how alike visits are.
        bifidobacteria: per g of stool.
        totals: all cells per g of stool.
        treated: infants marked as on antibiotics against those not marked.
        rates: how well these are predicted at other killing rates.
    """

    infants: int
    occasions: tuple[Compared, ...]
    agreement: Agreement
    visits: tuple[VisitsCompared, ...]
    bifidobacteria: tuple[Carried, ...]
    totals: tuple[Total, ...]
    treated: tuple[Treated, ...]
    rates: tuple[AtRate, ...]

    __repr__ = brief

    def foretold(self, birth: str | None = None) -> tuple[Foretold, ...]:
        """Return how well differences are predicted by each course that all of them have, of one birth or of all."""
        chosen = tuple(one for one in self.treated if birth in (None, one.occasion.birth))
        return tuple(foretold(chosen, course) for course in min((one.courses for one in chosen), key=len))


def infant_guts(table: ParameterTable, n: int, seed: int, tell: Tell) -> InfantGuts:
    """Simulate infants of both births and set them beside cohorts.

    Args:
        table: parameters.
        n: infants of each birth.
        seed: of all chance.
        tell: told the stage and the dyad-days done.
    """
    infants = {birth: simulated_infants(birth, table, n, seed, tell) for birth in WORDS}
    occasions = compared(infants)
    return InfantGuts(
        infants=n,
        occasions=occasions,
        agreement=agreement(occasions),
        visits=visits_compared(infants),
        bifidobacteria=carried(infants["vaginal"]),
        totals=totals(infants),
        treated=treated(infants, table, n, seed, tell),
        rates=at_rates(infants["vaginal"], table, n, seed, tell),
    )


def guts_work(n: int) -> float:
    """Return the dyad-days of `infant_guts`."""
    return len(WORDS) * infant_days(n) + treated_days(n) + rates_days(n)


def plain_guts(found: InfantGuts) -> dict:
    """Return it as plain values for JSON; a number that does not exist is None."""
    return {
        "infants": found.infants,
        "agreement": _known(asdict(found.agreement)),
        "occasions": [_occasion(one) for one in found.occasions],
        "guilds": [_known(row) for one in found.occasions for row in _guilds(one)],
        "visits": [_known(row) for one in found.visits for row in _ranks(one)],
        "bray_curtis": [_alike(one) for one in found.visits],
        "bifidobacteria": [_known(_carried(one)) for one in found.bifidobacteria],
        "totals": [
            {
                "birth": one.birth,
                "day": one.day,
                **{f"log10_q{100 * p:02.0f}": q for p, q in zip(LEVELS, one.quantiles, strict=True)},
            }
            for one in found.totals
        ],
        "treated": [row for one in found.treated for row in _treated(one)],
        "foretold": [{"birth": birth or "all", **asdict(one)} for birth in (*WORDS, None) for one in found.foretold(birth)],
        "rates": [{"rate": one.rate, **asdict(one.foretold)} for one in found.rates],
        "marks": [asdict(one) for one in gut_marks()],
    }


def _occasion(one: Compared) -> dict:
    numbers = {"fair_iqd": one.model, "fair_iqd_by_copies": one.copies, "fair_iqd_of_rival": one.rival}
    moved = {"error": one.model_moved, "error_of_rival": one.rival_moved, "error_of_margin": one.margin_moved}
    errors = {name: _error(part) for name, part in moved.items()}
    infants = {"n": one.n, "rivals": one.rivals, "rivals_effective": one.effective, "averaged": one.averaged}
    return {**_key(one.occasion), **infants, **numbers, **errors}


def _guilds(one: Compared) -> Iterator[dict]:
    for guild, found in one.guilds.items():
        yield {
            **_key(one.occasion),
            "n": one.n,
            "guild": guild,
            "fair_iqd": found.model,
            "fair_iqd_by_copies": found.copies,
            "fair_iqd_of_rival": found.rival,
            "mean_published": found.published,
            "mean_simulated": found.simulated,
            "sampling_error": found.error,
        }


def _ranks(one: VisitsCompared) -> Iterator[dict]:
    for guild, correlation in one.rank_correlation.items():
        published = one.visits.rank_correlation.get(guild)
        yield {**_both(one), "guild": guild, "published": published, "simulated": correlation}


def _alike(one: VisitsCompared) -> dict:
    within = {"within_published": one.visits.within, "within_simulated": one.within}
    return {**_both(one), **within, "between_published": one.visits.between, "between_simulated": one.between}


def _carried(one: Carried) -> dict:
    pairs = {"carriers": one.carriers, "mean_log10": one.mean, "sd_log10": one.sd}
    told = {f"{name}_{who}": pair[i] for name, pair in pairs.items() for i, who in enumerate(("published", "simulated"))}
    return {"day": one.day, **told, "crps": one.crps, "crps_flat": one.flat, "crps_perfect": one.perfect}


def _treated(one: Treated) -> Iterator[dict]:
    for guild, found in one.guilds.items():
        predicted = {f"predicted_{course}": value for course, value in found.predicted.items()}
        numbers = {"n": one.n, "untreated": one.untreated, "guild": guild, "observed": found.observed, "error": found.error}
        yield {**_key(one.occasion), **numbers, **predicted}


def _key(occasion: GutOccasion) -> dict:
    return asdict(occasion)


def _error(moved: Moved | None) -> float | None:
    return None if moved is None else moved.error


def _both(one: VisitsCompared) -> dict:
    before, after = one.visits.before, one.visits.after
    return {"study": before.study, "birth": before.birth, "day": before.day, "later_day": after.day, "n": one.visits.n}


def _known(row: Mapping[str, object]) -> dict:
    return {name: None if isinstance(cell, float) and isnan(cell) else cell for name, cell in row.items()}
