# Whose jobs may take the role, and who never can.
mock_provider "aws" {
  mock_resource "aws_iam_policy" {
    defaults = { arn = "arn:aws:iam::123456789012:policy/waybill-test" }
  }
}

variables {
  name              = "waybill-deploy-test"
  oidc_provider_arn = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
  repository        = "example/waybill"
  environments      = ["test"]
  policies          = { one = "{}" }
}

run "jobs_of_one_environment" {
  assert {
    condition = jsondecode(aws_iam_role.this.assume_role_policy).Statement == [{
      Sid       = "JobsOfTheRepository"
      Effect    = "Allow"
      Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = {
          "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
          "token.actions.githubusercontent.com:sub" = ["repo:example/waybill:environment:test"]
        }
      }
    }]
    error_message = "this repository and this environment, word for word, and nobody else"
  }
  assert {
    condition     = aws_iam_role.this.max_session_duration == 3600 && keys(aws_iam_role_policy_attachment.this) == ["one"]
    error_message = "for an hour, with the policies that were given"
  }
}

run "jobs_of_a_branch" {
  variables {
    environments = []
    branches     = ["main"]
  }
  assert {
    condition     = local.subjects == ["repo:example/waybill:ref:refs/heads/main"]
    error_message = "the branch, not a tag or a pull request of that name"
  }
}

run "refuses_every_repository_of_an_owner" {
  command = plan
  variables {
    repository = "example/*"
  }
  expect_failures = [var.repository]
}

run "refuses_every_environment" {
  command = plan
  variables {
    environments = ["*"]
  }
  expect_failures = [var.environments]
}

run "refuses_a_role_for_nobody" {
  command = plan
  variables {
    environments = []
  }
  expect_failures = [var.branches]
}

run "refuses_a_policy_that_iam_would_refuse" {
  command = plan
  variables {
    policies = { long = format("%07000d", 0) }
  }
  expect_failures = [aws_iam_policy.this]
}
