using System.Globalization;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;

namespace KotaCerdas.Movement.Features.Calls;

/// <summary>A call as typed into the form: texts, so that what is wrong stays as it was typed.</summary>
internal sealed class CallFields
{
    public string? Year { get; set; }

    public string? Track { get; set; }

    public string? TitleId { get; set; }

    public string? TitleEn { get; set; }

    public string? Application { get; set; }

    public string? Assessment { get; set; }

    public string? LegalBasis { get; set; }

    public string? LetterNumber { get; set; }

    public DateFields LetterDate { get; set; } = new();

    public DateFields OpensOn { get; set; } = new();

    public DateFields SubmitBy { get; set; } = new();

    public string? ReturnDays { get; set; }

    public DateFields AssessFrom { get; set; } = new();

    public DateFields AssessTo { get; set; } = new();

    public string? ObjectionDays { get; set; }

    public string? ObjectionUnit { get; set; }

    public string? Quota { get; set; }

    public string? ReserveSize { get; set; }

    public string? PerRegion { get; set; }

    public string? Mixed { get; set; }

    public string? LoadCap { get; set; }

    /// <summary>Points of the 0–100 scale, decimals allowed.</summary>
    public string? ModerationGap { get; set; }

    public string? ProvinceMax { get; set; }

    /// <summary>One line per island group: name; least; most.</summary>
    public string? Islands { get; set; }

    public static CallFields From(Call call) => new()
    {
        Year = call.Year.ToString(CultureInfo.InvariantCulture),
        Track = call.Track.ToString(),
        TitleId = call.TitleId,
        TitleEn = call.TitleEn,
        Application = new InstrumentChoice(call.ApplicationInstrument, call.ApplicationVersion).ToString(),
        Assessment = new InstrumentChoice(call.AssessmentInstrument, call.AssessmentVersion).ToString(),
        LegalBasis = call.LegalBasis,
        LetterNumber = call.LetterNumber,
        LetterDate = DateFields.From(call.LetterDate),
        OpensOn = DateFields.From(call.OpensOn),
        SubmitBy = DateFields.From(call.SubmitBy),
        ReturnDays = Text(call.ReturnDays),
        AssessFrom = DateFields.From(call.AssessFrom),
        AssessTo = DateFields.From(call.AssessTo),
        ObjectionDays = Text(call.ObjectionDays),
        ObjectionUnit = call.ObjectionInWorkingDays ? "working" : "calendar",
        Quota = Text(call.Quota),
        ReserveSize = Text(call.ReserveSize),
        PerRegion = Text(call.Assessors.PerRegion),
        Mixed = call.Assessors.DistinctKinds ? "yes" : "no",
        LoadCap = Text(call.Assessors.LoadCap),
        ModerationGap = (call.Assessors.ModerationGap / 10_000m).ToString("0.####", CultureInfo.InvariantCulture),
        ProvinceMax = call.Territory.ProvinceMax is { } most ? Text(most) : null,
        Islands = string.Join('\n', call.Territory.IslandGroups.Select(g => $"{g.Group}; {g.Min}; {g.Max}")),
    };

    /// <summary>The values, or a problem for each field that cannot be read.</summary>
    public Outcome<CallInput> Read(IReadOnlySet<string> islandGroups, AdmittedRegions admitted)
    {
        var form = new FormReader();
        var input = new CallInput
        {
            Year = form.Number(Year, nameof(Year)),
            Track = form.Choice<CallTrack>(Track, nameof(Track)),
            TitleId = (TitleId ?? string.Empty).Trim(),
            TitleEn = (TitleEn ?? string.Empty).Trim(),
            Application = form.Take(InstrumentChoice.Parse(Application), nameof(Application)) ?? new("", 1),
            Assessment = form.Take(InstrumentChoice.Parse(Assessment), nameof(Assessment)) ?? new("", 1),
            LegalBasis = (LegalBasis ?? string.Empty).Trim(),
            LetterNumber = (LetterNumber ?? string.Empty).Trim(),
            LetterDate = LetterDate.Empty ? null : form.Date(LetterDate, nameof(LetterDate)),
            OpensOn = form.Date(OpensOn, nameof(OpensOn)),
            SubmitBy = form.Date(SubmitBy, nameof(SubmitBy)),
            ReturnDays = form.Number(ReturnDays, nameof(ReturnDays)),
            AssessFrom = form.Date(AssessFrom, nameof(AssessFrom)),
            AssessTo = form.Date(AssessTo, nameof(AssessTo)),
            ObjectionDays = form.Number(ObjectionDays, nameof(ObjectionDays)),
            ObjectionInWorkingDays = ObjectionUnit != "calendar",
            Quota = form.Number(Quota, nameof(Quota)),
            ReserveSize = form.Number(ReserveSize, nameof(ReserveSize)),
            Territory = new(IslandsFrom(form, islandGroups), string.IsNullOrWhiteSpace(ProvinceMax) ? null
                : form.Number(ProvinceMax, nameof(ProvinceMax))),
            Assessors = new(form.Number(PerRegion, nameof(PerRegion)), Mixed != "no", form.Number(LoadCap, nameof(LoadCap)),
                form.Gap(ModerationGap)),
        };
        List<Problem> problems =
            [.. form.Problems, .. input.Check(admitted, form.Problems.Select(p => p.Field!).ToHashSet(StringComparer.Ordinal))];
        return problems.Count > 0 ? problems : input;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private List<IslandGroupBound> IslandsFrom(FormReader form, IReadOnlySet<string> known)
    {
        List<IslandGroupBound> bounds = [];
        foreach (var line in (Islands ?? string.Empty).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(';', StringSplitOptions.TrimEntries);
            var group = known.FirstOrDefault(g => g.Equals(parts[0], StringComparison.OrdinalIgnoreCase));
            var readable = parts.Length == 3 && group is not null && parts.Skip(1)
                .All(p => p.Length == 0 || int.TryParse(p, out var n) && n >= 0)
                && bounds.TrueForAll(b => b.Group != group);
            if (!readable)
            {
                form.Problems.Add(new("Movement.Call.IslandLine", nameof(Islands), line, string.Join(", ", known)));
                continue;
            }

            bounds.Add(new(group!, Bound(parts[1]), Bound(parts[2])));
        }

        return bounds;
    }

    private static int? Bound(string text) => text.Length == 0 ? null : int.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>Reads typed values and collects what cannot be read; each field says what it wants.</summary>
internal sealed class FormReader
{
    public List<Problem> Problems { get; } = [];

    public int Number(string? text, string field)
    {
        if (int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Problems.Add(new("Movement.Form.Number", field));
        return 1;
    }

    public DateOnly Date(DateFields fields, string field)
    {
        var read = fields.Read(field);
        Problems.AddRange(read.Problems);
        return read.Failed ? DateOnly.MinValue : read.Value;
    }

    public T Choice<T>(string? text, string field)
        where T : struct, Enum
    {
        if (Named.TryRead<T>(text, out var value))
        {
            return value;
        }

        Problems.Add(new("Movement.Form.Choose", field));
        return default;
    }

    public T? Take<T>(T? value, string field)
        where T : class
    {
        if (value is null)
        {
            Problems.Add(new("Movement.Form.Choose", field));
        }

        return value;
    }

    /// <summary>Points of the 0–100 scale as millionths of it.</summary>
    public long Gap(string? text)
    {
        var plain = (text ?? string.Empty).Trim().Replace(',', '.');
        if (decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var points)
            && points is >= 0.0001m and <= CallInput.MostGap)
        {
            return (long)(points * 10_000);
        }

        Problems.Add(new("Movement.Call.GapRange", nameof(CallFields.ModerationGap), CallInput.MostGap));
        return 1;
    }
}
