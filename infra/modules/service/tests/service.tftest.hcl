# What a task is allowed, how it stops, and what is refused.
mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { id = "us-east-1" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_ecs_service" {
    defaults = { task_definition = "arn:aws:ecs:us-east-1:123456789012:task-definition/waybill-test-payment:1" }
  }
  mock_resource "aws_ecs_task_definition" {
    defaults = { arn = "arn:aws:ecs:us-east-1:123456789012:task-definition/waybill-test-payment:1" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:/waybill-test/payment" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/waybill-test-payment" }
  }
  mock_resource "aws_appautoscaling_policy" {
    defaults = { arn = "arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:0:resource/ecs/service/waybill-test/payment:policyName/wake" }
  }
}

variables {
  name               = "waybill-test"
  task               = "payment"
  image              = "123456789012.dkr.ecr.us-east-1.amazonaws.com/waybill@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
  command            = ["payment"]
  cpu                = 256
  memory             = 512
  environment        = { RESOURCE_PREFIX = "waybill-test-" }
  cluster            = { arn = "arn:aws:ecs:us-east-1:123456789012:cluster/waybill-test", name = "waybill-test" }
  vpc_id             = "vpc-1"
  subnet_ids         = ["subnet-1", "subnet-2"]
  minimum            = 1
  maximum            = 20
  log_retention_days = 30
  statements = [
    { Sid = "Consumes", Effect = "Allow", Action = ["sqs:ReceiveMessage"], Resource = ["arn:aws:sqs:us-east-1:123456789012:waybill-test-payment-queue"] },
    { Sid = "Sends", Effect = "Allow", Action = ["ses:SendEmail"], Resource = ["arn:aws:ses:us-east-1:123456789012:identity/a.example"], Condition = { StringEquals = { "ses:FromAddress" = "a@a.example" } } },
  ]
}

run "a_worker" {
  variables {
    spot        = true
    alarm_names = ["waybill-test-payment-dead-letters"]
  }
  assert {
    condition     = aws_ecs_service.this.force_new_deployment
    error_message = "another minimum, or Spot, must change the service in place: the provider makes it anew otherwise"
  }
  assert {
    condition     = !aws_ecs_service.this.network_configuration[0].assign_public_ip && length(aws_vpc_security_group_ingress_rule.load_balancer) == 0
    error_message = "no task has a public address, and nobody may reach a worker"
  }
  assert {
    condition     = local.container.stopTimeout == 90 && local.container.stopTimeout > tonumber(local.environment.DRAIN_SECONDS)
    error_message = "a task has longer to stop than it takes"
  }
  assert {
    condition = (
      local.container.readonlyRootFilesystem && local.container.user == "node" &&
      local.container.linuxParameters.initProcessEnabled && local.container.linuxParameters.capabilities.drop == ["ALL"]
    )
    error_message = "it writes no file, is not root, has an init process and no capability"
  }
  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].command == ["payment"] && length(jsondecode(aws_ecs_task_definition.this.container_definitions)) == 1
    error_message = "one container, which runs what the command names"
  }
  assert {
    condition     = aws_ecs_task_definition.this.runtime_platform[0].cpu_architecture == "ARM64" && aws_ecs_task_definition.this.network_mode == "awsvpc"
    error_message = "ARM64 unless another is asked for"
  }
  assert {
    condition     = jsonencode({ for one in aws_ecs_service.this.capacity_provider_strategy : one.capacity_provider => [one.base, one.weight] }) == jsonencode({ FARGATE = [1, 0], FARGATE_SPOT = [0, 1] })
    error_message = "the minimum on Fargate, what comes beyond it on Spot"
  }
  assert {
    condition     = aws_ecs_service.this.deployment_circuit_breaker[0].enable && aws_ecs_service.this.deployment_circuit_breaker[0].rollback
    error_message = "a rollout that fails is taken back"
  }
  assert {
    condition     = aws_ecs_service.this.alarms[0].rollback && aws_ecs_service.this.alarms[0].alarm_names == toset(["waybill-test-payment-dead-letters"])
    error_message = "so is one that sets off an alarm"
  }
  assert {
    condition     = aws_ecs_service.this.deployment_minimum_healthy_percent == 100
    error_message = "a rollout leaves as many as there were"
  }
  assert {
    condition     = aws_cloudwatch_log_group.this.retention_in_days == 30 && aws_cloudwatch_log_group.this.name == "/waybill-test/payment"
    error_message = "logs are kept as long as was asked"
  }
  assert {
    condition     = aws_vpc_security_group_egress_rule.https.from_port == 443 && aws_vpc_security_group_egress_rule.https.to_port == 443
    error_message = "it reaches HTTPS and nothing else"
  }
}

run "its_rights" {
  variables {
    secrets = {
      OPERATOR_TOKEN = {
        arn        = "arn:aws:secretsmanager:us-east-1:123456789012:secret:waybill-test/operator-token-abcdef"
        value_from = "arn:aws:secretsmanager:us-east-1:123456789012:secret:waybill-test/operator-token-abcdef:::version-1"
      }
    }
    permissions_boundary = "arn:aws:iam::123456789012:policy/waybill-boundary"
  }
  assert {
    condition     = jsondecode(aws_iam_role_policy.task.policy) == { Version = "2012-10-17", Statement = var.statements }
    error_message = "the program may do what the statements say, and no more"
  }
  assert {
    condition = jsondecode(aws_iam_role_policy.execution.policy).Statement == [
      {
        Sid      = "PullImage"
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = ["arn:aws:ecr:us-east-1:123456789012:repository/waybill"]
      },
      { Sid = "LogInToRegistry", Effect = "Allow", Action = ["ecr:GetAuthorizationToken"], Resource = ["*"] },
      {
        Sid      = "WriteLog"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = ["arn:aws:logs:us-east-1:123456789012:log-group:/waybill-test/payment:log-stream:*"]
      },
      {
        Sid      = "ReadSecrets"
        Effect   = "Allow"
        Action   = ["secretsmanager:GetSecretValue"]
        Resource = ["arn:aws:secretsmanager:us-east-1:123456789012:secret:waybill-test/operator-token-abcdef"]
      },
    ]
    error_message = "ECS pulls this image, writes this log, and reads these secrets"
  }
  assert {
    condition = alltrue([for role in [aws_iam_role.task, aws_iam_role.execution] : jsondecode(role.assume_role_policy).Statement == [{
      Sid       = "Tasks"
      Effect    = "Allow"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = "123456789012" }
        ArnLike      = { "aws:SourceArn" = "arn:aws:ecs:us-east-1:123456789012:*" }
      }
    }]])
    error_message = "tasks of this account alone take these roles"
  }
  assert {
    condition     = alltrue([for role in [aws_iam_role.task, aws_iam_role.execution] : role.permissions_boundary == "arn:aws:iam::123456789012:policy/waybill-boundary"])
    error_message = "both roles are bounded"
  }
  assert {
    condition     = local.container.secrets == [{ name = "OPERATOR_TOKEN", valueFrom = var.secrets.OPERATOR_TOKEN.value_from }] && !contains(keys(local.environment), "OPERATOR_TOKEN")
    error_message = "a secret is named, not written down"
  }
}

run "an_image_from_elsewhere" {
  variables {
    image = "ghcr.io/example/waybill:1.0.0"
  }
  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.execution.policy).Statement : statement.Sid] == ["WriteLog"]
    error_message = "without an image in ECR and without secrets, ECS only writes the log"
  }
}

run "behind_a_load_balancer" {
  variables {
    task                         = "orders-api"
    requests_per_task_and_minute = 600
    scaling                      = { cpu_percent = 50, scale_out_cooldown_seconds = 180, scale_in_cooldown_seconds = 300 }
    load_balancer = {
      security_group_id       = "sg-lb"
      target_group_arn        = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/waybill-test/1"
      arn_suffix              = "app/waybill-test/1"
      target_group_arn_suffix = "targetgroup/waybill-test/1"
      container_port          = 8080
    }
  }
  assert {
    condition     = aws_vpc_security_group_ingress_rule.load_balancer[0].referenced_security_group_id == "sg-lb" && aws_vpc_security_group_ingress_rule.load_balancer[0].from_port == 8080
    error_message = "the load balancer alone reaches the API, on its port alone"
  }
  assert {
    condition     = aws_vpc_security_group_egress_rule.load_balancer[0].referenced_security_group_id == aws_security_group.this.id
    error_message = "the load balancer reaches the API alone"
  }
  assert {
    condition     = [for one in aws_ecs_service.this.capacity_provider_strategy : one.capacity_provider] == ["FARGATE"]
    error_message = "what answers requests is not on Spot"
  }
  assert {
    condition     = aws_appautoscaling_policy.requests[0].target_tracking_scaling_policy_configuration[0].predefined_metric_specification[0].resource_label == "app/waybill-test/1/targetgroup/waybill-test/1"
    error_message = "it follows the requests for each task"
  }
  assert {
    condition     = aws_appautoscaling_policy.cpu[0].target_tracking_scaling_policy_configuration[0].target_value == 50
    error_message = "and its CPU"
  }
  assert {
    condition     = length(local.container.portMappings) == 1 && aws_ecs_service.this.health_check_grace_period_seconds == 60
    error_message = "one port, and a minute to start"
  }
}

run "a_rollback_is_no_success" {
  override_data {
    target = data.aws_ecs_service.after
    values = { task_definition = "arn:aws:ecs:us-east-1:123456789012:task-definition/waybill-test-payment:0" }
  }
  expect_failures = [data.aws_ecs_service.after]
}

run "refuses_a_stop_shorter_than_the_drain" {
  command = plan
  variables {
    stop_timeout_seconds = 60
  }
  expect_failures = [var.stop_timeout_seconds]
}

run "refuses_a_stop_longer_than_fargate_has" {
  command = plan
  variables {
    stop_timeout_seconds = 121
  }
  expect_failures = [var.stop_timeout_seconds]
}

run "refuses_a_size_that_fargate_has_not" {
  command = plan
  variables {
    cpu    = 512
    memory = 512
  }
  expect_failures = [var.memory]
}

run "refuses_wildcards" {
  command = plan
  variables {
    statements = [{ Sid = "All", Effect = "Allow", Action = ["sqs:*"], Resource = ["arn:aws:sqs:us-east-1:123456789012:q"] }]
  }
  expect_failures = [var.statements]
}

run "refuses_rights_on_everything" {
  command = plan
  variables {
    statements = [{ Sid = "All", Effect = "Allow", Action = ["sqs:SendMessage"], Resource = ["*"] }]
  }
  expect_failures = [var.statements]
}

run "refuses_to_run_everything" {
  command = plan
  variables {
    command = []
  }
  expect_failures = [var.command]
}

run "refuses_two_of_what_there_is_one" {
  command = plan
  variables {
    singleton = true
  }
  expect_failures = [var.singleton]
}

run "refuses_a_maximum_below_the_minimum" {
  command = plan
  variables {
    minimum = 3
    maximum = 2
  }
  expect_failures = [var.maximum]
}
