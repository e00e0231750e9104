# What customers care about.
locals {
  outcomes = ["fulfilled", "payment_declined", "out_of_stock", "cancelled", "refunded"]

  # From an order's acceptance to its mail: where the lines part, orders stay behind, or ended otherwise.
  funnel = [
    ["OrdersReceived", "orders-api"],
    ["OrdersPlaced", "orders"],
    ["OrdersAuthorized", "payment"],
    ["OrdersReserved", "inventory"],
    ["OrdersShipped", "shipping"],
    ["MailsSent", "notification"],
  ]

  order_rows = [
    [{
      type = "text"
      properties = {
        markdown = "## ${var.name}\nWhat each alarm means, and what to do: `docs/runbooks/README.md`. What the services count: `docs/metrics.md`."
      }
    }],
    [{
      type       = "alarm"
      properties = { title = "Alarms", alarms = var.alarm_arns }
    }],
    [
      {
        type = "metric"
        properties = merge(local.graph, {
          title = "Orders received, and ended"
          stat  = "Sum"
          metrics = concat(
            [["Waybill", "OrdersReceived", "Environment", var.name, "Service", "orders-api", { label = "received" }]],
            [for outcome in local.outcomes : ["Waybill", "OrdersProcessed", "Environment", var.name, "Service", "orders", "Outcome", outcome, { label = outcome }]],
          )
        })
      },
      {
        type = "metric"
        properties = merge(local.graph, {
          title   = "The way of an order: how many came to each step"
          stat    = "Sum"
          metrics = [for step in local.funnel : ["Waybill", step[0], "Environment", var.name, "Service", step[1], { label = step[0] }]]
        })
      },
    ],
    [
      {
        type = "metric"
        properties = merge(local.graph, {
          title   = "API: seconds until the answer begins"
          metrics = [for stat in ["p50", "p90", "p99"] : ["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", var.load_balancer.arn_suffix, { stat = stat, label = stat }]]
        })
      },
      {
        type = "metric"
        properties = merge(local.graph, {
          title = "API: requests, and those refused or failed"
          stat  = "Sum"
          metrics = [for metric, label in {
            RequestCount              = "requests"
            HTTPCode_Target_4XX_Count = "4xx"
            HTTPCode_Target_5XX_Count = "5xx of the API"
            HTTPCode_ELB_5XX_Count    = "5xx of the load balancer"
          } : ["AWS/ApplicationELB", metric, "LoadBalancer", var.load_balancer.arn_suffix, { label = label }]]
        })
      },
    ],
  ]

  # Seconds of one point, and what all graphs have in common.
  graph = { region = local.region, view = "timeSeries", stacked = false, period = 60 }
}
