# A subscription or a rule that is made before the policies would lose what it delivers until then.
output "arn" {
  description = "ARN of the queue, once its policy lets its sources send."
  value       = aws_sqs_queue.this.arn
  depends_on  = [aws_sqs_queue_policy.this]
}

output "url" {
  description = "URL of the queue."
  value       = aws_sqs_queue.this.url
}

output "name" {
  description = "Name of the queue."
  value       = aws_sqs_queue.this.name
}

output "dead_letter_arn" {
  description = "ARN of the dead-letter queue, once its policy lets the same sources send."
  value       = aws_sqs_queue.dead_letter.arn
  depends_on  = [aws_sqs_queue_policy.dead_letter]
}

output "dead_letter_url" {
  description = "URL of the dead-letter queue."
  value       = aws_sqs_queue.dead_letter.url
}

output "dead_letter_name" {
  description = "Name of the dead-letter queue."
  value       = aws_sqs_queue.dead_letter.name
}
