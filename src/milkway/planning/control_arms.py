"""Arms with known answers beside those of a protocol: the reference again, the product never or after the end, an antibiotic.

All are simulated on the women of the protocol, to four weeks after its end. Women leave all arms alike, at random, as many as
leave the reference: what arms differ in is what they are given. The product after the end is compared with the same product never
taken, and not with the reference: effects that nobody feels move a woman by the solver's rounding, a millionth of her pain.
"""

from milkway.biology.exposures import MATERNAL_ANTIBIOTIC, TAKING_PRODUCT
from milkway.protocol.design import last_day
from milkway.protocol.moment import Moment
from milkway.protocol.protocol import Protocol
from milkway.protocol.treatment import ENTRY, Arm, Course
from milkway.protocol.worlds import takes_product

TWIN, NEVER, LATE, ANTIBIOTIC = (
    f"control: {what}" for what in ("reference again", "product never", "product after the end", "antibiotic to the end")
)
AFTER = 28  # days for which the product is given after the end


def with_controls(protocol: Protocol) -> Protocol:
    """Return a protocol with the arms of the controls, and four weeks more.

    >>> from milkway.protocol.known import read_known_protocol
    >>> [arm.name for arm in with_controls(read_known_protocol("hurtado2017")).arms[:3]]
    ['product', 'placebo', 'control: reference again']
    """
    product, reference = product_of(protocol), reference_of(protocol)
    until = protocol.design.ends
    dosed = product.model_copy(update={"sets": {**reference.sets, **product.sets}})
    late = tuple(_after(course, until) for course in product.courses if course.exposure == TAKING_PRODUCT.key)
    longer = protocol.design.model_copy(update={"ends": Moment(until.number + AFTER, until.since)})
    arms = (
        product,
        reference,
        _named(reference, TWIN, reference.courses),
        _named(dosed, NEVER, reference.courses),
        _named(dosed, LATE, (*reference.courses, *late)),
        _named(reference, ANTIBIOTIC, (Course(exposure=MATERNAL_ANTIBIOTIC.key, begins=ENTRY, until=until),)),
    )
    days = (*protocol.composition_days, last_day(longer))
    leaving = {"share": protocol.dropout.shares.get(reference.name, protocol.dropout.share), "shares": {}}
    alike = protocol.dropout.model_copy(update=leaving | {"mechanism": "random", "pain_effect": 0.0})
    return protocol.model_copy(update={"arms": arms, "design": longer, "composition_days": days, "dropout": alike})


def product_of(protocol: Protocol) -> Arm:
    """Return the first arm, other than the reference, whose women take the product."""
    return protocol.arms[takes_product(protocol) or 0]


def reference_of(protocol: Protocol) -> Arm:
    """Return the reference arm."""
    return next(arm for arm in protocol.arms if arm.name == protocol.reference)


def takes_antibiotic(arm: Arm) -> bool:
    """Return whether an arm is given an antibiotic by the protocol."""
    return any(course.exposure == MATERNAL_ANTIBIOTIC.key for course in arm.courses)


def _named(arm: Arm, name: str, courses: tuple[Course, ...]) -> Arm:
    return arm.model_copy(update={"name": name, "label": name, "courses": courses})


def _after(course: Course, end: Moment) -> Course:
    """Return a course from the end on."""
    return course.model_copy(update={"begins": end, "until": None, "lasts": None})
