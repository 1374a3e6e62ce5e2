"""What is defined in the files of a package: a noun that is written in a file of its own is known without a list of them."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def defined[T](package: ModuleType, kind: type[T], first: tuple[str, ...] = ()) -> list[T]:
    """Return what of a kind the modules of a package define, in the order in which readers are told of it.

    Args:
        package: whose modules are imported.
        kind: of object.
        first: modules that are told of first, in their order; others follow by name.
    """
    names = sorted(found.name for found in iter_modules(package.__path__))
    names.sort(key=lambda name: first.index(name) if name in first else len(first))
    modules = [import_module(f"{package.__name__}.{name}") for name in names]
    return [one for module in modules for one in vars(module).values() if isinstance(one, kind)]
