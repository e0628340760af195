/** What anybody would try first: well-known favourites, rows of a keyboard, words of this product, with the usual endings. */
const WORDS = [
  'password', 'passwort', 'passw0rd', 'pa55word', 'p@ssword', 'p@ssw0rd', 'qwerty', 'qwertyui', 'qwertyuiop', 'qwertz', 'azerty', 'asdfghjk', 'asdfghjkl', 'zxcvbnm', 'zxcvbnmm', 'qazwsx', 'qazwsxedc', '1q2w3e4r', '1q2w3e4r5t', '1qaz2wsx', 'q1w2e3r4', 'letmein', 'letmein!', 'welcome', 'iloveyou', 'admin', 'administrator', 'root', 'toor', 'guest', 'test', 'testtest', 'tester', 'user', 'username', 'login', 'master', 'monkey', 'dragon', 'sunshine', 'princess', 'football', 'baseball', 'basketball', 'superman', 'batman', 'trustno1', 'shadow', 'michael', 'jennifer', 'jordan', 'hunter', 'killer', 'computer', 'internet', 'whatever', 'starwars', 'freedom', 'secret', 'default', 'changeme', 'changeit', 'abc', 'abcd', 'abcdef', 'abcdefg', 'abcdefgh', 'abcd1234', 'hello', 'helloworld', 'pokemon', 'liverpool', 'arsenal', 'chelsea', 'summer', 'winter', 'spring', 'autumn', 'monday', 'friday', 'january', 'december', 'company', 'server', 'database', 'sqlserver', 'oracle', 'postgres', 'mysql', 'datamigrate', 'migration', 'migrate', 'warehouse', '1234567890', '0123456789', '0987654321', '9876543210', '1029384756', '11223344', '12344321', '123456789a', '987654321a', 'a123456789', 'a1b2c3d4', 'aa123456', '147258369', '741852963', '159753159',
]; // prettier-ignore
const FAVOURITES = new Set(WORDS);

/** A few characters again and again: abababab, 12341234. */
const REPEATED = /^(.{1,4}?)\1+$/su;

/** Case, and digits or signs at the end, make no better password of a favourite. */
export function isCommonPassword(password: string): boolean {
  const lower = password.toLowerCase();
  const word = lower.replace(/[\d!?.,;:#$%&*+=_@-]{0,8}$/, '');
  return FAVOURITES.has(lower) || FAVOURITES.has(word) || isMonotone(lower) || REPEATED.test(lower);
}

/** One character again and again, or a run of neighbours: 11111111, 12345678, abcdefgh, 87654321. */
function isMonotone(text: string): boolean {
  const steps = new Set(
    Array.from(text)
      .slice(1)
      .map((character, at) => character.charCodeAt(0) - text.charCodeAt(at)),
  );
  return steps.size === 1 && [0, 1, -1].includes([...steps][0] ?? 9);
}
