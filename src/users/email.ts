/** An address as it is compared: case and composition of letters make no other account. */
export function emailKey(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}
