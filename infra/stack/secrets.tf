# What only the services may know, and which of them.
locals {
  # Where things may be destroyed they may be made again at once, under the same name.
  recovery_window_in_days = var.deletion_protection ? 7 : 0

  # Made by AWS.
  generated_secrets = {
    operator-token = "Opens the operators' routes"
    cursor-secret  = "Signs paging cursors"
  }
}

module "secret" {
  source   = "../modules/secret"
  for_each = local.generated_secrets

  name                    = "${local.name}/${each.key}"
  description             = each.value
  secret_version          = var.secrets_version
  recovery_window_in_days = local.recovery_window_in_days
}

# An operator puts the value in, once: aws secretsmanager put-secret-value. Until then the notification service does not start.
resource "aws_secretsmanager_secret" "slack_webhook_url" {
  count = var.slack_alarms ? 1 : 0

  name                    = "${local.name}/slack-webhook-url"
  description             = "Where ${local.name} posts its alarms; put in by an operator"
  recovery_window_in_days = local.recovery_window_in_days
}

locals {
  generated = { for name, secret in module.secret : name => { arn = secret.arn, value_from = secret.value_from } }

  # By service of services/topology.json, then by environment variable.
  service_secrets = {
    orders-api = {
      OPERATOR_TOKEN = local.generated["operator-token"]
      CURSOR_SECRET  = local.generated["cursor-secret"]
    }
    notification = {
      for secret in aws_secretsmanager_secret.slack_webhook_url : "SLACK_WEBHOOK_URL" => { arn = secret.arn, value_from = secret.arn }
    }
  }
}
