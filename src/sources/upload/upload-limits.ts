/** How much one upload may bring. */
export interface UploadLimits {
  /** Files in all, those inside of archives counted one by one, used or not. */
  readonly entriesMax: number;
  /** Bytes of all files together, unpacked. */
  readonly totalBytesMax: number;
  /** Bytes of one file, unpacked. */
  readonly fileBytesMax: number;
  /** Unpacked bytes of a file by its packed ones; small files are not measured. */
  readonly ratioMax: number;
}

const MIB = 2 ** 20;

export const UPLOAD_LIMITS: UploadLimits = {
  entriesMax: 5_000,
  totalBytesMax: 256 * MIB,
  fileBytesMax: 64 * MIB,
  ratioMax: 200,
};

/** Below this a file may be packed as tightly as it likes: repeated text packs well, and harms nobody. */
export const RATIO_FROM_BYTES = MIB;
