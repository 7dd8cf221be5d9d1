using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Demo;

/// <summary>What generated calls leave in the module's tables. A call drafted by a generated account counts as generated.</summary>
internal static class MovementTrace
{
    private static readonly string[] ByCall =
    [
        "movement_invitation", "movement_application", "movement_answer", "movement_answer_history", "movement_evidence",
        "movement_return_reason", "movement_panel_member", "movement_conflict", "movement_assignment_run", "movement_assignment",
        "movement_sheet", "movement_score", "movement_moderation", "movement_decision", "movement_decision_line",
        "movement_announcement", "movement_objection_window", "movement_objection",
    ];

    public static DemoTrace Of { get; } = new(
        [
            DemoTrace.Mark("call", "id", $"movement_call where generated or {DemoTrace.Is("created_by", "account")}"),
            DemoTrace.Mark("decision", "id", $"movement_decision where {DemoTrace.Is("call_id", "call")}"),
            DemoTrace.Mark("objection", "id", $"movement_objection where {DemoTrace.Is("call_id", "call")}"),
            InUse("application"),
            InUse("assessment"),
        ],
        [
            $"delete from movement_objection_answer where {DemoTrace.Is("objection_id", "objection")}",
            $"delete from movement_decision_remark where {DemoTrace.Is("decision_id", "decision")}",
            $"delete from movement_decision_approval where {DemoTrace.Is("decision_id", "decision")}",
            .. ByCall.Select(table => $"delete from {table} where {DemoTrace.Is("call_id", "call")}"),
            "delete from movement_index_value where generated",
            $"delete from movement_call where {DemoTrace.Is("id", "call")}",
        ]);

    private static string InUse(string what) => DemoTrace.Mark(
        "instrument-in-use", $"{what}_instrument || '/' || {what}_version", $"movement_call where not {DemoTrace.Is("id", "call")}");
}
