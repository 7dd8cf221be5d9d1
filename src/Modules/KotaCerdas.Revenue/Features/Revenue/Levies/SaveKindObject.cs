using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Changes;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Levies;

/// <summary>Registers an object, records that it changed or closed: always a further version from a date on.</summary>
internal sealed class SaveKindObject(
    KotaDb db, RegisterDesk desk, KindObjectReading reading, NopdNumbers numbers, ChargeReading charges, WaitingChanges waiting)
{
    private const int MostDaysAhead = 366;

    /// <summary>Registers a new object under a number that fits the region's mask, or under the next one.</summary>
    public async Task<Outcome<KindObjectId>> RegisterAsync(
        RegionCode code, string kind, string? number, KindObjectInput input, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, RegisterPermissions.Edit, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        if (RevenueKinds.Find(kind) is not { } known || !KindObject.Has(known))
        {
            return new Problem("Revenue.Levy.NoSuchKind", "Kind", kind);
        }

        var (owner, problems) = await CheckAsync(region.Value, kind, input, cancel);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        var typed = (number ?? string.Empty).Trim().ToUpperInvariant();
        var given = await numbers.GiveAsync(write, (code, kind, desk.Today(region.Value)), typed, cancel);
        problems.AddRange(given.Problems);
        if (problems.Count > 0)
        {
            return problems;
        }

        var id = new KindObjectId(desk.NewId());
        Add((code, id, 1), (kind, given.Value), owner, input);
        Note("Revenue.Trail.KindObjectRegistered", code, id, new { kind, number = given.Value, input.ValidFrom });
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : id;
    }

    /// <summary>Records what an object is from a date on, or lets it wait for a second officer where it lowers what is billed.</summary>
    /// <returns>The version that was recorded, or 0 where the change waits.</returns>
    public async Task<Outcome<int>> ChangeAsync(
        RegionCode code, KindObjectId id, int seen, KindObjectInput input, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, RegisterPermissions.Edit, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        var checkedOf = await CheckChangeAsync(region.Value, id, seen, input, cancel);
        if (checkedOf.Failed)
        {
            return Outcome.Fail<int>(checkedOf.Problems);
        }

        var (owner, versions) = checkedOf.Value;
        var meant = input with { Owner = owner.ToString() };
        var rules = await reading.RulesAsync(code, versions[0].Kind, input.ValidFrom, cancel);
        if (KindLowering.Of(KindObject.On(input.ValidFrom, versions), meant, rules.Failed ? null : rules.Value) is { Count: > 0 } lowers)
        {
            var held = await waiting.HoldAsync(
                ChangeSubject.Of(code, id, seen), ChangeKind.KindChange, (meant.ValidFrom, meant.Reason, meant), lowers, cancel);
            return held.Failed ? held.Problem : await RegisterDesk.TryCommitAsync(write, cancel) is { } slower ? slower : 0;
        }

        AddNext(versions[^1], owner, meant);
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : seen + 1;
    }

    /// <summary>Adds a further version to the open write of whoever may do so.</summary>
    public async Task<Outcome<int>> AddChangeAsync(
        Region region, KindObjectId id, int seen, KindObjectInput input, CancellationToken cancel)
    {
        var checkedOf = await CheckChangeAsync(region, id, seen, input, cancel);
        if (checkedOf.Failed)
        {
            return Outcome.Fail<int>(checkedOf.Problems);
        }

        AddNext(checkedOf.Value.Versions[^1], checkedOf.Value.Owner, input);
        return seen + 1;
    }

    /// <summary>
    /// Proposes that an object exists no longer from a date on; a second officer confirms it. Refused while anything of it is unpaid.
    /// </summary>
    /// <returns>0: the change waits.</returns>
    public async Task<Outcome<int>> CloseAsync(RegionCode code, KindObjectId id, DateOnly on, string reason, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, RegisterPermissions.Edit, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        if (reason.Trim().Length is 0 or > Taxpayer.ReasonLength)
        {
            return new Problem("Revenue.Register.ReasonNeeded", "Reason", Taxpayer.ReasonLength);
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        var closing = await ClosingAsync(code, id, on, cancel);
        if (closing.Failed)
        {
            return closing.Problem;
        }

        var held = await waiting.HoldAsync(
            ChangeSubject.Of(code, id, closing.Value.Latest), ChangeKind.KindClose, (on, reason.Trim(), null), [Lowered.Ended], cancel);
        return held.Failed ? held.Problem : await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : 0;
    }

    /// <summary>Adds the version that closes an object to the open write of whoever may do so.</summary>
    public async Task<Outcome<int>> AddCloseAsync(
        RegionCode code, KindObjectId id, DateOnly on, string reason, string proposedBy, CancellationToken cancel)
    {
        var closing = await ClosingAsync(code, id, on, cancel);
        if (closing.Failed)
        {
            return closing.Problem;
        }

        var (before, version) = (closing.Value.Before, closing.Value.Latest + 1);
        db.Add(new KindObject
        {
            RegionCode = code, ObjectId = id, Version = version, Kind = before.Kind, Number = before.Number, ValidFrom = on,
            ValidTo = before.ValidTo, State = ObjectState.Ended, TaxpayerId = before.TaxpayerId, Name = before.Name,
            Address = before.Address, VillageCode = before.VillageCode, LatitudeMicro = before.LatitudeMicro,
            LongitudeMicro = before.LongitudeMicro, Facts = before.Facts, Reason = reason, RecordedAt = desk.Now,
            RecordedBy = desk.By(proposedBy),
        });
        Note("Revenue.Trail.KindObjectClosed", code, id, new { on });
        return version;
    }

    /// <summary>Sets how numbers of a kind, or of all kinds, are written from a date on.</summary>
    public async Task<Outcome<Nothing>> SetMaskAsync(
        RegionCode code, string kind, DateOnly from, (string Mask, string Source) rule, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, RegisterPermissions.Edit, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        List<Problem> problems = [];
        if (kind.Length > 0 && (RevenueKinds.Find(kind) is not { } known || !KindObject.Has(known)))
        {
            problems.Add(new("Revenue.Levy.NoSuchKind", "Kind", kind));
        }

        if (!NpwpdMask.IsMask(rule.Mask))
        {
            problems.Add(new("Revenue.Levy.MaskWrong", "Mask", NpwpdMask.Length));
        }

        if (rule.Source.Length is 0 or > Taxpayer.ReasonLength)
        {
            problems.Add(new("Revenue.Register.ReasonNeeded", "Source", Taxpayer.ReasonLength));
        }

        if (problems.Count > 0)
        {
            return problems;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        db.Add(new NopdMask
        {
            RegionCode = code, Kind = kind, ValidFrom = from, Id = desk.NewId(), Mask = rule.Mask, Source = rule.Source,
            RecordedAt = desk.Now, RecordedBy = desk.Actor.Name,
        });
        desk.NoteRegion("Revenue.Trail.NopdMaskSet", code, new { kind, rule.Mask, from });
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : Outcome.Done;
    }

    private async Task<(TaxpayerId Owner, List<Problem> Problems)> CheckAsync(
        Region region, string kind, KindObjectInput input, CancellationToken cancel)
    {
        List<Problem> problems = [];
        void Unless(bool right, string field, string code, params object[] args)
        {
            if (!right)
            {
                problems.Add(new(code, field, args));
            }
        }

        Unless(input.ValidFrom <= desk.Today(region).AddDays(MostDaysAhead), "ValidFrom", "Revenue.Object.TooFarAhead", MostDaysAhead);
        Unless(input.ValidTo is null || input.ValidTo >= input.ValidFrom, "ValidTo", "Revenue.Levy.EndsBefore");
        Unless(input.Name.Length is > 0 and <= KindObject.NameLength, "Name", "Revenue.Levy.NameNeeded", KindObject.NameLength);
        Unless(input.Address.Length is > 0 and <= TaxObject.AddressLength, "Address", "Revenue.Object.AddressNeeded",
            TaxObject.AddressLength);
        Unless(input.Reason.Length is > 0 and <= Taxpayer.ReasonLength, "Reason", "Revenue.Register.ReasonNeeded", Taxpayer.ReasonLength);
        if (input.VillageCode.Length > 0)
        {
            var mapped = await db.In<TaxVillage>(RegionScope.Of(region.Code)).AnyAsync(v => v.VillageCode == input.VillageCode, cancel);
            Unless(mapped, "Village", "Revenue.Levy.VillageUnknown", input.VillageCode);
        }

        var rules = await reading.RulesAsync(region.Code, kind, input.ValidFrom, cancel);
        if (!rules.Failed)
        {
            problems.AddRange(FactFields.Tie(rules.Value, Facts.RefusePart(rules.Value, input.Facts)));
        }

        var owner = await reading.MeantAsync(region.Code, input.Owner, cancel);
        if (owner.Failed)
        {
            problems.Add(owner.Problem.On("Owner"));
            return (default, problems);
        }

        return (owner.Value, problems);
    }

    private Task<List<KindObject>> VersionsAsync(RegionCode region, KindObjectId id, CancellationToken cancel) =>
        db.In<KindObject>(RegionScope.Of(region)).AsNoTracking().Where(o => o.ObjectId == id).OrderBy(o => o.Version).ToListAsync(cancel);

    private void Note(string action, RegionCode region, KindObjectId id, object details) =>
        desk.NoteThing(action, new(region, "revenue.kind-object", id.ToString()), details);

    /// <summary>The version that holds on a day on which an object is to close, and its latest one; or why it cannot close then.</summary>
    private async Task<Outcome<(KindObject Before, int Latest)>> ClosingAsync(
        RegionCode code, KindObjectId id, DateOnly on, CancellationToken cancel)
    {
        var versions = await VersionsAsync(code, id, cancel);
        if (versions.Count == 0)
        {
            return RegisterDesk.NotFound;
        }

        if (KindObject.On(on, versions) is not { State: ObjectState.Active } before)
        {
            return new Problem("Revenue.Levy.NotActiveOn", "ValidFrom", versions[0].Number, on);
        }

        if (versions.Any(v => v.ValidFrom > on))
        {
            return new Problem("Revenue.Object.LaterVersion", "ValidFrom", versions[0].Number, versions.Max(v => v.ValidFrom));
        }

        return await charges.HasArrearsAsync(code, id, cancel)
            ? new Problem("Revenue.Levy.HasArrears", "ValidFrom", versions[0].Number) : (before, versions[^1].Version);
    }

    /// <summary>Whose the object is by a change that can be recorded, with its versions; or what is wrong with it.</summary>
    private async Task<Outcome<(TaxpayerId Owner, List<KindObject> Versions)>> CheckChangeAsync(
        Region region, KindObjectId id, int seen, KindObjectInput input, CancellationToken cancel)
    {
        var versions = await VersionsAsync(region.Code, id, cancel);
        if (versions.Count == 0)
        {
            return RegisterDesk.NotFound;
        }

        var (owner, problems) = await CheckAsync(region, versions[0].Kind, input, cancel);
        if (versions[^1].Version != seen)
        {
            problems.Add(RegisterDesk.Raced);
        }

        return problems.Count > 0 ? problems : (owner, versions);
    }

    private void AddNext(KindObject latest, TaxpayerId owner, KindObjectInput input)
    {
        Add((latest.RegionCode, latest.ObjectId, latest.Version + 1), (latest.Kind, latest.Number), owner, input);
        Note("Revenue.Trail.KindObjectChanged", latest.RegionCode, latest.ObjectId, new { input.ValidFrom, version = latest.Version + 1 });
    }

    private void Add((RegionCode Region, KindObjectId Id, int Version) key, (string Kind, string Number) of, TaxpayerId owner,
        KindObjectInput input) => db.Add(new KindObject
        {
            RegionCode = key.Region, ObjectId = key.Id, Version = key.Version, Kind = of.Kind, Number = of.Number,
            ValidFrom = input.ValidFrom, ValidTo = input.ValidTo, State = ObjectState.Active, TaxpayerId = owner, Name = input.Name,
            Address = input.Address, VillageCode = input.VillageCode, LatitudeMicro = input.Place?.Latitude,
            LongitudeMicro = input.Place?.Longitude, Facts = Facts.Write(input.Facts), Reason = input.Reason, RecordedAt = desk.Now,
            RecordedBy = desk.By(input.ProposedBy),
        });
}
