/** For how many days an export lies ready for its owner, and for how many a backup is kept. */
export const EXPORT_DAYS = 7;
export const BACKUP_DAYS = 30;
/** For how many days a paper lies ready for those who work on its site. */
export const PAPER_DAYS = 7;
