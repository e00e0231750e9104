output "topic_arn" {
  description = "ARN of the topic on which alarms are published."
  value       = aws_sns_topic.this.arn
}

output "alarm_names" {
  description = "Names of all alarms."
  value       = sort([for alarm in aws_cloudwatch_metric_alarm.this : alarm.alarm_name])
}

output "alarm_arns" {
  description = "ARNs of all alarms, for the dashboard."
  value       = sort([for alarm in aws_cloudwatch_metric_alarm.this : alarm.arn])
}

# What a new version would make ring. Queues are not here: a backlog of before must not roll a cure back.
output "deployment_alarm_names" {
  description = "By service: the alarms at which a deployment of it is rolled back."
  value = merge(
    { for service in var.services : service => [aws_cloudwatch_metric_alarm.this["${service}-errors"].alarm_name] },
    { (var.load_balancer.service) = [for alarm in ["api-errors", "api-slow"] : aws_cloudwatch_metric_alarm.this[alarm].alarm_name] },
  )
}
