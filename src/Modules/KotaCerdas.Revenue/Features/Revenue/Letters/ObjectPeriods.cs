using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>A period of an object is returned by its taxpayer or assessed by the office, never both.</summary>
internal static class ObjectPeriods
{
    /// <summary>
    /// Returns and assessments that begin a chain and touch a period of an object: the cycles that count, the earliest period first.
    /// </summary>
    public static async Task<IReadOnlyList<Charge>> OfAsync(
        KotaDb db, RegionCode region, KindObjectId id, (DateOnly From, DateOnly To) period, CancellationToken cancel)
    {
        var rows = await db.In<Charge>(RegionScope.Of(region)).AsNoTracking().Where(
            c => c.ObjectId == id && c.Follows == null && c.PeriodFrom <= period.To && c.PeriodTo >= period.From).ToListAsync(cancel);
        return [.. rows.GroupBy(c => c.ChargeId).Select(g => g.MaxBy(c => c.Cycle)!).OrderBy(c => c.PeriodFrom).ThenBy(c => c.Number)];
    }

    /// <summary>True where a cancellation has not left nothing of it.</summary>
    public static bool Stands(Charge charge) => LetterRules.Of(charge.Letter).Basis != LetterBasis.Nil;

    /// <summary>The period of a charge with the title and number of the letter that is there already.</summary>
    public static Problem Assessed(string code, Charge charge) => new(
        code, null, LetterText.PeriodOf(charge.PeriodFrom, charge.PeriodTo), LetterRules.Of(charge.FirstLetter).Title.In(), charge.Number);

    /// <summary>
    /// Waits for who issues something about the same object, and says what came first, in the open write: of a return and an estimate that
    /// come at once, one is issued.
    /// </summary>
    public static async Task<Problem?> EnterAsync(KotaDb db, WriteScope write, ChargeDraft draft, CancellationToken cancel)
    {
        if (draft.Topic.Object is not { ObjectId: var id } thing
            || draft.Letter is not ({ Group: "return" } or { Basis: LetterBasis.Estimate }))
        {
            return null;
        }

        await BillYears.LockAsync(await db.SqlAsync(write.Scope, cancel), thing.RegionCode, $"masa/{id}", cancel);
        return (await OfAsync(db, thing.RegionCode, id, (draft.Topic.From, draft.Topic.To), cancel)).FirstOrDefault(Stands) is { } other
            ? Assessed("Revenue.Letter.AssessedPeriod", other) : null;
    }
}
