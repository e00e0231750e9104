# What is shown, by name.
variable "name" {
  description = "The environment's name, and the dashboard's: waybill-dev. Also the dimension Environment of the services' metrics."
  type        = string
  nullable    = false
  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,255}$", var.name))
    error_message = "name must be 1 to 255 letters, digits, hyphens or underscores."
  }
}

variable "queues" {
  description = "Queues by their name without prefix: their name in SQS, and that of their dead-letter queue."
  type = map(object({
    name             = string
    dead_letter_name = string
  }))
  nullable = false
}

variable "services" {
  description = "Services that count failures, by their names."
  type        = set(string)
  nullable    = false
}

variable "tasks" {
  description = "Name of the ECS service by task."
  type        = map(string)
  nullable    = false
}

variable "cluster_name" {
  description = "Name of the ECS cluster, with Container Insights."
  type        = string
  nullable    = false
}

variable "load_balancer" {
  description = "How metrics know the load balancer: app/<name>/<id>."
  type        = object({ arn_suffix = string })
  nullable    = false
}

variable "tables" {
  description = "Name of the table in DynamoDB by its name without prefix."
  type        = map(string)
  nullable    = false
}

variable "mail_configuration_set_name" {
  description = "SES configuration set of the mails."
  type        = string
  nullable    = false
}

variable "alarm_arns" {
  description = "Alarms whose state is shown, 100 at most."
  type        = list(string)
  nullable    = false
  validation {
    condition     = length(var.alarm_arns) <= 100
    error_message = "A dashboard shows 100 alarms at most."
  }
}
