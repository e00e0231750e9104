output "identity_arn" {
  description = "ARN of the domain's identity, for the right to send."
  value       = aws_sesv2_email_identity.this.arn
}

output "configuration_set_name" {
  description = "Name of the configuration set: what a sender names with each mail."
  value       = aws_sesv2_configuration_set.this.configuration_set_name
}

output "configuration_set_arn" {
  description = "ARN of the configuration set, for the right to send."
  value       = aws_sesv2_configuration_set.this.arn
}

output "events_topic_arn" {
  description = "ARN of the topic that SES tells of bounces, complaints and rejections."
  value       = module.topic.arn
}

output "dns_records" {
  description = "Records that prove the domain to SES and sign its mail: name, type, value."
  value       = local.dkim_records
}
