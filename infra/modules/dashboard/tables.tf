# What keeps orders; how mail is received; what all of it costs.
locals {
  table_rows = [
    [
      for title, kinds in {
        "Tables: capacity units used in a minute"        = { ConsumedReadCapacityUnits = "read", ConsumedWriteCapacityUnits = "written" }
        "Tables: reads and writes that DynamoDB refused" = { ReadThrottleEvents = "reads", WriteThrottleEvents = "writes" }
        } : {
        type = "metric"
        properties = merge(local.graph, {
          title = title
          stat  = "Sum"
          metrics = flatten([
            for key, name in var.tables : [
              for metric, label in kinds : { metric = ["AWS/DynamoDB", metric, "TableName", name, { label = "${key}: ${label}" }] }
            ]
          ])[*].metric
        })
      }
    ],
    [
      {
        type = "metric"
        properties = merge(local.graph, {
          title  = "Mail: share that bounces or is called spam (AWS reviews at 5 % and 0.1 %)"
          stat   = "Maximum"
          period = 3600
          metrics = [for metric, label in { "Reputation.BounceRate" = "bounces", "Reputation.ComplaintRate" = "complaints" } :
            ["AWS/SES", metric, "ses:configuration-set", var.mail_configuration_set_name, { label = label }]
          ]
        })
      },
      {
        type = "metric"
        properties = merge(local.graph, {
          # AWS has this figure in one region, for the whole account, and only where billing alerts are switched on.
          title   = "Estimated charges of the whole account since the month began, USD (needs billing alerts)"
          region  = "us-east-1"
          stat    = "Maximum"
          period  = 21600
          metrics = [["AWS/Billing", "EstimatedCharges", "Currency", "USD", { label = "USD" }]]
        })
      },
    ],
  ]
}
