import pulumi
import pulumi_ubiops as ubiops

config = pulumi.Config()

finished = ubiops.Webhook(
    "request-finished",
    object_type="deployment",
    object_name="fraud-model",
    event="deployment_request_finished",
    url="https://hooks.example.com/ubiops",
    headers={"X-Environment": pulumi.get_stack()},
    protected_headers={"Authorization": config.require_secret("callbackToken")},
    retry=True,
)

pulumi.export("webhookId", finished.webhook_id)
