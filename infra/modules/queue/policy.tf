# Who may reach the queues without a role of this account: the named sources of a service of AWS. Nobody without TLS.
locals {
  sids = {
    "sns.amazonaws.com"    = "SubscribedTopics"
    "events.amazonaws.com" = "MatchingRules"
  }

  # The dead-letter queue takes from the same sources: what they could not deliver to the queue.
  policies = {
    for key, arn in { this = aws_sqs_queue.this.arn, dead_letter = aws_sqs_queue.dead_letter.arn } : key => jsonencode({
      Version = "2012-10-17"
      Statement = concat(
        [for principal, sources in var.source_arns : {
          Sid       = local.sids[principal]
          Effect    = "Allow"
          Principal = { Service = principal }
          Action    = "sqs:SendMessage"
          Resource  = arn
          Condition = { ArnEquals = { "aws:SourceArn" = sources } }
        }],
        [{
          Sid       = "DenyInsecureTransport"
          Effect    = "Deny"
          Principal = "*"
          Action    = "sqs:*"
          Resource  = arn
          Condition = { Bool = { "aws:SecureTransport" = "false" } }
        }],
      )
    })
  }
}

resource "aws_sqs_queue_policy" "this" {
  queue_url = aws_sqs_queue.this.id
  policy    = local.policies.this
}

resource "aws_sqs_queue_policy" "dead_letter" {
  queue_url = aws_sqs_queue.dead_letter.id
  policy    = local.policies.dead_letter
}
