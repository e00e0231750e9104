# What rings, and who hears it. Services wait for their alarms, which guard their deployments: nothing here may wait for a service, nor
# local.tasks for an alarm.
locals {
  watched_queues = {
    for queue in keys(local.topology.queues) : queue => {
      name             = "${local.prefix}${queue}"
      dead_letter_name = "${local.prefix}${queue}${local.topology.deadLetterQueues.suffix}"
    }
  }

  # The API counts no failures of its own: the load balancer does.
  counting_services = [for name, service in local.topology.services : name if !can(service.port)]

  watched_tables = { for name, table in local.topology.tables : name => table if !try(table.simulated, false) }
}

module "alarms" {
  source = "../modules/alarms"

  name     = local.name
  queues   = local.watched_queues
  services = local.counting_services
  tasks    = { for task, one in local.tasks : task => { service_name = task, minimum = one.min } }
  load_balancer = {
    arn_suffix              = module.load_balancer.arn_suffix
    target_group_arn_suffix = module.load_balancer.target_group_arn_suffix
    service                 = "orders-api"
  }
  cluster_name = module.cluster.name
  tables       = { for name, table in local.watched_tables : name => { name = "${local.prefix}${name}", indexes = keys(try(table.indexes, {})) } }

  topics = { for topic in keys(local.topology.topics) : topic => "${local.prefix}${topic}" if var.router == "sns" }
  event_bus = var.router == "sns" ? null : {
    name  = local.name
    rules = [for one in local.topology.subscriptions : "${one.topic}-to-${one.queue}"]
  }

  mail_configuration_set_name = module.mail.configuration_set_name
  mail                        = var.alarm_mail
  monthly_budget_usd          = var.monthly_budget_usd
  slack_queue = !var.slack_alarms ? null : {
    arn             = module.queue["alarm-queue"].arn
    dead_letter_arn = module.queue["alarm-queue"].dead_letter_arn
  }
}

locals {
  # By service: what rolls a deployment of it back.
  deployment_alarm_names = module.alarms.deployment_alarm_names
}
