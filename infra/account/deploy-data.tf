# What deploying needs of queues, topics, tables, mail, events and alarms; and of its own state. Their settings, not their contents.
locals {
  deploy_statements = {
    for environment in var.environments : environment => {
      network  = local.network_statements[environment]
      edge     = local.edge_statements[environment]
      services = local.service_statements[environment]
      data     = local.data_statements[environment]
      watching = local.watching_statements[environment]
    }
  }

  data_statements = {
    for environment in var.environments : environment => [
      {
        Sid    = "Queues"
        Effect = "Allow"
        Action = [
          "sqs:CreateQueue", "sqs:DeleteQueue", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ListQueueTags", "sqs:SetQueueAttributes",
          "sqs:TagQueue", "sqs:UntagQueue",
        ]
        Resource = ["${local.arn.sqs}:waybill-${environment}-*"]
      },
      {
        Sid    = "Topics"
        Effect = "Allow"
        Action = [
          "sns:CreateTopic", "sns:DeleteTopic", "sns:GetSubscriptionAttributes", "sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic",
          "sns:ListTagsForResource", "sns:SetSubscriptionAttributes", "sns:SetTopicAttributes", "sns:Subscribe", "sns:TagResource",
          "sns:Unsubscribe", "sns:UntagResource",
        ]
        Resource = ["${local.arn.sns}:waybill-${environment}-*"]
      },
      {
        Sid    = "Tables"
        Effect = "Allow"
        Action = [
          "dynamodb:CreateTable", "dynamodb:DeleteTable", "dynamodb:DescribeContinuousBackups", "dynamodb:DescribeTable",
          "dynamodb:DescribeTimeToLive", "dynamodb:ListTagsOfResource", "dynamodb:TagResource", "dynamodb:UntagResource",
          "dynamodb:UpdateContinuousBackups", "dynamodb:UpdateTable", "dynamodb:UpdateTimeToLive",
        ]
        Resource = ["${local.arn.dynamodb}:table/waybill-${environment}-*"]
      },
      {
        Sid    = "Mail"
        Effect = "Allow"
        Action = [
          "ses:CreateConfigurationSet", "ses:CreateConfigurationSetEventDestination", "ses:DeleteConfigurationSet",
          "ses:DeleteConfigurationSetEventDestination", "ses:GetConfigurationSet", "ses:GetConfigurationSetEventDestinations",
          "ses:ListTagsForResource", "ses:PutConfigurationSetDeliveryOptions", "ses:PutConfigurationSetReputationOptions",
          "ses:PutConfigurationSetSendingOptions", "ses:PutConfigurationSetSuppressionOptions", "ses:TagResource", "ses:UntagResource",
          "ses:UpdateConfigurationSetEventDestination",
        ]
        Resource = ["${local.arn.ses}:configuration-set/waybill-${environment}"]
      },
      {
        Sid    = "Senders"
        Effect = "Allow"
        Action = [
          "ses:CreateEmailIdentity", "ses:DeleteEmailIdentity", "ses:GetEmailIdentity", "ses:ListTagsForResource",
          "ses:PutEmailIdentityDkimSigningAttributes", "ses:TagResource", "ses:UntagResource",
        ]
        Resource = ["${local.arn.ses}:identity/*"]
      },
      {
        Sid    = "Events"
        Effect = "Allow"
        Action = [
          "events:CreateEventBus", "events:DeleteEventBus", "events:DeleteRule", "events:DescribeEventBus", "events:DescribeRule",
          "events:ListTagsForResource", "events:ListTargetsByRule", "events:PutRule", "events:PutTargets", "events:RemoveTargets",
          "events:TagResource", "events:UntagResource", "events:UpdateEventBus",
        ]
        Resource = ["${local.arn.events}:event-bus/waybill-${environment}", "${local.arn.events}:rule/waybill-${environment}/*"]
      },
    ]
  }

  watching_statements = {
    for environment in var.environments : environment => [
      {
        Sid    = "Alarms"
        Effect = "Allow"
        Action = [
          "cloudwatch:DeleteAlarms", "cloudwatch:ListTagsForResource", "cloudwatch:PutCompositeAlarm",
          "cloudwatch:PutMetricAlarm", "cloudwatch:TagResource", "cloudwatch:UntagResource",
        ]
        Resource = ["${local.arn.cloudwatch}:alarm:waybill-${environment}-*"]
      },
      # Alarms that are looked for by state or prefix, as npm run status does, are no single alarm's business.
      { Sid = "LookAtAlarms", Effect = "Allow", Action = ["cloudwatch:DescribeAlarms"], Resource = ["*"] },
      {
        Sid      = "Dashboards"
        Effect   = "Allow"
        Action   = ["cloudwatch:DeleteDashboards", "cloudwatch:GetDashboard", "cloudwatch:PutDashboard"]
        Resource = ["arn:${local.partition}:cloudwatch::${local.account}:dashboard/waybill-${environment}*"]
      },
      {
        Sid      = "Budget"
        Effect   = "Allow"
        Action   = ["budgets:ListTagsForResource", "budgets:ModifyBudget", "budgets:TagResource", "budgets:UntagResource", "budgets:ViewBudget"]
        Resource = ["arn:${local.partition}:budgets::${local.account}:budget/waybill-${environment}*"]
      },
      {
        # The key that alarms' messages are encrypted with.
        Sid       = "KeysUnderItsTag"
        Effect    = "Allow"
        Action    = ["kms:CreateKey", "kms:TagResource"]
        Resource  = ["*"]
        Condition = { StringEquals = { "aws:RequestTag/Environment" = environment } }
      },
      {
        Sid    = "KeysThatHaveIt"
        Effect = "Allow"
        Action = [
          "kms:CreateAlias", "kms:DeleteAlias", "kms:DescribeKey", "kms:EnableKeyRotation", "kms:GetKeyPolicy",
          "kms:GetKeyRotationStatus", "kms:ListResourceTags", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:UntagResource",
        ]
        Resource  = ["${local.arn.kms}:key/*"]
        Condition = { StringEquals = { "aws:ResourceTag/Environment" = environment } }
      },
      {
        Sid      = "KeysByTheirNames"
        Effect   = "Allow"
        Action   = ["kms:CreateAlias", "kms:DeleteAlias"]
        Resource = ["${local.arn.kms}:alias/waybill-${environment}-*"]
      },
      # This action knows no resource.
      { Sid = "LookAtKeys", Effect = "Allow", Action = ["kms:ListAliases"], Resource = ["*"] },
      {
        Sid       = "FindItsState"
        Effect    = "Allow"
        Action    = ["s3:ListBucket"]
        Resource  = [local.state_bucket_arn]
        Condition = { StringLike = { "s3:prefix" = "waybill/${environment}/*" } }
      },
      {
        Sid      = "KeepItsState"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject"]
        Resource = ["${local.state_bucket_arn}/waybill/${environment}/terraform.tfstate"]
      },
      {
        Sid      = "LockItsState"
        Effect   = "Allow"
        Action   = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
        Resource = ["${local.state_bucket_arn}/waybill/${environment}/terraform.tfstate.tflock"]
      },
      {
        Sid      = "LookAtImages"
        Effect   = "Allow"
        Action   = ["ecr:DescribeImages"]
        Resource = [module.registry.arn]
      },
    ]
  }
}
