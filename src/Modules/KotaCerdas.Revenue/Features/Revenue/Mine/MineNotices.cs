using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Mine;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Mine;

/// <summary>
/// Tells people what happens to what is theirs: in the product, and by mail where they want it. No number and no name is said, only the
/// year, how many bills and the region; the rest is behind the link.
/// </summary>
internal sealed class MineNotices(
    KotaDb db, Notifications notifications, IPeopleQueries people, SameTaxpayers same, TimeProvider clock)
    : IEventHandler<BillsDispatched>, IEventHandler<BillChanged>, IEventHandler<CorrectionAnswered>
{
    private const int AtOnce = 500;

    // The objects of a connection are found by its taxpayer's entries: the index on them, not every bill.
    private const string OfClaim = "b.nop = c.nop";
    private const string OfTaxpayer =
        """
        b.nop in (select y.nop from revenue_object y where y.region_code = c.region_code and (y.taxpayer_id = c.taxpayer_id
          or y.taxpayer_id = mc.into_id or y.taxpayer_id in (select m.from_id from revenue_taxpayer_merge m
            where m.region_code = c.region_code and m.into_id = coalesce(mc.into_id, c.taxpayer_id))))
        """;

    public static IReadOnlyList<EventSubscription> Subscriptions { get; } =
    [
        EventSubscription.For<BillsDispatched, MineNotices>("revenue.tell-bills-dispatched"),
        EventSubscription.For<BillChanged, MineNotices>("revenue.tell-bill-changed"),
        EventSubscription.For<CorrectionAnswered, MineNotices>("revenue.tell-correction-answered"),
    ];

    public async Task HandleAsync(BillsDispatched happened, EventDelivery delivery, CancellationToken cancel)
    {
        var villages = happened.Villages.ToHashSet();
        var found = await FindAsync(happened.Region, "b.batch_id = {2}", [happened.Batch], cancel);
        await TellAsync(
            happened.Region, found.Where(r => villages.Contains(Nop.Of(r.Nop).Village)), "Revenue.Notice.BillsSent", happened.Year, cancel);
    }

    public async Task HandleAsync(BillChanged happened, EventDelivery delivery, CancellationToken cancel)
    {
        const string newest =
            """
            b.nop = {2} and b.tax_year = {3} and b.cycle = (select max(z.cycle) from revenue_bill z
              where z.region_code = b.region_code and z.nop = b.nop and z.tax_year = b.tax_year)
            """;
        var found = await FindAsync(happened.Region, newest, [happened.Nop, happened.Year], cancel);
        await TellAsync(happened.Region, found, "Revenue.Notice.BillChanged", happened.Year, cancel);
    }

    public async Task HandleAsync(CorrectionAnswered happened, EventDelivery delivery, CancellationToken cancel)
    {
        var request = await db.In<Correction>(RegionScope.Of(happened.Region)).AsNoTracking()
            .SingleOrDefaultAsync(c => c.Id == happened.Correction, cancel);
        if (request?.AskedBy is { } user && (await people.OpenAsync([user], cancel)).Contains(user))
        {
            notifications.Add(
                user, $"Revenue.CorrectionNotice.{happened.State}", [request.Name], MinePaths.Start + "#permohonan");
        }
    }

    private async Task<List<Row>> FindAsync(RegionCode region, string bills, object[] args, CancellationToken cancel)
    {
        db.Declare(RegionScope.Of(region));
        var today = (await db.Shared<Region>().AsNoTracking().SingleAsync(r => r.Code == region, cancel)).Zone.DateAt(clock.GetUtcNow());
        object[] all = [region.Value, today, .. args];
        var rows = new List<Row>();
        foreach (var (objects, kind) in new[] { (OfClaim, nameof(ClaimKind.Object)), (OfTaxpayer, nameof(ClaimKind.Taxpayer)) })
        {
            rows.AddRange(await db.Database.SqlQueryRaw<Row>(Sql(objects, bills, kind), all).ToListAsync(cancel));
        }

        var counting = await CountingAsync(region, rows, cancel);
        return rows.FindAll(r => counting.Contains(r.Claim));
    }

    /// <summary>Those claims whose entry of the register names whom it named when they were made.</summary>
    private async Task<HashSet<Guid>> CountingAsync(RegionCode region, List<Row> rows, CancellationToken cancel)
    {
        var counting = new HashSet<Guid>();
        foreach (var ids in rows.Select(r => r.Claim).Distinct().Chunk(AtOnce))
        {
            var some = ids.ToList();
            var claims = await db.In<Claim>(RegionScope.Of(region)).AsNoTracking().Where(c => some.Contains(c.Id)).ToListAsync(cancel);
            counting.UnionWith((await same.OnlyAsync(region, claims, cancel)).Select(c => c.Id));
        }

        return counting;
    }

    /// <summary>
    /// One notification an account, however many of its bills it is about; its link names none: mails go through many hands.
    /// </summary>
    private async Task TellAsync(RegionCode region, IEnumerable<Row> rows, string key, int year, CancellationToken cancel)
    {
        var name = await db.Shared<Region>().Where(r => r.Code == region).Select(r => r.Name).SingleAsync(cancel);
        foreach (var some in rows.GroupBy(r => new UserId(r.UserId)).OrderBy(g => g.Key.Value).Chunk(AtOnce))
        {
            var open = await people.OpenAsync([.. some.Select(g => g.Key)], cancel);
            foreach (var person in some.Where(g => open.Contains(g.Key)))
            {
                var nops = person.Select(r => r.Nop).Distinct().ToList();
                notifications.Add(person.Key, key, [nops.Count, BillWords.Year(year), name], MinePaths.Start);
            }
        }
    }

    /// <summary>
    /// Bills whose object is claimed alone or comes with a connected taxpayer, and is on the same taxpayer in the bill, in the claim and in
    /// the register of today; merged entries followed on all three. Whether the entry still names the same is asked afterwards.
    /// </summary>
    private static string Sql(string objects, string bills, string kind) =>
        $$"""
        select distinct c.id as "Claim", c.user_id as "UserId", b.nop as "Nop"
        from revenue_claim c
        left join revenue_taxpayer_merge mc on mc.region_code = c.region_code and mc.from_id = c.taxpayer_id
        join revenue_bill b on b.region_code = c.region_code and {{objects}} and {{bills}}
        left join revenue_taxpayer_merge mb on mb.region_code = b.region_code and mb.from_id = b.taxpayer_id
        join revenue_object o on o.region_code = b.region_code and o.nop = b.nop and o.version = (
          select x.version from revenue_object x where x.region_code = b.region_code and x.nop = b.nop and x.valid_from <= {1}
          order by x.valid_from desc, x.version desc limit 1)
        left join revenue_taxpayer_merge mo on mo.region_code = o.region_code and mo.from_id = o.taxpayer_id
        where c.region_code = {0} and c.kind = '{{kind}}'
          and coalesce(mb.into_id, b.taxpayer_id) = coalesce(mc.into_id, c.taxpayer_id)
          and coalesce(mo.into_id, o.taxpayer_id) = coalesce(mc.into_id, c.taxpayer_id)
          and not exists (select 1 from revenue_claim_end e where e.region_code = c.region_code and e.claim_id = c.id)
        """;

    private sealed record Row
    {
        public required Guid Claim { get; init; }

        public required Guid UserId { get; init; }

        public required long Nop { get; init; }
    }
}
