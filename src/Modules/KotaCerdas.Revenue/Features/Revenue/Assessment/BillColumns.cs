using System.Data.Common;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>Puts the bills of a batch together in chunks, column by column, and gives them their numbers.</summary>
internal sealed class BillColumns(Batch batch, PbbRules rules, long firstNumber)
{
    private const int Chunk = 8_192;

    private readonly ObjectLine[] _lines = new ObjectLine[Chunk];
    private readonly PbbAmount[] _amounts = new PbbAmount[Chunk];
    private int _count;

    /// <summary>Number of the next bill.</summary>
    public long Next { get; private set; } = firstNumber;

    /// <summary>Takes a bill.</summary>
    /// <returns>A full chunk for <see cref="WriteAsync"/>, or null as long as there is room.</returns>
    public BulkColumn[]? Add(ObjectLine line, PbbAmount amount)
    {
        (_lines[_count], _amounts[_count]) = (line, amount);
        return ++_count == Chunk ? End() : null;
    }

    /// <summary>What is left, or null.</summary>
    public BulkColumn[]? End()
    {
        if (_count == 0)
        {
            return null;
        }

        var columns = Columns(Next);
        Next += _count;
        _count = 0;
        return columns;
    }

    /// <summary>Writes a chunk.</summary>
    public static Task WriteAsync(DbConnection connection, BulkColumn[] chunk, CancellationToken cancel) =>
        BulkWriter.InsertAsync(connection, "revenue_bill", chunk, cancel);

    private BulkColumn[] Columns(long first) =>
    [
        new("region_code", batch.RegionCode.Value), new("nop", Line(l => l.Object.Nop.Value)), new("tax_year", batch.TaxYear),
        new("cycle", 1), new("number", Enumerable.Range(0, _count).Select(i => first + i).ToArray()), new("batch_id", batch.Id.Value),
        new("object_version", Line(l => l.Object.Version)), new("taxpayer_id", Line(l => l.Object.Taxpayer.Value)),
        new("taxpayer_version", Line(l => l.TaxpayerVersion)), new("land_area", Line(l => l.Object.LandArea)),
        new("land_value", Line(l => l.Facts.LandValue)), new("land_use", Line(l => l.Object.LandUse)),
        new("building_area", Line(l => l.Object.BuildingArea)), new("building_value", Line(l => l.Object.BuildingValue)),
        new("common_value", Line(l => l.Object.CommonValue)), new("takes_deduction", Line(l => l.Object.TakesDeduction)),
        new("last_year", Line(l => l.Facts.LastYear)), new("reduction", Line(l => l.Reduction)),
        new("land_class", Amount(a => rules.LandClassCode(a.LandClass))),
        new("building_class", Amount(a => rules.BuildingClassCode(a.BuildingClass))), new("tier", Amount(a => (int)a.Tier)),
        new("land_unit", Amount(a => a.LandUnit)), new("building_unit", Amount(a => a.BuildingUnit)),
        new("land_njop", Amount(a => a.LandNjop)), new("building_njop", Amount(a => a.BuildingNjop)), new("njop", Amount(a => a.Njop)),
        new("deduction", Amount(a => a.Deduction)), new("njkp", Amount(a => a.Njkp)), new("tax", Amount(a => a.Tax)),
        new("adjusted", Amount(a => a.Adjusted)), new("limited", Amount(a => a.Limited)), new("reduced", Amount(a => a.Reduced)),
        new("amount", Amount(a => a.Payable)),
    ];

    private T[] Line<T>(Func<ObjectLine, T> pick) => Column(_lines, pick);

    private T[] Amount<T>(Func<PbbAmount, T> pick) => Column(_amounts, pick);

    private TValue[] Column<TRow, TValue>(TRow[] rows, Func<TRow, TValue> pick)
    {
        var values = new TValue[_count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = pick(rows[i]);
        }

        return values;
    }
}
