import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** The secretariat begins with its people. */
export const GET: RequestHandler = () => redirect(303, '/secretariat/people');
