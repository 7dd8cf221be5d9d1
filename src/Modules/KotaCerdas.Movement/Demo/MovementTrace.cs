using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Demo;

/// <summary>What generated calls leave in the module's tables. A call drafted by a generated account counts as generated.</summary>
internal static class MovementTrace
{
    private static readonly string[] ByCall =
    [
        "movement_call_extension", "movement_invitation", "movement_application", "movement_answer", "movement_answer_history",
        "movement_evidence",
        "movement_return_reason", "movement_panel_member", "movement_conflict", "movement_assignment_run", "movement_assignment",
        "movement_sheet", "movement_score", "movement_moderation", "movement_decision", "movement_decision_line",
        "movement_announcement", "movement_objection_window", "movement_objection", "movement_decision_letter",
        "movement_mentoring_season", "movement_mentoring", "movement_mentor_assignment", "movement_mentoring_stage", "movement_deliverable",
        "movement_draft", "movement_draft_ruling", "movement_draft_comment", "movement_mentor_report",
    ];

    private static readonly string[] ByDecree = ["movement_decree_member", "movement_decree_ruling"];

    private static readonly string[] ByMeeting =
        ["movement_meeting_attendance", "movement_meeting_file", "movement_meeting_decision"];

    private static readonly string[] ByAgreement =
    [
        "movement_agreement_party", "movement_agreement_person", "movement_clause_version", "movement_clause_comment",
        "movement_signing_power", "movement_obligation_step", "movement_obligation", "movement_ceremony_seat",
    ];

    /// <summary>
    /// A member that a signing added goes; one that was known before is as before. Where a signing took the place of a shipped row that was
    /// less certain, the shipped rows are read again.
    /// </summary>
    private static readonly string[] Members =
    [
        "update platform_reference_set set sha256 = '' where name = 'movement-cohorts' "
            + $"and exists (select 1 from movement_cohort_member where status = 'Signed' and {DemoTrace.Is("agreement_id", "agreement")})",
        $"delete from movement_cohort_member where status = 'Signed' and {DemoTrace.Is("agreement_id", "agreement")}",
        $"update movement_cohort_member set signed_on = null, agreement_id = null where {DemoTrace.Is("agreement_id", "agreement")}",
    ];

    public static DemoTrace Of { get; } = new(
        [
            DemoTrace.Mark("call", "id", $"movement_call where generated or {DemoTrace.Is("created_by", "account")}"),
            DemoTrace.Mark("decision", "id", $"movement_decision where {DemoTrace.Is("call_id", "call")}"),
            DemoTrace.Mark("objection", "id", $"movement_objection where {DemoTrace.Is("call_id", "call")}"),
            DemoTrace.Mark("decree", "id", $"movement_decree where {DemoTrace.Is("created_by", "account")}"),
            DemoTrace.Mark(
                "meeting", "id", $"movement_meeting where {DemoTrace.Is("created_by", "account")} or {DemoTrace.Is("call_id", "call")}"),
            DemoTrace.Mark("agreement", "id", $"movement_agreement where generated or {DemoTrace.Is("created_by", "account")}"),
            DemoTrace.Mark("obligation", "id", $"movement_obligation where {DemoTrace.Is("agreement_id", "agreement")}"),
            DemoTrace.Mark("ceremony", "id", $"movement_ceremony where generated or {DemoTrace.Is("created_by", "account")}"),
            InUse("application"),
            InUse("assessment"),
        ],
        [
            $"delete from movement_objection_file where {DemoTrace.Is("objection_id", "objection")}",
            $"delete from movement_objection_answer where {DemoTrace.Is("objection_id", "objection")}",
            $"delete from movement_decision_remark where {DemoTrace.Is("decision_id", "decision")}",
            $"delete from movement_decision_approval where {DemoTrace.Is("decision_id", "decision")}",
            .. ByDecree.Select(table => $"delete from {table} where {DemoTrace.Is("decree_id", "decree")}"),
            $"delete from movement_decree where {DemoTrace.Is("id", "decree")}",
            .. ByMeeting.Select(table => $"delete from {table} where {DemoTrace.Is("meeting_id", "meeting")}"),
            $"delete from movement_meeting where {DemoTrace.Is("id", "meeting")}",
            .. ByCall.Select(table => $"delete from {table} where {DemoTrace.Is("call_id", "call")}"),
            $"delete from movement_obligation_alert where {DemoTrace.Is("obligation_id", "obligation")}",
            .. ByAgreement.Select(table => $"delete from {table} where {DemoTrace.Is("agreement_id", "agreement")}"),
            .. Members,
            $"delete from movement_ceremony_person where {DemoTrace.Is("ceremony_id", "ceremony")}",
            $"delete from movement_ceremony where {DemoTrace.Is("id", "ceremony")}",
            $"delete from movement_agreement where {DemoTrace.Is("id", "agreement")}",
            "delete from movement_index_value where generated",
            $"delete from movement_call where {DemoTrace.Is("id", "call")}",
        ]);

    private static string InUse(string what) => DemoTrace.Mark(
        "instrument-in-use", $"{what}_instrument || '/' || {what}_version", $"movement_call where not {DemoTrace.Is("id", "call")}");
}
