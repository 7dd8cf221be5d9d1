using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Taxpayers;

/// <summary>Opens the numbers of a taxpayer: the trace is kept before anything is shown.</summary>
internal sealed class RevealNumbers(KotaDb db, RegisterDesk desk, TaxpayerReading reading)
{
    private const int ShortestReason = 8;

    public async Task<Outcome<IReadOnlyList<KeyValuePair<string, string>>>> RunAsync(
        RegionCode code, TaxpayerId id, string reason, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, RegisterPermissions.Reveal, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        var why = reason.Trim();
        if (why.Length is < ShortestReason or > Taxpayer.ReasonLength)
        {
            return new Problem("Revenue.Taxpayer.RevealReason", "Reason", ShortestReason, Taxpayer.ReasonLength);
        }

        if (await reading.CurrentAsync(code, id, cancel) is null)
        {
            return RegisterDesk.NotFound;
        }

        await using (var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel))
        {
            db.Add(new TaxpayerAccess
            {
                RegionCode = code, TaxpayerId = id, Id = desk.NewId(), At = desk.Now, UserId = desk.Actor.User,
                UserName = desk.Actor.Name, Reason = why,
            });
            await write.CommitAsync(cancel);
        }

        return Outcome.Of(await reading.NumbersAsync(code, id, cancel));
    }
}

/// <summary>
/// Records that two entries are one taxpayer. The entry that is given up keeps its rows; what hangs on it is shown with the one that stays.
/// </summary>
internal sealed class MergeTaxpayers(KotaDb db, RegisterDesk desk, TaxpayerReading reading)
{
    public async Task<Outcome<TaxpayerId>> RunAsync(
        RegionCode code, TaxpayerId from, string into, string reason, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, RegisterPermissions.Edit, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        var stays = await reading.MeantAsync(code, into, cancel);
        List<Problem> problems = stays.Failed ? [stays.Problem.On("Into")] : [];
        if (!stays.Failed && stays.Value == from)
        {
            problems.Add(new("Revenue.Taxpayer.MergeSelf", "Into"));
        }

        var why = reason.Trim();
        if (why.Length is 0 or > Taxpayer.ReasonLength)
        {
            problems.Add(new("Revenue.Register.ReasonNeeded", "Reason", Taxpayer.ReasonLength));
        }

        if (await RefuseAsync(code, from, cancel) is { } refused)
        {
            problems.Add(refused);
        }

        if (problems.Count > 0)
        {
            return problems;
        }

        db.Add(new TaxpayerMerge
        {
            RegionCode = code, FromId = from, IntoId = stays.Value, Reason = why, RecordedAt = desk.Now, RecordedBy = desk.Actor.Name,
        });
        desk.NoteTaxpayer("Revenue.Trail.TaxpayerMerged", code, from, new { into = stays.Value.ToString() });
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : stays.Value;
    }

    private async Task<Problem?> RefuseAsync(RegionCode code, TaxpayerId from, CancellationToken cancel)
    {
        var merges = db.In<TaxpayerMerge>(RegionScope.Of(code));
        if (await reading.CurrentAsync(code, from, cancel) is null)
        {
            return RegisterDesk.NotFound;
        }

        // One step only, so that every entry leads straight to the one that counts.
        return await merges.AnyAsync(m => m.FromId == from, cancel) ? new("Revenue.Taxpayer.MergedAlready")
            : await merges.AnyAsync(m => m.IntoId == from, cancel) ? new("Revenue.Taxpayer.MergeTarget") : null;
    }
}
