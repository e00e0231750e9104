# How many tasks run: workers follow their backlog, the API follows its requests, both follow their CPU. A singleton stays one.
# Every policy may add tasks; they go only when all that track a target agree.
resource "aws_appautoscaling_target" "this" {
  count = var.singleton ? 0 : 1

  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${var.cluster.name}/${aws_ecs_service.this.name}"
  min_capacity       = var.minimum
  max_capacity       = var.maximum
}

locals {
  scaling  = var.singleton ? null : var.scaling
  backlog  = var.singleton ? null : var.backlog
  requests = var.singleton ? null : var.requests_per_task_and_minute

  sqs_metric = { waiting = "ApproximateNumberOfMessagesVisible", inflight = "ApproximateNumberOfMessagesNotVisible" }

  # Metrics by the names that the expression gives them. A queue that nobody has asked for six hours has none; workers always ask.
  # What is in flight is work to come as well, but an alarm has room for ten metrics: beyond four queues it counts what waits.
  backlog_metrics = local.backlog == null ? {} : merge(
    {
      for metric in flatten([
        for index, queue in local.backlog.queue_names : [
          for kind in length(local.backlog.queue_names) > 4 ? ["waiting"] : ["waiting", "inflight"] : {
            id = "${kind}${index}", namespace = "AWS/SQS", name = local.sqs_metric[kind], dimensions = { QueueName = queue }
          }
        ]
      ]) : metric.id => metric
    },
    {
      running = {
        id         = "running"
        namespace  = "ECS/ContainerInsights"
        name       = "RunningTaskCount"
        dimensions = { ClusterName = var.cluster.name, ServiceName = var.task }
      }
    },
  )

  # While none runs it counts as one: nothing is divided by zero. SQS says nothing of what is in flight while nothing is, and a sum with a
  # gap in it is a gap: tasks would neither come nor go.
  backlog_messages   = join(" + ", [for id in keys(local.backlog_metrics) : startswith(id, "inflight") ? "FILL(${id}, 0)" : id if id != "running"])
  backlog_expression = "(${local.backlog_messages}) / IF(running > 0, running, 1)"
}

# What is to be done, shared by those that run: a task should have as much before it as it can do within the latency goal.
resource "aws_appautoscaling_policy" "backlog" {
  count = local.backlog == null ? 0 : 1

  name               = "backlog-per-task"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this[0].service_namespace
  scalable_dimension = aws_appautoscaling_target.this[0].scalable_dimension
  resource_id        = aws_appautoscaling_target.this[0].resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = local.backlog.per_task
    scale_out_cooldown = local.scaling.scale_out_cooldown_seconds
    scale_in_cooldown  = local.scaling.scale_in_cooldown_seconds

    customized_metric_specification {
      metrics {
        id          = "backlog"
        label       = "Messages for each running task"
        expression  = local.backlog_expression
        return_data = true
      }
      dynamic "metrics" {
        for_each = local.backlog_metrics
        content {
          id          = metrics.key
          return_data = false
          metric_stat {
            stat = "Average"
            metric {
              namespace   = metrics.value.namespace
              metric_name = metrics.value.name
              dynamic "dimensions" {
                for_each = metrics.value.dimensions
                content {
                  name  = dimensions.key
                  value = dimensions.value
                }
              }
            }
          }
        }
      }
    }
  }
}

resource "aws_appautoscaling_policy" "requests" {
  count = local.requests == null ? 0 : 1

  name               = "requests-per-task"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this[0].service_namespace
  scalable_dimension = aws_appautoscaling_target.this[0].scalable_dimension
  resource_id        = aws_appautoscaling_target.this[0].resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = local.requests
    scale_out_cooldown = local.scaling.scale_out_cooldown_seconds
    scale_in_cooldown  = local.scaling.scale_in_cooldown_seconds
    predefined_metric_specification {
      predefined_metric_type = "ALBRequestCountPerTarget"
      resource_label         = "${var.load_balancer.arn_suffix}/${var.load_balancer.target_group_arn_suffix}"
    }
  }
}

# Also what keeps a task that is busy: while nothing waits because all are at work, the backlog alone would take them away.
resource "aws_appautoscaling_policy" "cpu" {
  count = local.scaling == null ? 0 : 1

  name               = "cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this[0].service_namespace
  scalable_dimension = aws_appautoscaling_target.this[0].scalable_dimension
  resource_id        = aws_appautoscaling_target.this[0].resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = local.scaling.cpu_percent
    scale_out_cooldown = local.scaling.scale_out_cooldown_seconds
    scale_in_cooldown  = local.scaling.scale_in_cooldown_seconds
    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}
