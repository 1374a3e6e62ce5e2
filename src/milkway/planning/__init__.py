"""How large a trial must be: power, bias and coverage of trials drawn from a pool of women simulated under every arm."""
