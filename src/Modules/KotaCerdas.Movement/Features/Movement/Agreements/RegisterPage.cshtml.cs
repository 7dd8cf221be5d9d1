using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>The register of agreements that the reader may see.</summary>
[Needs]
internal sealed class RegisterModel(AgreementRows rows, Actor actor, Texts texts, TimeProvider clock) : ProductPage
{
    private const int FirstYear = 2017;

    public AgreementFilter Filter { get; private set; } = new();

    public AgreementPage Result { get; private set; } = null!;

    public bool MayDraft => actor.MayAnywhere(AgreementPermissions.Draft);

    public IReadOnlyList<Choice> Kinds =>
    [
        new("", texts["Movement.Agreement.AnyKind"]),
        .. AgreementCatalogue.Shipped.Kinds.Where(k => k.Code != "region")
            .Select(k => new Choice(k.Code, AgreementCatalogue.Shipped.NameOf(k))),
    ];

    public IReadOnlyList<Choice> States =>
    [
        new("", texts["Movement.Agreement.AnyState"]),
        .. Enum.GetValues<AgreementState>().Select(s => new Choice(s.ToString(), texts[$"Movement.AgreementState.{s}"])),
    ];

    public IReadOnlyList<Choice> Years =>
    [
        new("", texts["Movement.Agreement.AnyYear"]),
        .. Enumerable.Range(FirstYear, RegionZone.WIB.DateAt(clock.GetUtcNow()).Year + 2 - FirstYear).Reverse()
            .Select(y => new Choice(AgreementWords.Number(y), AgreementWords.Number(y))),
    ];

    public string? PreviousHref => Result.Before is { } id ? AgreementPaths.List + Query("sebelum", id) : null;

    public string? NextHref => Result.After is { } id ? AgreementPaths.List + Query("setelah", id) : null;

    public async Task<IActionResult> OnGetAsync(Guid? setelah, Guid? sebelum, CancellationToken cancel)
    {
        if (!actor.MayAnywhere(AgreementPermissions.Read) && !actor.MayAnywhere(AgreementPermissions.Partner))
        {
            return new StatusCodeResult(StatusCodes.Status403Forbidden);
        }

        Filter = FilterOf(Request.Query);
        Result = await rows.PageAsync(Filter, (setelah, sebelum), cancel);
        return Page();
    }

    /// <summary>Only known values become filters; anything else in the address means no filter.</summary>
    private static AgreementFilter FilterOf(IQueryCollection query)
    {
        var name = query["cari"].ToString().Trim();
        var kind = query["pihak"].ToString();
        return new()
        {
            Kind = AgreementCatalogue.Shipped.Kind(kind) is null ? string.Empty : kind,
            State = Named.TryRead<AgreementState>(query["keadaan"], out var state) ? state.ToString() : string.Empty,
            Year = int.TryParse(query["tahun"], out var year) ? AgreementWords.Number(year) : string.Empty,
            Name = name.Length <= 100 ? name : name[..100],
        };
    }

    private string Query(string cursor, Guid id)
    {
        var query = QueryString.Empty;
        foreach (var (name, value) in new[] {
            ("pihak", Filter.Kind), ("keadaan", Filter.State), ("tahun", Filter.Year), ("cari", Filter.Name) })
        {
            query = value.Length > 0 ? query.Add(name, value) : query;
        }

        return query.Add(cursor, id.ToString()).ToUriComponent();
    }
}
