variable "name" {
  description = "Name of the environment, such as waybill-dev; before the name of everything here."
  type        = string
  nullable    = false
}

variable "cidr" {
  description = "IPv4 range of the VPC, a /16 to /20; each subnet gets a sixteenth of it."
  type        = string
  nullable    = false
  validation {
    condition     = try(cidrnetmask(var.cidr) != "" && tonumber(split("/", var.cidr)[1]) >= 16 && tonumber(split("/", var.cidr)[1]) <= 20, false)
    error_message = "cidr must be an IPv4 range from /16 to /20, such as 10.0.0.0/16."
  }
}

variable "zones" {
  description = "In how many availability zones: 2 or 3."
  type        = number
  default     = 2
  nullable    = false
  validation {
    condition     = contains([2, 3], var.zones)
    error_message = "zones must be 2 or 3: one zone is no place for orders, and the subnets' ranges are made for three."
  }
}

variable "egress" {
  description = "The way out of the private subnets: nat (one gateway), nat-per-zone, or endpoints (to AWS only)."
  type        = string
  default     = "nat"
  nullable    = false
  validation {
    condition     = contains(["nat", "nat-per-zone", "endpoints"], var.egress)
    error_message = "egress must be nat, nat-per-zone or endpoints."
  }
}

variable "interface_endpoints" {
  description = "With egress = endpoints, the AWS services that are reached by one: the last part of their endpoint's name."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "flow_logs" {
  description = "Whether connections are logged, to /<name>/flow-logs."
  type        = bool
  default     = false
  nullable    = false
}

variable "flow_log_retention_days" {
  description = "Days that these logs are kept."
  type        = number
  default     = 14
  nullable    = false
}

variable "permissions_boundary" {
  description = "ARN of the policy that bounds the role of the flow logs; null: none."
  type        = string
  default     = null
}
