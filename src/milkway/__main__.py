"""`python -m milkway`: the command line, which a program that starts it may tie to its own life.

With `MILKWAY_TIED=stdin` the command is interrupted, as by Ctrl-C, when its standard input closes: as it does when the program
that holds the other end dies. What was finished is kept.
"""

import os
import signal
import sys
import time
from threading import Thread

from milkway.cli import main

AGAIN = 3.0  # seconds, after which it is interrupted again: a library that is being imported may swallow the first


def _interrupt_at_the_end_of_input() -> None:
    while os.read(sys.stdin.fileno(), 4096):
        pass
    while True:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(AGAIN)


if __name__ == "__main__":
    if os.environ.get("MILKWAY_TIED") == "stdin":
        Thread(target=_interrupt_at_the_end_of_input, daemon=True).start()
    sys.exit(main())
