# What the cluster offers to services.
mock_provider "aws" {}

variables {
  name = "waybill-test"
}

run "makes" {
  assert {
    condition     = one(aws_ecs_cluster.this.setting).name == "containerInsights" && one(aws_ecs_cluster.this.setting).value == "enabled"
    error_message = "workers scale on RunningTaskCount, which is Container Insights'"
  }
  assert {
    condition     = aws_ecs_cluster_capacity_providers.this.capacity_providers == toset(["FARGATE", "FARGATE_SPOT"])
    error_message = "Fargate and Fargate Spot"
  }
  assert {
    condition     = one(aws_ecs_cluster_capacity_providers.this.default_capacity_provider_strategy).capacity_provider == "FARGATE"
    error_message = "what names no provider is not interrupted"
  }
}

run "refuses_to_go_without_insights" {
  command = plan
  variables {
    container_insights = "disabled"
  }
  expect_failures = [var.container_insights]
}
