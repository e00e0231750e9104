# The alarms of a small environment, on a provider that makes nothing.
mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:us-east-1:123456789012:waybill-test-alarms" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:us-east-1:123456789012:key/1", key_id = "1" }
  }
}

variables {
  name = "waybill-test"
  queues = {
    payment-queue     = { name = "waybill-test-payment-queue", dead_letter_name = "waybill-test-payment-queue-dlq" }
    mail-events-queue = { name = "waybill-test-mail-events-queue", dead_letter_name = "waybill-test-mail-events-queue-dlq", is_consumed = false }
  }
  services = ["payment", "sweeper"]
  tasks = {
    orders-api = { service_name = "orders-api", minimum = 2 }
    payment    = { service_name = "payment", minimum = 0 }
    sweeper    = { service_name = "sweeper", minimum = 1 }
  }
  cluster_name                = "waybill-test"
  load_balancer               = { arn_suffix = "app/waybill-test/1", target_group_arn_suffix = "targetgroup/waybill-test/2", service = "orders-api" }
  tables                      = { OrdersTable = { name = "waybill-test-OrdersTable", indexes = ["byCustomer"] } }
  topics                      = { order-events = "waybill-test-order-events" }
  mail_configuration_set_name = "waybill-test"
}

run "every_alarm" {
  assert {
    condition = output.alarm_names == tolist([
      "waybill-test-OrdersTable-throttled",
      "waybill-test-api-errors",
      "waybill-test-api-slow",
      "waybill-test-api-unhealthy",
      "waybill-test-books-unbalanced",
      "waybill-test-mail-bounces",
      "waybill-test-mail-complaints",
      "waybill-test-mail-events-queue-dead-letters",
      "waybill-test-order-events-undelivered",
      "waybill-test-orders-api-tasks-missing",
      "waybill-test-orders-stuck",
      "waybill-test-payment-errors",
      "waybill-test-payment-queue-dead-letters",
      "waybill-test-payment-queue-late",
      "waybill-test-payment-tasks-missing",
      "waybill-test-sweeper-errors",
      "waybill-test-sweeper-tasks-missing",
    ])
    error_message = "The alarms are not those that are wanted: ${jsonencode(output.alarm_names)}"
  }
  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : can(regex("^\\w.+\\. Runbook: docs/runbooks/[a-z-]+\\.md$", alarm.alarm_description))])
    error_message = "Each alarm must say what it means and name its runbook."
  }
  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : alarm.alarm_actions == toset([aws_sns_topic.this.arn]) && alarm.ok_actions == toset([aws_sns_topic.this.arn])])
    error_message = "Each alarm must ring when it begins and when it ends."
  }
  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : length([for query in alarm.metric_query : query if query.return_data]) == 1])
    error_message = "Each alarm must go by exactly one figure."
  }
  assert {
    condition     = sort([for key, alarm in aws_cloudwatch_metric_alarm.this : key if alarm.treat_missing_data != "notBreaching"]) == tolist(["orders-api-tasks-missing", "sweeper-tasks-missing"])
    error_message = "Silence is a fault only of tasks that must always run."
  }
}

run "what_alarms_watch" {
  assert {
    condition     = one(aws_cloudwatch_metric_alarm.this["payment-queue-dead-letters"].metric_query[*].metric[0].dimensions) == tomap({ QueueName = "waybill-test-payment-queue-dlq" })
    error_message = "Dead letters are counted in the dead-letter queue."
  }
  assert {
    condition     = one(aws_cloudwatch_metric_alarm.this["payment-errors"].metric_query[*].metric[0].dimensions) == tomap({ Environment = "waybill-test", Service = "payment" })
    error_message = "Errors are counted by environment and service."
  }
  assert {
    condition     = one([for query in aws_cloudwatch_metric_alarm.this["payment-tasks-missing"].metric_query : query.expression if query.id == "result"]) == "desired - running"
    error_message = "Tasks are missing when fewer run than are desired."
  }
  assert {
    condition     = length(aws_cloudwatch_metric_alarm.this["OrdersTable-throttled"].metric_query) == 5
    error_message = "Throttles count for reads and writes, of the table and of its index, and are added up."
  }
}

run "deployments" {
  assert {
    condition = jsonencode(output.deployment_alarm_names) == jsonencode({
      orders-api = ["waybill-test-api-errors", "waybill-test-api-slow"]
      payment    = ["waybill-test-payment-errors"]
      sweeper    = ["waybill-test-sweeper-errors"]
    })
    error_message = "A deployment is rolled back by what its own service does."
  }
}

run "eventbridge" {
  variables {
    topics    = {}
    event_bus = { name = "waybill-test", rules = ["order-events-to-payment-queue"] }
  }
  assert {
    condition     = one(aws_cloudwatch_metric_alarm.this["order-events-to-payment-queue-undelivered"].metric_query[*].metric[0].dimensions) == tomap({ EventBusName = "waybill-test", RuleName = "order-events-to-payment-queue" })
    error_message = "Where EventBridge routes, its rules are watched."
  }
}

run "who_may_publish" {
  assert {
    condition = [for one in jsondecode(aws_sns_topic_policy.this.policy).Statement : one if one.Effect == "Allow"] == [{
      Sid       = "AlarmsOfThisAccount"
      Effect    = "Allow"
      Principal = { Service = "cloudwatch.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = "arn:aws:sns:us-east-1:123456789012:waybill-test-alarms"
      Condition = { StringEquals = { "aws:SourceAccount" = "123456789012" } }
    }]
    error_message = "Only this account's alarms may be published."
  }
  assert {
    condition     = aws_sns_topic.this.kms_master_key_id == aws_kms_key.this.arn && aws_kms_key.this.enable_key_rotation
    error_message = "Alarms are encrypted with a key of their own, which is rotated."
  }
  assert {
    condition     = one([for one in jsondecode(aws_kms_key.this.policy).Statement : one.Action if try(one.Principal.Service, "") == "cloudwatch.amazonaws.com"]) == ["kms:Decrypt", "kms:GenerateDataKey*"]
    error_message = "CloudWatch must be able to use the key, or alarms vanish."
  }
}

run "nobody_hears" {
  assert {
    condition     = length(aws_sns_topic_subscription.mail) + length(aws_sns_topic_subscription.slack) + length(aws_budgets_budget.this) == 0
    error_message = "Without an address, a queue or a budget there is no subscription and no budget."
  }
}

run "all_hear" {
  variables {
    mail               = "oncall@example.com"
    slack_queue        = { arn = "arn:aws:sqs:us-east-1:123456789012:waybill-test-alarm-queue", dead_letter_arn = "arn:aws:sqs:us-east-1:123456789012:waybill-test-alarm-queue-dlq" }
    monthly_budget_usd = 120
  }
  assert {
    condition     = aws_sns_topic_subscription.mail[0].endpoint == "oncall@example.com" && aws_sns_topic_subscription.mail[0].protocol == "email"
    error_message = "Alarms are mailed."
  }
  assert {
    condition     = aws_sns_topic_subscription.slack[0].raw_message_delivery && aws_sns_topic_subscription.slack[0].filter_policy == null
    error_message = "The queue gets each alarm as CloudWatch wrote it."
  }
  assert {
    condition     = jsondecode(aws_sns_topic_subscription.slack[0].redrive_policy).deadLetterTargetArn == "arn:aws:sqs:us-east-1:123456789012:waybill-test-alarm-queue-dlq"
    error_message = "An alarm that cannot be delivered is kept."
  }
  assert {
    condition     = aws_budgets_budget.this[0].limit_amount == "120" && alltrue([for one in aws_budgets_budget.this[0].notification : one.subscriber_email_addresses == toset(["oncall@example.com"])])
    error_message = "A budget is mailed."
  }
}

run "bad_name" {
  command = plan
  variables {
    name = "Waybill Test"
  }
  expect_failures = [var.name]
}

run "bad_mail" {
  command = plan
  variables {
    mail = "oncall"
  }
  expect_failures = [var.mail]
}

run "a_budget_that_nobody_hears_of" {
  command = plan
  variables {
    monthly_budget_usd = 120
  }
  expect_failures = [var.monthly_budget_usd]
}

run "bad_latency" {
  command = plan
  variables {
    api_latency_seconds = 0
  }
  expect_failures = [var.api_latency_seconds]
}

run "bad_age" {
  command = plan
  variables {
    message_age_seconds = 5
  }
  expect_failures = [var.message_age_seconds]
}

run "too_many_indexes" {
  command = plan
  variables {
    tables = { OrdersTable = { name = "OrdersTable", indexes = ["a", "b", "c", "d", "e"] } }
  }
  expect_failures = [var.tables]
}
