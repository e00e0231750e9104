# SES tells the topic, the topic the queue: SES's own JSON, with the mail's tags orderId and mail. When SES is told of the topic it
# sends a word in plain text to try it: the filter keeps that from the queue.
locals {
  event_types = { BOUNCE = "Bounce", COMPLAINT = "Complaint", REJECT = "Reject" }
}

module "topic" {
  source = "../topic"

  name        = "${var.name}-mail-events"
  source_arns = { "ses.amazonaws.com" = [aws_sesv2_configuration_set.this.arn] }
  subscriptions = {
    queue = {
      queue_arn           = var.events_queue.arn
      dead_letter_arn     = var.events_queue.dead_letter_arn
      filter_policy       = jsonencode({ eventType = values(local.event_types) })
      filter_policy_scope = "MessageBody"
    }
  }
}
