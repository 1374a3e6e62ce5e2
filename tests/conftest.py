"""What holds for all tests: Hypothesis tries the same examples in every run, however busy the machine."""

from hypothesis import settings

collect_ignore_glob = ["*conftest.py"]  # each holds fixtures; collecting them for doctests would import two of one name

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
