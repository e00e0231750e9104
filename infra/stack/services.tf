# The tasks: one for each service of services/topology.json, or the API and one task for all workers.
locals {
  services = local.topology.services
  scaling  = try(local.topology.scaling, {})

  apis       = [for name, service in local.services : name if can(service.port)]
  ports      = [for name in local.apis : local.services[name].port]
  workers    = [for name in keys(local.services) : name if !contains(local.apis, name)]
  singletons = [for name, service in local.services : name if service.scaling.max == 1]

  # DRAIN_SECONDS, and how long Fargate waits before it kills.
  drain_seconds        = 60
  stop_timeout_seconds = 90

  # Which services run in which task.
  task_services = var.consolidated ? merge({ for name in local.apis : name => [name] }, { workers = local.workers }) : {
    for name in keys(local.services) : name => [name]
  }
  task_of = merge([for task, services in local.task_services : { for service in services : service => task }]...)

  # One task for all workers is twice a worker's size: they share one process, and seldom work at the same time.
  consolidated_size = { cpu = 512, memory = 2048 }

  seconds_per_message = {
    for task, services in local.task_services : task => coalescelist(
      [for name in services : local.services[name].scaling.secondsPerMessage if can(local.services[name].scaling.secondsPerMessage)], [0.02]
    )
  }

  tasks = {
    for task, services in local.task_services : task => {
      services    = services
      cpu         = length(services) > 1 ? local.consolidated_size.cpu : local.services[services[0]].cpu
      memory      = length(services) > 1 ? local.consolidated_size.memory : local.services[services[0]].memory
      min         = try(var.minimum_tasks[task], max([for name in services : local.services[name].scaling.min]...))
      max         = max(concat([for name in services : local.services[name].scaling.max], [try(var.minimum_tasks[task], 0)])...)
      is_api      = contains(local.apis, task)
      singleton   = alltrue([for name in services : contains(local.singletons, name)])
      queue_names = [for queue in flatten([for name in services : local.services[name].consumes]) : "${local.prefix}${queue}"]
      # How many messages one task does within the latency goal. Where several services share it, by their average message.
      backlog_per_task = floor(
        try(local.scaling.latencyGoalSeconds, 30) / (sum(local.seconds_per_message[task]) / length(local.seconds_per_message[task]))
      )
    }
  }

  # How tasks follow their work, where services/topology.json does not say.
  task_scaling = {
    cpu_percent                = try(local.scaling.cpuTargetPercent, 50)
    scale_out_cooldown_seconds = try(local.scaling.scaleOutCooldownSeconds, 180)
    scale_in_cooldown_seconds  = try(local.scaling.scaleInCooldownSeconds, 300)
  }
  # A quarter of a core answers twice as many.
  requests_per_task_and_minute = 3000

  # Where orders come in, and what every worker does when too many come at once.
  surges = [for surge in [try(local.scaling.surge, null)] : {
    queue_names  = [for queue in local.services[surge.watches].consumes : "${local.prefix}${queue}"]
    service_name = local.task_of[surge.watches]
    threshold    = local.tasks[local.task_of[surge.watches]].backlog_per_task
    steps        = surge.steps
  } if surge != null]
}

module "service" {
  source   = "../modules/service"
  for_each = local.tasks

  name             = local.name
  task             = each.key
  image            = var.image
  command          = each.value.services
  cpu              = each.value.cpu
  memory           = each.value.memory
  cpu_architecture = var.cpu_architecture
  environment      = merge(local.common_environment, [for name in each.value.services : lookup(local.service_environment, name, {})]...)
  secrets          = merge([for name in each.value.services : lookup(local.service_secrets, name, {})]...)

  drain_seconds        = local.drain_seconds
  stop_timeout_seconds = local.stop_timeout_seconds

  cluster    = { arn = module.cluster.arn, name = module.cluster.name }
  vpc_id     = module.network.vpc_id
  subnet_ids = module.network.private_subnet_ids
  load_balancer = !each.value.is_api ? null : {
    security_group_id       = module.load_balancer.security_group_id
    target_group_arn        = module.load_balancer.target_group_arn
    arn_suffix              = module.load_balancer.arn_suffix
    target_group_arn_suffix = module.load_balancer.target_group_arn_suffix
    container_port          = local.services[each.key].port
  }

  statements           = flatten([for name in each.value.services : local.service_statements[name]])
  permissions_boundary = var.permissions_boundary

  minimum   = each.value.min
  maximum   = each.value.max
  singleton = each.value.singleton
  spot      = var.spot && !each.value.is_api
  scaling   = local.task_scaling
  backlog   = length(each.value.queue_names) == 0 ? null : { queue_names = each.value.queue_names, per_task = each.value.backlog_per_task }
  surge     = length(each.value.queue_names) == 0 ? null : one(local.surges)

  requests_per_task_and_minute = each.value.is_api ? local.requests_per_task_and_minute : null

  log_retention_days    = var.log_retention_days
  alarm_names           = flatten([for name in each.value.services : lookup(local.deployment_alarm_names, name, [])])
  wait_for_steady_state = var.wait_for_steady_state
}
