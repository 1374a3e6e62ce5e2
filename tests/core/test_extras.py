"""What an extra brings is known by the names of its libraries."""

import re
from importlib.metadata import requires

from milkway.core import extras
from milkway.core.extras import EXTRA_OF, absent, extra_mistakes

NAMED = {
    "arviz_stats": "arviz-stats",
    "libsbml": "python-libsbml",
}  # where a library is imported by another name than it is installed


def test_each_library_of_an_extra_is_known_by_the_name_that_brings_it():
    stated = {re.match(r"[\w-]+", one).group(): re.search(r"extra == ['\"](\w+)", one) for one in requires("milkway")}
    brought = {NAMED.get(library, library): extra for library, extra in EXTRA_OF.items()}
    assert brought == {library: extra.group(1) for library, extra in stated.items() if extra}


def test_only_libraries_of_the_extra_that_are_not_installed_are_missed(monkeypatch):
    monkeypatch.setattr(extras, "is_absent", lambda library: library != "pyarrow")
    assert absent("data") == ("pyreadstat",)
    assert [(one.found, "milkway[sbml]" in one.allowed) for one in extra_mistakes("sbml")] == [("no libsbml", True)]
    monkeypatch.setattr(extras, "is_absent", lambda library: False)
    assert absent("data") == ()
