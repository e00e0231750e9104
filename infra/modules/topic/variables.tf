variable "name" {
  description = "Name of the topic."
  type        = string
  nullable    = false
  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,256}$", var.name))
    error_message = "name must be 1 to 256 letters, digits, hyphens or underscores."
  }
}

variable "subscriptions" {
  description = "Queues that the topic delivers to, by a name: ARNs of the queue and of its dead-letter queue, and which messages (filter as JSON, null: all; by attributes, or by MessageBody what is in the body)."
  type = map(object({
    queue_arn           = string
    dead_letter_arn     = string
    filter_policy       = optional(string)
    filter_policy_scope = optional(string, "MessageAttributes")
  }))
  default  = {}
  nullable = false
  validation {
    condition     = alltrue([for one in values(var.subscriptions) : one.filter_policy == null ? true : can(keys(jsondecode(one.filter_policy)))])
    error_message = "Each filter_policy must be a JSON object: attribute to accepted values."
  }
  validation {
    condition     = alltrue([for one in values(var.subscriptions) : contains(["MessageAttributes", "MessageBody"], one.filter_policy_scope)])
    error_message = "filter_policy_scope must be MessageAttributes or MessageBody."
  }
}

variable "source_arns" {
  description = "Services of AWS that may publish, each with the ARNs (or ARN patterns) on whose behalf: ses.amazonaws.com = [configuration set]. Publishers with a role of this account need no entry."
  type        = map(list(string))
  default     = {}
  nullable    = false
  validation {
    condition     = alltrue([for principal in keys(var.source_arns) : can(regex("^[a-z0-9-]+\\.amazonaws\\.com$", principal))])
    error_message = "source_arns must be keyed by a service of AWS, such as ses.amazonaws.com."
  }
  validation {
    condition     = alltrue([for sources in values(var.source_arns) : length(sources) > 0 && alltrue([for source in sources : source != "*"])])
    error_message = "source_arns must name the ARNs for each service: without them, it would publish on anybody's behalf."
  }
}

variable "kms_key_arn" {
  description = "Key of KMS for messages on their way; null: none beyond SNS's own disk encryption. See README.md for the rights that a key needs."
  type        = string
  default     = null
  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key or alias."
  }
}
