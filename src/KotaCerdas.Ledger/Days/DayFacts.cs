using System.Globalization;
using System.Runtime.CompilerServices;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Ledger;

/// <summary>
/// Closed days as facts of the transparency log: who keeps a checkpoint can tell later whether any entry up to it was changed.
/// </summary>
internal sealed class DayFacts(KotaDb db) : ILogFacts
{
    public static readonly LogKind Day = new("ledger.day", "Ledger.Days.LogKind", IsPublic: true)
    {
        Fields =
        [
            new("day", "Ledger.Days.LogDay", (value, _) => Formats.Date(DateOnly.Parse(value, CultureInfo.InvariantCulture))),
            new("number", "Ledger.Days.LogNumber"), new("journals", "Ledger.Days.LogJournals"), new("entries", "Ledger.Days.LogEntries"),
        ],
    };

    public LogKind Kind => Day;

    public static LogEntry Of(DayRecord day) => new(
        Day, $"{day.RegionCode}/{day.BookedOn:O}", new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["day"] = day.BookedOn.ToString("O", CultureInfo.InvariantCulture),
            ["number"] = day.Number.ToString(CultureInfo.InvariantCulture),
            ["journals"] = day.JournalCount.ToString(CultureInfo.InvariantCulture),
            ["entries"] = day.EntryCount.ToString(CultureInfo.InvariantCulture),
            ["previousSha256"] = Convert.ToHexStringLower(day.PreviousHash),
            ["sha256"] = Convert.ToHexStringLower(day.Hash),
        });

    public async IAsyncEnumerable<LogFact> ReadAsync(RegionScope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        var days = db.In<DayRecord>(scope).AsNoTracking().OrderBy(d => d.RegionCode).ThenBy(d => d.Number);
        await foreach (var day in days.AsAsyncEnumerable().WithCancellation(cancel))
        {
            yield return new LogFact(day.RegionCode, Of(day));
        }
    }
}
