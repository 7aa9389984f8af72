"""Reads the webhook "ours" with the official client and prints it as JSON, then creates one called "theirs"."""

import json

import ubiops

PROJECT = "shop"

api = ubiops.CoreApi()
ours = api.webhooks_get(PROJECT, "ours")
assert [webhook.id for webhook in api.webhooks_list(PROJECT, labels="team:ml")] == [ours.id]
print(json.dumps({name: value for name, value in ours.to_dict().items() if not name.endswith(("_date", "_updated"))}))
api.webhooks_create(
    PROJECT,
    ubiops.WebhookCreate(
        name="theirs",
        url="https://hooks.example.com/theirs",
        object_type="pipeline",
        object_name="flow",
        event="pipeline_request_failed",
        headers=[
            {"key": "Authorization", "value": "Bearer canary-theirs", "protected": True},
            {"key": "X-Plain", "value": "plain", "protected": False},
        ],
        labels={"team": "ops"},
        description="from Python",
        timeout=20,
        retry=True,
    ),
)
api.api_client.close()
