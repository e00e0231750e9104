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

# For those who publish: what their tasks are told (environment.tf), and what they may do (permissions.tf).
locals {
  bus_environment = { for bus in module.event_bus : "EVENT_BUS" => bus.name }

  # A service can only speak as itself. The services look whether the bus is there: AWS takes events for one that is not.
  bus_statements = {
    for name, service in local.topology.services : name => [
      for statement in [
        {
          Sid      = "${local.sids[name]}PublishesEvents"
          Action   = ["events:PutEvents"]
          Resource = [local.event_bus_arn]
          Condition = {
            "ForAllValues:StringEquals" = { "events:source" = ["waybill.${name}"] }
            Null                        = { "events:source" = "false" }
          }
        },
        {
          Sid       = "${local.sids[name]}FindsTheBus"
          Action    = ["events:DescribeEventBus"]
          Resource  = [local.event_bus_arn]
          Condition = null
        },
      ] :
      merge({ Effect = "Allow" }, { for key, value in statement : key => value if value != null })
      if length(module.event_bus) > 0 && length(service.publishes) > 0
    ]
  }
}
