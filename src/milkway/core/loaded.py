"""When this process began to read the package: all that it compiles is made by what it has read since."""

import time

LOADED = time.time()
