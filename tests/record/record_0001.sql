BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE answers (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	id TEXT NOT NULL, 
	quarter TEXT NOT NULL, 
	scope TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	form TEXT NOT NULL, 
	"row" TEXT NOT NULL, 
	patch TEXT NOT NULL, 
	author TEXT, 
	saved_at TEXT NOT NULL, 
	removed BOOLEAN NOT NULL, 
	position INTEGER, 
	base TEXT, 
	batch INTEGER, 
	content TEXT NOT NULL, 
	FOREIGN KEY(batch) REFERENCES batches (number)
);
INSERT INTO "answers" VALUES(1,'o1','2026-27-Q1','team','oak-g3','focus','p1','{"priority": "Arguments", "why": "4 in 10"}','ana','2026-09-10T15:30:00.000000Z',0,1,NULL,NULL,'f73166bb262b0c2d1e113e08fd1564726b18a5e5e28b5374eed0a7105ec82444');
INSERT INTO "answers" VALUES(2,'o2','2026-27-Q1','team','oak-g3','focus','p1','{"why": "Señal 👩🏽‍🏫"}','ben','2026-09-10T15:31:00.000000Z',0,NULL,'o1',NULL,'78c72a6daa6b8424e99eaa4d159528644f1d846e3b0470680fdb77abb82d8286');
INSERT INTO "answers" VALUES(3,'o3','2026-27-Q1','team','oak-g3','focus','p1','{"why": "wrong"}','ana','2026-09-10T15:32:00.000000Z',0,NULL,NULL,1,'d7e8ea52624bd63ca0ff76f5197e60a7e77f5d7160e12f080bedea0e3a44cc52');
INSERT INTO "answers" VALUES(4,'o4','2026-27-Q1','team','oak-g3','focus','p2','{"priority": "Reading"}','ana','2026-09-10T15:32:00.000000Z',0,NULL,NULL,1,'46657ad5bf949a5623df2c67c58d0ca61598a5ee2cc244ec6505f3c002c33d6d');
INSERT INTO "answers" VALUES(5,'o4','2026-27-Q1','team','oak-g3','focus','p2','{"priority": "Reading"}','ana','2026-09-10T15:33:00.000000Z',0,NULL,NULL,2,'46657ad5bf949a5623df2c67c58d0ca61598a5ee2cc244ec6505f3c002c33d6d');
INSERT INTO "answers" VALUES(6,'o5','2026-27-Q1','school','oak','shared-purpose','answer','{"statement": "Every child"}',NULL,'2026-09-10T15:33:00.000000Z',0,NULL,NULL,2,'ac77ed15f57355abef59eb1c411547ed95ba9c518e035d35d05439f7c9703495');
INSERT INTO "answers" VALUES(7,'o6','2026-27-Q1','team','oak-g3','focus','p2','{}','ana','2026-09-10T15:34:00.000000Z',1,NULL,NULL,NULL,'5f2cfd28db64f4cc7611df3c6a1c7fd419644af8632ce3c3464e7b6d1ae3e98a');
INSERT INTO "answers" VALUES(8,'o7','2026-27-Q2','team','oak-g3','focus','p1','{"priority": null}','ana','2026-09-10T15:35:00.000000Z',0,NULL,NULL,NULL,'39cf4008c9fed06cbccd00d8d4d7d152ea600be9813028554e9d6d4be355ad55');
CREATE TABLE batches (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT NOT NULL, 
	opened_at TEXT NOT NULL, 
	author TEXT
);
INSERT INTO "batches" VALUES(1,'wrong.jsonl','2026-11-22T04:14:27.636440Z','coach');
INSERT INTO "batches" VALUES(2,'right.jsonl','2026-11-22T04:14:27.671902Z',NULL);
CREATE TABLE withdrawals (
	batch INTEGER NOT NULL, 
	withdrawn_at TEXT NOT NULL, 
	author TEXT, 
	reason TEXT NOT NULL, 
	PRIMARY KEY (batch), 
	FOREIGN KEY(batch) REFERENCES batches (number)
);
INSERT INTO "withdrawals" VALUES(1,'2026-11-22T04:14:27.654779Z','coach','last year''s file');
CREATE INDEX answers_by_id ON answers (id);
CREATE INDEX answers_by_owner ON answers (owner, form, quarter);
CREATE INDEX answers_by_quarter ON answers (quarter, form);
CREATE INDEX answers_by_batch ON answers (batch);
CREATE TRIGGER answers_no_update BEFORE UPDATE ON answers BEGIN SELECT RAISE(ABORT, 'the record only appends'); END;
CREATE TRIGGER answers_no_delete BEFORE DELETE ON answers BEGIN SELECT RAISE(ABORT, 'the record only appends'); END;
CREATE TRIGGER batches_no_update BEFORE UPDATE ON batches BEGIN SELECT RAISE(ABORT, 'the record only appends'); END;
CREATE TRIGGER batches_no_delete BEFORE DELETE ON batches BEGIN SELECT RAISE(ABORT, 'the record only appends'); END;
CREATE TRIGGER withdrawals_no_update BEFORE UPDATE ON withdrawals BEGIN SELECT RAISE(ABORT, 'the record only appends'); END;
CREATE TRIGGER withdrawals_no_delete BEFORE DELETE ON withdrawals BEGIN SELECT RAISE(ABORT, 'the record only appends'); END;
CREATE TRIGGER answers_are_new BEFORE INSERT ON answers
WHEN EXISTS (SELECT 1 FROM answers WHERE seq = NEW.seq) OR EXISTS (
    SELECT 1 FROM answers WHERE id = NEW.id
    AND (batch IS NULL OR batch NOT IN (SELECT batch FROM withdrawals)))
BEGIN SELECT RAISE(ABORT, 'this answer is already in the record'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('answers',8);
INSERT INTO "sqlite_sequence" VALUES('batches',2);
COMMIT;
