using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>What the desk adds to a find to register it.</summary>
internal sealed record FindRegistration
{
    /// <summary>Ten digits of the kelurahan.</summary>
    public required string Village { get; init; }

    public required string Block { get; init; }

    /// <summary>NPWPD, NIK, exact name or key of the owner; not used where a new one is registered.</summary>
    public string Owner { get; init; } = string.Empty;

    /// <summary>The owner, where the register does not have them yet.</summary>
    public TaxpayerInput? NewOwner { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public string LandZone { get; init; } = string.Empty;

    public int LandUse { get; init; } = 1;

    public long? LandValue { get; init; }

    public string LandValueSource { get; init; } = string.Empty;

    public bool TakesDeduction { get; init; }

    public required string Reason { get; init; }

    /// <summary>By building: rupiah a square metre with its source, where the tables do not give the value.</summary>
    public IReadOnlyDictionary<int, (long PerMetre, string Source)> ByHand { get; init; } =
        new Dictionary<int, (long PerMetre, string Source)>();
}

/// <summary>Registers what was found in the field as an object with the next number of its block, once.</summary>
internal sealed class RegisterFind(
    KotaDb db, RegisterDesk desk, FindReading finds, SaveObject objects, SaveTaxpayer taxpayers, SurveyRecord record)
{
    public async Task<Outcome<Nop>> RunAsync(RegionCode code, Guid id, FindRegistration input, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, SurveyPermissions.Decide, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        var row = await finds.WaitingAsync(code, id, cancel);
        var added = row.Failed ? Outcome.Fail<Nop>(row.Problems) : await AddAsync(write, region.Value, row.Value, input, cancel);
        if (added.Failed)
        {
            return added;
        }

        db.Add(SettleFind.DecisionOf(desk, row.Value, (FindOutcome.Registered, added.Value, 1), "{}", input.Reason));
        desk.NoteThing("Revenue.Trail.FindRegistered", FindReading.SubjectOf(row.Value.Find), new { nop = added.Value.ToString() });
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : added.Value;
    }

    private async Task<Outcome<Nop>> AddAsync(
        WriteScope write, Region region, FindRow row, FindRegistration input, CancellationToken cancel)
    {
        var number = await NumberAsync(region.Code, input, cancel);
        var read = await ReadAsync(region.Code, row, input, cancel);
        List<Problem> problems = [.. number.Failed ? number.Problems : [], .. read.Failed ? read.Problems : []];
        problems.AddRange(read.Failed ? [] : ObjectRules.Refuse(read.Value, desk.Today(region)));
        TaxpayerId? owner = null;
        if (input.NewOwner is { } taxpayer)
        {
            var added = await taxpayers.AddAsync(write, region, null, taxpayer, cancel);
            owner = added.Failed ? null : added.Value;
            problems.AddRange((added.Failed ? added.Problems : []).Where(p => p.Field != "Reason")
                .Select(p => p.Field is null ? p : p.On("Owner" + p.Field)));
        }

        return problems.Count > 0 ? problems
            : await objects.AddNewAsync(region, number.Value.ToString(), read.Value, owner, cancel);
    }

    /// <summary>The next number of the block that the desk chose.</summary>
    private async Task<Outcome<Nop>> NumberAsync(RegionCode code, FindRegistration input, CancellationToken cancel)
    {
        List<Problem> problems = [];
        if (!long.TryParse(input.Village, NumberStyles.None, CultureInfo.InvariantCulture, out var village)
            || !await db.In<TaxVillage>(RegionScope.Of(code)).AnyAsync(v => v.TaxCode == village, cancel))
        {
            problems.Add(new("Revenue.Find.VillageNeeded", "Village"));
        }

        if (FindFacts.BlockOf(input.Block) is not { } block)
        {
            problems.Add(new("Revenue.Find.BlockNeeded", "Block", FindFacts.MostBlock));
            return problems;
        }

        if (problems.Count > 0)
        {
            return problems;
        }

        return await FindNumbers.NextAsync(db, code, village, block, cancel) is { } next
            ? next : new Problem("Revenue.Find.BlockFull", "Block", block);
    }

    private async Task<Outcome<ObjectInput>> ReadAsync(
        RegionCode code, FindRow row, FindRegistration input, CancellationToken cancel)
    {
        var of = new ObjectInput
        {
            ValidFrom = input.ValidFrom, Owner = input.Owner, Address = string.Empty, LandArea = 0, LandZone = input.LandZone,
            LandUse = input.LandUse, LandValue = input.LandValue, LandValueSource = input.LandValueSource,
            TakesDeduction = input.TakesDeduction, Reason = input.Reason,
        };
        var read = SurveyFacts.Read(of, row.Facts);
        if (read.Failed)
        {
            return read;
        }

        List<BuildingInput> buildings = [];
        List<Problem> problems = [];
        foreach (var number in SurveyFacts.BuildingsOf(row.Facts))
        {
            var facts = SurveyFacts.Building(row.Facts, number);
            var valued = input.ByHand.TryGetValue(number, out var hand) ? ByHand(facts, hand)
                : await record.ValueAsync(code, facts, input.ValidFrom.Year, cancel);
            if (valued.Failed)
            {
                var field = $"Value{ObjectWords.Plain(number)}";
                problems.Add(new("Revenue.Find.BuildingHeld", field, number));
                problems.AddRange(valued.Problems.Where(p => p.Code != SurveyRecord.Held).Select(p => p.On(field)));
            }
            else
            {
                buildings.Add(valued.Value);
            }
        }

        return problems.Count > 0 ? problems : read.Value with { Buildings = buildings };
    }

    private static Outcome<BuildingInput> ByHand(Dictionary<string, string> facts, (long PerMetre, string Source) hand)
    {
        var read = Buildings.BuildingFactsText.Read(facts);
        return read.Failed ? Outcome.Fail<BuildingInput>(read.Problems) : new BuildingInput(
            read.Value.Area, read.Value.Use, read.Value.Floors, read.Value.BuiltYear, Valuation.PerMetre, hand.PerMetre, hand.Source);
    }
}
