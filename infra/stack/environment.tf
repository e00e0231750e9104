# What tasks are told: the variables of docs/configuration.md. DRAIN_SECONDS is the service module's.
locals {
  common_environment = merge(local.bus_environment, {
    AWS_REGION      = data.aws_region.current.id
    AWS_ACCOUNT_ID  = data.aws_caller_identity.current.account_id
    RESOURCE_PREFIX = local.prefix
    ROUTER          = var.router
    METRICS         = "emf"
  })

  # By service of services/topology.json.
  service_environment = {
    orders-api = {
      TRUST_PROXY           = "true"
      RATE_LIMIT_PER_MINUTE = tostring(var.rate_limit_per_minute)
    }
    notification = {
      MAIL_FROM              = var.mail_from
      MAIL_CONFIGURATION_SET = module.mail.configuration_set_name
    }
  }
}
