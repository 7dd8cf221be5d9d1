using System.Globalization;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Features.Documents;

/// <summary>Filters of the register; all stand in the address.</summary>
/// <param name="Kind">Kind, or empty for all.</param>
/// <param name="State">State, or null for all.</param>
/// <param name="Words">Part of the number or the title, or empty.</param>
internal sealed record DocumentFilter(string Kind, DocumentState? State, string Words);

/// <summary>A row of the register.</summary>
internal sealed record DocumentRow(
    RegionCode Region, DocumentId Id, string Kind, string Number, string Title, DateOnly DatedOn, DocumentState State,
    DateTime PreparedAt, string CheckCode)
{
    public string Href => $"/dokumen/{Region}/{Id}";

    /// <summary>Where the next page goes on.</summary>
    public string Cursor => string.Create(CultureInfo.InvariantCulture, $"{PreparedAt.Ticks}.{CheckCode}");
}

/// <summary>The register of documents, newest first.</summary>
internal sealed class DocumentRows(KotaDb db)
{
    /// <summary>At most so many rows after a cursor.</summary>
    public Task<List<DocumentRow>> FindAsync(RegionScope scope, DocumentFilter filter, string? cursor, int most, CancellationToken cancel)
    {
        var rows = db.In<IssuedDocument>(scope).AsNoTracking();
        rows = filter.Kind.Length > 0 ? rows.Where(d => d.Kind == filter.Kind) : rows;
        rows = filter.State is { } state ? rows.Where(d => d.State == state) : rows;
        var words = filter.Words.ToLowerInvariant();
        rows = words.Length > 0 ? rows.Where(d => d.Number.ToLower().Contains(words) || d.Title.ToLower().Contains(words)) : rows;
        if (Read(cursor) is { } after)
        {
            rows = rows.Where(d => d.PreparedAt < after.At
                || (d.PreparedAt == after.At && string.Compare(d.CheckCode, after.Code) < 0));
        }

        return rows.OrderByDescending(d => d.PreparedAt).ThenByDescending(d => d.CheckCode).Take(most)
            .Select(d => new DocumentRow(
                d.RegionCode, d.Id, d.Kind, d.Number, d.Title, d.DatedOn, d.State, d.PreparedAt, d.CheckCode))
            .ToListAsync(cancel);
    }

    private static (DateTime At, string Code)? Read(string? cursor)
    {
        var parts = cursor?.Split('.', 2);
        return parts is [var ticks, var code] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at <= DateTime.MaxValue.Ticks
                ? (new DateTime(at, DateTimeKind.Utc), code)
                : null;
    }
}

/// <summary>How documents are called.</summary>
internal static class DocumentWords
{
    /// <summary>Name of a kind in the reader's language.</summary>
    public static string Kind(DocumentTemplates templates, string kind) => templates.Newest(kind) is { } template
        ? Languages.IsEnglish(CultureInfo.CurrentUICulture) ? template.NameEn : template.NameId
        : kind;

    /// <summary>The office that signed or is to sign, with the name where one is printed.</summary>
    public static string Signer(SignaturePlace? place, DocumentSignature? signature) =>
        string.Join(", ", new[] { signature?.Office ?? place?.Office, place?.Name }.OfType<string>());

    /// <summary>Text key of a state.</summary>
    public static string Key(DocumentState state) => state switch
    {
        DocumentState.Prepared => "Host.Document.StatePrepared",
        DocumentState.Signing => "Host.Document.StateSigning",
        DocumentState.Issued => "Host.Document.StateIssued",
        DocumentState.Withdrawn => "Host.Document.StateWithdrawn",
        _ => "Host.Document.StateSuperseded",
    };
}
