using System.Globalization;
using System.Runtime.CompilerServices;
using KotaCerdas.Movement.Features.Rankings;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Features.Decisions;

/// <summary>Announced results as facts of the transparency log: each region's line, with the reasons built from its scores.</summary>
internal sealed class DecisionFacts(KotaDb db) : ILogFacts
{
    public static readonly LogKind Result = new("movement.decision", "Movement.Log.Decision", IsPublic: true)
    {
        Fields =
        [
            new("result", "Movement.Log.Result", (value, services) => Named.TryRead<SelectionResult>(value, out var result)
                ? services.GetRequiredService<Texts>()[RankTexts.ResultKey(result)] : value),
            new("place", "Movement.Log.Place"), new("reservePlace", "Movement.Log.ReservePlace"),
            new("totalMillionths", "Movement.Log.Total", (value, _) =>
                Formats.Decimal(decimal.Parse(value, CultureInfo.InvariantCulture) / Million, 2)),
        ],
        PathOf = line => $"/panggilan/{line.Content["call"]}/hasil/{line.Slug}",
    };

    private const int Million = 1_000_000;

    public LogKind Kind => Result;

    public static LogEntry Of(DecisionLine line) => new(
        Result, line.DecisionId.ToString(), new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["call"] = line.CallId.Value.ToString(),
            ["decision"] = line.DecisionId.ToString(),
            ["result"] = line.Result.ToString(),
            ["place"] = Text(line.Place),
            ["reservePlace"] = line.ReservePlace is { } reserve ? Text(reserve) : null,
            ["totalMillionths"] = Text(line.Total),
            ["reasons"] = line.Reasons,
        });

    public async IAsyncEnumerable<LogFact> ReadAsync(RegionScope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        var announced = await db.Shared<Announcement>().Select(a => a.DecisionId).ToListAsync(cancel);
        var lines = db.In<DecisionLine>(scope).AsNoTracking().Where(l => announced.Contains(l.DecisionId)).OrderBy(l => l.RegionCode);
        await foreach (var line in lines.AsAsyncEnumerable().WithCancellation(cancel))
        {
            yield return new LogFact(line.RegionCode, Of(line));
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
