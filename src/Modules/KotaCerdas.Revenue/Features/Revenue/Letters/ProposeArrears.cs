using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>Input of <see cref="ProposeArrears"/>.</summary>
/// <param name="Region">The region.</param>
/// <param name="Batch">What it is proposed under.</param>
/// <param name="Selection">Which arrears.</param>
/// <param name="Reason">Why.</param>
internal sealed record ProposeArrearsInput(RegionCode Region, Guid Batch, ArrearsSelection Selection, string Reason);

/// <summary>
/// Proposes a letter for each of the chosen arrears, so many at once as one person can look through. What is proposed already is passed
/// over: a run that was cut short goes on where it stopped. Somebody else grants the list, and then letters get their numbers.
/// </summary>
internal sealed class ProposeArrears(ProposeApart propose, KotaDb db, ArrearsLetters letters, RegisterDesk desk)
    : IOperation<ProposeArrearsInput>
{
    /// <summary>Proposals under one heading.</summary>
    public const int MostAtOnce = 1_000;

    public static readonly OperationKind<ProposeArrearsInput> Kind = OperationKind.For<ProposeArrears, ProposeArrearsInput>(
        "revenue.propose-arrears-letters", "Revenue.ManyArrears.Operation", ChargePermissions.Propose);

    private static readonly Dictionary<string, string> Nothing = new(StringComparer.Ordinal);

    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, ProposeArrearsInput input, CancellationToken cancel)
    {
        var region = await db.Shared<Region>().AsNoTracking().SingleAsync(r => r.Code == input.Region, cancel);
        var before = await db.In<Proposal>(RegionScope.Of(input.Region)).Where(p => p.BatchId == input.Batch && p.ChargeId != null)
            .Select(p => p.ChargeId!.Value).ToHashSetAsync(cancel);
        var (done, refused) = (before.Count, 0);
        await foreach (var verdict in letters.JudgeAsync(region, desk.Today(region), input.Selection, before, cancel))
        {
            if (done == MostAtOnce)
            {
                break;
            }

            cancel.ThrowIfCancellationRequested();
            context.Report(done, MostAtOnce, "Revenue.Many.Progress", verdict.Of.Number);
            var target = new LetterTarget(input.Selection.Letter, verdict.Of.Charge, null, default, default) { Batch = input.Batch };
            var made = verdict.Why is null
                && !(await propose.RunAsync(context.Actor, input.Region, target, Nothing, input.Reason, cancel)).Failed;
            (done, refused) = made ? (done + 1, refused) : (done, refused + 1);
        }

        return done == 0 ? new Problem("Revenue.ManyArrears.Nothing", null, input.Selection.Rule().Title.In(), refused)
            : new OperationResult("Revenue.ManyArrears.Proposed", ChargePaths.Batch(input.Region, input.Batch), done, refused);
    }
}
