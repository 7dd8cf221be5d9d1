using System.Globalization;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>The words of a decree, one entry a line: why, on what it rests, what it decides.</summary>
internal sealed record DecreeWords(string Considering, string Recalling, string Deciding)
{
    public const int MostLines = 30;
    public const int LineLength = 1000;

    /// <summary>The entries of a part.</summary>
    public static IReadOnlyList<string> Lines(string part) =>
        part.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What is kept of a part: nothing where the region says what the guide says.</summary>
    public static string Own(string typed, string shipped) =>
        Lines(typed) is { Count: > 0 } lines && !lines.SequenceEqual(Lines(shipped)) ? string.Join('\n', lines) : string.Empty;

    /// <summary>Parts with too many entries or one that is too long, by field.</summary>
    public List<Problem> Problems() =>
    [
        .. new[] { (nameof(Considering), Considering), (nameof(Recalling), Recalling), (nameof(Deciding), Deciding) }
            .Where(p => Lines(p.Item2) is var lines && (lines.Count > MostLines || lines.Any(l => l.Length > LineLength)))
            .Select(p => new Problem("Movement.Decree.WordsLong", p.Item1, MostLines, LineLength)),
    ];
}

/// <summary>
/// Finds the words of a decree: the region's own, or those of the guide with what they name filled in. Indonesian, the language of the
/// document.
/// </summary>
internal sealed class DecreeWording(KotaDb db, DecreePromises promises, AgreementDocument agreements, Texts texts)
{
    private static readonly CultureInfo Indonesian = Languages.Indonesian;

    /// <summary>The words as they stand now.</summary>
    public async Task<DecreeWords> OfAsync(DecreeFile of, CancellationToken cancel)
    {
        var shipped = await ShippedAsync(of, cancel);
        var decree = of.Decree;
        return new(
            decree.Considering.Length > 0 ? decree.Considering : shipped.Considering,
            decree.Recalling.Length > 0 ? decree.Recalling : shipped.Recalling,
            decree.Deciding.Length > 0 ? decree.Deciding : shipped.Deciding);
    }

    /// <summary>The words of the guide, filled for the region.</summary>
    public async Task<DecreeWords> ShippedAsync(DecreeFile of, CancellationToken cancel)
    {
        var region = of.Access.Region;
        var known = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["daerah"] = RegionWords.NameOf(region),
            ["kepala"] = HeadOf(region),
            ["badan"] = of.Kind.About,
            ["tentang"] = About(of),
            ["kesepakatan"] = await AgreedAsync(of, cancel),
        };
        string Part(DecreePart part) => string.Join('\n', of.Guide.DecreeTexts
            .Where(l => l.Kind == of.Kind.Code && l.Part == part).Select(l => Fill(l.Text, known)).OfType<string>());
        return new(Part(DecreePart.Consider), Part(DecreePart.Recall), Part(DecreePart.Decide));
    }

    /// <summary>What it is about: <c>Pembentukan Dewan Smart City Kota Pagar Alam</c>.</summary>
    public string About(DecreeFile of) => Say("Movement.Decree.Forming", of.Kind.About, RegionWords.NameOf(of.Access.Region));

    /// <summary>The office that decides.</summary>
    public string HeadOf(Region region) => RegionWords.Of(region, string.Empty, texts).Head;

    /// <summary>A sentence that ends earlier decrees on the same body, or null where there is none in force.</summary>
    public async Task<string?> RevokesAsync(DecreeFile of, CancellationToken cancel)
    {
        var (region, decree) = (of.Access.Region, of.Decree);
        var earlier = await db.In<Decree>(RegionScope.Of(region.Code)).AsNoTracking()
            .Where(d => d.RegionCode == region.Code && d.Kind == decree.Kind && d.Id != decree.Id && d.Step == WorkStep.Accepted)
            .OrderByDescending(d => d.AcceptedOn).ThenByDescending(d => d.Id).FirstOrDefaultAsync(cancel);
        return earlier is null ? null : Say("Movement.Decree.Revokes", HeadOf(region), earlier.Number, earlier.DatedOn!.Value);
    }

    public string Say(string key, params object[] args) => texts.Get(key, Indonesian, args);

    /// <summary>The agreement that asks for the decree, named as documents name it; null where none in force does.</summary>
    private async Task<string?> AgreedAsync(DecreeFile of, CancellationToken cancel)
    {
        var region = of.Access.Region.Code;
        if ((await promises.OfAsync(region, of.Guide, cancel)).GetValueOrDefault(of.Kind.Code) is not { } promise)
        {
            return null;
        }

        var (name, on, about) = await agreements.NamedAsync(region, promise.AgreementId, cancel);
        return Say("Movement.Decree.Agreed", name, on, about);
    }

    /// <summary>The line with its names filled in, or null where one of them is not there.</summary>
    private static string? Fill(string line, Dictionary<string, string?> known)
    {
        foreach (var (name, value) in known)
        {
            var blank = $"{{{name}}}";
            if (line.Contains(blank, StringComparison.Ordinal))
            {
                if (value is null)
                {
                    return null;
                }

                line = line.Replace(blank, value, StringComparison.Ordinal);
            }
        }

        return line;
    }
}
