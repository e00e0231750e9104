# One page for an environment: orders, what carries them, what runs them, and what it costs. Rows of widgets, from top to bottom.
locals {
  region = data.aws_region.current.id

  heights = { text = 2, alarm = 4, metric = 6 }

  rows = concat(local.order_rows, local.queue_rows, local.task_rows, local.table_rows)

  # Each row is as high as its first widget, and shares 24 columns equally.
  tops = [for index in range(length(local.rows)) : sum(concat([0], [for row in slice(local.rows, 0, index) : local.heights[row[0].type]]))]

  widgets = flatten([
    for index, row in local.rows : [
      for place, widget in row : merge(widget, {
        x      = place * floor(24 / length(row))
        y      = local.tops[index]
        width  = floor(24 / length(row))
        height = local.heights[row[0].type]
      })
    ]
  ])
}

data "aws_region" "current" {}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name
  dashboard_body = jsonencode({ widgets = local.widgets })
}
