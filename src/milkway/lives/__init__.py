"""Lives: dyads of a population, what is planned for them, and what comes of it; trials, what-ifs and comparisons all ask here."""
