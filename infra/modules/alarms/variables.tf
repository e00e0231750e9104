# What is watched, by name: alarms must be there before the services whose deployments they guard.
variable "name" {
  description = "The environment's name, before each alarm's: waybill-dev. Also the dimension Environment of the services' metrics."
  type        = string
  nullable    = false
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}$", var.name))
    error_message = "name must be 2 to 31 lower-case letters, digits or hyphens, and begin with a letter."
  }
}

variable "queues" {
  description = "Queues by their name without prefix: their name in SQS, that of their dead-letter queue, and whether somebody consumes them."
  type = map(object({
    name             = string
    dead_letter_name = string
    is_consumed      = optional(bool, true)
  }))
  nullable = false
}

variable "services" {
  description = "Services that count TaskErrors, by their names."
  type        = set(string)
  nullable    = false
}

variable "tasks" {
  description = "ECS services by task: their name, and the fewest tasks that they may have. One that may sleep (0) is not missed when ECS says nothing of it."
  type = map(object({
    service_name = string
    minimum      = number
  }))
  nullable = false
}

variable "cluster_name" {
  description = "Name of the ECS cluster. It needs Container Insights, or tasks are always missed."
  type        = string
  nullable    = false
}

variable "load_balancer" {
  description = "How metrics know the load balancer and its target group, and the service behind it."
  type = object({
    arn_suffix              = string
    target_group_arn_suffix = string
    service                 = string
  })
  nullable = false
}

variable "tables" {
  description = "Tables by their name without prefix: their name in DynamoDB, and their indexes."
  type = map(object({
    name    = string
    indexes = optional(set(string), [])
  }))
  nullable = false
  validation {
    # A throttle counts at the table and at the index that caused it, for reads and for writes; an alarm takes ten metrics.
    condition     = alltrue([for table in values(var.tables) : length(table.indexes) <= 4])
    error_message = "A table may have 4 indexes at most here: an alarm takes ten metrics, two for the table and two for each index."
  }
}

variable "topics" {
  description = "Topics by their name without prefix: their name in SNS. None where EventBridge routes."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "event_bus" {
  description = "Where EventBridge routes: the bus, and the names of its rules; null where SNS does."
  type        = object({ name = string, rules = set(string) })
  default     = null
}

variable "mail_configuration_set_name" {
  description = "SES configuration set of the mails, with reputation metrics on."
  type        = string
  nullable    = false
}

variable "api_latency_seconds" {
  description = "What 99 of 100 requests must be answered within."
  type        = number
  default     = 1
  nullable    = false
  validation {
    condition     = var.api_latency_seconds > 0 && var.api_latency_seconds <= 60
    error_message = "api_latency_seconds must be above 0 and at most 60: after that the load balancer has given up."
  }
}

variable "message_age_seconds" {
  description = "How long a message may wait."
  type        = number
  default     = 600
  nullable    = false
  validation {
    condition     = var.message_age_seconds >= 60 && var.message_age_seconds <= 86400
    error_message = "message_age_seconds must be 60 to 86400 (a day)."
  }
}

variable "mail" {
  description = "Where alarms are mailed; null: nowhere. SNS asks that address for a confirmation first."
  type        = string
  default     = null
  validation {
    condition     = var.mail == null || can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", var.mail))
    error_message = "mail must be one address, such as oncall@example.com."
  }
}

variable "slack_queue" {
  description = "The queue of which the notification service tells Slack, with its dead-letter queue; null: Slack is not told."
  type        = object({ arn = string, dead_letter_arn = string })
  default     = null
}

variable "monthly_budget_usd" {
  description = "What the account may cost a month, in US dollars, before AWS mails; null: no budget."
  type        = number
  default     = null
  validation {
    condition     = var.monthly_budget_usd == null ? true : var.monthly_budget_usd > 0 && var.mail != null
    error_message = "monthly_budget_usd must be above 0, and needs mail: a budget is mailed."
  }
}
