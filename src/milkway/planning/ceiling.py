"""The ceiling of a protocol: its product, if that killed every staphylococcus a woman carries from its first day.

Her own S. aureus and coagulase-negative staphylococci die within the hour, in milk, on duct walls, on areolae and in her gut,
what other skin or her infant's mouth brings dies as fast, and cells in immune carriers on arrival; dead cells do not inflame.
Other bacteria live on and may take their place, but hardly sustain inflammation in this model, so that the ceiling nearly repeats
the setting of the sterile share. So what is left is what no product against staphylococci could prevent in this model, under this
setting. It is a bound on one way to act, not a prediction: a product may act otherwise (on inflammation, on other bacteria) and
pass it, and nothing says that any product comes near it.
"""

from milkway.biology.exposures import TAKING_PRODUCT
from milkway.biology.interventions.staphylocide import KILLING, staphylocide
from milkway.core.model import Model
from milkway.protocol.protocol import Protocol
from milkway.protocol.treatment import Arm, Course
from milkway.protocol.worlds import takes_product

CEILING = "ceiling"
RATE = 100.0  # 1/day: cells halve in ten minutes, which no growth in the tables comes near


def with_killing(model: Model) -> Model:
    """Return a model in which staphylococci can be killed; where the exposure is not planned nothing else differs."""
    return model.including(staphylocide)


def with_ceiling(protocol: Protocol) -> Protocol:
    """Return a protocol with one more arm, the last: that of the product, in which staphylococci die from its first day."""
    arm = ceiling_arm(protocol.arms[takes_product(protocol) or 0])
    return protocol.model_copy(update={"arms": (*protocol.arms, arm)})


def ceiling_arm(product: Arm) -> Arm:
    """Return the arm of a product, with every staphylococcus killed from the first day on which it is taken."""
    taken = next(course for course in product.courses if course.exposure == TAKING_PRODUCT.key)
    killing = Course(exposure=KILLING.key, level=RATE, begins=taken.begins)
    told = {"name": CEILING, "label": "Product that killed every staphylococcus", "courses": (*product.courses, killing)}
    return product.model_copy(update=told)


def prevents(protocol: Protocol) -> bool:
    """Return whether a trial is of prevention: its women are not enrolled because they are ill."""
    return not protocol.design.when_ill
