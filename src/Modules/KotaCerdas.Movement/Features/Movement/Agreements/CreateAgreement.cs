using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>The other party of a new agreement. The region itself is always the first.</summary>
internal sealed record CounterpartyInput(string Kind, string Name, string Office, RegionCode? Region = null, UserId? Officer = null);

/// <summary>A new agreement.</summary>
internal sealed record AgreementInput(RegionCode Region, string Template, CounterpartyInput With)
{
    /// <summary>Empty for the title of the template.</summary>
    public string Title { get; init; } = string.Empty;

    public CallId? Call { get; init; }

    public (AgreementId Id, AgreementLink Link)? Parent { get; init; }

    public DateOnly? PlannedOn { get; init; }

    public string Place { get; init; } = string.Empty;

    public bool HeldOnline { get; init; }

    public bool Generated { get; init; }
}

/// <summary>Drafts an agreement from the newest version of a template, with its clauses and obligations.</summary>
internal sealed class CreateAgreement(KotaDb db, Actor actor, Trail trail, Texts texts, TimeProvider clock)
{
    public const int TextLength = 300;

    private readonly AgreementCatalogue _data = AgreementCatalogue.Shipped;

    public async Task<Outcome<AgreementId>> RunAsync(AgreementInput input, CancellationToken cancel)
    {
        if (actor.Refuse(AgreementPermissions.Draft, input.Region) is { } refusal)
        {
            return refusal;
        }

        var region = await db.Shared<Region>().AsNoTracking().SingleOrDefaultAsync(r => r.Code == input.Region, cancel);
        var template = _data.Template(input.Template);
        var problems = await CheckAsync(input, region, template, cancel);
        if (problems.Count > 0)
        {
            return problems;
        }

        var agreement = Row(input, template!);
        var words = RegionWords.Of(region!, texts);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(input.Region), cancel);
        db.Add(agreement);
        db.Add(Party(agreement, 1, new("region", words.Fill(template!.Parties[0].Name), words.Fill(template.Parties[0].Office),
            input.Region)));
        db.Add(Party(agreement, 2, Counterparty(input.With, template, words)));
        db.AddRange(template.Clauses.Select((c, i) => Clause(agreement, c, i + 1, words)));
        db.AddRange(template.Obligations.Select(o => Obligation(agreement, o)));
        trail.Add(actor, "Movement.Trail.AgreementDrafted", AgreementPaths.Subject(agreement), new { input.Template, input.With.Kind });
        await write.CommitAsync(cancel);
        return agreement.Id;
    }

    private async Task<List<Problem>> CheckAsync(
        AgreementInput input, Region? region, AgreementTemplate? template, CancellationToken cancel)
    {
        List<Problem> problems = [];
        if (region is null || region.Administrative)
        {
            problems.Add(new("Movement.Agreement.RegionNeeded", "Region"));
        }

        if (template is null)
        {
            problems.Add(new("Movement.Agreement.TemplateNeeded", "Template"));
            return problems;
        }

        var with = input.With;
        if (_data.Kind(with.Kind) is not { } kind || !template.Parties[1].Kinds.Contains(with.Kind))
        {
            problems.Add(new("Movement.Agreement.KindDoesNotFit", "Kind", template.Name));
            return problems;
        }

        if (kind.ActsAs != ActsAs.National
            && (with.Name.Trim().Length is 0 or > TextLength || with.Office.Trim().Length is 0 or > TextLength))
        {
            problems.Add(new("Movement.Agreement.CounterpartyNeeded", "Name", TextLength));
        }

        if (kind.ActsAs == ActsAs.Region && (with.Region is not { } other || other == input.Region
            || !await db.Shared<Region>().AnyAsync(r => r.Code == other, cancel)))
        {
            problems.Add(new("Movement.Agreement.OtherRegionNeeded", "OtherRegion"));
        }

        if (input.Title.Length > TextLength)
        {
            problems.Add(new("Movement.Agreement.TitleLong", "Title", TextLength));
        }

        if (input.Parent is { } parent && !await db.In<AgreementRecord>(RegionScope.Of(input.Region))
            .AnyAsync(a => a.RegionCode == input.Region && a.Id == parent.Id && a.State == AgreementState.InForce, cancel))
        {
            problems.Add(new("Movement.Agreement.ParentNotInForce", "Parent"));
        }

        return problems;
    }

    private AgreementRecord Row(AgreementInput input, AgreementTemplate template)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return new()
        {
            RegionCode = input.Region,
            Id = Ids.New<AgreementId>(clock),
            Template = template.Code,
            TemplateVersion = template.Version,
            Vehicle = template.Vehicle,
            Title = input.Title.Trim().Length > 0 ? input.Title.Trim() : template.Title,
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

    private static CounterpartyInput Counterparty(CounterpartyInput with, AgreementTemplate template, RegionWords words)
    {
        var own = template.Parties[1];
        return with with
        {
            Name = with.Name.Trim().Length > 0 ? with.Name.Trim() : words.Fill(own.Name),
            Office = with.Office.Trim().Length > 0 ? with.Office.Trim() : words.Fill(own.Office),
        };
    }

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
internal sealed record RegionWords(string Name, string Head)
{
    private static readonly System.Globalization.CultureInfo Indonesian = System.Globalization.CultureInfo.GetCultureInfo("id");

    /// <summary>Words of the document, which is Indonesian: the name of a kota or kabupaten begins with its kind.</summary>
    public static RegionWords Of(Region region, Texts texts) => new(region.Name, texts.Get(
        $"Movement.Agreement.HeadOf{region.Kind}", Indonesian,
        region.Kind == RegionKind.Province ? region.Name : region.Name[(region.Name.IndexOf(' ', StringComparison.Ordinal) + 1)..]));

    public string Fill(string text) => text
        .Replace("{daerah}", Name, StringComparison.Ordinal)
        .Replace("{kepala}", Head, StringComparison.Ordinal);
}
