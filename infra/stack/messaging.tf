# Queues with their dead-letter queues, topics and subscriptions, as services/topology.json has them.
locals {
  seconds_per_day = 86400

  # By name, not from what is made: a queue lets its sources in before they deliver, so that nothing is lost on the way.
  arn_place     = "${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}"
  arn_of        = { for service in ["sns", "events"] : service => "arn:${data.aws_partition.current.partition}:${service}:${local.arn_place}" }
  event_bus_arn = "${local.arn_of.events}:event-bus/${local.name}"

  # Who delivers to a queue: the topics that it is subscribed to, and the rules that match for it on the bus (router.tf). Both, whichever
  # routes: when the router changes, the one that leaves still has events under way. What AWS itself has to tell always comes by a topic,
  # which is made where it is told.
  queue_sources = {
    for queue in keys(local.topology.queues) : queue => {
      for principal, arns in {
        "sns.amazonaws.com" = concat(
          [for one in local.topology.subscriptions : "${local.arn_of.sns}:${local.prefix}${one.topic}" if one.queue == queue],
          [for foreign in [try(local.topology.queues[queue].foreign, null)] : "${local.arn_of.sns}:${local.prefix}${foreign.topic}" if foreign != null],
        )
        "events.amazonaws.com" = [for one in local.topology.subscriptions : "${local.arn_of.events}:rule/${local.name}/${one.topic}-to-${one.queue}" if one.queue == queue]
      } : principal => arns if length(arns) > 0
    }
  }
}

module "queue" {
  source   = "../modules/queue"
  for_each = local.topology.queues

  name                          = "${local.prefix}${each.key}"
  visibility_timeout_seconds    = each.value.visibilityTimeoutSeconds
  message_retention_seconds     = each.value.retentionDays * local.seconds_per_day
  max_receive_count             = each.value.maxReceiveCount
  dead_letter_suffix            = local.topology.deadLetterQueues.suffix
  dead_letter_retention_seconds = local.topology.deadLetterQueues.retentionDays * local.seconds_per_day
  source_arns                   = local.queue_sources[each.key]
}

# Also where EventBridge routes. A topic that nobody publishes to costs nothing, and one that goes before the services have changed would
# lose their events: Terraform destroys what a service was built on before it changes the service.
module "topic" {
  source   = "../modules/topic"
  for_each = local.topology.topics

  name = "${local.prefix}${each.key}"
  subscriptions = {
    for one in local.topology.subscriptions : one.queue => {
      queue_arn       = module.queue[one.queue].arn
      dead_letter_arn = module.queue[one.queue].dead_letter_arn
      filter_policy   = jsonencode(one.filter)
    } if one.topic == each.key
  }
}
