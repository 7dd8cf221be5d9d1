using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Changes;
using KotaCerdas.Revenue.Features.Deductions;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Objects;

/// <summary>Registers an object, records that it changed or ended: always a further version from a date on.</summary>
internal sealed class SaveObject(
    KotaDb db, RegisterDesk desk, TaxpayerReading taxpayers, DeductionReading deductions, ObjectLowering lowering, WaitingChanges waiting)
{
    /// <summary>Registers a new object.</summary>
    public async Task<Outcome<Nop>> RegisterAsync(RegionCode code, string? number, ObjectInput input, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, RegisterPermissions.Edit, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        var added = await AddNewAsync(region.Value, number, input, null, cancel);
        return added.Failed ? added : await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : added.Value;
    }

    /// <summary>Adds a new object to the open write of whoever may do so.</summary>
    /// <param name="region">The region.</param>
    /// <param name="number">Its NOP.</param>
    /// <param name="input">All attributes.</param>
    /// <param name="owner">Who owns it, where the same write registers them; else the input says so.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<Outcome<Nop>> AddNewAsync(
        Region region, string? number, ObjectInput input, TaxpayerId? owner, CancellationToken cancel)
    {
        List<Problem> problems = [];
        if (!Nop.TryParse(number, out var nop))
        {
            problems.Add(new("Revenue.Object.NopNeeded", "Nop"));
        }
        else if (await RefuseAsync(region.Code, nop, cancel) is { } refused)
        {
            problems.Add(refused.On("Nop"));
        }

        var meant = await CheckAsync(region, Clean(input), owner, problems, cancel);
        if (input.TakesDeduction && problems.Count == 0)
        {
            problems.AddRange(await DoubleAsync(region.Code, nop, meant, input.ValidFrom, cancel));
        }

        if (problems.Count > 0)
        {
            return problems;
        }

        Add(region.Code, (nop, 1), meant, Clean(input));
        desk.NoteObject("Revenue.Trail.ObjectRegistered", region.Code, nop, new { input.ValidFrom });
        return nop;
    }

    /// <summary>Records what an object is from a date on, or lets it wait for a second officer where it lowers what is billed.</summary>
    /// <param name="code">The region.</param>
    /// <param name="nop">The object.</param>
    /// <param name="seen">The latest version that whoever changes it has seen.</param>
    /// <param name="input">All attributes.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The version that was recorded, or 0 where the change waits.</returns>
    public async Task<Outcome<int>> ChangeAsync(RegionCode code, Nop nop, int seen, ObjectInput input, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, RegisterPermissions.Edit, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        var owner = await CheckChangeAsync(region.Value, nop, seen, input, cancel);
        if (owner.Failed)
        {
            return Outcome.Fail<int>(owner.Problems);
        }

        var meant = Clean(input) with { Owner = owner.Value.ToString() };
        if (await lowering.OfAsync(code, nop, meant, cancel) is { Count: > 0 } lowers)
        {
            var held = await waiting.HoldAsync(
                ChangeSubject.Of(code, nop, seen), ChangeKind.Change, (meant.ValidFrom, meant.Reason, meant), lowers, cancel);
            return held.Failed ? held.Problem : await RegisterDesk.TryCommitAsync(write, cancel) is { } slower ? slower : 0;
        }

        Add(code, (nop, seen + 1), owner.Value, meant);
        NoteChange(code, nop, (meant.ValidFrom, seen + 1));
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : seen + 1;
    }

    /// <summary>Adds a further version to the open write of whoever may do so.</summary>
    public async Task<Outcome<int>> AddChangeAsync(Region region, Nop nop, int seen, ObjectInput input, CancellationToken cancel)
    {
        var owner = await CheckChangeAsync(region, nop, seen, input, cancel);
        if (owner.Failed)
        {
            return Outcome.Fail<int>(owner.Problems);
        }

        Add(region.Code, (nop, seen + 1), owner.Value, Clean(input));
        NoteChange(region.Code, nop, (input.ValidFrom, seen + 1));
        return seen + 1;
    }

    /// <summary>Proposes that an object exists no longer from a date on; a second officer confirms it.</summary>
    /// <returns>0: the change waits.</returns>
    public async Task<Outcome<int>> EndAsync(RegionCode code, Nop nop, DateOnly on, string reason, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, RegisterPermissions.Edit, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        if (reason.Trim().Length is 0 or > Taxpayer.ReasonLength)
        {
            return new Problem("Revenue.Register.ReasonNeeded", "Reason", Taxpayer.ReasonLength);
        }

        var before = await EndingAsync(code, nop, on, cancel);
        if (before.Failed)
        {
            return before.Problem.Code == RegisterDesk.NotFound.Code ? before.Problem : before.Problem.On("ValidFrom");
        }

        var held = await waiting.HoldAsync(
            ChangeSubject.Of(code, nop, before.Value.Latest), ChangeKind.End, (on, reason.Trim(), null), [Lowered.Ended], cancel);
        return held.Failed ? held.Problem : await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : 0;
    }

    /// <summary>Adds the version that ends an object to the open write; buildings end with it.</summary>
    /// <param name="code">The region.</param>
    /// <param name="nop">The object.</param>
    /// <param name="on">The first day without it.</param>
    /// <param name="reason">The form or decision.</param>
    /// <param name="proposedBy">Who proposed it, where a second officer confirms it; else null.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<Outcome<int>> AddEndAsync(
        RegionCode code, Nop nop, DateOnly on, string reason, string? proposedBy, CancellationToken cancel)
    {
        var found = await EndingAsync(code, nop, on, cancel);
        if (found.Failed)
        {
            return found.Problem;
        }

        var (before, version) = (found.Value.Before, found.Value.Latest + 1);
        db.Add(new TaxObject
        {
            RegionCode = code, Nop = nop, Version = version, ValidFrom = on, State = ObjectState.Ended, Reason = reason,
            TaxpayerId = before.TaxpayerId, Address = before.Address, Rt = before.Rt, Rw = before.Rw, LandArea = before.LandArea,
            LandZone = before.LandZone, LandKind = before.LandKind, LandUse = before.LandUse, LandValue = before.LandValue,
            LandValueSource = before.LandValueSource, BuildingArea = 0, BuildingValue = 0, CommonValue = before.CommonValue,
            TakesDeduction = false, LatitudeMicro = before.LatitudeMicro, LongitudeMicro = before.LongitudeMicro,
            RecordedAt = desk.Now, RecordedBy = desk.By(proposedBy),
        });
        desk.NoteObject("Revenue.Trail.ObjectEnded", code, nop, new { on });
        return version;
    }

    /// <summary>The version that holds on a day on which an object is to end, and its latest one; or why it cannot end then.</summary>
    public async Task<Outcome<(TaxObject Before, int Latest)>> EndingAsync(
        RegionCode code, Nop nop, DateOnly on, CancellationToken cancel)
    {
        var versions = await db.In<TaxObject>(RegionScope.Of(code)).AsNoTracking().Where(o => o.Nop == nop).ToListAsync(cancel);
        if (versions.Count == 0)
        {
            return RegisterDesk.NotFound;
        }

        if (TaxObject.On(on, versions) is not { State: ObjectState.Active } before)
        {
            return new Problem("Revenue.Object.NotActiveOn", null, nop.ToString(), on);
        }

        return versions.Any(v => v.ValidFrom > on)
            ? new Problem("Revenue.Object.LaterVersion", null, nop.ToString(), versions.Max(v => v.ValidFrom))
            : (before, versions.Max(v => v.Version));
    }

    /// <summary>Who owns the object by a change that can be recorded, or what is wrong with it.</summary>
    private async Task<Outcome<TaxpayerId>> CheckChangeAsync(
        Region region, Nop nop, int seen, ObjectInput input, CancellationToken cancel)
    {
        List<Problem> problems = [];
        var owner = await CheckAsync(region, Clean(input), null, problems, cancel);
        var latest = await LatestAsync(region.Code, nop, cancel);
        if (latest == 0)
        {
            return RegisterDesk.NotFound;
        }

        if (latest != seen)
        {
            problems.Add(RegisterDesk.Raced);
        }

        // What was so before does not stand in the way of other changes; the office settles it for all at once.
        if (input.TakesDeduction && problems.Count == 0 && !await TookAsync(region.Code, nop, owner, input.ValidFrom, cancel))
        {
            problems.AddRange(await DoubleAsync(region.Code, nop, owner, input.ValidFrom, cancel));
        }

        return problems.Count > 0 ? problems : owner;
    }

    private void NoteChange(RegionCode region, Nop nop, (DateOnly ValidFrom, int Version) of) =>
        desk.NoteObject("Revenue.Trail.ObjectChanged", region, nop, new { of.ValidFrom, version = of.Version });

    private static ObjectInput Clean(ObjectInput input) => input with
    {
        Address = input.Address.Trim(),
        LandZone = input.LandZone.Trim().ToUpperInvariant(),
        LandValueSource = input.LandValueSource.Trim(),
        Reason = input.Reason.Trim(),
        Buildings = [.. input.Buildings.Select(b => b with { ValueSource = b.ValueSource.Trim() })],
    };

    private async Task<TaxpayerId> CheckAsync(
        Region region, ObjectInput input, TaxpayerId? known, List<Problem> problems, CancellationToken cancel)
    {
        problems.AddRange(ObjectRules.Refuse(input, desk.Today(region)));
        if (known is { } registered)
        {
            return registered;
        }

        var owner = await taxpayers.MeantAsync(region.Code, input.Owner, cancel);
        if (owner.Failed)
        {
            problems.Add(owner.Problem.On("Owner"));
            return default;
        }

        return owner.Value;
    }

    /// <summary>Says where the taxpayer uses the untaxed part already.</summary>
    private async Task<IReadOnlyList<Problem>> DoubleAsync(
        RegionCode code, Nop nop, TaxpayerId owner, DateOnly day, CancellationToken cancel)
    {
        var elsewhere = await deductions.ElsewhereAsync((code, day), owner, nop, cancel);
        return elsewhere.Count == 0 ? []
            : [new("Revenue.Object.DeductionElsewhere", nameof(ObjectInput.TakesDeduction), string.Join(", ", elsewhere.Take(3)))];
    }

    /// <summary>True where this taxpayer used it on this object before.</summary>
    private async Task<bool> TookAsync(RegionCode code, Nop nop, TaxpayerId owner, DateOnly day, CancellationToken cancel)
    {
        var versions = await db.In<TaxObject>(RegionScope.Of(code)).AsNoTracking().Where(o => o.Nop == nop).ToListAsync(cancel);
        return TaxObject.On(day, versions) is { TakesDeduction: true, State: ObjectState.Active } before && before.TaxpayerId == owner;
    }

    private async Task<Problem?> RefuseAsync(RegionCode code, Nop nop, CancellationToken cancel)
    {
        var scope = RegionScope.Of(code);
        if (!await db.In<TaxVillage>(scope).AnyAsync(v => v.TaxCode == nop.Village, cancel))
        {
            return new("Revenue.Object.VillageUnknown", null, TaxVillage.Show(nop.Village));
        }

        return await LatestAsync(code, nop, cancel) > 0 ? new("Revenue.Object.NopTaken", null, nop.ToString()) : null;
    }

    private async Task<int> LatestAsync(RegionCode code, Nop nop, CancellationToken cancel) =>
        await db.In<TaxObject>(RegionScope.Of(code)).Where(o => o.Nop == nop).MaxAsync(o => (int?)o.Version, cancel) ?? 0;

    /// <summary>The version that an input comes to.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="owner">Who owns it.</param>
    /// <param name="input">All attributes.</param>
    /// <param name="at">The instant, UTC.</param>
    /// <param name="by">Who records it.</param>
    public static TaxObject VersionOf(
        (RegionCode Region, Nop Nop, int Version) key, TaxpayerId owner, ObjectInput input, DateTime at, string by) => new()
    {
        RegionCode = key.Region, Nop = key.Nop, Version = key.Version, ValidFrom = input.ValidFrom, State = ObjectState.Active,
        Reason = input.Reason, TaxpayerId = owner, Address = input.Address, Rt = input.Rt, Rw = input.Rw, LandArea = input.LandArea,
        LandZone = input.LandZone, LandKind = input.LandKind, LandUse = input.LandUse, LandValue = input.LandValue,
        LandValueSource = input.LandValueSource, BuildingArea = checked(input.Buildings.Sum(b => b.Area)),
        BuildingValue = checked(input.Buildings.Sum(b => b.Total)), CommonValue = input.CommonValue, TakesDeduction = input.TakesDeduction,
        LatitudeMicro = input.Place?.Latitude, LongitudeMicro = input.Place?.Longitude, RecordedAt = at, RecordedBy = by,
    };

    /// <summary>The buildings of that version.</summary>
    public static IEnumerable<Building> BuildingsOf((RegionCode Region, Nop Nop, int Version) key, ObjectInput input) =>
        input.Buildings.Select((b, i) => new Building
        {
            RegionCode = key.Region, Nop = key.Nop, Version = key.Version, Number = i + 1, Area = b.Area, UseCode = b.UseCode,
            Floors = b.Floors, BuiltYear = b.BuiltYear, Valuation = b.Valuation, Value = b.Value, ValueSource = b.ValueSource,
        });

    private void Add(RegionCode code, (Nop Nop, int Version) key, TaxpayerId owner, ObjectInput input)
    {
        var (at, by) = (desk.Now, desk.By(input.ProposedBy));
        db.AddRange(BuildingsOf((code, key.Nop, key.Version), input));
        db.AddRange(input.Buildings.Index().Where(b => b.Item.Dbkb is not null).Select(b => new BuildingValuation
        {
            RegionCode = code, Nop = key.Nop, Version = key.Version, Number = b.Index + 1, TaxYear = b.Item.Dbkb!.TaxYear,
            RuleVersion = b.Item.Dbkb.RuleVersion, RuleHash = b.Item.Dbkb.RuleHash, Facts = b.Item.Dbkb.Facts, Value = b.Item.Value,
            RecordedAt = at, RecordedBy = by,
        }));
        db.Add(VersionOf((code, key.Nop, key.Version), owner, input, at, by));
    }
}
