using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>The other party of a new agreement; which of both comes first is the template's.</summary>
internal sealed record CounterpartyInput(string Kind, string Name, string Office, RegionCode? Region = null, UserId? Officer = null);

/// <summary>A new agreement.</summary>
internal sealed record AgreementInput(RegionCode Region, string Template, CounterpartyInput With)
{
    /// <summary>Empty for the title of the template.</summary>
    public string Title { get; init; } = string.Empty;

    /// <summary>The call that it follows from; where none is named, that of a memorandum with the ministry is looked up.</summary>
    public CallId? Call { get; init; }

    /// <summary>What it is to an agreement in force, whose parties it takes over.</summary>
    public (AgreementId Id, AgreementLink Link)? Parent { get; init; }

    public DateOnly? PlannedOn { get; init; }

    public string Place { get; init; } = string.Empty;

    public bool HeldOnline { get; init; }

    public bool Generated { get; init; }
}

/// <summary>Drafts an agreement from the newest version of a template, with its clauses and obligations.</summary>
internal sealed class CreateAgreement(KotaDb db, Actor actor, NewAgreementCheck check, Trail trail, Texts texts, TimeProvider clock)
{
    public async Task<Outcome<AgreementId>> RunAsync(AgreementInput input, CancellationToken cancel)
    {
        if (actor.Refuse(AgreementPermissions.Draft, input.Region) is { } refusal)
        {
            return refusal;
        }

        var region = await db.Shared<Region>().AsNoTracking().SingleOrDefaultAsync(r => r.Code == input.Region, cancel);
        var template = AgreementCatalogue.Shipped.Template(input.Template);
        var parent = input.Parent is not { } given ? null : await check.ParentAsync(input.Region, given.Id, cancel);
        var problems = await check.RunAsync(input, region, template, parent, cancel);
        if (problems.Count > 0)
        {
            return problems;
        }

        var words = RegionWords.Of(region!, parent?.Agreement.Title ?? string.Empty, texts);
        var agreement = Row(input with { Call = await check.CallAsync(input, template!, actor.User, cancel) }, template!, words);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(input.Region), cancel);
        db.Add(agreement);
        db.AddRange(Parties(input, template!, parent, words).Select((p, i) => Party(agreement, i + 1, p)));
        db.AddRange(template!.Clauses.Select((c, i) => Clause(agreement, c, i + 1, words)));
        db.AddRange(template.Obligations.Select(o => Obligation(agreement, o)));
        trail.Add(actor, "Movement.Trail.AgreementDrafted", AgreementPaths.Subject(agreement), new { input.Template, input.With.Kind });
        await write.CommitAsync(cancel);
        return agreement.Id;
    }

    private AgreementRecord Row(AgreementInput input, AgreementTemplate template, RegionWords words)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return new()
        {
            RegionCode = input.Region,
            Id = Ids.New<AgreementId>(clock),
            Template = template.Code,
            TemplateVersion = template.Version,
            Vehicle = template.Vehicle,
            Title = input.Title.Trim().Length > 0 ? input.Title.Trim() : words.Fill(template.Title),
            Year = (input.PlannedOn ?? RegionZone.WIB.DateAt(clock.GetUtcNow())).Year,
            StateSince = now,
            CallId = input.Call,
            ParentId = input.Parent?.Id,
            ParentLink = input.Parent?.Link ?? AgreementLink.None,
            PlannedOn = input.PlannedOn,
            Place = input.Place.Trim(),
            HeldOnline = input.HeldOnline,
            DurationMonths = template.DurationMonths,
            Renewal = template.Renewal,
            Generated = input.Generated,
            CreatedBy = actor.User,
            CreatedByName = actor.Name,
            CreatedAt = now,
        };
    }

    /// <summary>
    /// The parties in their order: those of the earlier agreement, or the region and the one that was typed. An addendum keeps the order
    /// of what it changes; any other agreement has the order of its template.
    /// </summary>
    private static IEnumerable<CounterpartyInput> Parties(
        AgreementInput input, AgreementTemplate template, AgreementFile? parent, RegionWords words)
    {
        IReadOnlyList<CounterpartyInput> given = parent is null
            ? [new(NewAgreementCheck.OwnOf(input.Region), string.Empty, string.Empty, input.Region), input.With]
            : [.. parent.Parties.Select(p => new CounterpartyInput(
                p.Kind, p.Name, p.SignatoryOffice, RegionCode.TryParse(p.PartyRegion, out var region) ? region : null, p.OfficerUser))];
        return input.Parent?.Link == AgreementLink.Addendum
            ? given
            : template.Parties.Select(t => Filled(
                given.First(g => t.Kinds.Contains(g.Region == input.Region ? NewAgreementCheck.Own : g.Kind)), t, words));
    }

    private static CounterpartyInput Filled(CounterpartyInput party, TemplateParty own, RegionWords words) => party with
    {
        Name = party.Name.Trim().Length > 0 ? party.Name.Trim() : words.Fill(own.Name),
        Office = party.Office.Trim().Length > 0 ? party.Office.Trim() : words.Fill(own.Office),
    };

    private static AgreementParty Party(AgreementRecord agreement, int number, CounterpartyInput party) => new()
    {
        RegionCode = agreement.RegionCode,
        AgreementId = agreement.Id,
        Number = number,
        Kind = party.Kind,
        Name = party.Name,
        PartyRegion = party.Region?.Value ?? string.Empty,
        OfficerUser = party.Officer,
        SignatoryOffice = party.Office,
    };

    private ClauseVersion Clause(AgreementRecord agreement, TemplateClause clause, int position, RegionWords words)
    {
        var version = new ClauseVersion
        {
            RegionCode = agreement.RegionCode,
            AgreementId = agreement.Id,
            Clause = clause.Code,
            Number = 1,
            Position = position,
            Heading = clause.Heading,
            Body = words.Fill(clause.Body),
            Party = 0,
            ByUser = actor.User,
            ByName = actor.Name,
            At = agreement.CreatedAt,
        };
        version.Answer(ClauseState.Accepted, string.Empty, string.Empty, agreement.CreatedAt);
        return version;
    }

    private Obligation Obligation(AgreementRecord agreement, TemplateObligation obligation)
    {
        var (kind, days, unit) = obligation.Due.Rule;
        return new()
        {
            RegionCode = agreement.RegionCode,
            Id = Ids.New(clock),
            AgreementId = agreement.Id,
            Party = obligation.Party,
            Code = obligation.Code,
            Occurrence = 1,
            Title = obligation.Title,
            Owner = obligation.Owner,
            DueKind = kind,
            DueDays = days,
            DueUnit = unit,
            DueDate = obligation.Due.Date,
            Law = obligation.Law,
        };
    }
}

/// <summary>What a template's blanks become for a region.</summary>
internal sealed record RegionWords(string Name, string Head, string Parent)
{
    private static readonly System.Globalization.CultureInfo Indonesian = System.Globalization.CultureInfo.GetCultureInfo("id");

    /// <summary>Words of the document, which is Indonesian.</summary>
    public static RegionWords Of(Region region, string parent, Texts texts) => new(
        NameOf(region), texts.Get($"Movement.Agreement.HeadOf{region.Kind}", Indonesian, PlaceOf(region)), parent);

    /// <summary>The name with its kind: <c>Kota Pagar Alam</c>, <c>Provinsi Jawa Barat</c>.</summary>
    public static string NameOf(Region region) => region.Kind == RegionKind.Province ? $"Provinsi {region.Name}" : region.Name;

    /// <summary>The name without its kind: where a letter of the region is written.</summary>
    public static string PlaceOf(Region region) => region.Kind == RegionKind.Province
        ? region.Name : region.Name[(region.Name.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    public string Fill(string text) => text
        .Replace("{daerah}", Name, StringComparison.Ordinal)
        .Replace("{kepala}", Head, StringComparison.Ordinal)
        .Replace("{induk}", Parent, StringComparison.Ordinal);
}
