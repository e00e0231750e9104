# What target tracking is too slow for: a surge, seen where orders come in and answered by every worker at once; and the first message
# of a service that sleeps. Both only add tasks.
locals {
  surge  = var.singleton ? null : var.surge
  wakes  = local.backlog != null && var.minimum == 0
  surges = local.surge == null ? [] : local.surge.steps

  # From so many times the threshold on, so much more: the last step has no end.
  surge_bounds = [for index, step in local.surges : {
    percent = step.percent
    lower   = (step.from - 1) * local.surge.threshold
    upper   = index + 1 < length(local.surges) ? (local.surges[index + 1].from - 1) * local.surge.threshold : null
  }]

  surge_metrics = local.surge == null ? {} : merge(
    { for index, queue in local.surge.queue_names : "waiting${index}" => {
      namespace = "AWS/SQS", name = local.sqs_metric.waiting, dimensions = { QueueName = queue }
    } },
    { running = {
      namespace  = "ECS/ContainerInsights"
      name       = "RunningTaskCount"
      dimensions = { ClusterName = var.cluster.name, ServiceName = local.surge.service_name }
    } },
  )
  surge_expression = "(${join(" + ", [for id in keys(local.surge_metrics) : id if id != "running"])}) / IF(running > 0, running, 1)"
}

resource "aws_appautoscaling_policy" "surge" {
  count = local.surge == null ? 0 : 1

  name               = "surge"
  policy_type        = "StepScaling"
  service_namespace  = aws_appautoscaling_target.this[0].service_namespace
  scalable_dimension = aws_appautoscaling_target.this[0].scalable_dimension
  resource_id        = aws_appautoscaling_target.this[0].resource_id

  step_scaling_policy_configuration {
    adjustment_type          = "PercentChangeInCapacity"
    min_adjustment_magnitude = 1
    cooldown                 = local.scaling.scale_out_cooldown_seconds
    metric_aggregation_type  = "Average"

    dynamic "step_adjustment" {
      for_each = local.surge_bounds
      content {
        metric_interval_lower_bound = step_adjustment.value.lower
        metric_interval_upper_bound = step_adjustment.value.upper
        scaling_adjustment          = step_adjustment.value.percent
      }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "surge" {
  count = local.surge == null ? 0 : 1

  alarm_name          = "${var.name}-${var.task}-surge"
  alarm_description   = "More orders came in than their tasks can do in time: ${var.task} grows before they reach it. Nobody needs to act."
  comparison_operator = "GreaterThanThreshold"
  threshold           = local.surge.threshold
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_appautoscaling_policy.surge[0].arn]

  metric_query {
    id          = "backlog"
    label       = "Messages that wait, for each running task of ${local.surge.service_name}"
    expression  = local.surge_expression
    return_data = true
  }
  dynamic "metric_query" {
    for_each = local.surge_metrics
    content {
      id = metric_query.key
      metric {
        namespace   = metric_query.value.namespace
        metric_name = metric_query.value.name
        dimensions  = metric_query.value.dimensions
        period      = 60
        stat        = "Average"
      }
    }
  }
}

resource "aws_appautoscaling_policy" "wake" {
  count = local.wakes ? 1 : 0

  name               = "wake"
  policy_type        = "StepScaling"
  service_namespace  = aws_appautoscaling_target.this[0].service_namespace
  scalable_dimension = aws_appautoscaling_target.this[0].scalable_dimension
  resource_id        = aws_appautoscaling_target.this[0].resource_id

  step_scaling_policy_configuration {
    adjustment_type         = "ChangeInCapacity"
    cooldown                = local.scaling.scale_out_cooldown_seconds
    metric_aggregation_type = "Maximum"
    step_adjustment {
      metric_interval_lower_bound = 0
      scaling_adjustment          = 1
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "wake" {
  count = local.wakes ? 1 : 0

  alarm_name          = "${var.name}-${var.task}-wake"
  alarm_description   = "A message waits, and no task of ${var.task} runs: it gets one. Nobody needs to act."
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  # The newest minutes may not be there yet: of RunningTaskCount they count as none, so that three minutes must say the same; of a queue
  # as empty, so that two may say otherwise.
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_appautoscaling_policy.wake[0].arn]

  metric_query {
    id    = "asleep"
    label = "Messages that wait while no task runs"
    # While it sleeps nobody asks its queues, and one that had no message for six hours has no metric: without FILL it would silence all.
    expression  = "IF(FILL(running, 0) > 0, 0, ${join(" + ", [for id in keys(local.backlog_metrics) : "FILL(${id}, 0)" if startswith(id, "waiting")])})"
    return_data = true
  }
  dynamic "metric_query" {
    for_each = { for id, metric in local.backlog_metrics : id => metric if !startswith(id, "inflight") }
    content {
      id = metric_query.key
      metric {
        namespace   = metric_query.value.namespace
        metric_name = metric_query.value.name
        dimensions  = metric_query.value.dimensions
        period      = 60
        stat        = "Maximum"
      }
    }
  }
}
