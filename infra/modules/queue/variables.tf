variable "name" {
  description = "Name of the queue; the dead-letter queue's is this and dead_letter_suffix."
  type        = string
  nullable    = false
  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,80}$", "${var.name}${var.dead_letter_suffix}"))
    error_message = "name and dead_letter_suffix together must be 1 to 80 letters, digits, hyphens or underscores."
  }
}

variable "visibility_timeout_seconds" {
  description = "How long a received message is invisible to others, unless its consumer asks for more."
  type        = number
  nullable    = false
  validation {
    condition     = var.visibility_timeout_seconds >= 1 && var.visibility_timeout_seconds <= 43200
    error_message = "visibility_timeout_seconds must be 1 to 43200 (12 hours)."
  }
}

variable "message_retention_seconds" {
  description = "How long the queue keeps a message that nobody deletes."
  type        = number
  nullable    = false
  validation {
    condition     = var.message_retention_seconds >= 60 && var.message_retention_seconds <= 1209600
    error_message = "message_retention_seconds must be 60 to 1209600 (14 days)."
  }
}

variable "max_receive_count" {
  description = "Deliveries after which SQS moves a message to the dead-letter queue."
  type        = number
  nullable    = false
  validation {
    condition     = var.max_receive_count >= 1 && var.max_receive_count <= 1000
    error_message = "max_receive_count must be 1 to 1000."
  }
}

variable "receive_wait_time_seconds" {
  description = "Long poll of receivers that name no wait of their own."
  type        = number
  default     = 20
  nullable    = false
  validation {
    condition     = var.receive_wait_time_seconds >= 1 && var.receive_wait_time_seconds <= 20
    error_message = "receive_wait_time_seconds must be 1 to 20: a short poll misses messages, and is charged like a long one."
  }
}

variable "dead_letter_suffix" {
  description = "What follows the queue's name in its dead-letter queue's."
  type        = string
  default     = "-dlq"
  nullable    = false
}

variable "dead_letter_retention_seconds" {
  description = "How long a dead letter is kept. Where SQS moved it, this counts from when it was first sent."
  type        = number
  default     = 1209600
  nullable    = false
  validation {
    condition     = var.dead_letter_retention_seconds > var.message_retention_seconds && var.dead_letter_retention_seconds <= 1209600
    error_message = "dead_letter_retention_seconds must be longer than message_retention_seconds, or a late dead letter is gone at once; 1209600 (14 days) at most."
  }
}

variable "source_arns" {
  description = "Who may send, by service of AWS: ARNs of topics under sns.amazonaws.com, of rules under events.amazonaws.com. Senders with a role of this account need no entry."
  type        = map(list(string))
  default     = {}
  nullable    = false
  validation {
    condition     = alltrue([for principal in keys(var.source_arns) : contains(["sns.amazonaws.com", "events.amazonaws.com"], principal)])
    error_message = "source_arns knows sns.amazonaws.com and events.amazonaws.com."
  }
  validation {
    condition     = alltrue([for sources in values(var.source_arns) : length(sources) > 0])
    error_message = "source_arns must name at least one ARN for each service: without a source, anybody's topic could send."
  }
}

variable "kms_key_arn" {
  description = "Key of KMS for both queues; null: SQS's own (SSE-SQS). See README.md for the rights that a key needs."
  type        = string
  default     = null
  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key or alias."
  }
}
