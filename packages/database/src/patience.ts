/**
 * The answer of the database, or a rejection after `milliseconds`: for those who would rather be told that it is away than
 * wait. The work itself goes on; what it does may still happen.
 */
export async function answerWithin<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    // After a long turn of the event loop the timer comes before an answer that is already there.
    timer = setTimeout(() => setImmediate(() => reject(new Error(`the database did not answer within ${milliseconds} ms`))), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => {});
  }
}
