-- Derived from kinds/ by make derive. Do not edit.
-- The register: private, with history. What is public is in release.sql.
-- Two triggers on each table write the row as it was into _history whenever it is changed or taken away.

CREATE TABLE [_loads] (
  "load" INTEGER PRIMARY KEY,
  "act" INTEGER,
  "agency" TEXT,
  "file_name" TEXT,
  "sha256" TEXT,
  "bytes" INTEGER,
  "format" TEXT,
  "format_sha256" TEXT,
  "role" TEXT,
  "at" TEXT,
  "by" TEXT,
  "today" TEXT,
  "rows" INTEGER,
  "new" INTEGER,
  "changed" INTEGER,
  "unchanged" INTEGER,
  "merged" INTEGER,
  "rejected" INTEGER,
  "ignored" INTEGER,
  "asked" TEXT,
  "sheet" TEXT
);

CREATE TABLE [_problems] (
  "load" INTEGER,
  "code" TEXT,
  "line" INTEGER,
  "column_title" TEXT,
  "says" TEXT,
  "do" TEXT,
  "count" INTEGER
);

CREATE TABLE [_rejects] (
  "load" INTEGER,
  "line" INTEGER,
  "cells" TEXT,
  "problems" TEXT
);

CREATE TABLE [_aside] (
  "load" INTEGER,
  "line" INTEGER,
  "table_name" TEXT,
  "record" TEXT,
  "period" TEXT,
  "mended_by" INTEGER,
  "came_as" INTEGER
);

CREATE TABLE [_unmapped] (
  "load" INTEGER,
  "table_name" TEXT,
  "column_name" TEXT,
  "value" TEXT,
  "rows" INTEGER
);

CREATE TABLE [_history] (
  "id" INTEGER PRIMARY KEY,
  "table_name" TEXT,
  "record" TEXT,
  "act" INTEGER,
  "was" TEXT
);

CREATE TABLE [_acts] (
  "act" INTEGER PRIMARY KEY,
  "kind" TEXT,
  "agency" TEXT,
  "at" TEXT,
  "by" TEXT,
  "reason" TEXT,
  "undone_by" INTEGER
);

CREATE TABLE [_now] (
  "act" INTEGER
);

CREATE TABLE [_corrections] (
  "act" INTEGER,
  "table_name" TEXT,
  "record" TEXT,
  "column_name" TEXT,
  "was" BLOB,
  "now" BLOB,
  "now_raw" TEXT
);

CREATE TABLE [_tombs] (
  "act" INTEGER,
  "tomb" TEXT
);

CREATE TABLE [_zeros] (
  "act" INTEGER,
  "table_name" TEXT,
  "agency" TEXT,
  "period" TEXT
);

CREATE TABLE [_told] (
  "load" INTEGER,
  "table_name" TEXT,
  "period" TEXT,
  "aside" INTEGER
);

CREATE TABLE [_owed] (
  "agency" TEXT,
  "table_name" TEXT,
  "every" TEXT,
  "due" INTEGER,
  "since" TEXT,
  "withheld" TEXT
);

-- Elections: one row is one election
CREATE TABLE [elections] (
  [election_id] TEXT,
  [date] TEXT,  -- Election day (open)
  [election_year] INTEGER,  -- Election year (open)
  [state] TEXT,  -- State (open)
  [jurisdiction_ocd_id] TEXT,  -- Area, as OCD id (open)
  [name] TEXT,  -- Name (open)
  [election_type] TEXT,  -- Type of election (open)
  [is_statewide] INTEGER,  -- In the whole state (open)
  [has_election_day_registration] INTEGER,  -- Register on election day (open)
  [registration_deadline] TEXT,  -- Last day to register (open)
  [absentee_request_deadline] TEXT,  -- Last day to request a mail ballot (open)
  [early_voting_start_date] TEXT,  -- Early voting starts (open)
  [early_voting_end_date] TEXT,  -- Early voting ends (open)
  [certification_date] TEXT,  -- Result certified (open)
  [registered_voters_count] INTEGER,  -- Registered voters (open)
  [votes_cast_count] INTEGER,  -- Votes cast (open)
  [results_uri] TEXT,  -- Official results (open)
  [election_type_raw] TEXT,
  [source_id] INTEGER,
  [source_line] INTEGER
);
CREATE UNIQUE INDEX [elections key] ON [elections] ([election_id]);

-- Polling places: one row is one polling place
CREATE TABLE [polling_places] (
  [polling_place_id] TEXT,
  [election_id] TEXT,  -- Election (open)
  [polling_place_number] TEXT,  -- Polling place number (open)
  [name] TEXT,  -- Name (open)
  [address_line] TEXT,  -- Address (open)
  [structured_city] TEXT,  -- City (open)
  [structured_state] TEXT,  -- State in the address (open)
  [structured_zip] TEXT,  -- ZIP code (open)
  [county] TEXT,  -- County (open)
  [precincts] TEXT,  -- Precincts (open)
  [polling_place_type] TEXT,  -- Type of place (open)
  [site_use] TEXT,  -- What the place is (open)
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
  [registered_voters_assigned_count] INTEGER,  -- Voters assigned (open)
  [has_resident_security] INTEGER,  -- Has its own security (later)
  [release_on] TEXT,  -- Release date (open)
  [polling_place_type_raw] TEXT,
  [site_use_raw] TEXT,
  [agency_id] TEXT,
  [source_id] INTEGER,
  [source_line] INTEGER
);
CREATE UNIQUE INDEX [polling_places key] ON [polling_places] ([polling_place_id]);

-- Policies: one row is one policy
CREATE TABLE [policies] (
  [policy_id] TEXT,
  [policy_number] TEXT,  -- Policy number (open)
  [policy_title] TEXT,  -- Name of the policy (open)
  [policy_topic] TEXT,  -- Topic (open)
  [adopted_date] TEXT,  -- Adopted (open)
  [effective_date] TEXT,  -- In force from (open)
  [effective_year] INTEGER,  -- In force from, year (open)
  [retired_date] TEXT,  -- In force until (open)
  [last_reviewed_date] TEXT,  -- Last reviewed (open)
  [review_due_date] TEXT,  -- Next review due (open)
  [reviewed_by_role] TEXT,  -- Reviewed by (open)
  [was_public_consulted] INTEGER,  -- Public was asked (open)
  [replaces_policy_number] TEXT,  -- Takes the place of (open)
  [policy_url] TEXT,  -- Web address (open)
  [policy_summary] TEXT,  -- Summary (open)
  [policy_topic_raw] TEXT,
  [agency_id] TEXT,
  [source_id] INTEGER,
  [source_line] INTEGER
);
CREATE UNIQUE INDEX [policies key] ON [policies] ([policy_id]);

-- Use of force incidents: one row is one incident
CREATE TABLE [use_of_force] (
  [incident_id] TEXT,
  [incident_number] TEXT,  -- Agency's incident number (private)
  [occurred_date] TEXT,  -- Date (open)
  [occurred_year] INTEGER,  -- Year (open)
  [occurred_month] TEXT,  -- Month (open)
  [occurred_time] TEXT,  -- Time (coarse)
  [occurred_hour] INTEGER,  -- Hour (open)
  [date_precision] TEXT,  -- How exact the date is (open)
  [reported_date] TEXT,  -- Date reported (open)
  [reported_by_agency] TEXT,  -- Agency that reported (open)
  [reason_for_contact] TEXT,  -- Reason for contact (open)
  [call_type] TEXT,  -- Type of call (open)
  [shift] TEXT,  -- Shift (open)
  [location_type] TEXT,  -- Type of place (open)
  [location_precision] TEXT,  -- How exact the place is (open)
  [census_tract_geoid] TEXT,  -- Census tract (open)
  [force_reasons] TEXT,  -- Reasons for force (open)
  [officers_involved_count] INTEGER,  -- Officers involved, by the agency's count (open)
  [officers_used_force_count] INTEGER,  -- Officers using force, by the agency's count (open)
  [subjects_involved_count] INTEGER,  -- People, by the agency's count (open)
  [has_other_agencies] INTEGER,  -- Other agencies took part (open)
  [has_video] INTEGER,  -- Video exists (open)
  [video_sources] TEXT,  -- Sources of video (open)
  [was_supervisor_present] INTEGER,  -- Supervisor present (open)
  [was_deescalation_attempted] INTEGER,  -- De-escalation tried (open)
  [deescalation_techniques] TEXT,  -- How officers tried to calm things down (open)
  [was_warning_given] INTEGER,  -- Warning given (open)
  [has_officer_approached] INTEGER,  -- Officer made first contact (open)
  [was_ambush] INTEGER,  -- Ambush of officers (open)
  [was_arrest_made] INTEGER,  -- Arrest made (open)
  [is_school_campus] INTEGER,  -- At a school (open)
  [is_fbi_reportable] INTEGER,  -- Counts for the FBI (open)
  [is_election_related] INTEGER,  -- Tied to an election (open)
  [election_id] TEXT,  -- Election (open)
  [polling_place_id] TEXT,  -- Polling place (later)
  [policy_id] TEXT,  -- Policy (open)
  [review_outcome] TEXT,  -- Outcome of the review (open)
  [review_completed_date] TEXT,  -- Review finished (open)
  [redaction_basis] TEXT,  -- Why something is withheld (open)
  [narrative] TEXT,  -- Narrative (private)
  [district] TEXT,  -- District (open)
  [beat] TEXT,  -- Beat (open)
  [location] TEXT,  -- Address (coarse)
  [location_block] TEXT,  -- Block (open)
  [release_on] TEXT,  -- Release date (open)
  [date_precision_raw] TEXT,
  [reason_for_contact_raw] TEXT,
  [location_type_raw] TEXT,
  [location_precision_raw] TEXT,
  [force_reasons_raw] TEXT,
  [video_sources_raw] TEXT,
  [deescalation_techniques_raw] TEXT,
  [review_outcome_raw] TEXT,
  [redaction_basis_raw] TEXT,
  [agency_id] TEXT,
  [source_id] INTEGER,
  [source_line] INTEGER
);
CREATE UNIQUE INDEX [use_of_force key] ON [use_of_force] ([incident_id]);

-- Officers in use of force incidents: one row is one officer in an incident
CREATE TABLE [use_of_force_officers] (
  [involvement_id] TEXT,
  [incident_id] TEXT,
  [officer_id] TEXT,  -- Made-up officer number (open)
  [rank_group] TEXT,  -- Rank (open)
  [assignment_group] TEXT,  -- Assignment (open)
  [service_band] TEXT,  -- Years of service (open)
  [is_on_duty] INTEGER,  -- On duty (open)
  [uniform_status] TEXT,  -- Dress (open)
  [has_used_force] INTEGER,  -- Used force (open)
  [force_reasons] TEXT,  -- Reasons for force (open)
  [race] TEXT,  -- Race or ethnicity (open)
  [gender] TEXT,  -- Gender (open)
  [age_years] INTEGER,  -- Age in years (coarse)
  [age_band] TEXT,  -- Age band (open)
  [was_injured] INTEGER,  -- Was hurt (open)
  [injury_level] TEXT,  -- Injury (open)
  [was_hospitalized] INTEGER,  -- Went to hospital (open)
  [medical_aid] TEXT,  -- Medical aid (open)
  [rank_group_raw] TEXT,
  [assignment_group_raw] TEXT,
  [service_band_raw] TEXT,
  [uniform_status_raw] TEXT,
  [force_reasons_raw] TEXT,
  [race_raw] TEXT,
  [gender_raw] TEXT,
  [age_band_raw] TEXT,
  [injury_level_raw] TEXT,
  [medical_aid_raw] TEXT,
  [agency_id] TEXT,
  [source_id] INTEGER,
  [source_line] INTEGER
);
CREATE UNIQUE INDEX [use_of_force_officers key] ON [use_of_force_officers] ([involvement_id]);
CREATE INDEX [idx_use_of_force_officers_incident_id] ON [use_of_force_officers] ([incident_id]);

-- People in use of force incidents: one row is one person
CREATE TABLE [use_of_force_subjects] (
  [subject_id] TEXT,
  [incident_id] TEXT,
  [person_number] TEXT,  -- Person's number in all incidents (private)
  [subject_type] TEXT,  -- Person, crowd or animal (open)
  [age_low_years] INTEGER,  -- Lowest age in years (private)
  [age_high_years] INTEGER,  -- Highest age in years (private)
  [age_range] TEXT,  -- Agency's own age range (open)
  [race_source] TEXT,  -- Who stated the race (open)
  [armed_status] TEXT,  -- Armed (open)
  [weapon_type] TEXT,  -- Weapon (open)
  [resistance_types] TEXT,  -- Resistance (open)
  [perceived_condition] TEXT,  -- Condition that officers noted (open)
  [injury_cause] TEXT,  -- Cause of injury (open)
  [was_arrested] INTEGER,  -- Was arrested (open)
  [custody_status] TEXT,  -- What came next (open)
  [highest_charge_group] TEXT,  -- Most serious charge (open)
  [has_fled] INTEGER,  -- Fled (open)
  [was_officer_threatened] INTEGER,  -- Threatened or hurt an officer (open)
  [race] TEXT,  -- Race or ethnicity (open)
  [gender] TEXT,  -- Gender (open)
  [age_years] INTEGER,  -- Age in years (coarse)
  [age_band] TEXT,  -- Age band (open)
  [was_injured] INTEGER,  -- Was hurt (open)
  [injury_level] TEXT,  -- Injury (open)
  [was_hospitalized] INTEGER,  -- Went to hospital (open)
  [medical_aid] TEXT,  -- Medical aid (open)
  [subject_type_raw] TEXT,
  [race_source_raw] TEXT,
  [armed_status_raw] TEXT,
  [weapon_type_raw] TEXT,
  [resistance_types_raw] TEXT,
  [perceived_condition_raw] TEXT,
  [injury_cause_raw] TEXT,
  [custody_status_raw] TEXT,
  [highest_charge_group_raw] TEXT,
  [race_raw] TEXT,
  [gender_raw] TEXT,
  [age_band_raw] TEXT,
  [injury_level_raw] TEXT,
  [medical_aid_raw] TEXT,
  [agency_id] TEXT,
  [source_id] INTEGER,
  [source_line] INTEGER
);
CREATE UNIQUE INDEX [use_of_force_subjects key] ON [use_of_force_subjects] ([subject_id]);
CREATE INDEX [idx_use_of_force_subjects_incident_id] ON [use_of_force_subjects] ([incident_id]);

-- Uses of force: one row is one use of force
CREATE TABLE [use_of_force_applications] (
  [application_id] TEXT,
  [incident_id] TEXT,
  [involvement_id] TEXT,
  [subject_id] TEXT,
  [attribution] TEXT,  -- Who is known (open)
  [force_type] TEXT,  -- Type of force (open)
  [force_level_agency] TEXT,  -- Agency's own level (open)
  [force_level_scheme] TEXT,  -- Agency's scale (open)
  [sequence] INTEGER,  -- Order (open)
  [application_count] INTEGER,  -- Times applied (open)
  [ced_mode] TEXT,  -- Electric device mode (open)
  [discharge_result] TEXT,  -- Hit or miss (open)
  [body_locations] TEXT,  -- Parts of the body (open)
  [effective] TEXT,  -- Did it work (open)
  [attribution_raw] TEXT,
  [force_type_raw] TEXT,
  [ced_mode_raw] TEXT,
  [discharge_result_raw] TEXT,
  [body_locations_raw] TEXT,
  [effective_raw] TEXT,
  [agency_id] TEXT,
  [source_id] INTEGER,
  [source_line] INTEGER
);
CREATE UNIQUE INDEX [use_of_force_applications key] ON [use_of_force_applications] ([application_id]);
CREATE INDEX [idx_use_of_force_applications_incident_id] ON [use_of_force_applications] ([incident_id]);

-- Commendations: one row is one commendation
CREATE TABLE [commendations] (
  [commendation_id] TEXT,
  [commendation_number] TEXT,  -- Agency's commendation number (private)
  [received_date] TEXT,  -- Date received (open)
  [received_year] INTEGER,  -- Year received (open)
  [commendation_source] TEXT,  -- Who gave praise (open)
  [intake_channel] TEXT,  -- How it came in (open)
  [commendation_reason] TEXT,  -- Reason for praise (open)
  [officer_id] TEXT,  -- Made-up officer number (open)
  [officers_praised_count] INTEGER,  -- Officers praised (open)
  [election_id] TEXT,  -- Election (open)
  [narrative] TEXT,  -- Narrative (private)
  [district] TEXT,  -- District (open)
  [beat] TEXT,  -- Beat (open)
  [commendation_source_raw] TEXT,
  [intake_channel_raw] TEXT,
  [commendation_reason_raw] TEXT,
  [agency_id] TEXT,
  [source_id] INTEGER,
  [source_line] INTEGER
);
CREATE UNIQUE INDEX [commendations key] ON [commendations] ([commendation_id]);

-- Complaints: one row is one complaint
CREATE TABLE [complaints] (
  [complaint_id] TEXT,
  [complaint_number] TEXT,  -- Agency's complaint number (private)
  [received_date] TEXT,  -- Date received (open)
  [received_year] INTEGER,  -- Year received (open)
  [received_month] TEXT,  -- Month received (open)
  [occurred_date] TEXT,  -- Date of the event (coarse)
  [occurred_month] TEXT,  -- Month of the event (open)
  [complaint_status] TEXT,  -- Stage (open)
  [allegation_category] TEXT,  -- Main allegation (open)
  [finding] TEXT,  -- Finding for the case (open)
  [complaint_source] TEXT,  -- Who complained (open)
  [intake_channel] TEXT,  -- How it came in (open)
  [is_anonymous] INTEGER,  -- Anonymous (open)
  [formality] TEXT,  -- Formal or informal (open)
  [receiving_body] TEXT,  -- Taken in by (open)
  [investigating_body] TEXT,  -- Investigated by (open)
  [opened_date] TEXT,  -- Date opened (open)
  [investigation_closed_date] TEXT,  -- Investigation ended (open)
  [finding_date] TEXT,  -- Date of the finding (open)
  [closed_date] TEXT,  -- Date closed (open)
  [reason_for_contact] TEXT,  -- Reason for contact (open)
  [outcome_of_contact] TEXT,  -- How the contact ended (open)
  [has_video] INTEGER,  -- Video exists (open)
  [is_election_related] INTEGER,  -- Tied to an election (open)
  [election_id] TEXT,  -- Election (open)
  [incident_id] TEXT,  -- Use of force incident (open)
  [document_url] TEXT,  -- Agency's document (open)
  [redaction_basis] TEXT,  -- Why something is withheld (open)
  [narrative] TEXT,  -- Narrative (private)
  [district] TEXT,  -- District (open)
  [beat] TEXT,  -- Beat (open)
  [complaint_status_raw] TEXT,
  [allegation_category_raw] TEXT,
  [finding_raw] TEXT,
  [complaint_source_raw] TEXT,
  [intake_channel_raw] TEXT,
  [formality_raw] TEXT,
  [receiving_body_raw] TEXT,
  [investigating_body_raw] TEXT,
  [reason_for_contact_raw] TEXT,
  [outcome_of_contact_raw] TEXT,
  [redaction_basis_raw] TEXT,
  [agency_id] TEXT,
  [source_id] INTEGER,
  [source_line] INTEGER
);
CREATE UNIQUE INDEX [complaints key] ON [complaints] ([complaint_id]);

-- Allegations: one row is one allegation
CREATE TABLE [complaint_allegations] (
  [allegation_id] TEXT,
  [complaint_id] TEXT,
  [officer_id] TEXT,  -- Made-up officer number (open)
  [is_officer_identified] INTEGER,  -- Officer identified (open)
  [officer_race] TEXT,  -- Officer's race or ethnicity (open)
  [officer_gender] TEXT,  -- Officer's gender (open)
  [officer_district] TEXT,  -- Officer's district (open)
  [allegation_category] TEXT,  -- Allegation (open)
  [policy_id] TEXT,  -- Policy (open)
  [finding_recommended] TEXT,  -- Recommended finding (open)
  [recommending_body] TEXT,  -- Recommended by (open)
  [finding] TEXT,  -- Finding (open)
  [deciding_body] TEXT,  -- Decided by (open)
  [finding_after_appeal] TEXT,  -- Finding after appeal (open)
  [standard_of_proof] TEXT,  -- Standard of proof (open)
  [discipline_recommended] TEXT,  -- Recommended discipline (open)
  [discipline] TEXT,  -- Discipline (open)
  [penalty_days] REAL,  -- Days of penalty (open)
  [discipline_after_appeal] TEXT,  -- Discipline after appeal (open)
  [employment_outcome] TEXT,  -- What became of the job (open)
  [employment_outcome_date] TEXT,  -- Date of that change (open)
  [officer_race_raw] TEXT,
  [officer_gender_raw] TEXT,
  [allegation_category_raw] TEXT,
  [finding_recommended_raw] TEXT,
  [recommending_body_raw] TEXT,
  [finding_raw] TEXT,
  [deciding_body_raw] TEXT,
  [finding_after_appeal_raw] TEXT,
  [standard_of_proof_raw] TEXT,
  [discipline_recommended_raw] TEXT,
  [discipline_raw] TEXT,
  [discipline_after_appeal_raw] TEXT,
  [employment_outcome_raw] TEXT,
  [agency_id] TEXT,
  [source_id] INTEGER,
  [source_line] INTEGER
);
CREATE UNIQUE INDEX [complaint_allegations key] ON [complaint_allegations] ([allegation_id]);
CREATE INDEX [idx_complaint_allegations_complaint_id] ON [complaint_allegations] ([complaint_id]);

-- Steps in complaints: one row is one step
CREATE TABLE [complaint_events] (
  [complaint_event_id] TEXT,
  [complaint_id] TEXT,
  [event] TEXT,  -- Step (open)
  [event_date] TEXT,  -- Date of the step (coarse)
  [event_month] TEXT,  -- Month of the step (open)
  [event_year] INTEGER,  -- Year of the step (open)
  [deciding_body] TEXT,  -- Taken by (open)
  [document_url] TEXT,  -- Agency's document (open)
  [reason_for_deviation] TEXT,  -- Reason for not following the board (private)
  [event_raw] TEXT,
  [deciding_body_raw] TEXT,
  [agency_id] TEXT,
  [source_id] INTEGER,
  [source_line] INTEGER
);
CREATE UNIQUE INDEX [complaint_events key] ON [complaint_events] ([complaint_event_id]);
CREATE INDEX [idx_complaint_events_complaint_id] ON [complaint_events] ([complaint_id]);

-- People in complaints: one row is one person
CREATE TABLE [complaint_parties] (
  [party_id] TEXT,
  [complaint_id] TEXT,
  [party_role] TEXT,  -- Role (counts)
  [race] TEXT,  -- Race or ethnicity (counts)
  [gender] TEXT,  -- Gender (counts)
  [age_years] INTEGER,  -- Age in years (coarse)
  [age_band] TEXT,  -- Age band (counts)
  [party_role_raw] TEXT,
  [race_raw] TEXT,
  [gender_raw] TEXT,
  [age_band_raw] TEXT,
  [agency_id] TEXT,
  [source_id] INTEGER,
  [source_line] INTEGER
);
CREATE UNIQUE INDEX [complaint_parties key] ON [complaint_parties] ([party_id]);
CREATE INDEX [idx_complaint_parties_complaint_id] ON [complaint_parties] ([complaint_id]);

-- Agreements between offices: one row is one agreement
CREATE TABLE [coordination_agreements] (
  [agreement_id] TEXT,
  [agreement_number] TEXT,  -- Agreement number (open)
  [partner_name] TEXT,  -- Partner (open)
  [partner_type] TEXT,  -- Type of partner (open)
  [agreement_type] TEXT,  -- Type of agreement (open)
  [scope_summary] TEXT,  -- What it covers (open)
  [effective_date] TEXT,  -- In force from (open)
  [effective_year] INTEGER,  -- In force from, year (open)
  [expires_date] TEXT,  -- In force until (open)
  [was_activated] INTEGER,  -- Was used (open)
  [activation_count] INTEGER,  -- Times used (open)
  [document_url] TEXT,  -- Agency's document (open)
  [partner_type_raw] TEXT,
  [agreement_type_raw] TEXT,
  [agency_id] TEXT,
  [source_id] INTEGER,
  [source_line] INTEGER
);
CREATE UNIQUE INDEX [coordination_agreements key] ON [coordination_agreements] ([agreement_id]);

-- Public statements: one row is one statement
CREATE TABLE [public_statements] (
  [statement_id] TEXT,
  [statement_number] TEXT,  -- Statement number (open)
  [election_id] TEXT,  -- Election (open)
  [statement_title] TEXT,  -- Title (open)
  [statement_type] TEXT,  -- Type (open)
  [published_at] TEXT,  -- Published (open)
  [published_year] INTEGER,  -- Year (open)
  [topics] TEXT,  -- Topics (open)
  [languages] TEXT,  -- Languages (open)
  [statement_url] TEXT,  -- Web address (open)
  [statement_type_raw] TEXT,
  [topics_raw] TEXT,
  [agency_id] TEXT,
  [source_id] INTEGER,
  [source_line] INTEGER
);
CREATE UNIQUE INDEX [public_statements key] ON [public_statements] ([statement_id]);

-- Rumors and facts: one row is one rumor
CREATE TABLE [rumor_control] (
  [rumor_id] TEXT,
  [rumor_number] TEXT,  -- Rumor number (open)
  [election_id] TEXT,  -- Election (open)
  [rumor_status] TEXT,  -- True or not (open)
  [fact_statement] TEXT,  -- Fact (open)
  [claim_summary] TEXT,  -- Rumor (open)
  [rumor_topic] TEXT,  -- Topic (open)
  [evidence_urls] TEXT,  -- Sources (open)
  [responsible_office] TEXT,  -- Office that answers (open)
  [reported_by_type] TEXT,  -- Who reported it (open)
  [first_seen_at] TEXT,  -- First seen (open)
  [first_published_at] TEXT,  -- First answered (open)
  [first_published_year] INTEGER,  -- Year of the answer (open)
  [updated_at] TEXT,  -- Last updated (open)
  [languages] TEXT,  -- Languages (open)
  [statement_id] TEXT,  -- Statement (open)
  [rumor_status_raw] TEXT,
  [rumor_topic_raw] TEXT,
  [reported_by_type_raw] TEXT,
  [agency_id] TEXT,
  [source_id] INTEGER,
  [source_line] INTEGER
);
CREATE UNIQUE INDEX [rumor_control key] ON [rumor_control] ([rumor_id]);

-- Election incidents: one row is one election incident
CREATE TABLE [election_incidents] (
  [election_incident_id] TEXT,
  [election_incident_number] TEXT,  -- Election incident number (private)
  [election_id] TEXT,  -- Election (open)
  [polling_place_id] TEXT,  -- Polling place (open)
  [occurred_date] TEXT,  -- Date (open)
  [occurred_year] INTEGER,  -- Year (open)
  [occurred_time] TEXT,  -- Time (coarse)
  [occurred_hour] INTEGER,  -- Hour (open)
  [incident_type] TEXT,  -- Type of event (open)
  [severity] TEXT,  -- How serious (open)
  [target] TEXT,  -- Aimed at (open)
  [reported_by_type] TEXT,  -- Who reported it (open)
  [first_report_rounded_at] TEXT,  -- First report (open)
  [first_report_at] TEXT,  -- First report, exact (coarse)
  [response] TEXT,  -- What was done (open)
  [response_minutes] REAL,  -- Office's minutes to get there (open)
  [voting_interrupted_minutes] REAL,  -- Minutes without voting (open)
  [resolution] TEXT,  -- How it ended (open)
  [credibility] TEXT,  -- How credible the threat is (open)
  [injured_count] INTEGER,  -- People hurt (open)
  [arrests_count] INTEGER,  -- Arrests (open)
  [citations_count] INTEGER,  -- Citations (open)
  [was_force_used] INTEGER,  -- Force used (open)
  [incident_id] TEXT,  -- Use of force incident (open)
  [rumor_id] TEXT,  -- Rumor (open)
  [referral] TEXT,  -- Sent on to (open)
  [case_status] TEXT,  -- Case (open)
  [release_on] TEXT,  -- Release date (open)
  [incident_type_raw] TEXT,
  [severity_raw] TEXT,
  [target_raw] TEXT,
  [reported_by_type_raw] TEXT,
  [response_raw] TEXT,
  [resolution_raw] TEXT,
  [credibility_raw] TEXT,
  [referral_raw] TEXT,
  [case_status_raw] TEXT,
  [agency_id] TEXT,
  [source_id] INTEGER,
  [source_line] INTEGER
);
CREATE UNIQUE INDEX [election_incidents key] ON [election_incidents] ([election_incident_id]);

-- Police at elections: one row is one posture record
CREATE TABLE [election_posture] (
  [posture_id] TEXT,
  [posture_number] TEXT,  -- Office's row number (private)
  [election_id] TEXT,  -- Election (open)
  [scope] TEXT,  -- Scope (open)
  [polling_place_id] TEXT,  -- Polling place (open)
  [zone] TEXT,  -- Zone (open)
  [period_start_at] TEXT,  -- From (open)
  [period_end_at] TEXT,  -- Until (open)
  [phase] TEXT,  -- Part of the election (open)
  [plan_or_actual] TEXT,  -- Plan or what took place (open)
  [posture_level] TEXT,  -- Level (open)
  [visible_presence] TEXT,  -- What voters could see (open)
  [uniform_status] TEXT,  -- Dress (open)
  [has_plainclothes] INTEGER,  -- Officers in plain clothes (open)
  [officers_planned_count] INTEGER,  -- Officers planned, exact (coarse)
  [officers_planned_band] TEXT,  -- Officers planned (open)
  [officers_actual_count] INTEGER,  -- Officers present, exact (coarse)
  [officers_actual_band] TEXT,  -- Officers present (open)
  [distance_ft] REAL,  -- Distance in feet (open)
  [legal_buffer_ft] REAL,  -- Legal distance in feet (open)
  [within_buffer_minutes] REAL,  -- Minutes inside the legal distance (open)
  [presence_rule] TEXT,  -- Rule in state law (open)
  [legal_basis] TEXT,  -- Legal basis (open)
  [policy_id] TEXT,  -- Policy (open)
  [requested_by] TEXT,  -- Who asked (open)
  [purpose] TEXT,  -- Why (open)
  [threat_basis] TEXT,  -- Threat, if any (open)
  [approved_by_role] TEXT,  -- Approved by (open)
  [review_due_at] TEXT,  -- To be reviewed by (open)
  [voter_complaints_count] INTEGER,  -- Complaints about police there (open)
  [release_on] TEXT,  -- Release date (open)
  [scope_raw] TEXT,
  [phase_raw] TEXT,
  [plan_or_actual_raw] TEXT,
  [posture_level_raw] TEXT,
  [visible_presence_raw] TEXT,
  [uniform_status_raw] TEXT,
  [officers_planned_band_raw] TEXT,
  [officers_actual_band_raw] TEXT,
  [presence_rule_raw] TEXT,
  [requested_by_raw] TEXT,
  [purpose_raw] TEXT,
  [threat_basis_raw] TEXT,
  [agency_id] TEXT,
  [source_id] INTEGER,
  [source_line] INTEGER
);
CREATE UNIQUE INDEX [election_posture key] ON [election_posture] ([posture_id]);

-- Getting ready for elections: one row is one readiness record
CREATE TABLE [election_preparedness] (
  [preparedness_id] TEXT,
  [preparedness_number] TEXT,  -- Office's row number (private)
  [election_id] TEXT,  -- Election (open)
  [scope] TEXT,  -- Scope (open)
  [polling_place_id] TEXT,  -- Polling place (open)
  [preparedness_item] TEXT,  -- Step (open)
  [preparedness_status] TEXT,  -- How far it is (open)
  [as_of_date] TEXT,  -- As of (open)
  [as_of_year] INTEGER,  -- Year (open)
  [evidence_url] TEXT,  -- Where it can be checked (open)
  [office_note] TEXT,  -- Note (private)
  [release_on] TEXT,  -- Release date (open)
  [scope_raw] TEXT,
  [preparedness_item_raw] TEXT,
  [preparedness_status_raw] TEXT,
  [agency_id] TEXT,
  [source_id] INTEGER,
  [source_line] INTEGER
);
CREATE UNIQUE INDEX [election_preparedness key] ON [election_preparedness] ([preparedness_id]);

-- Meetings with the public: one row is one event
CREATE TABLE [engagement_events] (
  [engagement_id] TEXT,
  [engagement_number] TEXT,  -- Event number (private)
  [held_date] TEXT,  -- Date (open)
  [held_year] INTEGER,  -- Year (open)
  [engagement_type] TEXT,  -- Type of event (open)
  [topics] TEXT,  -- Topics (open)
  [host] TEXT,  -- Held by (open)
  [partner_type] TEXT,  -- Type of partner (open)
  [languages] TEXT,  -- Languages (open)
  [is_accessible] INTEGER,  -- Accessible (open)
  [attendance_count] INTEGER,  -- People who came (open)
  [questions_received_count] INTEGER,  -- Questions asked (open)
  [questions_answered_count] INTEGER,  -- Questions answered in public (open)
  [grievances_logged_count] INTEGER,  -- Grievances written down (open)
  [follow_ups_opened_count] INTEGER,  -- Follow-ups promised (open)
  [follow_ups_closed_count] INTEGER,  -- Follow-ups done (open)
  [follow_up_due_median_days] REAL,  -- Days to follow up (open)
  [survey_responses_count] INTEGER,  -- Answers to the survey (open)
  [pj_voice_mean] REAL,  -- Voice, mean score (open)
  [pj_neutrality_mean] REAL,  -- Neutrality, mean score (open)
  [pj_respect_mean] REAL,  -- Respect, mean score (open)
  [pj_trust_mean] REAL,  -- Trust, mean score (open)
  [materials_url] TEXT,  -- Materials (open)
  [location] TEXT,  -- Address (coarse)
  [location_block] TEXT,  -- Block (open)
  [engagement_type_raw] TEXT,
  [topics_raw] TEXT,
  [partner_type_raw] TEXT,
  [agency_id] TEXT,
  [source_id] INTEGER,
  [source_line] INTEGER
);
CREATE UNIQUE INDEX [engagement_events key] ON [engagement_events] ([engagement_id]);

-- Laws on police at the polls: one row is one law
CREATE TABLE [police_presence_laws] (
  [law_id] TEXT,
  [law_number] TEXT,  -- Short name (open)
  [state] TEXT,  -- State (open)
  [presence_rule] TEXT,  -- Rule in state law (open)
  [legal_buffer_ft] REAL,  -- Legal distance in feet (open)
  [is_plainclothes_covered] INTEGER,  -- Covers plain clothes (open)
  [who_may_request] TEXT,  -- Who may call police (open)
  [is_log_required] INTEGER,  -- Must be written down (open)
  [exceptions] TEXT,  -- Exceptions (open)
  [citation] TEXT,  -- Law (open)
  [source_title] TEXT,  -- Source (open)
  [source_url] TEXT,  -- Address of the source (open)
  [checked_date] TEXT,  -- Read on (open)
  [effective_date] TEXT,  -- In force from (open)
  [law_note] TEXT,  -- Note (open)
  [presence_rule_raw] TEXT,
  [agency_id] TEXT,
  [source_id] INTEGER,
  [source_line] INTEGER
);
CREATE UNIQUE INDEX [police_presence_laws key] ON [police_presence_laws] ([law_id]);

-- Police sent to polling places: one row is one dispatch
CREATE TABLE [polling_place_dispatches] (
  [dispatch_id] TEXT,
  [dispatch_number] TEXT,  -- Dispatch number (private)
  [election_id] TEXT,  -- Election (open)
  [polling_place_id] TEXT,  -- Polling place (open)
  [request_received_rounded_at] TEXT,  -- Asked for (open)
  [request_received_year] INTEGER,  -- Year (open)
  [request_received_at] TEXT,  -- Asked for, exact (coarse)
  [dispatched_rounded_at] TEXT,  -- Sent (open)
  [dispatched_at] TEXT,  -- Sent, exact (coarse)
  [arrived_rounded_at] TEXT,  -- Arrived (open)
  [arrived_at] TEXT,  -- Arrived, exact (coarse)
  [cleared_rounded_at] TEXT,  -- Left (open)
  [cleared_at] TEXT,  -- Left, exact (coarse)
  [response_minutes] REAL,  -- Office's minutes to get there (open)
  [requested_by] TEXT,  -- Who asked (open)
  [dispatch_reason] TEXT,  -- Reason (open)
  [officers_dispatched_count] INTEGER,  -- Officers sent, exact (coarse)
  [officers_dispatched_band] TEXT,  -- Officers sent (open)
  [uniform_status] TEXT,  -- Dress (open)
  [was_site_entered] INTEGER,  -- Went inside (open)
  [response] TEXT,  -- What was done (open)
  [election_office_notified_rounded_at] TEXT,  -- Election office told (open)
  [election_office_notified_at] TEXT,  -- Election office told, exact (coarse)
  [election_incident_id] TEXT,  -- Election incident (open)
  [release_on] TEXT,  -- Release date (open)
  [requested_by_raw] TEXT,
  [dispatch_reason_raw] TEXT,
  [officers_dispatched_band_raw] TEXT,
  [uniform_status_raw] TEXT,
  [response_raw] TEXT,
  [agency_id] TEXT,
  [source_id] INTEGER,
  [source_line] INTEGER
);
CREATE UNIQUE INDEX [polling_place_dispatches key] ON [polling_place_dispatches] ([dispatch_id]);

-- Hours and money for elections: one row is one allocation
CREATE TABLE [resource_allocations] (
  [allocation_id] TEXT,
  [allocation_number] TEXT,  -- Row number (private)
  [election_id] TEXT,  -- Election (open)
  [start_date] TEXT,  -- First day (open)
  [start_year] INTEGER,  -- Year (open)
  [end_date] TEXT,  -- Last day (open)
  [area] TEXT,  -- Area (open)
  [resource_category] TEXT,  -- Type (open)
  [need_basis] TEXT,  -- Why it was needed (open)
  [planned_hours] REAL,  -- Hours planned (open)
  [actual_hours] REAL,  -- Hours worked (open)
  [overtime_hours] REAL,  -- Overtime hours (open)
  [cost_usd] REAL,  -- Cost in dollars (open)
  [shift_share_percent] REAL,  -- Share of all hours that day (open)
  [was_minimum_staffing_met] INTEGER,  -- Enough officers on patrol (open)
  [calls_median_response_minutes] REAL,  -- Minutes to answer 911 calls (open)
  [baseline_median_response_minutes] REAL,  -- Minutes on a normal day (open)
  [redirected_from] TEXT,  -- Moved from (open)
  [redirected_to] TEXT,  -- Moved to (open)
  [equipment_class] TEXT,  -- Sort of equipment (open)
  [quantity_count] INTEGER,  -- Pieces, exact (coarse)
  [quantity_band] TEXT,  -- Pieces (open)
  [release_on] TEXT,  -- Release date (open)
  [resource_category_raw] TEXT,
  [need_basis_raw] TEXT,
  [redirected_from_raw] TEXT,
  [redirected_to_raw] TEXT,
  [quantity_band_raw] TEXT,
  [agency_id] TEXT,
  [source_id] INTEGER,
  [source_line] INTEGER
);
CREATE UNIQUE INDEX [resource_allocations key] ON [resource_allocations] ([allocation_id]);

-- Changes to answers on rumors: one row is one change
CREATE TABLE [rumor_updates] (
  [update_id] TEXT,
  [rumor_id] TEXT,
  [version_number] INTEGER,  -- Version (open)
  [changed_at] TEXT,  -- Changed (open)
  [changed_year] INTEGER,  -- Year (open)
  [old_status] TEXT,  -- Before (open)
  [new_status] TEXT,  -- After (open)
  [change_note] TEXT,  -- What changed (open)
  [old_status_raw] TEXT,
  [new_status_raw] TEXT,
  [agency_id] TEXT,
  [source_id] INTEGER,
  [source_line] INTEGER
);
CREATE UNIQUE INDEX [rumor_updates key] ON [rumor_updates] ([update_id]);
CREATE INDEX [idx_rumor_updates_rumor_id] ON [rumor_updates] ([rumor_id]);

-- Training courses: one row is one course
CREATE TABLE [training] (
  [training_id] TEXT,
  [training_number] TEXT,  -- Course number (private)
  [training_topic] TEXT,  -- Topic (open)
  [start_date] TEXT,  -- First day (open)
  [start_year] INTEGER,  -- Year (open)
  [end_date] TEXT,  -- Last day (open)
  [per_person_hours] REAL,  -- Hours for each person (open)
  [eligible_count] INTEGER,  -- People who should take it (open)
  [completed_count] INTEGER,  -- People who finished it (open)
  [audience] TEXT,  -- Who it is for (open)
  [delivered_by_type] TEXT,  -- Who teaches it (open)
  [external_standard] TEXT,  -- Standard that it follows (open)
  [cost_usd] REAL,  -- Cost in dollars (open)
  [training_topic_raw] TEXT,
  [audience_raw] TEXT,
  [delivered_by_type_raw] TEXT,
  [agency_id] TEXT,
  [source_id] INTEGER,
  [source_line] INTEGER
);
CREATE UNIQUE INDEX [training key] ON [training] ([training_id]);

-- Agencies: one row is one agency
CREATE TABLE [agencies] (
  [agency_id] TEXT,
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
  [officer_names_checked_date] TEXT,  -- Law checked on (open)
  [comparability] TEXT,  -- Before you compare (open)
  [comparability_es] TEXT,  -- Before you compare, in Spanish (open)
  [website_url] TEXT,  -- Website (open)
  [is_fictional] INTEGER,  -- Made up (open)
  [agency_type_raw] TEXT,
  [privacy_profile_raw] TEXT,
  [officer_names_policy_raw] TEXT
);
CREATE UNIQUE INDEX [agencies key] ON [agencies] ([agency_id]);

-- Changes: one row is one change
CREATE TABLE [changes] (
  [change_id] TEXT,
  [agency_id] TEXT,  -- Agency (open)
  [changed_date] TEXT,  -- Changed on (open)
  [shown_since] TEXT,  -- Shown since release (open)
  [record_table] TEXT,  -- Table (open)
  [record_key] TEXT,  -- Record (open)
  [record_column] TEXT,  -- Column (open)
  [about_what] TEXT,  -- What it says (open)
  [value_before] TEXT,  -- It said (open)
  [value_now] TEXT,  -- It says now (open)
  [change_origin] TEXT,  -- How it changed (open)
  [reason_given] TEXT,  -- Reason (open)
  [change_origin_raw] TEXT,
  [reason_given_raw] TEXT
);
CREATE UNIQUE INDEX [changes key] ON [changes] ([change_id]);

-- Coverage: one row is one report owed
CREATE TABLE [coverage] (
  [coverage_id] TEXT,
  [agency_id] TEXT,  -- Agency (open)
  [record_table] TEXT,  -- Table (open)
  [table_title] TEXT,  -- Kind of record (open)
  [reporting_period] TEXT,  -- Period (open)
  [period_start_date] TEXT,  -- From (open)
  [period_end_date] TEXT,  -- To (open)
  [due_date] TEXT,  -- Due on (open)
  [coverage_status] TEXT,  -- Has it come (open)
  [records_count] INTEGER,  -- Records (open)
  [last_record_date] TEXT,  -- Newest record (open)
  [late_days] INTEGER,  -- Days late (open)
  [withheld_reason] TEXT,  -- Why withheld (open)
  [has_zero_report] INTEGER,  -- Said zero (open)
  [coverage_status_raw] TEXT,
  [withheld_reason_raw] TEXT
);
CREATE UNIQUE INDEX [coverage key] ON [coverage] ([coverage_id]);

-- Numbers to divide by: one row is one number
CREATE TABLE [denominators] (
  [denominator_id] TEXT,
  [measure] TEXT,  -- What is counted (open)
  [measure_value] REAL,  -- How many (open)
  [period_start_date] TEXT,  -- From (open)
  [period_end_date] TEXT,  -- To (open)
  [period_year] INTEGER,  -- Year (open)
  [area] TEXT,  -- Area (open)
  [is_whole_area] INTEGER,  -- The agency's whole area (open)
  [source_title] TEXT,  -- Source (open)
  [source_url] TEXT,  -- Address of the source (open)
  [denominator_note] TEXT,  -- Note (open)
  [measure_raw] TEXT,
  [agency_id] TEXT,
  [source_id] INTEGER,
  [source_line] INTEGER
);
CREATE UNIQUE INDEX [denominators key] ON [denominators] ([denominator_id]);

-- Words and codes: one row is one sorted word
CREATE TABLE [mappings] (
  [mapping_id] TEXT,
  [agency_id] TEXT,  -- Agency (open)
  [record_table] TEXT,  -- Table (open)
  [record_column] TEXT,  -- Column (open)
  [about_what] TEXT,  -- What it says (open)
  [written_value] TEXT,  -- As written (open)
  [code_value] TEXT,  -- Code (open)
  [code_label] TEXT,  -- Meaning (open)
  [records_count] INTEGER  -- Records (open)
);
CREATE UNIQUE INDEX [mappings key] ON [mappings] ([mapping_id]);
