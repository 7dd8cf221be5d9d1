using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>What keeps an agreement from being drafted, all of it at once.</summary>
internal sealed class NewAgreementCheck(KotaDb db, AgreementDesk desk, SelectingCall calls, TimeProvider clock)
{
    /// <summary>The region whose agreement it is, as templates name its place.</summary>
    public const string Own = "region";

    private const int TextLength = 300;

    /// <summary>The kind of party that a region or a province is in its own agreements.</summary>
    public static string OwnOf(RegionCode region) => region.IsProvince ? "province" : Own;

    private readonly AgreementCatalogue _data = AgreementCatalogue.Shipped;

    /// <summary>The agreement that a new one follows; null where there is none.</summary>
    public async Task<AgreementFile?> ParentAsync(RegionCode region, AgreementId id, CancellationToken cancel) =>
        await desk.ReadAsync(region, id, cancel) is { Failed: false } read ? read.Value : null;

    /// <summary>The call that a new agreement follows from; null where it follows from none.</summary>
    public Task<CallId?> CallAsync(AgreementInput input, AgreementTemplate template, UserId? by, CancellationToken cancel) =>
        calls.OfAsync(input, template, by, cancel);

    public async Task<List<Problem>> RunAsync(
        AgreementInput input, Region? region, AgreementTemplate? template, AgreementFile? parent, CancellationToken cancel)
    {
        List<Problem> problems = [];
        if (region is null || region.Administrative)
        {
            problems.Add(new("Movement.Agreement.RegionNeeded", "Region"));
        }

        if (SigningPlan.Refuse(input.PlannedOn, clock.GetUtcNow()) is { } past)
        {
            problems.Add(past);
        }

        if (template is null)
        {
            problems.Add(new("Movement.Agreement.TemplateNeeded", "Template"));
            return problems;
        }

        if (_data.ChangesParent(template.Vehicle) != (input.Parent?.Link == AgreementLink.Addendum))
        {
            var code = input.Parent is null ? "Movement.Agreement.AddendumAlone" : "Movement.Agreement.AddendumTemplate";
            problems.Add(new(code, "Template", template.Name));
            return problems;
        }

        if (input.Title.Length > TextLength)
        {
            problems.Add(new("Movement.Agreement.TitleLong", "Title", TextLength));
        }

        if (input.Parent is null)
        {
            problems.AddRange(await CounterpartyAsync(input, template, cancel));
        }
        else if (parent is not { Agreement.State: AgreementState.InForce })
        {
            problems.Add(new("Movement.Agreement.ParentNotInForce", "Parent"));
        }
        else if (!template.Parties.All(t => parent.Parties.Any(p => t.Kinds.Contains(p.IsOwn ? Own : p.Kind))))
        {
            problems.Add(new("Movement.Agreement.KindDoesNotFit", "Template", template.Name));
        }

        return problems;
    }

    private async Task<List<Problem>> CounterpartyAsync(AgreementInput input, AgreementTemplate template, CancellationToken cancel)
    {
        var with = input.With;
        if (with.Kind == Own || _data.Kind(with.Kind) is not { } kind || !template.Parties.Any(p => p.Kinds.Contains(with.Kind)))
        {
            return [new("Movement.Agreement.KindDoesNotFit", "Kind", template.Name)];
        }

        List<Problem> problems = [];
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

        return problems;
    }
}
