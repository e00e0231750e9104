# Where the zone is given, the records that prove the domain and sign its mail; where it is not, they are an output.
locals {
  dkim_records = [for token in aws_sesv2_email_identity.this.dkim_signing_attributes[0].tokens : {
    name  = "${token}._domainkey.${var.domain}"
    type  = "CNAME"
    value = "${token}.dkim.amazonses.com"
  }]
}

# SES makes three tokens; they are known once the identity is there, their number before.
resource "aws_route53_record" "dkim" {
  count = var.zone_id == null ? 0 : 3

  zone_id = var.zone_id
  name    = local.dkim_records[count.index].name
  type    = local.dkim_records[count.index].type
  ttl     = 1800
  records = [local.dkim_records[count.index].value]
}
