# What no role of an environment can ever have more of, whatever its own policy says. Whoever may make roles could otherwise make one
# that may do everything; the deploying roles may only make roles with this boundary.
locals {
  boundary_statements = [
    {
      Sid    = "MessagesOfWaybill"
      Effect = "Allow"
      Action = [
        "sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage",
        "sqs:SendMessage", "sns:Publish", "events:DescribeEventBus", "events:PutEvents",
      ]
      Resource = ["${local.arn.sqs}:waybill-*", "${local.arn.sns}:waybill-*", "${local.arn.events}:event-bus/waybill-*"]
    },
    {
      Sid    = "TablesOfWaybill"
      Effect = "Allow"
      Action = [
        "dynamodb:BatchGetItem", "dynamodb:BatchWriteItem", "dynamodb:ConditionCheckItem", "dynamodb:DeleteItem", "dynamodb:GetItem",
        "dynamodb:PartiQLDelete", "dynamodb:PartiQLInsert", "dynamodb:PartiQLSelect", "dynamodb:PartiQLUpdate", "dynamodb:PutItem",
        "dynamodb:Query", "dynamodb:Scan", "dynamodb:UpdateItem",
      ]
      Resource = ["${local.arn.dynamodb}:table/waybill-*"]
    },
    {
      Sid      = "Mail"
      Effect   = "Allow"
      Action   = ["ses:SendEmail"]
      Resource = ["${local.arn.ses}:identity/*", "${local.arn.ses}:configuration-set/waybill-*"]
    },
    {
      Sid      = "LogsAndSecretsOfWaybill"
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents", "secretsmanager:GetSecretValue"]
      Resource = ["${local.arn.logs}:log-group:/waybill-*", "${local.arn.secretsmanager}:secret:waybill-*"]
    },
    {
      Sid      = "Images"
      Effect   = "Allow"
      Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      Resource = ["arn:${local.partition}:ecr:*:*:repository/waybill"]
    },
    { Sid = "LogInToRegistry", Effect = "Allow", Action = ["ecr:GetAuthorizationToken"], Resource = ["*"] },
  ]
}

resource "aws_iam_policy" "boundary" {
  name        = "waybill-boundary"
  description = "The most that any role of Waybill's environments may have"
  policy      = jsonencode({ Version = "2012-10-17", Statement = local.boundary_statements })
}
