mock_provider "aws" {
  override_resource {
    target = aws_sqs_queue.this
    values = { arn = "arn:aws:sqs:eu-west-1:123456789012:waybill-test-order-queue" }
  }
  override_resource {
    target = aws_sqs_queue.dead_letter
    values = { arn = "arn:aws:sqs:eu-west-1:123456789012:waybill-test-order-queue-dlq" }
  }
}

variables {
  name                       = "waybill-test-order-queue"
  visibility_timeout_seconds = 30
  message_retention_seconds  = 345600
  max_receive_count          = 5
}

run "a_queue_has_a_dead_letter_queue_that_takes_from_it_alone" {
  assert {
    condition     = aws_sqs_queue.dead_letter.name == "waybill-test-order-queue-dlq" && aws_sqs_queue.dead_letter.message_retention_seconds == 1209600
    error_message = "The dead-letter queue must be named after the queue and keep messages for 14 days."
  }
  assert {
    condition = jsondecode(aws_sqs_queue_redrive_policy.this.redrive_policy) == {
      deadLetterTargetArn = aws_sqs_queue.dead_letter.arn
      maxReceiveCount     = 5
    }
    error_message = "The fifth delivery must be the last."
  }
  assert {
    condition = jsondecode(aws_sqs_queue_redrive_allow_policy.dead_letter.redrive_allow_policy) == {
      redrivePermission = "byQueue"
      sourceQueueArns   = [aws_sqs_queue.this.arn]
    }
    error_message = "No other queue may use this dead-letter queue."
  }
}

run "messages_are_encrypted_with_the_key_of_sqs" {
  assert {
    condition     = aws_sqs_queue.this.sqs_managed_sse_enabled && aws_sqs_queue.dead_letter.sqs_managed_sse_enabled
    error_message = "Both queues must be encrypted."
  }
  assert {
    condition     = aws_sqs_queue.this.receive_wait_time_seconds == 20
    error_message = "Receivers that name no wait must poll long."
  }
}

run "a_key_of_kms_takes_its_place" {
  variables {
    kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/1234"
  }
  assert {
    condition     = aws_sqs_queue.this.kms_master_key_id == var.kms_key_arn && aws_sqs_queue.dead_letter.kms_master_key_id == var.kms_key_arn
    error_message = "Both queues must use the key."
  }
}

run "nobody_may_send_but_by_a_role_of_the_account" {
  assert {
    condition = jsonencode(jsondecode(aws_sqs_queue_policy.this.policy).Statement) == jsonencode([{
      Sid       = "DenyInsecureTransport"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = aws_sqs_queue.this.arn
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }])
    error_message = "Without sources the policy must only deny what comes without TLS."
  }
}

run "topics_and_rules_that_are_named_may_send_to_both_queues" {
  variables {
    source_arns = {
      "sns.amazonaws.com"    = ["arn:aws:sns:eu-west-1:123456789012:one", "arn:aws:sns:eu-west-1:123456789012:two"]
      "events.amazonaws.com" = ["arn:aws:events:eu-west-1:123456789012:rule/bus/three"]
    }
  }
  assert {
    condition = jsonencode([for statement in jsondecode(aws_sqs_queue_policy.this.policy).Statement : statement if statement.Effect == "Allow"]) == jsonencode([
      {
        Sid       = "MatchingRules"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = aws_sqs_queue.this.arn
        Condition = { ArnEquals = { "aws:SourceArn" = var.source_arns["events.amazonaws.com"] } }
      },
      {
        Sid       = "SubscribedTopics"
        Effect    = "Allow"
        Principal = { Service = "sns.amazonaws.com" }
        Action    = "sqs:SendMessage"
        Resource  = aws_sqs_queue.this.arn
        Condition = { ArnEquals = { "aws:SourceArn" = var.source_arns["sns.amazonaws.com"] } }
      },
    ])
    error_message = "Exactly the named sources may send."
  }
  assert {
    condition = alltrue([
      for statement in jsondecode(aws_sqs_queue_policy.dead_letter.policy).Statement : statement.Resource == aws_sqs_queue.dead_letter.arn
    ]) && length(jsondecode(aws_sqs_queue_policy.dead_letter.policy).Statement) == 3
    error_message = "The dead-letter queue must take from the same sources."
  }
}

run "a_source_without_an_arn_is_refused" {
  command = plan
  variables {
    source_arns = { "sns.amazonaws.com" = [] }
  }
  expect_failures = [var.source_arns]
}

run "a_service_that_does_not_send_to_queues_is_refused" {
  command = plan
  variables {
    source_arns = { "lambda.amazonaws.com" = ["arn:aws:lambda:eu-west-1:123456789012:function:x"] }
  }
  expect_failures = [var.source_arns]
}

run "dead_letters_that_would_be_gone_at_once_are_refused" {
  command = plan
  variables {
    message_retention_seconds = 1209600
  }
  expect_failures = [var.dead_letter_retention_seconds]
}

run "values_that_sqs_refuses_are_refused" {
  command = plan
  variables {
    name                       = "order queue"
    visibility_timeout_seconds = 43201
    message_retention_seconds  = 59
    max_receive_count          = 0
    receive_wait_time_seconds  = 0
    kms_key_arn                = "alias/aws/sqs"
  }
  expect_failures = [
    var.name,
    var.visibility_timeout_seconds,
    var.message_retention_seconds,
    var.max_receive_count,
    var.receive_wait_time_seconds,
    var.kms_key_arn,
  ]
}
