# One task on Fargate, kept running as often as it is needed: its definition, its log, its service.
data "aws_region" "current" {}

locals {
  container = {
    name    = var.task
    image   = var.image
    command = var.command

    essential              = true
    user                   = "node"
    readonlyRootFilesystem = true
    linuxParameters = {
      # Passes SIGTERM on while Node does not listen to it yet.
      initProcessEnabled = true
      capabilities       = { drop = ["ALL"] }
    }
    stopTimeout = var.stop_timeout_seconds

    # Whether the process lives. Whether it may be sent requests is the load balancer's question: AWS being away is no reason to kill it.
    healthCheck = {
      command     = ["CMD", "docker/health-check"]
      interval    = 10
      timeout     = 5
      retries     = 3
      startPeriod = 60
    }

    portMappings = [for port in local.ports : { containerPort = port, hostPort = port, protocol = "tcp" }]
    environment  = [for name, value in local.environment : { name = name, value = value }]
    secrets      = [for name, secret in var.secrets : { name = name, valueFrom = secret.value_from }]

    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.this.name
        awslogs-region        = data.aws_region.current.id
        awslogs-stream-prefix = var.task
        # A log that stalls must not stall the orders.
        mode            = "non-blocking"
        max-buffer-size = "4m"
      }
    }
  }

  ports       = var.load_balancer == null ? [] : [var.load_balancer.container_port]
  environment = merge(var.environment, { DRAIN_SECONDS = tostring(var.drain_seconds) })
}

resource "aws_ecs_task_definition" "this" {
  family                   = "${var.name}-${var.task}"
  container_definitions    = jsonencode([local.container])
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory
  task_role_arn            = aws_iam_role.task.arn
  execution_role_arn       = aws_iam_role.execution.arn

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = var.cpu_architecture
  }

  # What a rollout may have to go back to stays until the new one runs.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/${var.name}/${var.task}"
  retention_in_days = var.log_retention_days
}

resource "aws_ecs_service" "this" {
  name                  = var.task
  cluster               = var.cluster.arn
  task_definition       = aws_ecs_task_definition.this.arn
  desired_count         = var.minimum
  platform_version      = "1.4.0"
  wait_for_steady_state = var.wait_for_steady_state

  # Without it another minimum, or Spot where there was none, would destroy the service and make it anew.
  force_new_deployment = true

  # Where one zone has failed and come back, tasks are spread again; that needs room for one more, for a moment.
  availability_zone_rebalancing = var.singleton ? "DISABLED" : "ENABLED"

  enable_ecs_managed_tags = true
  propagate_tags          = "SERVICE"

  # Of what there is only one, the old one ends before the new one begins.
  deployment_minimum_healthy_percent = var.singleton ? 0 : 100
  deployment_maximum_percent         = var.singleton ? 100 : 200
  health_check_grace_period_seconds  = var.load_balancer == null ? null : 60

  dynamic "capacity_provider_strategy" {
    for_each = local.capacity
    content {
      capacity_provider = capacity_provider_strategy.key
      base              = capacity_provider_strategy.value.base
      weight            = capacity_provider_strategy.value.weight
    }
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [aws_security_group.this.id]
    assign_public_ip = false
  }

  dynamic "load_balancer" {
    for_each = var.load_balancer == null ? [] : [var.load_balancer]
    content {
      target_group_arn = load_balancer.value.target_group_arn
      container_name   = var.task
      container_port   = load_balancer.value.container_port
    }
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  dynamic "alarms" {
    for_each = length(var.alarm_names) > 0 ? [var.alarm_names] : []
    content {
      alarm_names = alarms.value
      enable      = true
      rollback    = true
    }
  }

  # Autoscaling decides how many, and an apply does not put it back.
  lifecycle {
    ignore_changes = [desired_count]
  }

  # A task that starts before it has its rights fails, and fails the rollout.
  depends_on = [aws_iam_role_policy.task, aws_iam_role_policy.execution, aws_vpc_security_group_egress_rule.https]
}

locals {
  # The minimum is never interrupted; what comes beyond it may be.
  capacity = var.spot && !var.singleton ? {
    FARGATE      = { base = var.minimum, weight = 0 }
    FARGATE_SPOT = { base = 0, weight = 1 }
    } : {
    FARGATE = { base = 0, weight = 1 }
  }
}
