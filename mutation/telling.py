"""What a session found: the share of mutants that tests noticed, with its interval, and those that none did."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkResult
from statsmodels.stats.proportion import proportion_confint

from mutation.session import Session

EQUIVALENT = Path(__file__).parent / "equivalent.toml"


@dataclass(frozen=True)
class Outcome:
    """A mutant and what came of it."""

    spec: MutationSpec
    result: WorkResult

    @property
    def is_killed(self) -> bool:
        """Whether a test noticed."""
        return self.result.test_outcome != TestOutcome.SURVIVED

    @property
    def change(self) -> tuple[str, str]:
        """The line, or lines, before and after."""
        lines = (self.result.diff or "").splitlines()[3:]
        return tuple("\n".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in "-+")


def outcomes(session: Session) -> list[Outcome]:
    """Return the mutants that have run."""
    with use_db(session.mutants, WorkDB.Mode.open) as base:
        results = dict(base.results)
        return [Outcome(item.mutations[0], results[item.job_id]) for item in base.work_items if item.job_id in results]


def tell(session: Session) -> Iterator[str]:
    """Yield lines: the share, by package and by operator, and each survivor."""
    found = outcomes(session)
    equivalent = [one for one in found if is_equivalent(one)]
    counted = [one for one in found if one not in equivalent]
    killed = sum(one.is_killed for one in counted)
    low, high = proportion_confint(killed, max(len(counted), 1), method="wilson")
    yield f"{killed} of {len(counted)} noticed: {killed / max(len(counted), 1):.3f}, 95 % interval {low:.3f} to {high:.3f}"
    yield f"{len(equivalent)} equivalent, not counted"
    for title, part in (("package", _package), ("operator", _operator)):
        yield f"\nby {title}"
        every, dead = Counter(map(part, counted)), Counter(part(one) for one in counted if one.is_killed)
        yield from (f"  {name}: {dead[name]} of {number}" for name, number in every.most_common())
    yield "\nnot noticed"
    for one in sorted((one for one in counted if not one.is_killed), key=lambda one: str(one.spec.module_path)):
        yield from _survivor(one)


def is_equivalent(one: Outcome) -> bool:
    """Return whether the kept list says that no test could notice."""
    return (str(one.spec.module_path), *one.change) in _equivalents()


def _equivalents() -> set[tuple[str, str, str]]:
    listed = tomllib.loads(EQUIVALENT.read_text()).get("mutant", [])
    return {(entry["file"], entry["line"], entry["mutated"]) for entry in listed if entry["reason"]}


def _package(one: Outcome) -> str:
    return one.spec.module_path.parts[2]


def _operator(one: Outcome) -> str:
    return one.spec.operator_name.partition("/")[2].partition("Operator_")[0]


def _survivor(one: Outcome) -> Iterator[str]:
    before, after = one.change
    yield f"  {one.spec.module_path}:{one.spec.start_pos[0]} in {one.spec.definition_name}"
    yield f"    - {before}"
    yield f"    + {after}"
