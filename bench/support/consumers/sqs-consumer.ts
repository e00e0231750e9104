// sqs-consumer as its README has it. It does not look into the message.
import { Consumer } from 'sqs-consumer';
import type { Contender } from './contender.ts';

export const contender: Contender = {
  start: async ({ queueUrl, sqs, handled }) => {
    const handleMessage = async <Message>(message: Message) => {
      handled();
      return message;
    };
    Consumer.create({ queueUrl, sqs, handleMessage }).start();
  },
};
