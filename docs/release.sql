-- Derived from kinds/ and publish/ by make derive. Do not edit.
-- A release, records.db: only what may be public.

-- Use of force incidents: one row is one incident
CREATE TABLE [use_of_force] (
  [incident_id] TEXT PRIMARY KEY NOT NULL,
  [occurred_date] TEXT,  -- Date (open)
  [occurred_year] INTEGER,  -- Year (open)
  [occurred_month] TEXT,  -- Month (open)
  [occurred_hour] INTEGER,  -- Hour (open)
  [reported_date] TEXT,  -- Date reported (open)
  [reported_by_agency] TEXT,  -- Agency that reported (open)
  [reason_for_contact] TEXT,  -- Reason for contact (open)
  [reason_for_contact_raw] TEXT,
  [call_type] TEXT,  -- Type of call (open)
  [shift] TEXT,  -- Shift (open)
  [location_type] TEXT,  -- Type of place (open)
  [location_type_raw] TEXT,
  [force_reasons] TEXT,  -- Reasons for force (open)
  [force_reasons_raw] TEXT,
  [force_types] TEXT,  -- Types of force (open)
  [force_classes] TEXT,  -- Force or show of force (open)
  [injury_levels] TEXT,  -- Injuries to people (open)
  [subjects_count] INTEGER,  -- People (open)
  [officers_count] INTEGER,  -- Officers on record (open)
  [applications_count] INTEGER,  -- Uses of force (open)
  [officers_involved_count] INTEGER,  -- Officers involved, by the agency's count (open)
  [has_other_agencies] INTEGER,  -- Other agencies took part (open)
  [has_video] INTEGER,  -- Video exists (open)
  [video_sources] TEXT,  -- Sources of video (open)
  [video_sources_raw] TEXT,
  [was_supervisor_present] INTEGER,  -- Supervisor present (open)
  [was_deescalation_attempted] INTEGER,  -- De-escalation tried (open)
  [was_warning_given] INTEGER,  -- Warning given (open)
  [was_ambush] INTEGER,  -- Ambush of officers (open)
  [was_arrest_made] INTEGER,  -- Arrest made (open)
  [is_school_campus] INTEGER,  -- At a school (open)
  [is_election_related] INTEGER,  -- Tied to an election (open)
  [review_outcome] TEXT,  -- Outcome of the review (open)
  [review_outcome_raw] TEXT,
  [review_completed_date] TEXT,  -- Review finished (open)
  [district] TEXT,  -- District (open)
  [beat] TEXT,  -- Beat (open)
  [location_block] TEXT,  -- Block (open)
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),
  [source_id] INTEGER REFERENCES [_sources]([source_id]),
  [source_line] INTEGER
);

-- Officers in use of force incidents: one row is one officer in an incident
CREATE TABLE [use_of_force_officers] (
  [involvement_id] TEXT PRIMARY KEY NOT NULL,
  [incident_id] TEXT REFERENCES [use_of_force]([incident_id]),
  [officer_id] TEXT,  -- Made-up officer number (open)
  [rank_group] TEXT,  -- Rank (open)
  [assignment_group] TEXT,  -- Assignment (open)
  [assignment_group_raw] TEXT,
  [service_band] TEXT,  -- Years of service (open)
  [is_on_duty] INTEGER,  -- On duty (open)
  [uniform_status] TEXT,  -- Dress (open)
  [uniform_status_raw] TEXT,
  [has_used_force] INTEGER,  -- Used force (open)
  [force_reasons] TEXT,  -- Reasons for force (open)
  [force_reasons_raw] TEXT,
  [race] TEXT,  -- Race or ethnicity (open)
  [gender] TEXT,  -- Gender (open)
  [age_band] TEXT,  -- Age band (open)
  [was_injured] INTEGER,  -- Was hurt (open)
  [injury_level] TEXT,  -- Injury (open)
  [was_hospitalized] INTEGER,  -- Went to hospital (open)
  [medical_aid] TEXT,  -- Medical aid (open)
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),
  [source_id] INTEGER REFERENCES [_sources]([source_id]),
  [source_line] INTEGER
);

-- People in use of force incidents: one row is one person
CREATE TABLE [use_of_force_subjects] (
  [subject_id] TEXT PRIMARY KEY NOT NULL,
  [incident_id] TEXT REFERENCES [use_of_force]([incident_id]),
  [subject_type] TEXT,  -- Person, crowd or animal (open)
  [race_source] TEXT,  -- Who stated the race (open)
  [armed_status] TEXT,  -- Armed (open)
  [weapon_type] TEXT,  -- Weapon (open)
  [resistance_types] TEXT,  -- Resistance (open)
  [perceived_condition] TEXT,  -- Condition that officers noted (open)
  [injury_cause] TEXT,  -- Cause of injury (open)
  [was_arrested] INTEGER,  -- Was arrested (open)
  [custody_status] TEXT,  -- What came next (open)
  [has_fled] INTEGER,  -- Fled (open)
  [was_officer_threatened] INTEGER,  -- Threatened or hurt an officer (open)
  [race] TEXT,  -- Race or ethnicity (open)
  [gender] TEXT,  -- Gender (open)
  [age_band] TEXT,  -- Age band (open)
  [was_injured] INTEGER,  -- Was hurt (open)
  [injury_level] TEXT,  -- Injury (open)
  [was_hospitalized] INTEGER,  -- Went to hospital (open)
  [medical_aid] TEXT,  -- Medical aid (open)
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),
  [source_id] INTEGER REFERENCES [_sources]([source_id]),
  [source_line] INTEGER
);

-- Uses of force: one row is one use of force
CREATE TABLE [use_of_force_applications] (
  [application_id] TEXT PRIMARY KEY NOT NULL,
  [incident_id] TEXT REFERENCES [use_of_force]([incident_id]),
  [involvement_id] TEXT REFERENCES [use_of_force_officers]([involvement_id]),
  [subject_id] TEXT REFERENCES [use_of_force_subjects]([subject_id]),
  [force_type] TEXT,  -- Type of force (open)
  [force_type_raw] TEXT,
  [force_class] TEXT,  -- Force or show of force (open)
  [force_category] TEXT,  -- Group of force (open)
  [force_level_std] TEXT,  -- Usual level of this type (open)
  [force_level_agency] TEXT,  -- Agency's own level (open)
  [force_level_scheme] TEXT,  -- Agency's scale (open)
  [sequence] INTEGER,  -- Order (open)
  [application_count] INTEGER,  -- Times applied (open)
  [ced_mode] TEXT,  -- Electric device mode (open)
  [ced_mode_raw] TEXT,
  [discharge_result] TEXT,  -- Hit or miss (open)
  [discharge_result_raw] TEXT,
  [body_locations] TEXT,  -- Parts of the body (open)
  [effective] TEXT,  -- Did it work (open)
  [effective_raw] TEXT,
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),
  [source_id] INTEGER REFERENCES [_sources]([source_id]),
  [source_line] INTEGER
);

-- Complaints: one row is one complaint
CREATE TABLE [complaints] (
  [complaint_id] TEXT PRIMARY KEY NOT NULL,
  [received_date] TEXT,  -- Date received (open)
  [received_year] INTEGER,  -- Year received (open)
  [received_month] TEXT,  -- Month received (open)
  [occurred_month] TEXT,  -- Month of the event (open)
  [complaint_status] TEXT,  -- Stage (open)
  [complaint_status_raw] TEXT,
  [allegation_category] TEXT,  -- Main allegation (open)
  [allegation_category_raw] TEXT,
  [finding] TEXT,  -- Finding for the case (open)
  [finding_raw] TEXT,
  [finding_group] TEXT,  -- Finding for the case, in groups (open)
  [findings] TEXT,  -- Findings on the allegations (open)
  [allegation_categories] TEXT,  -- Types of allegation (open)
  [allegations_count] INTEGER,  -- Allegations (open)
  [complaint_source] TEXT,  -- Who complained (open)
  [complaint_source_raw] TEXT,
  [intake_channel] TEXT,  -- How it came in (open)
  [intake_channel_raw] TEXT,
  [is_anonymous] INTEGER,  -- Anonymous (open)
  [formality] TEXT,  -- Formal or informal (open)
  [formality_raw] TEXT,
  [receiving_body] TEXT,  -- Taken in by (open)
  [receiving_body_raw] TEXT,
  [investigating_body] TEXT,  -- Investigated by (open)
  [investigating_body_raw] TEXT,
  [opened_date] TEXT,  -- Date opened (open)
  [investigation_closed_date] TEXT,  -- Investigation ended (open)
  [finding_date] TEXT,  -- Date of the finding (open)
  [closed_date] TEXT,  -- Date closed (open)
  [reason_for_contact] TEXT,  -- Reason for contact (open)
  [reason_for_contact_raw] TEXT,
  [outcome_of_contact] TEXT,  -- How the contact ended (open)
  [outcome_of_contact_raw] TEXT,
  [has_video] INTEGER,  -- Video exists (open)
  [is_election_related] INTEGER,  -- Tied to an election (open)
  [incident_id] TEXT REFERENCES [use_of_force]([incident_id]),  -- Use of force incident (open)
  [document_url] TEXT,  -- Agency's document (open)
  [district] TEXT,  -- District (open)
  [beat] TEXT,  -- Beat (open)
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),
  [source_id] INTEGER REFERENCES [_sources]([source_id]),
  [source_line] INTEGER
);

-- Allegations: one row is one allegation
CREATE TABLE [complaint_allegations] (
  [allegation_id] TEXT PRIMARY KEY NOT NULL,
  [complaint_id] TEXT REFERENCES [complaints]([complaint_id]),
  [officer_id] TEXT,  -- Made-up officer number (open)
  [is_officer_identified] INTEGER,  -- Officer identified (open)
  [officer_race] TEXT,  -- Officer's race or ethnicity (open)
  [officer_gender] TEXT,  -- Officer's gender (open)
  [officer_district] TEXT,  -- Officer's district (open)
  [allegation_category] TEXT,  -- Allegation (open)
  [allegation_category_raw] TEXT,
  [fado] TEXT,  -- FADO group (open)
  [pj_dimension] TEXT,  -- Fair treatment (open)
  [finding_recommended] TEXT,  -- Recommended finding (open)
  [finding_recommended_raw] TEXT,
  [recommending_body] TEXT,  -- Recommended by (open)
  [recommending_body_raw] TEXT,
  [finding] TEXT,  -- Finding (open)
  [finding_raw] TEXT,
  [finding_group] TEXT,  -- Finding, in groups (open)
  [is_merit] INTEGER,  -- Decided on the facts (open)
  [finding_after_appeal] TEXT,  -- Finding after appeal (open)
  [finding_after_appeal_raw] TEXT,
  [standard_of_proof] TEXT,  -- Standard of proof (open)
  [standard_of_proof_raw] TEXT,
  [discipline_recommended] TEXT,  -- Recommended discipline (open)
  [discipline_recommended_raw] TEXT,
  [discipline] TEXT,  -- Discipline (open)
  [discipline_raw] TEXT,
  [penalty_days] REAL,  -- Days of penalty (open)
  [discipline_after_appeal] TEXT,  -- Discipline after appeal (open)
  [discipline_after_appeal_raw] TEXT,
  [employment_outcome] TEXT,  -- What became of the job (open)
  [employment_outcome_raw] TEXT,
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),
  [source_id] INTEGER REFERENCES [_sources]([source_id]),
  [source_line] INTEGER
);

-- Elections: one row is one election
CREATE TABLE [elections] (
  [election_id] TEXT PRIMARY KEY NOT NULL,
  [date] TEXT,  -- Election day (open)
  [election_year] INTEGER,  -- Election year (open)
  [state] TEXT,  -- State (open)
  [name] TEXT,  -- Name (open)
  [election_type] TEXT,  -- Type of election (open)
  [election_type_raw] TEXT,
  [is_statewide] INTEGER,  -- In the whole state (open)
  [has_election_day_registration] INTEGER,  -- Register on election day (open)
  [registration_deadline] TEXT,  -- Last day to register (open)
  [absentee_request_deadline] TEXT,  -- Last day to request a mail ballot (open)
  [early_voting_start] TEXT,  -- Early voting starts (open)
  [early_voting_end] TEXT,  -- Early voting ends (open)
  [certification_date] TEXT,  -- Result certified (open)
  [registered_voters] INTEGER,  -- Registered voters (open)
  [votes_cast] INTEGER,  -- Votes cast (open)
  [results_uri] TEXT,  -- Official results (open)
  [source_id] INTEGER REFERENCES [_sources]([source_id]),
  [source_line] INTEGER
);

-- Polling places: one row is one polling place
CREATE TABLE [polling_places] (
  [polling_place_id] TEXT PRIMARY KEY NOT NULL,
  [election_id] TEXT REFERENCES [elections]([election_id]),  -- Election (open)
  [polling_place_number] TEXT,  -- Office's number (open)
  [name] TEXT,  -- Name (open)
  [address_line] TEXT,  -- Address (open)
  [structured_city] TEXT,  -- City (open)
  [structured_state] TEXT,  -- State in the address (open)
  [structured_zip] TEXT,  -- ZIP code (open)
  [county] TEXT,  -- County (open)
  [precincts] TEXT,  -- Precincts (open)
  [polling_place_type] TEXT,  -- Type of place (open)
  [polling_place_type_raw] TEXT,
  [is_early_voting] INTEGER,  -- Early voting (open)
  [is_drop_box] INTEGER,  -- Drop box (open)
  [is_closed] INTEGER,  -- Closed or moved (open)
  [is_accessible] INTEGER,  -- Accessible (open)
  [accessibility_notes] TEXT,  -- Access notes (open)
  [hours] TEXT,  -- Opening hours (open)
  [directions] TEXT,  -- Directions (open)
  [latitude] REAL,  -- Latitude (open)
  [longitude] REAL,  -- Longitude (open)
  [latlng_source] TEXT,  -- Source of the map point (open)
  [registered_voters_assigned] INTEGER,  -- Voters assigned (open)
  [has_resident_security] INTEGER,  -- Has its own security (later)
  [release_on] TEXT,  -- Release date (open)
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),
  [source_id] INTEGER REFERENCES [_sources]([source_id]),
  [source_line] INTEGER
);

-- Police at elections: one row is one posture record
CREATE TABLE [election_posture] (
  [posture_id] TEXT PRIMARY KEY NOT NULL,
  [election_id] TEXT REFERENCES [elections]([election_id]),  -- Election (open)
  [scope] TEXT,  -- Scope (open)
  [polling_place_id] TEXT REFERENCES [polling_places]([polling_place_id]),  -- Polling place (open)
  [zone] TEXT,  -- Zone (open)
  [period_start] TEXT,  -- From (open)
  [period_end] TEXT,  -- Until (open)
  [phase] TEXT,  -- Part of the election (open)
  [plan_or_actual] TEXT,  -- Plan or what took place (open)
  [posture_level] TEXT,  -- Level (open)
  [posture_level_raw] TEXT,
  [visible_presence] TEXT,  -- What voters could see (open)
  [visible_presence_raw] TEXT,
  [uniform_status] TEXT,  -- Dress (open)
  [uniform_status_raw] TEXT,
  [has_plainclothes] INTEGER,  -- Officers in plain clothes (open)
  [officers_planned_band] TEXT,  -- Officers planned (open)
  [officers_actual_band] TEXT,  -- Officers present (open)
  [distance_ft] REAL,  -- Distance in feet (open)
  [legal_buffer_ft] REAL,  -- Legal distance in feet (open)
  [within_buffer_minutes] REAL,  -- Minutes inside the legal distance (open)
  [presence_rule] TEXT,  -- Rule in state law (open)
  [legal_basis] TEXT,  -- Legal basis (open)
  [requested_by] TEXT,  -- Who asked (open)
  [requested_by_raw] TEXT,
  [purpose] TEXT,  -- Why (open)
  [purpose_raw] TEXT,
  [threat_basis] TEXT,  -- Threat, if any (open)
  [approved_by_role] TEXT,  -- Approved by (open)
  [review_due_at] TEXT,  -- To be reviewed by (open)
  [voter_complaints_count] INTEGER,  -- Complaints about police there (open)
  [release_on] TEXT,  -- Release date (open)
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),
  [source_id] INTEGER REFERENCES [_sources]([source_id]),
  [source_line] INTEGER
);

-- Laws on police at the polls: one row is one law
CREATE TABLE [police_presence_laws] (
  [law_id] TEXT PRIMARY KEY NOT NULL,
  [law_number] TEXT,  -- Short name (open)
  [state] TEXT,  -- State (open)
  [presence_rule] TEXT,  -- Rule in state law (open)
  [presence_rule_raw] TEXT,
  [legal_buffer_ft] REAL,  -- Legal distance in feet (open)
  [is_plainclothes_covered] INTEGER,  -- Covers plain clothes (open)
  [who_may_request] TEXT,  -- Who may call police (open)
  [is_log_required] INTEGER,  -- Must be written down (open)
  [exceptions] TEXT,  -- Exceptions (open)
  [citation] TEXT,  -- Law (open)
  [source_title] TEXT,  -- What was read (open)
  [source_url] TEXT,  -- Where it was read (open)
  [checked_date] TEXT,  -- Read on (open)
  [effective_date] TEXT,  -- In force since (open)
  [law_note] TEXT,  -- Note (open)
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),
  [source_id] INTEGER REFERENCES [_sources]([source_id]),
  [source_line] INTEGER
);

-- Rumors and facts: one row is one rumor
CREATE TABLE [rumor_control] (
  [rumor_id] TEXT PRIMARY KEY NOT NULL,
  [rumor_number] TEXT,  -- Office's number (open)
  [election_id] TEXT REFERENCES [elections]([election_id]),  -- Election (open)
  [claim_summary] TEXT,  -- Rumor (open)
  [fact_statement] TEXT,  -- Fact (open)
  [rumor_status] TEXT,  -- True or not (open)
  [rumor_status_raw] TEXT,
  [rumor_topic] TEXT,  -- Topic (open)
  [rumor_topic_raw] TEXT,
  [evidence_urls] TEXT,  -- Sources (open)
  [responsible_office] TEXT,  -- Office that answers (open)
  [reported_by_type] TEXT,  -- Who reported it (open)
  [first_seen_at] TEXT,  -- First seen (open)
  [first_published_at] TEXT,  -- First answered (open)
  [first_published_year] INTEGER,  -- Year of the answer (open)
  [updated_at] TEXT,  -- Last updated (open)
  [languages] TEXT,  -- Languages (open)
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),
  [source_id] INTEGER REFERENCES [_sources]([source_id]),
  [source_line] INTEGER
);

-- Agencies: one row is one agency
CREATE TABLE [agencies] (
  [agency_id] TEXT PRIMARY KEY NOT NULL,
  [name] TEXT,  -- Name (open)
  [ori] TEXT,  -- ORI number (open)
  [agency_type] TEXT,  -- Type of agency (open)
  [place] TEXT,  -- City or county (open)
  [state] TEXT,  -- State (open)
  [time_zone] TEXT,  -- Time zone (open)
  [sworn_count] INTEGER,  -- Sworn officers (open)
  [privacy_profile] TEXT,  -- Privacy profile (open)
  [officer_names_policy] TEXT,  -- Rule on officer names (open)
  [officer_names_citation] TEXT,  -- Law on officer names (open)
  [officer_names_checked_on] TEXT,  -- Law checked on (open)
  [comparability] TEXT,  -- Before you compare (open)
  [comparability_es] TEXT,  -- Before you compare, in Spanish (open)
  [website_url] TEXT,  -- Website (open)
  [is_fictional] INTEGER  -- Made up (open)
);

-- Words and codes: one row is one word
CREATE TABLE [mappings] (
  [mapping_id] TEXT PRIMARY KEY NOT NULL,
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),  -- Agency (open)
  [record_table] TEXT,  -- Table (open)
  [record_column] TEXT,  -- Column (open)
  [written_value] TEXT,  -- As written (open)
  [code_value] TEXT,  -- Code (open)
  [code_label] TEXT,  -- Meaning (open)
  [records_count] INTEGER  -- Records (open)
);

CREATE TABLE [_sources] (
  [source_id] INTEGER PRIMARY KEY,
  [agency_id] TEXT,
  file_name TEXT,
  sha256 TEXT,
  received_on TEXT,
  rows INTEGER,
  format TEXT
);

CREATE TABLE [use_of_force_officers_counts] (
  [agency_id] TEXT,
  [year] INTEGER,
  [characteristic] TEXT,
  [value] TEXT,
  [people] INTEGER,
  [is_withheld] INTEGER,
  PRIMARY KEY (agency_id, year, characteristic, value),
  FOREIGN KEY ([agency_id]) REFERENCES [agencies]([agency_id])
);

CREATE TABLE [use_of_force_subjects_counts] (
  [agency_id] TEXT,
  [year] INTEGER,
  [characteristic] TEXT,
  [value] TEXT,
  [people] INTEGER,
  [is_withheld] INTEGER,
  PRIMARY KEY (agency_id, year, characteristic, value),
  FOREIGN KEY ([agency_id]) REFERENCES [agencies]([agency_id])
);

CREATE TABLE [complaint_allegations_counts] (
  [agency_id] TEXT,
  [year] INTEGER,
  [characteristic] TEXT,
  [value] TEXT,
  [people] INTEGER,
  [is_withheld] INTEGER,
  PRIMARY KEY (agency_id, year, characteristic, value),
  FOREIGN KEY ([agency_id]) REFERENCES [agencies]([agency_id])
);

CREATE TABLE [complaint_parties_counts] (
  [agency_id] TEXT,
  [year] INTEGER,
  [characteristic] TEXT,
  [value] TEXT,
  [people] INTEGER,
  [is_withheld] INTEGER,
  PRIMARY KEY (agency_id, year, characteristic, value),
  FOREIGN KEY ([agency_id]) REFERENCES [agencies]([agency_id])
);

CREATE TABLE [_families] (
  name TEXT PRIMARY KEY,
  position INTEGER,
  title TEXT,
  title_es TEXT,
  description TEXT,
  description_es TEXT
);

CREATE TABLE [_tables] (
  name TEXT PRIMARY KEY,
  family TEXT,
  position INTEGER,
  title TEXT,
  title_es TEXT,
  description TEXT,
  description_es TEXT,
  unit_one TEXT,
  unit_many TEXT,
  unit_one_es TEXT,
  unit_many_es TEXT,
  key TEXT,
  parent TEXT,
  date_column TEXT,
  is_counts INTEGER,
  facets TEXT,
  search TEXT,
  shows TEXT,
  links TEXT,
  rows INTEGER,
  units INTEGER,
  held INTEGER,
  held_until TEXT
);

CREATE TABLE [_columns] (
  table_name TEXT,
  name TEXT,
  position INTEGER,
  title TEXT,
  title_es TEXT,
  description TEXT,
  description_es TEXT,
  type TEXT,
  publish TEXT,
  codes TEXT,
  refers_to TEXT,
  derived TEXT,
  from_column TEXT,
  example TEXT,
  is_withheld INTEGER,
  PRIMARY KEY (table_name, name)
);

CREATE TABLE [_codes] (
  list TEXT,
  code TEXT,
  position INTEGER,
  label TEXT,
  label_es TEXT,
  definition TEXT,
  definition_es TEXT,
  until TEXT,
  properties TEXT,
  PRIMARY KEY (list, code)
);

CREATE TABLE [_questions] (
  name TEXT PRIMARY KEY,
  family TEXT,
  table_name TEXT,
  position INTEGER,
  title TEXT,
  title_es TEXT,
  description TEXT,
  description_es TEXT,
  unit TEXT,
  unit_es TEXT,
  caveat TEXT,
  caveat_es TEXT,
  sql TEXT
);

CREATE TABLE [_rules] (
  table_name TEXT,
  name TEXT,
  says TEXT,
  says_es TEXT,
  PRIMARY KEY (table_name, name)
);

CREATE TABLE [_portal] (
  key TEXT PRIMARY KEY,
  value TEXT
);
CREATE INDEX [idx_use_of_force_agency_id] ON [use_of_force] ([agency_id]);
CREATE INDEX [idx_use_of_force_occurred_year] ON [use_of_force] ([occurred_year]);
CREATE INDEX [idx_use_of_force_district] ON [use_of_force] ([district]);
CREATE INDEX [idx_use_of_force_reason_for_contact] ON [use_of_force] ([reason_for_contact]);
CREATE INDEX [idx_use_of_force_review_outcome] ON [use_of_force] ([review_outcome]);
CREATE INDEX [idx_use_of_force_has_video] ON [use_of_force] ([has_video]);
CREATE INDEX [idx_use_of_force_occurred_date] ON [use_of_force] ([occurred_date]);
CREATE INDEX [idx_use_of_force_officers_incident_id] ON [use_of_force_officers] ([incident_id]);
CREATE INDEX [idx_use_of_force_officers_agency_id] ON [use_of_force_officers] ([agency_id]);
CREATE INDEX [idx_use_of_force_officers_rank_group] ON [use_of_force_officers] ([rank_group]);
CREATE INDEX [idx_use_of_force_officers_assignment_group] ON [use_of_force_officers] ([assignment_group]);
CREATE INDEX [idx_use_of_force_officers_uniform_status] ON [use_of_force_officers] ([uniform_status]);
CREATE INDEX [idx_use_of_force_officers_is_on_duty] ON [use_of_force_officers] ([is_on_duty]);
CREATE INDEX [idx_use_of_force_officers_has_used_force] ON [use_of_force_officers] ([has_used_force]);
CREATE INDEX [idx_use_of_force_officers_injury_level] ON [use_of_force_officers] ([injury_level]);
CREATE INDEX [idx_use_of_force_officers_officer_id] ON [use_of_force_officers] ([officer_id]);
CREATE INDEX [idx_use_of_force_subjects_incident_id] ON [use_of_force_subjects] ([incident_id]);
CREATE INDEX [idx_use_of_force_subjects_agency_id] ON [use_of_force_subjects] ([agency_id]);
CREATE INDEX [idx_use_of_force_subjects_race] ON [use_of_force_subjects] ([race]);
CREATE INDEX [idx_use_of_force_subjects_gender] ON [use_of_force_subjects] ([gender]);
CREATE INDEX [idx_use_of_force_subjects_age_band] ON [use_of_force_subjects] ([age_band]);
CREATE INDEX [idx_use_of_force_subjects_injury_level] ON [use_of_force_subjects] ([injury_level]);
CREATE INDEX [idx_use_of_force_subjects_armed_status] ON [use_of_force_subjects] ([armed_status]);
CREATE INDEX [idx_use_of_force_subjects_weapon_type] ON [use_of_force_subjects] ([weapon_type]);
CREATE INDEX [idx_use_of_force_subjects_subject_type] ON [use_of_force_subjects] ([subject_type]);
CREATE INDEX [idx_use_of_force_applications_incident_id] ON [use_of_force_applications] ([incident_id]);
CREATE INDEX [idx_use_of_force_applications_involvement_id] ON [use_of_force_applications] ([involvement_id]);
CREATE INDEX [idx_use_of_force_applications_subject_id] ON [use_of_force_applications] ([subject_id]);
CREATE INDEX [idx_use_of_force_applications_agency_id] ON [use_of_force_applications] ([agency_id]);
CREATE INDEX [idx_use_of_force_applications_force_type] ON [use_of_force_applications] ([force_type]);
CREATE INDEX [idx_use_of_force_applications_force_class] ON [use_of_force_applications] ([force_class]);
CREATE INDEX [idx_use_of_force_applications_force_category] ON [use_of_force_applications] ([force_category]);
CREATE INDEX [idx_use_of_force_applications_force_level_std] ON [use_of_force_applications] ([force_level_std]);
CREATE INDEX [idx_use_of_force_applications_force_level_agency] ON [use_of_force_applications] ([force_level_agency]);
CREATE INDEX [idx_use_of_force_applications_effective] ON [use_of_force_applications] ([effective]);
CREATE INDEX [idx_use_of_force_applications_ced_mode] ON [use_of_force_applications] ([ced_mode]);
CREATE INDEX [idx_complaints_incident_id] ON [complaints] ([incident_id]);
CREATE INDEX [idx_complaints_agency_id] ON [complaints] ([agency_id]);
CREATE INDEX [idx_complaints_received_year] ON [complaints] ([received_year]);
CREATE INDEX [idx_complaints_district] ON [complaints] ([district]);
CREATE INDEX [idx_complaints_complaint_status] ON [complaints] ([complaint_status]);
CREATE INDEX [idx_complaints_complaint_source] ON [complaints] ([complaint_source]);
CREATE INDEX [idx_complaints_intake_channel] ON [complaints] ([intake_channel]);
CREATE INDEX [idx_complaints_allegation_category] ON [complaints] ([allegation_category]);
CREATE INDEX [idx_complaints_finding_group] ON [complaints] ([finding_group]);
CREATE INDEX [idx_complaints_received_date] ON [complaints] ([received_date]);
CREATE INDEX [idx_complaint_allegations_complaint_id] ON [complaint_allegations] ([complaint_id]);
CREATE INDEX [idx_complaint_allegations_agency_id] ON [complaint_allegations] ([agency_id]);
CREATE INDEX [idx_complaint_allegations_allegation_category] ON [complaint_allegations] ([allegation_category]);
CREATE INDEX [idx_complaint_allegations_finding_group] ON [complaint_allegations] ([finding_group]);
CREATE INDEX [idx_complaint_allegations_finding] ON [complaint_allegations] ([finding]);
CREATE INDEX [idx_complaint_allegations_discipline] ON [complaint_allegations] ([discipline]);
CREATE INDEX [idx_complaint_allegations_employment_outcome] ON [complaint_allegations] ([employment_outcome]);
CREATE INDEX [idx_complaint_allegations_fado] ON [complaint_allegations] ([fado]);
CREATE INDEX [idx_complaint_allegations_pj_dimension] ON [complaint_allegations] ([pj_dimension]);
CREATE INDEX [idx_complaint_allegations_officer_district] ON [complaint_allegations] ([officer_district]);
CREATE INDEX [idx_complaint_allegations_officer_race] ON [complaint_allegations] ([officer_race]);
CREATE INDEX [idx_elections_election_year] ON [elections] ([election_year]);
CREATE INDEX [idx_elections_state] ON [elections] ([state]);
CREATE INDEX [idx_elections_election_type] ON [elections] ([election_type]);
CREATE INDEX [idx_elections_is_statewide] ON [elections] ([is_statewide]);
CREATE INDEX [idx_elections_date] ON [elections] ([date]);
CREATE INDEX [idx_polling_places_election_id] ON [polling_places] ([election_id]);
CREATE INDEX [idx_polling_places_agency_id] ON [polling_places] ([agency_id]);
CREATE INDEX [idx_polling_places_county] ON [polling_places] ([county]);
CREATE INDEX [idx_polling_places_polling_place_type] ON [polling_places] ([polling_place_type]);
CREATE INDEX [idx_polling_places_is_early_voting] ON [polling_places] ([is_early_voting]);
CREATE INDEX [idx_polling_places_is_drop_box] ON [polling_places] ([is_drop_box]);
CREATE INDEX [idx_polling_places_is_accessible] ON [polling_places] ([is_accessible]);
CREATE INDEX [idx_polling_places_is_closed] ON [polling_places] ([is_closed]);
CREATE INDEX [idx_election_posture_election_id] ON [election_posture] ([election_id]);
CREATE INDEX [idx_election_posture_polling_place_id] ON [election_posture] ([polling_place_id]);
CREATE INDEX [idx_election_posture_agency_id] ON [election_posture] ([agency_id]);
CREATE INDEX [idx_election_posture_scope] ON [election_posture] ([scope]);
CREATE INDEX [idx_election_posture_posture_level] ON [election_posture] ([posture_level]);
CREATE INDEX [idx_election_posture_visible_presence] ON [election_posture] ([visible_presence]);
CREATE INDEX [idx_election_posture_requested_by] ON [election_posture] ([requested_by]);
CREATE INDEX [idx_election_posture_purpose] ON [election_posture] ([purpose]);
CREATE INDEX [idx_election_posture_threat_basis] ON [election_posture] ([threat_basis]);
CREATE INDEX [idx_election_posture_phase] ON [election_posture] ([phase]);
CREATE INDEX [idx_election_posture_plan_or_actual] ON [election_posture] ([plan_or_actual]);
CREATE INDEX [idx_election_posture_period_start] ON [election_posture] ([period_start]);
CREATE INDEX [idx_police_presence_laws_agency_id] ON [police_presence_laws] ([agency_id]);
CREATE INDEX [idx_police_presence_laws_state] ON [police_presence_laws] ([state]);
CREATE INDEX [idx_police_presence_laws_presence_rule] ON [police_presence_laws] ([presence_rule]);
CREATE INDEX [idx_police_presence_laws_is_plainclothes_covered] ON [police_presence_laws] ([is_plainclothes_covered]);
CREATE INDEX [idx_police_presence_laws_is_log_required] ON [police_presence_laws] ([is_log_required]);
CREATE INDEX [idx_police_presence_laws_checked_date] ON [police_presence_laws] ([checked_date]);
CREATE INDEX [idx_rumor_control_election_id] ON [rumor_control] ([election_id]);
CREATE INDEX [idx_rumor_control_agency_id] ON [rumor_control] ([agency_id]);
CREATE INDEX [idx_rumor_control_rumor_topic] ON [rumor_control] ([rumor_topic]);
CREATE INDEX [idx_rumor_control_rumor_status] ON [rumor_control] ([rumor_status]);
CREATE INDEX [idx_rumor_control_first_published_year] ON [rumor_control] ([first_published_year]);
CREATE INDEX [idx_rumor_control_reported_by_type] ON [rumor_control] ([reported_by_type]);
CREATE INDEX [idx_rumor_control_first_published_at] ON [rumor_control] ([first_published_at]);
CREATE INDEX [idx_agencies_agency_type] ON [agencies] ([agency_type]);
CREATE INDEX [idx_agencies_state] ON [agencies] ([state]);
CREATE INDEX [idx_agencies_privacy_profile] ON [agencies] ([privacy_profile]);
CREATE INDEX [idx_agencies_officer_names_policy] ON [agencies] ([officer_names_policy]);
CREATE INDEX [idx_mappings_agency_id] ON [mappings] ([agency_id]);
CREATE INDEX [idx_mappings_record_table] ON [mappings] ([record_table]);
CREATE INDEX [idx_mappings_record_column] ON [mappings] ([record_column]);
CREATE INDEX [idx_mappings_code_value] ON [mappings] ([code_value]);
CREATE VIRTUAL TABLE "use_of_force_fts" USING FTS5 ( "district", "beat", "location_block", "call_type", "reported_by_agency", tokenize='porter unicode61 remove_diacritics 2', content="use_of_force" );
CREATE VIRTUAL TABLE "use_of_force_applications_fts" USING FTS5 ( "force_type", "force_type_raw", "force_level_agency", tokenize='porter unicode61 remove_diacritics 2', content="use_of_force_applications" );
CREATE VIRTUAL TABLE "complaints_fts" USING FTS5 ( "district", "beat", "allegation_category", "allegation_category_raw", tokenize='porter unicode61 remove_diacritics 2', content="complaints" );
CREATE VIRTUAL TABLE "complaint_allegations_fts" USING FTS5 ( "allegation_category", "allegation_category_raw", "finding", "finding_raw", "officer_district", tokenize='porter unicode61 remove_diacritics 2', content="complaint_allegations" );
CREATE VIRTUAL TABLE "elections_fts" USING FTS5 ( "name", "state", tokenize='porter unicode61 remove_diacritics 2', content="elections" );
CREATE VIRTUAL TABLE "polling_places_fts" USING FTS5 ( "name", "address_line", "structured_city", "county", "precincts", tokenize='porter unicode61 remove_diacritics 2', content="polling_places" );
CREATE VIRTUAL TABLE "election_posture_fts" USING FTS5 ( "zone", "legal_basis", "approved_by_role", tokenize='porter unicode61 remove_diacritics 2', content="election_posture" );
CREATE VIRTUAL TABLE "police_presence_laws_fts" USING FTS5 ( "citation", "who_may_request", "exceptions", "source_title", "law_note", tokenize='porter unicode61 remove_diacritics 2', content="police_presence_laws" );
CREATE VIRTUAL TABLE "rumor_control_fts" USING FTS5 ( "claim_summary", "fact_statement", "responsible_office", tokenize='porter unicode61 remove_diacritics 2', content="rumor_control" );
CREATE VIRTUAL TABLE "agencies_fts" USING FTS5 ( "name", "place", "comparability", "comparability_es", tokenize='porter unicode61 remove_diacritics 2', content="agencies" );
CREATE VIRTUAL TABLE "mappings_fts" USING FTS5 ( "written_value", "code_label", tokenize='porter unicode61 remove_diacritics 2', content="mappings" );
