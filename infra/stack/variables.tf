# What an environment may choose. Queues, topics, tables and services are not here: they are in services/topology.json.

variable "environment" {
  description = "Name of the environment: dev, staging or prod. Part of every resource's name."
  type        = string
  nullable    = false
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,11}$", var.environment))
    error_message = "environment must be 2 to 12 lower-case letters, digits or hyphens, and begin with a letter."
  }
}

variable "image" {
  description = "The services' image, by digest or by a tag that never moves: registry/waybill@sha256:…"
  type        = string
  nullable    = false
  validation {
    condition     = can(regex("(@sha256:[0-9a-f]{64}|:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})$", var.image)) && !endswith(var.image, ":latest")
    error_message = "image must name a digest or a tag that never moves, not :latest."
  }
}

variable "cpu_architecture" {
  description = "ARM64 (a fifth cheaper) or X86_64; the image must be built for it."
  type        = string
  default     = "ARM64"
  nullable    = false
  validation {
    condition     = contains(["ARM64", "X86_64"], var.cpu_architecture)
    error_message = "cpu_architecture must be ARM64 or X86_64."
  }
}

# --- network

variable "vpc_cidr" {
  description = "IPv4 range of the VPC, a /16 to /20."
  type        = string
  default     = "10.0.0.0/16"
  nullable    = false
}

variable "zones" {
  description = "In how many availability zones the environment runs: 2 or 3."
  type        = number
  default     = 2
  nullable    = false
  validation {
    condition     = contains([2, 3], var.zones)
    error_message = "zones must be 2 or 3."
  }
}

variable "egress" {
  description = "How tasks reach AWS: nat (one gateway), nat-per-zone, or endpoints (interface endpoints; nothing else is reachable)."
  type        = string
  default     = "nat"
  nullable    = false
  validation {
    condition     = contains(["nat", "nat-per-zone", "endpoints"], var.egress)
    error_message = "egress must be nat, nat-per-zone or endpoints."
  }
}

variable "flow_logs" {
  description = "Every connection in the VPC is logged, for log_retention_days."
  type        = bool
  default     = false
  nullable    = false
}

variable "domain_name" {
  description = "Host name of the API, such as shop.example.com; with it HTTPS, without it plain HTTP for a trial."
  type        = string
  default     = null
}

variable "hosted_zone_id" {
  description = "Route 53 zone of domain_name, for its record and for proving the certificate. Required with domain_name."
  type        = string
  default     = null
  validation {
    condition     = (var.hosted_zone_id == null) == (var.domain_name == null)
    error_message = "domain_name and hosted_zone_id go together: set both or neither."
  }
}

# --- services

variable "minimum_tasks" {
  description = "Fewest tasks by service, where not as in services/topology.json; 0 lets a worker sleep until there is work."
  type        = map(number)
  default     = {}
  nullable    = false
  validation {
    condition     = alltrue([for tasks in values(var.minimum_tasks) : tasks >= 0 && tasks <= 100 && floor(tasks) == tasks])
    error_message = "minimum_tasks must be whole numbers from 0 to 100."
  }
  validation {
    condition     = length(setsubtract(keys(var.minimum_tasks), keys(local.task_services))) == 0
    error_message = "minimum_tasks names what is no task: ${join(", ", setsubtract(keys(var.minimum_tasks), keys(local.task_services)))}. Tasks are ${join(", ", keys(local.task_services))}."
  }
}

variable "consolidated" {
  description = "One task for all workers instead of one each: for small shops. The API stays apart."
  type        = bool
  default     = false
  nullable    = false
}

variable "spot" {
  description = "Workers beyond their minimum run on Fargate Spot."
  type        = bool
  default     = true
  nullable    = false
}

variable "router" {
  description = "What carries events to their queues: sns or eventbridge."
  type        = string
  default     = "sns"
  nullable    = false
  validation {
    condition     = contains(["sns", "eventbridge"], var.router)
    error_message = "router must be sns or eventbridge."
  }
}

variable "rate_limit_per_minute" {
  description = "Requests a minute from one client address, at the API and at the firewall before it."
  type        = number
  default     = 2000
  nullable    = false
}

variable "wait_for_steady_state" {
  description = "An apply ends when the new tasks run, and fails when they were rolled back."
  type        = bool
  default     = true
  nullable    = false
}

variable "mail_from" {
  description = "Sender of the mails: an address, or Name <address>. Its domain becomes an SES identity."
  type        = string
  nullable    = false
}

# --- rights

variable "permissions_boundary" {
  description = "ARN of the policy that bounds every role made here (infra/account makes one); null: none."
  type        = string
  default     = null
}

variable "secrets_version" {
  description = "Raise it, and the operator token and the key of the cursors are made anew."
  type        = number
  default     = 1
  nullable    = false
  validation {
    condition     = var.secrets_version >= 1 && floor(var.secrets_version) == var.secrets_version
    error_message = "secrets_version must be a whole number from 1 on."
  }
}

# --- keeping

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
  default     = 30
  nullable    = false
  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400], var.log_retention_days)
    error_message = "log_retention_days must be one that CloudWatch knows: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365 or 400."
  }
}

variable "deletion_protection" {
  description = "Tables and the load balancer refuse to be destroyed."
  type        = bool
  default     = true
  nullable    = false
}

# --- watching

variable "alarm_mail" {
  description = "Where alarms are mailed; null: nowhere."
  type        = string
  default     = null
}

variable "slack_alarms" {
  description = "The notification service posts alarms to the Slack webhook in the secret <name>/slack-webhook-url."
  type        = bool
  default     = false
  nullable    = false
  validation {
    condition     = !(var.slack_alarms && var.egress == "endpoints")
    error_message = "slack_alarms needs a way to the internet: egress = nat or nat-per-zone."
  }
}

variable "monthly_budget_usd" {
  description = "What the environment may cost a month, in US dollars, before an alarm; null: no budget."
  type        = number
  default     = null
}
