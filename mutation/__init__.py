"""Tests that notice: small random faults are put into the code one at a time, and the tests that reach them are asked.

`uv run --all-extras --group test --group mutation python -m mutation NAME --mutants 200 --seed 1` makes a session and runs it in
a copy of the working tree; the same command goes on where it stopped, and `--tell` only prints what is known.
README.md says what is counted.
"""
