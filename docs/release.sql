-- Derived from kinds/ and publish/ by make derive. Do not edit.
-- A release, records.db: only what may be public.

-- Elections: one row is one election
CREATE TABLE [elections] (
  [election_id] TEXT PRIMARY KEY NOT NULL,
  [date] TEXT,  -- Election day (open)
  [election_year] INTEGER,  -- Election year (open)
  [state] TEXT,  -- State (open)
  [jurisdiction_ocd_id] TEXT,  -- Area, as OCD id (open)
  [name] TEXT,  -- Name (open)
  [election_type] TEXT,  -- Type of election (open)
  [election_type_raw] TEXT,
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
  [source_id] INTEGER REFERENCES [_sources]([source_id]),
  [source_line] INTEGER
);

-- Polling places: one row is one polling place
CREATE TABLE [polling_places] (
  [polling_place_id] TEXT PRIMARY KEY NOT NULL,
  [election_id] TEXT REFERENCES [elections]([election_id]),  -- Election (open)
  [polling_place_number] TEXT,  -- Polling place number (open)
  [name] TEXT,  -- Name (open)
  [address_line] TEXT,  -- Address (open)
  [structured_city] TEXT,  -- City (open)
  [structured_state] TEXT,  -- State in the address (open)
  [structured_zip] TEXT,  -- ZIP code (open)
  [county] TEXT,  -- County (open)
  [precincts] TEXT,  -- Precincts (open)
  [polling_place_type] TEXT,  -- Type of place (open)
  [polling_place_type_raw] TEXT,
  [site_use] TEXT,  -- What the place is (open)
  [site_use_raw] TEXT,
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
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),
  [source_id] INTEGER REFERENCES [_sources]([source_id]),
  [source_line] INTEGER
);

-- Policies: one row is one policy
CREATE TABLE [policies] (
  [policy_id] TEXT PRIMARY KEY NOT NULL,
  [policy_number] TEXT,  -- Policy number (open)
  [policy_title] TEXT,  -- Name of the policy (open)
  [policy_topic] TEXT,  -- Topic (open)
  [policy_topic_raw] TEXT,
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
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),
  [source_id] INTEGER REFERENCES [_sources]([source_id]),
  [source_line] INTEGER
);

-- Use of force incidents: one row is one incident
CREATE TABLE [use_of_force] (
  [incident_id] TEXT PRIMARY KEY NOT NULL,
  [occurred_date] TEXT,  -- Date (open)
  [occurred_year] INTEGER,  -- Year (open)
  [occurred_month] TEXT,  -- Month (open)
  [occurred_hour] INTEGER,  -- Hour (open)
  [date_precision] TEXT,  -- How exact the date is (open)
  [date_precision_raw] TEXT,
  [reported_date] TEXT,  -- Date reported (open)
  [reported_by_agency] TEXT,  -- Agency that reported (open)
  [reason_for_contact] TEXT,  -- Reason for contact (open)
  [reason_for_contact_raw] TEXT,
  [call_type] TEXT,  -- Type of call (open)
  [shift] TEXT,  -- Shift (open)
  [location_type] TEXT,  -- Type of place (open)
  [location_type_raw] TEXT,
  [location_precision] TEXT,  -- How exact the place is (open)
  [location_precision_raw] TEXT,
  [census_tract_geoid] TEXT,  -- Census tract (open)
  [force_reasons] TEXT,  -- Reasons for force (open)
  [force_reasons_raw] TEXT,
  [force_types] TEXT,  -- Types of force (open)
  [force_classes] TEXT,  -- Force or show of force (open)
  [force_levels] TEXT,  -- Usual levels of force (open)
  [injury_levels] TEXT,  -- Injuries to people (open)
  [subjects_count] INTEGER,  -- People (open)
  [officers_count] INTEGER,  -- Officers on record (open)
  [applications_count] INTEGER,  -- Uses of force (open)
  [officers_involved_count] INTEGER,  -- Officers involved, by the agency's count (open)
  [officers_used_force_count] INTEGER,  -- Officers using force, by the agency's count (open)
  [subjects_involved_count] INTEGER,  -- People, by the agency's count (open)
  [has_other_agencies] INTEGER,  -- Other agencies took part (open)
  [has_video] INTEGER,  -- Video exists (open)
  [video_sources] TEXT,  -- Sources of video (open)
  [video_sources_raw] TEXT,
  [was_supervisor_present] INTEGER,  -- Supervisor present (open)
  [was_deescalation_attempted] INTEGER,  -- De-escalation tried (open)
  [deescalation_techniques] TEXT,  -- How officers tried to calm things down (open)
  [deescalation_techniques_raw] TEXT,
  [was_warning_given] INTEGER,  -- Warning given (open)
  [has_officer_approached] INTEGER,  -- Officer made first contact (open)
  [was_ambush] INTEGER,  -- Ambush of officers (open)
  [was_arrest_made] INTEGER,  -- Arrest made (open)
  [is_school_campus] INTEGER,  -- At a school (open)
  [is_fbi_reportable] INTEGER,  -- Counts for the FBI (open)
  [is_election_related] INTEGER,  -- Tied to an election (open)
  [election_id] TEXT REFERENCES [elections]([election_id]),  -- Election (open)
  [polling_place_id] TEXT REFERENCES [polling_places]([polling_place_id]),  -- Polling place (later)
  [policy_id] TEXT REFERENCES [policies]([policy_id]),  -- Policy (open)
  [review_outcome] TEXT,  -- Outcome of the review (open)
  [review_outcome_raw] TEXT,
  [review_completed_date] TEXT,  -- Review finished (open)
  [redaction_basis] TEXT,  -- Why something is withheld (open)
  [redaction_basis_raw] TEXT,
  [district] TEXT,  -- District (open)
  [beat] TEXT,  -- Beat (open)
  [location_block] TEXT,  -- Block (open)
  [release_on] TEXT,  -- Release date (open)
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
  [attribution] TEXT,  -- Who is known (open)
  [attribution_raw] TEXT,
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

-- Commendations: one row is one commendation
CREATE TABLE [commendations] (
  [commendation_id] TEXT PRIMARY KEY NOT NULL,
  [received_date] TEXT,  -- Date received (open)
  [received_year] INTEGER,  -- Year received (open)
  [commendation_source] TEXT,  -- Who gave praise (open)
  [commendation_source_raw] TEXT,
  [intake_channel] TEXT,  -- How it came in (open)
  [intake_channel_raw] TEXT,
  [commendation_reason] TEXT,  -- Reason for praise (open)
  [commendation_reason_raw] TEXT,
  [officer_id] TEXT,  -- Made-up officer number (open)
  [officers_praised_count] INTEGER,  -- Officers praised (open)
  [election_id] TEXT REFERENCES [elections]([election_id]),  -- Election (open)
  [district] TEXT,  -- District (open)
  [beat] TEXT,  -- Beat (open)
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
  [election_id] TEXT REFERENCES [elections]([election_id]),  -- Election (open)
  [incident_id] TEXT REFERENCES [use_of_force]([incident_id]),  -- Use of force incident (open)
  [document_url] TEXT,  -- Agency's document (open)
  [redaction_basis] TEXT,  -- Why something is withheld (open)
  [redaction_basis_raw] TEXT,
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
  [policy_id] TEXT REFERENCES [policies]([policy_id]),  -- Policy (open)
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
  [deciding_body] TEXT,  -- Decided by (open)
  [deciding_body_raw] TEXT,
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
  [employment_outcome_date] TEXT,  -- Date of that change (open)
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),
  [source_id] INTEGER REFERENCES [_sources]([source_id]),
  [source_line] INTEGER
);

-- Steps in complaints: one row is one step
CREATE TABLE [complaint_events] (
  [complaint_event_id] TEXT PRIMARY KEY NOT NULL,
  [complaint_id] TEXT REFERENCES [complaints]([complaint_id]),
  [event] TEXT,  -- Step (open)
  [event_raw] TEXT,
  [event_month] TEXT,  -- Month of the step (open)
  [event_year] INTEGER,  -- Year of the step (open)
  [deciding_body] TEXT,  -- Taken by (open)
  [deciding_body_raw] TEXT,
  [document_url] TEXT,  -- Agency's document (open)
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),
  [source_id] INTEGER REFERENCES [_sources]([source_id]),
  [source_line] INTEGER
);

-- Agreements between offices: one row is one agreement
CREATE TABLE [coordination_agreements] (
  [agreement_id] TEXT PRIMARY KEY NOT NULL,
  [agreement_number] TEXT,  -- Agreement number (open)
  [partner_name] TEXT,  -- Partner (open)
  [partner_type] TEXT,  -- Type of partner (open)
  [partner_type_raw] TEXT,
  [agreement_type] TEXT,  -- Type of agreement (open)
  [agreement_type_raw] TEXT,
  [scope_summary] TEXT,  -- What it covers (open)
  [effective_date] TEXT,  -- In force from (open)
  [effective_year] INTEGER,  -- In force from, year (open)
  [expires_date] TEXT,  -- In force until (open)
  [was_activated] INTEGER,  -- Was used (open)
  [activation_count] INTEGER,  -- Times used (open)
  [document_url] TEXT,  -- Agency's document (open)
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),
  [source_id] INTEGER REFERENCES [_sources]([source_id]),
  [source_line] INTEGER
);

-- Public statements: one row is one statement
CREATE TABLE [public_statements] (
  [statement_id] TEXT PRIMARY KEY NOT NULL,
  [statement_number] TEXT,  -- Statement number (open)
  [election_id] TEXT REFERENCES [elections]([election_id]),  -- Election (open)
  [statement_title] TEXT,  -- Title (open)
  [statement_type] TEXT,  -- Type (open)
  [statement_type_raw] TEXT,
  [published_at] TEXT,  -- Published (open)
  [published_year] INTEGER,  -- Year (open)
  [topics] TEXT,  -- Topics (open)
  [topics_raw] TEXT,
  [languages] TEXT,  -- Languages (open)
  [statement_url] TEXT,  -- Web address (open)
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),
  [source_id] INTEGER REFERENCES [_sources]([source_id]),
  [source_line] INTEGER
);

-- Rumors and facts: one row is one rumor
CREATE TABLE [rumor_control] (
  [rumor_id] TEXT PRIMARY KEY NOT NULL,
  [rumor_number] TEXT,  -- Rumor number (open)
  [election_id] TEXT REFERENCES [elections]([election_id]),  -- Election (open)
  [rumor_status] TEXT,  -- True or not (open)
  [rumor_status_raw] TEXT,
  [fact_statement] TEXT,  -- Fact (open)
  [claim_summary] TEXT,  -- Rumor (open)
  [rumor_topic] TEXT,  -- Topic (open)
  [rumor_topic_raw] TEXT,
  [evidence_urls] TEXT,  -- Sources (open)
  [responsible_office] TEXT,  -- Office that answers (open)
  [reported_by_type] TEXT,  -- Who reported it (open)
  [first_seen_at] TEXT,  -- First seen (open)
  [first_published_at] TEXT,  -- First answered (open)
  [first_published_year] INTEGER,  -- Year of the answer (open)
  [answer_hours] REAL,  -- Hours until it was answered (open)
  [updated_at] TEXT,  -- Last updated (open)
  [languages] TEXT,  -- Languages (open)
  [statement_id] TEXT REFERENCES [public_statements]([statement_id]),  -- Statement (open)
  [updates_count] INTEGER,  -- Versions on record (open)
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),
  [source_id] INTEGER REFERENCES [_sources]([source_id]),
  [source_line] INTEGER
);

-- Election incidents: one row is one election incident
CREATE TABLE [election_incidents] (
  [election_incident_id] TEXT PRIMARY KEY NOT NULL,
  [election_id] TEXT REFERENCES [elections]([election_id]),  -- Election (open)
  [polling_place_id] TEXT REFERENCES [polling_places]([polling_place_id]),  -- Polling place (open)
  [occurred_date] TEXT,  -- Date (open)
  [occurred_year] INTEGER,  -- Year (open)
  [occurred_hour] INTEGER,  -- Hour (open)
  [incident_type] TEXT,  -- Type of event (open)
  [severity] TEXT,  -- How serious (open)
  [severity_raw] TEXT,
  [target] TEXT,  -- Aimed at (open)
  [reported_by_type] TEXT,  -- Who reported it (open)
  [first_report_rounded_at] TEXT,  -- First report (open)
  [response] TEXT,  -- What was done (open)
  [has_officers_on_scene] INTEGER,  -- Officers came (open)
  [response_minutes] REAL,  -- Office's minutes to get there (open)
  [voting_interrupted_minutes] REAL,  -- Minutes without voting (open)
  [resolution] TEXT,  -- How it ended (open)
  [credibility] TEXT,  -- How credible the threat is (open)
  [injured_count] INTEGER,  -- People hurt (open)
  [arrests_count] INTEGER,  -- Arrests (open)
  [citations_count] INTEGER,  -- Citations (open)
  [was_force_used] INTEGER,  -- Force used (open)
  [incident_id] TEXT REFERENCES [use_of_force]([incident_id]),  -- Use of force incident (open)
  [rumor_id] TEXT REFERENCES [rumor_control]([rumor_id]),  -- Rumor (open)
  [referral] TEXT,  -- Sent on to (open)
  [case_status] TEXT,  -- Case (open)
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
  [period_start_at] TEXT,  -- From (open)
  [period_end_at] TEXT,  -- Until (open)
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
  [policy_id] TEXT REFERENCES [policies]([policy_id]),  -- Policy (open)
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

-- Getting ready for elections: one row is one readiness record
CREATE TABLE [election_preparedness] (
  [preparedness_id] TEXT PRIMARY KEY NOT NULL,
  [election_id] TEXT REFERENCES [elections]([election_id]),  -- Election (open)
  [scope] TEXT,  -- Scope (open)
  [polling_place_id] TEXT REFERENCES [polling_places]([polling_place_id]),  -- Polling place (open)
  [preparedness_item] TEXT,  -- Step (open)
  [preparedness_item_raw] TEXT,
  [preparedness_theme] TEXT,  -- Theme (open)
  [preparedness_status] TEXT,  -- How far it is (open)
  [preparedness_status_raw] TEXT,
  [as_of_date] TEXT,  -- As of (open)
  [as_of_year] INTEGER,  -- Year (open)
  [evidence_url] TEXT,  -- Where it can be checked (open)
  [release_on] TEXT,  -- Release date (open)
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),
  [source_id] INTEGER REFERENCES [_sources]([source_id]),
  [source_line] INTEGER
);

-- Meetings with the public: one row is one event
CREATE TABLE [engagement_events] (
  [engagement_id] TEXT PRIMARY KEY NOT NULL,
  [held_date] TEXT,  -- Date (open)
  [held_year] INTEGER,  -- Year (open)
  [engagement_type] TEXT,  -- Type of event (open)
  [engagement_type_raw] TEXT,
  [topics] TEXT,  -- Topics (open)
  [topics_raw] TEXT,
  [host] TEXT,  -- Held by (open)
  [partner_type] TEXT,  -- Type of partner (open)
  [partner_type_raw] TEXT,
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
  [location_block] TEXT,  -- Block (open)
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
  [source_title] TEXT,  -- Source (open)
  [source_url] TEXT,  -- Address of the source (open)
  [checked_date] TEXT,  -- Read on (open)
  [effective_date] TEXT,  -- In force from (open)
  [law_note] TEXT,  -- Note (open)
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),
  [source_id] INTEGER REFERENCES [_sources]([source_id]),
  [source_line] INTEGER
);

-- Police sent to polling places: one row is one dispatch
CREATE TABLE [polling_place_dispatches] (
  [dispatch_id] TEXT PRIMARY KEY NOT NULL,
  [election_id] TEXT REFERENCES [elections]([election_id]),  -- Election (open)
  [polling_place_id] TEXT REFERENCES [polling_places]([polling_place_id]),  -- Polling place (open)
  [request_received_rounded_at] TEXT,  -- Asked for (open)
  [request_received_year] INTEGER,  -- Year (open)
  [dispatched_rounded_at] TEXT,  -- Sent (open)
  [arrived_rounded_at] TEXT,  -- Arrived (open)
  [cleared_rounded_at] TEXT,  -- Left (open)
  [response_minutes] REAL,  -- Office's minutes to get there (open)
  [requested_by] TEXT,  -- Who asked (open)
  [dispatch_reason] TEXT,  -- Reason (open)
  [officers_dispatched_band] TEXT,  -- Officers sent (open)
  [uniform_status] TEXT,  -- Dress (open)
  [uniform_status_raw] TEXT,
  [was_site_entered] INTEGER,  -- Went inside (open)
  [response] TEXT,  -- What was done (open)
  [election_office_notified_rounded_at] TEXT,  -- Election office told (open)
  [election_incident_id] TEXT REFERENCES [election_incidents]([election_incident_id]),  -- Election incident (open)
  [release_on] TEXT,  -- Release date (open)
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),
  [source_id] INTEGER REFERENCES [_sources]([source_id]),
  [source_line] INTEGER
);

-- Hours and money for elections: one row is one allocation
CREATE TABLE [resource_allocations] (
  [allocation_id] TEXT PRIMARY KEY NOT NULL,
  [election_id] TEXT REFERENCES [elections]([election_id]),  -- Election (open)
  [start_date] TEXT,  -- First day (open)
  [start_year] INTEGER,  -- Year (open)
  [end_date] TEXT,  -- Last day (open)
  [area] TEXT,  -- Area (open)
  [resource_category] TEXT,  -- Type (open)
  [resource_category_raw] TEXT,
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
  [redirected_from_raw] TEXT,
  [redirected_to] TEXT,  -- Moved to (open)
  [redirected_to_raw] TEXT,
  [equipment_class] TEXT,  -- Sort of equipment (open)
  [quantity_band] TEXT,  -- Pieces (open)
  [release_on] TEXT,  -- Release date (open)
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),
  [source_id] INTEGER REFERENCES [_sources]([source_id]),
  [source_line] INTEGER
);

-- Changes to answers on rumors: one row is one change
CREATE TABLE [rumor_updates] (
  [update_id] TEXT PRIMARY KEY NOT NULL,
  [rumor_id] TEXT REFERENCES [rumor_control]([rumor_id]),
  [version_number] INTEGER,  -- Version (open)
  [changed_at] TEXT,  -- Changed (open)
  [changed_year] INTEGER,  -- Year (open)
  [old_status] TEXT,  -- Before (open)
  [old_status_raw] TEXT,
  [new_status] TEXT,  -- After (open)
  [new_status_raw] TEXT,
  [change_note] TEXT,  -- What changed (open)
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),
  [source_id] INTEGER REFERENCES [_sources]([source_id]),
  [source_line] INTEGER
);

-- Training courses: one row is one course
CREATE TABLE [training] (
  [training_id] TEXT PRIMARY KEY NOT NULL,
  [training_topic] TEXT,  -- Topic (open)
  [training_topic_raw] TEXT,
  [start_date] TEXT,  -- First day (open)
  [start_year] INTEGER,  -- Year (open)
  [end_date] TEXT,  -- Last day (open)
  [per_person_hours] REAL,  -- Hours for each person (open)
  [eligible_count] INTEGER,  -- People who should take it (open)
  [completed_count] INTEGER,  -- People who finished it (open)
  [completed_percent] REAL,  -- Percent who finished it (open)
  [audience] TEXT,  -- Who it is for (open)
  [audience_raw] TEXT,
  [delivered_by_type] TEXT,  -- Who teaches it (open)
  [delivered_by_type_raw] TEXT,
  [external_standard] TEXT,  -- Standard that it follows (open)
  [cost_usd] REAL,  -- Cost in dollars (open)
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
  [officer_names_checked_date] TEXT,  -- Law checked on (open)
  [comparability] TEXT,  -- Before you compare (open)
  [comparability_es] TEXT,  -- Before you compare, in Spanish (open)
  [website_url] TEXT,  -- Website (open)
  [is_fictional] INTEGER  -- Made up (open)
);

-- Changes: one row is one change
CREATE TABLE [changes] (
  [change_id] TEXT PRIMARY KEY NOT NULL,
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),  -- Agency (open)
  [changed_date] TEXT,  -- Changed on (open)
  [shown_since] TEXT,  -- Shown since release (open)
  [record_table] TEXT,  -- Table (open)
  [record_key] TEXT,  -- Record (open)
  [record_column] TEXT,  -- Column (open)
  [about_what] TEXT,  -- What it says (open)
  [value_before] TEXT,  -- It said (open)
  [value_now] TEXT,  -- It says now (open)
  [change_origin] TEXT,  -- How it changed (open)
  [reason_given] TEXT  -- Reason (open)
);

-- Coverage: one row is one report owed
CREATE TABLE [coverage] (
  [coverage_id] TEXT PRIMARY KEY NOT NULL,
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),  -- Agency (open)
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
  [has_zero_report] INTEGER  -- Said zero (open)
);

-- Numbers to divide by: one row is one number
CREATE TABLE [denominators] (
  [denominator_id] TEXT PRIMARY KEY NOT NULL,
  [measure] TEXT,  -- What is counted (open)
  [measure_raw] TEXT,
  [measure_value] REAL,  -- How many (open)
  [period_start_date] TEXT,  -- From (open)
  [period_end_date] TEXT,  -- To (open)
  [period_year] INTEGER,  -- Year (open)
  [area] TEXT,  -- Area (open)
  [is_whole_area] INTEGER,  -- The agency's whole area (open)
  [source_title] TEXT,  -- Source (open)
  [source_url] TEXT,  -- Address of the source (open)
  [denominator_note] TEXT,  -- Note (open)
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),
  [source_id] INTEGER REFERENCES [_sources]([source_id]),
  [source_line] INTEGER
);

-- Words and codes: one row is one sorted word
CREATE TABLE [mappings] (
  [mapping_id] TEXT PRIMARY KEY NOT NULL,
  [agency_id] TEXT REFERENCES [agencies]([agency_id]),  -- Agency (open)
  [record_table] TEXT,  -- Table (open)
  [record_column] TEXT,  -- Column (open)
  [about_what] TEXT,  -- What it says (open)
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
  description_es TEXT,
  tells TEXT
);

CREATE TABLE [_chapters] (
  family TEXT,
  position INTEGER,
  title TEXT,
  title_es TEXT,
  description TEXT,
  description_es TEXT,
  tables TEXT,
  also TEXT,
  PRIMARY KEY (family, position)
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
  claim TEXT,
  maxim TEXT,
  maxim_es TEXT,
  near TEXT,
  rows INTEGER,
  units INTEGER,
  held INTEGER,
  held_until TEXT,
  held_of TEXT,
  facts_held INTEGER,
  facts_held_until TEXT,
  facts_held_of TEXT
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
  waits_for TEXT,
  is_protected INTEGER,
  withheld_for TEXT,
  names TEXT,
  basis TEXT,
  basis_es TEXT,
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
  sql TEXT,
  year_columns TEXT,
  ranges TEXT
);

CREATE TABLE [_answers] (
  question TEXT,
  name TEXT,
  title TEXT,
  title_es TEXT,
  PRIMARY KEY (question, name)
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
CREATE INDEX [idx_elections_election_year] ON [elections] ([election_year]);
CREATE INDEX [idx_elections_state] ON [elections] ([state]);
CREATE INDEX [idx_elections_election_type] ON [elections] ([election_type]);
CREATE INDEX [idx_elections_is_statewide] ON [elections] ([is_statewide]);
CREATE INDEX [idx_elections_date] ON [elections] ([date]);
CREATE INDEX [idx_polling_places_election_id] ON [polling_places] ([election_id]);
CREATE INDEX [idx_polling_places_agency_id] ON [polling_places] ([agency_id]);
CREATE INDEX [idx_polling_places_county] ON [polling_places] ([county]);
CREATE INDEX [idx_polling_places_polling_place_type] ON [polling_places] ([polling_place_type]);
CREATE INDEX [idx_polling_places_site_use] ON [polling_places] ([site_use]);
CREATE INDEX [idx_polling_places_is_early_voting] ON [polling_places] ([is_early_voting]);
CREATE INDEX [idx_polling_places_is_drop_box] ON [polling_places] ([is_drop_box]);
CREATE INDEX [idx_polling_places_is_accessible] ON [polling_places] ([is_accessible]);
CREATE INDEX [idx_polling_places_is_closed] ON [polling_places] ([is_closed]);
CREATE INDEX [idx_policies_agency_id] ON [policies] ([agency_id]);
CREATE INDEX [idx_policies_policy_topic] ON [policies] ([policy_topic]);
CREATE INDEX [idx_policies_effective_year] ON [policies] ([effective_year]);
CREATE INDEX [idx_policies_was_public_consulted] ON [policies] ([was_public_consulted]);
CREATE INDEX [idx_policies_reviewed_by_role] ON [policies] ([reviewed_by_role]);
CREATE INDEX [idx_policies_effective_date] ON [policies] ([effective_date]);
CREATE INDEX [idx_use_of_force_election_id] ON [use_of_force] ([election_id]);
CREATE INDEX [idx_use_of_force_polling_place_id] ON [use_of_force] ([polling_place_id]);
CREATE INDEX [idx_use_of_force_policy_id] ON [use_of_force] ([policy_id]);
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
CREATE INDEX [idx_commendations_election_id] ON [commendations] ([election_id]);
CREATE INDEX [idx_commendations_agency_id] ON [commendations] ([agency_id]);
CREATE INDEX [idx_commendations_received_year] ON [commendations] ([received_year]);
CREATE INDEX [idx_commendations_district] ON [commendations] ([district]);
CREATE INDEX [idx_commendations_commendation_reason] ON [commendations] ([commendation_reason]);
CREATE INDEX [idx_commendations_commendation_source] ON [commendations] ([commendation_source]);
CREATE INDEX [idx_commendations_intake_channel] ON [commendations] ([intake_channel]);
CREATE INDEX [idx_commendations_officer_id] ON [commendations] ([officer_id]);
CREATE INDEX [idx_commendations_received_date] ON [commendations] ([received_date]);
CREATE INDEX [idx_complaints_election_id] ON [complaints] ([election_id]);
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
CREATE INDEX [idx_complaint_allegations_policy_id] ON [complaint_allegations] ([policy_id]);
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
CREATE INDEX [idx_complaint_events_complaint_id] ON [complaint_events] ([complaint_id]);
CREATE INDEX [idx_complaint_events_agency_id] ON [complaint_events] ([agency_id]);
CREATE INDEX [idx_complaint_events_event] ON [complaint_events] ([event]);
CREATE INDEX [idx_complaint_events_event_year] ON [complaint_events] ([event_year]);
CREATE INDEX [idx_complaint_events_deciding_body] ON [complaint_events] ([deciding_body]);
CREATE INDEX [idx_complaint_events_event_month] ON [complaint_events] ([event_month]);
CREATE INDEX [idx_coordination_agreements_agency_id] ON [coordination_agreements] ([agency_id]);
CREATE INDEX [idx_coordination_agreements_partner_type] ON [coordination_agreements] ([partner_type]);
CREATE INDEX [idx_coordination_agreements_agreement_type] ON [coordination_agreements] ([agreement_type]);
CREATE INDEX [idx_coordination_agreements_effective_year] ON [coordination_agreements] ([effective_year]);
CREATE INDEX [idx_coordination_agreements_was_activated] ON [coordination_agreements] ([was_activated]);
CREATE INDEX [idx_coordination_agreements_effective_date] ON [coordination_agreements] ([effective_date]);
CREATE INDEX [idx_public_statements_election_id] ON [public_statements] ([election_id]);
CREATE INDEX [idx_public_statements_agency_id] ON [public_statements] ([agency_id]);
CREATE INDEX [idx_public_statements_published_year] ON [public_statements] ([published_year]);
CREATE INDEX [idx_public_statements_statement_type] ON [public_statements] ([statement_type]);
CREATE INDEX [idx_public_statements_published_at] ON [public_statements] ([published_at]);
CREATE INDEX [idx_rumor_control_election_id] ON [rumor_control] ([election_id]);
CREATE INDEX [idx_rumor_control_statement_id] ON [rumor_control] ([statement_id]);
CREATE INDEX [idx_rumor_control_agency_id] ON [rumor_control] ([agency_id]);
CREATE INDEX [idx_rumor_control_rumor_topic] ON [rumor_control] ([rumor_topic]);
CREATE INDEX [idx_rumor_control_rumor_status] ON [rumor_control] ([rumor_status]);
CREATE INDEX [idx_rumor_control_first_published_year] ON [rumor_control] ([first_published_year]);
CREATE INDEX [idx_rumor_control_reported_by_type] ON [rumor_control] ([reported_by_type]);
CREATE INDEX [idx_rumor_control_first_published_at] ON [rumor_control] ([first_published_at]);
CREATE INDEX [idx_election_incidents_election_id] ON [election_incidents] ([election_id]);
CREATE INDEX [idx_election_incidents_polling_place_id] ON [election_incidents] ([polling_place_id]);
CREATE INDEX [idx_election_incidents_incident_id] ON [election_incidents] ([incident_id]);
CREATE INDEX [idx_election_incidents_rumor_id] ON [election_incidents] ([rumor_id]);
CREATE INDEX [idx_election_incidents_agency_id] ON [election_incidents] ([agency_id]);
CREATE INDEX [idx_election_incidents_occurred_year] ON [election_incidents] ([occurred_year]);
CREATE INDEX [idx_election_incidents_incident_type] ON [election_incidents] ([incident_type]);
CREATE INDEX [idx_election_incidents_severity] ON [election_incidents] ([severity]);
CREATE INDEX [idx_election_incidents_target] ON [election_incidents] ([target]);
CREATE INDEX [idx_election_incidents_response] ON [election_incidents] ([response]);
CREATE INDEX [idx_election_incidents_was_force_used] ON [election_incidents] ([was_force_used]);
CREATE INDEX [idx_election_incidents_reported_by_type] ON [election_incidents] ([reported_by_type]);
CREATE INDEX [idx_election_incidents_referral] ON [election_incidents] ([referral]);
CREATE INDEX [idx_election_incidents_case_status] ON [election_incidents] ([case_status]);
CREATE INDEX [idx_election_incidents_occurred_date] ON [election_incidents] ([occurred_date]);
CREATE INDEX [idx_election_posture_election_id] ON [election_posture] ([election_id]);
CREATE INDEX [idx_election_posture_polling_place_id] ON [election_posture] ([polling_place_id]);
CREATE INDEX [idx_election_posture_policy_id] ON [election_posture] ([policy_id]);
CREATE INDEX [idx_election_posture_agency_id] ON [election_posture] ([agency_id]);
CREATE INDEX [idx_election_posture_scope] ON [election_posture] ([scope]);
CREATE INDEX [idx_election_posture_posture_level] ON [election_posture] ([posture_level]);
CREATE INDEX [idx_election_posture_visible_presence] ON [election_posture] ([visible_presence]);
CREATE INDEX [idx_election_posture_requested_by] ON [election_posture] ([requested_by]);
CREATE INDEX [idx_election_posture_purpose] ON [election_posture] ([purpose]);
CREATE INDEX [idx_election_posture_threat_basis] ON [election_posture] ([threat_basis]);
CREATE INDEX [idx_election_posture_phase] ON [election_posture] ([phase]);
CREATE INDEX [idx_election_posture_plan_or_actual] ON [election_posture] ([plan_or_actual]);
CREATE INDEX [idx_election_posture_period_start_at] ON [election_posture] ([period_start_at]);
CREATE INDEX [idx_election_preparedness_election_id] ON [election_preparedness] ([election_id]);
CREATE INDEX [idx_election_preparedness_polling_place_id] ON [election_preparedness] ([polling_place_id]);
CREATE INDEX [idx_election_preparedness_agency_id] ON [election_preparedness] ([agency_id]);
CREATE INDEX [idx_election_preparedness_scope] ON [election_preparedness] ([scope]);
CREATE INDEX [idx_election_preparedness_preparedness_theme] ON [election_preparedness] ([preparedness_theme]);
CREATE INDEX [idx_election_preparedness_preparedness_item] ON [election_preparedness] ([preparedness_item]);
CREATE INDEX [idx_election_preparedness_preparedness_status] ON [election_preparedness] ([preparedness_status]);
CREATE INDEX [idx_election_preparedness_as_of_year] ON [election_preparedness] ([as_of_year]);
CREATE INDEX [idx_election_preparedness_as_of_date] ON [election_preparedness] ([as_of_date]);
CREATE INDEX [idx_engagement_events_agency_id] ON [engagement_events] ([agency_id]);
CREATE INDEX [idx_engagement_events_held_year] ON [engagement_events] ([held_year]);
CREATE INDEX [idx_engagement_events_engagement_type] ON [engagement_events] ([engagement_type]);
CREATE INDEX [idx_engagement_events_partner_type] ON [engagement_events] ([partner_type]);
CREATE INDEX [idx_engagement_events_is_accessible] ON [engagement_events] ([is_accessible]);
CREATE INDEX [idx_engagement_events_held_date] ON [engagement_events] ([held_date]);
CREATE INDEX [idx_police_presence_laws_agency_id] ON [police_presence_laws] ([agency_id]);
CREATE INDEX [idx_police_presence_laws_state] ON [police_presence_laws] ([state]);
CREATE INDEX [idx_police_presence_laws_presence_rule] ON [police_presence_laws] ([presence_rule]);
CREATE INDEX [idx_police_presence_laws_is_plainclothes_covered] ON [police_presence_laws] ([is_plainclothes_covered]);
CREATE INDEX [idx_police_presence_laws_is_log_required] ON [police_presence_laws] ([is_log_required]);
CREATE INDEX [idx_police_presence_laws_checked_date] ON [police_presence_laws] ([checked_date]);
CREATE INDEX [idx_polling_place_dispatches_election_id] ON [polling_place_dispatches] ([election_id]);
CREATE INDEX [idx_polling_place_dispatches_polling_place_id] ON [polling_place_dispatches] ([polling_place_id]);
CREATE INDEX [idx_polling_place_dispatches_election_incident_id] ON [polling_place_dispatches] ([election_incident_id]);
CREATE INDEX [idx_polling_place_dispatches_agency_id] ON [polling_place_dispatches] ([agency_id]);
CREATE INDEX [idx_polling_place_dispatches_requested_by] ON [polling_place_dispatches] ([requested_by]);
CREATE INDEX [idx_polling_place_dispatches_dispatch_reason] ON [polling_place_dispatches] ([dispatch_reason]);
CREATE INDEX [idx_polling_place_dispatches_response] ON [polling_place_dispatches] ([response]);
CREATE INDEX [idx_polling_place_dispatches_officers_dispatched_band] ON [polling_place_dispatches] ([officers_dispatched_band]);
CREATE INDEX [idx_polling_place_dispatches_uniform_status] ON [polling_place_dispatches] ([uniform_status]);
CREATE INDEX [idx_polling_place_dispatches_was_site_entered] ON [polling_place_dispatches] ([was_site_entered]);
CREATE INDEX [idx_polling_place_dispatches_request_received_year] ON [polling_place_dispatches] ([request_received_year]);
CREATE INDEX [idx_polling_place_dispatches_request_received_rounded_at] ON [polling_place_dispatches] ([request_received_rounded_at]);
CREATE INDEX [idx_resource_allocations_election_id] ON [resource_allocations] ([election_id]);
CREATE INDEX [idx_resource_allocations_agency_id] ON [resource_allocations] ([agency_id]);
CREATE INDEX [idx_resource_allocations_start_year] ON [resource_allocations] ([start_year]);
CREATE INDEX [idx_resource_allocations_area] ON [resource_allocations] ([area]);
CREATE INDEX [idx_resource_allocations_resource_category] ON [resource_allocations] ([resource_category]);
CREATE INDEX [idx_resource_allocations_need_basis] ON [resource_allocations] ([need_basis]);
CREATE INDEX [idx_resource_allocations_redirected_to] ON [resource_allocations] ([redirected_to]);
CREATE INDEX [idx_resource_allocations_was_minimum_staffing_met] ON [resource_allocations] ([was_minimum_staffing_met]);
CREATE INDEX [idx_resource_allocations_start_date] ON [resource_allocations] ([start_date]);
CREATE INDEX [idx_rumor_updates_rumor_id] ON [rumor_updates] ([rumor_id]);
CREATE INDEX [idx_rumor_updates_agency_id] ON [rumor_updates] ([agency_id]);
CREATE INDEX [idx_rumor_updates_changed_year] ON [rumor_updates] ([changed_year]);
CREATE INDEX [idx_rumor_updates_old_status] ON [rumor_updates] ([old_status]);
CREATE INDEX [idx_rumor_updates_new_status] ON [rumor_updates] ([new_status]);
CREATE INDEX [idx_rumor_updates_changed_at] ON [rumor_updates] ([changed_at]);
CREATE INDEX [idx_training_agency_id] ON [training] ([agency_id]);
CREATE INDEX [idx_training_start_year] ON [training] ([start_year]);
CREATE INDEX [idx_training_training_topic] ON [training] ([training_topic]);
CREATE INDEX [idx_training_audience] ON [training] ([audience]);
CREATE INDEX [idx_training_delivered_by_type] ON [training] ([delivered_by_type]);
CREATE INDEX [idx_training_start_date] ON [training] ([start_date]);
CREATE INDEX [idx_agencies_agency_type] ON [agencies] ([agency_type]);
CREATE INDEX [idx_agencies_state] ON [agencies] ([state]);
CREATE INDEX [idx_agencies_privacy_profile] ON [agencies] ([privacy_profile]);
CREATE INDEX [idx_agencies_officer_names_policy] ON [agencies] ([officer_names_policy]);
CREATE INDEX [idx_changes_agency_id] ON [changes] ([agency_id]);
CREATE INDEX [idx_changes_record_table] ON [changes] ([record_table]);
CREATE INDEX [idx_changes_about_what] ON [changes] ([about_what]);
CREATE INDEX [idx_changes_change_origin] ON [changes] ([change_origin]);
CREATE INDEX [idx_changes_reason_given] ON [changes] ([reason_given]);
CREATE INDEX [idx_changes_changed_date] ON [changes] ([changed_date]);
CREATE INDEX [idx_coverage_agency_id] ON [coverage] ([agency_id]);
CREATE INDEX [idx_coverage_table_title] ON [coverage] ([table_title]);
CREATE INDEX [idx_coverage_coverage_status] ON [coverage] ([coverage_status]);
CREATE INDEX [idx_coverage_has_zero_report] ON [coverage] ([has_zero_report]);
CREATE INDEX [idx_coverage_period_start_date] ON [coverage] ([period_start_date]);
CREATE INDEX [idx_denominators_agency_id] ON [denominators] ([agency_id]);
CREATE INDEX [idx_denominators_measure] ON [denominators] ([measure]);
CREATE INDEX [idx_denominators_period_year] ON [denominators] ([period_year]);
CREATE INDEX [idx_denominators_is_whole_area] ON [denominators] ([is_whole_area]);
CREATE INDEX [idx_denominators_period_end_date] ON [denominators] ([period_end_date]);
CREATE INDEX [idx_mappings_agency_id] ON [mappings] ([agency_id]);
CREATE INDEX [idx_mappings_record_table] ON [mappings] ([record_table]);
CREATE INDEX [idx_mappings_about_what] ON [mappings] ([about_what]);
CREATE INDEX [idx_mappings_code_label] ON [mappings] ([code_label]);
CREATE VIRTUAL TABLE "elections_fts" USING FTS5 ( "name", "state", tokenize='porter unicode61 remove_diacritics 2', content="elections" );
CREATE VIRTUAL TABLE "polling_places_fts" USING FTS5 ( "name", "address_line", "structured_city", "county", "precincts", tokenize='porter unicode61 remove_diacritics 2', content="polling_places" );
CREATE VIRTUAL TABLE "policies_fts" USING FTS5 ( "policy_number", "policy_title", "policy_summary", "reviewed_by_role", tokenize='porter unicode61 remove_diacritics 2', content="policies" );
CREATE VIRTUAL TABLE "use_of_force_fts" USING FTS5 ( "district", "beat", "location_block", "call_type", "reported_by_agency", tokenize='porter unicode61 remove_diacritics 2', content="use_of_force" );
CREATE VIRTUAL TABLE "use_of_force_applications_fts" USING FTS5 ( "force_type", "force_type_raw", "force_level_agency", tokenize='porter unicode61 remove_diacritics 2', content="use_of_force_applications" );
CREATE VIRTUAL TABLE "commendations_fts" USING FTS5 ( "district", "beat", "commendation_reason_raw", "commendation_source_raw", tokenize='porter unicode61 remove_diacritics 2', content="commendations" );
CREATE VIRTUAL TABLE "complaints_fts" USING FTS5 ( "district", "beat", "allegation_category", "allegation_category_raw", tokenize='porter unicode61 remove_diacritics 2', content="complaints" );
CREATE VIRTUAL TABLE "complaint_allegations_fts" USING FTS5 ( "allegation_category", "allegation_category_raw", "finding", "finding_raw", "officer_district", tokenize='porter unicode61 remove_diacritics 2', content="complaint_allegations" );
CREATE VIRTUAL TABLE "complaint_events_fts" USING FTS5 ( "event", "event_raw", tokenize='porter unicode61 remove_diacritics 2', content="complaint_events" );
CREATE VIRTUAL TABLE "coordination_agreements_fts" USING FTS5 ( "partner_name", "scope_summary", "agreement_number", tokenize='porter unicode61 remove_diacritics 2', content="coordination_agreements" );
CREATE VIRTUAL TABLE "public_statements_fts" USING FTS5 ( "statement_title", "statement_number", tokenize='porter unicode61 remove_diacritics 2', content="public_statements" );
CREATE VIRTUAL TABLE "rumor_control_fts" USING FTS5 ( "claim_summary", "fact_statement", "responsible_office", tokenize='porter unicode61 remove_diacritics 2', content="rumor_control" );
CREATE VIRTUAL TABLE "election_incidents_fts" USING FTS5 ( "incident_type", "target", "response", tokenize='porter unicode61 remove_diacritics 2', content="election_incidents" );
CREATE VIRTUAL TABLE "election_posture_fts" USING FTS5 ( "zone", "legal_basis", "approved_by_role", tokenize='porter unicode61 remove_diacritics 2', content="election_posture" );
CREATE VIRTUAL TABLE "election_preparedness_fts" USING FTS5 ( "preparedness_item", "preparedness_item_raw", tokenize='porter unicode61 remove_diacritics 2', content="election_preparedness" );
CREATE VIRTUAL TABLE "engagement_events_fts" USING FTS5 ( "host", "location_block", tokenize='porter unicode61 remove_diacritics 2', content="engagement_events" );
CREATE VIRTUAL TABLE "police_presence_laws_fts" USING FTS5 ( "citation", "who_may_request", "exceptions", "source_title", "law_note", tokenize='porter unicode61 remove_diacritics 2', content="police_presence_laws" );
CREATE VIRTUAL TABLE "polling_place_dispatches_fts" USING FTS5 ( "dispatch_reason", "response", tokenize='porter unicode61 remove_diacritics 2', content="polling_place_dispatches" );
CREATE VIRTUAL TABLE "resource_allocations_fts" USING FTS5 ( "area", "equipment_class", tokenize='porter unicode61 remove_diacritics 2', content="resource_allocations" );
CREATE VIRTUAL TABLE "rumor_updates_fts" USING FTS5 ( "change_note", tokenize='porter unicode61 remove_diacritics 2', content="rumor_updates" );
CREATE VIRTUAL TABLE "training_fts" USING FTS5 ( "training_topic", "external_standard", tokenize='porter unicode61 remove_diacritics 2', content="training" );
CREATE VIRTUAL TABLE "agencies_fts" USING FTS5 ( "name", "place", "comparability", "comparability_es", tokenize='porter unicode61 remove_diacritics 2', content="agencies" );
CREATE VIRTUAL TABLE "changes_fts" USING FTS5 ( "about_what", "value_before", "value_now", tokenize='porter unicode61 remove_diacritics 2', content="changes" );
CREATE VIRTUAL TABLE "coverage_fts" USING FTS5 ( "table_title", tokenize='porter unicode61 remove_diacritics 2', content="coverage" );
CREATE VIRTUAL TABLE "denominators_fts" USING FTS5 ( "area", "source_title", "denominator_note", tokenize='porter unicode61 remove_diacritics 2', content="denominators" );
CREATE VIRTUAL TABLE "mappings_fts" USING FTS5 ( "written_value", "code_label", "about_what", tokenize='porter unicode61 remove_diacritics 2', content="mappings" );
