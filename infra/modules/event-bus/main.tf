# A bus, and for each subscription a rule whose only target is the subscribed queue.
resource "aws_cloudwatch_event_bus" "this" {
  name        = var.name
  description = "Carries Waybill's events to the queues of its workers."

  # When it is given up, those who put events on it must have changed first: EventBridge takes events for a bus that does not
  # exist, and drops them. The same for the rules and targets.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudwatch_event_rule" "this" {
  for_each = var.rules

  name           = each.key
  event_bus_name = aws_cloudwatch_event_bus.this.name
  event_pattern  = each.value.event_pattern

  lifecycle {
    create_before_destroy = true
  }
}

# The queue lets the rule send to it: no role is needed.
resource "aws_cloudwatch_event_target" "this" {
  for_each = var.rules

  rule           = aws_cloudwatch_event_rule.this[each.key].name
  event_bus_name = aws_cloudwatch_event_bus.this.name
  target_id      = "queue"
  arn            = each.value.queue_arn
  # Without the bus's envelope: a message has the same body whichever way it came.
  input_path = "$.detail"

  dead_letter_config {
    arn = each.value.dead_letter_arn
  }

  retry_policy {
    maximum_event_age_in_seconds = var.maximum_event_age_in_seconds
    maximum_retry_attempts       = var.maximum_retry_attempts
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudwatch_event_archive" "this" {
  count = var.archive_days == null ? 0 : 1

  name             = substr(var.name, 0, 48)
  description      = "Every event of ${var.name}, for replay."
  event_source_arn = aws_cloudwatch_event_bus.this.arn
  retention_days   = var.archive_days
}
