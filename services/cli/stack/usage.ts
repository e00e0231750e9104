// What `npm run deploy -- --help` and its like say.

export const stackUsage = `Looks after an environment on AWS. --environment NAME is one of infra/environments; Terraform knows where it is.

  npm run deploy -- --environment dev     builds the image of this commit, applies it, waits until every service runs it,
                                          and proves it by an order; what fails goes back to the image of before
      --image URL@sha256:…                this image instead
      --smoke full                        the order: full, declined (nothing leaves the shelf), or none
      --wait 900                          seconds for the services to come up
      --yes                               does not ask
  npm run image -- --environment dev      the image of this commit in the registry, and no more; --repository URL, --json
  npm run status -- --environment dev     services, alarms that ring, the API; exit code 1 when something is wrong; --json
  npm run logs -- --environment dev [SERVICE…]
                                          what services wrote, oldest first
      --order ORDER_ID                    of this order
      --level warn                        from this level on: trace, debug, info, warn, error, fatal (info)
      --since 15m                         from so long ago on: 30s, 15m, 2h, 1d
      --limit 500                         the latest so many
      --follow                            and what comes, until Ctrl-C
      --json                              the lines as they were written
  npm run destroy -- --environment dev    everything, orders included; Terraform shows it and asks; --yes

  npm run queues and npm run scan look into queues and tables: npm run ops -- --help

It needs Terraform, and credentials for AWS where the AWS SDK looks for them; building an image needs git and Docker.
Exit codes: 0 done, 1 something failed or is wrong, 2 wrong usage, 3 AWS cannot be reached, 130 interrupted.
`;
