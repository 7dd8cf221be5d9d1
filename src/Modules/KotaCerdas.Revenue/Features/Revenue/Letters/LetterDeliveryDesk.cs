using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Mine;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>A letter that is to be delivered.</summary>
internal sealed record LetterToDeliver
{
    /// <summary>What it is about; null for a reduction of years to come, of which nothing is owed yet.</summary>
    public required Guid? ChargeId { get; init; }

    /// <summary>The object of such a reduction.</summary>
    public required long? ObjectNumber { get; init; }

    /// <summary>The first year of such a reduction.</summary>
    public required int? FirstYear { get; init; }

    public required Guid DocumentId { get; init; }

    public required string Letter { get; init; }

    public required string Number { get; init; }

    public required DateOnly DatedOn { get; init; }

    /// <summary>The latest record, null where there is none.</summary>
    public required string? Outcome { get; init; }

    public required string? Receiver { get; init; }

    public required DateOnly? HappenedOn { get; init; }

    /// <summary>What it is about, for a reduction the tax of its first year.</summary>
    public ChargeId About() =>
        ChargeId is { } id ? new(id) : Model.Letters.ChargeId.Of(Model.Nop.Of(ObjectNumber!.Value), FirstYear!.Value);
}

/// <summary>Which letters are listed.</summary>
/// <param name="All">Also those that somebody took.</param>
/// <param name="Number">A part of the number, or empty.</param>
/// <param name="Charge">What they are about, or null.</param>
internal sealed record LetterDeliveryFilter(bool All, string Number = "", Guid? Charge = null);

/// <summary>Proofs of delivery of letters and decisions.</summary>
internal sealed class LetterDeliveryDesk(KotaDb db, RegisterDesk desk, Standings standings)
{
    public const int PageSize = 25;

    // Receipts of returns are handed over when they are filed; everything else is carried out.
    private static readonly string Carried = string.Join(
        ", ", LetterRules.All.Where(l => l.Group is not ("return" or "bill-of-pbb")).Select(l => $"'{l.Code}'"));

    private static readonly string Sql =
        $$"""
        with e as (
          select region_code, charge_id, null as nop, null as first_year, document_id, letter from revenue_assessment_event
          where region_code = {0} and letter in ({{Carried}})
          union all
          select region_code, null, nop, first_year, document_id, letter from revenue_reduction where region_code = {0})
        select e.charge_id as "ChargeId", e.nop as "ObjectNumber", e.first_year as "FirstYear", e.document_id as "DocumentId",
          e.letter as "Letter", p.number as "Number", p.dated_on as "DatedOn", d.outcome as "Outcome", d.receiver as "Receiver",
          d.happened_on as "HappenedOn"
        from e
        join platform_document p on p.region_code = e.region_code and p.id = e.document_id
        left join revenue_letter_delivery d on d.region_code = e.region_code and d.document_id = e.document_id
          and d.ordinal = (select max(x.ordinal) from revenue_letter_delivery x
            where x.region_code = d.region_code and x.document_id = d.document_id)
        where p.state in ('Issued', 'Superseded')
        """;

    /// <summary>Letters after one in the order of issue, oldest first; one more than a page where there are more.</summary>
    public async Task<IReadOnlyList<(LetterToDeliver Letter, Taxpayer? To)>> RowsAsync(
        RegionCode region, LetterDeliveryFilter filter, Guid? after, CancellationToken cancel)
    {
        db.Declare(RegionScope.Of(region));
        List<object> args = [region.Value];
        var sql = Sql + (filter.All ? string.Empty : " and (d.outcome is null or d.outcome <> 'Received')");
        void Add(string condition, object value)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{{{args.Count}}}");
            sql += " and " + condition.Replace("?", place, StringComparison.Ordinal);
            args.Add(value);
        }

        if (filter.Number.Length > 0)
        {
            Add("upper(p.number) like ? escape '!'", "%" + TaxpayerRows.Escaped(filter.Number.ToUpperInvariant()) + "%");
        }

        if (filter.Charge is { } charge)
        {
            Add("e.charge_id = ?", charge);
        }

        if (after is { } last)
        {
            Add("e.document_id > ?", last);
        }

        var rows = await db.Database.SqlQueryRaw<LetterToDeliver>(
            $"{sql} order by e.document_id limit {PageSize + 1}", [.. args]).ToListAsync(cancel);
        return await AddressAsync(region, rows, cancel);
    }

    /// <summary>Adds what was written down about letters.</summary>
    /// <param name="code">The region.</param>
    /// <param name="on">Legal date on which it happened: not before the letter, not in the future.</param>
    /// <param name="notes">What happened to which letter; the key is that of its document.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>How many were added.</returns>
    public async Task<Outcome<int>> RecordAsync(
        RegionCode code, DateOnly on, IReadOnlyList<DeliveryNote> notes, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, ChargePermissions.Deliver, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        if (DeliveryForm.Refuse(notes, on, desk.Today(region.Value)) is { Count: > 0 } problems)
        {
            return Outcome.Fail<int>(problems);
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        var letters = notes.Select(n => new DocumentId(Guid.Parse(n.Key))).ToList();
        var known = await KnownAsync(write.Scope, letters, cancel);
        var last = await db.In<LetterDelivery>(write.Scope).Where(d => letters.Contains(d.DocumentId)).GroupBy(d => d.DocumentId)
            .Select(g => new { Letter = g.Key, Ordinal = g.Max(d => d.Ordinal) }).ToDictionaryAsync(g => g.Letter, g => g.Ordinal, cancel);
        foreach (var (letter, note) in letters.Zip(notes))
        {
            if (!known.TryGetValue(letter, out var paper))
            {
                return new Problem("Revenue.LetterDelivery.NoLetter", null, note.Name);
            }

            if (on < paper.DatedOn)
            {
                return new Problem("Revenue.LetterDelivery.BeforeLetter", "On", paper.Number, paper.DatedOn);
            }

            db.Add(new LetterDelivery
            {
                RegionCode = code, DocumentId = letter, Ordinal = last.GetValueOrDefault(letter) + 1, ChargeId = paper.ChargeId,
                Outcome = note.Outcome, Receiver = note.Receiver.Trim(), Relation = note.Relation, HappenedOn = on, RecordedAt = desk.Now,
                RecordedBy = desk.Actor.Name,
            });
            desk.NoteThing(
                "Revenue.Trail.LetterDelivered", new(code, LetterText.ChargeSubject, paper.ChargeId.ToString()),
                new { Name = paper.Number, note.Outcome, on });
        }

        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : notes.Count;
    }

    /// <summary>Letters that went out, of charges and of reductions of years to come.</summary>
    private async Task<Dictionary<DocumentId, Paper>> KnownAsync(
        RegionScope scope, List<DocumentId> letters, CancellationToken cancel)
    {
        var papers = await db.In<IssuedDocument>(scope).AsNoTracking()
            .Where(p => letters.Contains(p.Id) && (p.State == DocumentState.Issued || p.State == DocumentState.Superseded))
            .Select(p => new { p.Id, p.Number, p.DatedOn }).ToListAsync(cancel);
        var of = await db.In<ChargeEvent>(scope).Where(e => e.DocumentId != null && letters.Contains(e.DocumentId!.Value))
            .Select(e => new { Id = e.DocumentId!.Value, e.ChargeId }).ToDictionaryAsync(e => e.Id, e => e.ChargeId, cancel);
        foreach (var r in await db.In<Reduction>(scope).AsNoTracking()
            .Where(r => r.DocumentId != null && letters.Contains(r.DocumentId!.Value)).ToListAsync(cancel))
        {
            of[r.DocumentId!.Value] = ChargeId.Of(r.Nop, r.FirstYear);
        }

        return papers.Where(p => of.ContainsKey(p.Id)).ToDictionary(p => p.Id, p => new Paper(p.Number, p.DatedOn, of[p.Id]));
    }

    /// <summary>To whom the letters of a page are written: the taxpayer of the charge, of the bill, or of the object.</summary>
    private async Task<IReadOnlyList<(LetterToDeliver Letter, Taxpayer? To)>> AddressAsync(
        RegionCode region, List<LetterToDeliver> rows, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var ids = rows.Select(r => r.About()).Distinct().ToList();
        var owners = await db.In<Charge>(scope).Where(c => ids.Contains(c.ChargeId) && c.Cycle == 1)
            .ToDictionaryAsync(c => c.ChargeId, c => c.TaxpayerId, cancel);
        var nops = ids.Select(i => i.Bill?.Nop).OfType<Nop>().Distinct().ToList();
        var bills = await db.In<Bill>(scope).Where(b => nops.Contains(b.Nop)).Select(b => new { b.Nop, b.TaxYear, b.Cycle, b.TaxpayerId })
            .ToListAsync(cancel);
        var objects = (await db.In<TaxObject>(scope).Where(o => nops.Contains(o.Nop))
            .Select(o => new { o.Nop, o.ValidFrom, o.Version, o.TaxpayerId }).ToListAsync(cancel)).ToLookup(o => o.Nop);
        foreach (var id in ids.Where(i => i.Bill is not null))
        {
            var (nop, year) = id.Bill!.Value;
            if ((bills.Where(b => b.Nop == nop && b.TaxYear == year).MaxBy(b => b.Cycle)?.TaxpayerId
                ?? objects[nop].OrderBy(o => o.ValidFrom).ThenBy(o => o.Version).LastOrDefault()?.TaxpayerId) is { } owner)
            {
                owners[id] = owner;
            }
        }

        var standing = await standings.OfAsync(region, owners.Values, cancel);
        var entries = owners.Values.Select(standing).Distinct().ToList();
        var people = (await db.In<Taxpayer>(scope).AsNoTracking().Where(t => entries.Contains(t.TaxpayerId)).ToListAsync(cancel))
            .GroupBy(t => t.TaxpayerId).ToDictionary(g => g.Key, g => g.MaxBy(t => t.Version));
        return
        [
            .. rows.Select(r => (
                r, owners.TryGetValue(r.About(), out var owner) ? people.GetValueOrDefault(standing(owner)) : null)),
        ];
    }

    private sealed record Paper(string Number, DateOnly DatedOn, ChargeId ChargeId);
}
