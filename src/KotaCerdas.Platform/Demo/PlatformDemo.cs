namespace KotaCerdas.Platform;

/// <summary>Platform rows that generated accounts and calls leave behind.</summary>
internal static class PlatformDemo
{
    private const string Event = "'event'";

    public static DemoTrace Trace { get; } = new(
        [
            DemoTrace.Mark("content", "sha256", $"platform_file where {DemoTrace.Is("uploaded_by", "account")}"),
            $"insert into demo_mark (kind, id) select {Event}, lower(cast(o.id as text)) from platform_outbox o where exists "
                + "(select 1 from demo_mark m where m.kind in ('account', 'call', 'decree') and o.payload like '%' || m.id || '%')",
        ],
        [
            $"delete from platform_trail where {DemoTrace.Is("actor_user", "account")} or {DemoTrace.Is("subject_id", "account")} "
                + $"or {DemoTrace.Is("subject_id", "call")}",
            $"delete from platform_inbox where {DemoTrace.Is("event_id", "event")}",
            $"delete from platform_outbox where {DemoTrace.Is("id", "event")}",
            $"delete from platform_file where {DemoTrace.Is("uploaded_by", "account")}",
            $"delete from platform_notification where {DemoTrace.Is("user_id", "account")}",
            $"delete from platform_mail where {DemoTrace.Is("user_id", "account")}",
            $"delete from platform_operation where {DemoTrace.Is("started_by", "account")}",
            // A shipped instrument that only the demo published is a draft again, unless a real call uses it.
            "update platform_instrument set state = 'Draft', tested_hash = '', tested_at = null, published_at = null, published_by = '' "
                + $"where state = 'Published' and {DemoTrace.Is("published_by", "office")} "
                + $"and not {DemoTrace.Is("code || '/' || version", "instrument-in-use")}",
        ]);
}
