# The page of a small environment, on a provider that makes nothing.
mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { id = "eu-central-1" }
  }
}

variables {
  name = "waybill-test"
  queues = {
    order-queue   = { name = "waybill-test-order-queue", dead_letter_name = "waybill-test-order-queue-dlq" }
    payment-queue = { name = "waybill-test-payment-queue", dead_letter_name = "waybill-test-payment-queue-dlq" }
  }
  services                    = ["orders", "payment"]
  tasks                       = { orders-api = "orders-api", orders = "orders", payment = "payment" }
  cluster_name                = "waybill-test"
  load_balancer               = { arn_suffix = "app/waybill-test/1" }
  tables                      = { OrdersTable = "waybill-test-OrdersTable", PaymentsTable = "waybill-test-PaymentsTable" }
  mail_configuration_set_name = "waybill-test"
  alarm_arns                  = ["arn:aws:cloudwatch:eu-central-1:123456789012:alarm:waybill-test-api-slow"]
}

run "page" {
  command = apply

  assert {
    condition     = output.url == "https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#dashboards/dashboard/waybill-test"
    error_message = "The dashboard's address is that of its region."
  }
  assert {
    condition = alltrue([
      for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets :
      widget.x + widget.width <= 24 && widget.height > 0
    ])
    error_message = "Each widget must fit into 24 columns."
  }
  assert {
    condition = length(distinct([
      for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : "${widget.x}/${widget.y}"
    ])) == length(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets)
    error_message = "No two widgets may have one place."
  }
  assert {
    condition = alltrue(flatten([
      for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : [
        for metric in widget.properties.metrics :
        length(metric) >= 5 && length(metric) % 2 == 1 && can(metric[length(metric) - 1].label)
      ] if widget.type == "metric"
    ]))
    error_message = "A metric is a namespace, a name, pairs of dimension and value, and its label."
  }
  assert {
    condition = alltrue([
      for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets :
      length(widget.properties.metrics) > 0 && widget.properties.region == (strcontains(widget.properties.title, "charges") ? "us-east-1" : "eu-central-1")
      if widget.type == "metric"
    ])
    error_message = "Each graph shows something, of its own region; only charges are in us-east-1."
  }
  assert {
    condition     = length([for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : widget if widget.type == "metric"]) == 15
    error_message = "Orders, the API, queues, dead letters, failures, tasks, tables, mail and charges are shown."
  }
}

run "bad_name" {
  command = plan
  variables {
    name = "way/bill"
  }
  expect_failures = [var.name]
}

run "too_many_alarms" {
  command = plan
  variables {
    alarm_arns = [for index in range(101) : "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:${index}"]
  }
  expect_failures = [var.alarm_arns]
}
