# Whoever publishes comes after the subscriptions: what matches none is dropped. Some services of AWS try to publish as soon as they are
# told of the topic.
output "arn" {
  description = "ARN of the topic, once its policy lets its sources publish and its queues are subscribed."
  value       = aws_sns_topic.this.arn
  depends_on  = [aws_sns_topic_policy.this, aws_sns_topic_subscription.this]
}

output "name" {
  description = "Name of the topic."
  value       = aws_sns_topic.this.name
}
