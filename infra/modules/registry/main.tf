# Where images are kept. A tag, once pushed, always means the same image.
resource "aws_ecr_repository" "this" {
  name                 = var.name
  image_tag_mutability = "IMMUTABLE"
  force_delete         = false

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "AES256"
  }
}

locals {
  # ECR looks at rules in the order of their priority; an image belongs to the first that selects it.
  lifecycle_rules = [
    {
      rulePriority = 1
      description  = "Without a tag: left over from builds"
      selection    = { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = 7 }
      action       = { type = "expire" }
    },
    {
      rulePriority = 2
      description  = "The newest are kept"
      selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = var.keep_images }
      action       = { type = "expire" }
    },
  ]

  pull_policy = {
    Version = "2012-10-17"
    Statement = [{
      Sid       = "OtherAccountsPull"
      Effect    = "Allow"
      Principal = { AWS = [for account in var.pulling_accounts : "arn:${data.aws_partition.current.partition}:iam::${account}:root"] }
      Action    = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    }]
  }
}

data "aws_partition" "current" {}

resource "aws_ecr_lifecycle_policy" "this" {
  repository = aws_ecr_repository.this.name
  policy     = jsonencode({ rules = local.lifecycle_rules })
}

resource "aws_ecr_repository_policy" "this" {
  count = length(var.pulling_accounts) > 0 ? 1 : 0

  repository = aws_ecr_repository.this.name
  policy     = jsonencode(local.pull_policy)
}
