// Where the fakes pretend to be. Names in it are those of services/topology.json with a prefix before them.

const region = 'us-east-1';
const account = '000000000000';

export const queueUrlOf = (name: string): string => `https://sqs.${region}.amazonaws.com/${account}/${name}`;
export const queueArnOf = (name: string): string => `arn:aws:sqs:${region}:${account}:${name}`;
export const topicArnOf = (name: string): string => `arn:aws:sns:${region}:${account}:${name}`;
