import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's own folder: tests name files of it without caring where Jest was started. */
export const repositoryDir = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** @returns the absolute path of something in the checkout */
export const inRepository = (...segments: string[]): string => join(repositoryDir, ...segments);
