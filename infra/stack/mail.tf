# The sender's domain in SES. An account has a domain's identity once: environments that share an account send from
# domains of their own.
locals {
  # 'Waybill <orders@shop.example.com>' and 'orders@shop.example.com' → 'orders@shop.example.com'.
  mail_address = trimspace(try(regex("<([^<>]+)>\\s*$", var.mail_from)[0], var.mail_from))
  mail_domain  = lower(element(split("@", local.mail_address), 1))

  # Only a zone that holds the domain can take its records.
  mail_zone_id = one([
    for zone in data.aws_route53_zone.this : zone.zone_id
    if endswith(".${local.mail_domain}", ".${trimsuffix(zone.name, ".")}")
  ])
}

data "aws_route53_zone" "this" {
  count   = var.hosted_zone_id == null ? 0 : 1
  zone_id = var.hosted_zone_id
}

module "mail" {
  source = "../modules/mail"

  name    = local.name
  domain  = local.mail_domain
  zone_id = local.mail_zone_id
  events_queue = {
    arn             = module.queue["mail-events-queue"].arn
    dead_letter_arn = module.queue["mail-events-queue"].dead_letter_arn
  }
}
