"""Statistics of the engine against theory, exact simulation and published cases: `uv run --extra sbml python -m verification`."""
