# What the account costs. AWS mails this itself: a budget's notice is no alarm, but plain text that only people can read.
# It counts the whole account, not only what the environment's tags name: tags count only once they are activated for billing, by
# hand, and a budget that counts nothing never rings.
resource "aws_budgets_budget" "this" {
  count = var.monthly_budget_usd == null ? 0 : 1

  name         = var.name
  budget_type  = "COST"
  limit_amount = tostring(var.monthly_budget_usd)
  limit_unit   = "USD"
  time_unit    = "MONTHLY"

  # In time to do something, and when the month will end above it.
  dynamic "notification" {
    for_each = { ACTUAL = 80, FORECASTED = 100 }
    content {
      notification_type          = notification.key
      threshold                  = notification.value
      threshold_type             = "PERCENTAGE"
      comparison_operator        = "GREATER_THAN"
      subscriber_email_addresses = [var.mail]
    }
  }
}
