# Where EventBridge routes: a bus with a rule for each subscription of services/topology.json, so that a queue receives what
# it would receive from topics. The names are those that local.queue_sources lets send (messaging.tf).
locals {
  # A topic is what one service publishes: on the bus, the service stands for it.
  publishers = {
    for topic in keys(local.topology.topics) : topic => [
      for name, service in local.topology.services : "waybill.${name}" if contains(service.publishes, topic)
    ]
  }

  rules = {
    for one in local.topology.subscriptions : "${one.topic}-to-${one.queue}" => {
      queue = one.queue
      pattern = merge(
        { source = local.publishers[one.topic], "detail-type" = one.filter.type },
        { for name, values in one.filter : "detail" => { outcome = values } if name == "outcome" },
      )
    }
  }
}

module "event_bus" {
  source = "../modules/event-bus"
  count  = var.router == "eventbridge" ? 1 : 0

  name = local.name
  rules = {
    for name, rule in local.rules : name => {
      event_pattern   = jsonencode(rule.pattern)
      queue_arn       = module.queue[rule.queue].arn
      dead_letter_arn = module.queue[rule.queue].dead_letter_arn
    }
  }
}
