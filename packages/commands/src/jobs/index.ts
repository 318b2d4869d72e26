export { createMailer } from './mailer.ts';
export { jobCalendar, jobTasks } from './tasks.ts';
