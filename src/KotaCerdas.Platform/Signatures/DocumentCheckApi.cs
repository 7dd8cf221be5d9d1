using KotaCerdas.Documents.Signatures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform;

/// <summary>Where a fact stands in a transparency log, in the API: its place from 0, its page, and the address of its proof.</summary>
public sealed record LogPlaceAnswer(long Index, string Entry, string Proof);

/// <summary>A signature in the API; <c>Log</c> is null while it waits for the log, and where the register does not know it.</summary>
public sealed record CheckedSignatureAnswer(
    string Office, DateTimeOffset? At, bool TimeProven, string Issuer, string Verdict, bool Demonstration, LogPlaceAnswer? Log);

/// <summary>What the register knows, in the API; <c>Log</c> is where the number stands, null while it waits.</summary>
public sealed record RegisteredDocumentAnswer(
    string Code, string Kind, string Number, RegionCode Region, DateOnly Date, string State, string Sha256, string? Title,
    string? ReplacedBy, bool Newest, DateTimeOffset? WithdrawnAt, bool Generated, LogPlaceAnswer? Log);

/// <summary>
/// An answer in the API. <c>State</c> is <c>Signed</c>, <c>Unsigned</c> or <c>Unreadable</c>; <c>Verdict</c>, null unless signed, is one of
/// <c>Valid</c>, <c>Altered</c>, <c>UnknownIssuer</c>, <c>Expired</c>, <c>Revoked</c>, <c>Superseded</c>,
/// <c>Withdrawn</c>.
/// </summary>
public sealed record DocumentCheckAnswer(
    string State, string? Verdict, string Sentence, string Sha256, RegisteredDocumentAnswer? Document,
    IReadOnlyList<CheckedSignatureAnswer> Signatures);

/// <summary>Checks documents for machines; public.</summary>
internal static class DocumentCheckApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/documents/check", CheckFileAsync).WithName("CheckDocument").Accepts<byte[]>("application/pdf")
            .WithSummary("Whether a PDF file, sent as the body, is genuine; the file is not kept").DisableAntiforgery()
            .RequireRateLimiting(DocumentCheck.Limit);
        api.MapGet("/documents/check/{code}", CheckCodeAsync).WithName("CheckDocumentCode")
            .WithSummary("What the register knows of the document with a check code").RequireRateLimiting(DocumentCheck.Limit);
    }

    private static async Task<Results<Ok<DocumentCheckAnswer>, ProblemHttpResult>> CheckFileAsync(
        HttpRequest request, DocumentCheck check, Texts texts, IOptions<FileStoreOptions> files, CancellationToken cancel)
    {
        if (await DocumentUpload.ReadAsync(request.Body, files.Value.MaxBytes, cancel) is not { } content)
        {
            return Refuse(texts, new("Platform.Check.TooLarge", null, Formats.FileSize(files.Value.MaxBytes)),
                StatusCodes.Status413PayloadTooLarge);
        }

        return content.Length == 0
            ? Refuse(texts, new("Platform.Check.NoFile"), StatusCodes.Status422UnprocessableEntity)
            : TypedResults.Ok(AnswerOf(await check.CheckFileAsync(content, cancel), texts));
    }

    private static async Task<Results<Ok<DocumentCheckAnswer>, ProblemHttpResult>> CheckCodeAsync(
        string code, DocumentCheck check, Texts texts, CancellationToken cancel) =>
        await check.CheckCodeAsync(code, cancel) is { } answer
            ? TypedResults.Ok(AnswerOf(answer, texts))
            : Refuse(texts, new("Platform.Check.NoCode"), StatusCodes.Status404NotFound);

    private static DocumentCheckAnswer AnswerOf(DocumentAnswer answer, Texts texts) => new(
        answer.State.ToString(), answer.Verdict?.ToString(), texts.Of(CheckWords.Of(answer)), answer.Sha256,
        answer.Document is not { } d ? null : new RegisteredDocumentAnswer(
            d.Code, d.Kind, d.Number, d.Region, d.DatedOn, d.State.ToString(), d.Sha256, d.Title, d.ReplacedBy, d.IsNewest,
            d.WithdrawnAt is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null, d.Generated, PlaceOf(d.Region, d.LogIndex)),
        [.. answer.Signatures.Select(s => new CheckedSignatureAnswer(
            s.Office, s.At, s.IsProven, s.Issuer, s.Verdict.ToString(), s.IsDemonstration,
            answer.Document is { } of ? PlaceOf(of.Region, s.LogIndex) : null))]);

    private static LogPlaceAnswer? PlaceOf(RegionCode region, long? index) => index is not { } at ? null
        : new LogPlaceAnswer(at, LogPaths.Entry(region, at), LogPaths.Proof(region, at));

    private static ProblemHttpResult Refuse(Texts texts, Problem problem, int status) =>
        TypedResults.Problem(texts.Of(problem), statusCode: status, type: problem.Code);
}

/// <summary>Reads what somebody sends, up to a limit.</summary>
public static class DocumentUpload
{
    /// <summary>The bytes; null where there are more than allowed.</summary>
    public static async Task<byte[]?> ReadAsync(Stream body, long most, CancellationToken cancel)
    {
        using var content = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = await body.ReadAsync(buffer, cancel)) > 0;)
        {
            if (content.Length + read > most)
            {
                return null;
            }

            await content.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        return content.ToArray();
    }
}

/// <summary>The one sentence that answers a check.</summary>
public static class CheckWords
{
    /// <summary>What to say, as a text key with its values.</summary>
    public static Problem Of(DocumentAnswer answer) => answer switch
    {
        { State: CheckState.Unreadable } => new("Platform.Check.Unreadable"),
        { Document: { State: DocumentState.Withdrawn } document } => OfWithdrawn(document, answer.State == CheckState.Signed),
        { State: CheckState.Unsigned, Document: not null } => new("Platform.Check.NotYetSigned", null, answer.Document.Number),
        { State: CheckState.Unsigned } => new("Platform.Check.Unsigned"),
        { Verdict: Verdict.Altered } => new("Platform.Check.Altered"),
        { Verdict: Verdict.Revoked } => new("Platform.Check.Revoked"),
        { Verdict: Verdict.UnknownIssuer } => new("Platform.Check.UnknownIssuer"),
        { Verdict: Verdict.Expired } => new("Platform.Check.Expired"),
        { Verdict: Verdict.Superseded, Document.ReplacedBy: { } number } => new("Platform.Check.SupersededBy", null, number),
        { Verdict: Verdict.Superseded } => new("Platform.Check.Superseded", null, answer.Document!.Number),
        { Document: { IsNewest: false } } => new("Platform.Check.Earlier", null, answer.Document.Number),
        { Document: { State: DocumentState.Signing } } => new("Platform.Check.Incomplete", null, answer.Document.Number),
        { Document: not null, ByCode: true } => new("Platform.Check.ValidCode", null, answer.Document.Number),
        { Document: not null } => new("Platform.Check.Valid", null, answer.Document.Number),
        _ => new("Platform.Check.ValidElsewhere"),
    };

    private static Problem OfWithdrawn(RegisteredDocument document, bool signed) => document.WithdrawnAt is not { } at
        ? new("Platform.Check.Withdrawn", null, document.Number)
        : new(signed ? "Platform.Check.WithdrawnSigned" : "Platform.Check.WithdrawnUnsigned", null, document.Number,
            Formats.Instant(at, RegionZone.WIB));
}
