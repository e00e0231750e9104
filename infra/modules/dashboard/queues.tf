# What carries orders: how much waits, for how long, and what was left lying.
locals {
  queue_rows = [
    [
      {
        type = "metric"
        properties = merge(local.graph, {
          title   = "Queues: messages that wait"
          stat    = "Maximum"
          metrics = [for key, queue in var.queues : ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue.name, { label = key }]]
        })
      },
      {
        type = "metric"
        properties = merge(local.graph, {
          title   = "Queues: seconds that the oldest message has waited"
          stat    = "Maximum"
          metrics = [for key, queue in var.queues : ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", queue.name, { label = key }]]
        })
      },
    ],
    [
      {
        type = "metric"
        properties = merge(local.graph, {
          title   = "Dead letters: docs/runbooks/dead-letters.md"
          stat    = "Maximum"
          metrics = [for key, queue in var.queues : ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue.dead_letter_name, { label = key }]]
        })
      },
      {
        type = "metric"
        properties = merge(local.graph, {
          title = "Failures by service: unforeseen, and moved to a dead-letter queue"
          stat  = "Sum"
          metrics = flatten([
            for service in sort(var.services) : [
              for metric, label in { TaskErrors = "errors", DeadLettered = "dead letters" } :
              { metric = ["Waybill", metric, "Environment", var.name, "Service", service, { label = "${service}: ${label}" }] }
            ]
          ])[*].metric
        })
      },
    ],
  ]
}
