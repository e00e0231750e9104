# How SES sees the sender. AWS reviews an account at 5 % bounces or 0.1 % complaints, and stops it at 10 % or 0.5 %.
locals {
  reputation = { "ses:configuration-set" = var.mail_configuration_set_name }

  mail_alarms = {
    mail-bounces = {
      means   = "More than 3 % of the mails bounce; at 5 % AWS reviews the account, at 10 % it stops its mail."
      runbook = "mail-reputation.md"
      above   = 0.03
      periods = 1
      seconds = 3600
      metrics = { bounces = { namespace = "AWS/SES", name = "Reputation.BounceRate", stat = "Maximum", dimensions = local.reputation } }
    }
    mail-complaints = {
      means   = "More than 0.05 % of the mails are called spam; at 0.1 % AWS reviews the account, at 0.5 % it stops its mail."
      runbook = "mail-reputation.md"
      above   = 0.0005
      periods = 1
      seconds = 3600
      metrics = { complaints = { namespace = "AWS/SES", name = "Reputation.ComplaintRate", stat = "Maximum", dimensions = local.reputation } }
    }
  }
}
