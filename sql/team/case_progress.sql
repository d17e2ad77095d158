-- How far a case has come, as counts; a follow-up counts for every goal it is about.
-- access: read case
-- in: bank_id int64, case_id int64, today date
-- out: one surveys int64, notes int64, meetings int64, tasks_open int64, drafts int64,
--     agreed int64, review_on date?, goals int64, goals_followed int64, goals_reached int64
SELECT (SELECT count(*) FROM case_survey s WHERE s.bank_id = $1 AND s.case_id = $2) AS surveys,
    (SELECT count(*) FROM case_note n WHERE n.bank_id = $1 AND n.case_id = $2) AS notes,
    (SELECT count(*) FROM case_meeting m WHERE m.bank_id = $1 AND m.case_id = $2) AS meetings,
    (SELECT count(*) FROM case_task t
     WHERE t.bank_id = $1 AND t.case_id = $2 AND t.done_on IS NULL) AS tasks_open,
    (SELECT count(*) FROM case_plan p
     WHERE p.bank_id = $1 AND p.case_id = $2 AND p.state = 0) AS drafts,
    (SELECT count(*) FROM case_plan p
     WHERE p.bank_id = $1 AND p.case_id = $2 AND p.state = 1) AS agreed,
    (SELECT max(p.review_on) FROM case_plan p
     WHERE p.bank_id = $1 AND p.case_id = $2 AND p.state = 1) AS review_on,
    (SELECT count(*) FROM plan_goal g
     JOIN case_plan p ON p.bank_id = g.bank_id AND p.case_id = g.case_id AND p.version = g.version
     WHERE g.bank_id = $1 AND g.case_id = $2 AND p.state = 1) AS goals,
    (SELECT count(DISTINCT f.goal) FROM plan_followup f
     JOIN plan_goal g ON g.bank_id = f.bank_id AND g.case_id = f.case_id AND g.goal = f.goal
     JOIN case_plan p ON p.bank_id = g.bank_id AND p.case_id = g.case_id AND p.version = g.version
     WHERE f.bank_id = $1 AND f.case_id = $2 AND p.state = 1 AND f.day <= $3) AS goals_followed,
    (SELECT count(*) FROM plan_followup f
     JOIN plan_goal g ON g.bank_id = f.bank_id AND g.case_id = f.case_id AND g.goal = f.goal
     JOIN case_plan p ON p.bank_id = g.bank_id AND p.case_id = g.case_id AND p.version = g.version
     WHERE f.bank_id = $1 AND f.case_id = $2 AND p.state = 1 AND f.reached = 2
       AND f.number = (SELECT max(x.number) FROM plan_followup x
           WHERE x.bank_id = f.bank_id AND x.case_id = f.case_id AND x.goal = f.goal))
        AS goals_reached;
