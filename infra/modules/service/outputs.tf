output "service_name" {
  description = "Name of the service in its cluster."
  value       = aws_ecs_service.this.name
}

output "task_definition_arn" {
  description = "The task definition, with its revision."
  value       = aws_ecs_task_definition.this.arn
}

output "log_group_name" {
  description = "Where the tasks log."
  value       = aws_cloudwatch_log_group.this.name
}

output "security_group_id" {
  description = "Security group of the tasks."
  value       = aws_security_group.this.id
}

output "task_role_arn" {
  description = "What the program acts as."
  value       = aws_iam_role.task.arn
}
