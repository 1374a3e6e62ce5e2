"""What holds for all tests: Hypothesis tries the same examples in every run, however busy the machine."""

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
