output "arn" {
  description = "ARN of the secret, for the right to read it."
  value       = aws_secretsmanager_secret.this.arn
}

output "name" {
  description = "Name of the secret."
  value       = aws_secretsmanager_secret.this.name
}

output "value_from" {
  description = "The value as a task definition names it: this version, so that a new one is a new task definition and rolls out."
  value       = "${aws_secretsmanager_secret.this.arn}:::${aws_secretsmanager_secret_version.this.version_id}"
}
