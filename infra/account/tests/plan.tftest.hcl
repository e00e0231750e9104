# Whoever may plan may look, and may change nothing.
mock_provider "aws" {
  override_data {
    target = data.aws_caller_identity.current
    values = { account_id = "123456789012" }
  }
  override_data {
    target = data.aws_partition.current
    values = { partition = "aws" }
  }
}

variables {
  repository   = "example/waybill"
  environments = ["dev", "prod"]
}

run "reads_only" {
  command = plan

  assert {
    condition = alltrue(flatten([
      for parts in values(local.plan_statements) : [
        for statements in values(parts) : [
          for statement in statements : [
            for action in statement.Action : can(regex(":(BatchGet|Describe|Get|List|View)", action))
          ]
        ]
      ]
    ]))
    error_message = "planning must only read"
  }

  assert {
    condition = !anytrue(flatten([
      for parts in values(local.plan_statements) : [
        for statements in values(parts) : [
          for statement in statements : [
            for action in statement.Action : contains(["secretsmanager:GetSecretValue", "dynamodb:GetItem", "sqs:ReceiveMessage", "logs:GetLogEvents"], action)
          ]
        ]
      ]
    ]))
    error_message = "planning must read no secret, order, message or log"
  }

  assert {
    condition     = alltrue([for parts in values(local.plan_statements) : contains(flatten([for statement in parts.watching : statement.Action]), "s3:GetObject")])
    error_message = "planning needs the state"
  }

  assert {
    condition     = keys(module.plan) == ["dev", "prod"]
    error_message = "one role for each environment"
  }
}
