# Events that the router could not deliver to a queue: each then lies in that queue's dead-letter queue, if it could be put there.
locals {
  router_alarms = merge(
    {
      for key, name in var.topics : "${key}-undelivered" => {
        means   = "SNS could not deliver events of ${key} to a queue, in the last five minutes."
        runbook = "undelivered-events.md"
        above   = 0
        periods = 1
        seconds = 300
        metrics = { failed = {
          namespace = "AWS/SNS", name = "NumberOfNotificationsFailed", stat = "Sum", dimensions = { TopicName = name }
        } }
      }
    },
    {
      for rule in try(var.event_bus.rules, []) : "${rule}-undelivered" => {
        means   = "EventBridge could not deliver events of the rule ${rule}, in the last five minutes."
        runbook = "undelivered-events.md"
        above   = 0
        periods = 1
        seconds = 300
        metrics = { failed = {
          namespace  = "AWS/Events", name = "FailedInvocations", stat = "Sum"
          dimensions = { EventBusName = var.event_bus.name, RuleName = rule }
        } }
      }
    },
  )
}
