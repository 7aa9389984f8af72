"""
The official Python client against the emulator, unchanged. Every step prints its title when it has passed.

Environment: UBIOPS_API_HOST, UBIOPS_API_TOKEN (read by the client), RECEIVER_URL, CLOSED_URL (nothing listens there),
CONTROL_URL (the emulator's control API).
"""

import datetime
import json
import os
import time
import urllib.request

import ubiops
from ubiops.exceptions import ApiConnectionError, ApiRequestError, ApiTimeoutError

PROJECT = "python"


def control(path, body):
    request = urllib.request.Request(
        os.environ["CONTROL_URL"] + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    urllib.request.urlopen(request).close()


def refused(error, call):
    try:
        call()
    except error as raised:
        return raised
    raise AssertionError(f"no {error.__name__}")


def create(api):
    webhook = api.webhooks_create(
        PROJECT,
        ubiops.WebhookCreate(
            name="first",
            url=os.environ["RECEIVER_URL"],
            object_type="deployment",
            object_name="model",
            version="v1",
            event="deployment_request_finished",
            headers=[
                {"key": "Authorization", "value": "Bearer one", "protected": True},
                {"key": "X-Plain", "value": "plain", "protected": False},
            ],
            labels={"team": "risk", "stage": "prod"},
        ),
    )
    assert webhook.name == "first" and webhook.timeout == 10 and webhook.enabled is True
    api.webhooks_create(
        PROJECT,
        {
            "name": "second/with a slash?",
            "url": os.environ["RECEIVER_URL"],
            "object_type": "pipeline",
            "object_name": "flow",
            "event": "pipeline_request_failed",
            "labels": {"team": "risk"},
        },
    )


def get(api):
    webhook = api.webhooks_get(PROJECT, "first")
    assert isinstance(webhook.creation_date, datetime.datetime) and isinstance(webhook.last_updated, datetime.datetime)
    assert [(header.key, header.protected) for header in webhook.headers] == [("Authorization", True), ("X-Plain", False)]
    assert webhook.headers[0].value is None and webhook.headers[1].value == "plain"
    assert webhook.labels == {"team": "risk", "stage": "prod"} and webhook.description == ""


def list_with_every_filter(api):
    def names(**filters):
        return [webhook.name for webhook in api.webhooks_list(PROJECT, **filters)]

    assert names() == ["first", "second/with a slash?"]
    assert names(labels="team:risk") == ["first", "second/with a slash?"]
    assert names(labels="team:risk,stage:prod") == ["first"]
    assert names(object_type="pipeline") == ["second/with a slash?"]
    assert names(event="deployment_request_finished") == ["first"]
    assert names(event="deployment_request_finished", object_type="pipeline") == []


def update(api):
    webhook = api.webhooks_update(
        PROJECT,
        "first",
        ubiops.WebhookUpdate(
            name="renamed",
            description="changed",
            headers=[ubiops.WebhookHeader(key="Authorization", value=None, protected=True)],
        ),
    )
    assert webhook.name == "renamed" and webhook.description == "changed" and len(webhook.headers) == 1


def test(api, url):
    started = api.webhook_tests_create(
        PROJECT,
        ubiops.WebhookTestCreate(
            url=url, object_type="deployment", object_name="model", event="deployment_request_finished", timeout=5
        ),
    )
    assert started.status == "pending" and started.error_message is None
    for _ in range(100):
        ended = api.webhook_tests_get(PROJECT, started.id)
        if ended.status != "pending":
            return ended
        time.sleep(0.05)
    raise AssertionError("the test did not end")


def tests(api):
    completed = test(api, os.environ["RECEIVER_URL"])
    assert completed.status == "completed" and completed.error_message is None
    failed = test(api, os.environ["CLOSED_URL"])
    assert failed.status == "failed" and failed.error_message == "Connection error"


def errors(api):
    missing = refused(ApiRequestError, lambda: api.webhooks_get(PROJECT, "missing"))
    assert missing.status == 404 and "missing" in missing.get_body_message()
    taken = refused(ApiRequestError, lambda: api.webhooks_update(PROJECT, "renamed", {"name": "second/with a slash?"}))
    assert taken.status == 409
    invalid = refused(ApiRequestError, lambda: api.webhooks_update(PROJECT, "renamed", {"timeout": 31}))
    assert invalid.status == 400 and "30" in invalid.get_body_message()

    stranger = ubiops.Configuration(api_key={"Authorization": "Token wrong"})
    with ubiops.ApiClient(stranger) as client:
        unauthorized = refused(ApiRequestError, lambda: ubiops.CoreApi(client).webhooks_list(PROJECT))
    assert unauthorized.status == 401

    nowhere = ubiops.Configuration(host=os.environ["CLOSED_URL"])
    with ubiops.ApiClient(nowhere) as client:
        refused(ApiConnectionError, lambda: ubiops.CoreApi(client).webhooks_list(PROJECT))

    control("/troubles", {"kind": "hang", "times": 1})
    refused(ApiTimeoutError, lambda: api.webhooks_list(PROJECT, _request_timeout=0.3))


def wait_on_429(api):
    control("/troubles", {"kind": "rate-limit", "limit": 0, "windowSeconds": 1, "times": 1})
    begun = time.monotonic()
    assert len(api.webhooks_list(PROJECT)) == 2
    assert time.monotonic() - begun >= 1


def delete(api):
    assert api.webhooks_delete(PROJECT, "second/with a slash?") is None
    assert [webhook.name for webhook in api.webhooks_list(PROJECT)] == ["renamed"]


core_api = ubiops.CoreApi()
for step in [create, get, list_with_every_filter, update, tests, errors, wait_on_429, delete]:
    step(core_api)
    print(step.__name__, flush=True)
core_api.api_client.close()
