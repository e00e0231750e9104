# Services that fail, tasks that are missing, and what the services themselves ring for.
locals {
  service_alarms = merge(
    {
      for service in var.services : "${service}-errors" => {
        means   = "${service} failed more than five times in five minutes in a way that it did not foresee."
        runbook = "service-errors.md"
        above   = 5
        periods = 1
        seconds = 300
        metrics = { errors = {
          namespace  = "Waybill", name = "TaskErrors", stat = "Sum"
          dimensions = { Environment = var.name, Service = service }
        } }
      }
    },
    {
      for task, ecs in var.tasks : "${task}-tasks-missing" => {
        means      = "Fewer tasks of ${task} have run than ECS wants, for ten minutes."
        runbook    = "missing-tasks.md"
        above      = 0
        periods    = 10
        seconds    = 60
        missing    = ecs.minimum > 0 ? "breaching" : "notBreaching"
        expression = "desired - running"
        metrics = { for id, name in { desired = "DesiredTaskCount", running = "RunningTaskCount" } : id => {
          namespace  = "ECS/ContainerInsights", name = name, stat = "Average"
          dimensions = { ClusterName = var.cluster_name, ServiceName = ecs.service_name }
        } }
      }
    },
  )

  order_alarms = {
    orders-stuck = {
      means   = "An order stands still and resuming it did not help. It stays so until somebody acts; this alarm ends by itself."
      runbook = "stuck-orders.md"
      above   = 0
      periods = 1
      seconds = 300
      metrics = { stuck = {
        namespace  = "Waybill", name = "OrdersStuck", stat = "Sum"
        dimensions = { Environment = var.name, Service = "orders" }
      } }
    }
    books-unbalanced = {
      means   = "Reconciliation found money or stock that does not balance. It looks again every hour."
      runbook = "reconciliation.md"
      above   = 0
      periods = 1
      seconds = 3600
      metrics = { exceptions = {
        namespace  = "Waybill", name = "ReconciliationExceptions", stat = "Sum"
        dimensions = { Environment = var.name, Service = "sweeper" }
      } }
    }
  }
}
