using System.Globalization;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Movement.Features.Country;

/// <summary>
/// Five figures by which other bodies measure a region, each with its year, its source and how it moved. Missing is said, never zero.
/// </summary>
internal static class RegionIndices
{
    private static readonly string[] Codes = ["spbe", "iid", "ipm", "fiscal-capacity", "sakip"];

    public static IHtmlContent Render(IReadOnlyList<IndexValue> values, Texts texts)
    {
        var english = Languages.IsEnglish(CultureInfo.CurrentUICulture);
        var indices = CountryQueries.Indices().ToDictionary(i => i.Code, StringComparer.Ordinal);
        return Stats.Render(
            [
                .. from code in Codes
                   let name = english ? indices[code].NameEn : indices[code].NameId
                   select One(name, [.. values.Where(v => v.IndexCode == code)], texts),
            ],
            texts);
    }

    private static StatOptions One(string name, List<IndexValue> values, Texts texts)
    {
        if (values.Count == 0)
        {
            return new() { Label = name, Note = texts["Movement.Country.Region.NoValue"] };
        }

        var last = values[0];
        var note = texts["Movement.Country.Region.ValueFrom", CountryTables.Year(last.Year), last.Source];
        return new()
        {
            Label = name,
            Value = last.ValueMicro is { } micro ? Formats.Decimal(micro / 1_000_000m, 2) : last.Class,
            Unit = last.ValueMicro is null || last.Class.Length == 0 ? null : last.Class,
            Note = last.Generated ? $"{note} · {texts["Movement.Country.Generated"]}" : note,
            Trend = values.Count > 1 ? Moved(last, values[1], texts) : null,
        };
    }

    private static Trend? Moved(IndexValue last, IndexValue before, Texts texts)
    {
        if (last.ValueMicro is not { } now || before.ValueMicro is not { } then || now == then)
        {
            return null;
        }

        var change = (now > then ? "+" : string.Empty) + Formats.Decimal((now - then) / 1_000_000m, 2);
        return new(texts["Movement.Country.Region.Since", change, CountryTables.Year(before.Year)], Up: now > then, Good: now > then);
    }
}
