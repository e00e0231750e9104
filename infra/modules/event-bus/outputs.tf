# Whoever publishes by this name comes after the targets, and changes before they go: what matches no target is dropped.
output "name" {
  description = "Name of the bus: EVENT_BUS of those who publish. Known once its rules deliver."
  value       = aws_cloudwatch_event_bus.this.name
  depends_on  = [aws_cloudwatch_event_target.this]
}

output "arn" {
  description = "ARN of the bus, for the permission to put events on it."
  value       = aws_cloudwatch_event_bus.this.arn
}

output "rule_arns" {
  description = "ARN of each rule by its name, for the policies of the queues."
  value       = { for name, rule in aws_cloudwatch_event_rule.this : name => rule.arn }
}
