"""Published results against the model: each with its tolerance written before the run, scored, never a gate."""
