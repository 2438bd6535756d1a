import assert from 'node:assert/strict';
import { asOfNow } from '../../src/extension/asOfNow';

suite('An answer about a note', () => {
  /** Asks about a note that is edited meanwhile, or not. */
  const asked = (isEdited: boolean, answer: () => string) => {
    const document = { version: 1 };
    return asOfNow(document, async () => {
      await Promise.resolve();
      if (isEdited) document.version++;
      return answer();
    });
  };
  const fails = () => {
    throw new Error('gone');
  };

  test('holds while the note is as it was', async () => {
    assert.equal(await asked(false, () => 'yes'), 'yes');
    assert.equal(await asked(true, () => 'yes'), 'edited');
  });

  test('that fails is asked for again after an edit alone', async () => {
    assert.equal(await asked(true, fails), 'edited');
    await assert.rejects(asked(false, fails), /gone/);
  });
});
