# The API as its customers see it, through the load balancer.
locals {
  load_balancer = { LoadBalancer = var.load_balancer.arn_suffix }
  target_group  = merge(local.load_balancer, { TargetGroup = var.load_balancer.target_group_arn_suffix })

  api_alarms = {
    api-errors = {
      means      = "More than five requests in five minutes were answered with 5xx, by the API or by the load balancer before it."
      runbook    = "api-errors.md"
      above      = 5
      periods    = 1
      seconds    = 300
      expression = "FILL(api, 0) + FILL(balancer, 0)"
      metrics = {
        api      = { namespace = "AWS/ApplicationELB", name = "HTTPCode_Target_5XX_Count", stat = "Sum", dimensions = local.load_balancer }
        balancer = { namespace = "AWS/ApplicationELB", name = "HTTPCode_ELB_5XX_Count", stat = "Sum", dimensions = local.load_balancer }
      }
    }
    api-slow = {
      means   = "One in a hundred requests took longer than ${var.api_latency_seconds} s to be answered, for five minutes."
      runbook = "api-slow.md"
      above   = var.api_latency_seconds
      periods = 5
      seconds = 60
      metrics = { latency = {
        namespace = "AWS/ApplicationELB", name = "TargetResponseTime", stat = "p99", dimensions = local.load_balancer
      } }
    }
    api-unhealthy = {
      means   = "The load balancer finds tasks of the API that do not answer their health check, for five minutes."
      runbook = "api-errors.md"
      above   = 0
      periods = 5
      seconds = 60
      metrics = { unhealthy = {
        namespace = "AWS/ApplicationELB", name = "UnHealthyHostCount", stat = "Maximum", dimensions = local.target_group
      } }
    }
  }
}
