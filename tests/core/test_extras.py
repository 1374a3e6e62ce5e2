"""What an extra brings is known by the names of its libraries."""

import re
from importlib.metadata import requires

from milkway.core.extras import EXTRA_OF

NAMED = {"SALib": "salib", "libsbml": "python-libsbml"}  # where a library is imported by another name than it is installed


def test_each_library_of_an_extra_is_known_by_the_name_that_brings_it():
    stated = {re.match(r"[\w-]+", one).group(): re.search(r"extra == ['\"](\w+)", one) for one in requires("milkway")}
    brought = {NAMED.get(library, library): extra for library, extra in EXTRA_OF.items()}
    assert brought == {library: extra.group(1) for library, extra in stated.items() if extra}
