"""The commands, one a file: options in, the verb of the same name, what is printed out."""
