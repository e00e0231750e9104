// The environment variables that programs on this machine run with, when the one who starts them has not set them.

/** As `process.env`: an empty variable counts as not set. */
type Variables = Record<string, string | undefined>;

export const localOperatorToken = 'local-operator';

/** The SDK insists on credentials, and asks the network for them when it finds none. */
export const useLocalCredentials = (variables: Variables = process.env): void => {
  if (variables.AWS_ACCESS_KEY_ID || variables.AWS_PROFILE) return;
  variables.AWS_ACCESS_KEY_ID = 'local';
  variables.AWS_SECRET_ACCESS_KEY = 'local';
};

/** Points this process at the embedded AWS. A profile would override the keys, a session token would not fit them. */
export const useEmbeddedAws = (env: Record<string, string>, variables: Variables = process.env): void => {
  Object.assign(variables, env);
  delete variables.AWS_PROFILE;
  delete variables.AWS_SESSION_TOKEN;
};

/** The well-known operator token goes with a loopback address; short polls let Ctrl-C end soon. */
export const useLocalDefaults = (variables: Variables = process.env): void => {
  variables.OPERATOR_TOKEN ||= localOperatorToken;
  variables.RECEIVE_WAIT_SECONDS ||= '2';
  variables.HOST ||= '127.0.0.1';
};

/** Whether an AWS to use has been named. AWS_ENDPOINT_URL_DYNAMODB alone only replaces a part of the embedded one. */
export const namesAws = (variables: Variables = process.env): boolean =>
  ['', '_SQS', '_SNS', '_EVENTBRIDGE', '_SESV2'].some((part) =>
    Boolean(variables[`AWS_ENDPOINT_URL${part}`]),
  );
