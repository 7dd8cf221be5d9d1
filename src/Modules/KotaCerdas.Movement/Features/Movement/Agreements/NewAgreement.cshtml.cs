using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>A new agreement as typed.</summary>
internal sealed class NewAgreementFields
{
    public string? Region { get; set; }

    public string? Template { get; set; }

    public string? Kind { get; set; }

    public string? Name { get; set; }

    public string? Office { get; set; }

    public string? OtherRegion { get; set; }

    public string? Officer { get; set; }

    public string? Title { get; set; }

    public DateFields PlannedOn { get; set; } = new();

    public string? Place { get; set; }

    public string? Held { get; set; } = "tempat";

    public string? Link { get; set; }

    public Outcome<AgreementInput> Read(AgreementId? parent)
    {
        var form = new FormReader();
        DateOnly? planned = PlannedOn.Empty ? null : form.Date(PlannedOn, nameof(PlannedOn));
        if (!RegionCode.TryParse(Region, out var region))
        {
            form.Problems.Add(new("Movement.Agreement.RegionNeeded", nameof(Region)));
        }

        RegionCode? other = RegionCode.TryParse(OtherRegion?.Trim(), out var code) ? code : null;
        UserId? officer = Guid.TryParse(Officer, out var user) ? new UserId(user) : null;
        var link = parent is null ? AgreementLink.Addendum : form.Choice<AgreementLink>(Link, nameof(Link));
        var template = parent is not null && link == AgreementLink.Addendum ? AgreementCatalogue.Shipped.Addendum.Code : Template ?? "";
        return form.Problems.Count > 0 ? form.Problems
            : new AgreementInput(region, template, new(Kind ?? "", Name ?? "", Office ?? "", other, officer))
            {
                Title = Title ?? string.Empty,
                PlannedOn = planned,
                Place = Place ?? string.Empty,
                HeldOnline = Held == "daring",
                Parent = parent is { } id ? (id, link) : null,
            };
    }
}

/// <summary>Drafts an agreement from a template.</summary>
[Needs(AgreementPermissions.DraftCode)]
internal sealed class NewAgreementModel(KotaDb db, CreateAgreement create, IPeopleQueries people, Actor actor, Texts texts) : ProductPage
{
    private const string PartnerRole = "partner-officer";

    [BindProperty]
    public NewAgreementFields Input { get; set; } = new();

    [BindProperty(SupportsGet = true, Name = "induk")]
    public Guid? Parent { get; set; }

    [BindProperty(SupportsGet = true, Name = "daerah")]
    public string? ParentRegion { get; set; }

    public string? ParentTitle { get; private set; }

    public IReadOnlyList<Choice> Regions { get; private set; } = [];

    public IReadOnlyList<Choice> Partners { get; private set; } = [];

    public IReadOnlyList<Choice> Templates => [.. AgreementCatalogue.Shipped.Own.Select(t => new Choice(t.Code, t.Name)
    {
        Hint = texts["Movement.Agreement.TemplateHint", AgreementCatalogue.Shipped.VehicleName(t.Vehicle), t.Citation],
    })];

    public IReadOnlyList<Choice> Kinds => [.. AgreementCatalogue.Shipped.Kinds.Where(k => k.Code != "region")
        .Select(k => new Choice(k.Code, AgreementCatalogue.Shipped.NameOf(k)))];

    public IReadOnlyList<Choice> Ways =>
        [new("tempat", texts["Movement.Agreement.HeldAtPlace"]), new("daring", texts["Movement.Agreement.HeldOnline"])];

    public IReadOnlyList<Choice> Links =>
        [.. Enum.GetValues<AgreementLink>().Where(l => l != AgreementLink.None)
            .Select(l => new Choice(l.ToString(), texts[$"Movement.AgreementLink.{l}"]))];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        Input.Region = ParentRegion;
        return await ListsAsync(cancel) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await ListsAsync(cancel))
        {
            return NotFound();
        }

        var input = Input.Read(Parent is { } parent ? new AgreementId(parent) : null);
        var made = input.Failed ? Outcome.Fail<AgreementId>(input.Problems) : await create.RunAsync(input.Value, cancel);
        return made.Failed
            ? this.Invalid([.. made.Problems.Select(p => p.Field is null ? p : p.On($"{nameof(Input)}.{p.Field}"))])
            : this.SeeOther(AgreementPaths.Of(input.Value.Region, made.Value));
    }

    private async Task<bool> ListsAsync(CancellationToken cancel)
    {
        var all = await db.Shared<Region>().AsNoTracking().Where(r => !r.Administrative).OrderBy(r => r.Name).ToListAsync(cancel);
        var own = all.Where(r => actor.May(AgreementPermissions.Draft, r.Code)).ToList();
        Regions = [.. own.Select(r => new Choice(r.Code.Value, r.Name))];
        if (own.Count == 1)
        {
            Input.Region ??= own[0].Code.Value;
            Partners = [.. (await people.HoldersAsync(PartnerRole, RegionScope.Of(own[0].Code), cancel))
                .Select(p => new Choice(p.User.ToString(), $"{p.DisplayName} ({p.Affiliation})"))];
        }

        if (Parent is not { } parent)
        {
            return true;
        }

        var id = new AgreementId(parent);
        ParentTitle = RegionCode.TryParse(ParentRegion ?? Input.Region, out var code) && actor.May(AgreementPermissions.Draft, code)
            ? await db.In<AgreementRecord>(RegionScope.Of(code)).Where(a => a.RegionCode == code && a.Id == id).Select(a => a.Title)
                .SingleOrDefaultAsync(cancel)
            : null;
        return ParentTitle is not null;
    }
}
