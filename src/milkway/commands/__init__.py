"""The commands, made from the verbs: how a verb states its options, how these are read, and how a command answers."""
