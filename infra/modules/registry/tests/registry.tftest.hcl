# What the repository promises, and who may pull.
mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
}

variables {
  name = "waybill"
}

run "its_own_account_alone" {
  assert {
    condition     = aws_ecr_repository.this.image_tag_mutability == "IMMUTABLE" && aws_ecr_repository.this.image_scanning_configuration[0].scan_on_push
    error_message = "a tag never moves, and every image is scanned"
  }
  assert {
    condition     = aws_ecr_repository.this.encryption_configuration[0].encryption_type == "AES256" && !aws_ecr_repository.this.force_delete
    error_message = "images are encrypted, and not destroyed with a slip"
  }
  assert {
    condition     = [for rule in jsondecode(aws_ecr_lifecycle_policy.this.policy).rules : rule.selection.countNumber] == [7, 200]
    error_message = "what has no tag goes after a week, the rest beyond two hundred"
  }
  assert {
    condition     = length(aws_ecr_repository_policy.this) == 0
    error_message = "nobody else may pull"
  }
}

run "other_accounts_pull" {
  variables {
    pulling_accounts = ["210987654321"]
  }
  assert {
    condition = jsondecode(aws_ecr_repository_policy.this[0].policy).Statement == [{
      Sid       = "OtherAccountsPull"
      Effect    = "Allow"
      Principal = { AWS = ["arn:aws:iam::210987654321:root"] }
      Action    = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    }]
    error_message = "those named may pull, and do nothing else"
  }
}

run "refuses_what_is_no_account" {
  command = plan
  variables {
    pulling_accounts = ["*"]
  }
  expect_failures = [var.pulling_accounts]
}

run "refuses_to_keep_too_few" {
  command = plan
  variables {
    keep_images = 3
  }
  expect_failures = [var.keep_images]
}
