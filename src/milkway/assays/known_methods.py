"""Every method by which a protocol may have milk examined, found in the files that define them."""

from milkway.assays import methods
from milkway.assays.method import Method
from milkway.core.defined import defined

METHODS: dict[str, Method] = {one.name: one for one in defined(methods, Method)}
