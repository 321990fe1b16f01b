BEGIN TRANSACTION;
CREATE TABLE accounts (
	id INTEGER NOT NULL, 
	community_id INTEGER NOT NULL, 
	person_id INTEGER, 
	balance INTEGER DEFAULT '0' NOT NULL, 
	reported INTEGER DEFAULT '0' NOT NULL, 
	served INTEGER DEFAULT '0' NOT NULL, 
	spent INTEGER DEFAULT '0' NOT NULL, 
	shown VARCHAR(8) DEFAULT 'unnamed' NOT NULL, 
	paused_at DATETIME, 
	paused_why VARCHAR(300) DEFAULT '' NOT NULL, 
	paused_by INTEGER, 
	told_id INTEGER DEFAULT '0' NOT NULL, 
	warned_until DATETIME, 
	opened_at DATETIME NOT NULL, 
	CONSTRAINT pk_accounts PRIMARY KEY (id), 
	CONSTRAINT ck_accounts_shown CHECK (shown IN ('unnamed', 'named', 'hidden')), 
	CONSTRAINT ck_accounts_boards_add_up CHECK (balance = reported + served + spent), 
	CONSTRAINT ck_accounts_never_below_zero CHECK (person_id IS NULL OR balance >= 0), 
	CONSTRAINT fk_accounts_community_id FOREIGN KEY(community_id) REFERENCES areas (id), 
	CONSTRAINT fk_accounts_paused_by FOREIGN KEY(paused_by) REFERENCES people (id), 
	CONSTRAINT fk_accounts_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_accounts_community_id_person_id UNIQUE (community_id, person_id)
);
INSERT INTO "accounts" VALUES(1,2,NULL,-34,-6,-30,2,'unnamed',NULL,'',NULL,0,NULL,'2026-05-11 01:00:01.000000');
INSERT INTO "accounts" VALUES(2,2,1,34,6,30,-2,'unnamed',NULL,'',NULL,0,NULL,'2026-05-11 01:00:01.000000');
CREATE TABLE activities (
	id INTEGER NOT NULL, 
	community_id INTEGER NOT NULL, 
	kind VARCHAR(8) NOT NULL, 
	title VARCHAR(60) NOT NULL, 
	place VARCHAR(60) DEFAULT '' NOT NULL, 
	starts_at DATETIME NOT NULL, 
	ends_at DATETIME NOT NULL, 
	seats INTEGER, 
	points INTEGER NOT NULL, 
	lead_id INTEGER NOT NULL, 
	chat_id INTEGER, 
	code VARCHAR(12), 
	code_until DATETIME, 
	state VARCHAR(9) DEFAULT 'open' NOT NULL, 
	made_at DATETIME NOT NULL, 
	CONSTRAINT pk_activities PRIMARY KEY (id), 
	CONSTRAINT ck_activities_kind CHECK (kind IN ('activity', 'patrol', 'plots')), 
	CONSTRAINT ck_activities_state CHECK (state IN ('open', 'over', 'cancelled')), 
	CONSTRAINT ck_activities_takes_time CHECK (ends_at > starts_at), 
	CONSTRAINT ck_activities_points CHECK (points >= 0), 
	CONSTRAINT fk_activities_chat_id FOREIGN KEY(chat_id) REFERENCES chats (id), 
	CONSTRAINT fk_activities_community_id FOREIGN KEY(community_id) REFERENCES areas (id), 
	CONSTRAINT fk_activities_lead_id FOREIGN KEY(lead_id) REFERENCES people (id), 
	CONSTRAINT uq_activities_code UNIQUE (code)
);
INSERT INTO "activities" VALUES(1,2,'plots','扫雪','3栋门口','2026-05-14 01:00:00.000000','2026-05-14 03:00:00.000000',NULL,5,6,NULL,NULL,NULL,'open','2026-05-11 02:00:06.000000');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE areas (
	id INTEGER NOT NULL, 
	code VARCHAR(40) NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	level VARCHAR(12) NOT NULL, 
	parent_id INTEGER, 
	community_id INTEGER, 
	path VARCHAR(120) NOT NULL, 
	lat FLOAT, 
	lon FLOAT, 
	CONSTRAINT pk_areas PRIMARY KEY (id), 
	CONSTRAINT ck_areas_level CHECK (level IN ('street', 'community', 'grid', 'building')), 
	CONSTRAINT fk_areas_community_id FOREIGN KEY(community_id) REFERENCES areas (id), 
	CONSTRAINT fk_areas_parent_id FOREIGN KEY(parent_id) REFERENCES areas (id), 
	CONSTRAINT uq_areas_code UNIQUE (code)
);
INSERT INTO "areas" VALUES(1,'SY','山阳镇','street',NULL,NULL,'1',NULL,NULL);
INSERT INTO "areas" VALUES(2,'FHC','凤凰城','community',1,2,'1/2',NULL,NULL);
INSERT INTO "areas" VALUES(3,'LH','柳湖','community',1,3,'1/3',NULL,NULL);
INSERT INTO "areas" VALUES(4,'FHC-1','第一网格','grid',2,2,'1/2/4',NULL,NULL);
INSERT INTO "areas" VALUES(5,'FHC-2','第二网格','grid',2,2,'1/2/5',NULL,NULL);
INSERT INTO "areas" VALUES(6,'LH-1','柳湖一网格','grid',3,3,'1/3/6',NULL,NULL);
INSERT INTO "areas" VALUES(7,'FHC-1-3','3栋','building',4,2,'1/2/4/7',NULL,NULL);
INSERT INTO "areas" VALUES(8,'FHC-1-5','5栋','building',4,2,'1/2/4/8',NULL,NULL);
INSERT INTO "areas" VALUES(9,'FHC-2-12','12栋','building',5,2,'1/2/5/9',NULL,NULL);
INSERT INTO "areas" VALUES(10,'LH-1-1','柳湖1栋','building',6,3,'1/3/6/10',NULL,NULL);
CREATE TABLE calendar_days (
	day DATE NOT NULL, 
	works BOOLEAN NOT NULL, 
	CONSTRAINT pk_calendar_days PRIMARY KEY (day)
);
INSERT INTO "calendar_days" VALUES('2026-12-25',0);
CREATE TABLE cases (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	community_id INTEGER NOT NULL, 
	area_id INTEGER NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	category VARCHAR(48) NOT NULL, 
	urgency VARCHAR(12) NOT NULL, 
	title VARCHAR(120) NOT NULL, 
	private BOOLEAN DEFAULT (false) NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	filed_at DATETIME NOT NULL, 
	respond_by DATETIME NOT NULL, 
	resolve_by DATETIME NOT NULL, 
	first_resolve_by DATETIME NOT NULL, 
	version INTEGER DEFAULT '0' NOT NULL, 
	role VARCHAR(20) DEFAULT '' NOT NULL, 
	responsible_id INTEGER, 
	overseer_id INTEGER, 
	level VARCHAR(12), 
	led BOOLEAN DEFAULT (false) NOT NULL, 
	responded_at DATETIME, 
	paused_at DATETIME, 
	resolved_at DATETIME, 
	delivered_at DATETIME, 
	closed_at DATETIME, 
	closed_how VARCHAR(12), 
	promised_by DATETIME, 
	outside VARCHAR(120) DEFAULT '' NOT NULL, 
	merged_into_id INTEGER, 
	former_status VARCHAR(16), 
	appealed BOOLEAN DEFAULT (false) NOT NULL, 
	round INTEGER DEFAULT '0' NOT NULL, 
	clock_from DATETIME, 
	climbed_at DATETIME, 
	asked_until DATETIME, 
	due_at DATETIME, 
	alarm_at DATETIME, 
	CONSTRAINT ck_cases_somebody_has_it CHECK (responsible_id IS NOT NULL OR status IN ('filed', 'refused', 'merged', 'withdrawn')), 
	CONSTRAINT ck_cases_closed_how CHECK (status <> 'closed' OR closed_how IS NOT NULL), 
	CONSTRAINT ck_cases_merged_into CHECK (status <> 'merged' OR merged_into_id IS NOT NULL), 
	CONSTRAINT ck_cases_status CHECK (status IN ('filed', 'dispatched', 'accepted', 'coordinating', 'waiting', 'resolved', 'closed', 'refused', 'merged', 'withdrawn')), 
	CONSTRAINT fk_cases_area_id FOREIGN KEY(area_id) REFERENCES areas (id), 
	CONSTRAINT fk_cases_community_id FOREIGN KEY(community_id) REFERENCES areas (id), 
	CONSTRAINT fk_cases_merged_into_id FOREIGN KEY(merged_into_id) REFERENCES cases (id), 
	CONSTRAINT fk_cases_overseer_id FOREIGN KEY(overseer_id) REFERENCES people (id), 
	CONSTRAINT fk_cases_responsible_id FOREIGN KEY(responsible_id) REFERENCES people (id)
);
INSERT INTO "cases" VALUES(1,2,7,'problem','sanitation.bin_damaged','normal','门口垃圾桶坏了',0,'closed','2026-05-11 01:00:00.000000','2026-05-12 01:00:00.000000','2026-05-14 01:00:00.000000','2026-05-14 01:00:00.000000',4,'property',4,NULL,NULL,0,'2026-05-11 01:00:01.000000','2026-05-11 01:00:01.000000','2026-05-11 01:00:01.000000',NULL,'2026-05-11 01:00:01.000000','resident',NULL,'',NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(2,2,7,'problem','neighbour.noise','normal','楼下太吵了',0,'refused','2026-05-11 01:00:01.000000','2026-05-11 03:00:01.000000','2026-05-14 01:00:01.000000','2026-05-14 01:00:01.000000',2,'property',5,NULL,NULL,0,'2026-05-11 01:00:02.000000',NULL,NULL,NULL,'2026-05-11 01:00:02.000000',NULL,NULL,'',NULL,NULL,0,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(3,2,7,'problem','facility.lighting','normal','楼道灯不亮了',0,'accepted','2026-05-11 01:00:02.000000','2026-05-12 01:00:02.000000','2026-05-13 01:00:02.000000','2026-05-13 01:00:02.000000',2,'property',4,NULL,NULL,0,'2026-05-11 02:00:06.000000',NULL,NULL,NULL,NULL,NULL,NULL,'',NULL,NULL,0,0,NULL,NULL,NULL,'2026-05-13 01:00:02.000000','2026-05-12 01:00:02.000000');
INSERT INTO "cases" VALUES(4,2,7,'problem','facility.lighting','normal','三楼的灯坏了',0,'merged','2026-05-11 01:00:03.000000','2026-05-12 01:00:03.000000','2026-05-13 01:00:03.000000','2026-05-13 01:00:03.000000',2,'property',5,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'',3,'dispatched',0,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cases" VALUES(5,2,7,'dispute','neighbour.dispute','urgent','邻居总在楼道吵架',1,'dispatched','2026-05-11 01:00:04.000000','2026-05-11 03:00:04.000000','2026-05-16 01:00:04.000000','2026-05-16 01:00:04.000000',1,'secretary',9,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'',NULL,NULL,0,0,NULL,NULL,NULL,'2026-05-11 03:00:04.000000','2026-05-11 02:00:04.000000');
INSERT INTO "cases" VALUES(6,3,10,'problem','building.steps_floor','normal','湖边栏杆松了',0,'filed','2026-05-11 01:00:05.000000','2026-05-11 13:00:05.000000','2026-05-14 01:00:05.000000','2026-05-14 01:00:05.000000',1,'',NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'',NULL,NULL,0,0,NULL,NULL,NULL,'2026-05-11 13:00:05.000000','2026-05-11 07:00:05.000000');
INSERT INTO "cases" VALUES(7,2,7,'problem','facility.gate_access','normal','单元门关不上了',0,'dispatched','2026-05-11 02:00:06.000000','2026-05-11 14:00:06.000000','2026-05-13 02:00:06.000000','2026-05-13 02:00:06.000000',1,'property',4,NULL,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'',NULL,NULL,0,0,NULL,NULL,NULL,'2026-05-11 14:00:06.000000','2026-05-11 08:00:06.000000');
CREATE TABLE chats (
	id INTEGER NOT NULL, 
	telegram_id BIGINT NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	title VARCHAR(255) DEFAULT '' NOT NULL, 
	person_id INTEGER, 
	area_id INTEGER, 
	purpose VARCHAR(12) DEFAULT '' NOT NULL, 
	mode VARCHAR(8) DEFAULT 'auto' NOT NULL, 
	language VARCHAR(12) NOT NULL, 
	closed BOOLEAN DEFAULT (false) NOT NULL, 
	reactions BOOLEAN DEFAULT (true) NOT NULL, 
	wait_until DATETIME, 
	bound_by INTEGER, 
	bound_at DATETIME, 
	CONSTRAINT pk_chats PRIMARY KEY (id), 
	CONSTRAINT ck_chats_kind CHECK (kind IN ('private', 'group', 'supergroup', 'channel')), 
	CONSTRAINT ck_chats_mode CHECK (mode IN ('auto', 'ask', 'command')), 
	CONSTRAINT ck_chats_purpose CHECK (purpose IN ('', 'building', 'station', 'staff')), 
	CONSTRAINT fk_chats_area_id FOREIGN KEY(area_id) REFERENCES areas (id), 
	CONSTRAINT fk_chats_bound_by FOREIGN KEY(bound_by) REFERENCES people (id), 
	CONSTRAINT fk_chats_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_chats_person_id UNIQUE (person_id), 
	CONSTRAINT uq_chats_telegram_id UNIQUE (telegram_id)
);
INSERT INTO "chats" VALUES(1,-1000,'supergroup','b3',NULL,7,'building','auto','zh_CN',0,1,NULL,NULL,NULL);
INSERT INTO "chats" VALUES(2,-1001,'supergroup','b5',NULL,8,'building','auto','zh_CN',0,1,NULL,NULL,NULL);
INSERT INTO "chats" VALUES(3,-1002,'supergroup','station',NULL,2,'station','auto','zh_CN',0,1,NULL,NULL,NULL);
INSERT INTO "chats" VALUES(4,-1003,'supergroup','lake',NULL,10,'building','auto','zh_CN',0,1,NULL,NULL,NULL);
INSERT INTO "chats" VALUES(5,1000,'private','',1,NULL,'','auto','zh_CN',0,1,NULL,NULL,NULL);
INSERT INTO "chats" VALUES(6,1002,'private','',3,NULL,'','auto','zh_CN',0,1,NULL,NULL,NULL);
INSERT INTO "chats" VALUES(7,1003,'private','',4,NULL,'','auto','zh_CN',0,1,NULL,NULL,NULL);
INSERT INTO "chats" VALUES(8,1004,'private','',5,NULL,'','auto','zh_CN',0,1,NULL,NULL,NULL);
INSERT INTO "chats" VALUES(9,1005,'private','',6,NULL,'','auto','zh_CN',0,1,NULL,NULL,NULL);
INSERT INTO "chats" VALUES(10,1006,'private','',7,NULL,'','auto','zh_CN',0,1,NULL,NULL,NULL);
INSERT INTO "chats" VALUES(11,1007,'private','',8,NULL,'','auto','zh_CN',0,1,NULL,NULL,NULL);
INSERT INTO "chats" VALUES(12,1008,'private','',9,NULL,'','auto','zh_CN',0,1,NULL,NULL,NULL);
INSERT INTO "chats" VALUES(13,1009,'private','',10,NULL,'','auto','zh_CN',0,1,NULL,NULL,NULL);
INSERT INTO "chats" VALUES(14,900001,'private','',12,NULL,'','auto','zh_CN',0,1,NULL,NULL,NULL);
CREATE TABLE drafts (
	id INTEGER NOT NULL, 
	chat_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	purpose VARCHAR(8) NOT NULL, 
	stage VARCHAR(8) NOT NULL, 
	message_id BIGINT NOT NULL, 
	album VARCHAR(64), 
	text TEXT DEFAULT '' NOT NULL, 
	case_id INTEGER, 
	area_id INTEGER, 
	on_behalf VARCHAR(64) DEFAULT '' NOT NULL, 
	anonymous BOOLEAN DEFAULT (false) NOT NULL, 
	explicit BOOLEAN DEFAULT (false) NOT NULL, 
	forwarded BOOLEAN DEFAULT (false) NOT NULL, 
	made_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_drafts PRIMARY KEY (id), 
	CONSTRAINT ck_drafts_purpose CHECK (purpose IN ('report', 'answer', 'result')), 
	CONSTRAINT ck_drafts_stage CHECK (stage IN ('album', 'held', 'asked', 'place', 'private')), 
	CONSTRAINT fk_drafts_area_id FOREIGN KEY(area_id) REFERENCES areas (id), 
	CONSTRAINT fk_drafts_case_id FOREIGN KEY(case_id) REFERENCES cases (id), 
	CONSTRAINT fk_drafts_chat_id FOREIGN KEY(chat_id) REFERENCES chats (id), 
	CONSTRAINT fk_drafts_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_drafts_chat_id_message_id UNIQUE (chat_id, message_id)
);
INSERT INTO "drafts" VALUES(1,1,3,'report','held',88,NULL,'这个',NULL,NULL,'',0,0,0,'2026-05-11 02:00:07.000000','2026-05-11 02:02:07.000000');
CREATE TABLE events (
	id INTEGER NOT NULL, 
	community_id INTEGER NOT NULL, 
	case_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor_id INTEGER, 
	kind VARCHAR(20) NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	facts JSON NOT NULL, 
	CONSTRAINT pk_events PRIMARY KEY (id), 
	CONSTRAINT fk_events_actor_id FOREIGN KEY(actor_id) REFERENCES people (id), 
	CONSTRAINT fk_events_case_id FOREIGN KEY(case_id) REFERENCES cases (id), 
	CONSTRAINT fk_events_community_id FOREIGN KEY(community_id) REFERENCES areas (id)
);
INSERT INTO "events" VALUES(1,2,1,'2026-05-11 01:00:00.000000',1,'filed','','{"category": "sanitation.bin_damaged", "new": false}');
INSERT INTO "events" VALUES(2,2,1,'2026-05-11 01:00:00.000000',NULL,'routed','','{"to": 4, "role": "property", "from": null}');
INSERT INTO "events" VALUES(3,2,1,'2026-05-11 01:00:01.000000',2,'joined','','{}');
INSERT INTO "events" VALUES(4,2,1,'2026-05-11 01:00:01.000000',4,'accepted','','{"from": 4, "to": 4}');
INSERT INTO "events" VALUES(5,2,1,'2026-05-11 01:00:01.000000',4,'resolved','换了个新的','{"round": 0}');
INSERT INTO "events" VALUES(6,2,1,'2026-05-11 01:00:01.000000',1,'confirmed','','{"how": "resident"}');
INSERT INTO "events" VALUES(7,2,1,'2026-05-11 01:00:01.000000',1,'rated','','{"stars": 5}');
INSERT INTO "events" VALUES(8,2,2,'2026-05-11 01:00:01.000000',3,'filed','','{"category": "neighbour.noise", "new": false}');
INSERT INTO "events" VALUES(9,2,2,'2026-05-11 01:00:01.000000',NULL,'routed','','{"to": 5, "role": "property", "from": null}');
INSERT INTO "events" VALUES(10,2,2,'2026-05-11 01:00:02.000000',9,'refused','装修在白天，已经跟他们说过了','{}');
INSERT INTO "events" VALUES(11,2,3,'2026-05-11 01:00:02.000000',1,'filed','','{"category": "facility.lighting", "new": false}');
INSERT INTO "events" VALUES(12,2,3,'2026-05-11 01:00:02.000000',NULL,'routed','','{"to": 4, "role": "property", "from": null}');
INSERT INTO "events" VALUES(13,2,4,'2026-05-11 01:00:03.000000',3,'filed','','{"category": "facility.lighting", "new": false}');
INSERT INTO "events" VALUES(14,2,4,'2026-05-11 01:00:03.000000',NULL,'routed','','{"to": 5, "role": "property", "from": null}');
INSERT INTO "events" VALUES(15,2,4,'2026-05-11 01:00:04.000000',9,'merged','','{"into": 3, "reports": [4], "supporters": []}');
INSERT INTO "events" VALUES(16,2,5,'2026-05-11 01:00:04.000000',3,'filed','','{"category": "neighbour.dispute", "new": false}');
INSERT INTO "events" VALUES(17,2,5,'2026-05-11 01:00:04.000000',NULL,'routed','','{"to": 9, "role": "secretary", "from": null}');
INSERT INTO "events" VALUES(18,3,6,'2026-05-11 01:00:05.000000',3,'filed','','{"category": "building.steps_floor", "new": false}');
INSERT INTO "events" VALUES(19,3,6,'2026-05-11 01:00:05.000000',NULL,'unrouted','','{"from": null}');
INSERT INTO "events" VALUES(20,2,3,'2026-05-11 02:00:06.000000',4,'accepted','','{"from": 4, "to": 4}');
INSERT INTO "events" VALUES(21,2,7,'2026-05-11 02:00:06.000000',1,'filed','','{"category": "facility.gate_access", "new": false}');
INSERT INTO "events" VALUES(22,2,7,'2026-05-11 02:00:06.000000',NULL,'routed','','{"to": 4, "role": "property", "from": null}');
CREATE TABLE flags (
	id INTEGER NOT NULL, 
	community_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	once VARCHAR(80) NOT NULL, 
	evidence JSON NOT NULL, 
	found_at DATETIME NOT NULL, 
	looked_by INTEGER, 
	looked_at DATETIME, 
	CONSTRAINT pk_flags PRIMARY KEY (id), 
	CONSTRAINT ck_flags_kind CHECK (kind IN ('again', 'circle', 'alike', 'selfmade')), 
	CONSTRAINT fk_flags_community_id FOREIGN KEY(community_id) REFERENCES areas (id), 
	CONSTRAINT fk_flags_looked_by FOREIGN KEY(looked_by) REFERENCES people (id), 
	CONSTRAINT fk_flags_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_flags_once UNIQUE (once)
);
INSERT INTO "flags" VALUES(1,2,1,'again','again:1','{"cases": [1]}','2026-05-11 02:00:06.000000',NULL,NULL);
CREATE TABLE grants (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	role VARCHAR(20) NOT NULL, 
	area_id INTEGER NOT NULL, 
	granted_by INTEGER, 
	granted_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	CONSTRAINT pk_grants PRIMARY KEY (id), 
	CONSTRAINT fk_grants_area_id FOREIGN KEY(area_id) REFERENCES areas (id), 
	CONSTRAINT fk_grants_granted_by FOREIGN KEY(granted_by) REFERENCES people (id), 
	CONSTRAINT fk_grants_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);
INSERT INTO "grants" VALUES(1,4,'property',2,NULL,'2026-05-11 01:00:00.000000',NULL);
INSERT INTO "grants" VALUES(2,5,'property',2,NULL,'2026-05-11 01:00:00.000000',NULL);
INSERT INTO "grants" VALUES(3,6,'grid_worker',4,NULL,'2026-05-11 01:00:00.000000',NULL);
INSERT INTO "grants" VALUES(4,9,'secretary',2,NULL,'2026-05-11 01:00:00.000000',NULL);
INSERT INTO "grants" VALUES(5,7,'mediator',2,NULL,'2026-05-11 02:00:06.000000',NULL);
CREATE TABLE habits (
	person_id INTEGER NOT NULL, 
	quiet_from TIME, 
	quiet_until TIME, 
	digest_at TIME, 
	daily BOOLEAN DEFAULT (true) NOT NULL, 
	weekly BOOLEAN DEFAULT (true) NOT NULL, 
	monthly BOOLEAN DEFAULT (true) NOT NULL, 
	CONSTRAINT fk_habits_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_habits_person_id UNIQUE (person_id)
);
INSERT INTO "habits" VALUES(9,'21:00:00.000000','08:00:00.000000',NULL,1,1,1);
CREATE TABLE inbox (
	id INTEGER NOT NULL, 
	update_id BIGINT NOT NULL, 
	lane BIGINT NOT NULL, 
	raw TEXT, 
	state VARCHAR(8) DEFAULT 'new' NOT NULL, 
	received_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	error TEXT, 
	CONSTRAINT pk_inbox PRIMARY KEY (id), 
	CONSTRAINT ck_inbox_state CHECK (state IN ('new', 'done', 'parked')), 
	CONSTRAINT uq_inbox_update_id UNIQUE (update_id)
);
INSERT INTO "inbox" VALUES(1,501,0,NULL,'done','2026-05-11 02:00:07.000000','2026-05-11 02:00:07.000000',NULL);
INSERT INTO "inbox" VALUES(2,502,1,'{"update_id": 503, "message": {"message_id": 7, "date": 1778464807, "text": "/case 7", "entities": [{"type": "bot_command", "offset": 0, "length": 5}], "from": {"id": 1000, "is_bot": false, "first_name": "王阿姨"}, "chat": {"id": 1000, "type": "private", "first_name": "王阿姨"}}}','parked','2026-05-11 02:00:07.000000','2026-05-11 02:00:07.000000','KeyError(''x'')');
INSERT INTO "inbox" VALUES(3,503,1,'{"update_id": 503, "message": {"message_id": 7, "date": 1778464807, "text": "/case 7", "entities": [{"type": "bot_command", "offset": 0, "length": 5}], "from": {"id": 1000, "is_bot": false, "first_name": "王阿姨"}, "chat": {"id": 1000, "type": "private", "first_name": "王阿姨"}}}','new','2026-05-11 02:00:07.000000',NULL,NULL);
CREATE TABLE invites (
	id INTEGER NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	role VARCHAR(20) NOT NULL, 
	area_id INTEGER NOT NULL, 
	staff_name VARCHAR(64) DEFAULT '' NOT NULL, 
	invited_by INTEGER, 
	made_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_by INTEGER, 
	grant_id INTEGER, 
	used_at DATETIME, 
	revoked_at DATETIME, 
	CONSTRAINT pk_invites PRIMARY KEY (id), 
	CONSTRAINT fk_invites_area_id FOREIGN KEY(area_id) REFERENCES areas (id), 
	CONSTRAINT fk_invites_grant_id FOREIGN KEY(grant_id) REFERENCES grants (id), 
	CONSTRAINT fk_invites_invited_by FOREIGN KEY(invited_by) REFERENCES people (id), 
	CONSTRAINT fk_invites_used_by FOREIGN KEY(used_by) REFERENCES people (id), 
	CONSTRAINT uq_invites_token_hash UNIQUE (token_hash)
);
INSERT INTO "invites" VALUES(1,'e86b47d68161eba1a1ac134383cfbdf90d74dff9fcd0d20ee78fce128a51c51d','grid_worker',5,'老马',NULL,'2026-05-11 02:00:06.000000','2026-05-14 02:00:06.000000',NULL,NULL,NULL,NULL);
CREATE TABLE jobs (
	id INTEGER NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	subject BIGINT NOT NULL, 
	due_at DATETIME NOT NULL, 
	state VARCHAR(8) DEFAULT 'owed' NOT NULL, 
	tries INTEGER DEFAULT '0' NOT NULL, 
	error TEXT, 
	CONSTRAINT pk_jobs PRIMARY KEY (id), 
	CONSTRAINT ck_jobs_state CHECK (state IN ('owed', 'done', 'failed'))
);
INSERT INTO "jobs" VALUES(1,'fetch_photo',1,'2026-05-11 01:00:00.020000','done',0,NULL);
INSERT INTO "jobs" VALUES(2,'fetch_photo',2,'2026-05-11 01:00:01.000000','done',0,NULL);
INSERT INTO "jobs" VALUES(3,'announce',1,'2026-05-11 01:01:01.000000','done',0,NULL);
INSERT INTO "jobs" VALUES(4,'points_expiry',2,'2028-05-01 16:00:00.000000','owed',0,NULL);
INSERT INTO "jobs" VALUES(5,'points_line',2,'2026-05-11 12:00:00.000000','owed',0,NULL);
INSERT INTO "jobs" VALUES(6,'champion',2,'2026-05-18 01:00:00.000000','owed',0,NULL);
INSERT INTO "jobs" VALUES(7,'fair_play',2,'2026-05-11 23:30:00.000000','owed',0,NULL);
INSERT INTO "jobs" VALUES(8,'fetch_photo',3,'2026-05-11 01:00:01.020000','done',0,NULL);
INSERT INTO "jobs" VALUES(9,'fetch_photo',4,'2026-05-11 01:00:02.020000','done',0,NULL);
INSERT INTO "jobs" VALUES(10,'fetch_photo',5,'2026-05-11 01:00:03.020000','done',0,NULL);
INSERT INTO "jobs" VALUES(11,'fetch_photo',6,'2026-05-11 01:00:05.020000','done',0,NULL);
INSERT INTO "jobs" VALUES(12,'fetch_photo',7,'2026-05-11 02:00:06.020000','done',0,NULL);
CREATE TABLE lots (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	movement_id INTEGER NOT NULL, 
	board VARCHAR(10) NOT NULL, 
	points INTEGER NOT NULL, 
	"left" INTEGER NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_lots PRIMARY KEY (id), 
	CONSTRAINT ck_lots_left CHECK ("left" >= 0 AND "left" <= points), 
	CONSTRAINT fk_lots_account_id FOREIGN KEY(account_id) REFERENCES accounts (id), 
	CONSTRAINT fk_lots_movement_id FOREIGN KEY(movement_id) REFERENCES movements (id)
);
INSERT INTO "lots" VALUES(1,2,1,'report',2,0,'2028-05-31 16:00:00.000000');
INSERT INTO "lots" VALUES(2,2,2,'report',3,3,'2028-05-31 16:00:00.000000');
INSERT INTO "lots" VALUES(3,2,3,'report',1,1,'2028-05-31 16:00:00.000000');
INSERT INTO "lots" VALUES(4,2,4,'service',30,30,'2028-05-31 16:00:00.000000');
CREATE TABLE messages (
	id INTEGER NOT NULL, 
	chat_id INTEGER NOT NULL, 
	message_id BIGINT NOT NULL, 
	"view" VARCHAR(40) NOT NULL, 
	card VARCHAR(60), 
	case_id INTEGER, 
	draft_id INTEGER, 
	has_photo BOOLEAN DEFAULT (false) NOT NULL, 
	sent_at DATETIME NOT NULL, 
	CONSTRAINT pk_messages PRIMARY KEY (id), 
	CONSTRAINT fk_messages_case_id FOREIGN KEY(case_id) REFERENCES cases (id), 
	CONSTRAINT fk_messages_chat_id FOREIGN KEY(chat_id) REFERENCES chats (id), 
	CONSTRAINT fk_messages_draft_id FOREIGN KEY(draft_id) REFERENCES drafts (id), 
	CONSTRAINT uq_messages_chat_id_card UNIQUE (chat_id, card), 
	CONSTRAINT uq_messages_chat_id_message_id UNIQUE (chat_id, message_id)
);
INSERT INTO "messages" VALUES(1,1,10000,'card.group','group:1',1,NULL,0,'2026-05-11 01:00:00.000000');
INSERT INTO "messages" VALUES(2,7,10001,'card.work','work:1',1,NULL,1,'2026-05-11 01:00:00.000000');
INSERT INTO "messages" VALUES(3,7,10002,'prompt.done',NULL,1,NULL,0,'2026-05-11 01:00:01.000000');
INSERT INTO "messages" VALUES(4,7,10003,'case.confirmed_by_resident',NULL,1,NULL,0,'2026-05-11 01:00:01.000000');
INSERT INTO "messages" VALUES(5,1,10004,'card.group','group:2',2,NULL,0,'2026-05-11 01:00:01.000000');
INSERT INTO "messages" VALUES(6,8,10005,'card.work','work:2',2,NULL,1,'2026-05-11 01:00:01.000000');
INSERT INTO "messages" VALUES(7,12,10006,'prompt.refuse',NULL,2,NULL,0,'2026-05-11 01:00:02.000000');
INSERT INTO "messages" VALUES(8,6,10007,'case.refused',NULL,2,NULL,0,'2026-05-11 01:00:02.000000');
INSERT INTO "messages" VALUES(9,8,10008,'case.refused_for_you',NULL,2,NULL,0,'2026-05-11 01:00:02.000000');
INSERT INTO "messages" VALUES(10,1,10009,'card.group','group:3',3,NULL,0,'2026-05-11 01:00:02.000000');
INSERT INTO "messages" VALUES(11,7,10010,'card.work','work:3',3,NULL,1,'2026-05-11 01:00:02.000000');
INSERT INTO "messages" VALUES(12,1,10011,'card.group','group:4',4,NULL,0,'2026-05-11 01:00:03.000000');
INSERT INTO "messages" VALUES(13,8,10012,'card.work','work:4',4,NULL,1,'2026-05-11 01:00:03.000000');
INSERT INTO "messages" VALUES(14,6,10013,'case.merged',NULL,4,NULL,0,'2026-05-11 01:00:04.000000');
INSERT INTO "messages" VALUES(15,8,10014,'case.merged_away',NULL,4,NULL,0,'2026-05-11 01:00:04.000000');
INSERT INTO "messages" VALUES(16,6,10015,'say.filed_privately',NULL,5,NULL,0,'2026-05-11 01:00:04.000000');
INSERT INTO "messages" VALUES(17,6,10016,'card.own','own:5',5,NULL,0,'2026-05-11 01:00:04.000000');
INSERT INTO "messages" VALUES(18,12,10017,'card.work','work:5',5,NULL,0,'2026-05-11 01:00:04.000000');
INSERT INTO "messages" VALUES(19,4,10018,'card.group','group:6',6,NULL,0,'2026-05-11 01:00:05.000000');
INSERT INTO "messages" VALUES(20,14,10019,'card.unrouted','watch:6',6,NULL,1,'2026-05-11 01:00:05.000000');
INSERT INTO "messages" VALUES(21,7,10020,'prompt.ask',NULL,3,NULL,0,'2026-05-11 02:00:06.000000');
INSERT INTO "messages" VALUES(22,5,10021,'shop.coupon','coupon:1',NULL,NULL,1,'2026-05-11 02:00:06.000000');
INSERT INTO "messages" VALUES(23,9,10022,'activity.lead','activity:1',NULL,NULL,0,'2026-05-11 02:00:06.000000');
INSERT INTO "messages" VALUES(24,1,10023,'activity.card','activity:1',NULL,NULL,0,'2026-05-11 02:00:06.000000');
INSERT INTO "messages" VALUES(25,2,10024,'activity.card','activity:1',NULL,NULL,0,'2026-05-11 02:00:06.000000');
CREATE TABLE movements (
	id INTEGER NOT NULL, 
	community_id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	against_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	points INTEGER NOT NULL, 
	balance INTEGER NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	board VARCHAR(10) NOT NULL, 
	rule VARCHAR(12) NOT NULL, 
	cause VARCHAR(60) NOT NULL, 
	again INTEGER DEFAULT '0' NOT NULL, 
	reverses_id INTEGER, 
	short INTEGER DEFAULT '0' NOT NULL, 
	case_id INTEGER, 
	activity_id INTEGER, 
	redemption_id INTEGER, 
	minutes INTEGER, 
	actor_id INTEGER, 
	note VARCHAR(300) DEFAULT '' NOT NULL, 
	for_day DATE NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_movements PRIMARY KEY (id), 
	CONSTRAINT ck_movements_reversal CHECK ((kind = 'reversal') = (reverses_id IS NOT NULL)), 
	CONSTRAINT ck_movements_board CHECK (board IN ('report', 'service', 'redeemed')), 
	CONSTRAINT ck_movements_kind CHECK (kind IN ('award', 'given', 'reversal', 'redeemed', 'returned', 'expired', 'closed')), 
	CONSTRAINT ck_movements_moves_something CHECK (points <> 0 OR kind = 'reversal'), 
	CONSTRAINT ck_movements_two_sides CHECK (account_id <> against_id), 
	CONSTRAINT ck_movements_never_below_zero CHECK (balance >= 0), 
	CONSTRAINT fk_movements_account_id FOREIGN KEY(account_id) REFERENCES accounts (id), 
	CONSTRAINT fk_movements_activity_id FOREIGN KEY(activity_id) REFERENCES activities (id), 
	CONSTRAINT fk_movements_actor_id FOREIGN KEY(actor_id) REFERENCES people (id), 
	CONSTRAINT fk_movements_against_id FOREIGN KEY(against_id) REFERENCES accounts (id), 
	CONSTRAINT fk_movements_case_id FOREIGN KEY(case_id) REFERENCES cases (id), 
	CONSTRAINT fk_movements_community_id FOREIGN KEY(community_id) REFERENCES areas (id), 
	CONSTRAINT fk_movements_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT fk_movements_redemption_id FOREIGN KEY(redemption_id) REFERENCES redemptions (id), 
	CONSTRAINT fk_movements_reverses_id FOREIGN KEY(reverses_id) REFERENCES movements (id), 
	CONSTRAINT uq_movements_cause_again UNIQUE (cause, again), 
	CONSTRAINT uq_movements_reverses_id UNIQUE (reverses_id)
);
INSERT INTO "movements" VALUES(1,2,2,1,1,2,2,'award','report','report','report:1',0,NULL,0,1,NULL,NULL,NULL,1,'','2026-05-11','2026-05-11 01:00:01.000000');
INSERT INTO "movements" VALUES(2,2,2,1,1,3,5,'award','report','resolved','resolved:1',0,NULL,0,1,NULL,NULL,NULL,1,'','2026-05-11','2026-05-11 01:00:01.000000');
INSERT INTO "movements" VALUES(3,2,2,1,1,1,6,'award','report','verify','verify:1',0,NULL,0,1,NULL,NULL,NULL,1,'','2026-05-11','2026-05-11 01:00:01.000000');
INSERT INTO "movements" VALUES(4,2,2,1,1,30,36,'award','service','hours','hours:1',0,NULL,0,NULL,NULL,NULL,NULL,NULL,'','2026-05-11','2026-05-11 02:00:06.000000');
INSERT INTO "movements" VALUES(5,2,2,1,1,-2,34,'redeemed','redeemed','reward','redeem:1',0,NULL,0,NULL,NULL,1,NULL,1,'','2026-05-11','2026-05-11 02:00:06.000000');
CREATE TABLE outbox (
	id INTEGER NOT NULL, 
	chat_id INTEGER NOT NULL, 
	"view" VARCHAR(40) NOT NULL, 
	card VARCHAR(60), 
	case_id INTEGER, 
	draft_id INTEGER, 
	person_id INTEGER, 
	facts JSON NOT NULL, 
	reply_to BIGINT, 
	priority INTEGER NOT NULL, 
	once VARCHAR(80), 
	state VARCHAR(8) DEFAULT 'owed' NOT NULL, 
	told_at DATETIME NOT NULL, 
	not_before DATETIME, 
	ended_at DATETIME, 
	tries INTEGER DEFAULT '0' NOT NULL, 
	error TEXT, 
	CONSTRAINT pk_outbox PRIMARY KEY (id), 
	CONSTRAINT ck_outbox_state CHECK (state IN ('owed', 'claimed', 'sent', 'dropped', 'failed')), 
	CONSTRAINT fk_outbox_case_id FOREIGN KEY(case_id) REFERENCES cases (id), 
	CONSTRAINT fk_outbox_chat_id FOREIGN KEY(chat_id) REFERENCES chats (id), 
	CONSTRAINT fk_outbox_draft_id FOREIGN KEY(draft_id) REFERENCES drafts (id), 
	CONSTRAINT fk_outbox_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_outbox_once UNIQUE (once)
);
INSERT INTO "outbox" VALUES(1,7,'card.work','work:1',1,NULL,NULL,'{}',NULL,2,NULL,'sent','2026-05-11 01:00:00.000000',NULL,'2026-05-11 01:00:00.000000',1,NULL);
INSERT INTO "outbox" VALUES(2,1,'card.group','group:1',1,NULL,NULL,'{}',1001,0,NULL,'sent','2026-05-11 01:00:00.000000',NULL,'2026-05-11 01:00:00.000000',1,NULL);
INSERT INTO "outbox" VALUES(3,1,'react',NULL,1,NULL,NULL,'{}',1001,7,'react:1','dropped','2026-05-11 01:00:00.000000',NULL,'2026-05-11 01:00:00.000000',1,NULL);
INSERT INTO "outbox" VALUES(4,1,'card.group','group:1',1,NULL,NULL,'{}',NULL,0,NULL,'sent','2026-05-11 01:00:01.000000',NULL,'2026-05-11 01:00:01.000000',1,NULL);
INSERT INTO "outbox" VALUES(5,7,'card.work','work:1',1,NULL,NULL,'{}',NULL,6,NULL,'sent','2026-05-11 01:00:01.000000',NULL,'2026-05-11 01:00:01.000000',1,NULL);
INSERT INTO "outbox" VALUES(6,1,'card.group','group:1',1,NULL,NULL,'{}',NULL,6,NULL,'sent','2026-05-11 01:00:01.000000',NULL,'2026-05-11 01:00:01.000000',1,NULL);
INSERT INTO "outbox" VALUES(7,7,'card.work','work:1',1,NULL,NULL,'{}',NULL,0,NULL,'sent','2026-05-11 01:00:01.000000',NULL,'2026-05-11 01:00:01.000000',1,NULL);
INSERT INTO "outbox" VALUES(8,7,'prompt.done',NULL,1,NULL,4,'{}',NULL,0,NULL,'sent','2026-05-11 01:00:01.000000',NULL,'2026-05-11 01:00:01.000000',1,NULL);
INSERT INTO "outbox" VALUES(9,1,'card.group','group:1',1,NULL,NULL,'{}',NULL,6,NULL,'sent','2026-05-11 01:00:01.000000',NULL,'2026-05-11 01:00:01.000000',1,NULL);
INSERT INTO "outbox" VALUES(10,7,'card.work','work:1',1,NULL,NULL,'{}',NULL,0,NULL,'sent','2026-05-11 01:00:01.000000',NULL,'2026-05-11 01:00:01.000000',1,NULL);
INSERT INTO "outbox" VALUES(11,1,'card.group','group:1',1,NULL,NULL,'{}',NULL,0,NULL,'sent','2026-05-11 01:00:01.000000',NULL,'2026-05-11 01:00:01.000000',1,NULL);
INSERT INTO "outbox" VALUES(12,7,'card.work','work:1',1,NULL,NULL,'{}',NULL,6,NULL,'sent','2026-05-11 01:00:01.000000',NULL,'2026-05-11 01:00:01.000000',1,NULL);
INSERT INTO "outbox" VALUES(13,7,'case.confirmed_by_resident',NULL,1,NULL,NULL,'{}',NULL,2,'case.confirmed_by_resident:1:4','sent','2026-05-11 01:00:01.000000',NULL,'2026-05-11 01:00:01.000000',1,NULL);
INSERT INTO "outbox" VALUES(14,1,'card.group','group:1',1,NULL,NULL,'{}',NULL,0,NULL,'sent','2026-05-11 01:00:01.000000',NULL,'2026-05-11 01:00:01.000000',1,NULL);
INSERT INTO "outbox" VALUES(15,7,'card.work','work:1',1,NULL,NULL,'{}',NULL,6,NULL,'sent','2026-05-11 01:00:01.000000',NULL,'2026-05-11 01:00:01.000000',1,NULL);
INSERT INTO "outbox" VALUES(16,8,'card.work','work:2',2,NULL,NULL,'{}',NULL,2,NULL,'sent','2026-05-11 01:00:01.000000',NULL,'2026-05-11 01:00:01.000000',1,NULL);
INSERT INTO "outbox" VALUES(17,1,'card.group','group:2',2,NULL,NULL,'{}',1002,0,NULL,'sent','2026-05-11 01:00:01.000000',NULL,'2026-05-11 01:00:01.000000',1,NULL);
INSERT INTO "outbox" VALUES(18,1,'react',NULL,2,NULL,NULL,'{}',1002,7,'react:2','dropped','2026-05-11 01:00:01.000000',NULL,'2026-05-11 01:00:01.000000',1,NULL);
INSERT INTO "outbox" VALUES(19,12,'prompt.refuse',NULL,2,NULL,9,'{}',NULL,0,NULL,'sent','2026-05-11 01:00:02.000000',NULL,'2026-05-11 01:00:02.000000',1,NULL);
INSERT INTO "outbox" VALUES(20,1,'card.group','group:2',2,NULL,NULL,'{}',NULL,6,NULL,'sent','2026-05-11 01:00:02.000000',NULL,'2026-05-11 01:00:02.000000',1,NULL);
INSERT INTO "outbox" VALUES(21,8,'card.work','work:2',2,NULL,NULL,'{}',NULL,6,NULL,'sent','2026-05-11 01:00:02.000000',NULL,'2026-05-11 01:00:02.000000',1,NULL);
INSERT INTO "outbox" VALUES(22,6,'case.refused',NULL,2,NULL,3,'{}',NULL,0,'refused:2:2:3','sent','2026-05-11 01:00:02.000000',NULL,'2026-05-11 01:00:02.000000',1,NULL);
INSERT INTO "outbox" VALUES(23,8,'case.refused_for_you',NULL,2,NULL,NULL,'{}',NULL,2,'case.refused_for_you:2:2','sent','2026-05-11 01:00:02.000000',NULL,'2026-05-11 01:00:02.000000',1,NULL);
INSERT INTO "outbox" VALUES(24,7,'card.work','work:3',3,NULL,NULL,'{}',NULL,2,NULL,'sent','2026-05-11 01:00:02.000000',NULL,'2026-05-11 01:00:02.000000',1,NULL);
INSERT INTO "outbox" VALUES(25,1,'card.group','group:3',3,NULL,NULL,'{}',1003,0,NULL,'sent','2026-05-11 01:00:02.000000',NULL,'2026-05-11 01:00:02.000000',1,NULL);
INSERT INTO "outbox" VALUES(26,1,'react',NULL,3,NULL,NULL,'{}',1003,7,'react:3','dropped','2026-05-11 01:00:02.000000',NULL,'2026-05-11 01:00:02.000000',1,NULL);
INSERT INTO "outbox" VALUES(27,8,'card.work','work:4',4,NULL,NULL,'{}',NULL,2,NULL,'sent','2026-05-11 01:00:03.000000',NULL,'2026-05-11 01:00:03.000000',1,NULL);
INSERT INTO "outbox" VALUES(28,1,'card.group','group:4',4,NULL,NULL,'{}',1004,0,NULL,'sent','2026-05-11 01:00:03.000000',NULL,'2026-05-11 01:00:03.000000',1,NULL);
INSERT INTO "outbox" VALUES(29,1,'react',NULL,4,NULL,NULL,'{}',1004,7,'react:4','dropped','2026-05-11 01:00:03.000000',NULL,'2026-05-11 01:00:03.000000',1,NULL);
INSERT INTO "outbox" VALUES(30,6,'case.merged',NULL,4,NULL,3,'{}',NULL,0,'merged:4:1:3','sent','2026-05-11 01:00:04.000000',NULL,'2026-05-11 01:00:04.000000',1,NULL);
INSERT INTO "outbox" VALUES(31,1,'card.group','group:3',3,NULL,NULL,'{}',NULL,6,NULL,'sent','2026-05-11 01:00:04.000000',NULL,'2026-05-11 01:00:04.000000',1,NULL);
INSERT INTO "outbox" VALUES(32,7,'card.work','work:3',3,NULL,NULL,'{}',NULL,6,NULL,'sent','2026-05-11 01:00:04.000000',NULL,'2026-05-11 01:00:04.000000',1,NULL);
INSERT INTO "outbox" VALUES(33,8,'case.merged_away',NULL,4,NULL,NULL,'{}',NULL,2,'case.merged_away:4:2','sent','2026-05-11 01:00:04.000000',NULL,'2026-05-11 01:00:04.000000',1,NULL);
INSERT INTO "outbox" VALUES(34,1,'card.group','group:4',4,NULL,NULL,'{}',NULL,6,NULL,'sent','2026-05-11 01:00:04.000000',NULL,'2026-05-11 01:00:04.000000',1,NULL);
INSERT INTO "outbox" VALUES(35,8,'card.work','work:4',4,NULL,NULL,'{}',NULL,6,NULL,'sent','2026-05-11 01:00:04.000000',NULL,'2026-05-11 01:00:04.000000',1,NULL);
INSERT INTO "outbox" VALUES(36,12,'card.work','work:5',5,NULL,NULL,'{}',NULL,2,NULL,'sent','2026-05-11 01:00:04.000000',NULL,'2026-05-11 01:00:04.000000',1,NULL);
INSERT INTO "outbox" VALUES(37,6,'say.filed_privately',NULL,5,NULL,3,'{}',NULL,0,NULL,'sent','2026-05-11 01:00:04.000000',NULL,'2026-05-11 01:00:04.000000',1,NULL);
INSERT INTO "outbox" VALUES(38,6,'card.own','own:5',5,NULL,NULL,'{}',NULL,0,NULL,'sent','2026-05-11 01:00:04.000000',NULL,'2026-05-11 01:00:04.000000',1,NULL);
INSERT INTO "outbox" VALUES(39,14,'card.unrouted','watch:6',6,NULL,NULL,'{}',NULL,2,'unrouted:6:1:12','sent','2026-05-11 01:00:05.000000',NULL,'2026-05-11 01:00:05.000000',1,NULL);
INSERT INTO "outbox" VALUES(40,4,'card.group','group:6',6,NULL,NULL,'{}',1006,0,NULL,'sent','2026-05-11 01:00:05.000000',NULL,'2026-05-11 01:00:05.000000',1,NULL);
INSERT INTO "outbox" VALUES(41,4,'react',NULL,6,NULL,NULL,'{}',1006,7,'react:6','dropped','2026-05-11 01:00:05.000000',NULL,'2026-05-11 01:00:05.000000',1,NULL);
INSERT INTO "outbox" VALUES(42,1,'card.group','group:3',3,NULL,NULL,'{}',NULL,6,NULL,'sent','2026-05-11 02:00:06.000000',NULL,'2026-05-11 02:00:06.000000',1,NULL);
INSERT INTO "outbox" VALUES(43,7,'card.work','work:3',3,NULL,NULL,'{}',NULL,0,NULL,'sent','2026-05-11 02:00:06.000000',NULL,'2026-05-11 02:00:06.000000',1,NULL);
INSERT INTO "outbox" VALUES(44,7,'prompt.ask',NULL,3,NULL,4,'{}',NULL,0,NULL,'sent','2026-05-11 02:00:06.000000',NULL,'2026-05-11 02:00:06.000000',1,NULL);
INSERT INTO "outbox" VALUES(45,5,'shop.coupon','coupon:1',NULL,NULL,1,'{}',NULL,0,NULL,'sent','2026-05-11 02:00:06.000000',NULL,'2026-05-11 02:00:06.000000',1,NULL);
INSERT INTO "outbox" VALUES(46,1,'activity.card','activity:1',NULL,NULL,NULL,'{}',NULL,4,NULL,'sent','2026-05-11 02:00:06.000000',NULL,'2026-05-11 02:00:06.000000',1,NULL);
INSERT INTO "outbox" VALUES(47,2,'activity.card','activity:1',NULL,NULL,NULL,'{}',NULL,4,NULL,'sent','2026-05-11 02:00:06.000000',NULL,'2026-05-11 02:00:06.000000',1,NULL);
INSERT INTO "outbox" VALUES(48,9,'activity.lead','activity:1',NULL,NULL,NULL,'{}',NULL,0,NULL,'sent','2026-05-11 02:00:06.000000',NULL,'2026-05-11 02:00:06.000000',1,NULL);
INSERT INTO "outbox" VALUES(49,9,'activity.lead','activity:1',NULL,NULL,NULL,'{}',NULL,6,NULL,'sent','2026-05-11 02:00:06.000000',NULL,'2026-05-11 02:00:06.000000',1,NULL);
INSERT INTO "outbox" VALUES(50,1,'activity.card','activity:1',NULL,NULL,NULL,'{}',NULL,6,NULL,'sent','2026-05-11 02:00:06.000000',NULL,'2026-05-11 02:00:06.000000',1,NULL);
INSERT INTO "outbox" VALUES(51,2,'activity.card','activity:1',NULL,NULL,NULL,'{}',NULL,6,NULL,'sent','2026-05-11 02:00:06.000000',NULL,'2026-05-11 02:00:06.000000',1,NULL);
INSERT INTO "outbox" VALUES(52,7,'card.work','work:7',7,NULL,NULL,'{}',NULL,2,NULL,'claimed','2026-05-11 02:00:06.000000',NULL,NULL,1,NULL);
INSERT INTO "outbox" VALUES(53,1,'card.group','group:7',7,NULL,NULL,'{}',1007,0,NULL,'owed','2026-05-11 02:00:06.000000',NULL,NULL,0,NULL);
INSERT INTO "outbox" VALUES(54,1,'react',NULL,7,NULL,NULL,'{"emoji": "\ud83d\udc40"}',1007,7,'react:7','owed','2026-05-11 02:00:06.000000',NULL,NULL,0,NULL);
CREATE TABLE people (
	id INTEGER NOT NULL, 
	telegram_id BIGINT, 
	name VARCHAR(128) NOT NULL, 
	staff_name VARCHAR(64) DEFAULT '' NOT NULL, 
	language VARCHAR(12) NOT NULL, 
	own_language VARCHAR(12), 
	home_id INTEGER, 
	greeted BOOLEAN DEFAULT (false) NOT NULL, 
	away_until DATETIME, 
	met_at DATETIME NOT NULL, 
	deleted_at DATETIME, 
	CONSTRAINT pk_people PRIMARY KEY (id), 
	CONSTRAINT fk_people_home_id FOREIGN KEY(home_id) REFERENCES areas (id), 
	CONSTRAINT uq_people_telegram_id UNIQUE (telegram_id)
);
INSERT INTO "people" VALUES(1,1000,'王阿姨','','zh-hans',NULL,NULL,0,NULL,'2026-05-11 01:00:00.000000',NULL);
INSERT INTO "people" VALUES(2,1001,'张叔','','zh-hans',NULL,NULL,0,NULL,'2026-05-11 01:00:00.000000',NULL);
INSERT INTO "people" VALUES(3,1002,'赵姐','','zh-hans',NULL,NULL,0,NULL,'2026-05-11 01:00:00.000000',NULL);
INSERT INTO "people" VALUES(4,1003,'陈师傅','','zh-hans',NULL,NULL,0,NULL,'2026-05-11 01:00:00.000000',NULL);
INSERT INTO "people" VALUES(5,1004,'吴师傅','','zh-hans',NULL,NULL,0,'2026-05-13 02:00:06.000000','2026-05-11 01:00:00.000000',NULL);
INSERT INTO "people" VALUES(6,1005,'李〇晴','','zh-hans',NULL,NULL,0,NULL,'2026-05-11 01:00:00.000000',NULL);
INSERT INTO "people" VALUES(7,1006,'和大姐','','zh-hans',NULL,NULL,0,NULL,'2026-05-11 01:00:00.000000',NULL);
INSERT INTO "people" VALUES(8,1007,'徐书记','','zh-hans',NULL,NULL,0,NULL,'2026-05-11 01:00:00.000000',NULL);
INSERT INTO "people" VALUES(9,1008,'周书记','','zh-hans',NULL,NULL,0,NULL,'2026-05-11 01:00:00.000000',NULL);
INSERT INTO "people" VALUES(10,1009,'郑书记','','zh-hans',NULL,NULL,0,NULL,'2026-05-11 01:00:00.000000',NULL);
INSERT INTO "people" VALUES(11,1010,'路人','','zh-hans',NULL,NULL,0,NULL,'2026-05-11 01:00:00.000000',NULL);
INSERT INTO "people" VALUES(12,900001,'管事的','','zh-hans',NULL,NULL,0,NULL,'2026-05-11 01:00:00.000000',NULL);
CREATE TABLE photos (
	id INTEGER NOT NULL, 
	case_id INTEGER, 
	report_id INTEGER, 
	draft_id INTEGER, 
	person_id INTEGER NOT NULL, 
	purpose VARCHAR(8) DEFAULT 'before' NOT NULL, 
	round INTEGER DEFAULT '0' NOT NULL, 
	file_id VARCHAR(255) NOT NULL, 
	unique_id VARCHAR(64) NOT NULL, 
	as_file BOOLEAN DEFAULT (false) NOT NULL, 
	state VARCHAR(8) DEFAULT 'owed' NOT NULL, 
	path VARCHAR(80), 
	width INTEGER, 
	height INTEGER, 
	likeness BIGINT, 
	taken_at DATETIME NOT NULL, 
	CONSTRAINT pk_photos PRIMARY KEY (id), 
	CONSTRAINT ck_photos_purpose CHECK (purpose IN ('before', 'after', 'more')), 
	CONSTRAINT ck_photos_state CHECK (state IN ('owed', 'stored', 'broken', 'expired')), 
	CONSTRAINT fk_photos_case_id FOREIGN KEY(case_id) REFERENCES cases (id), 
	CONSTRAINT fk_photos_draft_id FOREIGN KEY(draft_id) REFERENCES drafts (id), 
	CONSTRAINT fk_photos_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT fk_photos_report_id FOREIGN KEY(report_id) REFERENCES reports (id)
);
INSERT INTO "photos" VALUES(1,1,1,NULL,1,'before',0,'file-before1001','unique-before1001',0,'stored','1.jpg',320,240,1,'2026-05-11 01:00:00.000000');
INSERT INTO "photos" VALUES(2,1,NULL,NULL,4,'after',0,'file-after','unique-after',0,'stored','2.jpg',320,240,2,'2026-05-11 01:00:01.000000');
INSERT INTO "photos" VALUES(3,2,2,NULL,3,'before',0,'file-before1002','unique-before1002',0,'stored','3.jpg',320,240,3,'2026-05-11 01:00:01.000000');
INSERT INTO "photos" VALUES(4,3,3,NULL,1,'before',0,'file-before1003','unique-before1003',0,'stored','4.jpg',320,240,4,'2026-05-11 01:00:02.000000');
INSERT INTO "photos" VALUES(5,3,4,NULL,3,'before',0,'file-before1004','unique-before1004',0,'stored','5.jpg',320,240,5,'2026-05-11 01:00:03.000000');
INSERT INTO "photos" VALUES(6,6,6,NULL,3,'before',0,'file-before1006','unique-before1006',0,'stored','6.jpg',320,240,6,'2026-05-11 01:00:05.000000');
INSERT INTO "photos" VALUES(7,7,7,NULL,1,'before',0,'file-before1007','unique-before1007',0,'stored','7.jpg',320,240,7,'2026-05-11 02:00:06.000000');
CREATE TABLE plots (
	id INTEGER NOT NULL, 
	activity_id INTEGER NOT NULL, 
	name VARCHAR(40) NOT NULL, 
	person_id INTEGER, 
	claimed_at DATETIME, 
	photo VARCHAR(255), 
	done_at DATETIME, 
	confirmed_by INTEGER, 
	CONSTRAINT pk_plots PRIMARY KEY (id), 
	CONSTRAINT ck_plots_somebody_did_it CHECK (done_at IS NULL OR person_id IS NOT NULL), 
	CONSTRAINT fk_plots_activity_id FOREIGN KEY(activity_id) REFERENCES activities (id), 
	CONSTRAINT fk_plots_confirmed_by FOREIGN KEY(confirmed_by) REFERENCES people (id), 
	CONSTRAINT fk_plots_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_plots_activity_id_name UNIQUE (activity_id, name)
);
INSERT INTO "plots" VALUES(1,1,'东门',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "plots" VALUES(2,1,'南门',NULL,NULL,NULL,NULL,NULL);
CREATE TABLE prompts (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	chat_id INTEGER NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	case_id INTEGER, 
	draft_id INTEGER, 
	opened_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_prompts PRIMARY KEY (id), 
	CONSTRAINT fk_prompts_case_id FOREIGN KEY(case_id) REFERENCES cases (id), 
	CONSTRAINT fk_prompts_chat_id FOREIGN KEY(chat_id) REFERENCES chats (id), 
	CONSTRAINT fk_prompts_draft_id FOREIGN KEY(draft_id) REFERENCES drafts (id), 
	CONSTRAINT fk_prompts_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_prompts_person_id_chat_id UNIQUE (person_id, chat_id)
);
INSERT INTO "prompts" VALUES(1,4,7,'ask',3,NULL,'2026-05-11 02:00:06.000000','2026-05-11 02:30:06.000000');
CREATE TABLE proposals (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	points INTEGER NOT NULL, 
	reason VARCHAR(300) NOT NULL, 
	proposed_by INTEGER NOT NULL, 
	proposed_at DATETIME NOT NULL, 
	settled_by INTEGER, 
	settled_at DATETIME, 
	state VARCHAR(8) DEFAULT 'waiting' NOT NULL, 
	CONSTRAINT pk_proposals PRIMARY KEY (id), 
	CONSTRAINT ck_proposals_state CHECK (state IN ('waiting', 'given', 'refused')), 
	CONSTRAINT ck_proposals_points CHECK (points > 0), 
	CONSTRAINT ck_proposals_not_for_oneself CHECK (proposed_by <> person_id AND settled_by <> person_id), 
	CONSTRAINT fk_proposals_account_id FOREIGN KEY(account_id) REFERENCES accounts (id), 
	CONSTRAINT fk_proposals_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT fk_proposals_proposed_by FOREIGN KEY(proposed_by) REFERENCES people (id), 
	CONSTRAINT fk_proposals_settled_by FOREIGN KEY(settled_by) REFERENCES people (id)
);
INSERT INTO "proposals" VALUES(1,2,1,80,'雪天扫路',9,'2026-05-11 02:00:06.000000',NULL,NULL,'waiting');
CREATE TABLE ratings (
	case_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	stars INTEGER NOT NULL, 
	rated_at DATETIME NOT NULL, 
	CONSTRAINT ck_ratings_stars CHECK (stars BETWEEN 1 AND 5), 
	CONSTRAINT fk_ratings_case_id FOREIGN KEY(case_id) REFERENCES cases (id), 
	CONSTRAINT fk_ratings_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_ratings_case_id_person_id UNIQUE (case_id, person_id)
);
INSERT INTO "ratings" VALUES(1,1,5,'2026-05-11 01:00:01.000000');
CREATE TABLE redemptions (
	id INTEGER NOT NULL, 
	community_id INTEGER NOT NULL, 
	reward_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	price INTEGER NOT NULL, 
	code VARCHAR(12) NOT NULL, 
	state VARCHAR(9) DEFAULT 'waiting' NOT NULL, 
	made_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	ended_by INTEGER, 
	CONSTRAINT pk_redemptions PRIMARY KEY (id), 
	CONSTRAINT ck_redemptions_state CHECK (state IN ('waiting', 'handed', 'cancelled')), 
	CONSTRAINT fk_redemptions_community_id FOREIGN KEY(community_id) REFERENCES areas (id), 
	CONSTRAINT fk_redemptions_ended_by FOREIGN KEY(ended_by) REFERENCES people (id), 
	CONSTRAINT fk_redemptions_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT fk_redemptions_reward_id FOREIGN KEY(reward_id) REFERENCES rewards (id), 
	CONSTRAINT uq_redemptions_code UNIQUE (code)
);
INSERT INTO "redemptions" VALUES(1,2,1,1,2,'4UNZXH76','waiting','2026-05-11 02:00:06.000000',NULL,NULL);
CREATE TABLE reports (
	id INTEGER NOT NULL, 
	community_id INTEGER NOT NULL, 
	case_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	on_behalf VARCHAR(64) DEFAULT '' NOT NULL, 
	chat_id INTEGER, 
	message_id BIGINT, 
	album VARCHAR(64), 
	text TEXT DEFAULT '' NOT NULL, 
	anonymous BOOLEAN DEFAULT (false) NOT NULL, 
	made_at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	CONSTRAINT pk_reports PRIMARY KEY (id), 
	CONSTRAINT fk_reports_case_id FOREIGN KEY(case_id) REFERENCES cases (id), 
	CONSTRAINT fk_reports_chat_id FOREIGN KEY(chat_id) REFERENCES chats (id), 
	CONSTRAINT fk_reports_community_id FOREIGN KEY(community_id) REFERENCES areas (id), 
	CONSTRAINT fk_reports_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_reports_chat_id_message_id UNIQUE (chat_id, message_id)
);
INSERT INTO "reports" VALUES(1,2,1,1,'',1,1001,NULL,'门口垃圾桶坏了',0,'2026-05-11 01:00:00.000000',NULL);
INSERT INTO "reports" VALUES(2,2,2,3,'',1,1002,NULL,'楼下太吵了',0,'2026-05-11 01:00:01.000000',NULL);
INSERT INTO "reports" VALUES(3,2,3,1,'',1,1003,NULL,'楼道灯不亮了',0,'2026-05-11 01:00:02.000000',NULL);
INSERT INTO "reports" VALUES(4,2,3,3,'',1,1004,NULL,'三楼的灯坏了',0,'2026-05-11 01:00:03.000000',NULL);
INSERT INTO "reports" VALUES(5,2,5,3,'',6,1005,NULL,'邻居总在楼道吵架，帮忙调解一下',0,'2026-05-11 01:00:04.000000',NULL);
INSERT INTO "reports" VALUES(6,3,6,3,'',4,1006,NULL,'湖边栏杆松了',0,'2026-05-11 01:00:05.000000',NULL);
INSERT INTO "reports" VALUES(7,2,7,1,'',1,1007,NULL,'单元门关不上了',0,'2026-05-11 02:00:06.000000',NULL);
CREATE TABLE rewards (
	id INTEGER NOT NULL, 
	community_id INTEGER NOT NULL, 
	name VARCHAR(60) NOT NULL, 
	price INTEGER NOT NULL, 
	stock INTEGER NOT NULL, 
	per_person INTEGER, 
	partner VARCHAR(60) DEFAULT '' NOT NULL, 
	photo VARCHAR(255), 
	open BOOLEAN DEFAULT (true) NOT NULL, 
	made_by INTEGER, 
	made_at DATETIME NOT NULL, 
	CONSTRAINT pk_rewards PRIMARY KEY (id), 
	CONSTRAINT ck_rewards_price CHECK (price > 0), 
	CONSTRAINT ck_rewards_never_oversold CHECK (stock >= 0), 
	CONSTRAINT fk_rewards_community_id FOREIGN KEY(community_id) REFERENCES areas (id), 
	CONSTRAINT fk_rewards_made_by FOREIGN KEY(made_by) REFERENCES people (id)
);
INSERT INTO "rewards" VALUES(1,2,'抽纸 1 提',2,9,1,'老王超市',NULL,1,9,'2026-05-11 02:00:06.000000');
CREATE TABLE rooms (
	area_id INTEGER NOT NULL, 
	room VARCHAR(20) NOT NULL, 
	CONSTRAINT fk_rooms_area_id FOREIGN KEY(area_id) REFERENCES areas (id), 
	CONSTRAINT uq_rooms_area_id_room UNIQUE (area_id, room)
);
INSERT INTO "rooms" VALUES(4,'101');
INSERT INTO "rooms" VALUES(4,'102');
CREATE TABLE runs (
	id INTEGER NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	subject VARCHAR(40) NOT NULL, 
	day DATE NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_runs PRIMARY KEY (id), 
	CONSTRAINT uq_runs_kind_subject_day UNIQUE (kind, subject, day)
);
INSERT INTO "runs" VALUES(1,'digest','9:2','2026-05-11','2026-05-11 02:00:06.000000');
CREATE TABLE sign_ups (
	id INTEGER NOT NULL, 
	activity_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	state VARCHAR(8) DEFAULT 'joined' NOT NULL, 
	joined_at DATETIME NOT NULL, 
	here_at DATETIME, 
	minutes INTEGER, 
	confirmed_by INTEGER, 
	CONSTRAINT pk_sign_ups PRIMARY KEY (id), 
	CONSTRAINT ck_sign_ups_state CHECK (state IN ('joined', 'here', 'done', 'absent', 'left')), 
	CONSTRAINT fk_sign_ups_activity_id FOREIGN KEY(activity_id) REFERENCES activities (id), 
	CONSTRAINT fk_sign_ups_confirmed_by FOREIGN KEY(confirmed_by) REFERENCES people (id), 
	CONSTRAINT fk_sign_ups_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_sign_ups_activity_id_person_id UNIQUE (activity_id, person_id)
);
INSERT INTO "sign_ups" VALUES(1,1,1,'joined','2026-05-11 02:00:06.000000',NULL,NULL,NULL);
CREATE TABLE supporters (
	case_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	joined_at DATETIME NOT NULL, 
	CONSTRAINT fk_supporters_case_id FOREIGN KEY(case_id) REFERENCES cases (id), 
	CONSTRAINT fk_supporters_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_supporters_case_id_person_id UNIQUE (case_id, person_id)
);
INSERT INTO "supporters" VALUES(1,2,'2026-05-11 01:00:01.000000');
CREATE TABLE takings (
	movement_id INTEGER NOT NULL, 
	lot_id INTEGER NOT NULL, 
	points INTEGER NOT NULL, 
	CONSTRAINT ck_takings_points CHECK (points > 0), 
	CONSTRAINT fk_takings_lot_id FOREIGN KEY(lot_id) REFERENCES lots (id), 
	CONSTRAINT fk_takings_movement_id FOREIGN KEY(movement_id) REFERENCES movements (id), 
	CONSTRAINT uq_takings_movement_id_lot_id UNIQUE (movement_id, lot_id)
);
INSERT INTO "takings" VALUES(5,1,2);
CREATE INDEX ix_areas_community_id ON areas (community_id);
CREATE INDEX ix_areas_parent_id ON areas (parent_id);
CREATE INDEX ix_inbox_unfinished ON inbox (state, id) WHERE state <> 'done';
CREATE INDEX ix_jobs_due ON jobs (due_at) WHERE state = 'owed';
CREATE UNIQUE INDEX uq_jobs_owed ON jobs (kind, subject) WHERE state = 'owed';
CREATE INDEX ix_accounts_person_id ON accounts (person_id);
CREATE UNIQUE INDEX uq_accounts_community ON accounts (community_id) WHERE person_id IS NULL;
CREATE INDEX ix_cases_alarm ON cases (alarm_at) WHERE alarm_at IS NOT NULL;
CREATE INDEX ix_cases_area_id ON cases (area_id);
CREATE INDEX ix_cases_community_due ON cases (community_id, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX ix_cases_community_filed ON cases (community_id, filed_at);
CREATE INDEX ix_cases_community_status ON cases (community_id, status);
CREATE INDEX ix_cases_responsible_status ON cases (responsible_id, status);
CREATE UNIQUE INDEX uq_chats_building ON chats (area_id) WHERE purpose = 'building';
CREATE INDEX ix_flags_person_id ON flags (person_id);
CREATE INDEX ix_grants_area_id ON grants (area_id);
CREATE INDEX ix_grants_person_id ON grants (person_id);
CREATE UNIQUE INDEX uq_grants_living ON grants (person_id, role, area_id) WHERE ended_at IS NULL;
CREATE INDEX ix_rewards_community_id ON rewards (community_id);
CREATE INDEX ix_activities_community_id ON activities (community_id);
CREATE INDEX ix_drafts_chat_album ON drafts (chat_id, album);
CREATE INDEX ix_drafts_person_id ON drafts (person_id);
CREATE INDEX ix_events_actor_id ON events (actor_id);
CREATE INDEX ix_events_case_id ON events (case_id);
CREATE INDEX ix_events_community_at ON events (community_id, at);
CREATE INDEX ix_proposals_person_id ON proposals (person_id);
CREATE INDEX ix_ratings_person_id ON ratings (person_id);
CREATE INDEX ix_redemptions_person_id ON redemptions (person_id);
CREATE INDEX ix_redemptions_reward_id ON redemptions (reward_id);
CREATE INDEX ix_reports_case_id ON reports (case_id);
CREATE INDEX ix_reports_community_made ON reports (community_id, made_at);
CREATE INDEX ix_reports_person_id ON reports (person_id);
CREATE INDEX ix_supporters_person_id ON supporters (person_id);
CREATE INDEX ix_messages_case_id ON messages (case_id);
CREATE INDEX ix_movements_account_day ON movements (account_id, for_day);
CREATE INDEX ix_movements_account_id_id ON movements (account_id, id);
CREATE INDEX ix_movements_case_id ON movements (case_id);
CREATE INDEX ix_movements_community_at ON movements (community_id, at);
CREATE INDEX ix_movements_person_id ON movements (person_id);
CREATE INDEX ix_outbox_case_id ON outbox (case_id);
CREATE INDEX ix_outbox_owed ON outbox (state, id) WHERE state IN ('owed', 'claimed');
CREATE UNIQUE INDEX uq_outbox_card_unclaimed ON outbox (chat_id, card) WHERE state = 'owed' AND card IS NOT NULL;
CREATE INDEX ix_photos_case_id ON photos (case_id);
CREATE INDEX ix_photos_draft_id ON photos (draft_id);
CREATE INDEX ix_photos_person_id ON photos (person_id);
CREATE INDEX ix_plots_activity_id ON plots (activity_id);
CREATE INDEX ix_plots_person_id ON plots (person_id);
CREATE INDEX ix_sign_ups_person_id ON sign_ups (person_id);
CREATE INDEX ix_lots_living ON lots (account_id, expires_at) WHERE "left" > 0;
CREATE INDEX ix_lots_movement_id ON lots (movement_id);
CREATE INDEX ix_takings_movement_id ON takings (movement_id);
CREATE TRIGGER movements_stay BEFORE UPDATE OF id, community_id, account_id, against_id, person_id, points, balance, kind, board, rule, cause, again, reverses_id, short, case_id, activity_id, redemption_id, minutes, actor_id, for_day, at ON movements BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER movements_remain BEFORE DELETE ON movements BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('cases',7);
COMMIT;
