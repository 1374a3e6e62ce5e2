import json

import pytest

from milkway.protocol.known import read_known_protocol
from predictions import __main__ as made
from predictions import predicted


@pytest.mark.parametrize("name", made.TRIALS)
def test_a_prediction_covers_every_hypothesis_and_route_setting(name):
    told, protocol = json.loads((made.HERE / f"{name}.json").read_text(encoding="utf-8")), read_known_protocol(name)
    found = {(one["hypothesis"], one["routes"]) for one in told["predictions"] if one["endpoint"] == "clinical_mastitis"}
    routes = (predicted.AVERAGED, *(setting.name for setting in protocol.routes.settings))
    assert found == {(one.name, setting) for one in protocol.hypotheses for setting in routes}


@pytest.mark.parametrize("name", made.TRIALS)
def test_a_prediction_says_when_and_from_what_it_was_made(name):
    told = json.loads((made.HERE / f"{name}.json").read_text(encoding="utf-8"))
    assert {"date", "milkway", "code", "seed", "parameter_tables", "posterior", "protocol"} <= set(told)
    assert told["date"] in (made.HERE / f"{name}.md").read_text(encoding="utf-8")
