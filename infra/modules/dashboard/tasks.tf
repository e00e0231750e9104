# What runs the services.
locals {
  insights = {
    for title, metrics in {
      "Tasks that run, and that are wanted"            = { RunningTaskCount = "running", DesiredTaskCount = "wanted" }
      "CPU: units in use (a quarter of a vCPU is 256)" = { CpuUtilized = "used" }
      "Memory: MB in use"                              = { MemoryUtilized = "used" }
      } : title => flatten([
        for task, service_name in var.tasks : [
          for metric, label in metrics :
          { metric = ["ECS/ContainerInsights", metric, "ClusterName", var.cluster_name, "ServiceName", service_name, { label = "${task}: ${label}" }] }
        ]
    ])[*].metric
  }

  task_rows = [[
    for title, metrics in local.insights : {
      type       = "metric"
      properties = merge(local.graph, { title = title, stat = "Average", metrics = metrics })
    }
  ]]
}
