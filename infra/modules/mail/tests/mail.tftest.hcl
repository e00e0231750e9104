mock_provider "aws" {
  override_resource {
    target = aws_sesv2_email_identity.this
    values = {
      arn                     = "arn:aws:ses:eu-west-1:123456789012:identity/shop.example.com"
      dkim_signing_attributes = { tokens = ["one", "two", "three"] }
    }
  }
  override_resource {
    target = aws_sesv2_configuration_set.this
    values = { arn = "arn:aws:ses:eu-west-1:123456789012:configuration-set/waybill-test" }
  }
  override_resource {
    target = module.topic.aws_sns_topic.this
    values = { arn = "arn:aws:sns:eu-west-1:123456789012:waybill-test-mail-events" }
  }
}

variables {
  name   = "waybill-test"
  domain = "shop.example.com"
  events_queue = {
    arn             = "arn:aws:sqs:eu-west-1:123456789012:waybill-test-mail-events-queue"
    dead_letter_arn = "arn:aws:sqs:eu-west-1:123456789012:waybill-test-mail-events-queue-dlq"
  }
}

run "mail_is_signed_and_never_in_the_clear" {
  assert {
    condition     = aws_sesv2_email_identity.this.dkim_signing_attributes[0].next_signing_key_length == "RSA_2048_BIT"
    error_message = "DKIM with 2048 bits."
  }
  assert {
    condition     = aws_sesv2_configuration_set.this.delivery_options[0].tls_policy == "REQUIRE"
    error_message = "Mail must go by TLS."
  }
}

run "who_bounced_or_complained_is_not_written_to_again" {
  assert {
    condition     = toset(aws_sesv2_configuration_set.this.suppression_options[0].suppressed_reasons) == toset(["BOUNCE", "COMPLAINT"])
    error_message = "Bounces and complaints must be suppressed."
  }
}

run "what_did_not_arrive_comes_to_a_queue" {
  assert {
    condition = (
      toset(aws_sesv2_configuration_set_event_destination.events.event_destination[0].matching_event_types) == toset(["BOUNCE", "COMPLAINT", "REJECT"])
      && aws_sesv2_configuration_set_event_destination.events.event_destination[0].enabled
      && aws_sesv2_configuration_set_event_destination.events.event_destination[0].sns_destination[0].topic_arn == module.topic.arn
    )
    error_message = "Bounces, complaints and rejections must be told to the topic."
  }
  assert {
    condition     = output.events_topic_arn == "arn:aws:sns:eu-west-1:123456789012:waybill-test-mail-events"
    error_message = "The topic is named after the configuration set: its queue lets it send by that name."
  }
}

run "without_a_zone_the_records_are_told" {
  assert {
    condition     = length(aws_route53_record.dkim) == 0 && output.dns_records[0] == { name = "one._domainkey.shop.example.com", type = "CNAME", value = "one.dkim.amazonses.com" }
    error_message = "No record is made, and each is told."
  }
}

run "in_a_zone_the_records_are_made" {
  variables {
    zone_id = "Z123"
  }
  assert {
    condition     = [for record in aws_route53_record.dkim : "${record.name} ${record.type} ${one(record.records)}"][2] == "three._domainkey.shop.example.com CNAME three.dkim.amazonses.com" && length(aws_route53_record.dkim) == 3
    error_message = "Three records, one for each token."
  }
}

run "what_is_no_domain_is_refused" {
  command = plan
  variables {
    domain = "Shop <orders@shop.example.com>"
    name   = "waybill test"
  }
  expect_failures = [var.domain, var.name]
}
