# What only the services may know. The values are made by AWS and handed on without ever being in a plan or a state.
locals {
  # Raise a secret's number and apply: a new value is made, and the tasks that use it are replaced one by one.
  generated_secrets = { operator-token = var.secrets_version, cursor-secret = var.secrets_version }
}

ephemeral "aws_secretsmanager_random_password" "this" {
  for_each = local.generated_secrets

  password_length     = 48
  exclude_punctuation = true
}

resource "aws_secretsmanager_secret" "generated" {
  for_each = local.generated_secrets

  name        = "${local.name}/${each.key}"
  description = "${each.key} of ${local.name}"
  # Where things may be destroyed they may be made again at once, under the same name.
  recovery_window_in_days = var.deletion_protection ? 7 : 0
}

resource "aws_secretsmanager_secret_version" "generated" {
  for_each = local.generated_secrets

  secret_id                = aws_secretsmanager_secret.generated[each.key].id
  secret_string_wo         = ephemeral.aws_secretsmanager_random_password.this[each.key].random_password
  secret_string_wo_version = each.value
}

# An operator puts the value in, once: aws secretsmanager put-secret-value. Until then the notification service does not start.
resource "aws_secretsmanager_secret" "slack_webhook_url" {
  count = var.slack_alarms ? 1 : 0

  name                    = "${local.name}/slack-webhook-url"
  description             = "Where ${local.name} posts its alarms; put in by an operator"
  recovery_window_in_days = var.deletion_protection ? 7 : 0
}

locals {
  # As tasks are given them: one version of what is made here, so that a new one is a new task definition.
  generated = {
    for name, secret in aws_secretsmanager_secret.generated : name => {
      arn        = secret.arn
      value_from = "${secret.arn}:::${aws_secretsmanager_secret_version.generated[name].version_id}"
    }
  }

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
