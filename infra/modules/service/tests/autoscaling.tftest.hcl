# How many tasks run: the metrics and the numbers that each kind of service follows.
mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { id = "us-east-1" }
  }
  mock_data "aws_ecs_service" {
    defaults = { task_definition = "arn:aws:ecs:us-east-1:123456789012:task-definition/waybill-test-orders:1" }
  }
  mock_resource "aws_ecs_task_definition" {
    defaults = { arn = "arn:aws:ecs:us-east-1:123456789012:task-definition/waybill-test-orders:1" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/waybill-test-orders" }
  }
  mock_resource "aws_appautoscaling_policy" {
    defaults = { arn = "arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:0:resource/ecs/service/waybill-test/orders:policyName/surge" }
  }
}

variables {
  name               = "waybill-test"
  task               = "orders"
  image              = "ghcr.io/example/waybill:1.0.0"
  command            = ["orders"]
  cpu                = 256
  memory             = 512
  cluster            = { arn = "arn:aws:ecs:us-east-1:123456789012:cluster/waybill-test", name = "waybill-test" }
  vpc_id             = "vpc-1"
  subnet_ids         = ["subnet-1", "subnet-2"]
  minimum            = 1
  maximum            = 20
  log_retention_days = 30
  statements         = [{ Sid = "One", Effect = "Allow", Action = ["sqs:ReceiveMessage"], Resource = ["arn:aws:sqs:us-east-1:123456789012:q"] }]
  scaling            = { cpu_percent = 50, scale_out_cooldown_seconds = 180, scale_in_cooldown_seconds = 300 }
  backlog            = { queue_names = ["waybill-test-order-queue", "waybill-test-order-status-queue"], per_task = 3000 }
}

run "a_worker_follows_all_its_queues" {
  assert {
    condition     = aws_appautoscaling_target.this[0].min_capacity == 1 && aws_appautoscaling_target.this[0].max_capacity == 20 && aws_appautoscaling_target.this[0].resource_id == "service/waybill-test/orders"
    error_message = "within its bounds"
  }
  assert {
    condition     = local.backlog_expression == "(FILL(inflight0, 0) + FILL(inflight1, 0) + waiting0 + waiting1) / IF(running > 0, running, 1)"
    error_message = "what waits and what is in flight, in both queues, for each task; never divided by zero"
  }
  assert {
    condition     = local.backlog_metrics.waiting1.dimensions.QueueName == "waybill-test-order-status-queue" && local.backlog_metrics.inflight1.name == "ApproximateNumberOfMessagesNotVisible"
    error_message = "the second queue counts as the first"
  }
  assert {
    condition     = local.backlog_metrics.running.namespace == "ECS/ContainerInsights" && local.backlog_metrics.running.dimensions == tomap({ ClusterName = "waybill-test", ServiceName = "orders" })
    error_message = "the tasks are its own"
  }
  assert {
    condition = (
      aws_appautoscaling_policy.backlog[0].target_tracking_scaling_policy_configuration[0].target_value == 3000 &&
      aws_appautoscaling_policy.backlog[0].target_tracking_scaling_policy_configuration[0].scale_out_cooldown == 180 &&
      aws_appautoscaling_policy.backlog[0].target_tracking_scaling_policy_configuration[0].scale_in_cooldown == 300 &&
      length(aws_appautoscaling_policy.backlog[0].target_tracking_scaling_policy_configuration[0].customized_metric_specification[0].metrics) == 6
    )
    error_message = "as many messages for each task as was asked, from five metrics and their expression"
  }
  assert {
    condition     = aws_appautoscaling_policy.cpu[0].target_tracking_scaling_policy_configuration[0].target_value == 50
    error_message = "a busy task stays, though nothing waits"
  }
  assert {
    condition     = length(aws_cloudwatch_metric_alarm.wake) == 0 && length(aws_appautoscaling_policy.wake) == 0
    error_message = "what never sleeps is not woken"
  }
}

run "a_worker_that_sleeps_is_woken" {
  variables {
    minimum = 0
  }
  assert {
    condition     = one([for query in aws_cloudwatch_metric_alarm.wake[0].metric_query : query.expression if query.id == "asleep"]) == "IF(FILL(running, 0) > 0, 0, FILL(waiting0, 0) + FILL(waiting1, 0))"
    error_message = "by a message in any of its queues, while no task runs; a queue without a metric silences none"
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.wake[0].threshold == 0 && aws_cloudwatch_metric_alarm.wake[0].datapoints_to_alarm == 3 && aws_cloudwatch_metric_alarm.wake[0].evaluation_periods == 5 && aws_cloudwatch_metric_alarm.wake[0].treat_missing_data == "notBreaching"
    error_message = "a metric that is late wakes nobody, and keeps nobody asleep"
  }
  assert {
    condition     = one(aws_appautoscaling_policy.wake[0].step_scaling_policy_configuration[0].step_adjustment).scaling_adjustment == 1 && aws_appautoscaling_policy.wake[0].step_scaling_policy_configuration[0].adjustment_type == "ChangeInCapacity"
    error_message = "with one task"
  }
  assert {
    condition     = { for one in aws_ecs_service.this.capacity_provider_strategy : one.capacity_provider => one.weight } == { FARGATE = 1 }
    error_message = "without Spot, all is on Fargate"
  }
}

run "a_surge_is_answered_in_steps" {
  variables {
    task = "payment"
    surge = {
      queue_names  = ["waybill-test-order-queue"]
      service_name = "orders"
      threshold    = 3000
      steps        = [{ from = 1, percent = 100 }, { from = 2, percent = 300 }, { from = 8, percent = 1500 }]
    }
  }
  assert {
    condition     = jsonencode([for step in local.surge_bounds : [step.lower, step.upper, step.percent]]) == "[[0,3000,100],[3000,21000,300],[21000,null,1500]]"
    error_message = "steps count from the threshold, leave no gap, and the last has no end"
  }
  assert {
    condition     = local.surge_metrics.running.dimensions.ServiceName == "orders" && local.surge_expression == "(waiting0) / IF(running > 0, running, 1)"
    error_message = "seen where orders come in, for each task there"
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.surge[0].threshold == 3000 && aws_cloudwatch_metric_alarm.surge[0].evaluation_periods == 1
    error_message = "one minute of it is enough"
  }
}

run "a_task_of_many_queues_stays_below_ten_metrics" {
  variables {
    backlog = { queue_names = ["a", "b", "c", "d", "e", "f"], per_task = 1500 }
  }
  assert {
    condition     = length(local.backlog_metrics) == 7 && !strcontains(local.backlog_expression, "inflight")
    error_message = "what waits in six queues, and the tasks"
  }
}

run "a_singleton_stays_one" {
  variables {
    singleton = true
    minimum   = 1
    maximum   = 1
    spot      = true
  }
  assert {
    condition     = length(aws_appautoscaling_target.this) == 0 && length(aws_appautoscaling_policy.backlog) == 0 && length(aws_appautoscaling_policy.cpu) == 0
    error_message = "nothing changes its number"
  }
  assert {
    condition     = aws_ecs_service.this.deployment_maximum_percent == 100 && aws_ecs_service.this.deployment_minimum_healthy_percent == 0
    error_message = "not even for a rollout is there a second"
  }
  assert {
    condition     = [for one in aws_ecs_service.this.capacity_provider_strategy : one.capacity_provider] == ["FARGATE"]
    error_message = "and nobody takes it away"
  }
}

run "refuses_more_queues_than_an_alarm_has_room_for" {
  command = plan
  variables {
    backlog = { queue_names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"], per_task = 1 }
  }
  expect_failures = [var.backlog]
}

run "refuses_a_backlog_of_nothing" {
  command = plan
  variables {
    backlog = { queue_names = ["a"], per_task = 0 }
  }
  expect_failures = [var.backlog]
}

run "refuses_a_backlog_without_its_pauses" {
  command = plan
  variables {
    scaling = null
  }
  expect_failures = [var.scaling]
}

run "refuses_a_surge_without_a_first_step" {
  command = plan
  variables {
    surge = { queue_names = ["a"], service_name = "orders", threshold = 10, steps = [{ from = 2, percent = 100 }] }
  }
  expect_failures = [var.surge]
}
