import { expect, test } from 'vitest';

import { answerMetrics } from './answer-metrics';

test('without a key there is nothing, whatever is sent', async () => {
  expect(await answerMetrics(null)).toMatchObject({ status: 404 });
  expect(await answerMetrics('Bearer undefined')).toMatchObject({ status: 404 });
});
