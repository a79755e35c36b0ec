/** For how many days an export lies ready for its owner, and for how many a backup is kept. */
export const EXPORT_DAYS = 7;
export const BACKUP_DAYS = 30;
