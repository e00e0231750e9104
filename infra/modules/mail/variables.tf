variable "name" {
  description = "Name of the configuration set, and before the name of the topic that its events go through."
  type        = string
  nullable    = false
  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,50}$", var.name))
    error_message = "name must be 1 to 50 letters, digits, hyphens or underscores."
  }
}

variable "domain" {
  description = "Domain that mail is sent from, in lower case, such as shop.example.com."
  type        = string
  nullable    = false
  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$", var.domain))
    error_message = "domain must be a domain name in lower case, such as shop.example.com."
  }
}

variable "zone_id" {
  description = "Route 53 zone that holds the domain, for its DKIM records; null: put the output dns_records where the domain's DNS is."
  type        = string
  default     = null
}

variable "events_queue" {
  description = "Queue that gets bounces, complaints and rejections, and its dead-letter queue, by ARN. Both must let sns.amazonaws.com send for the topic <name>-mail-events."
  type = object({
    arn             = string
    dead_letter_arn = string
  })
  nullable = false
}
