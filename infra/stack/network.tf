# Where everything lives: the VPC, and the load balancer at its edge.
module "network" {
  source = "../modules/network"

  name                    = local.name
  cidr                    = var.vpc_cidr
  zones                   = var.zones
  egress                  = var.egress
  interface_endpoints     = local.aws_services
  flow_logs               = var.flow_logs
  flow_log_retention_days = var.log_retention_days
  permissions_boundary    = var.permissions_boundary
}

locals {
  # What tasks call: image, log, secrets, queues, events, mail. DynamoDB and S3 have endpoints of their own.
  aws_services = concat(
    ["ecr.api", "ecr.dkr", "email", "logs", "secretsmanager", "sqs"],
    var.router == "eventbridge" ? ["events"] : ["sns"],
  )
}

module "load_balancer" {
  source = "../modules/load-balancer"

  name                  = local.name
  vpc_id                = module.network.vpc_id
  subnet_ids            = module.network.public_subnet_ids
  container_port        = one(local.ports)
  drain_seconds         = local.drain_seconds
  domain_name           = var.domain_name
  hosted_zone_id        = var.hosted_zone_id
  rate_limit_per_minute = var.rate_limit_per_minute
  log_retention_days    = var.log_retention_days
  deletion_protection   = var.deletion_protection
}

# A warning in every plan, not a refusal: a trial needs no domain.
check "https" {
  assert {
    condition     = var.domain_name != null || !var.deletion_protection
    error_message = "Without domain_name everything is sent in the clear: orders, addresses and the operator token. Set domain_name and hosted_zone_id."
  }
}
