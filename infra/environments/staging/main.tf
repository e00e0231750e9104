# Waybill in staging. What it chooses is in settings.json; what it does not choose is as in ../../stack/variables.tf.
locals {
  settings = jsondecode(file("${path.module}/settings.json"))
}

provider "aws" {
  region = local.settings.region

  default_tags {
    tags = {
      Project     = "waybill"
      Environment = local.settings.environment
      ManagedBy   = "terraform"
    }
  }
}

module "stack" {
  source = "../../stack"

  image                 = var.image
  wait_for_steady_state = var.wait_for_steady_state

  # null stands for the stack's default.
  environment           = local.settings.environment
  cpu_architecture      = try(local.settings.cpu_architecture, null)
  vpc_cidr              = try(local.settings.vpc_cidr, null)
  zones                 = try(local.settings.zones, null)
  egress                = try(local.settings.egress, null)
  flow_logs             = try(local.settings.flow_logs, null)
  domain_name           = try(local.settings.domain_name, null)
  hosted_zone_id        = try(local.settings.hosted_zone_id, null)
  minimum_tasks         = try(local.settings.minimum_tasks, null)
  consolidated          = try(local.settings.consolidated, null)
  spot                  = try(local.settings.spot, null)
  router                = try(local.settings.router, null)
  rate_limit_per_minute = try(local.settings.rate_limit_per_minute, null)
  mail_from             = local.settings.mail_from
  permissions_boundary  = try(local.settings.permissions_boundary, null)
  secrets_version       = try(local.settings.secrets_version, null)
  log_retention_days    = try(local.settings.log_retention_days, null)
  deletion_protection   = try(local.settings.deletion_protection, null)
  alarm_mail            = try(local.settings.alarm_mail, null)
  slack_alarms          = try(local.settings.slack_alarms, null)
  monthly_budget_usd    = try(local.settings.monthly_budget_usd, null)
}
