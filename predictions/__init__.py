"""What the model predicts of completed trials whose results could not be read; made by `uv run python -m predictions`."""
