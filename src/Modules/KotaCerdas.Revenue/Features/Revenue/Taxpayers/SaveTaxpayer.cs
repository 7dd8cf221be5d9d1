using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Taxpayers;

/// <summary>A taxpayer as an officer types it.</summary>
internal sealed record TaxpayerInput
{
    public required TaxpayerKind Kind { get; init; }

    public required string Name { get; init; }

    public string Npwpd { get; init; } = string.Empty;

    public string Address { get; init; } = string.Empty;

    public string Place { get; init; } = string.Empty;

    public string Postcode { get; init; } = string.Empty;

    public required string Reason { get; init; }

    /// <summary>By kind: a number to keep, or an empty text to take it away. A kind that is not there stays as it is.</summary>
    public IReadOnlyDictionary<string, string> Numbers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>Registers a taxpayer, or records what changed as a further version.</summary>
internal sealed class SaveTaxpayer(
    KotaDb db, RegisterDesk desk, TaxpayerReading reading, PersonalNumbers numbers, DocumentNumbers series)
{
    private const string Series = "npwpd";
    private const int MostTries = 10_000;

    /// <summary>Saves.</summary>
    /// <param name="code">The region.</param>
    /// <param name="known">The taxpayer and the version that was seen; null for a new one.</param>
    /// <param name="input">What was typed.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<Outcome<TaxpayerId>> RunAsync(
        RegionCode code, (TaxpayerId Id, int Version)? known, TaxpayerInput input, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, RegisterPermissions.Edit, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        var added = await AddAsync(write, region.Value, known, input, cancel);
        return added.Failed ? added : await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : added.Value;
    }

    /// <summary>Adds a taxpayer, or a further version, to the open write of whoever may do so.</summary>
    public async Task<Outcome<TaxpayerId>> AddAsync(
        WriteScope write, Region region, (TaxpayerId Id, int Version)? known, TaxpayerInput input, CancellationToken cancel)
    {
        var (code, clean) = (region.Code, Clean(input));
        var id = known?.Id ?? new TaxpayerId(desk.NewId());
        var problems = Refuse(clean);
        problems.AddRange(await ClashesAsync(region, id, clean, cancel));
        if (problems.Count > 0)
        {
            return problems;
        }

        var current = known is null ? null : await reading.CurrentAsync(code, id, cancel);
        if (known is not null && (current is null || current.Version != known.Value.Version))
        {
            return current is null ? RegisterDesk.NotFound : RegisterDesk.Raced;
        }

        if (current is null && clean.Npwpd.Length == 0)
        {
            var next = await NextAsync(write, region, cancel);
            if (next.Failed)
            {
                return next.Problem;
            }

            clean = clean with { Npwpd = next.Value };
        }

        var version = (current?.Version ?? 0) + 1;
        db.Add(VersionOf(code, id, version, clean));
        await AddNumbersAsync(code, id, clean, cancel);
        desk.NoteTaxpayer(
            current is null ? "Revenue.Trail.TaxpayerRegistered" : "Revenue.Trail.TaxpayerChanged", code, id,
            new { version, numbers = clean.Numbers.Keys });
        return id;
    }

    /// <summary>
    /// The next number of the region's series by its mask; what was typed by hand is passed over. Empty where there is no mask, or one with
    /// letters, which only a person can choose.
    /// </summary>
    private async Task<Outcome<string>> NextAsync(WriteScope write, Region region, CancellationToken cancel)
    {
        if (await reading.MaskAsync(region.Code, desk.Today(region), cancel) is not { } mask
            || mask.Mask.Contains('A', StringComparison.Ordinal))
        {
            return string.Empty;
        }

        for (var tries = 0; tries < MostTries; tries++)
        {
            var sequence = await series.TakeAsync(write, region.Code, Series, 0, cancel);
            if (NopdMask.Fill(mask.Mask, sequence) is not { } next)
            {
                break;
            }

            if ((await reading.WithAsync(region.Code, next, null, cancel)).Count == 0)
            {
                return next;
            }
        }

        return new Problem("Revenue.Taxpayer.NumbersOut", "Npwpd", mask.Mask);
    }

    private static TaxpayerInput Clean(TaxpayerInput input) => input with
    {
        Name = input.Name.Trim(),
        Npwpd = input.Npwpd.Trim().ToUpperInvariant(),
        Address = input.Address.Trim(),
        Place = input.Place.Trim(),
        Postcode = input.Postcode.Trim(),
        Reason = input.Reason.Trim(),
        Numbers = input.Numbers.ToDictionary(n => n.Key, n => NumberKinds.Normal(n.Key, n.Value), StringComparer.Ordinal),
    };

    private static List<Problem> Refuse(TaxpayerInput input)
    {
        List<Problem> problems = [];
        void Length(string field, string value, (int From, int To) bounds, string code)
        {
            if (value.Length < bounds.From || value.Length > bounds.To)
            {
                problems.Add(new(code, field, bounds.To));
            }
        }

        Length("Name", input.Name, (1, Taxpayer.NameLength), "Revenue.Taxpayer.NameNeeded");
        Length("Address", input.Address, (1, Taxpayer.AddressLength), "Revenue.Taxpayer.AddressNeeded");
        Length("Place", input.Place, (0, Taxpayer.PlaceLength), "Revenue.Taxpayer.PlaceLong");
        Length("Reason", input.Reason, (1, Taxpayer.ReasonLength), "Revenue.Register.ReasonNeeded");
        if (input.Postcode.Length > 0 && (input.Postcode.Length != 5 || !input.Postcode.All(char.IsAsciiDigit)))
        {
            problems.Add(new("Revenue.Taxpayer.PostcodeWrong", "Postcode"));
        }

        problems.AddRange(input.Numbers.Select(n => NumberKinds.Refuse(n.Key, n.Value)?.On(FieldOf(n.Key))).OfType<Problem>());
        return problems;
    }

    private static string FieldOf(string kind) => char.ToUpperInvariant(kind[0]) + kind[1..];

    private async Task<List<Problem>> ClashesAsync(Region region, TaxpayerId id, TaxpayerInput input, CancellationToken cancel)
    {
        List<Problem> problems = [];
        if (input.Npwpd.Length > 0)
        {
            var mask = await reading.MaskAsync(region.Code, desk.Today(region), cancel);
            if (mask is null || !NpwpdMask.Fits(mask.Mask, input.Npwpd))
            {
                problems.Add(mask is null
                    ? new("Revenue.Taxpayer.NoMask", "Npwpd") : new("Revenue.Taxpayer.NpwpdWrong", "Npwpd", mask.Mask));
            }
            else if ((await reading.WithAsync(region.Code, input.Npwpd, null, cancel)).Any(other => other != id))
            {
                problems.Add(new("Revenue.Taxpayer.NpwpdTaken", "Npwpd", input.Npwpd));
            }
        }

        foreach (var kind in new[] { NumberKinds.Nik, NumberKinds.Npwp, NumberKinds.Nib })
        {
            if (input.Numbers.GetValueOrDefault(kind) is { Length: > 0 } value
                && (await reading.HoldersAsync(region.Code, kind, value, cancel)).Any(other => other != id))
            {
                problems.Add(new("Revenue.Taxpayer.NumberTaken", FieldOf(kind)));
            }
        }

        return problems;
    }

    private Taxpayer VersionOf(RegionCode code, TaxpayerId id, int version, TaxpayerInput input) => new()
    {
        RegionCode = code,
        TaxpayerId = id,
        Version = version,
        Kind = input.Kind,
        Name = input.Name,
        NameKey = Taxpayer.KeyOf(input.Name),
        Npwpd = input.Npwpd,
        Address = input.Address,
        Place = input.Place,
        Postcode = input.Postcode,
        Reason = input.Reason,
        RecordedAt = desk.Now,
        RecordedBy = desk.Actor.Name,
    };

    private async Task AddNumbersAsync(RegionCode code, TaxpayerId id, TaxpayerInput input, CancellationToken cancel)
    {
        var latest = await reading.LatestAsync(code, id, cancel);
        foreach (var (kind, value) in input.Numbers)
        {
            var before = latest.GetValueOrDefault(kind);
            var lookup = value.Length == 0 ? [] : numbers.Lookup(kind, value);
            if ((before?.Lookup ?? []).AsSpan().SequenceEqual(lookup))
            {
                continue;
            }

            db.Add(new TaxpayerNumber
            {
                RegionCode = code, TaxpayerId = id, Kind = kind, Version = (before?.Version ?? 0) + 1,
                Sealed = value.Length == 0 ? [] : numbers.Seal(value), Lookup = lookup, RecordedAt = desk.Now,
            });
        }
    }
}
