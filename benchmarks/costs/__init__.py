"""What the engine's speed is made of and how it scales: parts of a step, taxa, dyads, cores, older processors, starting."""
