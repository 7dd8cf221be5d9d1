using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Letters;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>Input of <see cref="ProposeWriteOffs"/>.</summary>
/// <param name="Region">The region.</param>
/// <param name="Batch">What it is proposed under.</param>
/// <param name="Village">Ten digits of a village, or 0 for all.</param>
/// <param name="Reason">Why.</param>
internal sealed record ProposeWriteOffsInput(RegionCode Region, Guid Batch, long Village, string Reason);

/// <summary>
/// Proposes to write off PBB-P2 bills whose right to collect has expired, oldest first, so many at once as one person can look through.
/// What waits for a decision already is passed over; run again, it does what is left.
/// </summary>
internal sealed class ProposeWriteOffs(ProposeApart propose, KotaDb db, BillRadarRows rows, RegisterDesk desk)
    : IOperation<ProposeWriteOffsInput>
{
    /// <summary>Proposals under one heading.</summary>
    public const int MostAtOnce = 1_000;

    public static readonly OperationKind<ProposeWriteOffsInput> Kind = OperationKind.For<ProposeWriteOffs, ProposeWriteOffsInput>(
        "revenue.propose-write-offs", "Revenue.BillRadar.ProposeOperation", ChargePermissions.Propose);

    private static readonly string Letter = LetterRules.All.First(l => l.Effect == LetterEffect.WriteOff).Code;

    private static readonly Dictionary<string, string> Nothing = new(StringComparer.Ordinal);

    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, ProposeWriteOffsInput input, CancellationToken cancel)
    {
        var scope = RegionScope.Of(input.Region);
        var region = await db.Shared<Region>().AsNoTracking().SingleAsync(r => r.Code == input.Region, cancel);
        var clock = BillClock.On(desk.Today(region));
        var decided = db.In<Decision>(scope).Select(d => d.ProposalId);
        var waiting = await db.In<Proposal>(scope).Where(p => p.Letter == Letter && !decided.Contains(p.Id))
            .Select(p => new { p.ChargeId, p.BatchId }).ToListAsync(cancel);
        var known = waiting.Select(p => p.ChargeId).ToHashSet();
        var (done, refused) = (waiting.Count(p => p.BatchId == input.Batch), 0);
        string? after = null;
        do
        {
            var page = await rows.PageAsync(input.Region, (clock.Expired, input.Village), after, BillRadarRows.PageSize, cancel);
            foreach (var row in page.Rows.Where(r => !known.Contains(ChargeId.Of(r.Nop, r.TaxYear))))
            {
                cancel.ThrowIfCancellationRequested();
                if (done == MostAtOnce)
                {
                    break;
                }

                context.Report(done, MostAtOnce, "Revenue.Many.Progress", row.Nop.ToString());
                var target = new LetterTarget(Letter, ChargeId.Of(row.Nop, row.TaxYear), null, default, default) { Batch = input.Batch };
                var made = await propose.RunAsync(context.Actor, input.Region, target, Nothing, input.Reason, cancel);
                (done, refused) = made.Failed ? (done, refused + 1) : (done + 1, refused);
            }

            after = done == MostAtOnce ? null : page.After;
        }
        while (after is not null);

        return done == 0 ? new OperationResult("Revenue.BillRadar.ProposedNone", ChargePaths.BillRadar(input.Region), refused)
            : new OperationResult("Revenue.Many.Proposed", ChargePaths.Batch(input.Region, input.Batch), done, refused);
    }
}
