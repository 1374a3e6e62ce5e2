"""The scale of pain: from 0, none, to 10, the worst."""

WORST = 10
