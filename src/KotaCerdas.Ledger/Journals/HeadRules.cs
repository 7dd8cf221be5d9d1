using KotaCerdas.Platform;

namespace KotaCerdas.Ledger;

/// <summary>What the head of a journal must say.</summary>
internal static class HeadRules
{
    private const int LongestKey = 200;

    /// <summary>Why it cannot be posted, or null.</summary>
    public static Problem? Refuse(JournalHead head) =>
        IsPlain(head.Key) && IsPlain(head.Event) && IsPlain(head.Source)
            ? null
            : new Problem("Ledger.Posting.BadHead", null, LongestKey);

    private static bool IsPlain(string text) =>
        text.Length is > 0 and <= LongestKey && text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0;
}
