// What `npm run ops -- --help` says.

export const usage = `Looks after queues, dead letters and stuck orders. Every action is recorded: who, when, why.

  npm run ops -- queues                 what waits, is in flight, and is dead-lettered, queue by queue
  npm run ops -- dlq list [QUEUE]       dead letters, each with the reason for which it failed
      --order ORDER_ID, --type TYPE     only of this order, only of this type
      --limit N                         at most N (1000)
  npm run ops -- dlq show [QUEUE] ID    one of them; ID, here and below: the first characters do
      --with-body                       its body and all attributes too, which can hold personal data
  npm run ops -- redrive [QUEUE]        sends dead letters to their queue again; of all queues, without one
      --dry-run                         says what would be sent, moves nothing
      --only ID                         this one; --order, --type, --limit as above
      --rate N                          messages a second, 1 to 100 (10)
      --reason TEXT                     why, for the audit
  npm run ops -- discard QUEUE --only ID --reason TEXT
                                        deletes a dead letter for good; --all --yes instead of --only: every one
  npm run ops -- resume ORDER_ID        has a stuck order taken up again where it stands; --reason TEXT
  npm run ops -- audit                  what was done, newest first; --month 2026-11 (this one), --limit N (50)
  npm run ops -- reconcile              proves that money and stock balance, or lists every exception with what to do
      --settle 5                        seconds between the two readings that must agree
      --grace 15                        minutes for which an order that moved may be in between

  npm run ops -- scan TABLE             what a table holds, without personal data
      --limit N                         at most N items, in no order (20)
      --with-personal-data              names, addresses, mails and reasons too

  --as NAME     who acts, for the audit (user@host)
  --json        one JSON document on stdout, for programs
  --local       the Waybill that runs on this machine by \`npm start\`
  --aws         AWS itself
  --environment NAME  one of infra/environments, as it is deployed; Terraform is asked where it is

Which AWS: what a flag says; else what AWS_ENDPOINT_URL… names; else the Waybill on this machine, if one runs here; else AWS
itself, if the environment has credentials or a profile for it. It is said on stderr before anything else happens.

Redriving is safe at any time, any number of times: services know what they have done already. Ctrl-C ends a redrive or a
discard after the batch under way.

Exit codes: 0 done, 1 something failed or was refused, 2 wrong usage, 3 AWS cannot be reached, 130 interrupted.
`;
