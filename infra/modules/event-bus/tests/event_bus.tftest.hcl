mock_provider "aws" {
  mock_resource "aws_cloudwatch_event_rule" {
    defaults = { arn = "arn:aws:events:eu-west-1:123456789012:rule/waybill-test/a-rule" }
  }
  mock_resource "aws_cloudwatch_event_bus" {
    defaults = { arn = "arn:aws:events:eu-west-1:123456789012:event-bus/waybill-test" }
  }
}

variables {
  name = "waybill-test"
  rules = {
    payment-status-to-order-status-queue = {
      event_pattern = jsonencode({
        source        = ["waybill.payment"]
        "detail-type" = ["PaymentProcessed", "PaymentCaptured"]
        detail        = { outcome = [{ exists = false }, "declined"] }
      })
      queue_arn       = "arn:aws:sqs:eu-west-1:123456789012:waybill-test-order-status-queue"
      dead_letter_arn = "arn:aws:sqs:eu-west-1:123456789012:waybill-test-order-status-queue-dlq"
    }
    order-events-to-notification-queue = {
      event_pattern   = jsonencode({ source = ["waybill.orders"], "detail-type" = ["OrderCompleted"] })
      queue_arn       = "arn:aws:sqs:eu-west-1:123456789012:waybill-test-notification-queue"
      dead_letter_arn = "arn:aws:sqs:eu-west-1:123456789012:waybill-test-notification-queue-dlq"
    }
  }
}

run "each_rule_matches_its_pattern_on_the_bus_and_has_its_queue_as_only_target" {
  assert {
    condition     = length(aws_cloudwatch_event_rule.this) == 2 && length(aws_cloudwatch_event_target.this) == 2
    error_message = "There must be one rule and one target for each subscription."
  }
  assert {
    condition = alltrue([
      for name, rule in var.rules :
      aws_cloudwatch_event_rule.this[name].event_bus_name == "waybill-test" &&
      aws_cloudwatch_event_rule.this[name].event_pattern == rule.event_pattern &&
      aws_cloudwatch_event_target.this[name].event_bus_name == "waybill-test" &&
      aws_cloudwatch_event_target.this[name].rule == name &&
      aws_cloudwatch_event_target.this[name].arn == rule.queue_arn
    ])
    error_message = "Rules and targets must be on the bus, with the pattern and the queue that are given."
  }
}

run "what_cannot_be_delivered_in_a_day_goes_to_the_dead_letter_queue" {
  assert {
    condition = alltrue([
      for name, rule in var.rules :
      aws_cloudwatch_event_target.this[name].dead_letter_config[0].arn == rule.dead_letter_arn &&
      aws_cloudwatch_event_target.this[name].retry_policy[0].maximum_event_age_in_seconds == 86400 &&
      aws_cloudwatch_event_target.this[name].retry_policy[0].maximum_retry_attempts == 185
    ])
    error_message = "Without a dead-letter queue EventBridge drops what it cannot deliver."
  }
}

run "queues_receive_the_event_without_the_envelope_of_the_bus_and_no_role_sends_it" {
  assert {
    condition     = alltrue([for target in aws_cloudwatch_event_target.this : target.input_path == "$.detail" && target.role_arn == null])
    error_message = "Targets must ask for $.detail, and need no role for queues."
  }
}

run "nothing_is_archived_unless_asked_for" {
  assert {
    condition     = length(aws_cloudwatch_event_archive.this) == 0
    error_message = "An archive is charged for."
  }
}

run "an_archive_keeps_every_event_for_its_days" {
  variables {
    archive_days = 30
  }
  assert {
    condition     = aws_cloudwatch_event_archive.this[0].retention_days == 30 && aws_cloudwatch_event_archive.this[0].event_source_arn == aws_cloudwatch_event_bus.this.arn
    error_message = "The archive must keep the bus's events for 30 days."
  }
}

run "outputs_name_the_bus_and_every_rule" {
  assert {
    condition     = output.name == "waybill-test" && output.arn == aws_cloudwatch_event_bus.this.arn && toset(keys(output.rule_arns)) == toset(keys(var.rules))
    error_message = "Publishers need the bus's name and ARN, queues the rules' ARNs."
  }
}

run "a_pattern_without_a_source_is_refused" {
  command = plan
  variables {
    rules = {
      all = {
        event_pattern   = jsonencode({ "detail-type" = ["OrderCompleted"] })
        queue_arn       = "arn:aws:sqs:eu-west-1:123456789012:q"
        dead_letter_arn = "arn:aws:sqs:eu-west-1:123456789012:q-dlq"
      }
    }
  }
  expect_failures = [var.rules]
}

run "a_pattern_that_is_no_json_is_refused" {
  command = plan
  variables {
    rules = {
      broken = {
        event_pattern   = "{"
        queue_arn       = "arn:aws:sqs:eu-west-1:123456789012:q"
        dead_letter_arn = "arn:aws:sqs:eu-west-1:123456789012:q-dlq"
      }
    }
  }
  expect_failures = [var.rules]
}

run "the_bus_of_aws_itself_is_refused" {
  command = plan
  variables {
    name = "default"
  }
  expect_failures = [var.name]
}

run "a_retry_that_eventbridge_does_not_have_is_refused" {
  command = plan
  variables {
    maximum_retry_attempts       = 186
    maximum_event_age_in_seconds = 30
  }
  expect_failures = [var.maximum_retry_attempts, var.maximum_event_age_in_seconds]
}
