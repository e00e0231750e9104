# Reads and writes that DynamoDB refused for being too many at once, of a table or of one of its indexes.
locals {
  # Throttles of an index count under the index; those that it causes at the table, under the table as well.
  throttled = {
    for key, table in var.tables : key => merge(
      { for kind in ["Read", "Write"] : lower(kind) => { name = kind, dimensions = { TableName = table.name } } },
      merge([
        for index in table.indexes : {
          for kind in ["Read", "Write"] : "${lower(kind)}_${index}" => {
            name = kind, dimensions = { TableName = table.name, GlobalSecondaryIndexName = index }
          }
        }
      ]...),
    )
  }

  table_alarms = {
    for key, metrics in local.throttled : "${key}-throttled" => {
      means      = "DynamoDB refused more than ten reads or writes of ${key} in five minutes, for ten minutes: orders go slowly."
      runbook    = "throttled-table.md"
      above      = 10
      periods    = 2
      seconds    = 300
      expression = join(" + ", [for id in keys(metrics) : "FILL(${id}, 0)"])
      metrics = { for id, one in metrics : id => {
        namespace = "AWS/DynamoDB", name = "${one.name}ThrottleEvents", stat = "Sum", dimensions = one.dimensions
      } }
    }
  }
}
