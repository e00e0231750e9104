# The alarms of one environment. Each says what it means and which runbook helps, and rings when it begins and when it ends. What each
# watches is in the files beside this one.
locals {
  alarms = merge(
    local.queue_alarms,
    local.service_alarms,
    local.order_alarms,
    local.api_alarms,
    local.table_alarms,
    local.router_alarms,
    local.mail_alarms,
  )
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = "${each.value.means} Runbook: docs/runbooks/${each.value.runbook}"
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.above
  evaluation_periods  = each.value.periods
  datapoints_to_alarm = each.value.periods
  # SQS stops its metrics after six idle hours, and a counter that nothing was counted in has none: silence is no fault.
  treat_missing_data = try(each.value.missing, "notBreaching")
  alarm_actions      = [aws_sns_topic.this.arn]
  ok_actions         = [aws_sns_topic.this.arn]

  dynamic "metric_query" {
    for_each = each.value.metrics
    content {
      id          = metric_query.key
      return_data = !can(each.value.expression)
      metric {
        namespace   = metric_query.value.namespace
        metric_name = metric_query.value.name
        dimensions  = metric_query.value.dimensions
        period      = each.value.seconds
        stat        = metric_query.value.stat
      }
    }
  }

  dynamic "metric_query" {
    for_each = can(each.value.expression) ? [each.value.expression] : []
    content {
      id          = "result"
      label       = each.key
      expression  = metric_query.value
      return_data = true
    }
  }

  # An alarm that rings before its topic may be published to is not heard.
  depends_on = [aws_sns_topic_policy.this]
}
