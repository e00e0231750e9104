variable "name" {
  description = "Name of the bus. Rules are named on it, so that it alone carries the environment's prefix."
  type        = string
  nullable    = false
  validation {
    condition     = can(regex("^[A-Za-z0-9._-]{1,256}$", var.name)) && var.name != "default"
    error_message = "name must be 1 to 256 letters, digits, dots, hyphens or underscores, and not default: AWS's own events are on that bus."
  }
}

variable "rules" {
  description = "What goes to which queue, by the rule's name: a pattern (JSON), and the ARNs of the queue and of its dead-letter queue."
  type = map(object({
    event_pattern   = string
    queue_arn       = string
    dead_letter_arn = string
  }))
  nullable = false
  validation {
    condition     = alltrue([for name in keys(var.rules) : can(regex("^[A-Za-z0-9._-]{1,64}$", name))])
    error_message = "The name of a rule must be 1 to 64 letters, digits, dots, hyphens or underscores."
  }
  validation {
    condition = alltrue([
      for rule in values(var.rules) : try(length(jsondecode(rule.event_pattern).source) > 0 && length(jsondecode(rule.event_pattern)["detail-type"]) > 0, false)
    ])
    error_message = "Each event_pattern must be JSON that names a source and a detail-type: without them it would match what others put on the bus."
  }
}

variable "maximum_event_age_in_seconds" {
  description = "How long EventBridge tries to deliver an event before it goes to the dead-letter queue."
  type        = number
  default     = 86400
  nullable    = false
  validation {
    condition     = var.maximum_event_age_in_seconds >= 60 && var.maximum_event_age_in_seconds <= 86400
    error_message = "maximum_event_age_in_seconds must be 60 to 86400 (a day)."
  }
}

variable "maximum_retry_attempts" {
  description = "How often EventBridge tries again within that time."
  type        = number
  default     = 185
  nullable    = false
  validation {
    condition     = var.maximum_retry_attempts >= 0 && var.maximum_retry_attempts <= 185
    error_message = "maximum_retry_attempts must be 0 to 185."
  }
}

variable "archive_days" {
  description = "Days that every event is archived for replay; null: no archive. Archiving and replaying are charged for."
  type        = number
  default     = null
  validation {
    condition     = var.archive_days == null ? true : var.archive_days >= 1 && floor(var.archive_days) == var.archive_days
    error_message = "archive_days must be a whole number of days, or null."
  }
}
