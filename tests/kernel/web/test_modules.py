import pytest
from flask import Blueprint, Flask, g

from kernel.web import modules
from kernel.web.door import Door
from kernel.web.modules import keep_to_module, needs_module


@pytest.fixture
def asked() -> list[int]:
    return []


@pytest.fixture
def client(asked):
    """An app whose brand has lookbooks on in its first version and drops in its second."""
    app = Flask("modules")
    door = {"version": 1}

    @app.before_request
    def find_door() -> None:
        g.door = Door("house", brand_id=7, version=door["version"])

    def switched_on(brand_id: int) -> frozenset[str]:
        asked.append(brand_id)
        return frozenset({"lookbooks"} if door["version"] == 1 else {"drops"})

    modules.init_app(app, switched_on=switched_on)

    @app.get("/lookbooks")
    @needs_module("lookbooks")
    def lookbooks() -> str:
        return "looks"

    drops = Blueprint("drops", __name__)
    keep_to_module(drops, "drops")
    drops.get("/drops")(lambda: "drops")
    app.register_blueprint(drops)
    client = app.test_client()
    client.turn = lambda: door.update(version=2)
    return client


class TestNeedsModule:
    def test_is_there_while_the_module_is_on(self, client):
        assert client.get("/lookbooks").text == "looks"
        assert client.get("/drops").status_code == 404

    def test_follows_the_brands_version(self, client):
        client.get("/lookbooks")
        client.turn()
        assert client.get("/lookbooks").status_code == 404
        assert client.get("/drops").text == "drops"

    def test_asks_once_a_version(self, client, asked):
        for _ in range(3):
            client.get("/lookbooks")
        assert asked == [7]
        client.turn()
        client.get("/lookbooks")
        assert asked == [7, 7]
