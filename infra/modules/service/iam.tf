# Two roles: `task` is what the program may do; `execution` is what ECS does for it before it starts (image, log, secrets).
data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition

  # ECS, on behalf of a task of this account, and nobody else.
  trust = {
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Tasks"
      Effect    = "Allow"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account }
        ArnLike      = { "aws:SourceArn" = "arn:${local.partition}:ecs:${data.aws_region.current.id}:${local.account}:*" }
      }
    }]
  }

  # account, region, repository; nothing of an image that is not in ECR.
  image_in_ecr = try(regex("^([0-9]{12})\\.dkr\\.ecr\\.([a-z0-9-]+)\\.amazonaws\\.com(?:\\.cn)?/([^:@]+)", var.image), null)

  pull_statements = local.image_in_ecr == null ? [] : [
    {
      Sid    = "PullImage"
      Effect = "Allow"
      Action = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      Resource = [
        "arn:${local.partition}:ecr:${local.image_in_ecr[1]}:${local.image_in_ecr[0]}:repository/${local.image_in_ecr[2]}",
      ]
    },
    {
      Sid    = "LogInToRegistry"
      Effect = "Allow"
      Action = ["ecr:GetAuthorizationToken"]
      # This action knows no resource.
      Resource = ["*"]
    },
  ]

  log_statements = [{
    Sid      = "WriteLog"
    Effect   = "Allow"
    Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    Resource = ["${aws_cloudwatch_log_group.this.arn}:log-stream:*"]
  }]

  secret_statements = length(var.secrets) == 0 ? [] : [{
    Sid      = "ReadSecrets"
    Effect   = "Allow"
    Action   = ["secretsmanager:GetSecretValue"]
    Resource = sort(distinct([for secret in values(var.secrets) : secret.arn]))
  }]

  execution_policy = {
    Version   = "2012-10-17"
    Statement = concat(local.pull_statements, local.log_statements, local.secret_statements)
  }
}

resource "aws_iam_role" "task" {
  name                 = "${var.name}-${var.task}-task"
  description          = "What ${var.task} of ${var.name} may do"
  assume_role_policy   = jsonencode(local.trust)
  permissions_boundary = var.permissions_boundary
}

resource "aws_iam_role_policy" "task" {
  name   = "task"
  role   = aws_iam_role.task.id
  policy = jsonencode({ Version = "2012-10-17", Statement = var.statements })
}

resource "aws_iam_role" "execution" {
  name                 = "${var.name}-${var.task}-execution"
  description          = "What ECS does to start ${var.task} of ${var.name}"
  assume_role_policy   = jsonencode(local.trust)
  permissions_boundary = var.permissions_boundary
}

resource "aws_iam_role_policy" "execution" {
  name   = "execution"
  role   = aws_iam_role.execution.id
  policy = jsonencode(local.execution_policy)
}
