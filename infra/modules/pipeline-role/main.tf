# A role that a GitHub workflow takes for the length of a job. GitHub vouches for the job; no key is stored anywhere.
locals {
  issuer = "token.actions.githubusercontent.com"

  # Word for word: no wildcard, so that neither a fork, nor another branch, nor a pull request can take the role.
  subjects = concat(
    [for environment in var.environments : "repo:${var.repository}:environment:${environment}"],
    [for branch in var.branches : "repo:${var.repository}:ref:refs/heads/${branch}"],
  )

  trust = {
    Version = "2012-10-17"
    Statement = [{
      Sid       = "JobsOfTheRepository"
      Effect    = "Allow"
      Principal = { Federated = var.oidc_provider_arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = {
          "${local.issuer}:aud" = "sts.amazonaws.com"
          "${local.issuer}:sub" = local.subjects
        }
      }
    }]
  }
}

resource "aws_iam_role" "this" {
  name                 = var.name
  description          = "Jobs of ${var.repository}: ${join(", ", concat(var.environments, var.branches))}"
  assume_role_policy   = jsonencode(local.trust)
  max_session_duration = 3600
}

resource "aws_iam_policy" "this" {
  for_each = var.policies

  name   = "${var.name}-${each.key}"
  policy = each.value

  lifecycle {
    precondition {
      condition     = length(each.value) <= 6144
      error_message = "The policy ${each.key} has ${length(each.value)} characters, and IAM takes 6,144: split it."
    }
  }
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = aws_iam_policy.this

  role       = aws_iam_role.this.name
  policy_arn = each.value.arn
}
