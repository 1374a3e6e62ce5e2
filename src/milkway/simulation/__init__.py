"""Virtual dyads in time: the day loop, the compiled stepper, chance in small populations, and what is recorded."""
