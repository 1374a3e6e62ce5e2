"""A session: a copy of the tree, what its tests reach, and mutants with what came of each; it goes on where it stopped."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
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
    """A folder: `tree` is mutated, `clean` is its code as it was."""

    folder: Path

    @property
    def tree(self) -> Path:
        """The copy that mutants run in."""
        return self.folder / "tree"

    @property
    def clean(self) -> Path:
        """The code that the copy had at first."""
        return self.folder / "clean"

    @property
    def record(self) -> Path:
        """What the recorded pass found."""
        return self.folder / "record"

    @property
    def mutants(self) -> Path:
        """The database of cosmic-ray."""
        return self.folder / "mutants.sqlite"


def copy_tree(session: Session) -> None:
    """Copy what git knows or would not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (session.tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, session.tree / name)
    shutil.copytree(session.tree / "src", session.clean)


def record(session: Session) -> None:
    """Run the whole suite once and keep which test reaches which line."""
    session.record.mkdir(exist_ok=True)
    _compile(session)
    without = [f"--ignore={path}" for path in UNASKED]
    command = [sys.executable, "-m", "pytest", "-p", "mutation.recorder", "-p", "no:cacheprovider", *without]
    environment = _environment(session) | {"MUTATION_RECORD": str(session.record), "COVERAGE_CORE": "ctrace"}
    subprocess.run(command, cwd=session.tree, env=environment, check=False)


def prepare(session: Session, count: int, seed: int) -> None:
    """Draw the mutants."""
    specs = draw(session.tree, count, seed)
    with use_db(session.mutants, WorkDB.Mode.create) as base:
        base.add_work_items(WorkItem.single(f"{number:04}-{uuid4().hex[:6]}", spec) for number, spec in enumerate(specs))


def go_on(session: Session) -> Iterator[tuple[MutationSpec, WorkResult]]:
    """Run the mutants that have no result yet, and yield each with what came of it."""
    shutil.copytree(session.clean, session.tree / "src", dirs_exist_ok=True)  # a session that was killed left its last mutant
    _compile(session)
    reached = Reached(session.tree, session.record)
    with use_db(session.mutants, WorkDB.Mode.open) as base:
        for item in sorted(base.pending_work_items, key=lambda one: one.job_id):
            result = _ask(session, reached, item.mutations[0])
            base.set_result(item.job_id, result)
            yield item.mutations[0], result


def _ask(session: Session, reached: Reached, spec: MutationSpec) -> WorkResult:
    """Run the tests of a mutant; what one says that fails without the mutant too, since it leans on others, is not heard."""
    tests, seconds = reached.tests(spec.module_path, spec.start_pos[0])
    while True:
        result = _run(session, spec, tests, seconds)
        failed = _first_failed(result, tests)
        if failed is None or _stands_alone(session, spec, failed, seconds):
            return result
        tests.remove(failed)


def _run(session: Session, spec: MutationSpec, tests: list[str], seconds: float) -> WorkResult:
    named = session.folder / "asked.txt"
    named.write_text("\n".join(tests))
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "--tb=line", "-p", "no:cacheprovider", f"@{named}"]
    with chdir(session.tree), tempfile.TemporaryDirectory() as empty:
        compilers = "compilers" in spec.module_path.parts
        os.environ.update(_environment(session) | ({"MILKWAY_CACHE": empty} if compilers else {}))
        return mutate_and_test([spec], shlex.join(command), 60 + 4 * seconds)


def _first_failed(result: WorkResult, tests: list[str]) -> str | None:
    lines = [line.removeprefix("FAILED ") for line in (result.output or "").splitlines() if line.startswith("FAILED ")]
    return max((name for line in lines for name in tests if line.startswith(name)), key=len, default=None)


def _stands_alone(session: Session, spec: MutationSpec, test: str, seconds: float) -> bool:
    """Return whether a test passes alone without the mutant; what was found is kept."""
    kept = session.folder / "alone.txt"
    known = kept.read_text().splitlines() if kept.exists() else []
    if test in known:
        return True
    unchanged = MutationSpec(spec.module_path, "core/NoOp", 0, spec.start_pos, spec.end_pos)
    passes = _run(session, unchanged, [test], seconds).test_outcome == TestOutcome.SURVIVED
    if passes:
        kept.write_text("\n".join([*known, test]))
    return passes


def _environment(session: Session) -> dict[str, str]:
    """Return an environment in which the code of the copy runs, and none that was made from other sources."""
    paths = os.pathsep.join(str(session.tree / name) for name in ("src", "."))
    mine = {"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", "MILKWAY_CACHE": str(session.folder / "cache")}
    return dict(os.environ) | mine


def _compile(session: Session) -> None:
    """Write byte code that Python checks by the hash of its source, so that none is stale however quick a change was."""
    command = [sys.executable, "-m", "compileall", "-q", "--invalidation-mode", "checked-hash", "src", "tests"]
    subprocess.run(command, cwd=session.tree, check=True)
