# Messages that nobody could handle, and messages that wait too long.
locals {
  queue_alarms = merge(
    {
      for key, queue in var.queues : "${key}-dead-letters" => {
        means   = "Messages of ${key} could not be handled and lie in its dead-letter queue, with the reason."
        runbook = "dead-letters.md"
        above   = 0
        periods = 1
        seconds = 60
        metrics = { depth = {
          namespace  = "AWS/SQS", name = "ApproximateNumberOfMessagesVisible", stat = "Maximum"
          dimensions = { QueueName = queue.dead_letter_name }
        } }
      }
    },
    {
      # The age leaves out messages that were received three times: those that fail again and again ring as dead letters.
      for key, queue in var.queues : "${key}-late" => {
        means   = "The oldest message of ${key} has waited for more than ${var.message_age_seconds} s: orders stand in line."
        runbook = "late-messages.md"
        above   = var.message_age_seconds
        periods = 3
        seconds = 60
        metrics = { age = {
          namespace  = "AWS/SQS", name = "ApproximateAgeOfOldestMessage", stat = "Maximum"
          dimensions = { QueueName = queue.name }
        } }
      } if queue.is_consumed
    },
  )
}
