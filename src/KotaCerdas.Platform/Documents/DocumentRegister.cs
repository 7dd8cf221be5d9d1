using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform;

/// <summary>Makes documents and keeps them: template, number, bytes and row, all in the caller's write.</summary>
public sealed class DocumentRegister(
    KotaDb db, DocumentTemplates templates, DocumentNumbers numbers, DocumentPress press, FileStore files, DocumentSurroundings around)
{
    /// <summary>Code of <see cref="Read"/>, for page guards.</summary>
    public const string ReadCode = "platform.document.read";

    /// <summary>See the register of documents and take their bytes.</summary>
    public static readonly Permission Read = new(ReadCode);

    /// <summary>
    /// Makes a document: takes its number, prints it, stores the bytes and adds the row to the caller's write. When the write rolls back
    /// there is no document and no gap; unnamed bytes may stay in the store.
    /// </summary>
    /// <param name="actor">Who makes it; the caller has checked that they may.</param>
    /// <param name="write">The open write, of the document's region.</param>
    /// <param name="request">What to make.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The document, prepared, or what its data lacks or has too much of.</returns>
    public async Task<Outcome<IssuedDocument>> PrepareAsync(
        Actor actor, WriteScope write, DocumentRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(write);
        Check.That(write.Scope.Includes(request.Region));
        var date = request.DatedOn ?? await around.TodayAsync(request.Region, cancel);
        var template = templates.For(request.Kind, date);
        if (template.Failed)
        {
            return template.Problem;
        }

        var problems = DocumentPress.Check(template.Value, request);
        if (problems.Count > 0)
        {
            return Outcome.Fail<IssuedDocument>(problems);
        }

        var sequence = await numbers.TakeAsync(write, request.Region, request.Kind, date.Year, cancel);
        var number = NumberFormat.Write(
            template.Value.Number, sequence, date, request.Region, name => (string)request.Data.Values[name].Value);
        var code = CheckCode.New(request.Region);
        var now = around.Now;
        var imprint = new DocumentImprint(number, date, around.CheckAddress(code), actor.Name, now);
        var printed = press.Print(template.Value, request, imprint);
        if (printed.Failed)
        {
            return Outcome.Fail<IssuedDocument>(printed.Problems);
        }

        var name = $"{request.Kind} {number.Replace('/', '-')}.pdf";
        var file = await files.KeepAsync(actor, request.Region, printed.Value.Content, name, cancel);
        var document = new IssuedDocument
        {
            RegionCode = request.Region,
            Id = around.NewId(),
            Kind = request.Kind,
            TemplateVersion = template.Value.Version,
            Number = number,
            Year = date.Year,
            Sequence = sequence,
            Title = request.Title,
            DatedOn = date,
            CheckCode = code,
            SubjectKind = request.Subject.Kind,
            SubjectId = request.Subject.Id,
            Places = JsonSerializer.Serialize(printed.Value.Places),
            Pages = printed.Value.Pages,
            PreparedAt = now.UtcDateTime,
            PreparedBy = actor.User,
            Generated = request.Generated,
        };
        document.Hold(file);
        db.Add(file);
        db.Add(document);
        around.Note(actor, document);
        return document;
    }

    /// <summary>Prints what a request would become: no number is taken and nothing is kept.</summary>
    /// <returns>The bytes, or what the data lacks or has too much of.</returns>
    public async Task<Outcome<byte[]>> DraftAsync(Actor actor, DocumentRequest request, CancellationToken cancel)
    {
        var date = request.DatedOn ?? await around.TodayAsync(request.Region, cancel);
        var template = templates.For(request.Kind, date);
        if (template.Failed)
        {
            return template.Problem;
        }

        var printed = press.Print(template.Value, request, new(press.DraftNumber, date, CheckAddress: null, actor.Name, around.Now));
        return printed.Failed ? Outcome.Fail<byte[]>(printed.Problems) : printed.Value.Content;
    }

    /// <summary>A document of a region, or null.</summary>
    public Task<IssuedDocument?> FindAsync(RegionCode region, DocumentId id, CancellationToken cancel) =>
        db.In<IssuedDocument>(RegionScope.Of(region)).SingleOrDefaultAsync(d => d.RegionCode == region && d.Id == id, cancel);

    /// <summary>The document that a check code names, or null; the code tells the region.</summary>
    /// <param name="typed">The code as typed or scanned.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<IssuedDocument?> FindByCodeAsync(string? typed, CancellationToken cancel) =>
        CheckCode.TryRead(typed, out var code, out var region)
            ? await db.In<IssuedDocument>(RegionScope.Of(region))
                .SingleOrDefaultAsync(d => d.RegionCode == region && d.CheckCode == code, cancel)
            : null;

    /// <summary>The newest bytes of a document.</summary>
    public async Task<byte[]> ReadAsync(IssuedDocument document, CancellationToken cancel)
    {
        var file = await files.FindAsync(document.RegionCode, document.FileId, cancel);
        Check.That(file is not null);
        await using var content = files.Open(file);
        var bytes = new byte[file.Size];
        await content.ReadExactlyAsync(bytes, cancel);
        return bytes;
    }
}

/// <summary>What the register asks of its surroundings: time, legal dates, identifiers, trail, log and the public address.</summary>
public sealed class DocumentSurroundings(
    KotaDb db, Trail trail, TransparencyLog log, TimeProvider clock, IOptions<SiteOptions> site)
{
    /// <summary>Public page that answers a check code.</summary>
    public const string CheckPath = "/periksa/";

    internal DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Address that the QR code of a document leads to; without the address of the site where none is configured.</summary>
    public string CheckAddress(string code) => site.Value.Address.TrimEnd('/') + CheckPath + code;

    internal DocumentId NewId() => Ids.New<DocumentId>(clock);

    internal void Note(Actor actor, IssuedDocument document)
    {
        trail.Add(
            actor, "Platform.Document.TrailPrepared", new Subject(document.RegionCode, "platform.document", document.Id.ToString()),
            new { document.Kind, document.Number, document.ContentSha256 });
        log.Add(document.RegionCode, DocumentNumberFacts.Of(document));
    }

    internal async Task<DateOnly> TodayAsync(RegionCode region, CancellationToken cancel)
    {
        var zone = region.IsNational
            ? null
            : await db.Shared<Region>().Where(r => r.Code == region).Select(r => (RegionZone?)r.Zone).SingleOrDefaultAsync(cancel);
        return (zone ?? RegionZone.WIB).DateAt(clock.GetUtcNow());
    }
}
