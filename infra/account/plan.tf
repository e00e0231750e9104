# The roles in which a pull request is planned: all that a deployment of the environment reads but secrets' values, and nothing that it
# changes. The state is among it; no secret's value is in that.
locals {
  readable = {
    for environment, parts in local.deploy_statements : environment => {
      for part, statements in parts : part => [
        for statement in statements : merge(statement, {
          Action = [
            for action in statement.Action : action
            if can(regex("^[a-z0-9-]+:(BatchGet|Describe|Get|List|View)", action)) && action != "secretsmanager:GetSecretValue"
          ]
        })
      ]
    }
  }

  plan_statements = {
    for environment, parts in local.readable : environment => {
      for part, statements in parts : part => [for statement in statements : statement if length(statement.Action) > 0]
    }
  }
}

module "plan" {
  source   = "../modules/pipeline-role"
  for_each = var.environments

  name              = "waybill-plan-${each.key}"
  oidc_provider_arn = aws_iam_openid_connect_provider.github.arn
  repository        = var.repository
  # One environment of GitHub's for all of them: it protects nothing that could be changed.
  environments = ["plan"]
  policies = {
    for part, statements in local.plan_statements[each.key] : part => jsonencode({ Version = "2012-10-17", Statement = statements })
    if length(statements) > 0
  }
}

output "plan_role_arns" {
  description = "Roles of the jobs that plan, by environment: they only read."
  value       = { for environment, role in module.plan : environment => role.arn }
}
