using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>Numbers given to documents. Only who holds a document may know what it is, so the kind is not public.</summary>
internal sealed class DocumentNumberFacts(KotaDb db) : ILogFacts
{
    public static readonly LogKind Number = new("platform.document-number", "Platform.Log.DocumentNumber", IsPublic: false);

    public LogKind Kind => Number;

    public static LogEntry Of(IssuedDocument document) => new(
        Number, document.Id.ToString(), new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["kind"] = document.Kind,
            ["number"] = document.Number,
            ["year"] = document.Year.ToString(CultureInfo.InvariantCulture),
            ["sequence"] = document.Sequence.ToString(CultureInfo.InvariantCulture),
            ["template"] = document.TemplateVersion.ToString(CultureInfo.InvariantCulture),
            ["dated"] = document.DatedOn.ToString("O", CultureInfo.InvariantCulture),
            ["code"] = document.CheckCode,
        });

    public async IAsyncEnumerable<LogFact> ReadAsync(RegionScope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = db.In<IssuedDocument>(scope).AsNoTracking().OrderBy(f => f.RegionCode);
        await foreach (var document in rows.AsAsyncEnumerable().WithCancellation(cancel))
        {
            yield return new LogFact(document.RegionCode, Of(document));
        }
    }
}
