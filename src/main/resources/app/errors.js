/** What failed, by the code that a customer reads to the help desk. */
export class AppError extends Error {
  constructor(code, about = {}) {
    super(code);
    this.code = code;
    this.about = about;
  }
}

/** Names whatever was thrown; what has no code of its own is A999. */
export function named(thrown) {
  if (thrown instanceof AppError) return thrown;
  if (thrown?.name === 'QuotaExceededError' || isMemory(thrown)) return new AppError('A9EX');
  return new AppError('A999', { cause: thrown });
}

function isMemory(thrown) {
  return thrown instanceof RangeError && /memory|allocation/i.test(thrown.message);
}

/** The stored token can't be used any more: why is for us, what to do is the same. */
export function isUnusable(code) {
  return /^A8(0[1-9]|1[0-2])$/.test(code) || code === 'A998';
}

/** The exchange with the server failed part-way. */
export function isHalfway(code) {
  return /^A0(01|02|06|07|08|09|10)$/.test(code);
}
