"""One page served for all tests of a process."""

import pytest
from served import serving


@pytest.fixture(scope="session")
def page_served(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("runs")) as found:
        yield found
