using System.Globalization;
using System.Text.Json.Serialization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Ui;

namespace KotaCerdas.Revenue.Features.Levies;

/// <summary>An object as an officer types it.</summary>
internal sealed record KindObjectInput
{
    public required DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    /// <summary>NPWPD, NIK, exact name or key of the taxpayer.</summary>
    public required string Owner { get; init; }

    public required string Name { get; init; }

    public required string Address { get; init; }

    public string VillageCode { get; init; } = string.Empty;

    /// <summary>Millionths of a degree.</summary>
    public (int Latitude, int Longitude)? Place { get; init; }

    /// <summary>Plain facts that stay the same.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public required string Reason { get; init; }

    /// <summary>Who proposed it, where a second officer confirmed it; else null.</summary>
    [JsonIgnore]
    public string? ProposedBy { get; init; }
}

/// <summary>The same as it is posted.</summary>
internal sealed class KindObjectForm
{
    /// <summary>NOPD, or empty for the next number.</summary>
    public string? Number { get; set; }

    /// <summary>The latest version that was seen.</summary>
    public int Seen { get; set; }

    public DateFields ValidFrom { get; set; } = new();

    public DateFields ValidTo { get; set; } = new();

    public string? Owner { get; set; }

    public string? Name { get; set; }

    public string? Address { get; set; }

    public string? Village { get; set; }

    public string? Place { get; set; }

    public string? Reason { get; set; }

    public static KindObjectForm From(KindObject of, Taxpayer owner) => new()
    {
        Seen = of.Version,
        Number = of.Number,
        ValidTo = DateFields.From(of.ValidTo),
        Owner = owner.Npwpd.Length > 0 ? owner.Npwpd : owner.TaxpayerId.ToString(),
        Name = of.Name,
        Address = of.Address,
        Village = of.VillageCode,
        Place = PointOf(of),
    };

    /// <summary>The point as it is typed, or null.</summary>
    public static string? PointOf(KindObject of) => of.LatitudeMicro is { } latitude && of.LongitudeMicro is { } longitude
        ? string.Create(CultureInfo.InvariantCulture, $"{latitude / 1_000_000m:0.######}, {longitude / 1_000_000m:0.######}") : null;

    /// <summary>What was typed, or what cannot be read.</summary>
    public Outcome<KindObjectInput> Read(IReadOnlyDictionary<string, string> facts)
    {
        List<Problem> problems = [];
        var from = ValidFrom.Read("ValidFrom");
        problems.AddRange(from.Problems);
        DateOnly? to = null;
        if (!ValidTo.Empty)
        {
            var read = ValidTo.Read("ValidTo");
            problems.AddRange(read.Problems);
            to = read.Failed ? null : read.Value;
        }

        var place = PlaceOf(Place);
        if (place is null && !string.IsNullOrWhiteSpace(Place))
        {
            problems.Add(new("Revenue.Object.PlaceWrong", "Place"));
        }

        return problems.Count > 0 ? problems : new KindObjectInput
        {
            ValidFrom = from.Value,
            ValidTo = to,
            Owner = Owner ?? string.Empty,
            Name = (Name ?? string.Empty).Trim(),
            Address = (Address ?? string.Empty).Trim(),
            VillageCode = Village ?? string.Empty,
            Place = place,
            Facts = facts,
            Reason = (Reason ?? string.Empty).Trim(),
        };
    }

    private static (int, int)? PlaceOf(string? text)
    {
        var parts = (text ?? string.Empty).Split(',', StringSplitOptions.TrimEntries);
        return parts.Length == 2 && Micro(parts[0]) is { } latitude and >= -12_000_000 and <= 7_000_000
            && Micro(parts[1]) is { } longitude and >= 94_000_000 and <= 142_000_000 ? (latitude, longitude) : null;
    }

    private static int? Micro(string text) =>
        decimal.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees)
        && Math.Abs(degrees) <= 180 ? (int)decimal.Round(degrees * 1_000_000) : null;
}
