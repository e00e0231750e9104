# SES tells the topic, the topic the queue. In the queue lies SES's own JSON, with the mail's tags orderId and mail.
module "topic" {
  source = "../topic"

  name        = "${var.name}-mail-events"
  source_arns = { "ses.amazonaws.com" = [aws_sesv2_configuration_set.this.arn] }
  subscriptions = {
    queue = {
      queue_arn       = module.queue.arn
      dead_letter_arn = module.queue.dead_letter_arn
    }
  }
}

module "queue" {
  source = "../queue"

  name                       = "${var.name}-mail-events-queue"
  visibility_timeout_seconds = 30
  message_retention_seconds  = var.event_retention_seconds
  max_receive_count          = 5
  source_arns                = { "sns.amazonaws.com" = [module.topic.arn] }
}
