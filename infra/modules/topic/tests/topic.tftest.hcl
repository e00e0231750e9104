mock_provider "aws" {
  override_resource {
    target = aws_sns_topic.this
    values = { arn = "arn:aws:sns:eu-west-1:123456789012:waybill-test-order-events" }
  }
}

variables {
  name = "waybill-test-order-events"
  subscriptions = {
    payment-queue = {
      queue_arn       = "arn:aws:sqs:eu-west-1:123456789012:payment-queue"
      dead_letter_arn = "arn:aws:sqs:eu-west-1:123456789012:payment-queue-dlq"
      filter_policy   = "{\"type\":[\"OrderCreated\"],\"outcome\":[{\"exists\":false},\"declined\"]}"
    }
    everything = {
      queue_arn       = "arn:aws:sqs:eu-west-1:123456789012:everything"
      dead_letter_arn = "arn:aws:sqs:eu-west-1:123456789012:everything-dlq"
    }
  }
}

run "a_queue_gets_raw_messages_filtered_on_attributes" {
  assert {
    condition = (
      aws_sns_topic_subscription.this["payment-queue"].raw_message_delivery
      && aws_sns_topic_subscription.this["payment-queue"].filter_policy_scope == "MessageAttributes"
      && jsondecode(aws_sns_topic_subscription.this["payment-queue"].filter_policy).type[0] == "OrderCreated"
      && jsondecode(aws_sns_topic_subscription.this["payment-queue"].filter_policy).outcome[0].exists == false
    )
    error_message = "Raw delivery, filtered on message attributes."
  }
  assert {
    condition     = aws_sns_topic_subscription.this["everything"].filter_policy == null && aws_sns_topic_subscription.this["everything"].raw_message_delivery
    error_message = "Without a filter everything is delivered."
  }
}

run "what_cannot_be_delivered_goes_to_the_queues_own_dead_letter_queue" {
  assert {
    condition = alltrue([
      for name, one in aws_sns_topic_subscription.this :
      jsondecode(one.redrive_policy).deadLetterTargetArn == "${one.endpoint}-dlq" && one.protocol == "sqs"
    ])
    error_message = "Each subscription must have its queue's dead-letter queue."
  }
}

run "only_roles_of_the_account_publish_and_only_with_tls" {
  assert {
    condition = jsonencode(jsondecode(aws_sns_topic_policy.this.policy).Statement) == jsonencode([{
      Sid       = "DenyInsecureTransport"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.this.arn
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }])
    error_message = "Without sources the policy must allow nobody."
  }
}

run "a_service_of_aws_publishes_on_behalf_of_what_is_named" {
  variables {
    source_arns = { "ses.amazonaws.com" = ["arn:aws:ses:eu-west-1:123456789012:configuration-set/waybill-test"] }
  }
  assert {
    condition = jsonencode([for statement in jsondecode(aws_sns_topic_policy.this.policy).Statement : statement if statement.Effect == "Allow"]) == jsonencode([{
      Sid       = "PublishFromSes"
      Effect    = "Allow"
      Principal = { Service = "ses.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.this.arn
      Condition = { ArnLike = { "aws:SourceArn" = var.source_arns["ses.amazonaws.com"] } }
    }])
    error_message = "SES may publish for the configuration set alone."
  }
}

run "a_key_of_kms_encrypts_messages" {
  variables {
    kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/1234"
  }
  assert {
    condition     = aws_sns_topic.this.kms_master_key_id == var.kms_key_arn
    error_message = "The topic must use the key."
  }
}

run "a_filter_may_look_into_the_body" {
  variables {
    subscriptions = {
      one = {
        queue_arn           = "arn:aws:sqs:eu-west-1:123456789012:one"
        dead_letter_arn     = "arn:aws:sqs:eu-west-1:123456789012:one-dlq"
        filter_policy       = "{\"eventType\":[\"Bounce\"]}"
        filter_policy_scope = "MessageBody"
      }
    }
  }
  assert {
    condition     = aws_sns_topic_subscription.this["one"].filter_policy_scope == "MessageBody"
    error_message = "The filter must look into the body."
  }
}

run "a_filter_that_looks_elsewhere_is_refused" {
  command = plan
  variables {
    subscriptions = {
      one = { queue_arn = "arn:one", dead_letter_arn = "arn:two", filter_policy = "{}", filter_policy_scope = "Headers" }
    }
  }
  expect_failures = [var.subscriptions]
}

run "a_service_without_a_source_is_refused" {
  command = plan
  variables {
    source_arns = { "ses.amazonaws.com" = [] }
  }
  expect_failures = [var.source_arns]
}

run "any_source_is_refused" {
  command = plan
  variables {
    source_arns = { "ses.amazonaws.com" = ["*"] }
  }
  expect_failures = [var.source_arns]
}

run "somebody_who_is_no_service_is_refused" {
  command = plan
  variables {
    source_arns = { "*" = ["arn:aws:ses:eu-west-1:123456789012:configuration-set/waybill-test"] }
  }
  expect_failures = [var.source_arns]
}

run "values_that_sns_refuses_are_refused" {
  command = plan
  variables {
    name        = "order.events"
    kms_key_arn = "alias/aws/sns"
    subscriptions = {
      one = { queue_arn = "arn:one", dead_letter_arn = "arn:two", filter_policy = "[\"OrderCreated\"]" }
    }
  }
  expect_failures = [var.name, var.kms_key_arn, var.subscriptions]
}
