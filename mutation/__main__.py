"""Make a session or go on with it, and print what is known: see README.md beside this file."""

import argparse
import sys

from mutation.session import ROOT, Session, copy_tree, go_on, prepare, record
from mutation.telling import tell


def main() -> None:
    """Do what is not done yet of a session: copy, record, draw, run; then tell."""
    asked = _arguments().parse_args()
    session = Session(ROOT / ".mutation" / asked.name)
    if not asked.tell:
        _run(session, asked)
    for line in tell(session):
        sys.stdout.write(f"{line}\n")


def _run(session: Session, asked: argparse.Namespace) -> None:
    if not session.tree.exists():
        copy_tree(session)
    if not (session.record / "tests.json").exists():
        record(session)
    if not session.mutants.exists():
        prepare(session, asked.mutants, asked.seed)
    for spec, result in go_on(session, asked.workers):
        sys.stdout.write(f"{result.test_outcome} {spec.module_path}:{spec.start_pos[0]} {spec.operator_name}\n")
        sys.stdout.flush()


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m mutation", description=__doc__)
    parser.add_argument("name", help="of the session")
    parser.add_argument("--mutants", type=int, default=200, help="how many to draw")
    parser.add_argument("--seed", type=int, default=1, help="of the draw")
    parser.add_argument("--workers", type=int, default=1, help="how many to run at a time")
    parser.add_argument("--tell", action="store_true", help="run nothing, print what is known")
    return parser


if __name__ == "__main__":
    main()
