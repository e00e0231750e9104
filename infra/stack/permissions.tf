# What each service may do, derived from services/topology.json: no more than it calls (test/e2e/rights.test.ts), on no more
# than it uses. A batch call needs the right of the single one.
locals {
  # Statements' names must stay unique when several services share a task.
  sids = { for service in keys(local.topology.services) : service => join("", [for word in split("-", service) : title(word)]) }

  queue_arns       = { for name, queue in module.queue : name => queue.arn }
  dead_letter_arns = { for name, queue in module.queue : name => queue.dead_letter_arn }

  # A consumer moves what it gives up to the dead-letter queue itself, with the reason.
  consuming = {
    for name, service in local.topology.services : name => [
      {
        Sid      = "${local.sids[name]}Consumes"
        Effect   = "Allow"
        Action   = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"]
        Resource = [for queue in service.consumes : local.queue_arns[queue]]
      },
      {
        Sid      = "${local.sids[name]}GivesUp"
        Effect   = "Allow"
        Action   = ["sqs:GetQueueUrl", "sqs:SendMessage"]
        Resource = [for queue in service.consumes : local.dead_letter_arns[queue]]
      },
    ]
  }

  sending = {
    for name, service in local.topology.services : name => [
      {
        Sid      = "${local.sids[name]}SendsCommands"
        Effect   = "Allow"
        Action   = ["sqs:GetQueueUrl", "sqs:SendMessage"]
        Resource = [for queue in service.sends : local.queue_arns[queue]]
      },
      {
        Sid      = "${local.sids[name]}PublishesEvents"
        Effect   = "Allow"
        Action   = ["sns:Publish"]
        Resource = [for topic in service.publishes : module.topic[topic].arn if var.router == "sns"]
      },
    ]
  }

  # Operators work through the API: they look into dead-letter queues, discard from them, and send to queues again.
  operating = {
    for name, service in local.topology.services : name => [
      {
        Sid    = "${local.sids[name]}CountsMessages"
        Effect = "Allow"
        Action = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl"]
        Resource = concat(
          [for queue, arn in local.queue_arns : arn if try(service.operatesQueues, false) || contains(try(service.inspects, []), queue)],
          [for arn in values(local.dead_letter_arns) : arn if try(service.operatesQueues, false)],
        )
      },
      {
        Sid      = "${local.sids[name]}TakesDeadLetters"
        Effect   = "Allow"
        Action   = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:ReceiveMessage"]
        Resource = [for arn in values(local.dead_letter_arns) : arn if try(service.operatesQueues, false)]
      },
      {
        Sid      = "${local.sids[name]}SendsAgain"
        Effect   = "Allow"
        Action   = ["sqs:SendMessage"]
        Resource = [for arn in values(local.queue_arns) : arn if try(service.operatesQueues, false)]
      },
    ]
  }

  # Statements of PartiQL have rights of their own. The right on a table does not cover its indexes. Tables with the same rights share a
  # statement: what a role may have of them all is 10,240 characters.
  tables_by_actions = {
    for name, service in local.topology.services : name => { for table, actions in service.tables : join("", sort(actions)) => table... }
  }
  using_tables = {
    for name, service in local.topology.services : name => concat(
      [for actions, tables in local.tables_by_actions[name] : {
        Sid      = "${local.sids[name]}${actions}"
        Effect   = "Allow"
        Action   = [for action in sort(service.tables[tables[0]]) : "dynamodb:${action}"]
        Resource = [for table in tables : module.table[table].arn]
      }],
      [{
        Sid      = "${local.sids[name]}QueriesIndexes"
        Effect   = "Allow"
        Action   = ["dynamodb:Query"]
        Resource = flatten([for table, indexes in try(service.queries, {}) : [for index in indexes : module.table[table].index_arns[index]]])
      }],
    )
  }

  # From the one address alone.
  mailing = {
    for name, service in local.topology.services : name => [for sends in [try(service.sendsMail, false)] : {
      Sid       = "${local.sids[name]}SendsMail"
      Effect    = "Allow"
      Action    = ["ses:SendEmail"]
      Resource  = [module.mail.identity_arn, module.mail.configuration_set_arn]
      Condition = { StringEquals = { "ses:FromAddress" = local.mail_address } }
    } if sends]
  }

  # By service of topology.json: the statements of its role's policy.
  service_statements = {
    for name in keys(local.topology.services) : name => [
      for statement in concat(
        local.consuming[name], local.sending[name], local.bus_statements[name], local.operating[name], local.using_tables[name], local.mailing[name]
      ) : statement if length(statement.Resource) > 0
    ]
  }
}
