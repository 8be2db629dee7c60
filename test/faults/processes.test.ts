// Several processes on one SQLite file.
import { sharedSqlite } from '../support/cluster';
import { processesOn } from './processes';

processesOn('SQLite', sharedSqlite);
