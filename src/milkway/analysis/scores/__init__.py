"""What can be scored of a woman, a subject a file; `registry` finds every score that is defined here."""
