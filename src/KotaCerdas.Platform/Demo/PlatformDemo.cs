namespace KotaCerdas.Platform;

/// <summary>Platform rows that generated accounts and calls leave behind.</summary>
internal static class PlatformDemo
{
    private const string Event = "'event'";

    private static readonly string HasGenerated =
        $"exists (select 1 from platform_log_leaf g where {DemoTrace.Is("g.id", "log-entry")})";

    // Nothing can be taken out of a log. One that holds generated facts ends here; what is real in it is logged anew under a new key and
    // with it a new name, so that nobody takes the new log for a continuation (docs/adr/0019).
    private static readonly string[] LogRemovals =
    [
        "insert into platform_log_queue (region_code, id, entry) select l.region_code, l.id, l.entry from platform_log_leaf l "
            + "join platform_log_opening o on o.region_code = l.region_code and o.id = l.id "
            + $"where {HasGenerated} and o.kind <> 'log.head' and not {DemoTrace.Is("l.id", "log-entry")}",
        $"delete from platform_log_queue where {DemoTrace.Is("id", "log-entry")} or ({HasGenerated} and entry like '%\"log.head\"%')",
        $"delete from platform_log_opening where {DemoTrace.Is("id", "log-entry")} or ({HasGenerated} and kind = 'log.head')",
        $"delete from platform_log_hash where {HasGenerated}",
        $"delete from platform_log_cosignature where {HasGenerated}",
        $"delete from platform_log_checkpoint where {HasGenerated}",
        $"delete from platform_log_key where {HasGenerated}",
        $"delete from platform_log_leaf where {HasGenerated}",
    ];

    // Real people who were told of a generated agreement.
    private const string LinkedToGenerated =
        "exists (select 1 from demo_mark m where m.kind in ('agreement', 'ceremony') and link like '%' || m.id || '%')";

    public static DemoTrace Trace { get; } = new(
        [
            DemoTrace.Mark("document", "id", "platform_document where generated"),
            DemoTrace.Mark(
                "signature", "document_id || '/' || ordinal",
                $"platform_document_signature where {DemoTrace.Is("document_id", "document")}"),
            DemoTrace.Mark("content", "content_sha256", "platform_document where generated"),
            DemoTrace.Mark("content", "sha256", $"platform_file where {DemoTrace.Is("uploaded_by", "account")}"),
            $"insert into demo_mark (kind, id) select {Event}, lower(cast(o.id as text)) from platform_outbox o where exists "
                + "(select 1 from demo_mark m where m.kind in ('account', 'call', 'agreement', 'ceremony', 'decree', 'revenue-batch', "
                + "'revenue-correction', 'revenue-changed-bill', 'revenue-request') "
                + "and o.payload like '%' || m.id || '%')",
            DemoTrace.Mark("log-entry", "id", "platform_log_opening where lower(subject_id) in (select id from demo_mark)"),
        ],
        [
            .. LogRemovals,
            $"delete from platform_trail where {DemoTrace.Is("actor_user", "account")} or {DemoTrace.Is("subject_id", "account")} "
                + $"or {DemoTrace.Is("subject_id", "call")} or {DemoTrace.Is("subject_id", "agreement")} "
                + $"or {DemoTrace.Is("subject_id", "document")}",
            $"delete from platform_inbox where {DemoTrace.Is("event_id", "event")}",
            $"delete from platform_outbox where {DemoTrace.Is("id", "event")}",
            "delete from platform_file where id in (select file_id from platform_document where generated)",
            $"delete from platform_document_signature where {DemoTrace.Is("document_id", "document")}",
            $"delete from platform_document where {DemoTrace.Is("id", "document")}",
            "delete from platform_document_number where not exists (select 1 from platform_document d "
                + "where d.region_code = platform_document_number.region_code and d.kind = platform_document_number.kind "
                + "and d.year = platform_document_number.year)",
            $"delete from platform_file where {DemoTrace.Is("uploaded_by", "account")}",
            $"delete from platform_notification where {DemoTrace.Is("user_id", "account")} or {LinkedToGenerated}",
            $"delete from platform_mail where {DemoTrace.Is("user_id", "account")} or {LinkedToGenerated}",
            $"delete from platform_operation where {DemoTrace.Is("started_by", "account")} or started_by is null "
                + $"and started_by_name = '{DemoStage.Schedule}'",
            // A shipped instrument that only the demo published is a draft again, unless a real call uses it.
            "update platform_instrument set state = 'Draft', tested_hash = '', tested_at = null, published_at = null, published_by = '' "
                + $"where state = 'Published' and {DemoTrace.Is("published_by", "office")} "
                + $"and not {DemoTrace.Is("code || '/' || version", "instrument-in-use")}",
        ]);
}
