"""AWS by moto, having mended in moto 5 what this stack needs of SQS, SES and scaling.

    python3 test/infra/support/stand-in.py              on 127.0.0.1, PORT; ends with whoever holds its standard input
    python3 test/infra/support/stand-in.py <script>     by a script that serves moto in its own way

SQS: moto knows no RedriveAllowPolicy, so that Terraform waits for it for ever; and any change of a queue makes it forget the
queue's policy. SES v2: it has no event destinations, and answers in forms that are not AWS's. Only Terraform's own round
trip is served here: no event is ever sent. Scaling: asked for the policies of `orders`, moto answers with those of `orders-api` too, and it knows
no tags of targets, which Terraform reads.
"""
import json
import os
import runpy
import sys
import threading
import time

from moto.applicationautoscaling.models import ApplicationAutoscalingBackend
from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse
from moto.server import main as serve
from moto.ses.models import ConfigurationSet, EmailIdentity
from moto.sesv2 import urls
from moto.sesv2.responses import SESV2Response
from moto.sqs.models import Queue


def mend_queues():
    if "RedriveAllowPolicy" not in Queue.BASE_ATTRIBUTES:
        Queue.BASE_ATTRIBUTES.append("RedriveAllowPolicy")
        Queue.redrive_allow_policy = None
    set_attributes = Queue._set_attributes

    def keeping_policy(self, attributes, now=None):
        kept = {} if "Policy" in attributes else {"Policy": self.policy}
        set_attributes(self, {**attributes, **kept}, now)

    Queue._set_attributes = keeping_policy
    attributes = Queue.attributes.fget

    def compact(self):
        """As AWS answers: JSON without blanks, which Terraform takes for a change, and nothing at all of what is not set."""
        redrive = self.redrive_policy and json.dumps(self.redrive_policy, separators=(",", ":"))
        answer = {**attributes(self), "RedrivePolicy": redrive}
        return {name: value for name, value in answer.items() if value or "Redrive" not in name}

    Queue.attributes = property(compact)


def mend_mail():
    to_dict = ConfigurationSet.to_dict_v2
    make_identity = EmailIdentity.__init__

    def as_given(self):
        given = {**to_dict(self), "SendingOptions": self.enabled or {"SendingEnabled": True}}
        return {name: value for name, value in given.items() if value != {}}

    def with_tokens_and_time(self, *given, **named):
        make_identity(self, *given, **named)
        self.dkim_attributes |= {"LastKeyGenerationTimestamp": time.time(), "Tokens": ["one", "two", "three"]}

    ConfigurationSet.to_dict_v2 = as_given
    EmailIdentity.__init__ = with_tokens_and_time


def add_event_destinations():
    by_configuration_set = {}

    def destinations(response):
        return by_configuration_set.setdefault(response._get_param("ConfigurationSetName"), {})

    def put(response):
        name = response._get_param("EventDestinationName")
        destinations(response)[name] = {"Name": name, **response._get_param("EventDestination")}
        return json.dumps({})

    def get(response):
        return json.dumps({"EventDestinations": list(destinations(response).values())})

    def delete(response):
        destinations(response).pop(response._get_param("EventDestinationName"), None)
        return json.dumps({})

    path = "{0}/v2/email/configuration-sets/(?P<ConfigurationSetName>[^/]+)/event-destinations"
    urls.url_paths[f"{path}$"] = SESV2Response.dispatch
    urls.url_paths[f"{path}/(?P<EventDestinationName>[^/]+)$"] = SESV2Response.dispatch
    SESV2Response.create_configuration_set_event_destination = put
    SESV2Response.update_configuration_set_event_destination = put
    SESV2Response.get_configuration_set_event_destinations = get
    SESV2Response.delete_configuration_set_event_destination = delete


def mend_scaling():
    describe = ApplicationAutoscalingBackend.describe_scaling_policies

    def of_that_resource(self, service_namespace, resource_id, *given, **named):
        token, policies = describe(self, service_namespace, resource_id, *given, **named)
        return token, [policy for policy in policies if resource_id in (None, policy.resource_id)]

    ApplicationAutoscalingBackend.describe_scaling_policies = of_that_resource
    ApplicationAutoScalingResponse.list_tags_for_resource = lambda self: json.dumps({"Tags": {}})


def end_with_standard_input():
    sys.stdin.read()
    os._exit(0)


mend_queues()
mend_mail()
mend_scaling()
add_event_destinations()
if len(sys.argv) > 1:
    runpy.run_path(sys.argv[1], run_name="__main__")
else:
    threading.Thread(target=end_with_standard_input, daemon=True).start()
    serve(["-H", "127.0.0.1", "-p", os.environ.get("PORT", "4566")])
