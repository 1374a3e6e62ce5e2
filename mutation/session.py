"""A session: a copy of the tree, what its tests reach, and mutants with what came of each; it goes on where it stopped."""

import multiprocessing
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import chdir
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import uuid4

from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkItem, WorkResult

from mutation.choosing import Reached
from mutation.places import draw

ROOT = Path(__file__).parent.parent
# They read the code as text, and any change is one to them; or they run it in processes that nothing records.
UNASKED = ("tests/test_repository.py", "tests/test_contributing.py", "tests/test_resume.py")


@dataclass(frozen=True)
class Session:
    """A folder; `tree` in it is as the working tree was."""

    folder: Path

    @property
    def tree(self) -> Path:
        """The copy."""
        return self.folder / "tree"

    @property
    def record(self) -> Path:
        """What the recorded pass found."""
        return self.folder / "record"

    @property
    def mutants(self) -> Path:
        """The database of cosmic-ray."""
        return self.folder / "mutants.sqlite"

    def worker(self) -> Path:
        """Return the folder of the process that asks: it mutates the `tree` in it, a copy of the copy."""
        return self.folder / "workers" / multiprocessing.current_process().name


def copy_tree(session: Session) -> None:
    """Copy what git knows or would not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (session.tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, session.tree / name)


def record(session: Session) -> None:
    """Run the whole suite once and keep which test reaches which line."""
    session.record.mkdir(exist_ok=True)
    _compile(session.tree)
    without = [f"--ignore={path}" for path in UNASKED]
    command = [sys.executable, "-m", "pytest", "-p", "mutation.recorder", "-p", "no:cacheprovider", *without]
    environment = _environment(session, session.tree) | {"MUTATION_RECORD": str(session.record), "COVERAGE_CORE": "ctrace"}
    subprocess.run(command, cwd=session.tree, env=environment, check=False)


def prepare(session: Session, count: int, seed: int) -> None:
    """Draw the mutants."""
    specs = draw(session.tree, count, seed)
    with use_db(session.mutants, WorkDB.Mode.create) as base:
        base.add_work_items(WorkItem.single(f"{number:04}-{uuid4().hex[:6]}", spec) for number, spec in enumerate(specs))


def go_on(session: Session, workers: int) -> Iterator[tuple[MutationSpec, WorkResult]]:
    """Run the mutants that have no result yet, so many at a time, and yield each with what came of it."""
    shutil.rmtree(session.folder / "workers", ignore_errors=True)  # of a session that was killed
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _settle, (session,))
    with pool, use_db(session.mutants, WorkDB.Mode.open) as base:
        pending = sorted(base.pending_work_items, key=lambda one: one.job_id)
        asked = {pool.submit(_ask, session, item.mutations[0]): item for item in pending}
        for answer in as_completed(asked):
            item = asked[answer]
            base.set_result(item.job_id, answer.result())
            yield item.mutations[0], answer.result()


def _settle(session: Session) -> None:
    """Give a process a tree of its own."""
    shutil.copytree(session.tree, session.worker() / "tree")
    _compile(session.worker() / "tree")


@cache
def _reached(session: Session) -> Reached:
    return Reached(session.tree, session.record)


def _ask(session: Session, spec: MutationSpec) -> WorkResult:
    """Run the tests of a mutant; what one says that fails without the mutant too, since it leans on others, is not heard."""
    tests, seconds = _reached(session).tests(spec.module_path, spec.start_pos[0])
    while True:
        result = _run(session, spec, tests, seconds)
        failed = _first_failed(result, tests)
        if failed is None or _stands_alone(session, spec, failed, seconds):
            return result
        tests.remove(failed)


def _run(session: Session, spec: MutationSpec, tests: list[str], seconds: float) -> WorkResult:
    tree, named = session.worker() / "tree", session.worker() / "asked.txt"
    named.write_text("\n".join(tests))
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "--tb=line", "-p", "no:cacheprovider", f"@{named}"]
    with chdir(tree), tempfile.TemporaryDirectory() as empty:
        compilers = "compilers" in spec.module_path.parts
        os.environ.update(_environment(session, tree) | ({"MILKWAY_CACHE": empty} if compilers else {}))
        return mutate_and_test([spec], shlex.join(command), 60 + 4 * seconds)


def _first_failed(result: WorkResult, tests: list[str]) -> str | None:
    lines = [line.removeprefix("FAILED ") for line in (result.output or "").splitlines() if line.startswith("FAILED ")]
    return max((name for line in lines for name in tests if line.startswith(name)), key=len, default=None)


def _stands_alone(session: Session, spec: MutationSpec, test: str, seconds: float) -> bool:
    """Return whether a test passes alone without the mutant; what was found is kept."""
    kept = session.worker() / "alone.txt"
    known = kept.read_text().splitlines() if kept.exists() else []
    if test in known:
        return True
    unchanged = MutationSpec(spec.module_path, "core/NoOp", 0, spec.start_pos, spec.end_pos)
    passes = _run(session, unchanged, [test], seconds).test_outcome == TestOutcome.SURVIVED
    if passes:
        kept.write_text("\n".join([*known, test]))
    return passes


def _environment(session: Session, tree: Path) -> dict[str, str]:
    """Return an environment in which the code of a copy runs, and none that was made from other sources."""
    paths = os.pathsep.join(str(tree / name) for name in ("src", "."))
    mine = {"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", "MILKWAY_CACHE": str(session.folder / "cache")}
    return dict(os.environ) | mine


def _compile(tree: Path) -> None:
    """Write byte code that Python checks by the hash of its source, so that none is stale however quick a change was."""
    command = [sys.executable, "-m", "compileall", "-q", "--invalidation-mode", "checked-hash", "src", "tests"]
    subprocess.run(command, cwd=tree, check=True)
