"""Methods by which milk is examined, a method a file; `known_methods` finds every one that is defined here."""
