"""What is estimated of a single arm, a family a file; `registry` finds every level that is defined here."""
