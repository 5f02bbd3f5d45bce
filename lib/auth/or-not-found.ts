import 'server-only';

import { notFound } from 'next/navigation';

import { AppError } from '@/lib/errors/app-error';

/** For pages: what was read, or the page for what does not exist. */
export async function orNotFound<Resource>(reading: Promise<Resource>): Promise<Resource> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  }
}
