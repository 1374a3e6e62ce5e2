"""Statistics of the engine against theory, exact simulation and published cases: `uv run python -m verification`."""
