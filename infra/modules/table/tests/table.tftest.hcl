mock_provider "aws" {
  override_resource {
    target = aws_dynamodb_table.this
    values = { arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/waybill-test-OrdersTable" }
  }
}

variables {
  name          = "waybill-test-OrdersTable"
  partition_key = "orderId"
  indexes = {
    byCustomer = { partition = "customerKey", sort = "createdKey", projection = "KEYS_ONLY" }
    byStatus   = { partition = "statusPartition", sort = "createdKey", projection = "ALL" }
  }
}

run "a_table_is_paid_by_request_kept_and_restorable" {
  assert {
    condition     = aws_dynamodb_table.this.billing_mode == "PAY_PER_REQUEST"
    error_message = "On demand."
  }
  assert {
    condition     = aws_dynamodb_table.this.deletion_protection_enabled
    error_message = "Protected unless somebody says otherwise."
  }
  assert {
    condition     = aws_dynamodb_table.this.point_in_time_recovery[0].enabled && aws_dynamodb_table.this.point_in_time_recovery[0].recovery_period_in_days == 35
    error_message = "Restorable to any second of the last 35 days."
  }
}

run "its_indexes_share_attributes_that_are_declared_once" {
  assert {
    condition     = toset([for one in aws_dynamodb_table.this.attribute : "${one.name} ${one.type}"]) == toset(["orderId S", "customerKey S", "statusPartition S", "createdKey S"])
    error_message = "Each key attribute once, as a string."
  }
  assert {
    condition = toset([for one in aws_dynamodb_table.this.global_secondary_index : "${one.name} ${one.hash_key} ${one.range_key} ${one.projection_type}"]) == toset([
      "byCustomer customerKey createdKey KEYS_ONLY",
      "byStatus statusPartition createdKey ALL",
    ])
    error_message = "The indexes as given."
  }
  assert {
    condition     = output.index_arns["byStatus"] == "arn:aws:dynamodb:eu-west-1:123456789012:table/waybill-test-OrdersTable/index/byStatus" && length(output.index_arns) == 2
    error_message = "An ARN for each index."
  }
}

run "a_key_may_have_a_second_part" {
  variables {
    partition_key = "journal"
    sort_key      = "entryKey"
    indexes       = {}
  }
  assert {
    condition     = aws_dynamodb_table.this.hash_key == "journal" && aws_dynamodb_table.this.range_key == "entryKey"
    error_message = "Both parts, in their order."
  }
  assert {
    condition     = toset([for one in aws_dynamodb_table.this.attribute : one.name]) == toset(["journal", "entryKey"])
    error_message = "Both parts are declared."
  }
}

run "items_expire_where_an_attribute_says_when" {
  variables {
    expires_at = "expiresAt"
  }
  assert {
    condition     = aws_dynamodb_table.this.ttl[0].enabled && aws_dynamodb_table.this.ttl[0].attribute_name == "expiresAt"
    error_message = "Expiry by the attribute."
  }
}

run "items_stay_otherwise" {
  variables {
    indexes = {}
  }
  assert {
    condition     = length(aws_dynamodb_table.this.ttl) == 0 && length(aws_dynamodb_table.this.global_secondary_index) == 0
    error_message = "Neither expiry nor index."
  }
}

run "a_key_of_kms_takes_the_place_of_dynamodbs_own" {
  variables {
    kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/1234"
  }
  assert {
    condition     = aws_dynamodb_table.this.server_side_encryption[0].enabled && aws_dynamodb_table.this.server_side_encryption[0].kms_key_arn == var.kms_key_arn
    error_message = "The table must use the key."
  }
}

run "values_that_dynamodb_refuses_are_refused" {
  command = plan
  variables {
    name          = "a b"
    recovery_days = 36
    kms_key_arn   = "alias/aws/dynamodb"
    indexes       = { byStatus = { partition = "a", sort = "b", projection = "SOME" } }
  }
  expect_failures = [var.name, var.recovery_days, var.kms_key_arn, var.indexes]
}
