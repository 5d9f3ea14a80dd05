"""Log lines are JSON with the request's id, and never hold a secret."""

import json
import logging
from io import StringIO

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from motcua.config.logs import HIDDEN, formatter, hide_secrets

SECRET = "Tr3-Vinh-0x9f"


@pytest.fixture
def lines():
    """What a handler with the product's formatter writes, parsed."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter())
    logger = logging.getLogger("trial")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logger.removeHandler(handler)


@pytest.mark.parametrize(
    "event",
    [
        {"event": "x", "password": SECRET},
        {"event": "x", "api_key": SECRET},
        {"event": "x", "headers": {"Authorization": f"Bearer {SECRET}", "Cookie": f"sessionid={SECRET}"}},
        {"event": f"login failed password={SECRET}"},
        {"event": f"Authorization: Bearer {SECRET}"},
        {"event": "x", "query": f"q=1&token={SECRET}&page=2"},
        {"event": "x", "rows": [{"totp": SECRET}, f"secret: {SECRET}"]},
        {"event": "x", "database": f"postgresql://motcua:{SECRET}@db/motcua"},
        {"event": "x", "exception": f"OperationalError: postgresql://motcua:{SECRET}@db/motcua"},
    ],
    ids=lambda event: json.dumps(event)[:40],
)
def test_a_secret_is_hidden_wherever_it_stands(event):
    told = json.dumps(hide_secrets(None, "info", dict(event)))
    assert SECRET not in told
    assert HIDDEN in told


@given(
    st.dictionaries(
        st.sampled_from(["password", "new_password1", "csrfmiddlewaretoken", "SESSION"]),
        st.text(min_size=1),
        min_size=1,
    )
)
def test_a_field_with_a_secret_name_never_keeps_its_value(fields):
    assert set(hide_secrets(None, "info", dict(fields)).values()) == {HIDDEN}


def test_what_is_no_secret_stays():
    event = {"event": "catalog.imported", "read": 3330, "path": "/kiem-soat/nhap/", "codes": ["1.001193"]}
    assert hide_secrets(None, "info", dict(event)) == event


def test_a_line_is_json_with_time_level_and_vietnamese_as_it_is(lines):
    logging.getLogger("trial").info("đã nhập %s thủ tục", 5, extra={"user_password": SECRET})
    (line,) = lines()
    assert line["event"] == "đã nhập 5 thủ tục"
    assert line["level"] == "info"
    assert line["timestamp"].endswith("Z")
    assert line["user_password"] == HIDDEN


def test_a_line_carries_the_id_of_its_request(lines):
    with structlog.contextvars.bound_contextvars(request_id="abcdef0123456789"):
        logging.getLogger("trial").warning("x")
    assert lines()[0]["request_id"] == "abcdef0123456789"


def test_an_exception_is_told_in_the_line(lines):
    try:
        raise ValueError(f"password={SECRET}")
    except ValueError:
        logging.getLogger("trial").exception("broken")
    (line,) = lines()
    assert "ValueError" in line["exception"]
    assert SECRET not in json.dumps(line)


@pytest.mark.django_db
def test_a_failed_sign_in_leaves_no_password_in_the_log(client, caplog, settings):
    """The request line has neither query nor body."""
    with caplog.at_level(logging.DEBUG):
        client.get("/healthz", {"password": SECRET})
        client.post("/healthz", {"password": SECRET})
    assert SECRET not in caplog.text
