using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Levies;

/// <summary>Registers an object, records that it changed or closed: always a further version from a date on.</summary>
internal sealed class SaveKindObject(
    KotaDb db, RegisterDesk desk, TaxpayerReading taxpayers, KindObjectReading reading, DocumentNumbers numbers, ChargeReading charges)
{
    private const int MostDaysAhead = 366;
    private const int MostTries = 1000;

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
        var given = await NumberAsync(write, (code, kind, desk.Today(region.Value)), (number ?? string.Empty).Trim().ToUpperInvariant(),
            cancel);
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

    /// <summary>Records what an object is from a date on.</summary>
    public async Task<Outcome<int>> ChangeAsync(
        RegionCode code, KindObjectId id, int seen, KindObjectInput input, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, RegisterPermissions.Edit, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        var versions = await VersionsAsync(code, id, cancel);
        if (versions.Count == 0)
        {
            return RegisterDesk.NotFound;
        }

        var (owner, problems) = await CheckAsync(region.Value, versions[0].Kind, input, cancel);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        var latest = (await VersionsAsync(code, id, cancel))[^1];
        if (latest.Version != seen)
        {
            problems.Add(RegisterDesk.Raced);
        }

        if (problems.Count > 0)
        {
            return problems;
        }

        Add((code, id, latest.Version + 1), (latest.Kind, latest.Number), owner, input);
        Note("Revenue.Trail.KindObjectChanged", code, id, new { input.ValidFrom, version = latest.Version + 1 });
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : latest.Version + 1;
    }

    /// <summary>Records that an object exists no longer from a date on; refused while anything of it is unpaid.</summary>
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

        if (await charges.HasArrearsAsync(code, id, cancel))
        {
            return new Problem("Revenue.Levy.HasArrears", "ValidFrom", versions[0].Number);
        }

        db.Add(Next(before, versions[^1].Version + 1, on, reason.Trim()));
        Note("Revenue.Trail.KindObjectClosed", code, id, new { on });
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : versions[^1].Version + 1;
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

        var owner = await taxpayers.MeantAsync(region.Code, input.Owner, cancel);
        if (owner.Failed)
        {
            problems.Add(owner.Problem.On("Owner"));
            return (default, problems);
        }

        return (owner.Value, problems);
    }

    private async Task<Outcome<string>> NumberAsync(
        WriteScope write, (RegionCode Region, string Kind, DateOnly Day) of, string typed, CancellationToken cancel)
    {
        var mask = await reading.MaskAsync(of.Region, of.Kind, of.Day, cancel);
        if (typed.Length > 0)
        {
            return typed.Length > KindObject.NumberLength || !typed.All(c => c is > ' ' and < '\u007f')
                ? new Problem("Revenue.Levy.NumberWrong", "Number", KindObject.NumberLength)
                : mask is not null && !NpwpdMask.Fits(mask.Mask, typed)
                ? new Problem("Revenue.Levy.NumberUnfit", "Number", typed, mask.Mask)
                : await TakenAsync(of.Region, typed, cancel) ? new Problem("Revenue.Levy.NumberTaken", "Number", typed) : typed;
        }

        if (mask is null)
        {
            return new Problem("Revenue.Levy.NoMask", "Number");
        }

        // A mask of its own has a series of its own; what was typed by hand is passed over.
        for (var tries = 0; tries < MostTries; tries++)
        {
            var sequence = await numbers.TakeAsync(write, of.Region, "nopd:" + mask.Kind, 0, cancel);
            if (NopdMask.Fill(mask.Mask, sequence) is not { } next)
            {
                break;
            }

            if (!await TakenAsync(of.Region, next, cancel))
            {
                return next;
            }
        }

        return new Problem("Revenue.Levy.NumbersOut", "Number", mask.Mask);
    }

    private Task<bool> TakenAsync(RegionCode region, string number, CancellationToken cancel) =>
        db.In<KindObject>(RegionScope.Of(region)).AnyAsync(o => o.Number == number, cancel);

    private Task<List<KindObject>> VersionsAsync(RegionCode region, KindObjectId id, CancellationToken cancel) =>
        db.In<KindObject>(RegionScope.Of(region)).AsNoTracking().Where(o => o.ObjectId == id).OrderBy(o => o.Version).ToListAsync(cancel);

    private void Note(string action, RegionCode region, KindObjectId id, object details) =>
        desk.NoteThing(action, new(region, "revenue.kind-object", id.ToString()), details);

    private KindObject Next(KindObject before, int version, DateOnly on, string reason) => new()
    {
        RegionCode = before.RegionCode, ObjectId = before.ObjectId, Version = version, Kind = before.Kind, Number = before.Number,
        ValidFrom = on, ValidTo = before.ValidTo, State = ObjectState.Ended, TaxpayerId = before.TaxpayerId, Name = before.Name,
        Address = before.Address, VillageCode = before.VillageCode, LatitudeMicro = before.LatitudeMicro,
        LongitudeMicro = before.LongitudeMicro, Facts = before.Facts, Reason = reason, RecordedAt = desk.Now, RecordedBy = desk.Actor.Name,
    };

    private void Add((RegionCode Region, KindObjectId Id, int Version) key, (string Kind, string Number) of, TaxpayerId owner,
        KindObjectInput input) => db.Add(new KindObject
        {
            RegionCode = key.Region, ObjectId = key.Id, Version = key.Version, Kind = of.Kind, Number = of.Number,
            ValidFrom = input.ValidFrom, ValidTo = input.ValidTo, State = ObjectState.Active, TaxpayerId = owner, Name = input.Name,
            Address = input.Address, VillageCode = input.VillageCode, LatitudeMicro = input.Place?.Latitude,
            LongitudeMicro = input.Place?.Longitude, Facts = Facts.Write(input.Facts), Reason = input.Reason, RecordedAt = desk.Now,
            RecordedBy = desk.Actor.Name,
        });
}
