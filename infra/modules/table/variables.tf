variable "name" {
  description = "Name of the table."
  type        = string
  nullable    = false
  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]{3,255}$", var.name))
    error_message = "name must be 3 to 255 letters, digits, hyphens, underscores or dots."
  }
}

variable "partition_key" {
  description = "Attribute that is the table's key, or the first part of it; a string."
  type        = string
  nullable    = false
}

variable "sort_key" {
  description = "Attribute that is the second part of the key, a string; null: there is none."
  type        = string
  default     = null
}

variable "indexes" {
  description = "Global secondary indexes by name: their key's two attributes, strings both, and what they hold (KEYS_ONLY or ALL)."
  type = map(object({
    partition  = string
    sort       = string
    projection = string
  }))
  default  = {}
  nullable = false
  validation {
    condition     = alltrue([for index in values(var.indexes) : contains(["KEYS_ONLY", "ALL"], index.projection)])
    error_message = "An index's projection must be KEYS_ONLY or ALL."
  }
  validation {
    condition     = length(var.indexes) <= 20
    error_message = "A table has at most 20 indexes."
  }
}

variable "expires_at" {
  description = "Attribute with the second (since 1970) after which DynamoDB may delete an item; null: items stay."
  type        = string
  default     = null
}

variable "recovery_days" {
  description = "How many days back the table can be restored to any second."
  type        = number
  default     = 35
  nullable    = false
  validation {
    condition     = var.recovery_days >= 1 && var.recovery_days <= 35
    error_message = "recovery_days must be 1 to 35."
  }
}

variable "deletion_protection" {
  description = "The table refuses to be deleted."
  type        = bool
  default     = true
  nullable    = false
}

variable "kms_key_arn" {
  description = "Key of KMS; null: one that DynamoDB owns. Whoever uses the table needs kms:Decrypt on a key of KMS."
  type        = string
  default     = null
  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key."
  }
}
